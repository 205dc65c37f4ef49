/** One seeded evening of whole nodes: hands are played while tabs crash, links break and disks fail. */

import { blockId } from '../../src/codec/block.ts';
import { toHex } from '../../src/codec/decode.ts';
import { decodeMessage } from '../../src/codec/wire.ts';
import { faultsTolerated } from '../../src/consensus/quorum.ts';
import type { GameNode } from '../../src/node/gameNode.ts';
import { totalChips } from '../../src/table/state/seats.ts';
import { Violation } from '../invariants.ts';
import { createRandom, type Random } from '../random.ts';
import { type Player, World } from './world.ts';

export const nodeFaultKinds = ['jitter', 'partition', 'crash', 'outage', 'skew', 'disk'] as const;
export type NodeFaultKind = (typeof nodeFaultKinds)[number];

export interface NodeScenarioOptions {
  readonly seed: number;
  /** Undefined: 4..6 by seed. */
  readonly players: number | undefined;
  /** Undefined: some of all kinds, by seed. */
  readonly faults: readonly NodeFaultKind[] | undefined;
  /** Broken on purpose, to see that it is found. */
  readonly lyingDisks?: boolean;
}

export interface NodeScenarioResult {
  readonly violation: string | undefined;
  readonly players: number;
  readonly faults: readonly string[];
  /** Of all roots and the number of messages: equal for equal seeds. */
  readonly hash: string;
  readonly hands: number;
  readonly height: number;
}

/** Faults end here, and from here on everything must go well; virtual milliseconds. */
const healMs = 30_000;
/** For the hands that are still owed after that. */
const restMs = 400_000;
const HANDS = 2;
/** Roots are compared at every so many heights, and at the end: each costs milliseconds. */
const ROOT_EVERY = 8;

export async function runNodeScenario(options: NodeScenarioOptions): Promise<NodeScenarioResult> {
  const random = createRandom(options.seed);
  const players = options.players ?? 4 + random.below(3);
  const faults = new Set(options.faults ?? nodeFaultKinds.filter(() => random.chance(0.4)));
  const run = new NodeRun(options, players, faults, random);
  let violation: string | undefined;
  try {
    await run.play();
  } catch (error) {
    violation = error instanceof Violation ? error.message : String((error as Error).stack ?? error);
  }
  return { violation, players, faults: [...faults], ...run.report() };
}

class NodeRun {
  private world!: World;
  private readonly roots = new Map<string, string>();
  private readonly signed = new Map<string, string>();
  private messages = 0;
  private chips = 0;
  private acting = new Set<string>();

  constructor(
    private readonly o: NodeScenarioOptions,
    private readonly players: number,
    private readonly faults: ReadonlySet<NodeFaultKind>,
    private readonly random: Random,
  ) {}

  async play(): Promise<void> {
    const { random, faults } = this;
    const baseMs = random.between(2, 40);
    const latency = random.fork('latency');
    const proofs = random.fork('proofs');
    const jitter = faults.has('jitter') ? 6 : 0.2;
    const rates = Array.from({ length: this.players }, () =>
      faults.has('skew') ? random.between(0.9995, 1.0005) : 1,
    );
    this.world = await World.create({
      seed: this.o.seed,
      players: this.players,
      random,
      latencyMs: () => baseMs * (1 + latency.next() * jitter),
      clockRate: (player) => rates[player]!,
      proofMs: () => proofs.between(5, 300),
      lyingDisks: this.o.lyingDisks === true,
      onMessage: (from, bytes) => this.heard(from, bytes),
    });
    this.chips = this.players * this.world.config.startingStackChips;
    await this.begin();
    this.scheduleFaults();
    await this.until(healMs, () => false);
    this.heal();
    const handsNow = Math.max(...this.world.alive.map((n) => n.validator?.table.life.handsBegun ?? 0));
    const target = Math.max(HANDS, handsNow) + 1;
    const done = await this.until(restMs, () =>
      this.world.alive.every((n) => {
        const table = n.validator?.settled;
        // One player may have won everything.
        return table !== undefined && (table.life.handsBegun >= target || table.over);
      }),
    );
    if (!done) throw new Violation(`the table stands still: ${this.describe()}`);
    await this.agree();
  }

