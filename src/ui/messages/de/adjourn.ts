/** Über das Weiterspielen ohne jemanden, der fehlt, und über Hände, die warten, auf Deutsch. */
import type * as english from '../en/adjourn.ts';

export const adjourn: typeof english.adjourn = {
  button: (name) => `Vertagen: ohne ${name} weiterspielen`,
  what: (name) =>
    `Die Hand bleibt mit ihren Chips, wie sie ist, und geht weiter, wenn ${name} zurück ist. Für das, was jetzt vor dir liegt, stehst du in ihr ein: Wer es bis dahin verloren hat, kauft den Rest nach.`,
  all: 'Alle anderen müssen zustimmen.',
  agreed: (names) => `Zugestimmt: ${names}`,
  begun: 'Du hast zugestimmt. Sobald alle anderen es auch tun, geht es weiter.',
  alone:
    'Allein kann niemand weiterspielen. Die Hand bleibt genau so stehen: Du kannst diese Seite schließen; es geht weiter, wenn ihr beide wieder da seid.',
  tournament: 'Ein Turnier wartet: Was inzwischen verloren ginge, ließe sich nicht nachkaufen.',
  full: 'Es sind schon so viele Hände zurückgestellt, dass der Tisch jetzt warten muss.',
  aside: (hand, chips, names) =>
    `Hand ${hand} mit ${chips} Chips ist zurückgestellt, bis ${names} zurück ist`,
  next: (hand, chips) => `Hand ${hand} mit ${chips} Chips geht weiter`,
  void: (hand) => `Zustimmen, dass Hand ${hand} ungültig ist`,
  voidNote: 'Alle bekommen zurück, was sie gesetzt haben, sobald alle in der Hand zustimmen.',
};
