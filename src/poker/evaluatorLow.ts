/**
 * Strength of low hands, ace to five: aces are low, straights and flushes do not count.
 * As in evaluator.ts: higher is better (a "higher" low is the lower hand), equal is a tie.
 */
import { forEachOmahaFive, rankOfKinds } from './evaluator.ts';

/** Rank with the ace low: 0 = ace, 1 = deuce … 12 = king. */
function lowRank(rank: number): number {
  return rank === 12 ? 0 : rank + 1;
}

/** One bit a rank, ace = bit 0. */
function lowMask(cards: readonly number[]): number {
  let mask = 0;
  for (const c of cards) mask |= 1 << lowRank(c >> 2);
  return mask;
}

/**
 * The five lowest ranks of a mask, or undefined when there are fewer. Read as a binary number a smaller
 * mask is the better low, because the highest card is compared first.
 */
function lowestFive(mask: number): number | undefined {
  let rest = mask;
  let five = 0;
  for (let i = 0; i < 5; i++) {
    if (rest === 0) return undefined;
    const lowest = rest & -rest;
    five |= lowest;
    rest ^= lowest;
  }
  return five;
}

const EIGHT_OR_LESS = 0xff;

/** Rank of the best eight-or-better low in 5 to 7 cards, 1..225, or null when there is none. */
export function rankLow8(cards: readonly number[]): number | null {
  const five = lowestFive(lowMask(cards) & EIGHT_OR_LESS);
  return five === undefined ? null : EIGHT_OR_LESS + 1 - five;
}

/** Rank of the best eight-or-better low from exactly two hole and three board cards, or null. */
export function rankOmahaLow8(hole: readonly number[], board: readonly number[]): number | null {
  let best: number | null = null;
  forEachOmahaFive(hole, board, (five) => {
    const rank = rankLow8(five);
    if (rank !== null && (best === null || rank > best)) best = rank;
  });
  return best;
}

/** Every unpaired low ranks above `UNPAIRED`, every paired one below. */
const UNPAIRED = 2 ** 26;
const ALL_RANKS = 0x1fff;

/**
 * Rank of the best ace-to-five low of 5 to 7 cards as razz plays it: any five cards make a hand, and pairs
 * count against it. Higher is better.
 * @throws RangeError with fewer than five cards
 */
export function rankRazz(cards: readonly number[]): number {
  if (cards.length < 5) throw new RangeError(`a razz hand has five cards or more, not ${cards.length}`);
  const five = lowestFive(lowMask(cards));
  if (five !== undefined) return UNPAIRED + ALL_RANKS + 1 - five;
  let best = Number.NEGATIVE_INFINITY;
  forEachFive(cards, (hand) => {
    const rank = rankUpcardsLow(hand);
    if (rank > best) best = rank;
  });
  return best;
}

/** Rank of 1 to 5 face-up cards as low hands, for who opens in razz: pairs count against. Higher is better. */
export function rankUpcardsLow(cards: readonly number[]): number {
  return UNPAIRED - rankOfKinds(cards, lowRank);
}

/** Calls `visit` with every five of `cards`. The array is reused: copy it to keep it. */
export function forEachFive(cards: readonly number[], visit: (five: number[]) => void): void {
  const n = cards.length;
  const five = [0, 0, 0, 0, 0];
  for (let a = 0; a < n - 4; a++) {
    for (let b = a + 1; b < n - 3; b++) {
      for (let c = b + 1; c < n - 2; c++) {
        for (let d = c + 1; d < n - 1; d++) {
          for (let e = d + 1; e < n; e++) {
            five[0] = cards[a]!;
            five[1] = cards[b]!;
            five[2] = cards[c]!;
            five[3] = cards[d]!;
            five[4] = cards[e]!;
            visit(five);
          }
        }
      }
    }
  }
}
