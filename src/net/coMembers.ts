/**
 * Members introduce members. A tab that is linked to two others carries the signalling between them, and their
 * traffic where they cannot connect at all: as a circuit of libp2p's circuit relay, encrypted end to end.
 *
 * - Only between co-members, whom the shell names; between anybody else nothing is carried and nothing accepted.
 * - Nobody reserves anything here: whoever is a co-member can be reached through us while linked to us. So a liar
 *   cannot fill the places, and an honest tab never takes a member's word for an address of its own.
 * - A circuit has its own caps (limits.ts): bytes a second, bytes and time in all, and how often a pair may open one.
 */
import { type CircuitRelayService, circuitRelayServer } from '@libp2p/circuit-relay-v2';
import { peerIdFromString } from '@libp2p/peer-id';
import { multiaddr } from '@multiformats/multiaddr';
import type { Libp2pOptions } from 'libp2p';
import { Callers } from './callers.ts';
import type { Stream } from './libp2pStream.ts';
import type { NetLimits } from './limits.ts';
import { meteredBy } from './meter.ts';
import type { PeerId } from './network.ts';
import { TokenBucket } from './tokenBucket.ts';

type Components = Parameters<ReturnType<typeof circuitRelayServer>>[0];
type Gater = NonNullable<Libp2pOptions['connectionGater']>;

export interface CoMembersOptions {
  readonly limits: NetLimits;
  /** Steady clock in milliseconds. */
  readonly now: () => number;
  /** Whether this peer, connected now, is one of the table's relays. */
  readonly isRelay: (peer: PeerId) => boolean;
  /** Carries what goes between other members; not on a metered line, not where no address is to be shown. */
  readonly carries: boolean;
  /** One line for whoever watches. */
  readonly say: (line: string) => void;
}

export class CoMembers {
  #members: ReadonlySet<PeerId> = new Set();
  #server: CircuitRelayService | undefined;
  /** Ends the circuits towards a peer when it is a member no longer. */
  readonly #ends = new Map<PeerId, AbortController>();
  readonly #pairs = new Map<string, TokenBucket>();
  readonly #callers: Callers;
  #told = false;

  constructor(private readonly options: CoMembersOptions) {
    this.#callers = new Callers(options.limits, options.now);
  }

  has(peer: PeerId): boolean {
    return this.#members.has(peer);
  }

  get all(): ReadonlySet<PeerId> {
    return this.#members;
  }

  /** The members of the table now, by transport id; beyond the cap on peers they are left out. */
  set(peers: readonly PeerId[]): void {
    this.#members = new Set(peers.slice(0, this.options.limits.peers));
    this.#admit();
  }

  /** libp2p's services for this: none where nothing is carried. */
  get services(): Record<string, (components: Components) => unknown> {
    return this.options.carries ? { introduce: (components) => this.#serve(components) } : {};
  }

  /** What may be carried through us, and by whom we may be reached. */
  get gater(): Gater {
    return {
      denyInboundRelayReservation: () => true,
      denyOutboundRelayedConnection: (from, to) => !this.#mayOpen(from.toString(), to.toString()),
      denyInboundRelayedConnection: (by, from) => !this.#mayCall(by.toString(), from.toString()),
    };
  }

  #mayCall(by: PeerId, from: PeerId): boolean {
    if (this.has(from)) return this.options.isRelay(by) || this.has(by);
    return this.options.isRelay(by) && this.#callers.mayCall(from);
  }

  #serve(components: Components): CircuitRelayService {
    const { limits } = this.options;
    const server = circuitRelayServer({
      hopTimeout: limits.dialTimeoutMs,
      maxInboundHopStreams: limits.circuitsPerMember,
      maxOutboundStopStreams: limits.circuitsPerMember,
      reservations: { maxReservations: limits.peers },
    })(meteredBy(components, (stream) => this.#meter(stream)));
    this.#server = server;
    this.#admit();
    return server;
  }

  /** Every stream that asks for a circuit is counted. */
  #meter(stream: Stream): void {
    const { limits, now } = this.options;
    const bucket = new TokenBucket(limits.circuitBytesPerSecond, limits.circuitByteBurst, now());
    const count = (bytes: number): void => {
      if (!bucket.take(bytes, now())) stream.abort(new Error('a circuit carries only so much'));
    };
    stream.addEventListener('message', ({ data }) => count(data.byteLength));
    const send = stream.send.bind(stream);
    stream.send = (data) => {
      count(data.byteLength);
      return send(data);
    };
  }

  #mayOpen(from: PeerId, to: PeerId): boolean {
    if (!this.has(from) || !this.has(to)) return false;
    const { limits, now } = this.options;
    const pair = `${from} ${to}`;
    let rate = this.#pairs.get(pair);
    if (rate === undefined) {
      rate = new TokenBucket(limits.circuitsPerSecond, limits.circuitBurst, now());
      this.#pairs.set(pair, rate);
    }
    if (!rate.take(1, now())) return false;
    if (!this.#told) this.options.say('This tab introduces two members to one another.');
    this.#told = true;
    return true;
  }

  #admit(): void {
    const server = this.#server;
    if (server === undefined) return;
    for (const [peer, end] of this.#ends) {
      if (this.#members.has(peer)) continue;
      this.#ends.delete(peer);
      server.reservations.delete(peerIdFromString(peer));
      end.abort(new Error('no member'));
    }
    for (const pair of this.#pairs.keys())
      if (!pair.split(' ').every((peer) => this.#members.has(peer))) this.#pairs.delete(pair);
    const { limits } = this.options;
    for (const peer of this.#members) {
      if (this.#ends.has(peer)) continue;
      const end = new AbortController();
      this.#ends.set(peer, end);
      server.reservations.set(peerIdFromString(peer), {
        addr: multiaddr(`/p2p/${peer}`),
        expiry: new Date(8.64e15),
        limit: { data: BigInt(limits.circuitBytes), duration: limits.circuitMs },
        // It never expires by itself, so there is nothing to reset and no timer to clear.
        signal: Object.assign(end.signal, { reset: () => undefined, clear: () => undefined }),
      });
    }
  }
}
