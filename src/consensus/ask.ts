/**
 * A missing parent is asked from whoever delivered what stands on it.
 *
 * Upon a block whose parents are missing: its sender is asked for them at once, by a message of its own; after a
 *   round trip the next one who delivered something that stands on them, and so on, slower and slower. What was
 *   never named by a signed block of a member is never asked for.
 * Upon being asked: the blocks that are held are sent, out of a budget of their own, so that neither can use up the
 *   other's: frontiers (repair.ts) are answered apart from it.
 */
import type { BlockRef } from '../codec/block.ts';
import { answers } from './batches.ts';
import { keyOf } from './dag.ts';
import { limits, pacing } from './limits.ts';
import { baseWaitMs } from './pacemaker.ts';
import type { ConsensusState } from './state.ts';
import type { ValidatorIndex, VerifiedBlock } from './types.ts';

/** Notes that `from` has delivered a block with this key, which waits: everything below it that is missing, it has. */
export function noteDeliverer(state: ConsensusState, key: string, from: ValidatorIndex): void {
  const { pool, asking } = state;
  const seen = new Set([key]);
  const stack = [key];
  for (let k = stack.pop(); k !== undefined; k = stack.pop()) {
    for (const lacked of pool.waiting.get(k)?.lacking ?? []) {
      if (seen.has(lacked) || seen.size > limits.deliveredDepth) continue;
      seen.add(lacked);
      const ref = pool.missing.get(lacked);
      if (ref === undefined) stack.push(lacked);
      else {
        const entry = asking.wanted.get(lacked);
        if (entry === undefined) asking.wanted.set(lacked, { ref, by: [from], turn: 0, dueMs: state.nowMs });
        else if (!entry.by.includes(from)) entry.by.push(from);
        asking.atMs = Math.min(asking.atMs ?? state.nowMs, entry?.dueMs ?? state.nowMs);
      }
    }
  }
}

/** Asks for what is due; returns when to look again, undefined when nothing is missing that anybody delivered. */
export function askDeliverers(state: ConsensusState): number | undefined {
  const { asking, pool } = state;
  if (asking.atMs === undefined || asking.atMs > state.nowMs) return asking.atMs;
  const questions = new Map<ValidatorIndex, BlockRef[]>();
  let nextMs: number | undefined;
  for (const [key, entry] of asking.wanted) {
    if (!pool.missing.has(key)) {
      asking.wanted.delete(key);
      continue;
    }
    if (entry.dueMs <= state.nowMs) {
      const to = nextDeliverer(state, entry.by, entry.turn);
      const refs = to === undefined ? undefined : (questions.get(to) ?? []);
      if (to !== undefined && refs !== undefined && refs.length < limits.refsPerAsk) {
        refs.push(entry.ref);
        questions.set(to, refs);
      }
      const rttMs = Math.max(
        pacing.minWaitMs,
        (to === undefined ? undefined : state.peers.rttMs[to]) ?? baseWaitMs(state),
      );
      const rounds = Math.floor(entry.turn / entry.by.length);
      entry.turn++;
      entry.dueMs = state.nowMs + Math.min(pacing.maxRepairMs, rttMs * 2 ** Math.min(10, rounds));
    }
    nextMs = Math.min(nextMs ?? entry.dueMs, entry.dueMs);
  }
  for (const [to, wanted] of questions)
    state.effects.push({ kind: 'send', to, message: { kind: 'ask', wanted } });
  asking.atMs = nextMs;
  return nextMs;
}

/** Whose turn it is to be asked: of those who are linked, one after the other. */
function nextDeliverer(
  { peers }: ConsensusState,
  by: readonly ValidatorIndex[],
  turn: number,
): ValidatorIndex | undefined {
  for (let i = 0; i < by.length; i++) {
    const v = by[(turn + i) % by.length]!;
    if (peers.linked[v]) return v;
  }
  return undefined;
}

/** Upon being asked by a member. */
export function answerAsk(state: ConsensusState, from: ValidatorIndex, wanted: readonly BlockRef[]): void {
  const { asks } = state.peers;
  const found = heldOf(state, wanted);
  const bucket = asks[from]!;
  const refill = ((state.nowMs - bucket.atMs) / 1000) * limits.askedBlocksPerSecond;
  bucket.left = Math.min(limits.askedBlockBurst, bucket.left + refill);
  bucket.atMs = state.nowMs;
  const given = found.slice(0, Math.floor(bucket.left));
  bucket.left -= given.length;
  for (const blocks of answers(given))
    state.effects.push({ kind: 'send', to: from, message: { kind: 'blocks', blocks } });
}

/** The blocks of these that are held, message by message; for one who does not vote, within the shell's caps. */
export function answerObserverAsk(state: ConsensusState, wanted: readonly BlockRef[]): VerifiedBlock[][] {
  return answers(heldOf(state, wanted));
}

function heldOf({ dag, pool }: ConsensusState, wanted: readonly BlockRef[]): VerifiedBlock[] {
  const found = new Map<string, VerifiedBlock>();
  for (const { digest } of wanted.slice(0, limits.refsPerAsk)) {
    const key = keyOf(digest);
    const block =
      dag.nodes.get(key)?.block ?? (pool.early.has(key) ? undefined : pool.waiting.get(key)?.block);
    if (block !== undefined) found.set(key, block);
  }
  return [...found.values()].sort((a, b) => a.content.round - b.content.round);
}
