/** The libp2p half: circuit relay and directory on a loopback port that only the HTTP server's upgrades reach. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import {
  type CircuitRelayService,
  circuitRelayServer,
  RELAY_V2_STOP_CODEC as STOP_PROTOCOL,
} from '@libp2p/circuit-relay-v2';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { createLibp2p } from 'libp2p';
import { DIRECTORY_PROTOCOLS, RAIL_PROTOCOLS } from '../src/net/directoryProtocol.ts';
import type { IceOffer } from '../src/net/iceServers.ts';
import { byteStreamOf } from '../src/net/libp2pStream.ts';
import { Directory, type Member } from './directory.ts';
import { serveDirectory } from './directoryService.ts';
import { relayLimits } from './limits.ts';
import { RailDirectory } from './railDirectory.ts';
import { freeReservation } from './reservations.ts';

export interface Libp2pRelay {
  readonly peerId: string;
  /** Loopback port of the WebSocket listener. */
  readonly port: number;
  readonly directory: Directory;
  readonly rail: RailDirectory;
  connectionCount(): number;
  reservationCount(): number;
  /** Relayed connections between two peers. */
  circuitCount(): number;
  stop(): Promise<void>;
}

/** Reads the key file, or makes one there; without a file every start has a new identity. */
async function loadKey(file: string | undefined) {
  if (file !== undefined && existsSync(file)) {
    const key = privateKeyFromProtobuf(readFileSync(file));
    if (key.type !== 'Ed25519') throw new Error(`${file} holds no Ed25519 key`);
    return key;
  }
  const key = await generateKeyPair('Ed25519');
  if (file !== undefined) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, privateKeyToProtobuf(key), { mode: 0o600 });
  }
  return key;
}

export async function startLibp2pRelay(options: {
  readonly keyFile: string | undefined;
  /** What peers are told in reservations; they dial by the page's address all the same. */
  readonly announce: readonly string[];
  readonly refused: (reason: string) => void;
  /** Whence a connection comes that reaches the listener from this port of loopback. */
  readonly addressOf: (port: number) => string | undefined;
  /** Somebody has opened a table. */
  readonly tableOpened: (tableId: string) => void;
  /** Somebody has joined the rail with this key, to watch. */
  readonly railWatched: (key: string) => void;
  /** How long one relayed connection lives. */
  readonly relayedConnectionMs: number;
  /** A peer has proven who it is; one has joined a directory. */
  readonly handshake: () => void;
  readonly joined: () => void;
  /** What tabs are told of STUN and TURN. */
  readonly ice: () => IceOffer;
}): Promise<Libp2pRelay> {
  const directory = new Directory(relayLimits, options.tableOpened);
  const rail = new RailDirectory(relayLimits, undefined, undefined, options.railWatched);
  const node = await createLibp2p({
    privateKey: await loadKey(options.keyFile),
    addresses: { listen: ['/ip4/127.0.0.1/tcp/0/ws'], announce: [...options.announce] },
    transports: [webSockets()],
    connectionEncrypters: [noise()],
    streamMuxers: [yamux()],
    connectionManager: {
      maxConnections: relayLimits.connections,
      // Every connection comes from loopback here: upgrade.ts limits them by their real address.
      inboundConnectionThreshold: relayLimits.connections,
      maxIncomingPendingConnections: relayLimits.pendingConnections,
      inboundUpgradeTimeout: relayLimits.handshakeTimeoutMs,
      reconnectRetries: 0,
    },
    connectionMonitor: { enabled: false },
    connectionGater: {
      // The relay introduces; it calls nobody, and carries only what goes between peers of one table.
      denyDialMultiaddr: () => true,
      denyOutboundRelayedConnection: (from, to) => {
        const [a, b] = [from.toString(), to.toString()];
        return !directory.together(a, b) && !rail.together(a, b);
      },
    },
    services: {
      // Answers; what peers speak is known.
      identify: identify({ runOnConnectionOpen: false }),
      // The one way to learn the port: once something is announced, the node's own list names only that.
      listening: ({ transportManager }: { transportManager: { getAddrs(): { toString(): string }[] } }) => ({
        addresses: () => transportManager.getAddrs().map(String),
      }),
      relay: circuitRelayServer({
        maxInboundHopStreams: relayLimits.circuitsPerPeer,
        maxOutboundHopStreams: relayLimits.circuitsPerPeer,
        maxOutboundStopStreams: relayLimits.circuitsToPeer,
        reservations: {
          maxReservations: relayLimits.reservations,
          reservationTtl: relayLimits.reservationTtlMs,
          defaultDurationLimit: options.relayedConnectionMs,
          defaultDataLimit: BigInt(relayLimits.relayedConnectionBytes),
        },
      }),
    },
  });
  const relay: CircuitRelayService = node.services.relay;
  node.addEventListener('peer:disconnect', ({ detail: peer }) => freeReservation(relay.reservations, peer));
  node.addEventListener('connection:open', () => options.handshake());
  await node.handle(
    [...DIRECTORY_PROTOCOLS],
    (stream, connection) => {
      serveDirectory(directory, connection.remotePeer.toString(), byteStreamOf(stream, connection, false), {
        now: () => performance.now(),
        refused: options.refused,
        address: options.addressOf(portOf(connection.remoteAddr.toString())),
        joined: options.joined,
        ice: stream.protocol === DIRECTORY_PROTOCOLS[0] ? options.ice : undefined,
      });
    },
    { maxInboundStreams: relayLimits.directoryStreamsPerConnection },
  );
  for (const protocol of Object.values(RAIL_PROTOCOLS)) {
    const isFeeder = protocol === RAIL_PROTOCOLS.feed;
    const places = {
      join: (key: string, member: Member) => rail.join(key, member, isFeeder),
      leave: (key: string, member: Member) => rail.leave(key, member),
    };
    await node.handle(
      protocol,
      (stream, connection) => {
        serveDirectory(places, connection.remotePeer.toString(), byteStreamOf(stream, connection, false), {
          now: () => performance.now(),
          refused: options.refused,
          joined: options.joined,
          ice: options.ice,
        });
      },
      { maxInboundStreams: relayLimits.directoryStreamsPerConnection },
    );
  }
  const port = listeningPort(node.services.listening.addresses());
  if (port === undefined) throw new Error('libp2p listens nowhere');
  return {
    peerId: node.peerId.toString(),
    port,
    directory,
    rail,
    connectionCount: () => node.getConnections().length,
    reservationCount: () => relay.reservations.size,
    // One side of each: the other is a stream of the stop protocol.
    circuitCount: () =>
      node
        .getConnections()
        .reduce((sum, c) => sum + c.streams.filter((s) => s.protocol === STOP_PROTOCOL).length, 0),
    stop: async () => {
      await node.stop();
    },
  };
}

function listeningPort(addresses: readonly string[]): number | undefined {
  return addresses.map(portOf).find((port) => !Number.isNaN(port));
}

/** Of a WebSocket on loopback; NaN for anything else. */
function portOf(address: string): number {
  return Number(/^\/ip4\/127\.0\.0\.1\/tcp\/(\d+)\/ws/.exec(address)?.[1]);
}
