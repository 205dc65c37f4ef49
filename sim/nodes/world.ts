/** Whole nodes on virtual time: the real shell, the real deck, the real rules; network, clocks and disks are seeded. */
import { ADMISSIONS, SECOND_DEFAULTS, type TableConfig } from '../../src/codec/config.ts';
import { equalBytes } from '../../src/codec/decode.ts';
import { createMclGroup } from '../../src/crypto/backendMcl.ts';
import type { Ed25519 } from '../../src/crypto/ed25519.ts';
import { proofFields } from '../../src/crypto/shuffleKey.ts';
import type { GameNode } from '../../src/node/gameNode.ts';
import { openNode } from '../../src/node/openNode.ts';
import { createManualScheduler, type ManualScheduler } from '../../src/testing/manualScheduler.ts';
import { createMemoryHub, type MemoryHub } from '../../src/testing/memoryNetwork.ts';
import { seededRandom } from '../../src/testing/seededRandom.ts';
import { readCrs } from '../../src/workers/crsNode.ts';
import type { DeckWorker } from '../../src/workers/deckWorker.ts';
import { createInProcessDeckWorker } from '../../src/workers/inProcess.ts';
import { type SharedDeckWorker, shareDeckWorker } from '../../src/workers/shared.ts';
import type { Random } from '../random.ts';
import { createDisk, type Disk } from './disk.ts';
import { bentNetwork, bentStorage, type LiarOptions, type NodeLiarKind, type Refused } from './liars.ts';
import { createSimSignatures } from './signatures.ts';

export interface WorldOptions {
  readonly seed: number;
  readonly players: number;
  /** They vote and have no cards; none unless given. */
  readonly witnesses?: number;
  readonly random: Random;
  /** Milliseconds one way. */
  latencyMs(): number;
  /** Of its computer's clock, per player: how fast it runs. */
  clockRate(player: number): number;
  /** Milliseconds of a proof that takes a while. */
  proofMs(): number;
  readonly lyingDisks: boolean;
  /** A node has something made for the deck: a key, a shuffle, shares or an opening. */
  onMade?(player: number): void;
  /** Every message on its way. */
  /** −1: from somebody who is no player. */
  onMessage(from: number, bytes: Uint8Array): void;
  readonly config?: Partial<TableConfig>;
  /** By player: how it breaks the protocol. */
  readonly liars?: ReadonlyMap<number, NodeLiarKind>;
  /** Signatures that others can check as well; those of the simulation alone unless given. */
  readonly signatures?: Ed25519;
  /** Hears of everything random that the players' devices draw. SECRET, all of it. */
  onDrawn?(bytes: Uint8Array): void;
}

/** One player or witness: a key, a disk, and whichever life of its node is running. */
export interface Player {
  readonly index: number;
  readonly role: 'player' | 'witness';
  readonly disk: Disk;
  /** Undefined: it keeps to the protocol. */
  readonly lies: NodeLiarKind | undefined;
  node: GameNode | undefined;
  /** Counts its lives. */
  life: number;
  /** What its device has slept so far, milliseconds, and since when it sleeps: its clock and timers stand still. */
  sleptMs: number;
  asleepSinceMs: number | undefined;
  /** Timers that came due meanwhile. */
  readonly overdue: (() => void)[];
}

export class World {
  readonly time: ManualScheduler = createManualScheduler(1_000_000);
  readonly players: Player[] = [];
  readonly hub: MemoryHub;
  readonly config: TableConfig;
  /** Shares that refusers have been asked for, by hand. */
  private readonly refused: Refused = new Map();
  /** Events that have been run. */
  steps = 0;

