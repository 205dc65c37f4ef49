/** Deutsch für Momente eines Abends: Jemand hat keine Chips mehr, jemand geht, ein Abend ist zu Ende. */
import type * as english from '../en/moments.ts';

export const moments: typeof english.moments = {
  leaving: 'Du gehst, wenn diese Hand zu Ende ist.',
  leavingWish: 'Du gehst nach dieser Hand. Bis dahin spielst du weiter.',
  stay: 'Doch bleiben',
  leaveAfter: 'Nach dieser Hand gehen',
  leaveNow: 'Du bist in keiner Hand: Dein Platz ist sofort frei, und deine Chips werden abgerechnet.',
  bust: (name) => `${name} hat keine Chips mehr und kann neu einkaufen`,
  waitsFor: (time) => `Die nächste Hand wartet noch ${time}`,
  bustYou: 'Du hast keine Chips mehr. Du kannst dich unten neu einkaufen, wann du willst.',
  autoTopUp: 'Meinen Stack nach jeder Hand auffüllen',
  autoRebuy: 'Von selbst neu einkaufen, wenn meine Chips weg sind',
  leftTitle: 'Du hast den Tisch verlassen',
  leftWith: (chips, result) => `Du bist mit ${chips} gegangen (${result})`,
  takeAgain: 'Wieder Platz nehmen',
  adding: 'Es wird gezählt, was du mitnimmst…',
};
