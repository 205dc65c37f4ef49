/**
 * From a received block to an accepted one.
 *
 * Upon receiving a block whose signature is good: drop it when it breaks a structural rule; report a second
 *   block for one (author, round) and shun its author; keep at most two per slot, more only if others' blocks name
 *   them. What an honest tab may have passed on is dropped without being held against it.
 * Upon lacking a parent: wait for it, ask who delivered the block (ask.ts), and name it as missing in our frontiers.
 * Upon holding its whole history within the window: check it against that; a block more than the drift limit
 *   ahead of our clock goes on waiting until f+1 authors reference it or are equally far ahead.
 * Upon accepting it: blocks that waited for it are looked at again.
 *
 * Deviations: a block more than 16 rounds above all we hold is not kept, only noted as a claim of its sender. A
 * waiting block whose parents nobody supplies within a minute is forgotten; repair can bring it
 * again. A block fetched because another waits for it has no more time than that one, or the search for a history
 * that nobody has would never end; and once forgotten it is not taken up again for a minute, unless everything it
 * stands on is there. A block below the window is accepted like any other, though it is never output: one that lags
 * fills the old rounds one by one, and what it says in the end stands on these. "Equally far ahead" means: with a
 * block no more than the drift limit below it.
 */
import type { BlockRef } from '../codec/block.ts';
import { noteDeliverer } from './ask.ts';
import { sizeOf } from './batches.ts';
import { type DagNode, insertBlock, keyOf, outsideWindow, slotAt } from './dag.ts';
import { limits, protocol } from './limits.ts';
import { noteWithheld } from './passOn.ts';
import { shun } from './shun.ts';
import type { ConsensusState, WaitingBlock } from './state.ts';
import type { RejectReason, ValidatorIndex, VerifiedBlock } from './types.ts';
import { checkHistory, checkStructure } from './validity.ts';

/**
 * Takes in a block; `source` is who sent it, or 'log' for what was accepted before and stored: a third twin is in a log
 * because later blocks name it, and these come after it. Returns what was accepted, in order.
 */
export function receiveBlock(
  state: ConsensusState,
  block: VerifiedBlock,
  source: ValidatorIndex | 'log' | undefined,
): DagNode[] {
  const from = source === 'log' ? undefined : source;
  const { pool, dag } = state;
  const { author, round, parents } = block.content;
  if (dag.nodes.has(block.key) || pool.waiting.has(block.key)) return [];
  if (pool.refused.has(block.key)) return reject(state, from, 'parent-refused', false);
  const malformed = checkStructure(state.config, dag.quorum, block.content);
  if (malformed !== undefined) {
    refuse(state, block.key);
    // Nobody keeps such a block, so nobody honest passes it on.
    return reject(state, from, malformed, true);
  }
  if (!hasPlace(state, block) && source !== 'log') return reject(state, from, 'too-many-twins', false);
  if (round > dag.highestRound + limits.futureRounds && !pool.dependents.has(block.key)) {
    // Not kept, but a sign that we are behind: repair brings what lies between, and then this.
    if (from !== undefined) claim(state, from, { author, round, digest: block.id });
    return [];
  }
  const lacking = new Set<string>();
  for (const ref of parents) {
    if (outsideWindow(round, ref.round)) continue;
    const key = keyOf(ref.digest);
    if (dag.nodes.has(key)) continue;
    if (pool.refused.has(key)) {
      refuse(state, block.key);
      return reject(state, from, 'parent-refused', false);
    }
    lacking.add(key);
  }
  if (isGivenUp(state, block.key, lacking)) return [];
  // What can be accepted at once needs no room.
  if (lacking.size > 0 && !makeRoom(state, block)) return [];
  const bytes = sizeOf(block);
  const sinceMs = waitsSince(state, block.key);
  pool.waiting.set(block.key, { block, lacking, sinceMs, bytes });
  if (lacking.size > 0) pool.oldestMs = Math.min(pool.oldestMs, sinceMs);
  pool.waitingCount[author]!++;
  pool.waitingBytes[author]! += bytes;
  if (pool.missing.delete(block.key)) noteWithheld(state, block, from);
  for (const ref of parents) {
    const key = keyOf(ref.digest);
    if (!lacking.has(key)) continue;
    const dependents = pool.dependents.get(key);
    if (dependents === undefined) pool.dependents.set(key, new Set([block.key]));
    else dependents.add(block.key);
    if (!pool.waiting.has(key)) pool.missing.set(key, ref);
  }
  if (lacking.size === 0) return acceptFrom(state, [block.key], source);
  if (from !== undefined) noteDeliverer(state, block.key, from);
  return [];
}

function reject(
  state: ConsensusState,
  from: ValidatorIndex | undefined,
  reason: RejectReason,
  chargeable: boolean,
): DagNode[] {
  state.effects.push({ kind: 'reject', from, reason, chargeable });
  return [];
}