  private constructor(
    private readonly o: WorldOptions,
    readonly ed25519: Ed25519,
    private readonly deck: SharedDeckWorker,
    private readonly keys: readonly { secretKey: Uint8Array; publicKey: Uint8Array }[],
    salt: Uint8Array,
  ) {
    const playerOf = (peer: string): number =>
      peer.startsWith('P') ? Number(peer.split('.')[0]!.slice(1)) : -1;
    this.hub = createMemoryHub({
      scheduler: this.time,
      latencyMs: () => o.latencyMs(),
      drop: (from, _to, bytes) => {
        o.onMessage(playerOf(from), bytes);
        return false;
      },
    });
    this.config = {
      name: new TextEncoder().encode('simulated'),
      game: 0,
      structure: 0,
      smallBlindChips: 1,
      bigBlindChips: 2,
      anteKind: 0,
      anteChips: 0,
      startingStackChips: 200,
      bondChips: 20,
      seats: o.players,
      actionTimeMs: 10_000,
      timeBankMs: 0,
      escrow: 1,
      levels: [],
      payoutsBasisPoints: [],
      straddle: 0,
      runItTwice: 0,
      bombPotHands: 0,
      bombPotChips: 0,
      rabbitHunt: 0,
      ...proofFields('groth16', 52),
      ...SECOND_DEFAULTS,
      // Who comes and goes there is not asked: the world's own rules say who.
      admission: ADMISSIONS.indexOf('open'),
      creatorKey: keys[0]!.publicKey,
      salt,
      ...o.config,
    };
    for (const index of keys.keys()) {
      const role = index < o.players ? 'player' : 'witness';
      const random = o.random.fork(`disk ${index}`);
      const disk = createDisk({ random, strictMs: () => random.between(1, 20), lies: o.lyingDisks });
      this.players.push({
        index,
        role,
        disk,
        lies: o.liars?.get(index),
        node: undefined,
        life: 0,
        sleptMs: 0,
        asleepSinceMs: undefined,
        overdue: [],
      });
    }
  }

  static async create(o: WorldOptions): Promise<World> {
    const ed25519 = o.signatures ?? (await createSimSignatures());
    const seeded = seededRandom(`nodes ${o.seed}`);
    const bytes = (length: number): Uint8Array => {
      const drawn = seeded(length);
      o.onDrawn?.(drawn.slice());
      return drawn;
    };
    const [group, files] = await Promise.all([createMclGroup(), readCrs({ deckSize: 52 })]);
    const inner = createInProcessDeckWorker({ group, crs: files, random: bytes, nowMs: () => 0 });
    await inner.warmUp();
    const all = o.players + (o.witnesses ?? 0);
    const keys = Array.from({ length: all }, () => ed25519.generateKeyPair(bytes));
    return new World(o, ed25519, shareDeckWorker(inner), keys, seeded(16));
  }

  /** The player opens the table, for the first time or again. */
  open(player: Player): GameNode {
    const life = ++player.life;
    const alive = (): boolean => player.life === life;
    const rate = this.o.clockRate(player.index);
    const scheduler = {
      nowMs: () => ((player.asleepSinceMs ?? this.time.now()) - player.sleptMs) * rate,
      after: (delayMs: number, run: () => void) =>
        this.time.after(delayMs / rate, () => {
          if (!alive()) return;
          if (player.asleepSinceMs === undefined) run();
          else player.overdue.push(run);
        }),
    };
    const { secretKey } = this.keys[player.index]!;
    const network = this.hub.join(`P${player.index}.${life}`);
    const storage = player.disk.mount(scheduler);
    const bent = this.bent(player, scheduler, alive);
    const platform = {
      ed25519: this.ed25519,
      network: bent ? bentNetwork(network, bent) : network,
      storage: bent ? bentStorage(storage, bent, this.refused) : storage,
      worker: this.slowly(this.deck.handle(), scheduler, () => this.o.onMade?.(player.index)),
      scheduler,
      wallClockMs: () => this.time.now(),
    };
    const { role } = player;
    const node = openNode(platform, this.config, { secretKey, nickname: `P${player.index}`, role });
    player.node = node;
    node.start();
    return node;
  }

  private bent(player: Player, time: LiarOptions['time'], isAlive: () => boolean): LiarOptions | undefined {
    if (player.lies === undefined) return undefined;
    const random = this.o.random.fork(`liar ${player.index}.${player.life}`);
    const keys = this.keys[player.index]!;
    return { kind: player.lies, ed25519: this.ed25519, keys, config: this.config, random, time, isAlive };
  }

