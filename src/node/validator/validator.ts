/**
 * One running validator: the consensus core and the table's state machine, wired to network, journal and
 * workers. The core decides what is said and in which order; this file only carries it out.
 *
 * - Upon the core proposing a block: sign it, journal it strictly (journal.ts), and only then hand it back to be sent.
 * - Upon a message: whose it is and its signature are checked (wire.ts), then the core gets it; what is refused is
 *   counted against the peer that sent it.
 * - Upon a committed slot: store it, apply it, and only then show it as final. A proof whose verdict is
 *   not there yet is waited for; a worker that cannot compute stops the tab, for a guess would fork it.
 * - After each slot: do what the table says this seat owes (duties/duties.ts).
 * - Upon a restart: what the journal decides is applied first, and until then nothing is done or said for the
 * table. Its
 *   hands are over, their keys are erased, and what was owed in them was given.
 *
 * Without a number of its own it is an observer: it follows, verifies and applies the same, and says nothing but
 * what it lacks, to one member more than may fail (links.ts).
 */

import type { BlockRef } from '../../codec/block.ts';
import type { TwoBlocks } from '../../codec/evidence.ts';
import type { Member } from '../../codec/genesis.ts';
import { encodeMessage } from '../../codec/wire.ts';
import { lastOwnBlock } from '../../consensus/adjourn.ts';
import { type Status, status } from '../../consensus/status.ts';
import type { CommittedSlot, VerifiedBlock } from '../../consensus/types.ts';
import type { PeerId } from '../../net/network.ts';
import type { Card } from '../../poker/cards.ts';
import type { OwnCards } from '../../table/deck/ownCards.ts';
import { askingDeadlines } from '../../table/house/consent.ts';
import { deadlinePacing } from '../../table/state/deadline.ts';
import { stateRoot } from '../../table/state/root.ts';
import { rulesOf } from '../../table/state/rulesOf.ts';
import type { TableState } from '../../table/state/state.ts';
import type { TablePart } from '../../table/view/shapes.ts';
import { tableView } from '../../table/view/view.ts';
import { Accuser } from '../duties/accuser.ts';
import type { Unnumbered } from '../duties/deckWork.ts';
import { Duties } from '../duties/duties.ts';
import { EarlyProofs } from '../execution/earlyProofs.ts';
import { Executor } from '../execution/execute.ts';
import { VerdictCache } from '../execution/verdicts.ts';
import type { NodeRefusal } from '../refusal.ts';
import { highestNonceIn, readRecord } from './blockRecords.ts';
import { Contradictions } from './contradictions.ts';
import { type CoreHands, CoreLoop } from './coreLoop.ts';
import { Journal } from './journal.ts';
import { Links } from './links.ts';
import type { ValidatorOptions } from './options.ts';
import { Pending, type PendingTransaction } from './pending.ts';
import { shunning } from './shunning.ts';
import { statusAfter, type ValidatorStatus } from './status.ts';
import { tellClock } from './tellClock.ts';
import { Waking } from './waking.ts';
import { type ConsensusMessage, Wire } from './wire.ts';

export class Validator {
  private readonly loop: CoreLoop;
  private readonly journal: Journal;
  private readonly links: Links;
  private readonly wire: Wire;
  private readonly own: Pending;
  private readonly duties: Duties;
  private readonly verdicts: VerdictCache;
  private readonly early: EarlyProofs;
  private readonly executor: Executor;
  private readonly accuser: Accuser | undefined;
  private readonly slots: CommittedSlot[] = [];
  private readonly tookMsByProof = new Map<string, number>();
  private applying = false;
  private now: ValidatorStatus = 'running';
  /** The last height that the journal decides. */
  private readonly journalEnd: number;
  private readonly waking = new Waking();
  private readonly contradictions: Contradictions;
  private rooted: { readonly table: TableState; readonly root: Uint8Array } | undefined;

  table: TableState;
  /** The state after the last whole slot; `table` may be in the middle of the next, waiting for a verdict. */
  settled: TableState;
  /** Who contradicted itself, and the round in which that was seen first. */
  readonly equivocations: { author: number; round: number }[] = [];