/** Is the block with this key accepted, waiting or refused? Any other is looked at when it comes again. */
export function isHeld({ dag, pool }: ConsensusState, key: string): boolean {
  return dag.nodes.has(key) || pool.waiting.has(key) || pool.refused.has(key);
}

/** Looks again at the blocks that were ahead of our clock. */
export function reconsiderEarly(state: ConsensusState): DagNode[] {
  return state.pool.early.size === 0 ? [] : acceptFrom(state, [...state.pool.early], undefined);
}

/** Forgets blocks whose parents nobody supplied, with everything that waits for them. */
export function forgetStale(state: ConsensusState): void {
  const { pool } = state;
  if (state.nowMs - pool.oldestMs <= limits.waitingLifeMs) return;
  pool.oldestMs = state.nowMs;
  for (const w of pool.waiting.values()) {
    if (state.nowMs - w.sinceMs > limits.waitingLifeMs) {
      for (const key of dropWithDependents(state, w.block.key)) giveUp(state, key);
    } else pool.oldestMs = Math.min(pool.oldestMs, w.sinceMs);
  }
}

function giveUp(state: ConsensusState, key: string): void {
  const { givenUp } = state.pool;
  givenUp.set(key, state.nowMs + limits.waitingLifeMs);
  for (const [oldest, untilMs] of givenUp) {
    if (givenUp.size <= limits.givenUpKept && untilMs > state.nowMs) break;
    givenUp.delete(oldest);
  }
}

/** Was it, or what it stands on, waited for in vain? Then so is whatever stands on it. */
function isGivenUp(state: ConsensusState, key: string, lacking: ReadonlySet<string>): boolean {
  const { givenUp } = state.pool;
  const inVain = (k: string): boolean => (givenUp.get(k) ?? 0) > state.nowMs;
  // A block given up as early has its history, and is looked at again when it comes again.
  if (lacking.size === 0) return false;
  if (inVain(key)) return true;
  if (![...lacking].some(inVain)) return false;
  giveUp(state, key);
  return true;
}

/** Since when a block, or what waits for it, is in the pool. */
function waitsSince(state: ConsensusState, key: string): number {
  let sinceMs = state.nowMs;
  for (const d of state.pool.dependents.get(key) ?? [])
    sinceMs = Math.min(sinceMs, state.pool.waiting.get(d)?.sinceMs ?? sinceMs);
  return sinceMs;
}

/** Notes that a peer has a block that we do not hold. */
export function claim(state: ConsensusState, from: ValidatorIndex, ref: BlockRef): void {
  const claims = state.peers.claims[from]!;
  const key = keyOf(ref.digest);
  if (claims.size >= limits.claimsPerPeer) return;
  if (state.dag.nodes.has(key) || state.pool.refused.has(key) || state.pool.givenUp.has(key)) return;
  // What honest blocks name of a shunned author comes with these.
  if (state.shunned.has(ref.author)) return;
  if (claims.size === 0) state.peers.claimedAtMs[from] = state.nowMs;
  claims.set(key, ref);
}

/** Is there room for another block of this author and round? Reports the second one, and shuns its author. */
function hasPlace(state: ConsensusState, block: VerifiedBlock): boolean {
  const { author, round } = block.content;
  const named = state.pool.dependents.has(block.key);
  const held = (slotAt(state.dag, round, author)?.nodes ?? []).map((n) => n.block);
  const accepted = held.length;
  if (state.pool.waitingCount[author]! > 0) {
    for (const w of state.pool.waiting.values()) {
      if (w.block.content.author === author && w.block.content.round === round) held.push(w.block);
    }
  }
  const twin = held[0];
  if (twin === undefined) return true;
  const reported = state.pool.reported[author]!;
  if (!reported.has(round) && reported.size < limits.reportsPerAuthor) {
    reported.add(round);
    state.effects.push({
      kind: 'equivocation',
      first: reported.size === 1,
      author,
      round,
      a: twin,
      b: block,
    });
    shun(state, author);
  }
  // Junk that waits for ever must not keep out a block whose history is there.
  const rivals = hasHistory(state, block) ? accepted : held.length;
  return named || rivals < limits.blocksPerSlot;
}

function hasHistory(state: ConsensusState, block: VerifiedBlock): boolean {
  const { round, parents } = block.content;
  return parents.every((p) => outsideWindow(round, p.round) || state.dag.nodes.has(keyOf(p.digest)));
}

