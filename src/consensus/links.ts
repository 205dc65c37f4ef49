/**
 * Links that differ: not everybody is linked to everybody.
 *
 * Upon a change of our links: who we are linked to goes with our frontiers, a moment later, at most every five
 *   seconds. A peer whose blocks reach us only by way of others counts as not linked: it does not hear us, or we it.
 * A pair is missing if either end says so. Upon accepting a block whose author has no link with somebody: of the k who
 *   are linked to both the (round mod k)-th passes it on at once, so that a missing pair costs one hop.
 *
 * A liar can say to be linked to all and pass on nothing: what it should have passed on is asked for (ask.ts), in
 * one round of k. It can say to be linked to none: then every block is passed on to it once.
 */
import { type DagNode, slotAt } from './dag.ts';
import { pacing } from './limits.ts';
import { type ConsensusState, ownRound } from './state.ts';
import type { ValidatorIndex } from './types.ts';

/** Bit v: we hear v, over a link of our own. */
export function ownLinks(state: ConsensusState): number {
  const { peers } = state;
  const round = ownRound(state);
  let bits = 0;
  for (const [v, up] of peers.linked.entries())
    if (up && round > peers.withheld[v]!.untilRound) bits |= 1 << v;
  return bits;
}

/** Upon a member's word about its links. */
export function noteLinks(state: ConsensusState, from: ValidatorIndex, bits: number | undefined): void {
  if (bits !== undefined) state.peers.saysLinked[from] = bits;
}

/** Are these two linked, as far as anybody has said? */
function areLinked(state: ConsensusState, a: ValidatorIndex, b: ValidatorIndex): boolean {
  return says(state, a, b) && says(state, b, a);
}

function says(state: ConsensusState, a: ValidatorIndex, b: ValidatorIndex): boolean {
  if (a === state.config.self) return state.peers.linked[b]!;
  const bits = state.peers.saysLinked[a];
  return bits === undefined || (bits & (1 << b)) !== 0;
}

/** How many say that they do not hear this one. */
export function deafTo(state: ConsensusState, author: ValidatorIndex): number {
  let count = 0;
  for (const bits of state.peers.saysLinked) if (bits !== undefined && (bits & (1 << author)) === 0) count++;
  return state.peers.saysLinked[author] === undefined ? count : count - 1;
}

/** Passes on what was just accepted to those who have no link with its author, where that falls to us. */
export function relay(state: ConsensusState, node: DagNode): void {
  const { config, dag, peers, shunned } = state;
  const { self } = config;
  // Whoever lags and fills old rounds has nothing to pass on that others lack.
  if (self === null || node.author === self || node.round + 1 < ownRound(state) || shunned.has(node.author))
    return;
  for (let to = 0; to < dag.validators; to++) {
    if (to === self || to === node.author || !peers.linked[to] || areLinked(state, to, node.author)) continue;
    const between = linkedToBoth(state, to, node.author);
    if (between.length === 0 || between[node.round % between.length] !== self || holds(state, to, node))
      continue;
    state.effects.push({ kind: 'send', to, message: { kind: 'blocks', blocks: [node.block] } });
  }
}

/** Who can pass something on from one to the other. */
function linkedToBoth(state: ConsensusState, a: ValidatorIndex, b: ValidatorIndex): number[] {
  const between: number[] = [];
  for (let v = 0; v < state.dag.validators; v++) {
    if (v === a || v === b || state.shunned.has(v)) continue;
    if (areLinked(state, v, a) && areLinked(state, v, b)) between.push(v);
  }
  return between;
}

/**
 * Is this author worth waiting for as far as links go? With a link, yes. Without, its blocks come a hop later; waiting
 * for them would cost everybody that hop, and as long as q validators are all linked to one another, what these
 * name is enough to decide. Where there are no such q, rounds made of whatever comes first need never share a core:
 * then whoever can be heard by way of another is waited for.
 */
export function mayAwait(state: ConsensusState, author: ValidatorIndex, stuck = false): boolean {
  const { self } = state.config;
  if (state.peers.linked[author] || self === null) return true;
  return (stuck || !hasLinkedQuorum(state)) && linkedToBoth(state, self, author).length > 0;
}

/**
 * Are there q who are all linked to one another, leaving out those of whom nothing is to be hoped? That is: do those
 * whom f leaves over touch every pair that is missing among the rest?
 */
function hasLinkedQuorum(state: ConsensusState): boolean {
  const useful: number[] = [];
  for (let v = 0; v < state.dag.validators; v++)
    if (v === state.config.self || isUseful(state, v)) useful.push(v);
  const missing: [number, number][] = [];
  for (const a of useful) for (const b of useful) if (b < a && !areLinked(state, a, b)) missing.push([a, b]);
  return isCovered(missing, useful.length - state.dag.quorum);
}

function isUseful({ peers, shunned }: ConsensusState, v: ValidatorIndex): boolean {
  return !shunned.has(v) && peers.absentRounds[v]! < pacing.suspectRounds;
}

/** Bounded search: one end of the first pair is among them, or the other. */
function isCovered(pairs: readonly (readonly [number, number])[], by: number): boolean {
  const [first] = pairs;
  if (first === undefined) return true;
  return (
    by > 0 &&
    first.some((v) =>
      isCovered(
        pairs.filter((p) => !p.includes(v)),
        by - 1,
      ),
    )
  );
}

/** It has said a block that stands on this one. */
export function holds({ dag }: ConsensusState, validator: ValidatorIndex, node: DagNode): boolean {
  return (slotAt(dag, node.round + 1, validator)?.nodes ?? []).some((n) => n.votes[node.author] === node);
}
