/**
 * Witnesses for the tables of one relay: what `npm start -- --witness` runs beside the relay, as a process of its
 * own, so that judging proofs never delays what the relay carries. The keys under which tables meet come in on
 * standard input, one a line, whenever somebody opens a table there (hostedTables.ts).
 * When standard input ends, every table is left and the process ends.
 *
 * Arguments: --relay MULTIADDR, --state DIR (keeps keys and journals), --metrics [HOST:]PORT (serves its numbers).
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gameOf } from '../client/create/gameOf.ts';
import { formatTablePath, parseTableUrl } from '../client/create/tableUrl.ts';
import { type TableConfig, tableIdOf } from '../codec/config.ts';
import { fromHex, toHex } from '../codec/decode.ts';
import { meetingKeyOf } from '../codec/meeting.ts';
import { createEd25519, describeEd25519, type Ed25519 } from '../crypto/ed25519.ts';
import { hashTreesInWasm } from '../crypto/treeHasher.ts';
import { createNodeNetwork } from '../net/libp2pNode.ts';
import type { Network } from '../net/network.ts';
import type { GossipJudge } from '../net/rail/gossip.ts';
import { systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import type { RailNet } from '../node/rail/feeder.ts';
import type { DeviceStorage } from '../storage/storage.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { railOf } from './feedRail.ts';
import { type HostedTable, HostedTables, toldToClose, workersOfHost } from './hostedTables.ts';
import { measure } from './metrics/measure.ts';
import { readMetricsAddress } from './metrics/serve.ts';
import { openDevice, runWitness, witnessIdentity } from './witnessTable.ts';

export const witnessHostLimits = {
  /** Tables at a time; each costs a connection to the relay and the memory of its log. */
  tables: 32,
  /** How long somebody at the table may take to say what its rules are. */
  askMs: 2 * 60_000,
  /** A table without any player for so long is left. */
  aloneMs: 10 * 60_000,
} as const;

const NICKNAME = 'Host’s witness';

export interface WitnessHostOptions {
  /** Opens the network of the table that meets under this key. */
  readonly connect: (meetingKey: Uint8Array) => Promise<Network>;
  /** The way onto the rail of the table that meets under this key; rails are not fed unless given. */
  readonly rail?: (meetingKey: Uint8Array) => (judge: GossipJudge) => Promise<RailNet>;
  /** Addresses for the links to tables that are kept with their keys. */
  readonly relayAddresses: readonly string[];
  readonly device: DeviceStorage;
  readonly ed25519: Ed25519;
  /** One worker for all tables with this deck. */
  readonly workerFor: (deckSize: 36 | 52) => Promise<DeckWorker>;
  readonly say: (line: string) => void;
  /** Counts a table's node; what it returns ends that. */
  readonly watch?: ((node: GameNode) => () => void) | undefined;
  readonly limits?: Partial<{ [K in keyof typeof witnessHostLimits]: number }>;
}

export class WitnessHost {
  readonly #limits: { [K in keyof typeof witnessHostLimits]: number };
  readonly #hosted: HostedTables;

  constructor(private readonly o: WitnessHostOptions) {
    this.#limits = { ...witnessHostLimits, ...o.limits };
    const { connect, ed25519, say } = o;
    this.#hosted = new HostedTables({
      ...{ connect, ed25519, say, limits: this.#limits },
      ...{ as: 'witness', nickname: NICKNAME },
      knownConfig: (key) => this.#knownConfig(key),
      attend: (table) => this.#witness(table),
    });
  }

  /** Tables that are witnessed or asked about now. */
  get tables(): number {
    return this.#hosted.size;
  }

  /** Offers a witness to the table that meets under this key, 64 hexadecimal digits; anything else is ignored. */
  offer(key: string): void {
    this.#hosted.offer(key);
  }

  /** Leaves every table. */
  close(): Promise<void> {
    return this.#hosted.close();
  }

  async #witness({ key, config, network, closing, say }: HostedTable): Promise<void> {
    const { device, ed25519, relayAddresses } = this.o;
    const tableName = new TextDecoder().decode(config.name);
    const tableId = toHex(tableIdOf(config));
    const path = formatTablePath(config, relayAddresses);
    const identity = await witnessIdentity(device, ed25519, { tableId, path, tableName });
    const witness = runWitness({
      ...{ config, network, identity, device, ed25519, say },
      worker: await this.o.workerFor(gameOf(config).deckSize),
      nickname: NICKNAME,
      scheduler: systemScheduler,
      aloneMs: this.#limits.aloneMs,
      ...(this.o.rail && { rail: this.o.rail(fromHex(key)) }),
    });
    const unwatch = this.o.watch?.(witness.node);
    try {
      await Promise.race([toldToClose(closing), witness.ended]);
    } finally {
      unwatch?.();
      await witness.close();
    }
  }

  /** Of a table that was witnessed before a restart: its link says under which key it meets. */
  async #knownConfig(key: string): Promise<TableConfig | undefined> {
    for (const { path } of await this.o.device.loadIdentities()) {
      const address = parseTableUrl(new URL(path, 'http://localhost'));
      if (typeof address !== 'string' && toHex(meetingKeyOf(address.config)) === key) return address.config;
    }
    return undefined;
  }
}

async function main(argv: readonly string[]): Promise<void> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: { relay: string, state: string, metrics: string },
  });
  const relay = values.relay;
  if (relay === undefined) throw new Error('--relay is missing');
  const metrics = values.metrics === undefined ? undefined : readMetricsAddress(values.metrics);
  if (typeof metrics === 'string') throw new Error(metrics);
  // A terminal's Ctrl-C comes to this process, too; it is the relay that says when to go.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  const { device, end } = await openDevice(values.state);
  await hashTreesInWasm();
  const ed25519 = await createEd25519(crypto.subtle);
  console.log(describeEd25519(ed25519));
  const measured = metrics && (await measure(metrics, (line) => console.log(line)));
  const host = new WitnessHost({
    connect: (meetingKey) =>
      createNodeNetwork({ meetingKey, relayAddresses: [relay], privateKeySeed: systemRandom(32) }),
    rail: (meetingKey) => railOf(meetingKey, [relay]),
    relayAddresses: [relay],
    device,
    ed25519,
    workerFor: workersOfHost(measured?.timed),
    say: (line) => console.log(line),
    watch: measured?.watch,
  });
  for await (const line of createInterface({ input: process.stdin })) host.offer(line.trim());
  await host.close();
  await measured?.close();
  await end();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.slice(2));
  process.exit(0);
}
