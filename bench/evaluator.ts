/**
 * Seven-card hands a second through `rankHigh`, against the pinned library called bare on the same hands.
 * With --all: every one of the 133,784,560 seven-card hands, whose category totals must be the published ones.
 */
import { evaluate } from '@pokertools/evaluator';
import { CATEGORIES, categoryOf, rankHigh } from '../src/poker/evaluator.ts';
import type { BenchOptions } from './main.ts';

const HANDS = 200_000;
const ROUNDS = 10;

/** Number of seven-card hands by category, best first; the sum is 133,784,560. */
const PUBLISHED = [
  41_584, 224_848, 3_473_184, 4_047_644, 6_180_020, 6_461_620, 31_433_400, 58_627_800, 23_294_460,
];

export async function run(options: BenchOptions): Promise<Record<string, number>> {
  return options.all ? all() : speed();
}

function speed(): Record<string, number> {
  const hands = randomHands(HANDS);
  const ours = (hand: number[]): number => rankHigh(hand);
  const bare = (hand: number[]): number => evaluate(hand);
  // Both in turn, so that a busy moment of the machine falls on both; the best round of each counts.
  let oursBest = 0;
  let bareBest = 0;
  for (let i = 0; i < ROUNDS; i++) {
    oursBest = Math.max(oursBest, handsPerSecond(hands, ours));
    bareBest = Math.max(bareBest, handsPerSecond(hands, bare));
  }
  const numbers = { ours_per_s: Math.round(oursBest), bare_per_s: Math.round(bareBest) };
  console.log('seven-card hands a second');
  console.log(`  rankHigh            ${numbers.ours_per_s.toLocaleString('en')}`);
  console.log(`  the library, bare   ${numbers.bare_per_s.toLocaleString('en')}`);
  return numbers;
}

function handsPerSecond(hands: number[][], rank: (hand: number[]) => number): number {
  const start = performance.now();
  let sum = 0;
  for (const hand of hands) sum += rank(hand);
  const seconds = (performance.now() - start) / 1000;
  // The sum is used, so that no optimiser may leave the loop out.
  if (!Number.isFinite(sum)) throw new Error('a rank is not a number');
  return hands.length / seconds;
}

function randomHands(count: number): number[][] {
  const deck = Array.from({ length: 52 }, (_, i) => i);
  return Array.from({ length: count }, () => {
    for (let k = 0; k < 7; k++) {
      const j = k + Math.floor(Math.random() * (52 - k));
      [deck[k], deck[j]] = [deck[j]!, deck[k]!];
    }
    return deck.slice(0, 7);
  });
}

function all(): Record<string, number> {
  const totals = new Map<string, number>(CATEGORIES.map((c) => [c, 0]));
  // Count ranks first and categories once at the end: 7,462 ranks against 133 million hands.
  const byRank = new Float64Array(7463);
  const hand = [0, 0, 0, 0, 0, 0, 0];
  const start = performance.now();
  const fill = (depth: number, from: number): void => {
    for (let c = from; c < 52; c++) {
      hand[depth] = c;
      if (depth === 6) {
        const rank = rankHigh(hand);
        byRank[rank] = byRank[rank]! + 1;
      } else fill(depth + 1, c + 1);
    }
  };
  fill(0, 0);
  const seconds = (performance.now() - start) / 1000;
  byRank.forEach((count, rank) => {
    if (count > 0) totals.set(categoryOf(rank), totals.get(categoryOf(rank))! + count);
  });
  let hands = 0;
  let wrong = 0;
  CATEGORIES.forEach((category, i) => {
    const count = totals.get(category)!;
    const right = count === PUBLISHED[i];
    if (!right) wrong++;
    hands += count;
    console.log(
      `  ${category.padEnd(16)} ${String(count).padStart(11)} ${right ? 'as published' : `published: ${PUBLISHED[i]}`}`,
    );
  });
  console.log(`  ${'all'.padEnd(16)} ${String(hands).padStart(11)} in ${seconds.toFixed(1)} s`);
  if (wrong > 0) throw new Error(`${wrong} categories differ from the published totals`);
  return { hands, wrong, ours_per_s: Math.round(hands / seconds) };
}
