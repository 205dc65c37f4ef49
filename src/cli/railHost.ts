/**
 * Rails for the tables of one relay: what `npm start -- --rail` runs beside the relay, as a process of its own. At each
 * table that is watched by a rail it takes one place among those who watch by way of the members, feeds the rail, and
 * answers the relay, on a port of this machine, what those on the rail have missed.
 * The keys under which tables meet come in on standard input, one a line (hostedTables.ts). When it ends, every table
 * is left and the process ends.
 *
 * Arguments: --relay MULTIADDR, --metrics [HOST:]PORT (serves its numbers).
 */
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gameOf } from '../client/create/gameOf.ts';
import { fromHex, toHex } from '../codec/decode.ts';
import { railKeyOf } from '../codec/meeting.ts';
import { createEd25519, describeEd25519, type Ed25519 } from '../crypto/ed25519.ts';
import { isShipped, keyNameOf } from '../crypto/shuffleKey.ts';
import { hashTreesInWasm } from '../crypto/treeHasher.ts';
import { createNodeNetwork } from '../net/libp2pNode.ts';
import type { Network } from '../net/network.ts';
import { type Scheduler, systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import type { RailDoor } from '../node/rail/door.ts';
import { answerHistory } from '../node/rail/historyAnswers.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { type HostedTable, HostedTables, toldToClose, workersOfHost } from './hostedTables.ts';
import { measure } from './metrics/measure.ts';
import { readMetricsAddress } from './metrics/serve.ts';
import { serveHistory } from './railHistory.ts';
import { type Feeding, feedFrom } from './watchTable.ts';

export const railHostLimits = {
  /** Tables at a time; each costs two connections to the relay and the memory of its log. */
  tables: 32,
  askMs: 2 * 60_000,
  /** Left after so long without anybody on the rail, or without any player. */
  aloneMs: 10 * 60_000,
  /** After the end of a game, for those who are not there yet. */
  staysMs: 60_000,
  lookMs: 5_000,
} as const;

const NICKNAME = 'Host’s rail';

export interface RailHostOptions {
  readonly connect: (meetingKey: Uint8Array) => Promise<Network>;
  /** Of the relay whose tables they are. */
  readonly relayAddresses: readonly string[];
  readonly ed25519: Ed25519;
  readonly workerFor: (deckSize: 36 | 52) => Promise<DeckWorker>;
  readonly scheduler: Scheduler;
  readonly say: (line: string) => void;
  /** Counts a table's node; what it returns ends that. */
  readonly watch?: ((node: GameNode) => () => void) | undefined;
  readonly limits?: Partial<{ [K in keyof typeof railHostLimits]: number }>;
}

export class RailHost {
  readonly #limits: { [K in keyof typeof railHostLimits]: number };
  readonly #hosted: HostedTables;
  /** By the key of the rail, hexadecimal. */
  readonly #doors = new Map<string, RailDoor>();

  constructor(private readonly o: RailHostOptions) {
    this.#limits = { ...railHostLimits, ...o.limits };
    const { connect, ed25519, say } = o;
    this.#hosted = new HostedTables({
      ...{ connect, ed25519, say, limits: this.#limits, as: 'rail', nickname: NICKNAME },
      attend: (table) => this.#feed(table),
    });
  }

  get tables(): number {
    return this.#hosted.size;
  }

  /** Runs the rail of the table that meets under this key, 64 hexadecimal digits; anything else is ignored. */
  offer(key: string): void {
    this.#hosted.offer(key);
  }

  /** What was missed on the rail with this key; undefined where there is none, or nothing to say. */
  async history(railKey: string, epoch: number, fromRound: number): Promise<Uint8Array | undefined> {
    const door = this.#doors.get(railKey);
    return door && answerHistory(door, { epoch, fromRound });
  }

  close(): Promise<void> {
    return this.#hosted.close();
  }

  async #feed({ key, config, network, closing, say }: HostedTable): Promise<void> {
    const { deckSize } = gameOf(config);
    if (!isShipped(keyNameOf(config, deckSize))) {
      say('was made with other proving keys than this program has');
      return;
    }
    const { ed25519, relayAddresses: relays, workerFor } = this.o;
    const feeding = await feedFrom(network, {
      ...{ table: { config, relays, mark: undefined }, ed25519, say },
      worker: await workerFor(deckSize),
    });
    const railKey = toHex(railKeyOf(fromHex(key)));
    this.#doors.set(railKey, feeding.node.rail());
    const unwatch = this.o.watch?.(feeding.node);
    say('has a rail');
    try {
      await Promise.race([toldToClose(closing), this.#ended(feeding)]);
    } finally {
      unwatch?.();
      this.#doors.delete(railKey);
      await feeding.stop();
    }
  }

  /** Resolves when nobody needs the rail any more. */
  #ended({ node, feeder }: Feeding): Promise<void> {
    const { scheduler } = this.o;
    const { aloneMs, staysMs, lookMs } = this.#limits;
    let neededMs = scheduler.nowMs();
    return new Promise((resolve) => {
      const look = (): void => {
        const nowMs = scheduler.nowMs();
        const isOver = node.table?.over === true;
        const isNeeded = feeder.net.network.links().length > 0 && node.playersHere().length > 0;
        if (isNeeded && !isOver) neededMs = nowMs;
        if (node.phase === 'failed' || nowMs - neededMs >= (isOver ? staysMs : aloneMs)) resolve();
        else scheduler.after(lookMs, look);
      };
      look();
    });
  }
}

async function main(argv: readonly string[]): Promise<void> {
  const string = { type: 'string' } as const;
  const { values } = parseArgs({ args: [...argv], options: { relay: string, metrics: string } });
  const { relay } = values;
  if (relay === undefined) throw new Error('--relay is missing');
  const metrics = values.metrics === undefined ? undefined : readMetricsAddress(values.metrics);
  if (typeof metrics === 'string') throw new Error(metrics);
  // A terminal's Ctrl-C comes to this process, too; it is the relay that says when to go.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  await hashTreesInWasm();
  const ed25519 = await createEd25519(crypto.subtle);
  const say = (line: string): void => console.log(line);
  say(describeEd25519(ed25519));
  const measured = metrics && (await measure(metrics, say));
  const host = new RailHost({
    connect: (meetingKey) =>
      createNodeNetwork({ meetingKey, relayAddresses: [relay], privateKeySeed: systemRandom(32), say }),
    relayAddresses: [relay],
    ...{ ed25519, say, scheduler: systemScheduler },
    workerFor: workersOfHost(measured?.timed),
    watch: measured?.watch,
  });
  const served = await serveHistory(host);
  process.send?.({ port: served.port });
  for await (const line of createInterface({ input: process.stdin })) host.offer(line.trim());
  await served.close();
  await host.close();
  await measured?.close();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(process.argv.slice(2));
  process.exit(0);
}