  private constructor(
    private readonly o: ValidatorOptions,
    verdictsBefore: ReadonlyMap<string, string>,
    blocks: readonly VerifiedBlock[],
    /** Numbers of hands that this device has in its history. */
    handsKept: ReadonlySet<number>,
  ) {
    const { index, seat, start, storage, worker, scheduler, clock, onChange, onFatal } = o;
    this.table = start;
    this.settled = start;
    this.verdicts = new VerdictCache(worker, verdictsBefore, (digest, reason) => {
      storage.saveVerdict(digest, reason).catch(onFatal);
    });
    this.own = new Pending({
      nowMs: () => scheduler.nowMs(),
      table: () => this.table,
      feed: (input) => this.loop.feed(input),
    });
    this.executor = new Executor((statement, digest) => this.verdicts.of(statement, digest), o, {
      moved: (table) => {
        this.table = table;
      },
      took: ({ id, tookMs }) => this.tookMsByProof.set(id, tookMs),
      executed: (_before, author, { nonce }) => {
        if (author === index) this.own.done(nonce);
      },
    });
    this.early = new EarlyProofs(this.verdicts, () => this.table, onFatal);
    this.duties = new Duties({
      ...{ index, seat, worker, storage, handsKept, wallClockMs: o.wallClockMs, onChange, onFatal },
      verdicts: this.verdicts,
      table: () => this.table,
      isStopped: () => this.now === 'stopped',
      submit: (tx) => this.send(tx),
    });
    if (index !== undefined) {
      this.accuser = new Accuser({
        self: index,
        ...{ scheduler, onFatal },
        table: () => this.table,
        facts: (tx) => this.executor.factsOf(this.table, index, tx),
        submit: (tx) => this.send(tx),
      });
    }
    const { secretKey, ed25519 } = o;
    this.journal = new Journal({ start, secretKey, ed25519, storage });
    for (const block of blocks) {
      if (block.content.author === index) this.own.usedUp(highestNonceIn(block));
    }
    const config = {
      tableId: o.instance,
      epoch: start.epoch,
      validators: o.members.length,
      self: index ?? null,
      startTimeMs: start.timeMs,
      rules: rulesOf(start.config),
    };
    this.contradictions = new Contradictions({
      ...{ instance: o.instance, epoch: start.epoch, members: o.members, self: index, ed25519 },
      shun: (validator) => this.loop.feed({ kind: 'shun', validator }),
      proven: (author, proof) => this.proven(author, proof),
    });
    const hands = this.hands();
    this.loop = new CoreLoop({ config, clock, scheduler, onFatal, hands, status: () => this.now }, blocks);
    this.links = new Links({
      ...{ count: o.members.length, index, peerOf: o.peerOf, feed: this.loop.feed },
      links: () => o.network.links(),
    });
    const { loop, early } = this;
    this.wire = new Wire({
      ...{ validator: o, loop },
      onBlock: (author, transactions) => early.arrived(author, transactions),
      onContradiction: (proof) => this.contradictions.received(proof),
    });
    this.journalEnd = start.height + loop.decided;
    loop.resume();
  }

  /** A validator that goes on from what its journal holds; from the genesis where that is nothing. */
  static async open(o: ValidatorOptions): Promise<Validator> {
    const { storage } = o;
    const [verdicts, records, hands] = await Promise.all([
      storage.loadVerdicts(),
      storage.loadBlocks(),
      storage.loadHands(),
    ]);
    const blocks = records.filter((r) => r.epoch === o.start.epoch).map(readRecord);
    return new Validator(o, verdicts, blocks, new Set(hands.map((h) => h.hand)));
  }

  /** Hash tree root of the state after the last whole slot, 32 bytes. */
  get root(): Uint8Array {
    const { settled: table } = this;
    if (this.rooted?.table !== table) this.rooted = { table, root: stateRoot(table) };
    return this.rooted.root;
  }

  get epoch(): number {
    return this.o.start.epoch;
  }

