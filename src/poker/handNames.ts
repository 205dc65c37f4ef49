/**
 * Hands in people's words: "Full house, kings over threes". For screens, logs and hand histories; no rule
 * depends on these strings.
 */
import type { GameName } from '../codec/config.ts';
import { type Category, categoryOf, forEachOmahaFive, type HighVariant, rankHigh } from './evaluator.ts';
import { forEachFive, rankLow8, rankRazz } from './evaluatorLow.ts';

const SINGULAR = 'two three four five six seven eight nine ten jack queen king ace'.split(' ');
const PLURAL = 'twos threes fours fives sixes sevens eights nines tens jacks queens kings aces'.split(' ');
const SHORT = '23456789TJQKA';

type ForEachFive = (visit: (five: number[]) => void) => void;

/**
 * Name of the best hand that `hole` and `board` make in `game`. For stud games `board` is empty, or the one
 * common card. A hi-lo hand with a qualifying low has both: "Two pair, aces and fours; low 8-6-4-3-A".
 * Returns '' while there are too few cards for any hand.
 */
export function handName(hole: readonly number[], board: readonly number[], game: GameName): string {
  const fives = fivesOf(hole, board, game);
  if (fives === undefined) return '';
  if (game === 'razz') return razzName(fives);
  const high = highName(fives, variantOf(game));
  if (!hasLow(game)) return high;
  const low = best(fives, rankLow8);
  return low === undefined ? high : `${high}; low ${lowDigits(low)}`;
}

/** The part of a pot that a hand is played for. */
export type Half = 'all' | 'high' | 'low';

/** The five cards that `handName` names; the best low for 'low'. Empty where there is no such hand. */
export function handCards(
  hole: readonly number[],
  board: readonly number[],
  game: GameName,
  half: Half,
): number[] {
  const fives = fivesOf(hole, board, game);
  if (fives === undefined) return [];
  if (game === 'razz') return best(fives, rankRazz) ?? [];
  if (half === 'low') return best(fives, rankLow8) ?? [];
  return best(fives, (five) => rankHigh(five, variantOf(game))) ?? [];
}

const variantOf = (game: GameName): HighVariant => (game === 'short-deck' ? 'short-deck' : 'standard');
const hasLow = (game: GameName): boolean => game === 'omaha-hilo' || game === 'stud-hilo';

/** All the fives that count; undefined while there are too few cards for any. */
function fivesOf(hole: readonly number[], board: readonly number[], game: GameName): ForEachFive | undefined {
  const omaha = game === 'omaha' || game === 'omaha-hilo';
  if (omaha ? hole.length < 2 || board.length < 3 : hole.length + board.length < 5) return undefined;
  return (visit) => (omaha ? forEachOmahaFive(hole, board, visit) : forEachFive([...hole, ...board], visit));
}

/**
 * Names of hands that were shown side by side on one board. Where two of them would be called the same and are not
 * equal, each names the kicker that decides: "Three of a kind, fours, ace kicker".
 */
export function handNamesBeside(
  holes: readonly (readonly number[])[],
  board: readonly number[],
  game: GameName,
): string[] {
  const names = holes.map((hole) => handName(hole, board, game));
  if (game === 'razz') return names;
  const bests = holes.map((hole) => ranksByKind(handCards(hole, board, game, 'all'), (r) => r));
  const high = (i: number): string => names[i]!.split('; ')[0]!;
  return names.map((name, i) => {
    const depths = bests.flatMap((ranks, j) => {
      const same = i !== j && name !== '' && high(i) === high(j);
      const at = same ? ranks.findIndex((r, k) => r !== bests[i]![k]) : -1;
      return at < 0 ? [] : [at];
    });
    if (depths.length === 0) return name;
    const kicker = SINGULAR[bests[i]![Math.max(...depths)]!];
    return [`${high(i)}, ${kicker} kicker`, ...name.split('; ').slice(1)].join('; ');
  });
}

/** The five cards that `rank` likes best, copied, or undefined when it likes none. */
function best(fives: ForEachFive, rank: (five: number[]) => number | null): number[] | undefined {
  let found: number[] | undefined;
  let top = Number.NEGATIVE_INFINITY;
  fives((five) => {
    const r = rank(five);
    if (r !== null && r > top) {
      top = r;
      found = [...five];
    }
  });
  return found;
}

/** Ranks of five cards, most of a kind first, then highest first. */
function ranksByKind(five: readonly number[], value: (rank: number) => number): number[] {
  const counts = new Map<number, number>();
  for (const c of five) counts.set(c >> 2, (counts.get(c >> 2) ?? 0) + 1);
  return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || value(b) - value(a));
}

function highName(fives: ForEachFive, variant: HighVariant): string {
  const five = best(fives, (cards) => rankHigh(cards, variant));
  if (five === undefined) return '';
  return nameOf(five, categoryOf(rankHigh(five, variant), variant));
}

function nameOf(five: readonly number[], category: Category): string {
  const [a, b] = ranksByKind(five, (r) => r) as [number, number];
  // The ace of a wheel is its lowest card: five high, or nine high with 36 cards.
  const top = a === 12 && b !== 11 ? b : a;
  switch (category) {
    case 'straight-flush':
      return top === 12 ? 'Royal flush' : `Straight flush, ${SINGULAR[top]} high`;
    case 'four-of-a-kind':
      return `Four of a kind, ${PLURAL[a]}`;
    case 'full-house':
      return `Full house, ${PLURAL[a]} over ${PLURAL[b]}`;
    case 'flush':
      return `Flush, ${SINGULAR[a]} high`;
    case 'straight':
      return `Straight, ${SINGULAR[top]} high`;
    case 'three-of-a-kind':
      return `Three of a kind, ${PLURAL[a]}`;
    case 'two-pair':
      return `Two pair, ${PLURAL[a]} and ${PLURAL[b]}`;
    case 'pair':
      return `Pair of ${PLURAL[a]}`;
    case 'high-card':
      return `High card, ${SINGULAR[a]}`;
  }
}

const aceLow = (rank: number): number => (rank === 12 ? -1 : rank);

function lowDigits(five: readonly number[]): string {
  return ranksByKind(five, aceLow)
    .map((r) => SHORT[r])
    .join('-');
}

function razzName(fives: ForEachFive): string {
  const five = best(fives, rankRazz);
  if (five === undefined) return '';
  const ranks = ranksByKind(five, aceLow);
  if (ranks.length === 5) return `Low, ${lowDigits(five)}`;
  const [a, b] = ranks as [number, number];
  const of = (rank: number): number => five.filter((c) => c >> 2 === rank).length;
  if (of(a) === 4) return `Four of a kind, ${PLURAL[a]}`;
  if (of(a) === 3)
    return of(b) === 2 ? `Full house, ${PLURAL[a]} over ${PLURAL[b]}` : `Three of a kind, ${PLURAL[a]}`;
  return of(b) === 2 ? `Two pair, ${PLURAL[a]} and ${PLURAL[b]}` : `Pair of ${PLURAL[a]}`;
}
