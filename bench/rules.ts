/**
 * Hands a second through the rules engine: every action and every chip of the sample histories, replayed. Give
 * directories of .phh files as arguments; without any, and without the sample set, random hands are used that
 * the engine itself played. And what a committed transaction costs on top, at the table (applied.ts).
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HandHistory } from '../src/poker/formats/history.ts';
import { splitPhh } from '../src/poker/formats/phh.ts';
import { historyOf } from '../src/poker/formats/record.ts';
import { type ReplayMode, replayHand } from '../src/poker/formats/replay.ts';
import { PLAYED, randomHand } from '../src/testing/randomHands.ts';
import { measureApplying } from './applied.ts';
import type { BenchOptions } from './main.ts';

const SAMPLES = fileURLToPath(new URL('../../shared/data/hands', import.meta.url));
const GENERATED = 300;
const ROUNDS = 8;
const ROUND_MS = 500;

export async function run(options: BenchOptions): Promise<Record<string, number>> {
  const dirs = options.args.length > 0 ? options.args : existsSync(SAMPLES) ? [SAMPLES] : [];
  const hands = dirs.length > 0 ? dirs.flatMap(histories) : generated();
  if (hands.length === 0) throw new Error('there is no hand to replay');
  // Our own hands are played by our own rules; histories from elsewhere need the lenient reading.
  const mode: ReplayMode = dirs.length > 0 ? 'lenient' : 'house';
  let actions = 0;
  // Warm up, and make sure that every hand is one.
  for (const hand of hands) actions += replayHand(hand, mode).state.records.length;
  // The best round counts: the others had to share the machine.
  let best = 0;
  for (let round = 0; round < ROUNDS; round++) {
    let replayed = 0;
    const start = performance.now();
    while (performance.now() - start < ROUND_MS) {
      for (const hand of hands) replayHand(hand, mode);
      replayed += hands.length;
    }
    best = Math.max(best, (1000 * replayed) / (performance.now() - start));
  }
  const applied = await measureApplying();
  const numbers = {
    hands_per_s: Math.round(best),
    records_per_s: Math.round((actions / hands.length) * best),
    hands: hands.length,
    apply_us: Math.round(10 * applied.applyUs) / 10,
    root_us: Math.round(10 * applied.rootUs) / 10,
  };
  console.log(
    `hands through the engine (${dirs.length > 0 ? dirs.join(', ') : 'generated'}: ${hands.length} different ones)`,
  );
  console.log(`  hands a second     ${numbers.hands_per_s.toLocaleString('en')}`);
  console.log(`  records a second   ${numbers.records_per_s.toLocaleString('en')}`);
  console.log(`  applying a committed transaction ${numbers.apply_us} µs (${applied.transactions} of them)`);
  console.log(`  the state root of a settled slot ${numbers.root_us} µs`);
  console.log(`  state root after them ${applied.root}`);
  return numbers;
}

function histories(path: string): HandHistory[] {
  if (statSync(path).isDirectory()) return readdirSync(path).flatMap((name) => histories(join(path, name)));
  if (!/\.phhs?$/.test(path)) return [];
  return splitPhh(readFileSync(path, 'utf8')).map((hand) => hand.decode());
}

function generated(): HandHistory[] {
  return Array.from({ length: GENERATED }, (_, seed) => {
    const [game, structure] = PLAYED[seed % PLAYED.length]!;
    return historyOf(randomHand(seed, { game, structure, seats: 2 + (seed % 5), hidden: false }).state);
  });
}
