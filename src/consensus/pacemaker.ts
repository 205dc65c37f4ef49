/**
 * When the next round begins. Messages drive rounds; timers only end waits.
 *
 * There is work while an own transaction is pending, or a payload in our history, or one that we can still
 *   reference, is not output. A deadline that is unstamped or due also wants rounds, spaced 20, 40, 80 … ms.
 * Upon work, or a block of a round above ours: start the next round, given the own block and ≥ q blocks of ours,
 *   and all blocks of validators that are worth waiting for, or the end of the wait.
 * The wait starts with the q-th block and lasts 1.5 × the median round trip, between 10 and 250 ms; every six
 *   rounds without progress of the decided prefix double it. It is skipped when f+1 authors' blocks of the next
 *   round or any block two rounds ahead are held.
 * Upon leaving a round: an author without a block in it was absent; three in a row make it suspected, and one
 *   block in time clears it. Two waits in a row for the same author suspend waiting for it for 32 rounds; so do two of
 *   its blocks within 32 rounds that come after the end of the wait, whether it was waited for or not; of one whom
 *   somebody else does not hear, two that come in the second half of the wait.
 *
 * An author that is shunned is not waited for and not followed alone, and what nobody names of it is no work (shun.ts).
 *
 * Deviations: an author whose block comes in the second half of the wait counts as waited for, or one that is always
 * just in time could slow every round. Two waits need not be in a row: f authors that keep two of five blocks back
 * would each cost a wait in every third round, and all together more than sixteen delays an action. Nobody waits for
 * a validator that cannot be heard (links.ts). A validator more than 64 rounds behind jumps, as after a restart: its
 * blocks in between would be ignored anyway.
 * Twelve rounds without progress: everybody that can be heard is waited for, suspended or not, and nobody hurries
 * after others. Rounds made of whatever comes first may go on for ever without any block that q others name.
 */
import { authorsAt, type DagNode, slotAt } from './dag.ts';
import { pacing, protocol } from './limits.ts';
import { deafTo, mayAwait } from './links.ts';
import { lowerMedian } from './median.ts';
import { followedRound, isIgnored } from './shun.ts';
import { type ConsensusState, ownRound } from './state.ts';
import type { ValidatorIndex } from './types.ts';

/** What to do now: propose a block of `round`, or look again at `atMs`, or nothing until a message comes. */
export type Pace = { readonly round: number } | { readonly atMs: number } | undefined;

/** Is there a payload or transaction that has to be output? */
export function hasWork(state: ConsensusState): boolean {
  if (state.own.pending.length > 0) return true;
  for (const node of state.unfinished) if (mayStillBeOutput(state, node)) return true;
  return false;
}

/** Does a deadline want rounds now? */
export function deadlineWantsRounds(state: ConsensusState): boolean {
  const { unstamped, dueAtMs } = state.deadline;
  return unstamped || (dueAtMs !== null && state.nowMs >= dueAtMs);
}

/** 1.5 median round trips within their bounds, in milliseconds. */
export function baseWaitMs(state: ConsensusState): number {
  const known = state.peers.rttMs.filter((r): r is number => r !== undefined);
  if (known.length === 0) return pacing.maxFirstWaitMs;
  return Math.min(pacing.maxFirstWaitMs, Math.max(pacing.minWaitMs, pacing.waitRtts * lowerMedian(known)));
}

/** Notes when the own round has its q-th block. */
export function noteQuorum(state: ConsensusState): void {
  if (state.own.quorumAtMs !== undefined) return;
  if (authorsAt(state.dag, ownRound(state)) >= state.dag.quorum) state.own.quorumAtMs = state.nowMs;
}

export function pace(state: ConsensusState): Pace {
  const { dag, own } = state;
  if (state.config.self === null || own.proposing !== undefined || own.keyElsewhere) return undefined;
  if (state.recovery !== undefined || state.stopped || state.muted) return undefined;
  const round = ownRound(state);
  const work = hasWork(state);
  const follows = followedRound(state) > round;
  const deadline = deadlineWantsRounds(state);
  if (!work && !follows && !deadline) return undefined;
  const target = jumpTarget(state, work || deadline);
  if (target !== undefined) return target > round ? { round: target } : undefined;
  if (round > 0 && authorsAt(dag, round) < dag.quorum) return undefined;
  if (!work && !follows) {
    const atMs = own.lastProposalMs + deadlineSpacingMs(own.deadlineRounds);
    if (state.nowMs < atMs) return { atMs };
  }
  const hurries = othersWentOn(state, round) && !isStuck(state);
  const waitEndMs = round === 0 || hurries ? undefined : waitEnd(state, round);
  return waitEndMs === undefined || state.nowMs >= waitEndMs ? { round: round + 1 } : { atMs: waitEndMs };
}

