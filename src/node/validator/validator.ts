/**
 * One running validator: the consensus core and the table's state machine, wired to network, journal and
 * workers. The core decides what is said and in which order; this file only carries it out.
 *
 * - Upon the core proposing a block: sign it, journal it strictly, and only then hand it back to be sent.
 * - Upon a message: decode it once, check signatures, hand it to the core; what is refused is counted
 *   against the peer that sent it.
 * - Upon a committed slot: store it, apply it, and only then show it as final. A proof whose verdict is
 *   not there yet is waited for; a worker that cannot compute stops the tab, for a guess would fork it.
 * - After each slot: do what the table says this seat owes.
 * - Upon a restart: what the journal decides is applied first, and until then nothing is done or said for the table. Its
 *   hands are over, their keys are erased, and what is owed in them was given.
 *
 * Without a number of its own it is an observer: it follows, verifies and applies the same, and says nothing but
 * what it lacks, to one member more than may fail.
 */
import {
  type BlockContent,
  type BlockRef,
  blockId,
  blockSigningBytes,
  type SignedBlock,
} from '../../codec/block.ts';
import { toHex } from '../../codec/decode.ts';
import type { Member } from '../../codec/genesis.ts';
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { encodeMessage, type Message, type MessageOf } from '../../codec/wire.ts';
import { isHeld } from '../../consensus/accept.ts';
import { lastOwnBlock } from '../../consensus/adjourn.ts';
import { observedTime } from '../../consensus/clock.ts';
import { faultsTolerated } from '../../consensus/quorum.ts';
import { answerObserver } from '../../consensus/repair.ts';
import { type Status, status } from '../../consensus/status.ts';
import { type ConsensusState, createConsensus, restoreConsensus, step } from '../../consensus/step.ts';
import {
  asDurable,
  asVerified,
  type CommittedSlot,
  type ConsensusEffect,
  type ConsensusInput,
  type PeerMessage,
  type VerifiedBlock,
} from '../../consensus/types.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { DeckContext } from '../../mentalpoker/context.ts';
import type { Network, PeerId } from '../../net/network.ts';
import type { Card } from '../../poker/cards.ts';
import type { BlockRecord, GameStorage } from '../../storage/storage.ts';
import { judge } from '../../table/apply/judge.ts';
import { type Duty, duties, escrowDuties } from '../../table/deck/duties.ts';
import { downPositions } from '../../table/deck/owed.ts';
import type { OwnCards } from '../../table/deck/ownCards.ts';
import { isAfterHand } from '../../table/hand/rabbit.ts';
import { deadlinePacing } from '../../table/state/deadline.ts';
import { nextNonce } from '../../table/state/nonces.ts';
import { stateRoot } from '../../table/state/root.ts';
import type { TableState } from '../../table/state/state.ts';
import { handSummary } from '../../table/view/summary.ts';
import { type TablePart, tableView } from '../../table/view/view.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type { Scheduler, TableClock } from '../clock.ts';
import { Accuser } from '../duties/accuser.ts';
import { DeckWork, MissingKeyError, type Unnumbered } from '../duties/deckWork.ts';
import { Showing } from '../duties/showing.ts';
import { EarlyProofs } from '../execution/earlyProofs.ts';
import { Executor } from '../execution/execute.ts';
import { slotRecordOf } from '../execution/slotRecord.ts';
import { VerdictCache } from '../execution/verdicts.ts';
import type { Audience } from '../watching/audience.ts';
import { highestNonceIn, readRecord, recordOf, signedOf } from './blockRecords.ts';

