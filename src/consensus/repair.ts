/**
 * Nothing relies on a message being delivered once.
 *
 * While there is work, a deadline wants rounds, a parent is missing, or a peer claims tips we do not hold: send
 *   our frontier to every linked peer 1.5 round trips after the last progress, or 1.25 times the median of the last
 *   eight rounds where that is longer (150 ms at most), doubling to 2 s.
 * Upon a frontier: answer with the blocks its sender lacks, lowest rounds first, and with those it names as
 *   missing; note the tips that we do not hold.
 * Upon a link that opens: send our frontier.
 * Upon a frontier whose first missing block is the sender's own with the digest zero: the sender is recovering;
 *   answer with its highest block that waits here, so that it learns what it signed before, and with our frontier too,
 *   whose first missing block is the sender's own with the digest zero once more: that is the answer, and asks for
 *   nothing in return, or two of them would never end.
 *
 * Blocks of a shunned author that are not in the own history are neither told nor volunteered (shun.ts).
 *
 * Deviations: a peer's frontiers are answered at most 20 times a second, and not with what it was answered within
 * the last second (resend.ts). A claimed tip that nobody supplies is
 * forgotten after ten seconds. A block that waits because its time is ahead is not passed on: whose clock agrees
 * with it has it accepted, and passing it around would keep peers asking each other for its history.
 */
import type { BlockRef } from '../codec/block.ts';
import { claim } from './accept.ts';
import { answers } from './batches.ts';
import { compareNodes, type DagNode, keyOf, traverse } from './dag.ts';
import { limits, pacing, protocol } from './limits.ts';
import { noteLinks, ownLinks } from './links.ts';
import { lowerMedian } from './median.ts';
import { baseWaitMs, deadlineWantsRounds, hasWork } from './pacemaker.ts';
import { refOf } from './propose.ts';
import { mayResend, noteAnswered } from './resend.ts';
import { followedRound, isForeignOfShunned } from './shun.ts';
import { type ConsensusState, ownRound } from './state.ts';
import type { Frontier, ValidatorIndex, VerifiedBlock } from './types.ts';

/** Accepted blocks since the last frontier that make the next one due at once: the answer was a full one. */
const syncBatch = 32;

/** No block has this digest. In a frontier it means: whatever you have of me. */
const noDigest = new Uint8Array(32);
const isNoDigest = (digest: Uint8Array): boolean => digest.every((b) => b === 0);
const ofYours = (author: ValidatorIndex): BlockRef => ({ author, round: 1, digest: noDigest });

export function ownFrontier(state: ConsensusState, asksForOwn = state.recovery !== undefined): Frontier {
  const { dag } = state;
  const tips = new Set<DagNode>();
  for (const n of toldTips(state)) if (n !== undefined) tips.add(n);
  const floor = dag.highestRound - protocol.windowRounds - protocol.waveRounds;
  for (const n of dag.heads) {
    if (n.round >= floor && tips.size < limits.frontierEntries && !isForeignOfShunned(state, n)) tips.add(n);
  }
  const missing: BlockRef[] = [];
  const self = state.config.self;
  if (asksForOwn && self !== null) missing.push(ofYours(self));
  // The lowest rounds first: what stands on them waits for them.
  const lowest = [...state.pool.missing.values()].sort((a, b) => a.round - b.round);
  for (const ref of lowest.slice(0, limits.missingPerFrontier))
    if (!isNoDigest(ref.digest)) missing.push(ref);
  return { tips: [...tips].map(refOf), missing, links: ownLinks(state) };
}

/** By author: its highest block that others are told of. */
function toldTips(state: ConsensusState): readonly (DagNode | undefined)[] {
  return state.dag.latest.map((n) =>
    n !== undefined && isForeignOfShunned(state, n) ? state.own.named[n.author] : n,
  );
}

export function sendFrontier(state: ConsensusState, to: ValidatorIndex): void {
  state.effects.push({ kind: 'send', to, message: { kind: 'frontier', ...ownFrontier(state) } });
}

/** To one that recovers: its own highest block that waits here, and what we hold. */
function tellAboutItself(state: ConsensusState, to: ValidatorIndex): void {
  let highest: VerifiedBlock | undefined;
  for (const { block } of state.pool.waiting.values()) {
    if (block.content.author === to && block.content.round > (highest?.content.round ?? 0)) highest = block;
  }
  if (highest !== undefined)
    state.effects.push({ kind: 'send', to, message: { kind: 'blocks', blocks: [highest] } });
  const { missing, ...told } = ownFrontier(state, false);
  const answer = { ...told, missing: [ofYours(to), ...missing.slice(0, limits.missingPerFrontier - 1)] };
  state.effects.push({ kind: 'send', to, message: { kind: 'frontier', ...answer } });
}

