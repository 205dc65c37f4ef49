/**
 * Fair time: what the table's clock says at a committed slot.
 *
 * Upon committing a block of round r: the lower median of the times of exactly its round r−1 parents, as they
 *   signed them; then no less than the slot before. No increment, or chatter would run the clock ahead.
 * At most f of the ≥ q samples lie, so the result lies between two honest clocks.
 */
import type { DagNode } from './dag.ts';
import { lowerMedian } from './quorum.ts';

/** Milliseconds. A block of round 1 has no parents and takes the time before it. */
export function fairTime(node: DagNode, previousMs: number): number {
  const times = node.parents.filter((p) => p.round === node.round - 1).map((p) => p.block.content.timeMs);
  return times.length === 0 ? previousMs : Math.max(previousMs, lowerMedian(times));
}
