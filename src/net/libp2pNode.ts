/**
 * The network of a Node process (bots, witnesses). Node has no WebRTC, and the only library that adds it needs a
 * binary from outside the package registry, so every link is relayed: the process needs its relay alive.
 */
import type { TableId } from '../codec/ids.ts';
import './nodePolyfills.ts';
import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { openLibp2pNetwork } from './libp2pNetwork.ts';
import { type NetLimits, netLimits } from './limits.ts';
import type { Network } from './network.ts';

export interface NodeNetworkOptions {
  /** 32 bytes. */
  readonly tableId: TableId;
  /** Multiaddrs, at most 8. */
  readonly relayAddresses: readonly string[];
  /** 32 bytes of an Ed25519 key, SECRET; the peer id is its public key. */
  readonly privateKeySeed: Uint8Array;
  readonly limits?: Partial<NetLimits>;
}

/**
 * Opens the network of one table; resolves before the relay is reached.
 * @throws NetworkError
 */
export function createNodeNetwork(options: NodeNetworkOptions): Promise<Network> {
  const relays = new Set(options.relayAddresses).size;
  return openLibp2pNetwork({
    ...options,
    limits: { ...netLimits, ...options.limits },
    ableDirect: false,
    libp2p: {
      addresses: { listen: Array<string>(relays).fill('/p2p-circuit') },
      transports: [webSockets(), circuitRelayTransport()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      services: { identify: identify() },
    },
  });
}
