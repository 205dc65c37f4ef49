/**
 * One simulated validator: the consensus core with the smallest shell that keeps its contract. It checks
 * signatures, journals own blocks before they are sent, and loses at a crash whatever was not durable.
 */
import type { BlockContent } from '../src/codec/block.ts';
import { observedTime, reachedByOthers } from '../src/consensus/clock.ts';
import { type ConsensusState, createConsensus, restoreConsensus, step } from '../src/consensus/step.ts';
import {
  asDurable,
  type ConsensusConfig,
  type ConsensusEffect,
  type ConsensusInput,
  type PeerMessage,
  type VerifiedBlock,
} from '../src/consensus/types.ts';
import { netLimits } from '../src/net/limits.ts';
import type { Misbehaviour } from '../src/net/network.ts';
import { PenaltyBook } from '../src/net/penalties.ts';
import { createTableClock, type TableClock } from '../src/node/clock.ts';
import type { ValidatorHooks } from './hooks.ts';
import { isSignedByAuthor, signedBy } from './keys.ts';
import type { SimNetwork } from './network.ts';
import type { Random } from './random.ts';
import type { VirtualTime } from './time.ts';

export type SimMessage =
  | { readonly kind: 'block'; readonly block: VerifiedBlock }
  /** Two blocks of one author for one round. */
  | { readonly kind: 'proof'; readonly a: VerifiedBlock; readonly b: VerifiedBlock }
  | PeerMessage;

/** What a message costs a slow validator. */
const slowMs = 25;
/** Messages of one peer that may wait; the network layer takes no more of a peer that floods. */
const inboxPerPeer = 256;

/** Omits a key from each member of a union. */
type Input = ConsensusInput extends infer T ? (T extends unknown ? Omit<T, 'nowMs'> : never) : never;

/** What survives a crash. */
export interface Disk {
  /** Durable blocks in the order they were written. */
  readonly blocks: VerifiedBlock[];
}

export interface ValidatorOptions {
  readonly index: number;
  readonly config: ConsensusConfig;
  readonly time: VirtualTime;
  readonly network: SimNetwork<SimMessage>;
  readonly random: Random;
  /** How far the table clock is off at the start, milliseconds, and how fast it runs. */
  readonly skewMs: number;
  readonly clockRate: number;
  /** What its computer's monotonic clock starts from, milliseconds: nobody may notice. */
  readonly uptimeMs: number;
  /** A liar does not follow the others' time. */
  readonly slews: boolean;
  /** Time of a strict write, milliseconds. */
  journalMs(): number;
  readonly hooks: ValidatorHooks;
}

export class SimValidator {
  readonly index: number;
  state: ConsensusState;
  alive = false;
  hasStarted = false;
  private readonly o: ValidatorOptions;
  private clock: TableClock;
  private durable: VerifiedBlock[] = [];
  private notDurable: VerifiedBlock[] = [];
  private cancelTimer: () => void = () => undefined;
  private life = 0;
  private asleepUntilMs = 0;
  private slowUntilMs = 0;
  private busyUntilMs = 0;
  private readonly inbox = new Map<number, number>();
  private readonly stoodStill: { readonly fromMs: number; readonly ms: number }[] = [];
  private readonly proven = new Set<number>();
  private readonly penalties = new PenaltyBook(netLimits);
  private readonly inputs: Input[] = [];
  private feeding = false;

  constructor(options: ValidatorOptions) {
    this.o = options;
    this.index = options.index;
    this.clock = this.newClock(options.config.startTimeMs + options.skewMs);
    this.state = createConsensus(options.config);
  }

  start(): void {
    this.alive = true;
    this.hasStarted = true;
    this.o.network.attach(this.index, {
      receive: (from, message) => this.inTurn(from, () => this.awake(() => this.receive(from, message))),
      linkChanged: (peer, up) => {
        if (this.isMember(peer)) this.awake(() => this.feedLink(peer, up));
      },
    });
  }

  nowMs(): number {
    return this.clock.nowMs();
  }

  /** Since when it has dealt with everything that came; virtual milliseconds. */
  get caughtUpMs(): number {
    return this.busyUntilMs;
  }

  submit(transaction: Uint8Array): void {
    this.awake(() => this.feed({ kind: 'submit', transaction }));
  }

  /** Its table has settled a height that blocks tell of. */
  settled(height: number, root: Uint8Array): void {
    this.feed({ kind: 'settled', height, root });
  }

  deadline(unstamped: boolean, dueAtMs: number | null): void {
    this.feed({ kind: 'deadline', unstamped, dueAtMs });
  }

  /** For `ms` nothing that comes in is looked at; it all comes at the end, as when a laptop wakes up. */
  sleep(ms: number): void {
    this.asleepUntilMs = Math.max(this.asleepUntilMs, this.o.time.nowMs() + ms);
  }

