/**
 * The network over libp2p, the part that tabs and Node processes share.
 *
 * - Relays introduce (relayClient.ts). Of two peers the lower id dials, so both never dial at once.
 * - First the relayed connection: it works within a second, carries the WebRTC signalling, and is what remains
 *   where WebRTC cannot cross. Then the direct one over it; once that is proven by a ping, messages move there
 *   and the relayed one closes.
 * - Links that are direct need the relay no more. While no relay is there, members introduce members
 *   (coMembers.ts): a lost link is made again over a third, which also carries a pair that cannot connect.
 */
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { createLibp2p, type Libp2p, type Libp2pOptions } from 'libp2p';
import { mostCallers } from './callers.ts';
import { randomBelow } from './chance.ts';
import { CoMembers } from './coMembers.ts';
import { hangUp, hangUpLinkless, isAtRelay, isWithin } from './connections.ts';
import { type DialState, forgetFailures, neverDialled } from './dialState.ts';
import { MEETING_KEY_BYTES } from './directoryProtocol.ts';
import type { IceBook } from './iceServers.ts';
import { byteStreamOf } from './libp2pStream.ts';
import { linkKind, wayOf } from './libp2pWay.ts';
import type { NetLimits } from './limits.ts';
import type {
  LinkKind,
  Misbehaviour,
  Network,
  NetworkEvent,
  PeerId,
  PeerLink,
  RelayState,
} from './network.ts';
import { NetworkError } from './networkError.ts';
import { isSound, PeerTable } from './peerTable.ts';
import { checkRelayAddress, MAX_RELAY_ADDRESSES } from './relayAddresses.ts';
import { RelayClient } from './relayClient.ts';
import { RelayPlaces } from './relayPlaces.ts';

const LINK_PROTOCOL = '/dealerless/link/1';
const TICK_MS = 250;
const STOP_GRACE_MS = 500;

export interface CoreOptions {
  /** 32 bytes under which the table's peers meet (codec/meeting.ts). */
  readonly meetingKey: Uint8Array;
  readonly relayAddresses: readonly string[];
  readonly privateKeySeed: Uint8Array;
  readonly limits: NetLimits;
  /** Whether this process speaks WebRTC now. */
  readonly ableDirect: () => boolean;
  /** Filled with what the relays name. */
  readonly ice: IceBook;
  /** Carries what goes between other members (coMembers.ts). */
  readonly carries: boolean;
  /** One line for whoever watches. */
  readonly say: (line: string) => void;
  /** Which directory of the relays is joined, newest protocol first; that of the table's peers by default. */
  readonly directory?: readonly string[];
  /** Transports, encryption, muxer, services, listen addresses. */
  readonly libp2p: Libp2pOptions;
}

