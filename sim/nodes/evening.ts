/**
 * A table of whole nodes as people use it: they open it, sit down, act when it is their turn, and open it again after
 * whatever has happened. Everything that must hold is looked at after every change of any node.
 */
import { type BlockContent, blockId } from '../../src/codec/block.ts';
import { equalBytes, toHex } from '../../src/codec/decode.ts';
import { decodeMessage } from '../../src/codec/wire.ts';
import type { GameNode } from '../../src/node/gameNode.ts';
import type { Validator } from '../../src/node/validator/validator.ts';
import { totalChips } from '../../src/table/state/seats.ts';
import { Violation } from '../invariants.ts';
import type { Random } from '../random.ts';
import { type Player, World, type WorldOptions } from './world.ts';

/** What no honest tab can send. */
const heavy = ['malformed', 'oversized', 'bad-signature', 'wrong-table', 'bad-structure'] as const;

/** Roots are compared at every so many heights, and when asked for: each costs milliseconds. */
const ROOT_EVERY = 8;

export interface EveningOptions extends Omit<WorldOptions, 'onMessage'> {
  /** Milliseconds until a player acts. */
  thinkMs(): number;
}

export class Evening {
  world!: World;
  private readonly roots = new Map<string, string>();
  private readonly signed = new Map<string, string>();
  private readonly acting = new Set<string>();
  private readonly random: Random;
  private messages = 0;
  private chips = 0;
  /** Nobody acts: what is not a player's to decide goes on. */
  idle = false;
  /** Everybody gives up what costs anything: hands are short. */
  hasty = false;
  /** The first thing that went wrong. */
  failure: Violation | undefined;
  /** Hears of the number of each hand when the first node has come to it. */
  onHand: (hand: number) => void = () => undefined;
  /** Hears of every change of a player's node. */
  onChange: (player: Player) => void = () => undefined;
  /** Hears of every block on its way. */
  onBlock: (content: BlockContent) => void = () => undefined;
  private newestHand = 0;

  private constructor(private readonly o: EveningOptions) {
    this.random = o.random;
  }

  /**
   * The table is open, everybody sits, the game has begun.
   * @param prepare is called before anybody comes
   */
  static async begin(o: EveningOptions, prepare?: (evening: Evening) => void): Promise<Evening> {
    const made = new Evening(o);
    made.world = await World.create({ ...o, onMessage: (from, bytes) => made.heard(from, bytes) });
    made.chips = o.players * made.world.config.startingStackChips;
    prepare?.(made);
    await made.sitDown();
    return made;
  }

  get players(): readonly Player[] {
    return this.world.players;
  }

  /** Those who keep to the protocol: what must hold must hold for them. */
  get honest(): readonly Player[] {
    return this.players.filter((p) => p.lies === undefined);
  }

  /** Everybody opens the table, sits down, gets ready; the first starts. */
  private async sitDown(): Promise<void> {
    const { world } = this;
    for (const p of world.players) this.open(p);
    const nodes = world.alive;
    const others = (n: GameNode) => [...n.lobby.others.values()].filter((h) => world.isPlayer(h.key));
    await this.must('all know each other', () => nodes.every((n) => others(n).length === nodes.length - 1));
    for (const [seat, n] of nodes.slice(0, this.o.players).entries()) {
      const refused = n.choose({ kind: 'seat', seat }) ?? n.choose({ kind: 'ready', ready: true });
      if (refused !== undefined) throw new Violation(`seat ${seat}: ${refused}`);
    }
    await this.must('all are ready', () => others(nodes[0]!).every((h) => h.ready === 1));
    nodes[0]!.choose({ kind: 'start' });
    await this.must('the game is on', () => nodes.every((n) => n.phase === 'playing'));
  }

  /** @throws Violation unless it comes to hold in time */
  async must(what: string, holds: () => boolean, forMs = 60_000): Promise<void> {
    if (!(await this.until(forMs, holds))) throw new Violation(`never: ${what}; ${this.describe()}`);
  }

  /** Virtual milliseconds; true if done. @throws Violation as soon as anything is wrong */
  async until(forMs: number, done: () => boolean): Promise<boolean> {
    const reached = await this.world.run(forMs, () => this.broken() || done());
    if (this.failure) throw this.failure;
    return reached;
  }

  /** A node that has given up: after a disk error its player opens the table again, otherwise it is a fault of ours. */
  private broken(): boolean {
    for (const p of this.players) {
      if (p.node?.fatal === undefined || p.lies !== undefined) continue;
      const why = String((p.node.fatal as Error).stack ?? p.node.fatal);
      if (!why.includes('the disk is full')) this.failure ??= new Violation(`player ${p.index}: ${why}`);
      else this.restart(p, 500);
    }
    return this.failure !== undefined;
  }

  open(player: Player): GameNode {
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
    return node;
  }

  /** Its process is killed, or its tab closed, and its player opens the table again. */
  restart(player: Player, afterMs: number, how: 'crash' | 'close' = 'crash'): void {
    this.world[how](player);
    this.world.time.after(afterMs, () => {
      if (!player.node) this.open(player);
    });
  }

