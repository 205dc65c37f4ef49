/**
 * The network over libp2p, the part that tabs and Node processes share.
 *
 * - Relays introduce (relayClient.ts). Of two peers the lower id dials, so both never dial at once.
 * - First the relayed connection: it works within a second, carries the WebRTC signalling, and is what remains
 *   where WebRTC cannot cross. Then the direct one over it; once that is proven by a ping, messages move there
 *   and the relayed one closes.
 * - Links that are direct need the relay no more.
 */
import { generateKeyPairFromSeed } from '@libp2p/crypto/keys';
import { type Multiaddr, multiaddr } from '@multiformats/multiaddr';
import { createLibp2p, type Libp2p, type Libp2pOptions } from 'libp2p';
import { TABLE_ID_BYTES } from './directoryProtocol.ts';
import { byteStreamOf, type Connection } from './libp2pStream.ts';
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
import { PeerTable } from './peerTable.ts';
import { checkRelayAddress, MAX_RELAY_ADDRESSES } from './relayAddresses.ts';
import { RelayClient } from './relayClient.ts';

const LINK_PROTOCOL = '/dealerless/link/1';
const TICK_MS = 1_000;
const STOP_GRACE_MS = 500;

export interface CoreOptions {
  readonly tableId: Uint8Array;
  readonly relayAddresses: readonly string[];
  readonly privateKeySeed: Uint8Array;
  readonly limits: NetLimits;
  /** Whether this process speaks WebRTC. */
  readonly ableDirect: boolean;
  /** Transports, encryption, muxer, services, listen addresses. */
  readonly libp2p: Libp2pOptions;
}

/** What the dialler knows of a listed peer with a higher id. */
interface DialState {
  readonly busy: Set<LinkKind>;
  readonly attempts: Record<LinkKind, number>;
  readonly notBeforeMs: Record<LinkKind, number>;
}

/** @throws NetworkError for options nothing can be done with */
export async function openLibp2pNetwork(options: CoreOptions): Promise<Network> {
  if (options.tableId.length !== TABLE_ID_BYTES)
    throw new NetworkError('bad-options', 'a table id has 32 bytes');
  if (options.privateKeySeed.length !== 32) throw new NetworkError('bad-options', 'a key seed has 32 bytes');
  const addresses = [...new Set(options.relayAddresses)];
  if (addresses.length === 0 || addresses.length > MAX_RELAY_ADDRESSES || !addresses.every(checkRelayAddress))
    throw new NetworkError('bad-relay-address', 'the table names no usable relay');
  const relayParts = addresses.map((a) => a.replace(/\/p2p\/.*$/, ''));
  const node = await createLibp2p({
    ...options.libp2p,
    privateKey: await generateKeyPairFromSeed('Ed25519', options.privateKeySeed),
    connectionGater: {
      // The library's default refuses private and loopback addresses in browsers. Here exactly the table's
      // relays are dialled, and peers through them; whatever else somebody announces is never dialled.
      denyDialMultiaddr: (address: Multiaddr) =>
        !relayParts.some((part) => isWithin(address.toString(), part)),
    },
    connectionManager: {
      maxConnections: 4 * options.limits.peers,
      inboundConnectionThreshold: 1_000,
      maxIncomingPendingConnections: 2 * options.limits.peers,
      dialTimeout: options.limits.dialTimeoutMs,
      addressDialTimeout: options.limits.dialTimeoutMs,
      inboundUpgradeTimeout: options.limits.dialTimeoutMs,
      // relayClient.ts and the dialler below reconnect, each in its own way.
      reconnectRetries: 0,
    },
    connectionMonitor: { enabled: false },
  });
  return new Libp2pNetwork(node, addresses, options).started();
}

function isWithin(address: string, part: string): boolean {
  return address === part || address.startsWith(`${part}/`);
}

class Libp2pNetwork implements Network {
  readonly self: PeerId;
  readonly #table: PeerTable;
  readonly #relays: RelayClient[];
  readonly #dials = new Map<PeerId, DialState>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  readonly #stopping = new AbortController();
  #listed: ReadonlySet<PeerId> = new Set();
  #relayState: RelayState = 'connecting';
  #timer: ReturnType<typeof setInterval> | undefined;
  #stopped: Promise<void> | undefined;

