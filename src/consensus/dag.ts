/**
 * The graph of accepted blocks: those that are valid and whose whole history is held.
 *
 * Upon an accepted block of round r: it votes for each block of r−1 among its parents, and it is a certificate
 * for each block of r−2 that blocks of ≥ q distinct authors among its parents vote for. Both never change
 * afterwards, so they are computed once, here.
 */
import { compareBytes, toHex } from '../codec/decode.ts';
import { limits, protocol } from './limits.ts';
import { quorumSize } from './quorum.ts';
import type { ValidatorIndex, VerifiedBlock } from './types.ts';

export interface DagNode {
  readonly block: VerifiedBlock;
  readonly round: number;
  readonly author: ValidatorIndex;
  /** Held parents; left out are an own previous block outside the window and what is below the horizon. */
  parents: readonly DagNode[];
  /** By author: the block of the round before that this one votes for. */
  votes: readonly (DagNode | undefined)[];
  /** By author: the block two rounds before that this one certifies. */
  certifies: readonly (DagNode | undefined)[];
  readonly heldAtMs: number;
  /** Highest round of a parent that it, or what it stands on, was accepted without; 0 if there is none. */
  readonly lacksRound: number;
  /** Height of the committed slot that output it; 0 before. */
  outputAt: number;
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
  /** Parents of rounds below this one may be missing. */
  horizon: number;
  /** Blocks of rounds below this one were forgotten. */
  floor: number;
  /** After a restart from a cut: by `slotKey`, what had been output there before. */
  readonly outputBefore: Map<string, readonly string[]>;
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
    horizon: 0,
    floor: 0,
    outputBefore: new Map(),
    traversals: 0,
  };
}

/** The slot, or undefined while no block of its round is held. */
export function slotAt(dag: Dag, round: number, author: ValidatorIndex): Slot | undefined {
  return dag.rounds.get(round)?.slots[author];
}

/**
 * May an own block name it? Not while its history lacks a block that validators who lag may still want: unless it
 * was committed, or is in our history already.
 */
export function mayName(dag: Dag, node: DagNode): boolean {
  return node.outputAt > 0 || node.inOwnHistory || !isUnsure(dag, node);
}

function isUnsure(dag: Dag, node: DagNode): boolean {
  const lagRounds = limits.keptRounds - protocol.horizonRounds;
  return node.lacksRound > 0 && node.lacksRound > dag.horizon - lagRounds;
}

/** Number of distinct authors with a block in the round that an own block may name. */
export function authorsAt(dag: Dag, round: number): number {
  let authors = 0;
  for (const { nodes } of dag.rounds.get(round)?.slots ?? [])
    if (nodes.some((n) => mayName(dag, n))) authors++;
  return authors;
}

/** Does the parent lie so far back that it is not needed to accept a block of `round`? */
export function outsideWindow(round: number, parentRound: number): boolean {
  return parentRound < round - protocol.windowRounds;
}

/** Must a block of `round` have this parent to be accepted? A parent below the horizon is used if it is there. */
export function needsParent(dag: Dag, round: number, parentRound: number): boolean {
  return !outsideWindow(round, parentRound) && parentRound >= dag.horizon;
}

/** The key of `Dag.outputBefore`. */
export const slotKey = (round: number, author: ValidatorIndex): string => `${round}/${author}`;

/** Adds a block that passed every check. The parents that it needs must be held. */
export function insertBlock(dag: Dag, block: VerifiedBlock, heldAtMs: number): DagNode {
  const { round, author } = block.content;
  const parents: DagNode[] = [];
  let lacksRound = 0;
  for (const ref of block.content.parents) {
    if (outsideWindow(round, ref.round)) continue;
    const parent = dag.nodes.get(keyOf(ref.digest));
    if (parent !== undefined) parents.push(parent);
    else if (needsParent(dag, round, ref.round)) throw new Error('a parent is not held');
    if (parent === undefined) lacksRound = Math.max(lacksRound, ref.round);
    else if (parent.outputAt === 0) lacksRound = Math.max(lacksRound, parent.lacksRound);
  }
  const votes = new Array<DagNode | undefined>(dag.validators).fill(undefined);
  for (const p of parents) if (p.round === round - 1) votes[p.author] = p;
  const node: DagNode = {
    block,
    round,
    author,
    parents,
    votes,
    certifies: certificatesIn(dag, votes),
    heldAtMs,
    lacksRound,
    outputAt: 0,
    inOwnHistory: false,
    mark: 0,
  };
  dag.nodes.set(block.key, node);
  let entry = dag.rounds.get(round);
  if (entry === undefined) {
    const slots = Array.from({ length: dag.validators }, (_, a): Slot => {
      return {
        nodes: [],
        decision: undefined,
        outputs: dag.outputBefore.get(slotKey(round, a))?.length ?? 0,
      };
    });
    entry = { slots, authors: 0 };
    dag.rounds.set(round, entry);
  }
  const slot = entry.slots[author]!;
  if (slot.nodes.length === 0) entry.authors++;
  slot.nodes.push(node);
  // What was output before the cut is not output again; at which height is not known any more.
  if (dag.outputBefore.get(slotKey(round, author))?.includes(block.key)) node.outputAt = 1;
  for (const p of parents) dag.heads.delete(p);
  dag.heads.add(node);
  if ((dag.latest[author]?.round ?? 0) < round) dag.latest[author] = node;
  if (round > dag.highestRound) dag.highestRound = round;
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
