/** Whole nodes in one process for tests: real consensus, real deck, real rules; only the wires are in memory. */
import { GAMES, PROTOCOL_VERSION, type TableConfig } from '../codec/config.ts';
import { fromHex, toHex } from '../codec/decode.ts';
import { NO_SEAT } from '../codec/genesis.ts';
import { crs, type DeckSize } from '../crypto/crsDigests.ts';
import { createEd25519, type Ed25519 } from '../crypto/ed25519.ts';
import type { Network } from '../net/network.ts';
import { systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import { openNode } from '../node/openNode.ts';
import type { NodeIdentity } from '../node/options.ts';
import { gameNamed } from '../poker/catalogue.ts';
import { createMemoryGame } from '../storage/memory.ts';
import type { GameStorage } from '../storage/storage.ts';
import type { TablePart } from '../table/view/shapes.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeDeckWorker } from '../workers/nodeWorker.ts';
import { awaited } from './awaited.ts';
import { createMemoryHub } from './memoryNetwork.ts';

function standing({ phase, lobby, validator: v, network }: GameNode): string {
  const game =
    v &&
    `epoch ${v.epoch} height ${v.settled.height} round ${v.core.dag.highestRound} own ${v.pending.length}`;
  const { hand } = v?.table ?? {};
  return `${phase}, ${network.links().length} links, ${lobby.others.size} hellos, ${game}, hand ${hand?.hand} ${hand?.phase}`;
}

/** Resolves as soon as `holds` is true, looked at after every change of any node. */
export function until(nodes: readonly GameNode[], what: string, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const say = (): string => `${what}, at ${nodes.map(standing).join('; ')}`;
    awaited.add(say);
    const finish = (settle: () => void): void => {
      awaited.delete(say);
      for (const stop of stops) stop();
      settle();
    };
    const look = (): void => {
      const broken = nodes.find((n) => n.fatal !== undefined);
      if (broken)
        finish(() =>
          reject(new Error(`while waiting for ${what}: ${String(broken.fatal)}`, { cause: broken.fatal })),
        );
      else if (holds()) finish(resolve);
    };
    for (const n of nodes) stops.push(n.subscribe(look));
    look();
  });
}

/** Of the last whole slot: a node may be in the middle of the next. */
export const height = (n: GameNode): number => n.validator!.settled.height;

export const root = (n: GameNode): string => `${height(n)}:${toHex(n.validator!.root)}`;

type Legal = NonNullable<TablePart['legal']>;

/** What a player does with its turn: a verb by wire number, and the total it raises to. */
export type Choose = (
  legal: Legal,
  player: GameNode,
) => { readonly verb: number; readonly amountChips?: number };

function deckSizeOf(game: number): DeckSize {
  return gameNamed(GAMES[game]!).deck.length === 36 ? 36 : 52;
}

/** A table of nodes that come and go. */
export class TestTable {
  readonly nodes: GameNode[] = [];
  readonly storages: GameStorage[] = [];
  /** Hears of every node before it starts. */
  onOpen: (i: number, node: GameNode) => void = () => undefined;
  readonly hub = createMemoryHub({
    scheduler: { now: () => performance.now(), after: systemScheduler.after },
    latencyMs: () => 2,
  });
  /** What the app of player `i` is, where it is not like the others. */
  readonly apps: Pick<NodeIdentity, 'build' | 'rules'>[] = [];
  private readonly keys: { secretKey: Uint8Array; publicKey: Uint8Array }[] = [];

  private constructor(
    private readonly ed25519: Ed25519,
    readonly config: TableConfig,
    creator: { secretKey: Uint8Array; publicKey: Uint8Array },
  ) {
    this.keys[0] = creator;
  }

  static async create(change: Partial<TableConfig> = {}): Promise<TestTable> {
    const ed25519 = await createEd25519(crypto.subtle);
    const creator = ed25519.generateKeyPair(systemRandom);
    const config: TableConfig = {
      protocolVersion: PROTOCOL_VERSION,
      name: new TextEncoder().encode('in memory'),
      game: 0,
      structure: 0,
      smallBlindChips: 1,
      bigBlindChips: 2,
      anteKind: 0,
      anteChips: 0,
      startingStackChips: 100,
      bondChips: 0,
      seats: 6,
      actionTimeMs: 600_000,
      timeBankMs: 0,
      escrow: 0,
      levels: [],
      payoutsBasisPoints: [],
      straddle: 0,
      runItTwice: 0,
      bombPotHands: 0,
      bombPotChips: 0,
      rabbitHunt: 0,
      crsDigest: fromHex(crs[deckSizeOf(change.game ?? 0)].vkey),
      creatorKey: creator.publicKey,
      salt: systemRandom(16),
      ...change,
    };
    return new TestTable(ed25519, config, creator);
  }

