/** Bots and a witness with state folders: their processes end or are killed in the middle of hands, and come back. */
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bot, runBot } from '../client/bots/player.ts';
import { createTableClient } from '../client/table/client.ts';
import { toHex } from '../codec/decode.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import { randomShare } from '../net/chance.ts';
import { systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import { openNode } from '../node/openNode.ts';
import { type FileStorage, openFileStorage } from '../storage/file.ts';
import { totalChips } from '../table/state/seats.ts';
import { height, root, TestTable, until } from '../testing/nodes.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeThreadDeckWorker } from '../workers/nodeThreads.ts';
import { type SharedDeckWorker, shareDeckWorker } from '../workers/shared.ts';
import { runWitness, type Witness, type WitnessEnd, witnessIdentity } from './witnessTable.ts';

const BOTS = 3;
const ed25519 = await createEd25519(crypto.subtle);
const keys = Array.from({ length: BOTS }, () => ed25519.generateKeyPair(systemRandom));

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'dealerless-restart-'));
  // A write that was under way when its process ended may still land while the folder goes.
  closing.push(() => rm(dir, { recursive: true, maxRetries: 20, retryDelay: 100 }));
  return dir;
}

/** Ends of bots and witnesses that ended by themselves. */
type Ends = ('ended' | 'failed' | WitnessEnd)[];

/** What one process keeps and runs. */
interface Process {
  readonly dir: string;
  readonly nodes: readonly GameNode[];
  /** As upon Ctrl-C. */
  end(): Promise<void>;
}

class Restarts {
  readonly ends: Ends = [];
  bots!: Process;
  witness!: Process;
  private lives = 0;
  private constructor(
    private readonly table: TestTable,
    private readonly deck: SharedDeckWorker,
  ) {}

  static async begin(): Promise<Restarts> {
    const { publicKey: creatorKey } = keys[0]!;
    const table = await TestTable.create({ seats: BOTS, escrow: 1, creatorKey });
    const deck = shareDeckWorker(await createNodeThreadDeckWorker({ deckSize: 52, threads: 1 }));
    const made = new Restarts(table, deck);
    closing.push(() => made.close());
    made.bots = await made.startBots(await folder());
    made.witness = await made.startWitness(await folder());
    const [host] = made.bots.nodes;
    const isReady = () => [...host!.lobby.others.values()].filter((h) => h.ready === 1).length === BOTS;
    await until(made.nodes, 'everyone ready', isReady);
    expect(host!.choose({ kind: 'start' })).toBeUndefined();
    await until(made.nodes, 'the game', () => made.nodes.every((n) => n.phase === 'playing'));
    return made;
  }

  get nodes(): GameNode[] {
    return [...this.bots.nodes, ...this.witness.nodes];
  }

  private async startBots(dir: string): Promise<Process> {
    const { config, hub } = this.table;
    const life = ++this.lives;
    const files = await openFileStorage(dir);
    const players: { node: GameNode; bot: Bot; close: () => Promise<void> }[] = [];
    for (const [place, { secretKey }] of keys.entries()) {
      const platform = {
        ed25519,
        network: hub.join(`bot ${place}.${life}`),
        storage: files.openGame(`bot${place}`),
        worker: this.deck.handle(),
        scheduler: systemScheduler,
        wallClockMs: () => Date.now(),
      };
      const node = openNode(platform, config, { secretKey, nickname: `Bot ${place}` });
      const client = createTableClient(node, { tableId: '', config, release: () => undefined });
      const bot = runBot({
        ...{ client, place, scheduler: systemScheduler, random: randomShare },
        thinkMs: () => 40,
        calmMs: 50,
        hostIsHere: () => node.isHere(config.creatorKey),
      });
      void bot.done.then((how) => this.ends.push(how));
      node.start();
      players.push({ node, bot, close: () => client.close() });
    }
    const nodes = players.map((p) => p.node);
    const stop = async (): Promise<void> => {
      for (const { bot } of players) bot.stop();
      await Promise.all(players.map((p) => p.close()));
    };
    return processOf(dir, files, nodes, stop);
  }

