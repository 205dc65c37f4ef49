/** What the other validators' blocks say about the time: what the table clock is slewed to. */
import { lowerMedian } from './quorum.ts';
import type { ConsensusState } from './state.ts';

/**
 * The lower median of all authors' latest block times, each advanced by how long ago we got it: an estimate of
 * the table clock at `nowMs` that up to f liars cannot push beyond honest clocks. Milliseconds; undefined while
 * blocks of fewer than q authors are held.
 */
export function observedTime(state: ConsensusState, nowMs: number): number | undefined {
  const estimates: number[] = [];
  for (const node of state.dag.latest) {
    if (node !== undefined) estimates.push(node.block.content.timeMs + Math.max(0, nowMs - node.heldAtMs));
  }
  return estimates.length < state.dag.quorum ? undefined : lowerMedian(estimates);
}