  report(): Pick<NodeScenarioResult, 'hash' | 'hands' | 'height'> {
    const tables = this.world?.alive.flatMap((n) => (n.validator ? [n.validator.table] : [])) ?? [];
    const text = [...this.roots].map(([at, root]) => `${at} ${root}`).join('\n');
    return {
      hash: fnv(`${text}#${this.messages}`),
      hands: Math.max(0, ...tables.map((t) => t.life.handsBegun)),
      height: Math.max(0, ...tables.map((t) => t.height)),
    };
  }

  /** Everybody opens the table, sits down, gets ready; the first starts. */
  private async begin(): Promise<void> {
    const { world } = this;
    for (const p of world.players) this.open(p);
    const nodes = world.alive;
    const others = this.players - 1;
    await this.must('all know each other', () => nodes.every((n) => n.lobby.others.size === others));
    for (const [seat, n] of nodes.entries()) {
      const refused = n.choose({ kind: 'seat', seat }) ?? n.choose({ kind: 'ready', ready: true });
      if (refused !== undefined) throw new Violation(`seat ${seat}: ${refused}`);
    }
    await this.must('all are ready', () => [...nodes[0]!.lobby.others.values()].every((h) => h.ready === 1));
    nodes[0]!.choose({ kind: 'start' });
    await this.must('the game is on', () => nodes.every((n) => n.phase === 'playing'));
  }

  private async must(what: string, holds: () => boolean): Promise<void> {
    if (!(await this.until(60_000, holds))) throw new Violation(`never: ${what}`);
  }

  private async until(forMs: number, done: () => boolean): Promise<boolean> {
    const reached = await this.world.run(forMs, () => this.broken() || done());
    if (this.failure) throw this.failure;
    return reached;
  }

  private failure: Violation | undefined;

  /** A node that has given up: after a disk error its player opens the table again, otherwise it is a fault of ours. */
  private broken(): boolean {
    for (const p of this.world.players) {
      if (p.node?.fatal === undefined) continue;
      const why = String((p.node.fatal as Error).stack ?? p.node.fatal);
      if (!why.includes('the disk is full')) this.failure ??= new Violation(`player ${p.index}: ${why}`);
      else this.restart(p, 500);
    }
    return this.failure !== undefined;
  }

  private open(player: Player): void {
    const node = this.world.open(player);
    const { life } = player;
    node.subscribe(() => {
      if (player.life !== life) return;
      try {
        this.look(node, player);
      } catch (error) {
        if (!(error instanceof Violation)) throw error;
        this.failure ??= error;
      }
    });
  }

  private restart(player: Player, afterMs: number): void {
    this.world.crash(player);
    this.world.time.after(afterMs, () => {
      if (!player.node) this.open(player);
    });
  }

  /** After every change of a node: what it shows, and what its player does. */
  private look(node: GameNode, player: Player): void {
    const { validator } = node;
    if (!validator) return;
    const { table } = validator;
    const chips = totalChips(table);
    if (chips !== this.chips)
      throw new Violation(`player ${player.index}: ${chips} chips, and there were ${this.chips}`);
    if (validator.settled.height % ROOT_EVERY === 0) this.compare(node, player.index);
    const part = validator.part();
    // Whoever sat out while it was away says that it is back, as its player would.
    if (validator.pending.length === 0 && part.seats.some((s) => s.you && s.sittingOut))
      node.submit({ kind: 'sitIn', body: { comeBack: 0 } });
    const { legal } = part;
    if (!legal || validator.pending.length > 0) return;
    const at = `${player.index}.${player.life}/${legal.hand}.${legal.decision}`;
    if (this.acting.has(at)) return;
    this.acting.add(at);
    const thinkMs = this.random.chance(0.05) ? 12_000 : this.random.between(50, 2_000);
    this.world.time.after(thinkMs, () => this.act(node, player, at));
  }

