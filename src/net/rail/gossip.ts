/**
 * Gossip of one table among those who watch it (gossipsub 1.2). Messages are signed by members, not by those who pass
 * them on (`StrictNoSign`); what a message is called and whether it is passed on says the judge, who knows the table.
 *
 * Rejected: it costs its bringer score, and points of the link's own penalties; never passed on. Ignored: neither.
 */
import { type GossipSub, type GossipSubComponents, gossipsub, TopicValidatorResult } from '@libp2p/gossipsub';
import { toHex } from '../../codec/decode.ts';
import type { Connection, Stream } from '../libp2pStream.ts';
import { meteredBy } from '../meter.ts';
import type { PeerId } from '../network.ts';
import { TokenBucket } from '../tokenBucket.ts';
import { railLimits } from './limits.ts';

export type Verdict = 'accept' | 'ignore' | 'reject';

export interface GossipJudge {
  /** 32 bytes or so under which a message is known; of what is no message at all, too. Must not throw. */
  idOf(message: Uint8Array): Uint8Array;
  /** Whether it is passed on. Rejects with what it makes our code throw. */
  judge(from: PeerId, message: Uint8Array): Promise<Verdict>;
  /** The judge threw: our own fault, which is told, and the message ignored. */
  failed(from: PeerId, error: unknown): void;
}

export interface RailGossip {
  /** To the mesh; one that was said or heard before is not said again. */
  publish(message: Uint8Array): void;
  /** A line of chat, to those who watch; to nobody where this one carries none. */
  publishChat(message: Uint8Array): void;
  /** Peers that a message of ours goes to at once. */
  meshPeers(): readonly PeerId[];
}

export interface GossipOptions {
  /** 32 bytes (codec/meeting.ts). */
  readonly railKey: Uint8Array;
  readonly isFeeder: boolean;
  readonly judge: GossipJudge;
  /** Of what those who watch say to one another; not carried unless given. Names messages as the other judge does. */
  readonly chat?: GossipJudge | undefined;
}

/** The second version has several blocks in a message. */
const TOPIC = '/dealerless/rail/2/';
const CHAT_TOPIC = '/dealerless/rail-chat/1/';

/**
 * The scores by which the library leaves a peer out. The fourth invalid message, 10 × 4², is the last that is read: by
 * then penalties have ended the link as well, which three would not have.
 */
const thresholds = {
  gossipThreshold: -10,
  publishThreshold: -20,
  graylistThreshold: -120,
  acceptPXThreshold: 100,
  opportunisticGraftThreshold: 1,
};

/** One decay interval; by it what was invalid wears off within some ten minutes. */
const DECAY_MS = 1_000;
const SLOW_DECAY = 0.99;

function topicScore() {
  return {
    topicWeight: 1,
    timeInMeshWeight: 0.01,
    timeInMeshQuantum: 1_000,
    timeInMeshCap: 100,
    firstMessageDeliveriesWeight: 0.5,
    firstMessageDeliveriesDecay: 0.95,
    firstMessageDeliveriesCap: 20,
    // How often a table speaks differs by a hundred times between a hand and a pause: silence is nobody's fault.
    meshMessageDeliveriesWeight: 0,
    meshMessageDeliveriesDecay: 0.9,
    meshMessageDeliveriesCap: 1,
    meshMessageDeliveriesThreshold: 1,
    meshMessageDeliveriesWindow: 10,
    meshMessageDeliveriesActivation: 1_000,
    meshFailurePenaltyWeight: 0,
    meshFailurePenaltyDecay: 0.9,
    invalidMessageDeliveriesWeight: -10,
    invalidMessageDeliveriesDecay: SLOW_DECAY,
  };
}

