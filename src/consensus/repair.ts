/**
 * Nothing relies on a message being delivered once.
 *
 * While there is work, a deadline wants rounds, a parent is missing, or a peer claims tips we do not hold: send
 *   our frontier to every linked peer 1.5 round trips after the last progress, doubling to 2 s.
 * Upon a frontier: answer with the blocks its sender lacks, lowest rounds first, and with those it names as
 *   missing; note the tips that we do not hold.
 * Upon a link that opens: send our frontier.
 * Upon a frontier that names a block of its own sender as missing: the sender is recovering; answer with our
 *   frontier too, so that it learns what it signed before.
 *
 * Deviations: a peer's frontiers are answered at most 20 times a second. A claimed tip that nobody supplies is
 * forgotten after ten seconds.
 */
import type { BlockRef } from '../codec/block.ts';
import { claim, sizeOf } from './accept.ts';
import { compareNodes, type DagNode, keyOf, traverse } from './dag.ts';
import { limits, pacing, protocol } from './limits.ts';
import { baseWaitMs, deadlineWantsRounds, hasWork } from './pacemaker.ts';
import { refOf } from './propose.ts';
import { type ConsensusState, ownRound } from './state.ts';
import type { Frontier, ValidatorIndex, VerifiedBlock } from './types.ts';

/** Accepted blocks since the last frontier that make the next one due at once: the answer was a full one. */
const syncBatch = 32;

export function ownFrontier(state: ConsensusState): Frontier {
  const { dag } = state;
  const tips = new Set<DagNode>();
  for (const n of dag.latest) if (n !== undefined) tips.add(n);
  const floor = dag.highestRound - protocol.windowRounds - protocol.waveRounds;
  for (const n of dag.heads) if (n.round >= floor && tips.size < limits.frontierEntries) tips.add(n);
  const missing: BlockRef[] = [];
  const self = state.config.self;
  if (state.recovery !== undefined && self !== null) {
    const latest = state.own.latest;
    missing.push(
      latest === undefined ? { author: self, round: 1, digest: new Uint8Array(32) } : refOf(latest),
    );
  }
  // The lowest rounds first: what stands on them waits for them.
  const lowest = [...state.pool.missing.values()].sort((a, b) => a.round - b.round);
  missing.push(...lowest.slice(0, limits.missingPerFrontier));
  return { tips: [...tips].map(refOf), missing };
}

export function sendFrontier(state: ConsensusState, to: ValidatorIndex): void {
  state.effects.push({ kind: 'send', to, message: { kind: 'frontier', ...ownFrontier(state) } });
}

/** Upon a frontier. */
export function answerFrontier(state: ConsensusState, from: ValidatorIndex, frontier: Frontier): void {
  noteClaims(state, from, frontier.tips);
  state.recovery?.heard.add(from);
  if (!mayAnswer(state, from)) return;
  if (frontier.missing.some((m) => m.author === from)) sendFrontier(state, from);
  const blocks = lackedBlocks(state, frontier);
  let batch: VerifiedBlock[] = [];
  let bytes = 0;
  let messages = 0;
  const flush = (): void => {
    if (batch.length > 0)
      state.effects.push({ kind: 'send', to: from, message: { kind: 'blocks', blocks: batch } });
    batch = [];
    bytes = 0;
    messages++;
  };
  for (const b of blocks) {
    const size = sizeOf(b);
    if (batch.length >= limits.blocksPerAnswer || bytes + size > limits.answerBytes) flush();
    if (messages >= limits.answersPerFrontier) return;
    batch.push(b);
    bytes += size;
  }
  flush();
}

/** Sends frontiers that are due; returns when to look again, undefined when nothing is to be repaired. */
export function repair(state: ConsensusState): number | undefined {
  const { repair: r } = state;
  forgetClaims(state);
  if (!needsRepair(state)) {
    r.atMs = undefined;
    return undefined;
  }
  const firstMs = baseWaitMs(state);
  if (r.atMs === undefined) {
    r.delayMs = firstMs;
    r.atMs = state.nowMs + firstMs;
    r.acceptedSince = 0;
  }
  if (r.acceptedSince >= syncBatch && isBehind(state)) {
    r.delayMs = firstMs;
    r.atMs = Math.min(r.atMs, state.nowMs + firstMs);
  }
  if (state.nowMs >= r.atMs) {
    for (let v = 0; v < state.dag.validators; v++) {
      if (v !== state.config.self && state.peers.linked[v]) sendFrontier(state, v);
    }
    r.acceptedSince = 0;
    r.delayMs = Math.min(pacing.maxRepairMs, 2 * r.delayMs);
    r.atMs = state.nowMs + r.delayMs;
  }
  return r.atMs;
}