  private act(node: GameNode, player: Player, at: string): void {
    const { validator } = node;
    const legal = player.node === node ? validator?.part().legal : undefined;
    if (!legal || `${player.index}.${player.life}/${legal.hand}.${legal.decision}` !== at) return;
    const { hand, decision, raise } = legal;
    const { random } = this;
    const bet = (verb: number, amountChips = 0): void => {
      const refused = node.submit({ kind: 'bet', body: { hand, decision, verb, amountChips } });
      if (refused !== undefined && this.failure === undefined)
        this.failure = new Violation(`player ${player.index}: a legal bet is refused: ${refused}`);
    };
    if (raise && random.chance(0.15)) bet(3, random.chance(0.1) ? raise.maxToChips : raise.minToChips);
    else if (legal.check) bet(1);
    else if (random.chance(0.3)) bet(0);
    else bet(2);
  }

  private compare(node: GameNode, player: number): void {
    const { settled: table, root } = node.validator!;
    const at = `${table.epoch}:${table.height}`;
    const mine = toHex(root);
    const theirs = this.roots.get(at);
    if (theirs === undefined) this.roots.set(at, mine);
    else if (theirs !== mine) throw new Violation(`player ${player}: another state at ${at}`);
  }

  /** Upon every message: no player may ever say two things in one round. */
  private heard(from: number, bytes: Uint8Array): void {
    this.messages++;
    const message = decodeMessage(bytes);
    if (message.kind !== 'block') return;
    const { content } = message.body;
    const place = `${content.epoch}/${content.author}/${content.round}`;
    const id = toHex(blockId(content));
    const before = this.signed.get(place);
    if (before !== undefined && before !== id)
      this.failure ??= new Violation(`player ${from} has signed two blocks at ${place}`);
    this.signed.set(place, id);
  }

  private scheduleFaults(): void {
    const { random, world, faults } = this;
    const { time, hub } = world;
    const when = (): number => random.between(1_000, healMs - 10_000);
    if (faults.has('crash')) {
      // One after the other, as many as there are, never more than f at once.
      const most = faultsTolerated(this.players);
      for (let i = 0; i < 4; i++) {
        const player = random.pick(world.players);
        const awayMs = random.chance(0.3) ? random.between(5_000, 14_000) : random.between(50, 2_000);
        time.after(when(), () => {
          if (player.node && world.players.filter((p) => !p.node).length < most) this.restart(player, awayMs);
        });
      }
    }
    if (faults.has('outage'))
      time.after(when(), () => {
        for (const p of world.players) if (p.node) this.restart(p, random.between(100, 5_000));
      });
    if (faults.has('partition')) {
      const atMs = when();
      time.after(atMs, () => {
        const ids = random.shuffled(world.alive.map((n) => n.network.self));
        const split = 1 + random.below(ids.length - 1);
        hub.partition([ids.slice(0, split), ids.slice(split)]);
      });
      time.after(Math.min(healMs - 1_000, atMs + random.between(1_000, 9_000)), () => hub.heal());
    }
    if (faults.has('disk'))
      time.after(when(), () => {
        const player = random.pick(world.players);
        player.disk.failing(0.02);
        time.after(3_000, () => player.disk.failing(0));
      });
  }

  private heal(): void {
    this.world.hub.heal();
    for (const p of this.world.players) {
      p.disk.failing(0);
      if (!p.node) this.open(p);
    }
  }

  /** All come to rest at the same height with the same state. */
  private async agree(): Promise<void> {
    const heights = (): number[] => this.world.alive.map((n) => n.validator?.settled.height ?? -1);
    await this.must('all at one height', () => new Set(heights()).size === 1);
    for (const p of this.world.players) this.compare(p.node!, p.index);
  }

  private describe(): string {
    return this.world.players
      .map((p) => {
        const t = p.node?.validator?.table;
        if (!t) return `${p.index}: ${p.node?.phase ?? 'away'}`;
        return `${p.index}: epoch ${t.epoch}, height ${t.height}, hand ${t.hand?.hand} ${t.hand?.phase}`;
      })
      .join('; ');
  }
}

function fnv(text: string): string {
  let a = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) a = Math.imul(a ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return a.toString(16).padStart(8, '0');
}
