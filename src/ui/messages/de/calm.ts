/** Deutsch für das, was der Tisch ohne Zahlen von sich sagt: Deck, Verbindungen, eine neu gegebene Hand. */
import type * as english from '../en/calm.ts';

export const calm: typeof english.calm = {
  deck: {
    none: 'Noch kein Deck',
    good: 'Faires Deck: Alle haben gemischt',
    bad: 'Ein Beweis ist falsch: sieh nach, von wem',
  },
  shuffling: (n, of) => `Wird gemischt: ${n} von ${of}`,
  everybody: 'Alle sind verbunden',
  lost: (names) => `${names} hat die Verbindung verloren`,
  stopped: (names) => `Der Tab von ${names} ist stehen geblieben`,
  noNewcomers: 'Niemand Neues findet diesen Tisch gerade',
  replayed: 'Alle Beweise dieser Hand noch einmal geprüft',
  again: (n) => `neu gegeben (${n})`,
  againWhy:
    'Die Hand wurde neu gegeben: Jemand fehlte oder scheiterte, während das Deck entstand. Kein Chip hat sich bewegt.',
  nextHand: 'Gleich kommt die nächste Hand',
  toCall: (chips) => `${chips} zum Mitgehen`,
  bombPotNext: (chips) => `Die nächste Hand ist ein Bomb Pot: alle setzen ${chips} Ante`,
  bombPot: (chips) => `Bomb Pot: Alle setzen ${chips} als Ante, direkt zum Flop`,
  play: 'Abspielen',
  pause: 'Anhalten',
};