export interface ValidatorOptions {
  /** The members of the epoch, in the order of their numbers. */
  readonly members: readonly Member[];
  /** The state with which the epoch begins. */
  readonly start: TableState;
  /** Hash tree root of the genesis body: what every block and proof of this table is bound to. */
  readonly instance: Uint8Array;
  /** Number in the validator set, undefined for an observer; and seat, undefined for a witness and an observer. */
  readonly index: number | undefined;
  readonly seat: number | undefined;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly ed25519: Ed25519;
  readonly network: Network;
  /** Which validator speaks on a link, if it is known. */
  readonly validatorOf: (peer: PeerId) => number | undefined;
  readonly peerOf: (validator: number) => PeerId | undefined;
  /** To all members and to those who watch. */
  readonly publish: (bytes: Uint8Array) => void;
  /** Who watches through this member. */
  readonly audience: Audience;
  readonly storage: GameStorage;
  readonly worker: DeckWorker;
  readonly scheduler: Scheduler;
  readonly clock: TableClock;
  /** Wall clock, for the history's display only. */
  readonly wallClockMs: () => number;
  readonly onChange: () => void;
  /** The journal is replayed, the table is where this device left it: from now on there is something to say. */
  readonly onAwake: () => void;
  /** The epoch is over; with the state in which it ended. Called once, before anything else is shown. */
  readonly onEpochEnd: (last: TableState) => void;
  /** A peer speaks in an epoch that is not this one. */
  readonly onOtherEpoch: (from: PeerId, epoch: number) => void;
  /** The tab cannot go on: storage or workers failed. */
  readonly onFatal: (error: unknown) => void;
}

/** An own transaction on its way to being final. */
export interface PendingTransaction {
  readonly nonce: number;
  readonly transaction: Transaction;
  readonly submittedMs: number;
}

export class Validator {
  private readonly core: ConsensusState;
  private readonly verdicts: VerdictCache;
  private readonly deckWork: DeckWork;
  private readonly showing: Showing;
  private readonly accuser: Accuser | undefined;
  private readonly slots: CommittedSlot[] = [];
  private readonly tookMsByProof = new Map<string, number>();
  private readonly latencies: number[] = [];
  /** Blocks in the DAG that are not on disk yet; they go there with the next own block or slot. */
  private readonly unstored = new Map<string, BlockRecord>();
  private readonly early: EarlyProofs;
  private readonly inputs: Untimed[] = [];
  private stepping = false;
  /** What the core was last told about each link. */
  private readonly linksTold = new Map<
    number,
    { up: boolean; peer: PeerId | undefined; rttMs: number | undefined }
  >();
  private applying = false;
  /** The last own block's signature on its way. */
  private signing: Promise<unknown> = Promise.resolve();
  private ended = false;
  /** Adjourned: nothing more is decided in this epoch. */
  private closed = false;
  private stopped = false;
  private cancelTimer: () => void = () => undefined;
  private nonce = -1;
  private working = 0;
  private doing: 'proving-shuffle' | 'verifying' | undefined;
  private readonly executor: Executor;
  /** The last height that the journal decides. */
  private readonly journalEnd: number;
  private started = false;
  private awake = false;
  /** From the epoch before, until we are awake. */
  private carried: readonly PendingTransaction[] = [];
  /** Pairs of blocks that the accuser has not seen yet, because we were not awake. */
  private unseen: Extract<ConsensusEffect, { kind: 'equivocation' }>[] = [];

  table: TableState;
  ownCards: OwnCards | undefined;
  pending: readonly PendingTransaction[] = [];
  private rooted: { readonly table: TableState; readonly root: Uint8Array } | undefined;
  /** The state after the last whole slot; `table` may be in the middle of the next, waiting for a verdict. */
  settled: TableState;
  /** Pairs of blocks by which a validator contradicted itself. */
  readonly equivocations: { author: number; round: number }[] = [];