/** The own round moved on: repair starts over with its shortest delay. */
export function noteProgress(state: ConsensusState): void {
  state.repair.atMs = undefined;
}

function needsRepair(state: ConsensusState): boolean {
  return (
    state.recovery !== undefined ||
    state.pool.missing.size > 0 ||
    hasClaims(state) ||
    hasWork(state) ||
    deadlineWantsRounds(state) ||
    cannotFollow(state)
  );
}

/** Others are ahead, and what we lack to follow them did not come by itself. */
function cannotFollow(state: ConsensusState): boolean {
  const { own, dag, config, jump } = state;
  if (config.self === null || own.keyElsewhere || jump !== undefined) return false;
  return dag.highestRound > ownRound(state) + 1;
}

/** Blocks come in that others made long ago: ask for the next ones as soon as these are there. */
function isBehind(state: ConsensusState): boolean {
  if (state.pool.missing.size === 0 && !hasClaims(state)) return false;
  return state.recovery !== undefined || state.dag.highestRound > ownRound(state) + 2;
}

function hasClaims(state: ConsensusState): boolean {
  return state.peers.claims.some((c) => c.size > 0);
}

function noteClaims(state: ConsensusState, from: ValidatorIndex, tips: readonly BlockRef[]): void {
  state.peers.claims[from]!.clear();
  for (const ref of tips) claim(state, from, ref);
}

function forgetClaims(state: ConsensusState): void {
  for (const [v, claims] of state.peers.claims.entries()) {
    if (claims.size > 0 && state.nowMs - state.peers.claimedAtMs[v]! > limits.claimLifeMs) claims.clear();
  }
}

function mayAnswer(state: ConsensusState, from: ValidatorIndex): boolean {
  const { peers } = state;
  const refill = ((state.nowMs - peers.refilledAtMs[from]!) / 1000) * limits.frontiersPerSecond;
  peers.answers[from] = Math.min(limits.frontierBurst, peers.answers[from]! + refill);
  peers.refilledAtMs[from] = state.nowMs;
  if (peers.answers[from]! < 1) return false;
  peers.answers[from]!--;
  return true;
}

/** Blocks we hold and the sender of the frontier does not, lowest rounds first, as many as may be sent. */
function lackedBlocks(state: ConsensusState, frontier: Frontier): VerifiedBlock[] {
  const { dag, pool } = state;
  const held: DagNode[] = [];
  for (const t of frontier.tips) {
    const node = dag.nodes.get(keyOf(t.digest));
    if (node !== undefined) held.push(node);
  }
  const rounds = (held.length > 0 ? held : frontier.tips).map((t) => t.round);
  const floor = Math.max(1, Math.max(0, ...rounds) - protocol.windowRounds - protocol.waveRounds);
  const mark = traverse(dag, held, floor, () => true);
  const lacked: DagNode[] = [];
  const extra: VerifiedBlock[] = [];
  const named = new Set<string>();
  for (const m of frontier.missing) {
    const key = keyOf(m.digest);
    const node = dag.nodes.get(key);
    named.add(key);
    const block = node?.block ?? pool.waiting.get(key)?.block;
    if (block !== undefined) extra.push(block);
  }
  const most = limits.blocksPerAnswer * limits.answersPerFrontier;
  for (let round = floor; round <= dag.highestRound && lacked.length < most; round++) {
    for (const slot of dag.rounds.get(round)?.slots ?? []) {
      for (const n of slot.nodes) if (n.mark !== mark && !named.has(n.block.key)) lacked.push(n);
    }
  }
  return [...extra, ...lacked.sort(compareNodes).map((n) => n.block)];
}
