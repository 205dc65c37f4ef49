/**
 * A node that is linked to the table's members and tells those on the rail what it hears: every block as it enters the
 * DAG, every signature over a checkpoint. It answers what they lack, and carries their questions to the members. It
 * takes nothing from them: what they say never reaches the game.
 */
import { DecodeError } from '../../codec/decode.ts';
import { decodeMessage, type Message } from '../../codec/wire.ts';
import type { Misbehaviour, Network, NetworkEvent } from '../../net/network.ts';
import type { GossipJudge, RailGossip } from '../../net/rail/gossip.ts';
import { railLimits } from '../../net/rail/limits.ts';
import type { Scheduler } from '../clock.ts';
import { RailAnswers } from './answers.ts';
import { BatchedFeed } from './batches.ts';
import { FreshCarrier } from './carrier.ts';
import { DelayedFeed } from './delay.ts';
import type { RailDoor } from './door.ts';
import { RailJudge } from './judge.ts';

/** The rail's own network, with its gossip. */
export interface RailNet {
  readonly network: Network;
  readonly gossip: RailGossip;
}

export interface FeederOptions {
  readonly door: RailDoor;
  readonly scheduler: Scheduler;
  /** Opens the network of the rail, whose gossip this judge judges. */
  readonly connect: (judge: GossipJudge) => Promise<RailNet>;
  /** Runs where a member plays. */
  readonly isMember?: boolean;
  /** Feeders before this one, whom it leaves the first word to; none unless given. */
  readonly turn?: () => number;
  /** Committed slots of the table that the rail is behind it; none unless given. */
  readonly delaySlots?: number;
  /** One line for whoever runs it. */
  readonly say: (line: string) => void;
}

export interface Feeder {
  readonly net: RailNet;
  stop(): Promise<void>;
}

/** Feeds the rail from now on. @throws NetworkError */
export async function startFeeder(o: FeederOptions): Promise<Feeder> {
  const { door, scheduler, say, turn = () => 0 } = o;
  const open: { net?: RailNet } = {};
  const batches = new BatchedFeed({
    scheduler,
    waitMs: () => railLimits.batchMs + turn() * railLimits.turnMs,
    publish: (message) => open.net?.gossip.publish(message),
  });
  const judge = new RailJudge({
    ...{ door, scheduler, isMember: o.isMember === true },
    heard: (key) => batches.heard(key),
    deliver: () => undefined,
    rejected: (from, why) => open.net?.network.penalize(from, why),
    failed: (from, error) => say(`gossip of ${from}: ${String(error)}`),
  });
  const net = await o.connect(judge);
  open.net = net;
  const { network } = net;
  const feed = new DelayedFeed({
    delaySlots: o.delaySlots ?? 0,
    height: () => door.settledHeight(),
    publish: (message, key) => batches.take(message, key),
  });
  const answers = new RailAnswers({ door, network, scheduler, mayShow: (block) => feed.isOut(block.key) });
  const carrier = new FreshCarrier({
    scheduler,
    send: (to, message) => network.send(to, message),
    toMembers: (message) => {
      const members = door.linkedMembers();
      for (const peer of members) door.sayToMember(peer, message);
      return members.length > 0;
    },
    upstream: () => undefined,
  });
  const ends = [
    door.tap.subscribe((message, key) => feed.take(message, key)),
    door.onChange(() => feed.look()),
    door.overhear((event) => {
      const message = saidIn(event);
      if (message?.kind === 'freshAnswer') carrier.answer(message.body);
    }),
    network.subscribe((event) => {
      if (event.kind !== 'message') return;
      const message = saidIn(event, (what) => network.penalize(event.from, what));
      if (message === undefined) return;
      const failed = (error: unknown): void => say(`an error of this program: ${String(error)}`);
      if (message.kind === 'frontier' || message.kind === 'ask')
        answers.lacking(event.from, message).catch(failed);
      else if (message.kind === 'watch') answers.head(event.from).catch(failed);
      else if (message.kind === 'freshQuestion') carrier.question(event.from, message.body);
      // It asked for nothing.
      else network.penalize(event.from, 'bad-structure');
    }),
  ];
  return {
    net,
    stop: async () => {
      for (const end of ends) end();
      judge.stop();
      batches.stop();
      await network.stop();
    },
  };
}

/** The message in an event; undefined for anything else. */
export function saidIn(
  event: NetworkEvent,
  refuse: (what: Misbehaviour) => void = () => undefined,
): Message | undefined {
  if (event.kind !== 'message') return undefined;
  try {
    return decodeMessage(event.bytes);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    refuse(error.reason === 'oversized' ? 'oversized' : 'malformed');
    return undefined;
  }
}