  get members(): readonly Member[] {
    return this.o.members;
  }

  /** Number in the epoch; undefined for one that follows without a vote. */
  get index(): number | undefined {
    return this.o.index;
  }

  /** It follows without a vote. */
  get observes(): boolean {
    return this.o.index === undefined;
  }

  /** Own transactions that are not final yet. */
  get pending(): readonly PendingTransaction[] {
    return this.own.all;
  }

  get ownCards(): OwnCards | undefined {
    return this.duties.ownCards;
  }

  /**
   * Begins to take part: at once, or as soon as the journal is replayed.
   * @param pending own transactions of the epoch before that were not output in it; they keep their nonces
   */
  start(pending: readonly PendingTransaction[] = []): void {
    this.waking.start(pending);
    this.links.review();
    this.afterSlot();
  }

  /** The table is not yet where this device left it. */
  get replaying(): boolean {
    return !this.isOver && this.settled.height < this.journalEnd;
  }

  /** Once: what waited for the journal to be replayed. */
  private wake(): void {
    if (this.isOver || this.replaying) return;
    const waited = this.waking.wake();
    if (waited === undefined) return;
    const { index } = this.o;
    if (index !== undefined) for (const p of waited.carried) this.own.carry(index, p);
    for (const { author, proof } of waited.unseen) this.accuser?.saw(author, proof);
    this.o.onAwake();
  }

  stop(): void {
    this.now = statusAfter(this.now, 'stopped');
    this.loop.stopTimer();
    this.accuser?.stop();
  }

  /** Proposes nothing more: the epoch is to be adjourned. */
  halt(): void {
    this.loop.feed({ kind: 'stop' });
  }

  /** The last own block of an epoch that is to be adjourned; undefined while it is not known. */
  lastOwnBlock(): BlockRef | 'none' | undefined {
    return lastOwnBlock(this.loop.core);
  }

  /** Ends the epoch with these last blocks of everybody but one, as soon as they are held. */
  close(tips: readonly BlockRef[]): void {
    this.loop.feed({ kind: 'close', tips });
  }

  /** From here on this validator only answers: peers may still lack blocks of the epoch. */
  private end(): void {
    if (this.now === 'stopped') return;
    this.now = statusAfter(this.now, 'ended');
    this.loop.stopTimer();
    this.accuser?.stop();
    this.slots.length = 0;
    this.early.clear();
    this.o.onEpochEnd(this.table);
  }

  /** Asks a member for what this validator lacks of the epoch. */
  catchUp(from: PeerId): void {
    const validator = this.o.validatorOf(from);
    if (validator !== undefined) this.links.catchUp(validator);
  }

  /** A link of this validator opened or closed, or its round trip was measured again. */
  linkChanged(validator: number): void {
    this.links.changed(validator);
  }

  /** Milliseconds from submitting to being final, of this tab's own actions, the newest last. */
  actionLatenciesMs(): readonly number[] {
    return this.own.latenciesMs;
  }

  /** Submits what the player does. The reason is the table's own, from the same function that judges it at apply. */
  submit(transaction: Unnumbered): NodeRefusal | undefined {
    return this.own.isFull ? 'busy' : this.send(transaction);
  }

  private send(transaction: Unnumbered): NodeRefusal | undefined {
    const { index } = this.o;
    if (index === undefined) return 'watching';
    if (!this.awake) return 'catching-up';
    const refused = this.own.submit(index, transaction);
    if (refused === undefined) this.o.onChange();
    return refused;
  }

  /** Own cards of the finished hand that may be shown by choice. */
  showable(): readonly Card[] {
    return this.duties.showable();
  }

  /** Shows own cards of a finished hand: these, or all that are still closed. */
  showCards(cards?: readonly Card[]): NodeRefusal | undefined {
    return this.awake ? this.duties.showCards(cards) : 'catching-up';
  }

  /** A consensus message from a peer. Rejects with what it makes our code throw. */
  receive(from: PeerId, message: ConsensusMessage): Promise<void> {
    return this.wire.receive(from, message);
  }