/** Bookkeeping of who was there, to be called when a block of the round after `left` is proposed. */
export function leaveRound(state: ConsensusState, left: number): void {
  const { peers, own } = state;
  own.deadlineRounds = hasWork(state) ? 0 : own.deadlineRounds + 1;
  own.lastProposalMs = state.nowMs;
  if (left === 0 || own.quorumAtMs === undefined) return;
  const quorumAtMs = own.quorumAtMs - state.adjustedMs;
  own.leftRounds.push({ round: left, quorumAtMs });
  noteLateBlocks(state);
  const awaited = new Set(awaitedInRound(state, left));
  const waitedMs = state.nowMs - own.quorumAtMs;
  const waitMs = waitLengthMs(state);
  for (let v = 0; v < state.dag.validators; v++) {
    if (v === state.config.self) continue;
    const node = slotAt(state.dag, left, v)?.nodes[0];
    const late = node === undefined ? waitedMs >= waitMs : node.heldAtMs > quorumAtMs + waitMs / 2;
    if (late && deafTo(state, v) > 0) noteLate(state, v, left);
    if (late && (node !== undefined || awaited.has(v))) peers.waits[v]!++;
    else if (node !== undefined) peers.waits[v] = 0;
    peers.absentRounds[v] = node === undefined ? peers.absentRounds[v]! + 1 : 0;
    if (peers.waits[v]! >= pacing.waitsToSuspend) {
      peers.waits[v] = 0;
      peers.suspendedUntil[v] = left + pacing.suspendRounds;
    }
  }
}

/** Of rounds whose wait would be over: who has come later than that or not at all, waited for or not. */
function noteLateBlocks(state: ConsensusState): void {
  const { dag, config, own } = state;
  const waitMs = waitLengthMs(state);
  for (let first = own.leftRounds[0]; first !== undefined; first = own.leftRounds[0]) {
    const { round, quorumAtMs } = first;
    const endMs = quorumAtMs + waitMs;
    const isOver = state.nowMs - state.adjustedMs > endMs;
    if (!isOver && own.leftRounds.length <= pacing.suspendRounds) return;
    own.leftRounds.shift();
    for (let v = 0; isOver && v < dag.validators; v++) {
      if (v === config.self) continue;
      const node = slotAt(dag, round, v)?.nodes[0];
      if (node === undefined || node.heldAtMs > endMs) noteLate(state, v, round);
    }
  }
}

function noteLate({ peers }: ConsensusState, v: ValidatorIndex, round: number): void {
  const before = peers.lateRound[v]!;
  if (before >= round) return;
  if (before > 0 && round - before <= pacing.suspendRounds)
    peers.suspendedUntil[v] = Math.max(peers.suspendedUntil[v]!, round + pacing.suspendRounds);
  peers.lateRound[v] = round;
}

/** Validators whose block of the round is worth waiting for and not there. */
function awaitedInRound(state: ConsensusState, round: number): number[] {
  const awaited: number[] = [];
  for (let v = 0; v < state.dag.validators; v++) {
    if (v === state.config.self || state.shunned.has(v)) continue;
    if (isSuspended(state, v, round)) continue;
    if ((slotAt(state.dag, round, v)?.nodes.length ?? 0) === 0 && mayAwait(state, v, isStuck(state)))
      awaited.push(v);
  }
  return awaited;
}

/** Not worth waiting for: unless nothing is decided any more, which takes rounds that have most blocks in common. */
function isSuspended(state: ConsensusState, v: number, round: number): boolean {
  if (isStuck(state)) return false;
  const { absentRounds, suspendedUntil, withheld } = state.peers;
  if (absentRounds[v]! >= pacing.suspectRounds) return true;
  return round < suspendedUntil[v]! || round <= withheld[v]!.untilRound;
}

function mayStillBeOutput(state: ConsensusState, node: DagNode): boolean {
  if (node.inOwnHistory) return true;
  if (isIgnored(state, node)) return false;
  if (node.round < ownRound(state) + 1 - protocol.windowRounds) return false;
  const slot = slotAt(state.dag, node.round, node.author)!;
  return slot.outputs === 0 && !slot.nodes.some((n) => n.inOwnHistory);
}

function othersWentOn(state: ConsensusState, round: number): boolean {
  return state.dag.highestRound >= round + 2 || authorsAt(state.dag, round + 1) > state.faults;
}

/** End of the wait for the rest of the round; undefined when nobody is awaited. */
function waitEnd(state: ConsensusState, round: number): number | undefined {
  if (awaitedInRound(state, round).length === 0) return undefined;
  return (state.own.quorumAtMs ?? state.nowMs) + waitLengthMs(state);
}

/** Two doublings of the wait without progress. */
function isStuck(state: ConsensusState): boolean {
  return ownRound(state) - state.own.progressRound >= 2 * pacing.roundsPerDoubling;
}

function waitLengthMs(state: ConsensusState): number {
  const stuckRounds = ownRound(state) - state.own.progressRound;
  return baseWaitMs(state) * 2 ** Math.min(30, Math.floor(stuckRounds / pacing.roundsPerDoubling));
}

function deadlineSpacingMs(rounds: number): number {
  return Math.min(pacing.maxDeadlineSpacingMs, pacing.deadlineSpacingMs * 2 ** Math.min(20, rounds));
}

/**
 * The round to jump to, when jumping is right: once after a restart, or when hopelessly behind. It is the
 * highest that has a quorum before it and, unless there is work, exists already. A round not above ours: wait.
 */
function jumpTarget(state: ConsensusState, mayLead: boolean): number | undefined {
  const { dag } = state;
  const round = ownRound(state);
  const behind = dag.highestRound - round;
  const from = state.jump?.fromRound ?? 0;
  if (from <= round + 1 && !(state.jump !== undefined && behind > 1) && behind <= protocol.windowRounds)
    return undefined;
  // Every block has a predecessor of its own but the first, which needs no quorum.
  if (round === 0 && from <= 1) return 1;
  for (let target = dag.highestRound + (mayLead ? 1 : 0); target > round && target >= from; target--) {
    if (authorsAt(dag, target - 1) >= dag.quorum) return target;
  }
  return round;
}