  constructor(
    private readonly node: Libp2p,
    relayAddresses: readonly string[],
    private readonly options: CoreOptions,
  ) {
    this.self = node.peerId.toString();
    this.#table = new PeerTable({
      tableId: options.tableId,
      ableDirect: options.ableDirect,
      limits: options.limits,
      now: () => performance.now(),
      changed: (peer) => queueMicrotask(() => this.#consider(peer)),
    });
    this.#relays = relayAddresses.map(
      (address) =>
        new RelayClient(node, address, options.tableId, options.limits, {
          state: () => this.#relayChanged(),
          peers: () => this.#listChanged(),
        }),
    );
  }

  async started(): Promise<this> {
    await this.node.handle(
      LINK_PROTOCOL,
      (stream, connection) => {
        const peer = connection.remotePeer.toString();
        // Only the lower id opens links; anything else is no peer of this protocol.
        if (peer < this.self && this.#stopped === undefined)
          this.#table.add(peer, linkKind(connection), byteStreamOf(stream, connection));
        else stream.abort(new Error('not expected'));
      },
      { runOnLimitedConnection: true, maxInboundStreams: 4 },
    );
    for (const relay of this.#relays) relay.start();
    this.#timer = setInterval(() => {
      this.#table.tick();
      for (const peer of this.#listed) this.#consider(peer);
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
      this.#dials.delete(peer);
      // Only a living relay's word that a peer has left means anything.
      if (relayThere) this.#table.probe(peer);
    }
    for (const peer of this.#listed) if (!before.has(peer)) this.#consider(peer);
  }

  /** Dials what is missing towards a peer, if it is ours to dial and time to try. */
  #consider(peer: PeerId): void {
    if (this.#stopped !== undefined || peer <= this.self || !this.#listed.has(peer)) return;
    const dials = this.#dials.get(peer);
    for (const kind of ['direct', 'relayed'] as const)
      if (dials !== undefined && this.#table.channel(peer, kind)?.isUp) dials.attempts[kind] = 0;
    if (this.#table.banned(peer) || this.#table.channel(peer, 'direct')?.isUp) return;
    const relayed = this.#table.channel(peer, 'relayed');
    if (relayed === undefined) this.#dial(peer, 'relayed');
    else if (relayed.usable && relayed.peerAbleDirect && this.options.ableDirect) {
      if (this.#table.channel(peer, 'direct') === undefined) this.#dial(peer, 'direct');
    }
  }

  #dial(peer: PeerId, kind: LinkKind): void {
    let state = this.#dials.get(peer);
    if (state === undefined) {
      state = {
        busy: new Set(),
        attempts: { direct: 0, relayed: 0 },
        notBeforeMs: { direct: 0, relayed: 0 },
      };
      this.#dials.set(peer, state);
    }
    // One dial per peer at a time: the library would join a second one to the first.
    if (state.busy.size > 0 || performance.now() < state.notBeforeMs[kind]) return;
    const via = this.#relays.find((relay) => relay.via !== undefined && relay.peers.includes(peer))?.via;
    if (via === undefined) return;
    const { limits } = this.options;
    const waits = kind === 'direct' ? limits.directRetryMs : limits.relayedRetryMs;
    const waitMs = waits[Math.min(state.attempts[kind], waits.length - 1)]!;
    state.attempts[kind] += 1;
    state.busy.add(kind);
    const dialling = state;
    this.#connect(peer, `${via}${kind === 'direct' ? '/webrtc' : ''}/p2p/${peer}`).then(
      () => {
        dialling.busy.delete(kind);
        dialling.notBeforeMs[kind] = performance.now() + waitMs;
      },
      () => {
        dialling.busy.delete(kind);
        dialling.notBeforeMs[kind] = performance.now() + waitMs;
        this.#later(waitMs + 1, () => this.#consider(peer));
      },
    );
  }

  #later(delayMs: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, delayMs);
    this.#timers.add(timer);
  }

  async #connect(peer: PeerId, address: string): Promise<void> {
    const timeout = AbortSignal.timeout(this.options.limits.dialTimeoutMs);
    const signal = AbortSignal.any([this.#stopping.signal, timeout]);
    const connection = await this.node.dial(multiaddr(address), { signal, force: true });
    try {
      const stream = await connection.newStream(LINK_PROTOCOL, { signal, runOnLimitedConnection: true });
      if (this.#stopped === undefined)
        this.#table.add(peer, linkKind(connection), byteStreamOf(stream, connection));
      else connection.abort(new Error('stopped'));
    } catch (error) {
      connection.abort(new Error('no link stream'));
      throw error;
    }
  }
}

function linkKind(connection: Connection): LinkKind {
  return connection.remoteAddr.toString().includes('/webrtc') ? 'direct' : 'relayed';
}
