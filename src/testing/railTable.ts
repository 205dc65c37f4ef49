/** A table in memory, and its rail over a relay, WebRTC and gossip: what tests of the rail have in common. */
import { CONFIG_VERSION, SECOND_DEFAULTS, type TableConfig, tableIdOf } from '../codec/config.ts';
import { meetingKeyOf } from '../codec/meeting.ts';
import { PROOF_KINDS } from '../codec/proofKinds.ts';
import { createEd25519, type Ed25519 } from '../crypto/ed25519.ts';
import type { GossipJudge } from '../net/rail/gossip.ts';
import type { HistoryHost } from '../net/rail/historyHosts.ts';
import { createNodeRail } from '../net/rail/railNode.ts';
import { systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import { openNode } from '../node/openNode.ts';
import { type Feeder, type RailNet, startFeeder } from '../node/rail/feeder.ts';
import { RailSpectator } from '../node/rail/spectator.ts';
import { verifyOnce } from '../node/rail/verifyOnce.ts';
import { createMemoryGame } from '../storage/memory.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeDeckWorker } from '../workers/nodeWorker.ts';
import { type SharedDeckWorker, shareDeckWorker } from '../workers/shared.ts';
import { TestTable } from './nodes.ts';

export interface Watcher {
  readonly node: GameNode;
  readonly network: RailSpectator;
}

export class TestRail {
  private readonly closing: (() => Promise<void>)[] = [];

  private constructor(
    private readonly relayAddresses: readonly string[],
    readonly table: TestTable,
    private readonly ed25519: Ed25519,
    private readonly worker: SharedDeckWorker,
  ) {}

  /** @param relayAddresses of a relay that runs */
  static async create(
    relayAddresses: readonly string[],
    seats: number,
    change: Partial<TableConfig> = {},
  ): Promise<TestRail> {
    const proofs = PROOF_KINDS.indexOf('groth16');
    const config = { ...SECOND_DEFAULTS, protocolVersion: CONFIG_VERSION, proofs, seats, ...change };
    const table = await TestTable.create(config);
    const worker = shareDeckWorker(await createNodeDeckWorker({ deckSize: 52 }));
    return new TestRail(relayAddresses, table, await createEd25519(crypto.subtle), worker);
  }

  /** A peer of the rail. */
  join(judge: GossipJudge, isFeeder = false, chat?: GossipJudge): Promise<RailNet> {
    return createNodeRail({
      ...{ isFeeder, judge, chat },
      meetingKey: meetingKeyOf(this.table.config),
      relayAddresses: this.relayAddresses,
      privateKeySeed: systemRandom(32),
    });
  }

  /** This node feeds the rail, as a member does unless it is the host's. */
  async feed(node: GameNode, isMember = true, delaySlots = 0): Promise<Feeder> {
    const feeder = await startFeeder({
      door: node.rail(),
      scheduler: systemScheduler,
      delaySlots,
      connect: (judge) => this.join(judge, isMember),
      say: (line) => console.error(line),
    });
    this.closing.push(() => feeder.stop());
    return feeder;
  }

  /** @param hosts of the table's relays, who may have what it missed */
  async watch(name: string, hosts: readonly HistoryHost[] = []): Promise<Watcher> {
    const ed25519 = verifyOnce(this.ed25519);
    const { config } = this.table;
    const network = await RailSpectator.open({
      ...{ tableId: tableIdOf(config), ed25519, scheduler: systemScheduler },
      secretKey: systemRandom(32),
      connect: (judge, chat) => this.join(judge, false, chat),
      hosts,
      failed: (error) => console.error(error),
    });
    const { secretKey } = ed25519.generateKeyPair(systemRandom);
    const platform = {
      ...{ ed25519, network, storage: createMemoryGame(), worker: this.worker.handle() },
      ...{ scheduler: systemScheduler, wallClockMs: () => 0 },
    };
    const node = openNode(platform, config, { secretKey, nickname: name });
    network.attach(node.rail());
    node.watch(true);
    node.start();
    this.closing.push(() => node.stop());
    return { node, network };
  }

  async stop(): Promise<void> {
    await Promise.all(this.closing.splice(0).map((close) => close()));
    await this.table.stop();
    this.worker.close();
  }
}
