/**
 * A thousand who watch, without their machines: the graph is the one that the relay's own directory makes, the mesh in
 * it has the degrees of net/rail/limits.ts, and a message goes over it as gossip does: to the mesh at once, once by
 * each who has judged it. Times of lines and of judging are drawn at random from a seed, so that a run can be repeated.
 */

import { relayLimits } from '../relay/limits.ts';
import { RailDirectory } from '../relay/railDirectory.ts';
import { createRandom, type Random } from '../sim/random.ts';
import { railLimits } from '../src/net/rail/limits.ts';
import { percentile } from './consensus.ts';

const SPECTATORS = 1_000;
const FEEDERS = 2;
const MESSAGES = 60;
const SEED = 1;
/** One way, between any two of them: homes of half a continent. */
const LINE_MS = [10, 80] as const;
/** From a message's arrival until it is passed on, at one device among many things; and that of one in ten. */
const JUDGE_MS = [1, 5] as const;
const SLOW_JUDGE_MS = [20, 60] as const;
/** Who passes nothing on: takes places in the mesh all the same. */
const SILENT_SHARE = 0.1;

interface Peer {
  readonly neighbours: readonly number[];
  readonly mesh: Set<number>;
  readonly most: number;
  readonly low: number;
  readonly isFeeder: boolean;
  readonly isSilent: boolean;
  readonly isSlow: boolean;
}

interface MeshNumbers {
  readonly mesh_p50_ms: number;
  readonly mesh_p95_ms: number;
  /** Share of (spectator, message) pairs that the mesh alone brought. */
  readonly mesh_reached: number;
  /** Messages that a feeder sends for one of its own. */
  readonly mesh_feeder_sends: number;
  /** Copies that a spectator gets of one message. */
  readonly mesh_copies: number;
}

export function simulateMesh(spectators = SPECTATORS): MeshNumbers {
  const random = createRandom(SEED);
  const between = ([from, to]: readonly [number, number]): number => random.between(from, to);
  const peers = meshOf(neighboursOf(spectators, random.below), random);
  const latencies: number[] = [];
  let copies = 0;
  let feederSends = 0;
  for (let m = 0; m < MESSAGES; m++) {
    const arrival = new Map<number, number>();
    // By time; small enough to be searched.
    const queue: { readonly to: number; readonly from: number; readonly atMs: number }[] = [];
    const push = (from: number, to: number, atMs: number): void => {
      const at = queue.findLastIndex((e) => e.atMs <= atMs) + 1;
      queue.splice(at, 0, { from, to, atMs });
    };
    const send = (from: number, nowMs: number, but?: number): void => {
      for (const to of peers[from]!.mesh) {
        if (to === but) continue;
        push(from, to, nowMs + between(LINE_MS));
        if (peers[from]!.isFeeder) feederSends++;
      }
    };
    // The first feeder holds a block for what is left of its batch; the other is silent as long as that one speaks.
    const heldMs = between([0, railLimits.batchMs]);
    arrival.set(0, heldMs);
    arrival.set(1, heldMs);
    send(0, heldMs);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { to, from, atMs } = next;
      const peer = peers[to]!;
      if (!peer.isFeeder) copies++;
      if (arrival.has(to)) continue;
      arrival.set(to, atMs);
      if (!peer.isSilent) send(to, atMs + between(peer.isSlow ? SLOW_JUDGE_MS : JUDGE_MS), from);
    }
    for (const [peer, atMs] of arrival) if (!peers[peer]!.isFeeder) latencies.push(atMs);
  }
  return {
    mesh_p50_ms: percentile(latencies, 0.5),
    mesh_p95_ms: percentile(latencies, 0.95),
    mesh_reached: latencies.length / (MESSAGES * spectators),
    mesh_feeder_sends: feederSends / MESSAGES,
    mesh_copies: copies / (MESSAGES * spectators),
  };
}

/** Who is linked to whom, as the relay says; feeders first. */
function neighboursOf(spectators: number, below: (n: number) => number): number[][] {
  const directory = new RailDirectory(relayLimits, below, () => 0);
  const told: string[][] = [];
  for (let i = 0; i < FEEDERS + spectators; i++) {
    const member = {
      peer: String(i),
      tell: (peers: readonly string[]) => {
        told[i] = peers.filter((peer) => peer !== String(i));
      },
      replaced: () => undefined,
      leaving: () => undefined,
    };
    const refused = directory.join('rail', member, i < FEEDERS);
    if (refused !== undefined) throw new Error(refused);
  }
  return told.map((peers) => peers.map(Number));
}

/** As gossip grafts: up to the degree with neighbours at random, both of whom have room. */
function meshOf(neighbours: number[][], random: Random): Peer[] {
  const { degree, degreeLow, degreeHigh, feederDegree } = railLimits;
  const peers = neighbours.map((all, i): Peer => {
    const isFeeder = i < FEEDERS;
    return {
      neighbours: all,
      mesh: new Set(),
      most: isFeeder ? feederDegree : degreeHigh,
      low: isFeeder ? 1 : degreeLow,
      isFeeder,
      isSilent: !isFeeder && random.chance(SILENT_SHARE),
      isSlow: random.chance(0.1),
    };
  });
  for (const [i, peer] of peers.entries()) {
    const wanted = peer.isFeeder ? feederDegree : degree;
    const free = [...peer.neighbours];
    while (peer.mesh.size < wanted && free.length > 0) {
      const [other] = free.splice(random.below(free.length), 1);
      if (peers[other!]!.mesh.size >= peers[other!]!.most) continue;
      peer.mesh.add(other!);
      peers[other!]!.mesh.add(i);
    }
  }
  return peers;
}