  /** The same, and the computer's monotonic clock stands still meanwhile; its wall clock does not. */
  sleepWithClock(ms: number): void {
    this.sleep(ms);
    this.stoodStill.push({ fromMs: this.o.time.nowMs(), ms });
  }

  /** For `ms` every message takes it a while, one after the other: it falls behind, and catches up after that. */
  slowDown(ms: number): void {
    this.slowUntilMs = this.o.time.nowMs() + ms;
  }

  crash(): void {
    if (!this.alive) return;
    this.alive = false;
    this.life++;
    this.inbox.clear();
    this.cancelTimer();
    this.notDurable = [];
    this.o.network.detach(this.index);
  }

  /** Comes back with the newest `keep` share of its journal: 1 all of it, 0 nothing. */
  restart(keep: number): void {
    this.durable.length = Math.floor(this.durable.length * keep);
    this.alive = true;
    this.proven.clear();
    this.o.hooks.restarted();
    this.clock = this.newClock(this.clock.nowMs(), true);
    const { state, effects } = restoreConsensus(this.o.config, this.durable, this.clock.nowMs());
    this.state = state;
    for (const e of effects) this.perform(e);
    this.start();
  }

  /** Names no block of these while it can do without, as if they had been found out. */
  refuse(others: readonly number[]): void {
    for (const validator of others) this.feed({ kind: 'shun', validator });
  }

  /** Makes the core believe in a link that carries nothing, as when a peer vanishes without a word. */
  pretendLinked(peer: number): void {
    this.feed({ kind: 'link', validator: peer, up: true });
  }

  messagesSent(): number {
    return this.o.network.sent();
  }

  disk(): Disk {
    return { blocks: this.durable };
  }

  private newClock(startMs: number, asleep = false): TableClock {
    const { time, clockRate, uptimeMs } = this.o;
    const nowMs = (): number => {
      const now = time.nowMs();
      const lostMs = this.stoodStill.reduce((sum, s) => sum + Math.max(0, Math.min(s.ms, now - s.fromMs)), 0);
      return uptimeMs + (now - lostMs) * clockRate;
    };
    return createTableClock({ nowMs, after: time.after }, startMs, asleep, () => time.nowMs());
  }

  /** Runs now, or when what came before has been dealt with; what is too much of one peer is lost. */
  private inTurn(from: number, what: () => void): void {
    const { time } = this.o;
    const now = time.nowMs();
    if (now >= this.slowUntilMs && now >= this.busyUntilMs) {
      what();
      return;
    }
    const waiting = this.inbox.get(from) ?? 0;
    if (waiting >= inboxPerPeer) return;
    this.inbox.set(from, waiting + 1);
    this.busyUntilMs = Math.max(now, this.busyUntilMs) + (now < this.slowUntilMs ? slowMs : slowMs / 10);
    const life = this.life;
    time.after(this.busyUntilMs - now, () => {
      if (this.life !== life) return;
      this.inbox.set(from, this.inbox.get(from)! - 1);
      what();
    });
  }

  /** Runs now, or when the validator wakes up; never in a later life. */
  private awake(what: () => void): void {
    const delayMs = this.asleepUntilMs - this.o.time.nowMs();
    const life = this.life;
    if (delayMs <= 0) what();
    else {
      this.o.time.after(delayMs, () => {
        if (this.life === life) what();
      });
    }
  }

  private isMember(peer: number): boolean {
    return peer < this.o.config.validators;
  }

  /** What only members may ask is dropped; whoever watches is answered outside the core (node/watching). */
  private receive(from: number, message: SimMessage): void {
    if (message.kind === 'block') this.receiveBlock(from, message.block);
    else if (message.kind === 'proof') this.receiveProof(from, message);
    else if (message.kind === 'blocks') for (const block of message.blocks) this.receiveBlock(from, block);
    else if (!this.isMember(from)) return;
    else if (message.kind === 'frontier') this.feed({ ...message, from });
    else this.feed({ kind: 'ask', from, wanted: message.wanted });
  }

  /** As node/validator/contradictions.ts does: each author is told of once. */
  private receiveProof(from: number, { a, b }: SimMessage & { kind: 'proof' }): void {
    const { author, round } = a.content;
    const holds = [a, b].every(
      (x) => isSignedByAuthor(x) && x.content.author === author && x.content.round === round,
    );
    if (holds && a.key !== b.key) this.prove(author, a, b);
    else this.charge(from, 'bad-signature');
  }

  private prove(author: number, a: VerifiedBlock, b: VerifiedBlock): void {
    if (author === this.index || this.proven.has(author)) return;
    this.proven.add(author);
    for (const block of [a, b]) this.o.hooks.seen(block);
    for (let to = 0; to < this.o.config.validators; to++) this.send(to, { kind: 'proof', a, b });
    this.feed({ kind: 'shun', validator: author });
    this.o.hooks.equivocation(author, a.content.round, a.key, b.key);
  }

