import type { Card } from '../cards.ts';
import { STANDARD_DECK } from '../deck.ts';
import { rankHigh, rankUpcardsHigh } from '../evaluator.ts';
import { rankLow8, rankRazz, rankUpcardsLow } from '../evaluatorLow.ts';
import type { Game, Street } from '../game.ts';

const down = { to: 'each', faceUp: false, count: 1 } as const;
const up = { to: 'each', faceUp: true, count: 1 } as const;

const streets: readonly Street[] = [
  { name: 'third', deal: [{ ...down, count: 2 }, up], opener: 'bring-in', bet: 'small' },
  { name: 'fourth', deal: [up], opener: 'best-showing', bet: 'small' },
  { name: 'fifth', deal: [up], opener: 'best-showing', bet: 'big' },
  { name: 'sixth', deal: [up], opener: 'best-showing', bet: 'big' },
  { name: 'seventh', deal: [down], opener: 'best-showing', bet: 'big' },
];

/** With eight players to the end the deck is one card short for each: the last card is then common. */
const SEATS = 8;
const ACE = 12;

/** The lowest door card brings it in, clubs lowest. */
export const stud: Game = {
  name: 'stud',
  deck: STANDARD_DECK,
  streets,
  holeCards: 7,
  boardCards: 0,
  maxSeats: SEATS,
  forced: 'bring-in',
  doorRank: (card) => card,
  rankUpcards: rankUpcardsHigh,
  openPairStreet: 1,
  oddChip: 'by-suit',
  high: (hole, board) => rankHigh([...hole, ...board], 'standard'),
  low: null,
};

export const studHiLo: Game = {
  ...stud,
  name: 'stud-hilo',
  openPairStreet: -1,
  low: (hole, board) => rankLow8([...hole, ...board]),
};

/** Lowest hand wins; the highest door card brings it in, the ace being low and spades highest. */
export const razz: Game = {
  ...stud,
  name: 'razz',
  openPairStreet: -1,
  doorRank: (card: Card) => (card >> 2 === ACE ? -(card - 4 * ACE) : -(card + 4)),
  rankUpcards: rankUpcardsLow,
  high: (hole, board) => rankRazz([...hole, ...board]),
};