function acceptFrom(
  state: ConsensusState,
  keys: readonly string[],
  source: ValidatorIndex | 'log' | undefined,
): DagNode[] {
  const from = source === 'log' ? undefined : source;
  const { pool, dag } = state;
  const accepted: DagNode[] = [];
  const queue = [...keys];
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    const w = pool.waiting.get(key);
    if (w === undefined || w.lacking.size > 0) continue;
    const fault = checkHistory(dag, w.block.content, state.config.rules);
    if (fault !== undefined) {
      // Whoever passes it on may not have held its history either; its author has.
      reject(state, from, fault, from === w.block.content.author);
      dropWaiting(state, w);
      refuse(state, key);
      continue;
    }
    if (isEarly(state, w.block)) {
      // It took its place without asking for room, as if it could be accepted at once.
      if (!pool.early.has(key) && isFull(state, w.block.content.author, 1)) {
        dropWaiting(state, w);
        continue;
      }
      pool.early.add(key);
      pool.oldestMs = Math.min(pool.oldestMs, w.sinceMs);
      continue;
    }
    const dependents = pool.dependents.get(key);
    const twins = slotAt(dag, w.block.content.round, w.block.content.author)?.nodes.length ?? 0;
    dropWaiting(state, w);
    if (dependents === undefined && twins >= limits.blocksPerSlot && source !== 'log') continue;
    pool.dependents.delete(key);
    pool.missing.delete(key);
    accepted.push(insertBlock(dag, w.block, state.nowMs - state.adjustedMs));
    for (const d of dependents ?? []) {
      pool.waiting.get(d)?.lacking.delete(key);
      queue.push(d);
    }
  }
  return accepted;
}

/** Ahead of our clock, and not enough others vouch for it. */
function isEarly(state: ConsensusState, block: VerifiedBlock): boolean {
  const { timeMs, author } = block.content;
  const limitMs = state.nowMs + protocol.driftMs;
  if (timeMs <= limitMs || author === state.config.self) return false;
  const referencing = new Set<number>();
  for (const d of state.pool.dependents.get(block.key) ?? []) {
    const w = state.pool.waiting.get(d);
    if (w !== undefined) referencing.add(w.block.content.author);
  }
  if (referencing.size > state.faults) return false;
  const asFar = new Set<number>();
  const count = (b: VerifiedBlock): void => {
    if (b.content.timeMs > limitMs && b.content.timeMs >= timeMs - protocol.driftMs)
      asFar.add(b.content.author);
  };
  for (const n of state.dag.latest) if (n !== undefined) count(n.block);
  for (const w of state.pool.waiting.values()) count(w.block);
  return asFar.size <= state.faults;
}

/** Is the pool full of this author's blocks, not counting `own` of them? */
function isFull({ pool }: ConsensusState, author: ValidatorIndex, own: number): boolean {
  return (
    pool.waitingCount[author]! - own >= limits.waitingPerAuthor ||
    pool.waitingBytes[author]! >= limits.waitingBytesPerAuthor
  );
}

/** Makes room for a waiting block: of one author the highest rounds go first, perhaps the new one itself. */
function makeRoom(state: ConsensusState, block: VerifiedBlock): boolean {
  const { pool } = state;
  const { author, round } = block.content;
  while (isFull(state, author, 0)) {
    let highest: WaitingBlock | undefined;
    for (const w of pool.waiting.values()) {
      if (w.block.content.author !== author) continue;
      if (highest === undefined || w.block.content.round >= highest.block.content.round) highest = w;
    }
    if (highest === undefined || highest.block.content.round <= round) return false;
    dropWaiting(state, highest);
  }
  return true;
}

/** Takes a block out of the pool; what it lacked is no longer missing unless another block lacks it too. */
function dropWaiting(state: ConsensusState, w: WaitingBlock): void {
  const { pool } = state;
  const { key, content } = w.block;
  pool.waiting.delete(key);
  pool.early.delete(key);
  pool.waitingCount[content.author]!--;
  pool.waitingBytes[content.author]! -= w.bytes;
  for (const lacked of w.lacking) {
    const dependents = pool.dependents.get(lacked);
    dependents?.delete(key);
    if (dependents?.size === 0) {
      pool.dependents.delete(lacked);
      pool.missing.delete(lacked);
    }
  }
  if (pool.dependents.has(key))
    pool.missing.set(key, { author: content.author, round: content.round, digest: w.block.id });
}

/** Remembers a block that broke a rule, and refuses every waiting block that stands on it. */
function refuse(state: ConsensusState, key: string): void {
  const { refused } = state.pool;
  refused.add(key);
  for (const dropped of dropWithDependents(state, key)) refused.add(dropped);
  for (const oldest of refused) {
    if (refused.size <= limits.refusedKept) break;
    refused.delete(oldest);
  }
}

/** Drops a block, if it waits, and all waiting blocks that need it; returns their keys. */
function dropWithDependents(state: ConsensusState, key: string): string[] {
  const { pool } = state;
  const dropped: string[] = [];
  const queue = [key];
  for (let k = queue.pop(); k !== undefined; k = queue.pop()) {
    queue.push(...(pool.dependents.get(k) ?? []));
    const w = pool.waiting.get(k);
    if (w !== undefined) {
      dropWaiting(state, w);
      dropped.push(k);
    }
  }
  return dropped;
}
