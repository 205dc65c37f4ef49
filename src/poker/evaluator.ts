/**
 * Strength of high hands. The numbers are part of consensus: every replica must split a pot alike, so the
 * library behind them is pinned exactly and checked in the tests against a second one (`phe`).
 *
 * Cards are 0..51 = rank * 4 + suit, rank 0 = deuce … 12 = ace. The library numbers suits the other way
 * round, which changes no rank; card numbers are therefore handed over as they are.
 * All ranks here: higher is better, equal is a tie. Cards are trusted to be distinct; the engine sees to it.
 */
import { evaluate } from '@pokertools/evaluator';

/** Standard ranking, or 36 cards where a flush beats a full house and A-6-7-8-9 is the lowest straight. */
export type HighVariant = 'standard' | 'short-deck';

/** The library's scores run from 1 (royal flush) to 7462 (seven-five high). */
const WORST = 7462;
const LAST_STRAIGHT_FLUSH = 10;
const LAST_FOUR = 166;
const LAST_FULL_HOUSE = 322;
const LAST_FLUSH = 1599;
const LAST_STRAIGHT = 1609;
const FULL_HOUSES = LAST_FULL_HOUSE - LAST_FOUR;
const FLUSHES = LAST_FLUSH - LAST_FULL_HOUSE;

/** Bit r set for rank r: A, 6, 7, 8, 9. */
const SHORT_WHEEL = (1 << 12) | (1 << 4) | (1 << 5) | (1 << 6) | (1 << 7);

/**
 * Rank of the best five of 5 to 7 cards; higher is better, 1..7462.
 * @throws RangeError for another number of cards
 */
export function rankHigh(cards: readonly number[], variant: HighVariant = 'standard'): number {
  const n = cards.length;
  if (n < 5 || n > 7) throw new RangeError(`a hand is ranked with 5 to 7 cards, not ${n}`);
  const score = evaluate(cards as number[]);
  return variant === 'standard' ? WORST + 1 - score : WORST + 1 - shortDeckScore(score, cards);
}

/**
 * A standard score made over to short-deck order. Within seven cards a flush and a full house exclude each
 * other, so the best standard hand stays the best one and only A-6-7-8-9 has to be found here; it takes the
 * place of A-2-3-4-5, which 36 cards cannot make.
 */
function shortDeckScore(standard: number, cards: readonly number[]): number {
  let score = standard;
  if (score > LAST_STRAIGHT_FLUSH) {
    let ranks = 0;
    for (const c of cards) ranks |= 1 << (c >> 2);
    if ((ranks & SHORT_WHEEL) === SHORT_WHEEL) {
      if (suitedWheel(cards)) score = LAST_STRAIGHT_FLUSH;
      else if (score > LAST_STRAIGHT) score = LAST_STRAIGHT;
    }
  }
  if (score > LAST_FULL_HOUSE && score <= LAST_FLUSH) return score - FULL_HOUSES;
  if (score > LAST_FOUR && score <= LAST_FULL_HOUSE) return score + FLUSHES;
  return score;
}

function suitedWheel(cards: readonly number[]): boolean {
  for (let suit = 0; suit < 4; suit++) {
    let ranks = 0;
    for (const c of cards) if ((c & 3) === suit) ranks |= 1 << (c >> 2);
    if ((ranks & SHORT_WHEEL) === SHORT_WHEEL) return true;
  }
  return false;
}

/**
 * Rank of an Omaha hand: exactly two of the hole cards with exactly three of the board; higher is better.
 * @throws RangeError with fewer than 2 hole or 3 board cards
 */
export function rankOmahaHigh(hole: readonly number[], board: readonly number[]): number {
  let best = WORST + 1;
  forEachOmahaFive(hole, board, (five) => {
    const score = evaluate(five);
    if (score < best) best = score;
  });
  return WORST + 1 - best;
}

/** Calls `visit` with every two of `hole` and three of `board`. The array is reused: copy it to keep it. */
export function forEachOmahaFive(
  hole: readonly number[],
  board: readonly number[],
  visit: (five: number[]) => void,
): void {
  if (hole.length < 2 || board.length < 3) {
    throw new RangeError(
      `an Omaha hand takes two hole and three board cards of ${hole.length} and ${board.length}`,
    );
  }
  const five = [0, 0, 0, 0, 0];
  for (let a = 0; a < hole.length - 1; a++) {
    five[0] = hole[a]!;
    for (let b = a + 1; b < hole.length; b++) {
      five[1] = hole[b]!;
      for (let x = 0; x < board.length - 2; x++) {
        five[2] = board[x]!;
        for (let y = x + 1; y < board.length - 1; y++) {
          five[3] = board[y]!;
          for (let z = y + 1; z < board.length; z++) {
            five[4] = board[z]!;
            visit(five);
          }
        }
      }
    }
  }
}

/** What a high hand is, best first. */
export const CATEGORIES = [
  'straight-flush',
  'four-of-a-kind',
  'full-house',
  'flush',
  'straight',
  'three-of-a-kind',
  'two-pair',
  'pair',
  'high-card',
] as const;
export type Category = (typeof CATEGORIES)[number];

const LAST_OF_CATEGORY = [
  LAST_STRAIGHT_FLUSH,
  LAST_FOUR,
  LAST_FULL_HOUSE,
  LAST_FLUSH,
  LAST_STRAIGHT,
  2467,
  3325,
  6185,
];

/** The category of a rank that `rankHigh` or `rankOmahaHigh` returned for the same variant. */
export function categoryOf(rank: number, variant: HighVariant = 'standard'): Category {
  const score = WORST + 1 - rank;
  if (variant === 'short-deck' && score > LAST_FOUR && score <= LAST_FLUSH) {
    return score <= LAST_FOUR + FLUSHES ? 'flush' : 'full-house';
  }
  let i = 0;
  while (i < LAST_OF_CATEGORY.length && score > LAST_OF_CATEGORY[i]!) i++;
  return CATEGORIES[i]!;
}

/**
 * Rank of 1 to 4 face-up stud cards as high hands, for who opens: kinds first, then kickers; straights and
 * flushes do not count. Higher is better. Hands of different sizes are not comparable.
 */
export function rankUpcardsHigh(cards: readonly number[]): number {
  return rankOfKinds(cards, (rank) => rank);
}

/** Shared with the low games: number of a kind first, then the ranks, as one number in base 16. */
export function rankOfKinds(cards: readonly number[], value: (rank: number) => number): number {
  const counts = new Array<number>(13).fill(0);
  for (const c of cards) {
    const r = value(c >> 2);
    counts[r] = counts[r]! + 1;
  }
  const kinds = counts.map((count, r) => count * 16 + r).filter((k) => k >= 16);
  kinds.sort((a, b) => b - a);
  // 4 > 3+2 > 3 > 2+2 > 2 > none: the two largest counts decide before any rank does.
  let key = Math.floor(kinds[0]! / 16) * 5 + (kinds.length > 1 ? Math.floor(kinds[1]! / 16) : 0);
  for (let i = 0; i < 5; i++) key = key * 16 + (i < kinds.length ? (kinds[i]! % 16) + 1 : 0);
  return key;
}
