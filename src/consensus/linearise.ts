/**
 * From decided slots to one stream of blocks.
 *
 * Upon the next slot in order being committed: output its not yet output history by (round, author, digest);
 *   blocks more than 64 rounds below the slot are ignored for ever. Of the blocks of one (author, round) only
 *   the first in total output order applies.
 * Upon the next slot being skipped: pass it. Upon it being undecided: stop.
 */
import { compareNodes, type Dag, type DagNode, slotAt, traverse } from './dag.ts';
import { slotOwner } from './decide.ts';
import { fairTime } from './fairtime.ts';
import { protocol } from './limits.ts';
import { OLDEST_RULES, type RulesVersion } from './rules.ts';
import type { CommittedSlot } from './types.ts';

/** How far the decided prefix reaches. Mutable. */
export interface Prefix {
  /** The next slot to be output. */
  round: number;
  k: number;
  /** Of the last committed slot. */
  height: number;
  timeMs: number;
  /** Round of the last committed slot, 0 before the first. */
  committedRound: number;
  /** Of the epoch. */
  readonly rules: RulesVersion;
}

export function createPrefix(startTimeMs: number, rules: RulesVersion = OLDEST_RULES): Prefix {
  return { round: 1, k: 0, height: 0, timeMs: startTimeMs, committedRound: 0, rules };
}

/** Moves the prefix over every decided slot and returns what the committed ones output. */
export function advancePrefix(
  dag: Dag,
  prefix: Prefix,
): { readonly slots: CommittedSlot[]; readonly moved: boolean } {
  const slots: CommittedSlot[] = [];
  let moved = false;
  for (;;) {
    const author = slotOwner(prefix.round, prefix.k, dag.validators);
    const decision = slotAt(dag, prefix.round, author)?.decision;
    if (decision === undefined) return { slots, moved };
    moved = true;
    if (decision.kind === 'commit') slots.push(outputSlot(dag, prefix, decision.node));
    prefix.k++;
    if (prefix.k === dag.validators) {
      prefix.k = 0;
      prefix.round++;
    }
  }
}

function outputSlot(dag: Dag, prefix: Prefix, node: DagNode): CommittedSlot {
  const fresh: DagNode[] = [];
  traverse(dag, [node], node.round - protocol.windowRounds, (n) => {
    if (n.output) return false;
    n.output = true;
    fresh.push(n);
    return true;
  });
  fresh.sort(compareNodes);
  prefix.height++;
  prefix.timeMs = fairTime(node, prefix.timeMs, prefix.rules);
  prefix.committedRound = node.round;
  return {
    height: prefix.height,
    round: node.round,
    author: node.author,
    timeMs: prefix.timeMs,
    blocks: fresh.map((n) => ({ block: n.block, applies: slotAt(dag, n.round, n.author)!.outputs++ === 0 })),
  };
}
