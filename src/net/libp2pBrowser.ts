/** The network of a browser tab. Loaded when a table opens: it brings all of libp2p with it. */

import type { GossipSubComponents } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { webRTC } from '@libp2p/webrtc';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { withEarlySocket } from './earlySocket.ts';
import { IceBook, type IceServer } from './iceServers.ts';
import { openLibp2pNetwork } from './libp2pNetwork.ts';
import { type NetLimits, netLimits } from './limits.ts';
import type { Network } from './network.ts';
import { NetworkError } from './networkError.ts';

export interface Libp2pNetworkOptions {
  /** 32 bytes. */
  readonly meetingKey: Uint8Array;
  /** Multiaddrs, at most 8. */
  readonly relayAddresses: readonly string[];
  /** 32 bytes of an Ed25519 key, SECRET; the peer id is its public key. */
  readonly privateKeySeed: Uint8Array;
  /** STUN and TURN servers beside those that the relays name. */
  readonly iceServers?: readonly IceServer[];
  readonly limits?: Partial<NetLimits>;
  /**
   * Never show this machine's address to the others: through a relay's TURN server where it has one, otherwise over
   * the relay itself.
   */
  readonly relayedOnly?: boolean;
  /** Carries nothing between others. */
  readonly introducesNobody?: boolean;
  /** Another directory than that of the table's peers (CoreOptions.directory). */
  readonly directory?: readonly string[];
  /** One more service of the node. */
  readonly service?: (components: GossipSubComponents) => unknown;
}

/**
 * Opens the network of one table; resolves before the relay is reached.
 * @throws NetworkError
 */
export async function createLibp2pNetwork(options: Libp2pNetworkOptions): Promise<Network> {
  const relayedOnly = options.relayedOnly === true;
  if (typeof RTCPeerConnection === 'undefined')
    throw new NetworkError('no-webrtc', 'this browser has no WebRTC');
  const ice = new IceBook(options.iceServers);
  // Asked for every connection anew: relays name their servers late, and credentials expire.
  const rtcConfiguration = (): RTCConfiguration => ({
    iceServers: ice.servers.map((server) => ({ ...server, urls: [...server.urls] })),
    ...(relayedOnly ? { iceTransportPolicy: 'relay' as const } : {}),
  });
  return openLibp2pNetwork({
    meetingKey: options.meetingKey,
    relayAddresses: options.relayAddresses,
    privateKeySeed: options.privateKeySeed,
    limits: { ...netLimits, ...options.limits },
    ableDirect: () => !relayedOnly || ice.hasTurn,
    ice,
    carries: !relayedOnly && !savesData() && options.introducesNobody !== true,
    say: (line) => console.info(line),
    ...(options.directory === undefined ? {} : { directory: options.directory }),
    libp2p: {
      addresses: { listen: ['/webrtc'] },
      transports: [withEarlySocket(webSockets()), webRTC({ rtcConfiguration })],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      services: {
        // Only gossip asks what a peer speaks; of all others it is known.
        identify: identify({ runOnConnectionOpen: options.service !== undefined }),
        ...(options.service === undefined ? {} : { pubsub: options.service }),
      },
    },
  });
}

/** The player pays by the byte (Network Information API; only some browsers know). */
export function savesData(): boolean {
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
  return connection?.saveData === true;
}
