/**
 * `npm run bots -- --url URL --seats N [--state DIR] [--think MS]
 * [--metrics [HOST:]PORT]`: headless players that join a real table
 * through its relay and play until it is over or Ctrl-C. Every bot is a validator of its own with its own key;
 * they share one process and its deck threads. With --state they keep keys and journal there, and a restarted
 * process goes on with the same players. Exit code 0 when the table is over or after Ctrl-C, 1 if a bot failed.
 */

import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Bot, runBot, thinkAbout } from '../client/bots/player.ts';
import type { TableClient } from '../client/contract/actions.ts';
import type { TableView } from '../client/contract/view.ts';
import { gameOf } from '../client/create/gameOf.ts';
import type { TableAddress } from '../client/create/tableUrl.ts';
import { createTableClient } from '../client/table/client.ts';
import { toHex } from '../codec/decode.ts';
import { meetingKeyOf } from '../codec/meeting.ts';
import { createEd25519, describeEd25519, type Ed25519 } from '../crypto/ed25519.ts';
import { keyNameOf } from '../crypto/shuffleKey.ts';
import { hashTreesInWasm } from '../crypto/treeHasher.ts';
import { randomShare } from '../net/chance.ts';
import { createNodeNetwork } from '../net/libp2pNode.ts';
import { systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import { openNode } from '../node/openNode.ts';
import { openFileStorage } from '../storage/file.ts';
import { createMemoryStorage } from '../storage/memory.ts';
import type { DeviceStorage, IdentityRecord } from '../storage/storage.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeThreadDeckWorker } from '../workers/nodeThreads.ts';
import { type SharedDeckWorker, shareDeckWorker } from '../workers/shared.ts';
import { measure } from './metrics/measure.ts';
import { type MetricsAddress, readMetricsAddress } from './metrics/serve.ts';
import {
  type KnownTable,
  readTableArgument,
  type TableArgument,
  tableOrExitCode,
  toldToEnd,
} from './tableArgument.ts';

const NAMES = ['Ada', 'Blaise', 'Carl', 'Daniel', 'Emmy', 'Fermat', 'Grace', 'Hedy'];
const MOST_BOTS = NAMES.length;
const THINK_MS = 900;
const USAGE = 'usage: npm run bots -- --url URL --seats N [--state DIR] [--think MS] [--metrics [HOST:]PORT]';

interface Options {
  readonly table: TableArgument;
  readonly bots: number;
  readonly state: string | undefined;
  readonly thinkMs: number;
  /** Where their numbers are served; nowhere unless asked for. */
  readonly metrics: MetricsAddress | undefined;
}

/** A sentence when the command line makes no sense. */
function readOptions(argv: readonly string[]): Options | string {
  let values: { url?: string; seats?: string; state?: string; think?: string; metrics?: string };
  try {
    const string = { type: 'string' } as const;
    const options = { url: string, seats: string, state: string, think: string, metrics: string };
    ({ values } = parseArgs({ args: [...argv], options }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const table = readTableArgument(values.url);
  if (typeof table === 'string') return table;
  const bots = Number(values.seats ?? '1');
  if (!Number.isInteger(bots) || bots < 1 || bots > MOST_BOTS) return `--seats: 1 to ${MOST_BOTS}`;
  const thinkMs = Number(values.think ?? THINK_MS);
  if (!(thinkMs >= 0 && thinkMs <= 60_000)) return '--think: 0 to 60000 milliseconds';
  const metrics = values.metrics === undefined ? undefined : readMetricsAddress(values.metrics);
  if (typeof metrics === 'string') return metrics;
  return { table, bots, state: values.state, thinkMs, metrics };
}

/** The keys of this folder for the table, the oldest first, and new ones where there are too few. */
async function identities(
  device: DeviceStorage,
  ed25519: Ed25519,
  table: KnownTable,
  count: number,
): Promise<IdentityRecord[]> {
  const known = (await device.loadIdentities()).filter((i) => i.tableId === table.address.tableId);
  known.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const records = known.slice(0, count);
  while (records.length < count) {
    const record = {
      id: toHex(systemRandom(16)),
      tableId: table.address.tableId,
      secretKey: ed25519.generateKeyPair(systemRandom).secretKey,
      path: table.path,
      tableName: new TextDecoder().decode(table.address.config.name),
      createdAt: Date.now(),
    };
    await device.saveIdentity(record);
    records.push(record);
  }
  return records;
}

interface Player {
  readonly name: string;
  readonly node: GameNode;
  readonly client: TableClient;
  readonly bot: Bot;
}

async function join(
  { config, tableId, relays, mark }: TableAddress,
  thinkMs: number,
  identity: IdentityRecord,
  place: number,
  device: DeviceStorage,
  ed25519: Ed25519,
  deck: SharedDeckWorker,
): Promise<Player> {
  const network = await createNodeNetwork({
    meetingKey: meetingKeyOf(config),
    relayAddresses: relays,
    privateKeySeed: systemRandom(32),
  });
  const name = `${NAMES[place]!} (bot)`;
  const platform = {
    ed25519,
    network,
    storage: device.openGame(identity.id),
    worker: deck.handle(),
    scheduler: systemScheduler,
    wallClockMs: () => Date.now(),
  };
  const node = openNode(platform, config, {
    secretKey: identity.secretKey,
    nickname: name,
    linkMark: mark,
  });
  const client = createTableClient(node, { tableId, config, release: () => undefined });
  const bot = runBot({
    client,
    random: randomShare,
    scheduler: systemScheduler,
    thinkMs: thinkAbout(thinkMs),
    place,
    hostIsHere: () => node.isHere(config.creatorKey),
  });
  node.start();
  return { name, node, client, bot };
}

/** Says what one bot sees: who sat where, and every hand with its time. */
function report({ client }: Player, say: (line: string) => void): void {
  let phase = '';
  let hand = 0;
  let finished = 0;
  let startedMs = performance.now();
  client.subscribe(() => {
    const view: TableView = client.view();
    if (view.phase !== phase) {
      phase = view.phase;
      say(`table: ${phase}`);
    }
    const now = view.hand?.hand ?? 0;
    if (now !== hand) {
      hand = now;
      startedMs = performance.now();
    }
    if (hand > finished && (view.hand?.stage === 'between-hands' || view.hand?.stage === 'over')) {
      finished = hand;
      const stacks = view.seats.map((s) => `${s.nickname} ${s.stackChips}`).join(', ');
      say(`hand ${hand} took ${((performance.now() - startedMs) / 1000).toFixed(1)} s: ${stacks}`);
    }
  });
}

async function main(argv: readonly string[]): Promise<number> {
  const o = readOptions(argv);
  if (typeof o === 'string') {
    console.error(`${o}\n${USAGE}`);
    return 2;
  }
  const signal = toldToEnd();
  const interrupted = new Promise<'interrupted'>((resolve) => {
    signal.addEventListener('abort', () => resolve('interrupted'));
  });
  const files = o.state === undefined ? undefined : await openFileStorage(o.state);
  const device = files ?? createMemoryStorage();
  await hashTreesInWasm();
  const ed25519 = await createEd25519(crypto.subtle);
  console.log(describeEd25519(ed25519));
  const found = await tableOrExitCode(o.table, {
    ed25519,
    identities: await device.loadIdentities(),
    signal,
  });
  if (typeof found === 'number') return found;
  const { config } = found.address;
  const { deckSize } = gameOf(config);
  const table = keyNameOf(config, deckSize);
  const threads = Math.max(1, Math.min(4, availableParallelism() - 1));
  const measured = o.metrics && (await measure(o.metrics, (line) => console.log(line)));
  const proving = await createNodeThreadDeckWorker({ deckSize, table, threads });
  const deck = shareDeckWorker(measured?.timed(proving) ?? proving);
  const records = await identities(device, ed25519, found, o.bots);
  const players = await Promise.all(
    records.map((r, place) => join(found.address, o.thinkMs, r, place, device, ed25519, deck)),
  );
  report(players[0]!, (line) => console.log(line));
  // One of them: they sit at the same table.
  measured?.watch(players[0]!.node);
  for (const { name, bot, node } of players)
    void bot.done.then((how) => {
      if (how === 'failed') console.error(`${name} cannot play: ${String(node.fatal ?? node.phase)}`);
    });
  const ends = await Promise.race([interrupted, Promise.all(players.map((p) => p.bot.done))]);
  for (const { bot } of players) bot.stop();
  await Promise.all(players.map((p) => p.client.close()));
  deck.close();
  await measured?.close();
  await files?.end();
  return ends !== 'interrupted' && ends.includes('failed') ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exit(await main(process.argv.slice(2)));