/** @throws NetworkError for options nothing can be done with */
export async function openLibp2pNetwork(options: CoreOptions): Promise<Network> {
  if (options.meetingKey.length !== MEETING_KEY_BYTES)
    throw new NetworkError('bad-options', 'a meeting key has 32 bytes');
  if (options.privateKeySeed.length !== 32) throw new NetworkError('bad-options', 'a key seed has 32 bytes');
  const addresses = [...new Set(options.relayAddresses)];
  if (addresses.length === 0 || addresses.length > MAX_RELAY_ADDRESSES || !addresses.every(checkRelayAddress))
    throw new NetworkError('bad-relay-address', 'the table names no usable relay');
  const relayParts = addresses.map((a) => a.replace(/\/p2p\/.*$/, ''));
  const self: { node?: Libp2p; network?: Libp2pNetwork } = {};
  const isRelay = (peer: PeerId): boolean =>
    self.node?.getConnections().some((c) => c.remotePeer.toString() === peer && isAtRelay(c, relayParts)) ===
    true;
  const members = new CoMembers({ ...options, now: () => performance.now(), isRelay });
  const { dialTimeoutMs: patienceMs, peers } = options.limits;
  const strangers = mostCallers(options.limits);
  const places = new RelayPlaces(isRelay, relayParts.length + peers, patienceMs);
  const node = await createLibp2p({
    ...options.libp2p,
    services: { ...options.libp2p.services, ...members.services },
    transports: [...(options.libp2p.transports ?? []), places.transport],
    addresses: {
      // One reservation per `/p2p-circuit`. Naming a relay here would reserve once and never again.
      listen: Array<string>(relayParts.length + peers)
        .fill('/p2p-circuit')
        .concat(options.libp2p.addresses?.listen ?? []),
    },
    privateKey: await generateKeyPairFromSeed('Ed25519', options.privateKeySeed),
    connectionGater: {
      // The library's default refuses private and loopback addresses in browsers. Here exactly the table's
      // relays are dialled, and peers through them and through members; whatever else somebody announces is not.
      denyDialMultiaddr: (address: Multiaddr) => {
        const text = address.toString();
        const by = /^\/p2p\/([^/]+)\/p2p-circuit\//.exec(text)?.[1];
        return !(by === undefined ? relayParts.some((part) => isWithin(text, part)) : members.has(by));
      },
      // Whoever was shut out is not let in by another stream of the same node.
      denyInboundEncryptedConnection: (peer) => self.network?.isShutOut(peer.toString()) === true,
      ...members.gater,
    },
    connectionManager: {
      maxConnections: strangers + 4 * peers,
      inboundConnectionThreshold: 1_000,
      maxIncomingPendingConnections: strangers + 2 * peers,
      ...{ dialTimeout: patienceMs, addressDialTimeout: patienceMs, inboundUpgradeTimeout: patienceMs },
      // relayClient.ts and the dialler below reconnect, each in its own way.
      reconnectRetries: 0,
    },
    connectionMonitor: { enabled: false },
  });
  self.node = node;
  self.network = new Libp2pNetwork(node, addresses, { members, places, isRelay }, options);
  return self.network.started();
}

interface Rooms {
  readonly members: CoMembers;
  readonly places: RelayPlaces;
  readonly isRelay: (peer: PeerId) => boolean;
}

