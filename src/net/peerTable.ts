/**
 * The peers of one table and their channels: which channel carries a peer's messages (a direct one before a
 * relayed one), link events, penalties. Knows nothing of libp2p; whoever opens streams hands them in.
 */
import type { ByteStream } from './byteStream.ts';
import { Channel, type Way } from './channel.ts';
import type { NetLimits } from './limits.ts';
import type { LinkKind, Misbehaviour, NetworkEvent, PeerId, PeerLink } from './network.ts';
import { PenaltyBook } from './penalties.ts';
import { placeFor } from './slots.ts';

export interface PeerTableOptions {
  readonly meetingKey: Uint8Array;
  readonly ableDirect: () => boolean;
  readonly limits: NetLimits;
  /** Steady clock in milliseconds. */
  readonly now: () => number;
  /** A link came, went or changed its kind: time to look whether somebody must be dialled. */
  readonly changed: (peer: PeerId) => void;
  /** Whether a relayed channel's hop is a member and not a relay. */
  readonly isMember?: (hop: PeerId) => boolean;
  /** A whole number below the given one, as good as unpredictable. */
  readonly random: (below: number) => number;
}

interface Peer {
  /** When it came. */
  readonly sinceMs: number;
  readonly channels: Map<LinkKind, Channel>;
  /** Carries on until its successor of the same kind is proven. */
  retiring: Channel | undefined;
  /** What was last told to the subscribers. */
  told: string | undefined;
  /** The relayed channel's far end has finished: give the direct link until then. */
  endedAtMs: number | undefined;
  /** The direct channel that a TURN server forwards. */
  turned: Channel | undefined;
}

export class PeerTable {
  readonly #peers = new Map<PeerId, Peer>();
  readonly #listeners = new Set<(event: NetworkEvent) => void>();
  readonly #penalties: PenaltyBook;
  #reserved: ReadonlySet<PeerId> = new Set();
  /** Those let go without blame, and until when they are not called back. */
  readonly #resting = new Map<PeerId, number>();

  constructor(private readonly options: PeerTableOptions) {
    this.#penalties = new PenaltyBook(options.limits);
  }

