/**
 * What the other validators' blocks say about the time: what the table clock is slewed to, and jumps to after a
 * sleep.
 */
import type { DagNode } from './dag.ts';
import { lowerMedian } from './median.ts';
import type { ConsensusState } from './state.ts';

/** What is proven of the table clock; milliseconds. */
export interface Observed {
  /** It is not less than this, */
  readonly leastMs: number;
  /** nor more than this; infinite while nothing bounds it. */
  readonly mostMs: number;
}

/**
 * What the latest blocks of at least q authors prove of the table clock at `nowMs`, however long they were on their
 * way. An author's clock, which runs as ours does,
 *
 *   - is at least what it signed and the time since we hold that;
 *   - is at most what it signed and the time since our own block was sent that it names: it signed after that.
 *
 * Of each the lower median of all authors, ourselves included: of more than 2f at most f lie, so that neither can be
 * pushed beyond honest clocks. Between the two lie what messages take, and nothing is known; a delay is never taken for
 * a clock that is behind. One that only follows has nothing that others name, and keeps to what it is shown. Undefined
 * while blocks of fewer than q authors are held.
 */
export function observedTime(state: ConsensusState, nowMs: number): Observed | undefined {
  const { self } = state.config;
  const least: number[] = [];
  const most: number[] = [];
  for (const node of state.dag.latest) {
    if (node === undefined) continue;
    const atLeastMs = node.author === self ? nowMs : node.block.content.timeMs + ageMs(state, node, nowMs);
    least.push(atLeastMs);
    most.push(node.author === self || self === null ? atLeastMs : atLeastMs + underwayMs(state, node));
  }
  if (least.length < state.dag.quorum) return undefined;
  return { leastMs: lowerMedian(least), mostMs: lowerMedian(most) };
}

/** How long ago a block came: the table clock may have been moved since then. */
function ageMs({ adjustedMs }: ConsensusState, node: DagNode, nowMs: number): number {
  return Math.max(0, nowMs - adjustedMs - node.heldAtMs);
}

/** At most so long is it since its author signed: our block that it names, there and back. */
function underwayMs({ config, own: { saidFromRound } }: ConsensusState, node: DagNode): number {
  const own = node.parents.filter((p) => p.author === config.self && p.round >= saidFromRound);
  return node.heldAtMs - Math.max(Number.NEGATIVE_INFINITY, ...own.map((p) => p.heldAtMs));
}

/** A block that came longer ago says nothing about whether its author still is there; milliseconds. */
const freshMs = 5_000;

/**
 * Table time that q−1 others have reached at `nowMs`: of those from whom a block came within the last five seconds, the
 * times of their latest ones, each advanced by its age. Milliseconds; undefined where fewer than q−1 are so fresh. At
 * most f of them lie, so that no liars can pretend it where q−1 > f.
 */
export function reachedByOthers(state: ConsensusState, nowMs: number): number | undefined {
  const { dag, config } = state;
  const times: number[] = [];
  for (const node of dag.latest) {
    if (node === undefined || node.author === config.self) continue;
    const age = ageMs(state, node, nowMs);
    if (age <= freshMs) times.push(node.block.content.timeMs + age);
  }
  const needed = dag.quorum - 1;
  if (needed < 1 || times.length < needed) return undefined;
  return times.sort((a, b) => b - a)[needed - 1];
}