  private async startWitness(dir: string): Promise<Process> {
    const { config, hub } = this.table;
    const files = await openFileStorage(dir);
    const of = { tableId: toHex(config.salt), path: '', tableName: 'in memory' };
    const witness: Witness = runWitness({
      ...{ config, ed25519, device: files, scheduler: systemScheduler },
      network: hub.join(`witness ${++this.lives}`),
      identity: await witnessIdentity(files, ed25519, of),
      worker: this.deck.handle(),
      nickname: 'Witness',
      say: () => undefined,
      aloneMs: undefined,
    });
    void witness.ended.then((how) => {
      if (how !== 'closed') this.ends.push(how);
    });
    return processOf(dir, files, [witness.node], () => witness.close());
  }

  /** Ends the process, or kills it: then its folder is what it was at that moment. */
  async restart(which: 'bots' | 'witness', how: 'ended' | 'killed'): Promise<void> {
    const old = this[which];
    const start = (dir: string) => (which === 'bots' ? this.startBots(dir) : this.startWitness(dir));
    if (how === 'ended') {
      await old.end();
      this[which] = await start(old.dir);
    } else {
      // Dead before its folder is looked at: nobody hears anything from it any more.
      await Promise.all(old.nodes.map((n) => n.network.stop()));
      const dir = await folder();
      await copyAsKilled(old.dir, dir);
      await old.end();
      this[which] = await start(dir);
    }
    const nodes = this[which].nodes;
    await until(nodes, `${which} to be back`, () =>
      nodes.every((n) => n.table !== undefined && !n.replaying),
    );
  }

  /** Every node is in this hand, or past it. */
  playTo(hand: number): Promise<void> {
    const { nodes } = this;
    return until(nodes, `hand ${hand}`, () => nodes.every((n) => (n.table?.hand?.hand ?? 0) >= hand));
  }

  private async close(): Promise<void> {
    await Promise.all([this.bots?.end(), this.witness?.end()]);
    this.deck.close();
  }
}

function processOf(
  dir: string,
  files: FileStorage,
  nodes: readonly GameNode[],
  stop: () => Promise<void>,
): Process {
  let ended: Promise<void> | undefined;
  const end = (): Promise<void> => {
    ended ??= stop().then(() => files.end());
    return ended;
  };
  return { dir, nodes, end };
}

/** What a secret was needed for is in the journal only after the secret is on disk: so the journal is copied first. */
async function copyAsKilled(from: string, to: string): Promise<void> {
  await cp(join(from, 'identities'), join(to, 'identities'), { recursive: true });
  for (const game of await readdir(join(from, 'games'))) {
    await cp(join(from, 'games', game, 'journal.log'), join(to, 'games', game, 'journal.log'));
    const secrets = join(from, 'games', game, 'secrets');
    const names = (await readdir(secrets)).filter((name) => !name.endsWith('~'));
    // One that is erased meanwhile is not there any more.
    for (const name of names)
      await cp(join(secrets, name), join(to, 'games', game, 'secrets', name), { force: true }).catch(isGone);
  }
}

function isGone(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}

describe('a process with a state folder', () => {
  it('of three bots and of a witness comes back in every hand, ended or killed, and the table plays on', async () => {
    const table = await Restarts.begin();
    for (const [hand, how] of [
      [2, 'killed'],
      [3, 'ended'],
      [4, 'killed'],
    ] as const) {
      await table.playTo(hand);
      await table.restart('bots', how);
      await table.restart('witness', how);
      await table.restart('bots', how === 'ended' ? 'killed' : 'ended');
    }
    await table.playTo(6);
    const { nodes } = table;
    await until(nodes, 'one height', () => new Set(nodes.map(height)).size === 1);
    expect(new Set(nodes.map(root)).size).toBe(1);
    for (const n of nodes) {
      expect(totalChips(n.table!) - n.table!.broughtChips).toBe(BOTS * 100);
      expect(n.table!.hand?.faults).toEqual([]);
    }
    expect(table.ends).toEqual([]);
  }, 480_000);
});