  subscribe(listener: (event: NetworkEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: NetworkEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        // A subscriber's mistake must surface, and not inside the transport's own event dispatch.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  /** Takes over a new stream to a peer; false (and the stream is aborted) when the peer is not welcome. */
  add(peer: PeerId, kind: LinkKind, stream: ByteStream, way?: Way): boolean {
    const { now } = this.options;
    if (this.#penalties.banned(peer, now()) || !(this.#peers.has(peer) || this.#makeRoom(peer))) {
      stream.attach({ data: ignore, drain: ignore, remoteEnd: ignore, closed: ignore });
      stream.abort('not welcome');
      return false;
    }
    let entry = this.#peers.get(peer);
    if (entry === undefined) {
      entry = {
        sinceMs: now(),
        channels: new Map(),
        retiring: undefined,
        told: undefined,
        endedAtMs: undefined,
        turned: undefined,
      };
      this.#peers.set(peer, entry);
    }
    const before = entry.channels.get(kind);
    const known = entry;
    const channel: Channel = new Channel(
      stream,
      { ...this.options, kind, way },
      {
        up: () => this.#channelUp(peer, known, channel),
        rtt: () => {
          const link = this.#linkOf(peer, known);
          if (link !== undefined && active(known) === channel) this.emit({ kind: 'link', peer, link });
        },
        suspected: () => this.#tell(peer, known),
        message: (bytes) => this.emit({ kind: 'message', from: peer, bytes }),
        misbehaved: (what) => this.penalize(peer, what),
        down: () => {
          if (known.channels.get(kind) === channel) known.channels.delete(kind);
          if (known.retiring === channel) known.retiring = undefined;
          // The relayed channel was being closed in its favour: make room for a new one.
          if (kind === 'direct' && known.channels.get('relayed')?.usable === false)
            known.channels.get('relayed')?.abort('direct link lost');
          this.#tell(peer, known);
        },
        remoteEnd: () => {
          // Of one that another has replaced already, it is no news.
          if (known.channels.get(kind) === channel) known.endedAtMs = now();
          if (isSound(known.channels.get('direct'))) channel.end();
        },
      },
    );
    entry.channels.set(kind, channel);
    // A second stream of a kind means that the dialler lost the first one before we noticed, or that the relay which
    // carries it is about to stop: then not a message need be lost.
    if (before !== undefined) {
      entry.retiring?.abort('replaced');
      entry.retiring = before;
      if (!before.usable) before.abort('replaced');
    }
    channel.open();
    return true;
  }

  /** True if there is a place for it now; somebody else may have had to go. */
  #makeRoom(peer: PeerId): boolean {
    const { limits, now, random } = this.options;
    const there = new Map([...this.#peers].map(([p, { sinceMs }]) => [p, sinceMs]));
    const { peers: places, stayMs, latest } = limits;
    const slots = { places, stayMs, latest };
    const place = placeFor(peer, there, this.#reserved, slots, now(), random);
    if (place.free && place.leaves !== undefined) this.drop(place.leaves);
    return place.free;
  }

  reserve(peers: readonly PeerId[]): void {
    this.#reserved = new Set(peers);
  }

  drop(peer: PeerId): void {
    const entry = this.#peers.get(peer);
    if (entry === undefined) return;
    this.#resting.set(peer, this.options.now() + this.options.limits.restMs);
    for (const channel of channelsOf(entry)) channel.abort('let go');
    this.#peers.delete(peer);
  }

  /** It was let go, and is not called back yet. */
  resting(peer: PeerId): boolean {
    return this.options.now() < (this.#resting.get(peer) ?? 0);
  }

  #channelUp(peer: PeerId, entry: Peer, channel: Channel): void {
    if (channel.kind === entry.retiring?.kind) entry.retiring.end();
    // Whoever comes again has not left.
    entry.endedAtMs = undefined;
    if (channel.kind === 'direct') entry.channels.get('relayed')?.end();
    void channel.way.throughTurn?.().then((turned) => {
      if (!turned || channel.isDown) return;
      entry.turned = channel;
      this.#tell(peer, entry);
    });
    this.#tell(peer, entry);
  }

  #tell(peer: PeerId, entry: Peer): void {
    const link = this.#linkOf(peer, entry);
    const shown = link && `${link.kind} ${link.via ?? ''} ${link.turn === true}`;
    if (channelsOf(entry).length === 0 && this.#peers.get(peer) === entry) this.#peers.delete(peer);
    if (shown !== entry.told) {
      entry.told = shown;
      this.emit({ kind: 'link', peer, link });
    }
    this.options.changed(peer);
  }

  send(peer: PeerId, bytes: Uint8Array): void {
    const entry = this.#peers.get(peer);
    if (entry !== undefined) active(entry)?.send(bytes);
  }

  broadcast(bytes: Uint8Array): void {
    for (const entry of [...this.#peers.values()]) active(entry)?.send(bytes);
  }

  links(): PeerLink[] {
    return [...this.#peers].flatMap(([peer, entry]) => this.#linkOf(peer, entry) ?? []);
  }

  #linkOf(peer: PeerId, entry: Peer): PeerLink | undefined {
    const channel = active(entry);
    if (channel === undefined) return undefined;
    const { kind, rttMs, way } = channel;
    const via = way.hop !== undefined && this.options.isMember?.(way.hop) === true ? { via: way.hop } : {};
    return { peer, kind, rttMs, ...via, ...(entry.turned === channel ? { turn: true } : {}) };
  }

  /** There is a link, or one on its way. */
  has(peer: PeerId): boolean {
    return this.#peers.has(peer);
  }

  /** The peer's channel of a kind, in whatever state before its end. */
  channel(peer: PeerId, kind: LinkKind): Channel | undefined {
    return this.#peers.get(peer)?.channels.get(kind);
  }

  penalize(peer: PeerId, what: Misbehaviour): void {
    if (!this.#penalties.record(peer, what, this.options.now())) return;
    const entry = this.#peers.get(peer);
    if (entry !== undefined) for (const channel of channelsOf(entry)) channel.abort('banned');
  }

  penalties(): ReadonlyMap<PeerId, Readonly<Partial<Record<Misbehaviour, number>>>> {
    return this.#penalties.counts();
  }

  banned(peer: PeerId): boolean {
    return this.#penalties.banned(peer, this.options.now());
  }

  /** Keep-alive of every channel; several times a second. */
  tick(): void {
    const { now, limits } = this.options;
    for (const [peer, untilMs] of this.#resting) if (now() >= untilMs) this.#resting.delete(peer);
    for (const entry of [...this.#peers.values()]) {
      for (const channel of channelsOf(entry)) channel.tick();
      const ended = entry.endedAtMs !== undefined && now() - entry.endedAtMs > limits.linkTimeoutMs;
      if (!ended) continue;
      entry.endedAtMs = undefined;
      entry.channels.get('relayed')?.abort('left');
    }
  }

  probe(peer: PeerId): void {
    const entry = this.#peers.get(peer);
    if (entry !== undefined) for (const channel of channelsOf(entry)) channel.probe();
  }

  /** Lets every channel finish what it has queued, and waits for no one longer than `graceMs`. */
  async close(graceMs: number): Promise<void> {
    for (const entry of [...this.#peers.values()]) for (const c of channelsOf(entry)) c.end();
    const deadlineMs = this.options.now() + graceMs;
    while (this.#peers.size > 0 && this.options.now() < deadlineMs)
      await new Promise((r) => setTimeout(r, 10));
    for (const entry of [...this.#peers.values()])
      for (const channel of channelsOf(entry)) channel.abort('stopped');
  }
}

function ignore(): void {
  // Nothing that a refused stream does matters.
}

/** Up, and not suspected of being dead. */
export function isSound(channel: Channel | undefined): boolean {
  return channel?.isUp === true && !channel.suspect;
}

/**
 * Direct before relayed, unless the direct one seems dead; a relayed channel that is being closed carries nothing new.
 */
function active(entry: Peer): Channel | undefined {
  const direct = entry.channels.get('direct');
  if (direct?.usable && !direct.suspect) return direct;
  const relayed = entry.channels.get('relayed');
  if (relayed?.usable) return relayed;
  if (direct?.usable) return direct;
  return entry.retiring?.usable ? entry.retiring : undefined;
}

function channelsOf(entry: Peer): Channel[] {
  return [...entry.channels.values(), ...(entry.retiring === undefined ? [] : [entry.retiring])];
}
