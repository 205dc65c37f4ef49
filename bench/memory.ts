/**
 * What a long session costs in memory: four validators in one process play 500 hands' worth of rounds, with the
 * traffic of a hand (its large proofs included) and pruning at every hand end. Heap in MB of all four together.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { prune } from '../src/consensus/prune.ts';
import { type ConsensusState, createConsensus, step } from '../src/consensus/step.ts';
import { asDurable, asVerified, type ConsensusInput } from '../src/consensus/types.ts';

const n = 4;
const hands = 500;
/** Submitted one after the other in a hand, bytes: keys, shuffles with proof, shares with escrow, bets. */
const transactionBytes = [
  ...new Array<number>(n).fill(100),
  ...new Array<number>(n).fill(10_000),
  ...new Array<number>(n).fill(6000),
  ...new Array<number>(15).fill(40),
];

export async function run(options: { json: boolean; args: string[] }): Promise<Record<string, number>> {
  const states: ConsensusState[] = Array.from({ length: n }, (_, self) =>
    createConsensus({ tableId: new Uint8Array(32), epoch: 0, validators: n, self, startTimeMs: 0 }),
  );
  const queue: { to: number; input: ConsensusInput }[] = [];
  let nowMs = 0;
  const drain = (): void => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { to: self, input } = next;
      for (const e of step(states[self]!, input)) {
        if (e.kind === 'propose') {
          const block = asVerified({ content: e.content, signature: new Uint8Array(64) }, e.id);
          queue.push({ to: self, input: { kind: 'proposed', block: asDurable(block), nowMs } });
        } else if (e.kind === 'broadcast') {
          for (let to = 0; to < n; to++) {
            // Every tab decodes a copy of its own.
            const content = structuredClone(e.block.content);
            const block = asVerified({ content, signature: e.block.signature }, e.block.id);
            if (to !== self) queue.push({ to, input: { kind: 'block', block, from: self, nowMs } });
          }
        }
      }
    }
  };
  for (let to = 0; to < n; to++) {
    for (let validator = 0; validator < n; validator++)
      if (validator !== to) queue.push({ to, input: { kind: 'link', validator, up: true, nowMs } });
  }
  drain();
  const beforeMb = heapMb();
  for (let hand = 0; hand < hands; hand++) {
    const checkpointRound = states[0]!.prefix.committedRound;
    for (const [i, bytes] of transactionBytes.entries()) {
      nowMs += 100;
      queue.push({ to: i % n, input: { kind: 'submit', transaction: new Uint8Array(bytes), nowMs } });
      drain();
    }
    for (const state of states) prune(state, checkpointRound);
  }
  const heap = heapMb() - beforeMb;
  const result = {
    hands,
    rounds: states[0]!.dag.highestRound,
    kept_blocks: states[0]!.dag.nodes.size,
    heap_mb: heap,
    heap_mb_per_validator: heap / n,
  };
  for (const key of Object.keys(result) as (keyof typeof result)[])
    result[key] = Math.round(result[key] * 100) / 100;
  if (!options.json)
    for (const [name, value] of Object.entries(result)) console.log(`${name.padEnd(24)} ${value}`);
  return result;
}

/** What is still reachable. */
function heapMb(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('this Node cannot collect garbage on demand');
  // What the first run lets go of, finalisers included, the second one frees.
  for (let i = 0; i < 2; i++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
}