/** Upon a frontier. */
export function answerFrontier(state: ConsensusState, from: ValidatorIndex, frontier: Frontier): void {
  noteClaims(state, from, frontier.tips);
  noteLinks(state, from, frontier.links);
  if (state.recovery?.heardAtMs.has(from) === false) state.recovery.heardAtMs.set(from, state.nowMs);
  const [first] = frontier.missing;
  const ofWhom = first !== undefined && isNoDigest(first.digest) ? first.author : undefined;
  if (ofWhom === state.config.self) state.recovery?.answered.add(from);
  if (!mayAnswer(state, from)) return;
  if (ofWhom === from) tellAboutItself(state, from);
  for (const blocks of answers(lackedBlocks(state, frontier).filter((b) => mayResend(state, from, b)))) {
    noteAnswered(state, from, blocks);
    state.effects.push({ kind: 'send', to: from, message: { kind: 'blocks', blocks } });
  }
}

/**
 * What one who follows without voting lacks, one message after the other. It is no validator: nothing that it says is
 * noted, and how often it is answered is up to the shell, which knows who it is.
 */
export function answerObserver(
  state: ConsensusState,
  frontier: Pick<Frontier, 'tips' | 'missing'>,
): VerifiedBlock[][] {
  return answers(lackedBlocks(state, frontier));
}

/** Sends frontiers that are due; returns when to look again, undefined when nothing is to be repaired. */
export function repair(state: ConsensusState): number | undefined {
  const { repair: r } = state;
  forgetClaims(state);
  if (!needsRepair(state)) {
    r.atMs = undefined;
    return undefined;
  }
  const firstMs = firstWaitMs(state);
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

/** The own round moved on, `tookMs` after the one before: repair starts over with its shortest delay. */
export function noteProgress({ repair }: ConsensusState, tookMs: number): void {
  repair.roundsMs.push(tookMs);
  if (repair.roundsMs.length > pacing.roundsMeasured) repair.roundsMs.shift();
  repair.atMs = undefined;
}

/**
 * Where devices are slower than the network between them, what is missing has mostly not been said yet. No more than
 * the cap: rounds that end by repair alone must not put it off further and further.
 */
function firstWaitMs(state: ConsensusState): number {
  const { roundsMs } = state.repair;
  const roundMs = roundsMs.length < pacing.roundsMeasured ? 0 : lowerMedian(roundsMs);
  return Math.max(baseWaitMs(state), Math.min(pacing.maxRoundWaitMs, pacing.repairRounds * roundMs));
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
  const { own, config, jump } = state;
  if (config.self === null || own.keyElsewhere || jump !== undefined) return false;
  return followedRound(state) > ownRound(state) + 1;
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

/**
 * By author: the first round above its tip, where we hold more of it; else infinity. Nothing of these rounds is held
 * over there, however far below the window it lies: an author that lagged may have filled hundreds of old rounds.
 */
function roundsBeyond(state: ConsensusState, tips: readonly BlockRef[]): number[] {
  return toldTips(state).map((latest, author) => {
    const tip = Math.max(0, ...tips.filter((t) => t.author === author).map((t) => t.round));
    // Of whom one shuns one tells no tip but what one has named: it may hold all the rest, and would be given that
    // again for ever. What it lacks of it comes as what others stand on.
    if (state.shunned.has(author)) return Number.POSITIVE_INFINITY;
    return latest !== undefined && latest.round > tip ? tip + 1 : Number.POSITIVE_INFINITY;
  });
}

/** Blocks we hold and the sender of the frontier does not, lowest rounds first, as many as may be sent. */
function lackedBlocks(state: ConsensusState, frontier: Pick<Frontier, 'tips' | 'missing'>): VerifiedBlock[] {
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
    const block = node?.block ?? (pool.early.has(key) ? undefined : pool.waiting.get(key)?.block);
    if (block !== undefined) extra.push(block);
  }
  const most = limits.blocksPerAnswer * limits.answersPerFrontier;
  const beyond = roundsBeyond(state, frontier.tips);
  for (let round = Math.min(floor, ...beyond); round <= dag.highestRound && lacked.length < most; round++) {
    for (const [author, { nodes }] of (dag.rounds.get(round)?.slots ?? []).entries()) {
      if (round < floor && round < beyond[author]!) continue;
      for (const n of nodes) {
        if (n.mark !== mark && !named.has(n.block.key) && !isForeignOfShunned(state, n)) lacked.push(n);
      }
    }
  }
  return [...extra, ...lacked.sort(compareNodes).map((n) => n.block)];
}

/** Says who we are linked to, if that has changed; returns when to look again. */
export function tellLinks(state: ConsensusState): number | undefined {
  const { links, config } = state;
  if (config.self === null || ownLinks(state) === links.toldBits) {
    links.changedMs = undefined;
    return undefined;
  }
  links.changedMs ??= state.nowMs;
  const atMs = Math.max(links.changedMs + pacing.linksSettleMs, links.toldMs + limits.linksToldEveryMs);
  if (state.nowMs < atMs) return atMs;
  for (const [v, up] of state.peers.linked.entries()) if (up) sendFrontier(state, v);
  links.toldBits = ownLinks(state);
  links.toldMs = state.nowMs;
  links.changedMs = undefined;
  return undefined;
}
