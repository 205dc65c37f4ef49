/**
 * The network of a Node process (bots, witnesses). It speaks WebRTC through node-datachannel, whose binary the package
 * registry has for most machines, so its links are direct and survive the relay; where the binary is missing every
 * link is relayed, and a line says so.
 */

import type { GossipSubComponents } from '@libp2p/gossipsub';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import type { Libp2pOptions } from 'libp2p';
import { IceBook } from './iceServers.ts';
import { openLibp2pNetwork } from './libp2pNetwork.ts';
import { type NetLimits, netLimits } from './limits.ts';
import type { Network } from './network.ts';

export interface NodeNetworkOptions {
  /** 32 bytes. */
  readonly meetingKey: Uint8Array;
  /** Multiaddrs, at most 8. */
  readonly relayAddresses: readonly string[];
  /** 32 bytes of an Ed25519 key, SECRET; the peer id is its public key. */
  readonly privateKeySeed: Uint8Array;
  readonly limits?: Partial<NetLimits>;
  /** Only over the relay. */
  readonly relayedOnly?: boolean;
  /** Carries nothing between others, as a member on a metered line. */
  readonly introducesNobody?: boolean;
  /** Another directory than that of the table's peers (CoreOptions.directory). */
  readonly directory?: readonly string[];
  /** Counts what goes over the wire. */
  readonly metrics?: Libp2pOptions['metrics'];
  /** One more service of the node. */
  readonly service?: (components: GossipSubComponents) => unknown;
  /** One line for whoever watches; standard error by default. */
  readonly say?: (line: string) => void;
}

type Transport = NonNullable<Libp2pOptions['transports']>[number];
type WebRtc = typeof import('@libp2p/webrtc');

/**
 * Opens the network of one table; resolves before the relay is reached.
 * @throws NetworkError
 */
export async function createNodeNetwork(options: NodeNetworkOptions): Promise<Network> {
  const say = options.say ?? ((line: string) => console.error(line));
  const ice = new IceBook();
  const direct = options.relayedOnly === true ? undefined : await directTransport(ice, say);
  return openLibp2pNetwork({
    meetingKey: options.meetingKey,
    relayAddresses: options.relayAddresses,
    privateKeySeed: options.privateKeySeed,
    limits: { ...netLimits, ...options.limits },
    ableDirect: () => direct !== undefined,
    ice,
    carries: direct !== undefined && options.introducesNobody !== true,
    say,
    ...(options.directory === undefined ? {} : { directory: options.directory }),
    libp2p: {
      ...(options.metrics === undefined ? {} : { metrics: options.metrics }),
      addresses: { listen: direct === undefined ? [] : ['/webrtc'] },
      transports: [webSockets(), ...(direct === undefined ? [] : [direct])],
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

/**
 * WebRTC for this process; undefined, with a line, where its binary cannot be loaded.
 * @param load the library, whose import fails with its binary
 */
export async function directTransport(
  ice: IceBook,
  say: (line: string) => void,
  load: () => Promise<WebRtc> = () => import('@libp2p/webrtc'),
): Promise<Transport | undefined> {
  let webrtc: WebRtc;
  try {
    webrtc = await load();
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    say(`No WebRTC on this machine (${why}): all links go over the relay, and end with it.`);
    return undefined;
  }
  return webrtc.webRTC({
    // Asked for every connection anew: relays name their servers late, and credentials expire.
    rtcConfiguration: () => ({ iceServers: ice.servers.map(forUrl) }),
  });
}

/** node-datachannel writes name and password into an address, `turn:name:password@host`. */
function forUrl(server: IceBook['servers'][number]): RTCIceServer {
  const urls = [...server.urls];
  if (server.username === undefined || server.credential === undefined) return { urls };
  return {
    urls,
    username: encodeURIComponent(server.username),
    credential: encodeURIComponent(server.credential),
  };
}
