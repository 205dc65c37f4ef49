/**
 * A network inside one process, for tests and simulations. Nothing happens but through the injected scheduler,
 * so the same calls give the same run. Every two peers that have joined are linked unless cut or partitioned;
 * messages on one link arrive in order; a cut loses what is on its way.
 */
import { type NetLimits, netLimits } from '../net/limits.ts';
import type { Misbehaviour, Network, NetworkEvent, PeerId, PeerLink } from '../net/network.ts';
import { PenaltyBook } from '../net/penalties.ts';
import type { Scheduler } from './manualScheduler.ts';

export interface MemoryHubOptions {
  readonly scheduler: Scheduler;
  /** One way, in milliseconds; 1 by default. */
  readonly latencyMs?: LatencyFunction;
  /** True loses the message. */
  readonly drop?: DropFunction;
  readonly limits?: Partial<NetLimits>;
}
export type LatencyFunction = (from: PeerId, to: PeerId, bytes: number) => number;
export type DropFunction = (from: PeerId, to: PeerId, bytes: Uint8Array) => boolean;

export interface MemoryHub {
  /** A peer of the one table that the hub stands for. @throws RangeError for an id that is there already */
  join(peer: PeerId): Network;
  /** Breaks the link of two peers until `mend`. */
  cut(a: PeerId, b: PeerId): void;
  mend(a: PeerId, b: PeerId): void;
  /** Only peers of the same group stay linked; peers in no group are alone. */
  partition(groups: readonly (readonly PeerId[])[]): void;
  /** Ends every cut and partition. */
  heal(): void;
  setLatency(latencyMs: LatencyFunction): void;
  setDrop(drop: DropFunction): void;
}

export function createMemoryHub(options: MemoryHubOptions): MemoryHub {
  return new Hub(options);
}

