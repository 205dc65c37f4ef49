/**
 * The blocks of an epoch by whole rounds, for who comes late: what stands on others comes after them, and the next
 * question begins where this answer ended.
 */

import { sizeOf } from './batches.ts';
import { compareNodes } from './dag.ts';
import { isForeignOfShunned } from './shun.ts';
import type { ConsensusState } from './state.ts';
import type { VerifiedBlock } from './types.ts';

/** From this round on, lowest first: one round at least, and more of them while all are no more than so many bytes. */
export function blocksFrom(state: ConsensusState, fromRound: number, mostBytes: number): VerifiedBlock[] {
  const { dag } = state;
  const found: VerifiedBlock[] = [];
  let bytes = 0;
  for (let round = Math.max(1, fromRound); round <= dag.highestRound; round++) {
    const nodes = (dag.rounds.get(round)?.slots ?? []).flatMap((slot) => slot?.nodes ?? []);
    const blocks = nodes
      .filter((node) => !isForeignOfShunned(state, node))
      .sort(compareNodes)
      .map(({ block }) => block);
    bytes += blocks.reduce((sum, block) => sum + sizeOf(block), 0);
    if (found.length > 0 && bytes > mostBytes) break;
    found.push(...blocks);
  }
  return found;
}
