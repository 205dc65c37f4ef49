/**
 * One validator's consensus as a function of its inputs.
 *
 * Upon 'submit': the transaction is pending until a block with it is output; if that block is ignored, it is
 *   pending again.
 * Upon 'block': accept.ts; upon 'proposed': the own block is durable, enters the DAG and is broadcast.
 * Upon 'settled': roots.ts. Upon 'stop' and 'close': adjourn.ts. Upon 'ask': ask.ts. Upon 'shun' and 'owed': shun.ts.
 * Upon 'frontier' and 'link': repair.ts, links.ts. Upon 'rtt', 'deadline': noted for the pacemaker. Upon 'tick':
 * nothing more.
 * After each of them: decide slots (decide.ts), output the decided prefix (linearise.ts), start the next round if
 *   it is time (pacemaker.ts, propose.ts), repair, and set the timer.
 *
 * Deviations: none.
 */
import { blockId } from '../codec/block.ts';
import { forgetStale, receiveBlock, reconsiderEarly } from './accept.ts';
import { closeIfHeld } from './adjourn.ts';
import { answerAsk, askDeliverers } from './ask.ts';
import { type DagNode, keyOf } from './dag.ts';
import { limits, protocol } from './limits.ts';
import { leaveRound, noteQuorum, pace } from './pacemaker.ts';
import { passOn } from './passOn.ts';
import { buildContent } from './propose.ts';
import { concludeRecovery } from './recover.ts';
import { answerFrontier, noteProgress, repair, sendFrontier, tellLinks } from './repair.ts';
import { forgetAnswered } from './resend.ts';
import { noteSettled } from './roots.ts';
import { settle } from './settle.ts';
import { shun } from './shun.ts';
import { type ConsensusState, createState, ownRound, type Recovery } from './state.ts';
import type { ConsensusConfig, ConsensusEffect, ConsensusInput, Durable, VerifiedBlock } from './types.ts';

export type { ConsensusState } from './state.ts';

/** A validator of a new epoch, which has signed nothing in it. After any restart use `restoreConsensus`. */
export function createConsensus(config: ConsensusConfig): ConsensusState {
  return createState(config);
}

/**
 * A validator as it was, from its stored blocks in any order. The effects are only `output` and `equivocation`,
 * the same as before the restart as far as the blocks reach; nothing is to be sent.
 */
export function restoreConsensus(
  config: ConsensusConfig,
  blocks: readonly VerifiedBlock[],
  nowMs: number,
): { readonly state: ConsensusState; readonly effects: ConsensusEffect[] } {
  const state = createState(config);
  state.recovery = recoveryFrom(0);
  const ordered = [...blocks].sort(
    (a, b) => a.content.round - b.content.round || a.content.author - b.content.author,
  );
  // Stored blocks were accepted once: their times are not judged by a clock again.
  state.nowMs = Math.max(state.nowMs, nowMs);
  for (const b of ordered) state.nowMs = Math.max(state.nowMs, b.content.timeMs);
  for (const b of ordered) settle(state, receiveBlock(state, b, 'log'));
  state.nowMs = Math.max(config.startTimeMs, nowMs);
  state.recovery = config.self === null ? undefined : recoveryFrom(ownRound(state));
  const effects = state.effects.filter((e) => e.kind === 'output' || e.kind === 'equivocation');
  state.effects = [];
  return { state, effects };
}

const recoveryFrom = (journaledRound: number): Recovery => ({
  heardAtMs: new Map(),
  answered: new Set(),
  journaledRound,
});

/**
 * Feeds one input; mutates `state`, returns what is to be done, in order.
 * @throws RangeError when more than `limits.pendingTransactions` are submitted, or a validator index is out of range
 */
export function step(state: ConsensusState, input: ConsensusInput): ConsensusEffect[] {
  state.effects = [];
  state.nowMs = Math.max(state.nowMs, input.nowMs);
  const accepted = take(state, input);
  accepted.push(...reconsiderEarly(state));
  forgetStale(state);
  settle(state, accepted);
  closeIfHeld(state);
  concludeRecovery(state);
  noteQuorum(state);
  const wakeAtMs: number[] = [];
  const next = pace(state);
  if (next !== undefined) {
    if ('round' in next) propose(state, next.round);
    else wakeAtMs.push(next.atMs);
  }
  for (const atMs of [askDeliverers(state), tellLinks(state), repair(state)])
    if (atMs !== undefined) wakeAtMs.push(atMs);
  for (const key of state.pool.early) {
    const w = state.pool.waiting.get(key);
    if (w !== undefined)
      wakeAtMs.push(
        Math.min(w.block.content.timeMs - protocol.driftMs, w.sinceMs + limits.waitingLifeMs + 1),
      );
  }
  const { dueAtMs } = state.deadline;
  if (dueAtMs !== null && dueAtMs > state.nowMs) wakeAtMs.push(dueAtMs);
  setTimer(state, wakeAtMs);
  return state.effects;
}

