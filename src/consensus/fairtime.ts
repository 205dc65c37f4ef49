/**
 * Fair time: what the table's clock says at a committed slot.
 *
 * Upon committing a block of round r: the lower median of the times of exactly its round r−1 parents, as they
 *   signed them; then no less than the slot before. No increment, or chatter would run the clock ahead. Of two
 *   parents the later time (rules.ts).
 * At most f of the ≥ q samples lie, so the result lies between two honest clocks.
 */
import type { DagNode } from './dag.ts';
import { lowerMedian } from './median.ts';
import { laterOfTwo, OLDEST_RULES, type RulesVersion } from './rules.ts';

/** Milliseconds. A block of round 1 has no parents and takes the time before it. */
export function fairTime(node: DagNode, previousMs: number, rules: RulesVersion = OLDEST_RULES): number {
  const times = node.parents.filter((p) => p.round === node.round - 1).map((p) => p.block.content.timeMs);
  if (times.length === 0) return previousMs;
  if (times.length === 2 && laterOfTwo(rules)) return Math.max(previousMs, ...times);
  return Math.max(previousMs, lowerMedian(times));
}
