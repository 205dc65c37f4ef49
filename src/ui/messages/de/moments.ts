/** Deutsch für Momente eines Abends: Jemand hat keine Chips mehr, jemand geht, ein Abend ist zu Ende. */
import type * as english from '../en/moments.ts';

export const moments: typeof english.moments = {
  leaving: 'Du gehst, wenn diese Hand zu Ende ist.',
  leavingWish: 'Du gehst nach dieser Hand. Bis dahin spielst du weiter.',
  stay: 'Doch bleiben',
  leaveAfter: 'Nach dieser Hand gehen',
  leaveNow: 'Du bist in keiner Hand: Dein Platz ist sofort frei, und deine Chips werden abgerechnet.',
  bust: (name) => `${name} hat keine Chips mehr und kann neu einkaufen`,
  waitsFor: (time) => `Nächste Hand in ${time}`,
  waitsForRebuy: (names) => `Warten, ob ${names} neu einkauft`,
  waitsForYou: 'Die nächste Hand wartet, ob du neu einkaufst',
  bustYou: 'Du hast keine Chips mehr. Neu einkaufen?',
  autoTopUp: 'Meinen Stack nach jeder Hand auffüllen',
  autoRebuy: 'Von selbst neu einkaufen, wenn meine Chips weg sind',
  leftTitle: 'Du hast den Tisch verlassen',
  leftWith: (chips, result) => `Du bist mit ${chips} gegangen (${result})`,
  takeAgain: 'Wieder Platz nehmen',
  sameAgain: 'Nochmal, dieselbe Runde',
  sameAgainNote: 'Ein neuer Tisch mit denselben Regeln. In seiner Lobby steht der Link zum Verschicken.',
  adding: 'Es wird gezählt, was du mitnimmst…',
};
