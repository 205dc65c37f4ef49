/**
 * What the other validators' blocks say about the time: what the table clock is slewed to, and jumps to after a
 * sleep.
 */
import { lowerMedian } from './median.ts';
import type { ConsensusState } from './state.ts';

/**
 * The lower median of all authors' latest block times, each advanced by how long ago we got it: an estimate of
 * the table clock at `nowMs` that up to f liars cannot push beyond honest clocks. Milliseconds; undefined while
 * blocks of fewer than q authors are held.
 */
export function observedTime(state: ConsensusState, nowMs: number): number | undefined {
  const estimates: number[] = [];
  for (const node of state.dag.latest) {
    if (node !== undefined)
      estimates.push(node.block.content.timeMs + Math.max(0, nowMs - state.jumpedMs - node.heldAtMs));
  }
  return estimates.length < state.dag.quorum ? undefined : lowerMedian(estimates);
}

/** A block that came longer ago says nothing about whether its author still is there; milliseconds. */
const freshMs = 5_000;

/**
 * Table time that q−1 others have reached at `nowMs`: of those from whom a block came within the last five seconds, the
 * times of their latest ones, each advanced by its age. Milliseconds; undefined where fewer than q−1 are so fresh. At
 * most f of them lie, so that no liars can pretend it where q−1 > f.
 */
export function reachedByOthers(
  { dag, config, jumpedMs }: ConsensusState,
  nowMs: number,
): number | undefined {
  const times: number[] = [];
  for (const node of dag.latest) {
    if (node === undefined || node.author === config.self) continue;
    const ageMs = Math.max(0, nowMs - jumpedMs - node.heldAtMs);
    if (ageMs <= freshMs) times.push(node.block.content.timeMs + ageMs);
  }
  const needed = dag.quorum - 1;
  if (needed < 1 || times.length < needed) return undefined;
  return times.sort((a, b) => b - a)[needed - 1];
}