  /** After every change of a node: what it shows, and what its player does. */
  private look(node: GameNode, player: Player): void {
    const { validator } = node;
    this.onChange(player);
    if (!validator) return;
    const { table } = validator;
    if (player.lies === undefined) this.check(validator, player);
    if (validator.replaying) {
      if (validator.pending.length > 0)
        throw new Violation(`player ${player.index} spoke before its journal was replayed`);
      return;
    }
    const hand = table.hand?.hand ?? 0;
    if (hand > this.newestHand) {
      this.newestHand = hand;
      this.onHand(hand);
    }
    const part = validator.part();
    // Whoever sat out while it was away says that it is back, as its player would.
    if (validator.pending.length === 0 && part.seats.some((s) => s.you && s.sittingOut))
      node.submit({ kind: 'sitIn', body: { comeBack: 0 } });
    const { legal } = part;
    if (this.idle || !legal || validator.pending.length > 0) return;
    const at = `${player.index}.${player.life}/${legal.hand}.${legal.decision}`;
    if (this.acting.has(at)) return;
    this.acting.add(at);
    this.world.time.after(this.o.thinkMs(), () => {
      this.acting.delete(at);
      this.act(node, player, at);
    });
  }

  private check({ table, settled }: Validator, player: Player): void {
    const chips = totalChips(table) - table.broughtChips;
    if (chips !== this.chips)
      throw new Violation(`player ${player.index}: ${chips} chips, and there were ${this.chips}`);
    const booked = table.ledger?.reduce((sum, row) => sum + row.broughtChips - row.takenChips, 0);
    if (booked !== undefined && booked !== totalChips(table))
      throw new Violation(
        `player ${player.index}: the ledger says ${booked} chips, and there are ${totalChips(table)}`,
      );
    const strange = table.validators.findIndex((v) => !this.world.isPlayer(v.key));
    if (strange >= 0) throw new Violation(`player ${player.index}: validator ${strange} belongs to nobody`);
    if (settled.height % ROOT_EVERY === 0) this.compare(player);
  }

  private act(node: GameNode, player: Player, at: string): void {
    const { validator } = node;
    const legal = player.node === node ? validator?.part().legal : undefined;
    if (this.idle || !legal || `${player.index}.${player.life}/${legal.hand}.${legal.decision}` !== at)
      return;
    const { hand, decision, raise } = legal;
    const { random } = this;
    const bet = (verb: number, amountChips = 0): void => {
      const refused = node.submit({ kind: 'bet', body: { hand, decision, verb, amountChips } });
      if (refused !== undefined && this.failure === undefined)
        this.failure = new Violation(`player ${player.index}: a legal bet is refused: ${refused}`);
    };
    if (this.hasty) bet(legal.check ? 1 : 0);
    else if (raise && random.chance(0.15)) bet(3, random.chance(0.1) ? raise.maxToChips : raise.minToChips);
    else if (legal.check) bet(1);
    else if (random.chance(0.3)) bet(0);
    else bet(2);
  }

  /** Looks at everybody again: what nobody did while all were idle. */
  wake(): void {
    this.idle = false;
    for (const p of this.players) if (p.node) this.look(p.node, p);
  }

  /** No two nodes may ever be in different states at one height. */
  compare(player: Player): void {
    const { settled: table, root } = player.node!.validator!;
    const at = `${table.epoch}:${table.height}`;
    const mine = toHex(root);
    const theirs = this.roots.get(at);
    if (theirs === undefined) this.roots.set(at, mine);
    else if (theirs !== mine) throw new Violation(`player ${player.index}: another state at ${at}`);
  }

  /** Upon every message: no player may ever say two things in one round. */
  private heard(from: number, bytes: Uint8Array): void {
    this.messages++;
    // What liars and strangers say, they say twice; and it need not be a message.
    if (this.players[from]?.lies !== undefined || from < 0) return;
    const message = decodeMessage(bytes);
    if (message.kind !== 'block') return;
    const { content } = message.body;
    this.onBlock(content);
    const place = `${content.epoch}/${content.author}/${content.round}`;
    const id = toHex(blockId(content));
    const before = this.signed.get(place);
    if (before !== undefined && before !== id)
      this.failure ??= new Violation(`player ${from} has signed two blocks at ${place}`);
    this.signed.set(place, id);
  }

  /** All come to rest at the same height with the same state. */
  async agree(): Promise<void> {
    const heights = (): number[] => this.honest.map((p) => p.node?.validator?.settled.height ?? -1);
    await this.must('all at one height', () => new Set(heights()).size === 1);
    for (const p of this.honest) {
      this.compare(p);
      this.checkBlame(p);
    }
  }

  /** Does the player vote in the epoch that is on? */
  isMember(player: number): boolean {
    const key = this.world.keyOf(player);
    return this.honest.some(({ node }) =>
      node?.validator?.table.validators.some((v) => equalBytes(v.key, key)),
    );
  }

  /** Nobody holds against an honest one what only a liar sends, and nothing that anybody sends makes our code throw. */
  private checkBlame({ index, node }: Player): void {
    const names = new Set(this.honest.map((p) => `P${p.index}`));
    for (const [peer, counts] of node!.network.penalties()) {
      if (counts.internal !== undefined)
        throw new Violation(
          `player ${index}: a message of ${peer} made it throw: ${String(node!.surprises[0])}`,
        );
      const what = heavy.find((kind) => counts[kind] !== undefined);
      if (what !== undefined && names.has(peer.split('.')[0]!))
        throw new Violation(`player ${index} counts ${what} against the honest ${peer}`);
    }
  }

  /** Of all roots and the number of messages: equal for equal seeds. */
  get hash(): string {
    const text = [...this.roots].map(([at, root]) => `${at} ${root}`).join('\n');
    return fnv(`${text}#${this.messages}`);
  }

  describe(): string {
    return this.players
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