  /**
   * Player `i` opens the table; a second time with the same number is a reload.
   * @param bent what a liar makes of its deck's work
   */
  async open(
    i: number,
    name = `P${i}`,
    network?: Network,
    role: 'player' | 'witness' = 'player',
    bent: (worker: DeckWorker) => DeckWorker = (worker) => worker,
  ): Promise<GameNode> {
    this.keys[i] ??= this.ed25519.generateKeyPair(systemRandom);
    this.storages[i] ??= createMemoryGame();
    const { secretKey } = this.keys[i]!;
    const platform = {
      ed25519: this.ed25519,
      network: network ?? this.hub.join(name),
      storage: this.storages[i]!,
      worker: bent(await createNodeDeckWorker({ deckSize: deckSizeOf(this.config.game) })),
      scheduler: systemScheduler,
      wallClockMs: () => 0,
    };
    const node = openNode(platform, this.config, { secretKey, nickname: name, role, ...this.apps[i] });
    this.nodes[i] = node;
    this.onOpen(i, node);
    node.start();
    return node;
  }

  /**
   * A second place where the key of player `i` is open, as number `j`: a copy of its device as it is now; secrets of
   * hands it reads there.
   */
  async openCopy(i: number, j: number, name: string): Promise<GameNode> {
    const [from, to] = [this.storages[i]!, createMemoryGame()];
    const genesis = await from.loadGenesis();
    if (genesis) await to.saveGenesis(genesis);
    for (const epoch of await from.loadEpochs()) await to.saveEpoch(epoch);
    await to.appendSlots(await from.loadSlots(), await from.loadBlocks());
    this.storages[j] = {
      ...to,
      getSecret: async (name) => (await to.getSecret(name)) ?? from.getSecret(name),
      isErased: async (prefix) => (await to.isErased(prefix)) || from.isErased(prefix),
    };
    this.keys[j] = this.keys[i]!;
    return this.open(j, name);
  }

  /** What the key of player `i` signs: for a second tab that does what no honest one does. */
  signAs(i: number, message: Uint8Array): Promise<Uint8Array> {
    return this.ed25519.sign(this.keys[i]!.secretKey, message);
  }

  /**
   * The first `count` sit down in order and the creator starts; whoever of them is not there yet opens the table first.
   * `guests` are there already and do not play.
   */
  async start(count: number, guests = 0): Promise<void> {
    await this.ready(count, guests);
    const nodes = this.nodes.slice(0, count);
    nodes[0]!.choose({ kind: 'start' });
    await until(nodes, 'the genesis', () => nodes.every((n) => n.phase === 'playing'));
  }

  /** All that comes before the creator's word. */
  async ready(count: number, guests = 0): Promise<void> {
    for (let i = 0; i < count; i++) if (this.nodes[i] === undefined) await this.open(i);
    const nodes = this.nodes.slice(0, count);
    await until(nodes, 'all hellos', () => nodes.every((n) => n.lobby.others.size === count - 1 + guests));
    for (const [i, n] of nodes.entries()) {
      const refused = n.choose({ kind: 'seat', seat: i }) ?? n.choose({ kind: 'ready', ready: true });
      if (refused !== undefined) throw new Error(refused);
    }
    await until(
      nodes,
      'everyone ready',
      () =>
        [...nodes[0]!.lobby.others.values()].filter((h) => h.seat !== NO_SEAT && h.ready === 1).length ===
        count - 1,
    );
  }

  /** Whoever has a decision checks or folds, until `done`. */
  foldUntil(among: readonly GameNode[], what: string, done: () => boolean): Promise<void> {
    return this.playUntil(among, what, done, (legal) => ({ verb: legal.check ? 1 : 0 }));
  }

  /** Whoever has a decision checks or calls, until `done`. */
  callUntil(among: readonly GameNode[], what: string, done: () => boolean): Promise<void> {
    return this.playUntil(among, what, done, (legal) => ({ verb: legal.check ? 1 : 2 }));
  }

  /** Whoever has a decision does as `choose` says, until `done`. */
  async playUntil(
    among: readonly GameNode[],
    what: string,
    done: () => boolean,
    choose: Choose,
  ): Promise<void> {
    const turn = ({ validator: v }: GameNode) => !v?.replaying && v?.part().legal && v.pending.length === 0;
    while (!done()) {
      await until(among, what, () => done() || among.some(turn));
      for (const n of among) {
        const legal = turn(n) ? n.validator!.part().legal : undefined;
        if (!legal || done()) continue;
        const { hand, decision } = legal;
        const { verb, amountChips = 0 } = choose(legal, n);
        const refused = n.submit({ kind: 'bet', body: { hand, decision, verb, amountChips } });
        if (refused !== undefined) throw new Error(`bet: ${refused}`);
      }
    }
  }

  /** For what changes no picture: looked at upon every message; who has work repeats its frontier without end. */
  settle(among: readonly GameNode[], holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const stops: (() => void)[] = [];
      const look = (): void => {
        if (!holds()) return;
        for (const stop of stops) stop();
        resolve();
      };
      for (const n of among) stops.push(n.network.subscribe(look));
      look();
    });
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((n) => n?.stop()));
  }
}