const pairOf = (a: PeerId, b: PeerId): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`);

class Hub implements MemoryHub {
  readonly scheduler: Scheduler;
  readonly limits: NetLimits;
  readonly #peers = new Map<PeerId, MemoryNetwork>();
  readonly #cuts = new Set<string>();
  #groups: readonly (readonly PeerId[])[] | undefined;
  latencyMs: LatencyFunction;
  #drop: DropFunction;
  /** Latest arrival by direction, so that nothing overtakes on a link. */
  readonly #lastArrivalMs = new Map<string, number>();
  /** Rises when a link breaks: what was on its way belongs to an older generation and is lost. */
  readonly #generation = new Map<string, number>();

  constructor(options: MemoryHubOptions) {
    this.scheduler = options.scheduler;
    this.limits = { ...netLimits, ...options.limits };
    this.latencyMs = options.latencyMs ?? (() => 1);
    this.#drop = options.drop ?? (() => false);
  }

  join(peer: PeerId): Network {
    if (this.#peers.has(peer)) throw new RangeError(`${peer} has joined already`);
    const network = new MemoryNetwork(this, peer);
    this.#peers.set(peer, network);
    this.review();
    return network;
  }

  leave(peer: PeerId): void {
    this.#peers.delete(peer);
    this.review();
  }

  cut(a: PeerId, b: PeerId): void {
    this.#cuts.add(pairOf(a, b));
    this.review();
  }

  mend(a: PeerId, b: PeerId): void {
    this.#cuts.delete(pairOf(a, b));
    this.review();
  }

  partition(groups: readonly (readonly PeerId[])[]): void {
    this.#groups = groups;
    this.review();
  }

  heal(): void {
    this.#groups = undefined;
    this.#cuts.clear();
    this.review();
  }

  setLatency(latencyMs: LatencyFunction): void {
    this.latencyMs = latencyMs;
  }

  setDrop(drop: DropFunction): void {
    this.#drop = drop;
  }

  /** Brings the peers' links in line with who may be linked now. */
  review(): void {
    const peers = [...this.#peers.values()];
    for (const a of peers) {
      for (const b of a.linked()) if (!this.#wanted(a.self, b)) this.#unlink(a.self, b);
      for (const b of peers) if (a.self < b.self && this.#wanted(a.self, b.self)) this.#link(a, b);
    }
  }

  #wanted(a: PeerId, b: PeerId): boolean {
    const first = this.#peers.get(a);
    const second = this.#peers.get(b);
    if (first === undefined || second === undefined || this.#cuts.has(pairOf(a, b))) return false;
    if (first.banned(b) || second.banned(a)) return false;
    return this.#groups === undefined || this.#groups.some((g) => g.includes(a) && g.includes(b));
  }

  #link(a: MemoryNetwork, b: MemoryNetwork): void {
    if (a.linkedTo(b.self)) return;
    const generation = this.#generation.get(pairOf(a.self, b.self)) ?? 0;
    this.#generation.set(pairOf(a.self, b.self), generation);
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const rttMs = this.latencyMs(one.self, other.self, 0) + this.latencyMs(other.self, one.self, 0);
      one.setLink(other.self, { peer: other.self, kind: 'direct', rttMs });
    }
  }

  #unlink(a: PeerId, b: PeerId): void {
    const pair = pairOf(a, b);
    this.#generation.set(pair, (this.#generation.get(pair) ?? 0) + 1);
    this.#peers.get(a)?.setLink(b, undefined);
    this.#peers.get(b)?.setLink(a, undefined);
  }

  carry(from: PeerId, to: PeerId, bytes: Uint8Array): void {
    if (this.#drop(from, to, bytes)) return;
    const nowMs = this.scheduler.now();
    const direction = `${from}\n${to}`;
    const arrivalMs = Math.max(
      nowMs + this.latencyMs(from, to, bytes.length),
      this.#lastArrivalMs.get(direction) ?? 0,
    );
    this.#lastArrivalMs.set(direction, arrivalMs);
    const pair = pairOf(from, to);
    const generation = this.#generation.get(pair);
    // A copy: neither side may see what the other does with its bytes afterwards.
    const copy = new Uint8Array(bytes);
    this.scheduler.after(arrivalMs - nowMs, () => {
      if (this.#generation.get(pair) === generation) this.#peers.get(to)?.receive(from, copy);
    });
  }
}

class MemoryNetwork implements Network {
  readonly #links = new Map<PeerId, PeerLink>();
  readonly #listeners = new Set<(event: NetworkEvent) => void>();
  readonly #penalties: PenaltyBook;
  /** Those let go without blame, and until when they do not come again. */
  readonly #resting = new Map<PeerId, number>();
  #stopped = false;

  constructor(
    private readonly hub: Hub,
    readonly self: PeerId,
  ) {
    this.#penalties = new PenaltyBook(hub.limits);
  }

  send(to: PeerId, bytes: Uint8Array): void {
    if (bytes.length > this.hub.limits.messageBytes) throw new RangeError('message too long');
    if (bytes.length === 0) throw new RangeError('empty message');
    if (this.#links.has(to)) this.hub.carry(this.self, to, bytes);
  }

  broadcast(bytes: Uint8Array): void {
    for (const peer of [...this.#links.keys()]) this.send(peer, bytes);
  }

  links(): readonly PeerLink[] {
    return [...this.#links.values()];
  }

  relay(): 'connected' | 'lost' {
    return this.#stopped ? 'lost' : 'connected';
  }

  penalize(peer: PeerId, what: Misbehaviour): void {
    if (!this.#penalties.record(peer, what, this.hub.scheduler.now())) return;
    this.hub.review();
    this.hub.scheduler.after(this.hub.limits.banMs, () => this.hub.review());
  }

  setMembers(): void {
    // Links come and go as the test says.
  }

  awake(): void {
    // A link here is there or it is not.
  }

  reserve(): void {
    // As many places as peers join.
  }

  drop(peer: PeerId): void {
    this.#resting.set(peer, this.hub.scheduler.now() + this.hub.limits.restMs);
    this.hub.review();
    this.hub.scheduler.after(this.hub.limits.restMs, () => this.hub.review());
  }

  penalties(): ReadonlyMap<PeerId, Readonly<Partial<Record<Misbehaviour, number>>>> {
    return this.#penalties.counts();
  }

  subscribe(listener: (event: NetworkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    this.hub.leave(this.self);
    for (const peer of [...this.#links.keys()]) this.setLink(peer, undefined);
    this.#listeners.clear();
  }

  banned(peer: PeerId): boolean {
    const nowMs = this.hub.scheduler.now();
    return this.#penalties.banned(peer, nowMs) || nowMs < (this.#resting.get(peer) ?? 0);
  }

  linked(): PeerId[] {
    return [...this.#links.keys()];
  }

  linkedTo(peer: PeerId): boolean {
    return this.#links.has(peer);
  }

  /** Known at once by `links()`; told to the subscribers in a turn of their own, as a real network would. */
  setLink(peer: PeerId, link: PeerLink | undefined): void {
    if (link === undefined) {
      if (!this.#links.delete(peer)) return;
    } else this.#links.set(peer, link);
    this.hub.scheduler.after(0, () => this.#emit({ kind: 'link', peer, link }));
  }

  receive(from: PeerId, bytes: Uint8Array): void {
    this.#emit({ kind: 'message', from, bytes });
  }

  #emit(event: NetworkEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
