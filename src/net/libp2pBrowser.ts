/** The network of a browser tab. Loaded when a table opens: it brings all of libp2p with it. */

import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { webRTC } from '@libp2p/webrtc';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import type { TableId } from '../codec/ids.ts';
import { openLibp2pNetwork } from './libp2pNetwork.ts';
import { type NetLimits, netLimits } from './limits.ts';
import type { Network } from './network.ts';
import { NetworkError } from './networkError.ts';

export interface Libp2pNetworkOptions {
  /** 32 bytes. */
  readonly tableId: TableId;
  /** Multiaddrs, at most 8. */
  readonly relayAddresses: readonly string[];
  /** 32 bytes of an Ed25519 key, SECRET; the peer id is its public key. */
  readonly privateKeySeed: Uint8Array;
  /** STUN and TURN servers of the host; none by default, which is enough on one machine or one LAN. */
  readonly iceServers?: readonly RTCIceServer[];
  readonly limits?: Partial<NetLimits>;
  /** Never go direct: for tests, and for people who do not want their address shown to the others. */
  readonly relayedOnly?: boolean;
}

/**
 * Opens the network of one table; resolves before the relay is reached.
 * @throws NetworkError
 */
export async function createLibp2pNetwork(options: Libp2pNetworkOptions): Promise<Network> {
  const direct = options.relayedOnly !== true;
  if (direct && typeof RTCPeerConnection === 'undefined')
    throw new NetworkError('no-webrtc', 'this browser has no WebRTC');
  const rtcConfiguration = { iceServers: [...(options.iceServers ?? [])] };
  const relays = new Set(options.relayAddresses).size;
  return openLibp2pNetwork({
    tableId: options.tableId,
    relayAddresses: options.relayAddresses,
    privateKeySeed: options.privateKeySeed,
    limits: { ...netLimits, ...options.limits },
    ableDirect: direct,
    libp2p: {
      // One reservation per `/p2p-circuit`. Naming a relay here would reserve once and never again.
      addresses: { listen: [...Array<string>(relays).fill('/p2p-circuit'), ...(direct ? ['/webrtc'] : [])] },
      transports: [webSockets(), circuitRelayTransport(), ...(direct ? [webRTC({ rtcConfiguration })] : [])],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      services: { identify: identify() },
    },
  });
}
