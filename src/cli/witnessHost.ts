/**
 * Witnesses for the tables of one relay: what `npm start -- --witness` runs beside the relay, as a process of its
 * own, so that judging proofs never delays what the relay carries. The keys under which tables meet come in on
 * standard input, one a line, whenever somebody opens a table there; the rules of each are asked of its players
 * (node/askConfig.ts).
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
import { createNodeNetwork } from '../net/libp2pNode.ts';
import type { Network } from '../net/network.ts';
import type { GossipJudge } from '../net/rail/gossip.ts';
import { askForConfig } from '../node/askConfig.ts';
import { systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import type { RailNet } from '../node/rail/feeder.ts';
import type { DeviceStorage } from '../storage/storage.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeThreadDeckWorker } from '../workers/nodeThreads.ts';
import { type SharedDeckWorker, shareDeckWorker } from '../workers/shared.ts';
import { railOf } from './feedRail.ts';
import { measure } from './metrics/measure.ts';
import { readMetricsAddress } from './metrics/serve.ts';
import { openDevice, runWitness, type Witness, witnessIdentity } from './witnessTable.ts';

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
  readonly #running = new Map<string, Promise<void>>();
  readonly #closing = new AbortController();

  constructor(private readonly o: WitnessHostOptions) {
    this.#limits = { ...witnessHostLimits, ...o.limits };
  }

  /** Tables that are witnessed or asked about now. */
  get tables(): number {
    return this.#running.size;
  }

  /** Offers a witness to the table that meets under this key, 64 hexadecimal digits; anything else is ignored. */
  offer(key: string): void {
    if (!/^[0-9a-f]{64}$/.test(key) || this.#running.has(key) || this.#closing.signal.aborted) return;
    if (this.#running.size >= this.#limits.tables) {
      this.o.say(`no witness for another table: ${this.#limits.tables} have one`);
      return;
    }
    const run = this.#witness(key)
      .catch((error: unknown) => this.o.say(`a table’s witness failed: ${String(error)}`))
      .finally(() => this.#running.delete(key));
    this.#running.set(key, run);
  }

  /** Leaves every table. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#running.values());
  }

  async #witness(key: string): Promise<void> {
    const network = await this.o.connect(fromHex(key));
    let witness: Witness | undefined;
    let unwatch: (() => void) | undefined;
    try {
      witness = await this.#begin(key, network);
      if (!witness) return;
      const closing = new Promise<void>((resolve) => {
        this.#closing.signal.addEventListener('abort', () => resolve());
        if (this.#closing.signal.aborted) resolve();
      });
      unwatch = this.o.watch?.(witness.node);
      await Promise.race([closing, witness.ended]);
    } finally {
      unwatch?.();
      // A witness closes its network itself.
      await (witness ?? { close: () => network.stop() }).close();
      this.o.say(`table ${key.slice(0, 8)} left`);
    }
  }

  async #begin(key: string, network: Network): Promise<Witness | undefined> {
    const { device, ed25519, relayAddresses } = this.o;
    const secretKey = ed25519.generateKeyPair(systemRandom).secretKey;
    const known = await this.#knownConfig(key);
    const config =
      known ??
      (await askForConfig({
        network,
        meetingKey: fromHex(key),
        secretKey,
        ed25519,
        nickname: NICKNAME,
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#limits.askMs)]),
      }));
    if (!config) return undefined;
    const tableName = new TextDecoder().decode(config.name);
    const tableId = toHex(tableIdOf(config));
    const path = formatTablePath(config, relayAddresses);
    const identity = await witnessIdentity(device, ed25519, { tableId, path, tableName });
    return runWitness({
      config,
      network,
      identity,
      device,
      worker: await this.o.workerFor(gameOf(config).deckSize),
      ed25519,
      nickname: NICKNAME,
      scheduler: systemScheduler,
      say: (line) => this.o.say(`table ${key.slice(0, 8)} ${line}`),
      aloneMs: this.#limits.aloneMs,
      ...(this.o.rail && { rail: this.o.rail(fromHex(key)) }),
    });
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
  const workers = new Map<number, Promise<SharedDeckWorker>>();
  const { device, end } = await openDevice(values.state);
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
    workerFor: async (deckSize) => {
      const made =
        workers.get(deckSize) ??
        createNodeThreadDeckWorker({ deckSize, threads: 1 }).then((w) =>
          shareDeckWorker(measured?.timed(w) ?? w),
        );
      workers.set(deckSize, made);
      return (await made).handle();
    },
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
