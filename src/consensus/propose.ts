/**
 * What goes into the own next block.
 *
 * Upon the pacemaker starting round r+1: parents are the own previous block, one block of every other author
 *   at r, and blocks of older rounds that nothing in the own history names, newest first, so that one
 *   reference brings as many others along as possible.
 * Of an author that is shunned nothing is named while q others are there (shun.ts).
 * No more is said than the own bucket holds (budget.ts).
 * A second twin is never named: not if another block of its slot is in the own history, nor in the history of
 *   the parents chosen before it.
 * The time is our table clock, lifted to the own previous block's and the median of the round-r parents'.
 */
import type { BlockContent, BlockRef } from '../codec/block.ts';
import { limits as codecLimits } from '../codec/limits.ts';
import { bytesOf, filled, transactionBytes } from './budget.ts';
import { compareNodes, type DagNode, outsideWindow, slotAt, traverse } from './dag.ts';
import { limits, protocol } from './limits.ts';
import { lowerMedian } from './median.ts';
import { hasBudget, namesState } from './rules.ts';
import { isIgnored, preferredTwin, shunnedParents } from './shun.ts';
import type { ConsensusState } from './state.ts';

/** Builds the content and takes its transactions out of the pending ones. */
export function buildContent(state: ConsensusState, round: number): BlockContent {
  const { config, own } = state;
  const author = config.self;
  if (author === null) throw new Error('an observer proposes nothing');
  const mayTake = allowance(state, round);
  const others = chooseParents(state, round, mayTake);
  const parents = own.latest === undefined ? [] : [own.latest, ...others];
  const atLastRound = parents.filter((p) => p.round === round - 1).map((p) => p.block.content.timeMs);
  const timeMs = Math.max(
    state.nowMs,
    own.latest?.block.content.timeMs ?? 0,
    atLastRound.length === 0 ? 0 : lowerMedian(atLastRound),
  );
  return {
    tableId: config.tableId,
    epoch: config.epoch,
    author,
    round,
    parents: parents.map(refOf),
    timeMs,
    transactions: takePending(own.pending, mayTake.bytes),
    ...(namesState(config.rules) ? { settled: { ...state.roots.latest } } : {}),
  };
}

/** The reference by which others name a block. */
export function refOf(node: DagNode): BlockRef {
  return { author: node.author, round: node.round, digest: node.block.id };
}

/** Bytes that the own block of a round may take; what is spent on references is taken off. */
interface Allowance {
  bytes: number;
}

/**
 * What the own bucket surely holds: whatever parents are chosen, their median is not below the least time at the last
 * round.
 */
function allowance({ dag, own, config }: ConsensusState, round: number): Allowance {
  if (!hasBudget(config.rules)) return { bytes: Number.POSITIVE_INFINITY };
  if (round === 1) return { bytes: protocol.bucketBytes };
  const inWindow = own.latest !== undefined && !outsideWindow(round, own.latest.round);
  const times = (dag.rounds.get(round - 1)?.slots ?? []).flatMap((s) =>
    s.nodes.map((n) => n.block.content.timeMs),
  );
  const least = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return { bytes: filled(round, inWindow ? own.latest?.bucket : undefined, [least]).bytes };
}

function chooseParents(state: ConsensusState, round: number, mayTake: Allowance): DagNode[] {
  const { dag, own, config } = state;
  if (round === 1) return [];
  const chosen: DagNode[] = [];
  for (const [author, slot] of (dag.rounds.get(round - 1)?.slots ?? []).entries()) {
    const node = preferredTwin(state, slot.nodes);
    if (node === undefined || author === config.self) continue;
    if (!isIgnored(state, node)) chosen.push(node);
  }
  const self = own.latest?.round === round - 1 ? 1 : 0;
  chosen.push(...shunnedParents(state, round - 1, dag.quorum - self - chosen.length));
  const floor = round - protocol.windowRounds;
  const unseen = (n: DagNode): boolean => !n.inOwnHistory;
  const mark = traverse(dag, chosen, floor, unseen);
  const older = [...own.foreign].filter(
    (n) => n.round >= floor && n.round < round - 1 && n.author !== config.self && !isIgnored(state, n),
  );
  for (const node of older.sort((a, b) => compareNodes(b, a))) {
    if (chosen.length + 1 >= codecLimits.parentsPerBlock) break;
    const bytes = bytesOf({ parents: new Array(chosen.length + 2), transactions: [] }, dag.validators);
    if (bytes > mayTake.bytes) break;
    if (node.mark === mark || node.inOwnHistory) continue;
    const siblings = slotAt(dag, node.round, node.author)!.nodes;
    if (siblings.some((s) => s.inOwnHistory || s.mark === mark)) continue;
    chosen.push(node);
    traverse(dag, [node], floor, unseen, mark);
  }
  mayTake.bytes -= bytesOf({ parents: new Array(chosen.length + 1), transactions: [] }, dag.validators);
  return chosen.sort(compareNodes);
}

function takePending(pending: Uint8Array[], most: number): Uint8Array[] {
  const mostBytes = Math.min(most, limits.transactionBytesPerBlock);
  let bytes = 0;
  let count = 0;
  for (const t of pending) {
    bytes += transactionBytes(t);
    if (count >= limits.transactionsPerBlock || bytes > mostBytes) break;
    count++;
  }
  return pending.splice(0, count);
}
