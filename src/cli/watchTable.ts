/** A table as one sees it who only watches, without a screen: from its rail, or by way of the members, feeding it. */
import { tableIdOf } from '../codec/config.ts';
import { meetingKeyOf, railKeyOf } from '../codec/meeting.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import { createNodeNetwork } from '../net/libp2pNode.ts';
import type { Network } from '../net/network.ts';
import { hostsOf } from '../net/rail/historyHosts.ts';
import { createNodeRail } from '../net/rail/railNode.ts';
import { systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import { openNode } from '../node/openNode.ts';
import { type Feeder, startFeeder } from '../node/rail/feeder.ts';
import { RailSpectator } from '../node/rail/spectator.ts';
import { verifyOnce } from '../node/rail/verifyOnce.ts';
import { createMemoryGame } from '../storage/memory.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { systemRandom } from '../workers/inProcess.ts';
import type { KnownTable } from './tableArgument.ts';

export interface WatchOptions {
  readonly table: Pick<KnownTable['address'], 'config' | 'relays' | 'mark'>;
  readonly ed25519: Ed25519;
  readonly worker: DeckWorker;
  /** One line for whoever runs it. */
  readonly say: (line: string) => void;
}

export interface Watching {
  readonly node: GameNode;
  stop(): Promise<void>;
}

export interface Feeding extends Watching {
  readonly feeder: Feeder;
}

/** Watches from the rail. @throws NetworkError */
export async function watchFromRail(o: WatchOptions): Promise<Watching> {
  const { config, relays } = o.table;
  const ed25519 = verifyOnce(o.ed25519);
  const network = await RailSpectator.open({
    ...{ tableId: tableIdOf(config), ed25519, scheduler: systemScheduler },
    hosts: hostsOf(relays, railKeyOf(meetingKeyOf(config))),
    secretKey: systemRandom(32),
    connect: (judge, chat) =>
      createNodeRail({
        ...{ isFeeder: false, judge, chat, say: o.say },
        ...{ meetingKey: meetingKeyOf(config), relayAddresses: relays, privateKeySeed: systemRandom(32) },
      }),
    failed: (error) => o.say(`an error of this program: ${String(error)}`),
  });
  const node = watchOver(network, { ...o, ed25519 });
  network.attach(node.rail());
  node.start();
  return { node, stop: () => node.stop() };
}

/** Watches by way of the members, and feeds the rail. @throws NetworkError */
export async function watchAndFeed(o: WatchOptions, delaySlots = 0): Promise<Feeding> {
  const { config, relays } = o.table;
  const network = await createNodeNetwork({
    meetingKey: meetingKeyOf(config),
    relayAddresses: relays,
    privateKeySeed: systemRandom(32),
    say: o.say,
  });
  return feedFrom(network, o, delaySlots);
}

/** The same, over a network of the table that is open already; closed with it. */
export async function feedFrom(network: Network, o: WatchOptions, delaySlots = 0): Promise<Feeding> {
  const { config, relays } = o.table;
  const meeting = { meetingKey: meetingKeyOf(config), relayAddresses: relays, say: o.say };
  const node = watchOver(network, o);
  node.start();
  try {
    const feeder = await startFeeder({
      ...{ door: node.rail(), scheduler: systemScheduler, delaySlots, say: o.say },
      connect: (judge) =>
        createNodeRail({ ...meeting, isFeeder: false, judge, privateKeySeed: systemRandom(32) }),
    });
    return {
      ...{ node, feeder },
      stop: async () => {
        await feeder.stop();
        await node.stop();
      },
    };
  } catch (error) {
    await node.stop();
    throw error;
  }
}

function watchOver(network: Network, { table, ed25519, worker }: WatchOptions): GameNode {
  const { secretKey } = ed25519.generateKeyPair(systemRandom);
  const platform = {
    ...{ ed25519, network, worker, storage: createMemoryGame() },
    ...{ scheduler: systemScheduler, wallClockMs: () => Date.now() },
  };
  const node = openNode(platform, table.config, { secretKey, nickname: 'Rail', linkMark: table.mark });
  node.watch(true);
  return node;
}
