/**
 * Exported games re-verified: plays a few hands of four whole nodes in this process, exports one node's log, and
 * times its verification: signatures, order, and every proof. `bench verify [HANDS]`, or `bench verify FILE`.
 */
import { readFile } from 'node:fs/promises';
import { verifyBytes } from '../src/cli/verify.ts';
import { logFileOf } from '../src/client/record/exportLog.ts';
import { TestTable } from '../src/testing/nodes.ts';
import type { BenchOptions } from './main.ts';
import { median } from './shuffle.ts';

const PLAYERS = 4;
const ROUNDS = 3;

export async function run({ args }: BenchOptions): Promise<Record<string, number>> {
  const [what = '2'] = args;
  const bytes = /^\d+$/.test(what) ? await playedLog(Number(what)) : new Uint8Array(await readFile(what));
  const times: number[] = [];
  let hands = 0;
  let proofs = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const startMs = performance.now();
    const verdict = await verifyBytes(bytes);
    times.push(performance.now() - startMs);
    if (!verdict.ok) throw new Error(verdict.fault);
    ({ hands, proofs } = verdict.report);
  }
  const ms = median(times);
  const figures = {
    hands,
    proofs,
    file_bytes: bytes.length,
    verify_ms: ms,
    hands_per_second: (1000 * hands) / ms,
    proofs_per_second: (1000 * proofs) / ms,
  };
  console.log(
    `${hands} hands, ${proofs} proofs, ${bytes.length} bytes: ${ms.toFixed(0)} ms, ${figures.hands_per_second.toFixed(2)} hands a second`,
  );
  return figures;
}

/** The log of a table of four that checks and calls through so many hands. */
async function playedLog(hands: number): Promise<Uint8Array> {
  const table = await TestTable.create({ seats: PLAYERS });
  await table.start(PLAYERS);
  const over = (): boolean =>
    table.nodes.every((n) => {
      const hand = n.validator?.table.hand;
      return hand !== undefined && (hand.hand > hands || (hand.hand === hands && hand.phase === 'done'));
    });
  await table.callUntil(table.nodes, `hand ${hands}`, over);
  const log = await logFileOf(table.storages[0]!);
  await table.stop();
  if (log === undefined) throw new Error('no game was played');
  return log;
}