  private hands(): CoreHands {
    const { o } = this;
    return {
      propose: (content, id) => {
        const stored = this.journal.sign(content, id);
        void stored.then((block) => this.loop.feed({ kind: 'proposed', block })).catch(o.onFatal);
      },
      publish: (block) => this.wire.publish(block),
      send: (to, message) => this.wire.send(to, message),
      accepted: (block) => {
        this.journal.accepted(block);
        void this.contradictions.inBlock(block.content.transactions).catch(o.onFatal);
      },
      output: (slot) => {
        this.slots.push(slot);
        void this.applySlots().catch(o.onFatal);
      },
      closed: (liars) => this.closed(liars),
      rejected: (from) => this.wire.rejected(from),
      equivocation: (pair) => {
        const { author, round, a, b, first } = pair;
        if (!first) return;
        this.equivocations.push({ author, round });
        this.contradictions.saw(author, a, b);
      },
    };
  }

  /** One more member is known to have lied: all are told at once, and the table in its turn. */
  private proven(author: number, proof: TwoBlocks): void {
    if (this.waking.isStarted) this.o.publish(encodeMessage({ kind: 'contradiction', body: proof }));
    if (this.awake) this.accuser?.saw(author, proof);
    else this.waking.unseen(author, proof);
  }

  private closed(liars: readonly number[]): void {
    if (liars.length > 0) {
      const names = liars.map((v) => this.table.validators[v]?.nickname).join(', ');
      this.o.onFatal(new Error(`signed on after it had stopped: ${names}`));
      return;
    }
    if (this.now === 'running') this.now = statusAfter(this.now, 'closing');
    void this.applySlots().catch(this.o.onFatal);
  }

  private get awake(): boolean {
    return this.waking.isAwake;
  }

  private get isOver(): boolean {
    return this.now === 'ended' || this.now === 'stopped';
  }

  private async applySlots(): Promise<void> {
    if (this.applying) return;
    this.applying = true;
    try {
      while (this.slots.length > 0 && this.now !== 'stopped') {
        const slots = this.slots.splice(0);
        await this.journal.storeSlots(slots);
        for (const slot of slots) {
          if (this.isOver) break;
          await this.applySlot(slot);
        }
      }
      if (this.now === 'closing') {
        await this.duties.adjourned();
        this.end();
      }
    } finally {
      this.applying = false;
    }
  }

  private async applySlot(slot: CommittedSlot): Promise<void> {
    const { round, timeMs } = slot;
    const height = this.o.start.height + slot.height;
    const before = this.table;
    const contents = slot.blocks.map(({ block }) => block.content);
    await this.executor.slot(before, { height, round, timeMs, contents });
    this.settled = this.table;
    await this.duties.closeHand(before);
    if (this.table.epochEnds) return this.end();
    const { loop, o } = this;
    const members = this.observes ? undefined : o.members.length;
    tellClock(loop.core, o.clock, members, (byMs) => loop.feed({ kind: 'jumped', byMs }));
    this.afterSlot();
  }

  private afterSlot(): void {
    this.wake();
    if (!this.awake) {
      this.o.onChange();
      return;
    }
    const { hand } = this.table;
    // While cards are played, making the next deck is in no hurry; once they are not, everybody waits for it.
    this.o.worker.foreground(hand?.phase === 'play' ? hand.hand : Number.POSITIVE_INFINITY);
    this.early.moved();
    for (const input of shunning(this.table, this.loop.core, this.o.index)) this.loop.feed(input);
    this.loop.feed({ kind: 'deadline', ...deadlinePacing(this.table, askingDeadlines(this.table)) });
    void this.duties.look().catch(this.o.onFatal);
    this.o.onChange();
  }

  /** The table's part of what a screen shows. */
  part(): TablePart {
    return tableView(this.table, {
      seat: this.o.seat,
      ownCards: this.ownCards,
      busy: this.duties.busy,
      tookMs: (proofId) => this.tookMsByProof.get(proofId),
    });
  }

  status(): Status {
    return status(this.loop.core);
  }
}
