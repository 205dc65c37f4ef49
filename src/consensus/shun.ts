/**
 * One that contradicts itself is shunned for the rest of the epoch.
 *
 * Upon two blocks of one author for one round, seen here or proven by anybody: it is not named as a parent while q
 *   others are there, not waited for, not followed alone; what nothing in the own history names of it is no work,
 *   unless the state asks it for something; and that is neither told to anybody nor volunteered (asked for by name
 *   it is given).
 * Upon fewer than q others: of a shunned author the block named by most held blocks of this round's authors is
 *   named, then the one with the smaller digest, so that honest tabs converge on one twin.
 *
 * Which twins one holds depends on what came first, so nothing here is a rule of validity: honest tabs may differ in
 * it. Safety needs none of it, for which blocks an honest tab names is free as long as q authors are among them.
 */
import { compareBytes } from '../codec/decode.ts';
import { type DagNode, slotAt } from './dag.ts';
import type { ConsensusState } from './state.ts';
import type { ValidatorIndex } from './types.ts';

/** Shuns an author; never ourselves: whoever signs with our key elsewhere is dealt with in settle.ts. */
export function shun(state: ConsensusState, author: ValidatorIndex): void {
  if (author !== state.config.self) state.shunned.add(author);
}

/** Is it a block of a shunned author that is not in our own history? */
export function isForeignOfShunned({ shunned, config }: ConsensusState, node: DagNode): boolean {
  return shunned.has(node.author) && !node.inOwnHistory && config.self !== null;
}

/** Neither work nor worth a reference: the state asks its author for nothing. */
export function isIgnored(state: ConsensusState, node: DagNode): boolean {
  return isForeignOfShunned(state, node) && !state.owed.has(node.author);
}

/** The highest round that is worth following. */
export function followedRound({ dag, shunned }: ConsensusState): number {
  if (shunned.size === 0) return dag.highestRound;
  let highest = 0;
  for (const node of dag.latest)
    if (node !== undefined && !shunned.has(node.author)) highest = Math.max(highest, node.round);
  return highest;
}

/** Of an author's blocks of one round the one that a block of the round above should name. */
export function preferredTwin(state: ConsensusState, nodes: readonly DagNode[]): DagNode | undefined {
  const named = nodes.find((n) => n.inOwnHistory);
  if (named !== undefined || nodes.length < 2) return named ?? nodes[0];
  return [...nodes].sort((a, b) => supporters(state, b) - supporters(state, a) || compare(a, b))[0];
}

/** How many authors of the round above name this block. */
function supporters({ dag }: ConsensusState, node: DagNode): number {
  let count = 0;
  for (const { nodes } of dag.rounds.get(node.round + 1)?.slots ?? [])
    if (nodes.some((n) => n.votes[node.author] === node)) count++;
  return count;
}

const compare = (a: DagNode, b: DagNode): number => compareBytes(a.block.id, b.block.id);

/**
 * Blocks of shunned authors at `round`, as many as are needed to have q authors there: those that most others name
 * go first.
 */
export function shunnedParents(state: ConsensusState, round: number, needed: number): DagNode[] {
  const found: DagNode[] = [];
  for (const author of state.shunned) {
    const node = preferredTwin(state, slotAt(state.dag, round, author)?.nodes ?? []);
    if (node !== undefined && isIgnored(state, node)) found.push(node);
  }
  found.sort((a, b) => supporters(state, b) - supporters(state, a) || a.author - b.author);
  return found.slice(0, Math.max(0, needed));
}