  keyOf(player: number): Uint8Array {
    return this.keys[player]!.publicKey;
  }

  /** Does the key belong to somebody at this table? */
  isPlayer(key: Uint8Array): boolean {
    return this.keys.some((k) => equalBytes(k.publicKey, key));
  }

  /** The player closes its tab: the others are told, and what was written is kept. */
  close(player: Player): void {
    const { node } = player;
    if (!node) return;
    player.node = undefined;
    void node.stop();
    player.life++;
  }

  /** Ends the player's process at once: nothing is said, nothing finished. */
  crash(player: Player): void {
    const { node } = player;
    if (!node) return;
    player.life++;
    player.node = undefined;
    player.disk.crash();
    void node.network.stop();
  }

  /** Its device falls asleep, as a phone in a pocket: nothing runs, and no link holds. */
  sleep(player: Player): void {
    player.asleepSinceMs = this.time.now();
    this.linksOf(player, 'cut');
  }

  /** It is looked at again, and its page hears of it as a browser tells it. */
  wake(player: Player): void {
    player.sleptMs += this.time.now() - (player.asleepSinceMs ?? this.time.now());
    player.asleepSinceMs = undefined;
    for (const run of player.overdue.splice(0)) run();
    this.linksOf(player, 'mend');
    player.node?.slept();
    player.node?.awake();
  }

  private linksOf({ index, node }: Player, how: 'cut' | 'mend'): void {
    for (const other of this.players)
      if (node && other.node && other.index !== index)
        this.hub[how](node.network.self, other.node.network.self);
  }

  get alive(): GameNode[] {
    return this.players.flatMap((p) => (p.node ? [p.node] : []));
  }

  /** Runs one event after the other, and all that follows from it at once, until `done` or the time; true if done. */
  async run(forMs: number, done: () => boolean): Promise<boolean> {
    const endMs = this.time.now() + forMs;
    let ended = false;
    this.time.after(forMs, () => {
      ended = true;
    });
    while (!ended && !done()) {
      this.time.step();
      this.steps++;
      // Promises that this event has settled, and those that follow from them.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return this.time.now() <= endMs && done();
  }

  /**
   * A worker does one job after the other, and each takes virtual time, so that it crosses whatever else goes
   * on; proofs take the most.
   */
  private slowly(
    worker: DeckWorker,
    scheduler: { after(ms: number, run: () => void): () => void },
    onMade: () => void,
  ): DeckWorker {
    let idle: Promise<unknown> = Promise.resolve();
    const inTurn = <T>(job: Promise<T>, ms: number): Promise<T> => {
      const done = idle.then(() => new Promise<void>((resolve) => scheduler.after(ms, () => resolve())));
      idle = done;
      return done.then(() => job);
    };
    const slow = <T>(job: Promise<T>): Promise<T> => inTurn(job, this.o.proofMs());
    const quick = <T>(job: Promise<T>): Promise<T> => inTurn(job, this.o.proofMs() / 20);
    const made = <T>(job: Promise<T>): Promise<T> => {
      onMade();
      return job;
    };
    return {
      ...worker,
      makeHandKey: (ctx, author) => made(quick(worker.makeHandKey(ctx, author))),
      makeEscrowKey: (ctx, receiver) => made(quick(worker.makeEscrowKey(ctx, receiver))),
      prepareDeck: (args) => quick(worker.prepareDeck(args)),
      proveShuffle: (args) => made(slow(worker.proveShuffle(args))),
      makeShares: (args) => made(slow(worker.makeShares(args))),
      makeEscrowOpen: (args) => made(quick(worker.makeEscrowOpen(args))),
      recoverShares: (args) => quick(worker.recoverShares(args)),
      openCards: (requests) => quick(worker.openCards(requests)),
      dividePots: (request) => quick(worker.dividePots(request)),
      verify: (statement) => slow(worker.verify(statement)),
    };
  }
}