function take(state: ConsensusState, input: ConsensusInput): DagNode[] {
  switch (input.kind) {
    case 'submit':
      if (state.own.pending.length >= limits.pendingTransactions)
        throw new RangeError('too many pending transactions');
      state.own.pending.push(input.transaction);
      return [];
    case 'block':
      return receiveBlock(state, input.block, input.from);
    case 'proposed':
      return publish(state, input.block);
    case 'frontier':
      checkIndex(state, input.from);
      answerFrontier(state, input.from, input);
      return [];
    case 'ask':
      checkIndex(state, input.from);
      answerAsk(state, input.from, input.wanted);
      return [];
    case 'shun':
      if (input.validator !== state.config.self) checkIndex(state, input.validator);
      shun(state, input.validator);
      return [];
    case 'owed':
      state.owed.clear();
      for (const v of input.validators) state.owed.add(v);
      return [];
    case 'link':
      checkIndex(state, input.validator);
      state.peers.linked[input.validator] = input.up;
      forgetAnswered(state, input.validator);
      if (input.up) sendFrontier(state, input.validator);
      else state.peers.claims[input.validator]!.clear();
      return [];
    case 'rtt':
      checkIndex(state, input.validator);
      state.peers.rttMs[input.validator] = input.rttMs;
      return [];
    case 'deadline':
      if (input.unstamped !== state.deadline.unstamped || input.dueAtMs !== state.deadline.dueAtMs) {
        state.deadline = { unstamped: input.unstamped, dueAtMs: input.dueAtMs };
        state.own.deadlineRounds = 0;
      }
      return [];
    case 'mute':
      state.muted = input.on;
      return [];
    case 'stop':
      state.stopped = true;
      return [];
    case 'close':
      state.stopped = true;
      state.closing ??= input.tips;
      return [];
    case 'settled':
      noteSettled(state, input.height, input.root);
      return [];
    case 'adjusted':
      state.adjustedMs += input.byMs;
      return [];
    case 'tick':
      // The timer is used up; it may have come early, when the clock was set back in the meantime.
      state.timerAtMs = null;
      return [];
  }
}

function propose(state: ConsensusState, round: number): void {
  const left = ownRound(state);
  const tookMs = state.nowMs - state.own.lastProposalMs;
  leaveRound(state, left);
  if (round > left + 1 || state.dag.highestRound <= round) state.jump = undefined;
  const content = buildContent(state, round);
  const id = blockId(content);
  state.own.proposing = { content, key: keyOf(id) };
  state.effects.push({ kind: 'propose', content, id });
  noteProgress(state, tookMs);
}

/** Only here, behind the type that says it is on disk, does an own block leave the core. */
function publish(state: ConsensusState, block: Durable<VerifiedBlock>): DagNode[] {
  if (state.own.proposing?.key !== block.key) throw new RangeError('this block was not proposed');
  // Between handing it out and now, a block of ours from elsewhere may have shown up: this one would be its twin.
  if (state.own.keyElsewhere) return [];
  const accepted = receiveBlock(state, block, undefined);
  if (accepted.length === 0) throw new Error('our own block breaks a rule');
  passOn(state, accepted[0]!);
  state.effects.push({ kind: 'broadcast', block });
  settle(state, accepted);
  state.own.proposing = undefined;
  return [];
}

function setTimer(state: ConsensusState, wakeAtMs: readonly number[]): void {
  const atMs = wakeAtMs.length === 0 ? null : Math.ceil(Math.min(...wakeAtMs));
  if (atMs === state.timerAtMs && (atMs === null || atMs > state.nowMs)) return;
  state.timerAtMs = atMs;
  state.effects.push({ kind: 'timer', atMs });
}

function checkIndex(state: ConsensusState, validator: number): void {
  if (
    !Number.isInteger(validator) ||
    validator < 0 ||
    validator >= state.dag.validators ||
    validator === state.config.self
  ) {
    throw new RangeError('not another validator of this epoch');
  }
}
