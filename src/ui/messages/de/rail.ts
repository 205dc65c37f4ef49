/** Words for those who watch from the rail, in German. */
import type * as english from '../en/rail.ts';

export const rail: typeof english.rail = {
  waiting:
    'Das Spiel hat nicht begonnen, oder noch gibt es niemand weiter, der mitspielt. Sobald das geschieht, erscheint es hier von selbst. Du hast keine Chips darin.',
  alone: 'Andere, die zuschauen, und wer das Spiel weitergibt, werden gesucht …',
  linked: (n) =>
    `Verbunden mit ${n} ${n === 1 ? 'anderen Zuschauer' : 'anderen Zuschauern'} und mit niemandem, der spielt. Dieser Tab prüft alles selbst.`,
  leave: 'Zur Startseite',
  feeds:
    'Dieser Tab gibt das Spiel an die weiter, die zuschauen: über höchstens drei eigene Verbindungen, wie viele es auch sind.',
  late: (slots) => `Der Tisch wird ${slots} Slots später gezeigt: Er erscheint, sobald er so weit ist.`,
  overlayCopy: 'Link für einen Stream kopieren',
};