class Libp2pNetwork implements Network {
  readonly self: PeerId;
  readonly #table: PeerTable;
  readonly #relays: RelayClient[];
  readonly #dials = new Map<PeerId, DialState>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #stopping = new AbortController();
  /** Members that have refused to introduce, each told once. */
  readonly #refusals = new Set<string>();
  #listed: ReadonlySet<PeerId> = new Set();
  #relayState: RelayState = 'connecting';
  #timer: ReturnType<typeof setInterval> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(
    private readonly node: Libp2p,
    relayAddresses: readonly string[],
    private readonly rooms: Rooms,
    private readonly options: CoreOptions,
  ) {
    this.self = node.peerId.toString();
    this.#table = new PeerTable({
      random: randomBelow,
      meetingKey: options.meetingKey,
      ableDirect: options.ableDirect,
      limits: options.limits,
      now: () => performance.now(),
      changed: (peer) => queueMicrotask(() => this.#consider(peer)),
      isMember: (hop) => rooms.members.has(hop),
    });
    this.#relays = relayAddresses.map(
      (address) =>
        new RelayClient(
          node,
          address,
          options.meetingKey,
          options.limits,
          rooms.places,
          {
            state: () => this.#relayChanged(),
            peers: () => this.#listChanged(),
            ice: (relay, offer) => options.ice.set(relay, offer),
            leaving: () => {
              for (const peer of this.#wanted()) this.#consider(peer);
            },
          },
          options.directory,
        ),
    );
  }

  async started(): Promise<this> {
    await this.node.handle(
      LINK_PROTOCOL,
      (stream, connection) => {
        const peer = connection.remotePeer.toString();
        // Only the lower id opens links; anything else is no peer of this protocol.
        if (peer < this.self && this.#stopped === undefined)
          this.#table.add(peer, linkKind(connection), byteStreamOf(stream, connection), wayOf(connection));
        else stream.abort(new Error('not expected'));
      },
      { runOnLimitedConnection: true, maxInboundStreams: 4 },
    );
    for (const relay of this.#relays) relay.start();
    this.#timer = setInterval(() => {
      this.#table.tick();
      hangUpLinkless(
        this.node,
        this.options.limits,
        (peer) => this.rooms.isRelay(peer) || this.#table.has(peer),
      );
      for (const peer of this.#wanted()) this.#consider(peer);
    }, TICK_MS);
    return this;
  }

  send(to: PeerId, bytes: Uint8Array): void {
    this.#table.send(to, bytes);
  }

  broadcast(bytes: Uint8Array): void {
    this.#table.broadcast(bytes);
  }

  links(): readonly PeerLink[] {
    return this.#table.links();
  }

  relay(): RelayState {
    return this.#relayState;
  }

  penalize(peer: PeerId, what: Misbehaviour): void {
    this.#table.penalize(peer, what);
    if (this.isShutOut(peer) && !this.rooms.isRelay(peer)) hangUp(this.node, peer);
  }

  isShutOut = (peer: PeerId): boolean => this.#table.banned(peer);

  setMembers(peers: readonly PeerId[]): void {
    this.rooms.members.set(peers.filter((peer) => peer !== this.self));
    for (const peer of this.rooms.members.all) this.#consider(peer);
  }

  reserve(peers: readonly PeerId[]): void {
    this.#table.reserve(peers);
  }

  drop(peer: PeerId): void {
    this.#table.drop(peer);
  }

  awake(): void {
    if (this.#stopped !== undefined) return;
    for (const relay of this.#relays) relay.awake();
    for (const state of this.#dials.values()) forgetFailures(state);
    for (const { peer } of this.links()) this.#table.probe(peer);
    for (const peer of this.#wanted()) this.#consider(peer);
  }

  penalties(): ReadonlyMap<PeerId, Readonly<Partial<Record<Misbehaviour, number>>>> {
    return this.#table.penalties();
  }

  subscribe(listener: (event: NetworkEvent) => void): () => void {
    return this.#table.subscribe(listener);
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    clearInterval(this.#timer);
    for (const timer of this.#timers) clearTimeout(timer);
    this.#stopping.abort();
    await this.#table.close(STOP_GRACE_MS);
    await Promise.all(this.#relays.map((relay) => relay.stop()));
    await this.node.stop();
  }

  #relayChanged(): void {
    const states = this.#relays.map((relay) => relay.state);
    const state = states.find((s) => s === 'connected') ?? states.find((s) => s === 'lost') ?? 'connecting';
    this.#listChanged();
    if (state === this.#relayState) return;
    this.#relayState = state;
    this.#table.emit({ kind: 'relay', state });
  }

  #listChanged(): void {
    const before = this.#listed;
    this.#listed = new Set(this.#relays.flatMap((relay) => relay.peers));
    const relayThere = this.#relays.some((relay) => relay.state === 'connected');
    for (const peer of before) {
      if (this.#listed.has(peer)) continue;
      if (!this.rooms.members.has(peer)) this.#dials.delete(peer);
      // Only a living relay's word that a peer has left means anything.
      if (relayThere) this.#table.probe(peer);
    }
    for (const peer of this.#listed) if (!before.has(peer)) this.#consider(peer);
  }

  /** Whom we want a link to: whoever a relay lists, and the table's members. */
  #wanted(): Set<PeerId> {
    return new Set([...this.#listed, ...this.rooms.members.all]);
  }

  /** Dials what is missing towards a peer, if it is ours to dial and time to try. */
  #consider(peer: PeerId): void {
    if (this.#stopped !== undefined || peer <= this.self || !this.#wanted().has(peer)) return;
    const dials = this.#dials.get(peer);
    const [direct, relayed] = (['direct', 'relayed'] as const).map((k) => this.#table.channel(peer, k));
    if (dials !== undefined) {
      if (direct?.isUp) dials.directAtMs = performance.now();
      if (direct?.isUp) dials.attempts.direct = 0;
      if (relayed?.isUp) dials.attempts.relayed = 0;
    }
    if (this.#table.banned(peer) || this.#table.resting(peer)) return;
    if (isSound(direct)) {
      relayed?.end();
      return;
    }
    // The library would signal a new direct connection over the dead one: that goes as soon as there is another way.
    if (direct?.isUp && relayed?.usable) direct.abort('no answer');
    if (relayed === undefined || this.#isLeaving(relayed.way.hop)) this.#dial(peer, 'relayed');
    // Whether the other can is known when the relayed link is proven; asking at once is half a second sooner.
    else if (relayed.peerAbleDirect === false) dials?.giveUp?.abort();
    else if (this.options.ableDirect() && direct?.isDown !== false) this.#dial(peer, 'direct');
  }

  #isLeaving(hop: PeerId | undefined): boolean {
    return this.#relays.some((relay) => relay.id === hop && relay.via === undefined);
  }

  /** Address prefixes by which a peer may be reached: relays that list it, then members that we are linked to. */
  #ways(peer: PeerId): string[] {
    const relays = this.#relays.flatMap(({ via, peers }) =>
      via !== undefined && peers.includes(peer) ? [via] : [],
    );
    if (!this.rooms.members.has(peer)) return relays;
    const linked = [...this.rooms.members.all].filter(
      (member) => member !== peer && isSound(this.#table.channel(member, 'direct')),
    );
    return [...relays, ...linked.map((member) => `/p2p/${member}/p2p-circuit`)];
  }

  #waitMs(state: DialState, kind: LinkKind): number {
    const { limits } = this.options;
    const lost = state.directAtMs !== undefined && performance.now() - state.directAtMs < limits.lostDirectMs;
    const waits =
      kind === 'relayed' ? limits.relayedRetryMs : lost ? limits.lostDirectRetryMs : limits.directRetryMs;
    return waits[Math.min(state.attempts[kind], waits.length - 1)]!;
  }

  #dial(peer: PeerId, kind: LinkKind): void {
    let state = this.#dials.get(peer);
    if (state === undefined) {
      state = neverDialled();
      this.#dials.set(peer, state);
    }
    // One dial per peer at a time: the library would join a second one to the first.
    if (state.busy.size > 0 || performance.now() < state.notBeforeMs[kind]) return;
    const ways = this.#ways(peer);
    const way = ways[state.attempts[kind] % ways.length];
    if (way === undefined) return;
    const waitMs = this.#waitMs(state, kind);
    state.attempts[kind] += 1;
    state.busy.add(kind);
    const dialling = state;
    const over = (): void => {
      dialling.busy.delete(kind);
      if (kind === 'direct') dialling.giveUp = undefined;
      dialling.notBeforeMs[kind] = performance.now() + waitMs;
      this.#consider(peer);
    };
    if (kind === 'direct') state.giveUp = new AbortController();
    const address = `${way}${kind === 'direct' ? '/webrtc' : ''}/p2p/${peer}`;
    this.#connect(peer, address, kind === 'direct' ? state.giveUp : undefined).then(over, () => {
      over();
      if (way.startsWith('/p2p/')) this.#refusedBy(way);
      this.#later(waitMs + 1, () => this.#consider(peer));
    });
  }

  /** A member may be gone, or on a metered line, or unwilling: others are asked in turn. */
  #refusedBy(way: string): void {
    if (this.#refusals.has(way) || this.#refusals.size >= this.options.limits.peers) return;
    this.#refusals.add(way);
    this.options.say(`A member introduces nobody (${way.split('/')[2]}); the others are asked.`);
  }

  #later(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
  }

  async #connect(peer: PeerId, address: string, giveUp = new AbortController()): Promise<void> {
    const timeout = AbortSignal.timeout(this.options.limits.dialTimeoutMs);
    const signal = AbortSignal.any([this.#stopping.signal, timeout, giveUp.signal]);
    const connection = await this.node.dial(multiaddr(address), { signal, force: true });
    try {
      const stream = await connection.newStream(LINK_PROTOCOL, { signal, runOnLimitedConnection: true });
      if (this.#stopped === undefined)
        this.#table.add(peer, linkKind(connection), byteStreamOf(stream, connection), wayOf(connection));
      else connection.abort(new Error('stopped'));
    } catch (error) {
      connection.abort(new Error('no link stream'));
      throw error;
    }
  }
}