/** What libp2p is given as a service, and the gossip once the node is made. */
export function railGossip(o: GossipOptions): {
  readonly service: (components: GossipSubComponents) => GossipSub;
  open(): RailGossip;
} {
  const topic = TOPIC + toHex(o.railKey);
  const chatTopic = CHAT_TOPIC + toHex(o.railKey);
  const judges = new Map([[topic, o.judge], ...(o.chat ? ([[chatTopic, o.chat]] as const) : [])]);
  const degree = o.isFeeder
    ? { D: railLimits.feederDegree, Dlo: 1, Dhi: railLimits.feederDegree, Dout: 1, Dscore: 1, Dlazy: 2 }
    : {
        ...{ D: railLimits.degree, Dlo: railLimits.degreeLow, Dhi: railLimits.degreeHigh },
        ...{ Dout: 2, Dscore: 3, Dlazy: 6 },
      };
  const make = gossipsub({
    ...degree,
    globalSignaturePolicy: 'StrictNoSign',
    allowedTopics: [...judges.keys()],
    fallbackToFloodsub: false,
    // A feeder's bytes have a cap, so what it says goes to the mesh and not to everybody who is there.
    floodPublish: false,
    doPX: false,
    emitSelf: false,
    canRelayMessage: true,
    allowPublishToZeroTopicPeers: true,
    ignoreDuplicatePublishError: true,
    heartbeatInterval: railLimits.heartbeatMs,
    seenTTL: railLimits.seenMs,
    maxInboundDataLength: railLimits.frameBytes,
    maxOutboundBufferSize: railLimits.outboundBytes,
    idontwantMinDataSize: railLimits.dontWantBytes,
    decodeRpcLimits: {
      ...{ maxSubscriptions: 4, maxMessages: railLimits.messagesPerFrame },
      ...{ maxIhaveMessageIDs: 5_000, maxIwantMessageIDs: 5_000, maxIdontwantMessageIDs: 512 },
      ...{ maxControlMessages: 256, maxPeerInfos: 0 },
    },
    msgIdFn: (message) => o.judge.idOf(message.data),
    scoreThresholds: thresholds,
    scoreParams: {
      topics: Object.fromEntries([...judges.keys()].map((name) => [name, topicScore()])),
      topicScoreCap: 30,
      decayInterval: DECAY_MS,
      // Behind one household's address, or one relay's, many may watch.
      IPColocationFactorWeight: 0,
    },
  });
  let made: GossipSub | undefined;
  return {
    service: (components) => {
      made = make(meteredBy(components, ledger(o.isFeeder)));
      return made;
    },
    open: () => {
      if (made === undefined) throw new Error('gossip is opened with its node');
      const pubsub = made;
      for (const [name, judge] of judges) {
        pubsub.topicValidators.set(name, async (from, message) => {
          const peer = from.toString();
          try {
            return results[await judge.judge(peer, message.data)];
          } catch (error) {
            judge.failed(peer, error);
            return TopicValidatorResult.Ignore;
          }
        });
        pubsub.subscribe(name);
      }
      const publish = (name: string, message: Uint8Array): void => {
        pubsub.publish(name, message).catch((error: unknown) => o.judge.failed('self', error));
      };
      return {
        publish: (message) => publish(topic, message),
        publishChat: (message) => {
          if (judges.has(chatTopic)) publish(chatTopic, message);
        },
        meshPeers: () => pubsub.getSubscribers(topic).map((peer) => peer.toString()),
      };
    },
  };
}

/** Peers whose bytes are remembered when they are gone: who comes again has not said less for that. */
const REMEMBERED = 64;

/** Counts what peers say in gossip, of whatever kind: the library reads whatever comes. */
function ledger(isFeeder: boolean): (stream: Stream, connection: Connection) => void {
  const [perSecond, burst] = isFeeder
    ? [railLimits.feederBytesPerSecond, railLimits.feederByteBurst]
    : [railLimits.gossipBytesPerSecond, railLimits.gossipByteBurst];
  const buckets = new Map<PeerId, TokenBucket>();
  return (stream, connection) => {
    const peer = connection.remotePeer.toString();
    const bucket = buckets.get(peer) ?? new TokenBucket(perSecond, burst, performance.now());
    buckets.delete(peer);
    buckets.set(peer, bucket);
    if (buckets.size > REMEMBERED) buckets.delete(buckets.keys().next().value!);
    stream.addEventListener('message', ({ data }) => {
      if (!bucket.take(data.byteLength, performance.now())) connection.abort(new Error('too much gossip'));
    });
  };
}

const results: Readonly<Record<Verdict, TopicValidatorResult>> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
};
