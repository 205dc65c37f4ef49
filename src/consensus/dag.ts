/**
 * The graph of accepted blocks: those that are valid and whose whole history is held.
 *
 * Upon an accepted block of round r: it votes for each block of r−1 among its parents, and it is a certificate
 * for each block of r−2 that blocks of ≥ q distinct authors among its parents vote for. Both never change
 * afterwards, so they are computed once, here.
 */
import type { BlockContent } from '../codec/block.ts';
import { compareBytes, toHex } from '../codec/decode.ts';
import { quorumSize } from '../codec/quorum.ts';
import { type Bucket, bucketAfter } from './budget.ts';
import { protocol } from './limits.ts';
import type { ValidatorIndex, VerifiedBlock } from './types.ts';

export interface DagNode {
  readonly block: VerifiedBlock;
  readonly round: number;
  readonly author: ValidatorIndex;
  /** Held parents; only an own previous block outside the window is left out. */
  readonly parents: readonly DagNode[];
  /** By author: the block of the round before that this one votes for. */
  readonly votes: readonly (DagNode | undefined)[];
  /** By author: the block two rounds before that this one certifies. */
  readonly certifies: readonly (DagNode | undefined)[];
  /** What its author may say next (budget.ts). */
  readonly bucket: Bucket;
  /** When it came, on a clock that nothing moves: table time less all that it was moved by until then. */
  readonly heldAtMs: number;
  /** It was part of a committed slot. */
  output: boolean;
  /** It is in the causal history of the own latest block. */
  inOwnHistory: boolean;
  /** Last traversal that came by. */
  mark: number;
}

export type Decision = { readonly kind: 'commit'; readonly node: DagNode } | { readonly kind: 'skip' };

/** All blocks of one author in one round, in the order in which they were accepted. */
export interface Slot {
  readonly nodes: DagNode[];
  decision: Decision | undefined;
  /** How many of its blocks were output. */
  outputs: number;
}

export interface Round {
  readonly slots: readonly Slot[];
  /** Distinct authors with a block. */
  authors: number;
}

/** Mutable; owned by the consensus state. */
export interface Dag {
  readonly validators: number;
  readonly quorum: number;
  readonly nodes: Map<string, DagNode>;
  readonly rounds: Map<number, Round>;
  /** Accepted blocks that no accepted block names as a parent. */
  readonly heads: Set<DagNode>;
  /** By author: a block of its highest round. */
  readonly latest: (DagNode | undefined)[];
  highestRound: number;
  traversals: number;
}

export function createDag(validators: number): Dag {
  return {
    validators,
    quorum: quorumSize(validators),
    nodes: new Map(),
    rounds: new Map(),
    heads: new Set(),
    latest: new Array<DagNode | undefined>(validators).fill(undefined),
    highestRound: 0,
    traversals: 0,
  };
}

/** The slot, or undefined while no block of its round is held. */
export function slotAt(dag: Dag, round: number, author: ValidatorIndex): Slot | undefined {
  return dag.rounds.get(round)?.slots[author];
}

/** Number of distinct authors with a block in the round. */
export function authorsAt(dag: Dag, round: number): number {
  return dag.rounds.get(round)?.authors ?? 0;
}

/** Does the parent lie so far back that it is not needed to accept a block of `round`? */
export function outsideWindow(round: number, parentRound: number): boolean {
  return parentRound < round - protocol.windowRounds;
}

/** Adds a block that passed every check. Its parents within the window must be held. */
export function insertBlock(dag: Dag, block: VerifiedBlock, heldAtMs: number): DagNode {
  const { round, author } = block.content;
  const parents: DagNode[] = [];
  for (const ref of block.content.parents) {
    if (outsideWindow(round, ref.round)) continue;
    parents.push(parentNode(dag, ref.digest));
  }
  const votes = new Array<DagNode | undefined>(dag.validators).fill(undefined);
  for (const p of parents) if (p.round === round - 1) votes[p.author] = p;
  const node: DagNode = {
    block,
    round,
    author,
    parents,
    votes,
    bucket: bucketOf(dag.validators, block.content, parents),
    certifies: certificatesIn(dag, votes),
    heldAtMs,
    output: false,
    inOwnHistory: false,
    mark: 0,
  };
  dag.nodes.set(block.key, node);
  let entry = dag.rounds.get(round);
  if (entry === undefined) {
    const slots = Array.from(
      { length: dag.validators },
      (): Slot => ({ nodes: [], decision: undefined, outputs: 0 }),
    );
    entry = { slots, authors: 0 };
    dag.rounds.set(round, entry);
  }
  const slot = entry.slots[author]!;
  if (slot.nodes.length === 0) entry.authors++;
  slot.nodes.push(node);
  for (const p of parents) dag.heads.delete(p);
  dag.heads.add(node);
  if ((dag.latest[author]?.round ?? 0) < round) dag.latest[author] = node;
  if (round > dag.highestRound) dag.highestRound = round;
  return node;
}

/** What a block with these parents leaves of its author's bucket. */
export function bucketOf(n: number, content: BlockContent, parents: readonly DagNode[]): Bucket {
  const { author, round, timeMs } = content;
  const own = parents.find((p) => p.author === author);
  const timesMs = parents.filter((p) => p.round === round - 1).map((p) => p.block.content.timeMs);
  return bucketAfter(content, n, own?.bucket, round === 1 ? [timeMs] : timesMs);
}

function parentNode(dag: Dag, digest: Uint8Array): DagNode {
  const node = dag.nodes.get(keyOf(digest));
  if (node === undefined) throw new Error('a parent is not held');
  return node;
}

/** By author of the round before the voters': the block that ≥ q of the voters vote for. */
function certificatesIn(dag: Dag, voters: readonly (DagNode | undefined)[]): (DagNode | undefined)[] {
  const certified = new Array<DagNode | undefined>(dag.validators).fill(undefined);
  for (let author = 0; author < dag.validators; author++) {
    const counts = new Map<DagNode, number>();
    for (const voter of voters) {
      const target = voter?.votes[author];
      if (target === undefined) continue;
      const count = (counts.get(target) ?? 0) + 1;
      counts.set(target, count);
      if (count >= dag.quorum) certified[author] = target;
    }
  }
  return certified;
}

/**
 * Visits what is reachable from `from` (itself included), each block once, not below `floor` and not through
 * blocks for which `enter` is false. Returns the traversal's mark, which every visited node carries until the
 * next traversal; pass it as `mark` to go on with the same one.
 */
export function traverse(
  dag: Dag,
  from: readonly DagNode[],
  floor: number,
  enter: (node: DagNode) => boolean,
  mark = ++dag.traversals,
): number {
  const stack: DagNode[] = [];
  const push = (node: DagNode): void => {
    if (node.mark === mark || node.round < floor || !enter(node)) return;
    node.mark = mark;
    stack.push(node);
  };
  for (const node of from) push(node);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) for (const p of node.parents) push(p);
  return mark;
}

/** Total order of blocks in a sub-DAG: round, author, digest. */
export function compareNodes(a: DagNode, b: DagNode): number {
  return a.round - b.round || a.author - b.author || compareBytes(a.block.id, b.block.id);
}

/** A digest as the key of maps; the same text as `VerifiedBlock.key`. */
export const keyOf = toHex;