  private constructor(
    private readonly o: ValidatorOptions,
    verdictsBefore: ReadonlyMap<string, string>,
    blocks: readonly VerifiedBlock[],
    /** Numbers of hands that this device has in its history. */
    private readonly handsKept: ReadonlySet<number>,
  ) {
    this.table = o.start;
    this.settled = o.start;
    this.verdicts = new VerdictCache(o.worker, verdictsBefore, (digest, reason) => {
      o.storage.saveVerdict(digest, reason).catch(o.onFatal);
    });
    this.executor = new Executor((statement, digest) => this.verdicts.of(statement, digest), o, {
      moved: (table) => {
        this.table = table;
      },
      took: ({ id, tookMs }) => this.tookMsByProof.set(id, tookMs),
      executed: (author, { nonce }) => {
        if (author === o.index) this.done(nonce);
      },
    });
    this.early = new EarlyProofs(this.verdicts, () => this.table, o.onFatal);
    this.deckWork = new DeckWork(o.seat, o.worker, o.storage);
    this.showing = new Showing(o.seat);
    const { index } = o;
    if (index !== undefined) {
      this.accuser = new Accuser({
        self: index,
        scheduler: o.scheduler,
        table: () => this.table,
        facts: (tx) => this.executor.factsOf(this.table, index, tx),
        submit: (tx) => this.submit(tx),
        onFatal: o.onFatal,
      });
    }
    const config = {
      tableId: o.instance,
      epoch: o.start.epoch,
      validators: o.members.length,
      self: index ?? null,
      startTimeMs: o.start.timeMs,
    };
    if (blocks.length === 0) {
      this.core = createConsensus(config);
      this.journalEnd = o.start.height;
      return;
    }
    for (const block of blocks) {
      if (block.content.author === index) this.nonce = Math.max(this.nonce, highestNonceIn(block));
    }
    const restored = restoreConsensus(config, [...blocks], o.clock.nowMs());
    this.core = restored.state;
    const decided = restored.effects.filter((e) => e.kind === 'output');
    this.journalEnd = o.start.height + decided.length;
    for (const effect of restored.effects) this.carryOut(effect);
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

  /** Proposes nothing more: the epoch is to be adjourned. */
  halt(): void {
    this.feed({ kind: 'stop' });
  }

  /** The last own block of an epoch that is to be adjourned; undefined while it is not known. */
  lastOwnBlock(): BlockRef | 'none' | undefined {
    return lastOwnBlock(this.core);
  }

  /** Ends the epoch with these last blocks of everybody but one, as soon as they are held. */
  close(tips: readonly BlockRef[]): void {
    this.feed({ kind: 'close', tips });
  }

  /** Keys of a hand that is set aside are kept; what is over, or will never be played, needs none. */
  private async endAdjourned(): Promise<void> {
    const { hand, nextDeck } = this.table;
    const over = [hand?.phase === 'done' ? hand : undefined, nextDeck];
    for (const made of over) if (made) await this.forget(made.deck.context);
    if (!this.stopped) this.end();
  }

  /** From here on this validator only answers: peers may still lack blocks of the epoch. */
  private end(): void {
    this.ended = true;
    this.cancelTimer();
    this.accuser?.stop();
    this.slots.length = 0;
    this.early.clear();
    this.o.onEpochEnd(this.table);
  }

  private resubmit(p: PendingTransaction): void {
    const { index } = this.o;
    if (index === undefined || judge(this.table, index, p.transaction).refused !== undefined) return;
    this.nonce = Math.max(this.nonce, p.nonce);
    this.pending = [...this.pending, p];
    this.feed({ kind: 'submit', transaction: encodeTransaction(p.transaction) });
  }

  /** Asks a member for what this validator lacks of the epoch. */
  catchUp(from: PeerId): void {
    const validator = this.o.validatorOf(from);
    if (validator === undefined || this.linksTold.get(validator)?.up !== true) return;
    this.feed({ kind: 'link', validator, up: true });
  }

  /**
   * Begins to take part: at once, or as soon as the journal is replayed.
   * @param pending own transactions of the epoch before that were not output in it; they keep their nonces
   */
  start(pending: readonly PendingTransaction[] = []): void {
    this.started = true;
    this.carried = pending;
    for (const v of this.o.members.keys()) this.linkChanged(v);
    this.afterSlot();
  }

  /** The table is not yet where this device left it. */
  get replaying(): boolean {
    return !this.ended && this.settled.height < this.journalEnd;
  }

  /** Once: everything that waited for the journal to be replayed. */
  private wake(): void {
    if (this.awake || !this.started || this.replaying || this.stopped) return;
    this.awake = true;
    for (const p of this.carried) this.resubmit(p);
    for (const { author, a, b } of this.unseen) this.accuser?.saw(author, a, b);
    this.carried = [];
    this.unseen = [];
    this.o.onAwake();
  }

  stop(): void {
    this.stopped = true;
    this.cancelTimer();
    this.accuser?.stop();
  }

  /** Milliseconds from submitting to being final, of this tab's own actions, the newest last. */
  actionLatenciesMs(): readonly number[] {
    return this.latencies;
  }

  /** Submits an own action. The reason is the table's own, from the same function that judges it at apply. */
  submit(transaction: Unnumbered): string | undefined {
    const { index } = this.o;
    if (index === undefined) return 'watching';
    if (!this.awake) return 'catching-up';
    const nonce = Math.max(this.nonce + 1, nextNonce(this.table, index));
    const numbered = { ...transaction, nonce } as Transaction;
    const { refused } = judge(this.table, index, numbered);
    if (refused !== undefined) return refused;
    this.nonce = nonce;
    this.pending = [...this.pending, { nonce, transaction: numbered, submittedMs: this.o.scheduler.nowMs() }];
    this.feed({ kind: 'submit', transaction: encodeTransaction(numbered) });
    this.o.onChange();
    return undefined;
  }

  /** Own cards of the finished hand that may be shown by choice. */
  showable(): readonly Card[] {
    return this.showing.offered(this.table, this.ownCards).map((o) => o.card);
  }

  /** Shows own cards of a finished hand: these, or all that are still closed. */
  showCards(cards?: readonly Card[]): string | undefined {
    if (!this.awake) return 'catching-up';
    const duty = this.showing.choose(this.table, this.ownCards, cards);
    if (!duty) return 'not-now';
    void this.fulfil(duty).catch(this.o.onFatal);
    return undefined;
  }

  /** A link of this validator opened or closed, or its round trip was measured again. */
  linkChanged(validator: number): void {
    if (validator === this.o.index) return;
    const peer = this.o.peerOf(validator);
    const link = peer === undefined ? undefined : this.o.network.links().find((l) => l.peer === peer);
    const told = this.linksTold.get(validator);
    const up = link !== undefined && (!this.observes || this.isSource(validator));
    // Another link of the same validator is a new link: each side is owed the other's frontier again.
    const moved = up && told?.up === true && told.peer !== peer;
    this.linksTold.set(validator, { up, peer, rttMs: link?.rttMs ?? told?.rttMs });
    if (moved) this.feed({ kind: 'link', validator, up: false });
    if (told?.up !== up || moved) this.feed({ kind: 'link', validator, up });
    if (link?.rttMs !== undefined && link.rttMs !== told?.rttMs)
      this.feed({ kind: 'rtt', validator, rttMs: link.rttMs });
    // Where an observer has lost a source, another one takes its place.
    if (this.observes && told?.up === true && !up) for (const v of this.o.members.keys()) this.linkChanged(v);
  }

  /** Does an observer ask this member? One more than may fail is enough, and less for all to send. */
  private isSource(validator: number): boolean {
    if (this.linksTold.get(validator)?.up === true) return true;
    const asked = [...this.linksTold.values()].filter((t) => t.up).length;
    return asked <= faultsTolerated(this.o.members.length);
  }

  /** What one who watches lacks, within the caps of audience.ts; nothing of its request is noted. */
  private answerObserver(from: PeerId, { tips, missing }: MessageOf<'frontier'>['body']): void {
    const { audience, network } = this.o;
    if (this.observes || !audience.has(from) || !audience.mayAsk(from)) return;
    for (const blocks of answerObserver(this.core, { tips, missing })) {
      const bytes = encodeMessage(this.wire({ kind: 'blocks', blocks }));
      if (!audience.maySend(bytes.length)) return;
      network.send(from, bytes);
    }
  }

  /** A consensus message from a peer. */
  receive(from: PeerId, message: MessageOf<'block'> | MessageOf<'blocks'> | MessageOf<'frontier'>): void {
    switch (message.kind) {
      case 'block':
        void this.receiveBlock(from, message.body).catch(this.o.onFatal);
        break;
      case 'blocks':
        for (const block of message.body.blocks) void this.receiveBlock(from, block).catch(this.o.onFatal);
        break;
      case 'frontier': {
        const validator = this.o.validatorOf(from);
        if (toHex(message.body.tableId) !== toHex(this.o.instance))
          this.o.network.penalize(from, 'wrong-table');
        else if (message.body.epoch !== this.epoch) this.o.onOtherEpoch(from, message.body.epoch);
        else if (validator !== undefined) {
          this.feed({
            kind: 'frontier',
            from: validator,
            tips: message.body.tips,
            missing: message.body.missing,
          });
        } else this.answerObserver(from, message.body);
      }
    }
  }

  private async receiveBlock(from: PeerId, signed: SignedBlock): Promise<void> {
    const { content } = signed;
    const author = this.o.members[content.author];
    if (toHex(content.tableId) !== toHex(this.o.instance))
      return this.o.network.penalize(from, 'wrong-table');
    if (content.epoch !== this.epoch) return this.o.onOtherEpoch(from, content.epoch);
    if (!author) return this.o.network.penalize(from, 'bad-structure');
    const id = blockId(content);
    const key = toHex(id);
    // Not what has come before: a block that the core could not keep has to be taken when it comes again.
    if (isHeld(this.core, key)) return;
    const ok = await this.o.ed25519.verify(author.key, blockSigningBytes(id), signed.signature);
    if (this.stopped || isHeld(this.core, key)) return;
    if (!ok) return this.o.network.penalize(from, 'bad-signature');
    this.early.arrived(content.author, content.transactions);
    this.feed({ kind: 'block', block: asVerified(signed, id), from: this.o.validatorOf(from) });
  }

  /** Hands an input to the core and carries out what it asks for. */
  private feed(input: Untimed): void {
    this.inputs.push(input);
    if (this.stepping) return;
    this.stepping = true;
    try {
      // An effect may lead to another input; the core sees it only after this step's effects are carried out.
      for (let next = this.inputs.shift(); next && !this.stopped; next = this.inputs.shift()) {
        for (const effect of step(this.core, { ...next, nowMs: this.o.clock.nowMs() })) this.carryOut(effect);
      }
    } finally {
      this.stepping = false;
    }
  }

  private carryOut(effect: ConsensusEffect): void {
    switch (effect.kind) {
      case 'propose':
        // Nothing more is said in an epoch that is over; what others lack of it they still get.
        if (this.ended) break;
        void this.signAndJournal(effect.content, effect.id).catch(this.o.onFatal);
        break;
      case 'broadcast':
        this.o.publish(encodeMessage({ kind: 'block', body: signedOf(effect.block) }));
        break;
      case 'send': {
        const peer = this.o.peerOf(effect.to);
        if (peer !== undefined) this.o.network.send(peer, encodeMessage(this.wire(effect.message)));
        break;
      }
      case 'timer':
        this.cancelTimer();
        this.cancelTimer = () => undefined;
        if (effect.atMs === null || this.ended) break;
        this.cancelTimer = this.o.scheduler.after(effect.atMs - this.o.clock.nowMs(), () =>
          this.feed({ kind: 'tick' }),
        );
        break;
      case 'accepted':
        if (this.ended) break;
        this.unstored.set(effect.block.key, recordOf(effect.block));
        break;
      case 'output':
        if (this.ended) break;
        this.slots.push(effect.slot);
        void this.applySlots().catch(this.o.onFatal);
        break;
      case 'closed':
        if (effect.liars.length > 0) {
          const names = effect.liars.map((v) => this.table.validators[v]?.nickname).join(', ');
          this.o.onFatal(new Error(`signed on after it had stopped: ${names}`));
          break;
        }
        this.closed = true;
        void this.applySlots().catch(this.o.onFatal);
        break;
      case 'reject': {
        // Too old is what any laggard sends; everything else no honest tab does.
        const peer = effect.from === undefined ? undefined : this.o.peerOf(effect.from);
        if (peer !== undefined) this.o.network.penalize(peer, 'bad-structure');
        break;
      }
      case 'equivocation':
        this.equivocations.push({ author: effect.author, round: effect.round });
        if (this.awake) this.accuser?.saw(effect.author, effect.a, effect.b);
        else this.unseen.push(effect);
        break;
    }
  }

  private async signAndJournal(content: BlockContent, id: Uint8Array): Promise<void> {
    const signing = this.o.ed25519.sign(this.o.secretKey, blockSigningBytes(id));
    this.signing = signing;
    const signature = await signing;
    const block = asVerified({ content, signature }, id);
    const records = [...this.unstored.values(), recordOf(block)];
    this.unstored.clear();
    await this.o.storage.journal(records);
    this.feed({ kind: 'proposed', block: asDurable(block) });
  }

  private wire(message: PeerMessage): Message {
    if (message.kind === 'blocks') return { kind: 'blocks', body: { blocks: message.blocks.map(signedOf) } };
    const { tips, missing } = message;
    return {
      kind: 'frontier',
      body: { tableId: this.o.instance, epoch: this.epoch, tips: [...tips], missing: [...missing] },
    };
  }

  private async applySlots(): Promise<void> {
    if (this.applying) return;
    this.applying = true;
    try {
      while (this.slots.length > 0 && !this.stopped) {
        const slots = this.slots.splice(0);
        await this.storeSlots(slots);
        for (const slot of slots) {
          if (this.ended || this.stopped) break;
          await this.applySlot(slot);
        }
      }
      if (this.closed && !this.ended && !this.stopped) await this.endAdjourned();
    } finally {
      this.applying = false;
    }
  }

  /** Everything committed is in the database before any of it shows as final. */
  private async storeSlots(slots: readonly CommittedSlot[]): Promise<void> {
    // Until the step that put them out is over, it is open whether it ends with an own block.
    await Promise.resolve();
    const records = slots.map((slot) => slotRecordOf(this.o.start, slot));
    // What commits a slot mostly makes this validator speak, too: one write is cheaper than two.
    await this.signing;
    // With the blocks that decide them, too: the log on disk can be verified from nothing but itself.
    const unstored = [...this.unstored.values()];
    await this.o.storage.appendSlots(records, unstored);
    for (const { id } of unstored) this.unstored.delete(id);
  }

  private async applySlot(slot: CommittedSlot): Promise<void> {
    const { round, timeMs } = slot;
    const height = this.o.start.height + slot.height;
    const before = this.table;
    const contents = slot.blocks.map(({ block }) => block.content);
    await this.executor.slot(before, { height, round, timeMs, contents });
    this.settled = this.table;
    await this.closeHand(before);
    if (this.table.epochEnds) return this.end();
    const observed = observedTime(this.core, this.o.clock.nowMs());
    if (observed !== undefined) this.o.clock[this.observes ? 'follow' : 'observe'](observed);
    this.afterSlot();
  }

  private done(nonce: number): void {
    const own = this.pending.find((p) => p.nonce === nonce);
    if (!own) return;
    this.pending = this.pending.filter((p) => p !== own);
    if (own.transaction.kind === 'bet') this.latencies.push(this.o.scheduler.nowMs() - own.submittedMs);
    if (this.latencies.length > 1000) this.latencies.shift();
  }

  /** True once everything the next deck stands on is known to hold: nobody builds upon what may be a lie. */
  private async mayBuildOn(duty: Duty): Promise<boolean> {
    if (duty.kind !== 'shuffle' || !isAhead(this.table, duty)) return true;
    const { unjudged } = this.table.nextDeck!;
    const judged = await Promise.all(unjudged.map((u) => this.verdicts.of(u.statement)));
    return judged.every((j) => j.verdict.ok);
  }

  private afterSlot(): void {
    this.wake();
    if (!this.awake) return this.o.onChange();
    const { hand } = this.table;
    // While cards are played, making the next deck is in no hurry; once they are not, everybody waits for it.
    this.o.worker.foreground(hand?.phase === 'play' ? hand.hand : Number.POSITIVE_INFINITY);
    this.early.moved();
    this.feed({ kind: 'deadline', ...deadlinePacing(this.table) });
    void this.doDuties().catch(this.o.onFatal);
    this.o.onChange();
  }

  private async doDuties(): Promise<void> {
    const { deckWork } = this;
    const { index, seat } = this.o;
    if (index === undefined) return;
    await this.openOwnCards(deckWork);
    const owed =
      seat === undefined ? escrowDuties(this.table, index) : duties(this.table, seat, this.ownCards);
    await Promise.all(owed.map((duty) => this.fulfil(duty)));
  }

  private async fulfil(duty: Duty): Promise<void> {
    if (!this.deckWork.begin(duty)) return;
    // Nobody waits for the next deck while this hand is played, so it does not show either.
    const shows = !isAhead(this.table, duty);
    if (shows) {
      this.working++;
      this.doing = duty.kind === 'shuffle' ? 'proving-shuffle' : 'verifying';
      this.o.onChange();
    }
    try {
      if (!(await this.mayBuildOn(duty))) return;
      const transaction = await this.deckWork.perform(duty);
      if (!transaction) return;
      // Refused means the table moved on while the proof was made: the duty is stale, and a new one stands.
      const reason = this.stopped ? undefined : this.submit(transaction);
      if (reason !== undefined && duty.kind === 'handKey' && isOver(this.table, duty.ctx))
        await this.forget(duty.ctx);
    } catch (error) {
      // In a hand that is over nobody waits for anything that only a key could give.
      const needless = 'ctx' in duty && isOver(this.table, duty.ctx);
      if (!(error instanceof MissingKeyError) || !needless) throw error;
    } finally {
      if (shows) {
        this.working--;
        this.o.onChange();
      }
    }
  }

  private async openOwnCards(deckWork: DeckWork): Promise<void> {
    const { hand } = this.table;
    if (!hand) return;
    const held = this.ownCards?.hand === hand.hand && this.ownCards.attempt === hand.attempt;
    // In a stud game another card comes face down on the last street.
    if (held && this.ownCards?.cards.length === downPositions(hand, this.o.seat!).length) return;
    const cards = await deckWork.openOwn(this.table);
    if (!cards) return;
    this.ownCards = cards;
    this.o.onChange();
  }

  /**
   * A finished hand goes into the history. Its key is erased when nothing can be shown any more: with the end of the
   * pause, at once where the hand is void or the game over, and for every attempt that was broken off.
   */
  private async closeHand(before: TableState): Promise<void> {
    const old = before.hand;
    const now = this.table.hand;
    const made = before.nextDeck;
    if (made && made.phase !== 'dropped' && isOver(this.table, made.deck.context))
      await this.forget(made.deck.context);
    for (const { hand } of before.aside) {
      // Its players have agreed that it is void.
      if (isOver(this.table, hand.deck.context)) await this.forget(hand.deck.context);
    }
    if (!old) return;
    const redealt = now?.hand !== old.hand || now.attempt !== old.attempt;
    const finished = old.phase !== 'done' && now?.phase === 'done' && !redealt;
    const shut = now?.phase === 'done' && !isAfterHand(this.table) && (finished || isAfterHand(before));
    // A hand that was kept before a restart was kept with its time, and with cards that cannot be opened any more.
    if (finished && !this.handsKept.has(now.hand)) {
      if (!this.awake && this.o.index !== undefined) await this.openOwnCards(this.deckWork);
      const summary = handSummary(this.table, this.o.seat, this.ownCards);
      if (!summary) throw new Error('a finished hand without an outcome');
      const { hand, board, ownCards: yourCards, seats, winners } = summary;
      const record = {
        hand,
        height: this.table.height,
        finishedAt: this.o.wallClockMs(),
        yourSeat: this.o.seat,
      };
      await this.o.storage.saveHand({ ...record, yourCards, board, seats, winners });
    }
    if (redealt || shut) await this.forget(old.deck.context);
  }

  /** Erases what this device holds for a deck; who only watches holds nothing. */
  private async forget(ctx: DeckContext): Promise<void> {
    if (this.o.index !== undefined) await this.deckWork.erase(ctx);
  }

  /** The table's part of what a screen shows. */
  part(): TablePart {
    return tableView(this.table, {
      seat: this.o.seat,
      ownCards: this.ownCards,
      busy: this.working > 0 ? this.doing : undefined,
      tookMs: (proofId) => this.tookMsByProof.get(proofId),
    });
  }

  status(): Status {
    return status(this.core);
  }
}

type Untimed = ConsensusInput extends infer I
  ? I extends { nowMs: number }
    ? Omit<I, 'nowMs'>
    : never
  : never;

/** Is this duty for the hand after the one that is played? */
function isAhead({ hand }: TableState, duty: Duty): boolean {
  return hand?.phase === 'play' && 'ctx' in duty && duty.ctx.hand > hand.hand;
}

/** Neither the hand's deck, nor the next one's, nor that of a hand set aside: its key is of no more use. */
function isOver({ hand, nextDeck, aside }: TableState, ctx: DeckContext): boolean {
  const live = [
    hand?.phase === 'done' ? undefined : hand,
    nextDeck?.phase === 'dropped' ? undefined : nextDeck,
    ...aside.map((a) => a.hand),
  ];
  return !live.some((d) => d?.hand === ctx.hand && d.attempt === ctx.attempt);
}