  private charge(peer: number, what: Misbehaviour): void {
    const banned = this.penalties.record(String(peer), what, this.o.time.nowMs());
    this.o.hooks.charged(peer, what, banned);
  }

  private receiveBlock(from: number, block: VerifiedBlock): void {
    const { content } = block;
    if (!this.isMember(content.author)) {
      this.charge(from, 'bad-structure');
      return;
    }
    if (!isSignedByAuthor(block)) {
      this.charge(from, 'bad-signature');
      return;
    }
    // The shell's own look: of another epoch or table it is dropped before the core sees it.
    if (content.epoch !== this.o.config.epoch || content.tableId[0] !== this.o.config.tableId[0]) return;
    this.o.hooks.seen(block);
    this.feed({ kind: 'block', block, from: this.isMember(from) ? from : undefined });
  }

  private feedLink(peer: number, up: boolean): void {
    this.feed({ kind: 'link', validator: peer, up });
    const { latencyMs } = this.o.network.conditions;
    if (up)
      this.feed({
        kind: 'rtt',
        validator: peer,
        rttMs: latencyMs(this.index, peer) + latencyMs(peer, this.index),
      });
  }

  private feed(input: Input): void {
    this.inputs.push(input);
    if (this.feeding) return;
    this.feeding = true;
    // An effect may lead to another input at once: it waits until all effects of the step before are performed.
    for (let next = this.inputs.shift(); next !== undefined; next = this.inputs.shift()) {
      if (this.alive) this.feedOne(next);
    }
    this.feeding = false;
  }

  private feedOne(input: Input): void {
    if (this.o.slews) {
      const reached = reachedByOthers(this.state, this.clock.nowMs());
      if (reached !== undefined) this.adjusted(this.clock.catchUp(reached, this.o.config.validators));
      const observed = observedTime(this.state, this.clock.nowMs());
      if (observed !== undefined) {
        this.o.hooks.observed(observed);
        this.adjusted(this.clock.observe(observed));
      }
    }
    for (const e of step(this.state, { ...input, nowMs: this.clock.nowMs() } as ConsensusInput))
      this.perform(e);
  }

  private adjusted(byMs: number): void {
    if (byMs === 0) return;
    for (const e of step(this.state, { kind: 'adjusted', byMs, nowMs: this.state.nowMs })) this.perform(e);
  }

  private perform(effect: ConsensusEffect): void {
    const { hooks, time } = this.o;
    switch (effect.kind) {
      case 'propose':
        this.journal(effect.content, effect.id);
        return;
      case 'accepted':
        if (effect.block.content.author !== this.index) this.notDurable.push(effect.block);
        return;
      case 'broadcast':
        if (hooks.spread !== undefined) hooks.spread(effect.block);
        else
          for (let to = 0; to < this.o.config.validators; to++)
            this.send(to, { kind: 'block', block: effect.block });
        return;
      case 'send':
        this.send(effect.to, effect.message);
        return;
      case 'timer': {
        this.cancelTimer();
        if (effect.atMs === null) return;
        const delayMs = Math.max(0, effect.atMs - this.clock.nowMs()) + 0.001;
        this.cancelTimer = time.after(delayMs, () => this.awake(() => this.feed({ kind: 'tick' })));
        return;
      }
      case 'output':
        hooks.output(effect.slot);
        return;
      case 'equivocation':
        if (effect.first) this.prove(effect.author, effect.a, effect.b);
        return;
      case 'differs':
      case 'other-rules':
        this.o.hooks.stateDiffers(effect);
        return;
      case 'reject':
        if (effect.chargeable && effect.from !== undefined) this.charge(effect.from, 'bad-structure');
        return;
    }
  }

  private send(to: number, message: SimMessage): void {
    if (to === this.index) return;
    if (this.o.hooks.relay !== undefined) this.o.hooks.relay(to, message);
    else this.o.network.send(this.index, to, message);
  }

  /** The strict transaction: own block and whatever it stands on; only then may it leave. */
  private journal(content: BlockContent, id: Uint8Array): void {
    const { time, hooks } = this.o;
    const block = signedBy(this.index, content, id);
    const life = this.life;
    const done = (): void => {
      if (this.life !== life) return;
      this.durable.push(...this.notDurable, block);
      this.notDurable = [];
      const publish = (): void => {
        if (this.life !== life) return;
        hooks.seen(block);
        hooks.signed(block);
        this.feed({ kind: 'proposed', block: asDurable(block) });
      };
      time.after(this.o.journalMs() * 0.1, publish);
    };
    time.after(this.o.journalMs(), done);
  }
}
