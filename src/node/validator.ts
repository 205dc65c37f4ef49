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
} from '../codec/block.ts';
import { DecodeError, equalBytes, toHex } from '../codec/decode.ts';
import type { TwoBlocks } from '../codec/evidence.ts';
import type { Member } from '../codec/genesis.ts';
import { decodeTransaction, encodeTransaction, type Transaction } from '../codec/transactions.ts';
import { encodeMessage, type Message, type MessageOf } from '../codec/wire.ts';
import { isHeld } from '../consensus/accept.ts';
import { lastOwnBlock } from '../consensus/adjourn.ts';
import { answerObserverAsk } from '../consensus/ask.ts';
import { observedTime } from '../consensus/clock.ts';
import { faultsTolerated } from '../consensus/quorum.ts';
import { answerObserver } from '../consensus/repair.ts';
import { type Status, status } from '../consensus/status.ts';
import { type ConsensusState, createConsensus, restoreConsensus, step } from '../consensus/step.ts';
import {
  asDurable,
  asVerified,
  type CommittedSlot,
  type ConsensusEffect,
  type ConsensusInput,
  type PeerMessage,
  type VerifiedBlock,
} from '../consensus/types.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { DeckContext } from '../mentalpoker/context.ts';
import type { Network, PeerId } from '../net/network.ts';
import type { Card } from '../poker/cards.ts';
import type { BlockRecord, GameStorage } from '../storage/storage.ts';
import { applyTransaction, countRefused } from '../table/apply.ts';
import { deadlinePacing } from '../table/clock.ts';
import { type Duty, duties, escrowDuties } from '../table/duties.ts';
import { nextNonce } from '../table/nonces.ts';
import { awaited, downPositions } from '../table/owed.ts';
import { isAfterHand } from '../table/rabbit.ts';
import { stateRoot } from '../table/root.ts';
import { beginSlot } from '../table/slot.ts';
import type { OwnCards, TableState } from '../table/state.ts';
import { handSummary } from '../table/summary.ts';
import { validateTransaction } from '../table/validate.ts';
import { type TablePart, tableView } from '../table/view.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { Accuser } from './accuser.ts';
import type { Audience } from './audience.ts';
import { highestNonceIn, readRecord, recordOf, signedOf } from './blockRecords.ts';
import type { Scheduler, TableClock } from './clock.ts';
import { Contradictions } from './contradictions.ts';
import { DeckWork, type Unnumbered } from './deckWork.ts';
import { EarlyProofs } from './earlyProofs.ts';
import { factsFor, type Judge, slotVerdicts } from './facts.ts';
import { Showing } from './showing.ts';
import { VerdictCache } from './verdicts.ts';

/** What the members of an epoch say to one another in it. */
export type ConsensusMessage = MessageOf<'block' | 'blocks' | 'frontier' | 'ask' | 'contradiction'>;

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
  private readonly judge: Judge = (statement, digest) => this.verdicts.of(statement, digest);

  table: TableState;
  ownCards: OwnCards | undefined;
  pending: readonly PendingTransaction[] = [];
  private rooted: { readonly table: TableState; readonly root: Uint8Array } | undefined;
  /** The state after the last whole slot; `table` may be in the middle of the next, waiting for a verdict. */
  settled: TableState;
  private readonly contradictions: Contradictions;
  /** Who contradicted itself, and the round in which that was seen first. */
  readonly equivocations: { author: number; round: number }[] = [];

  private constructor(
    private readonly o: ValidatorOptions,
    verdictsBefore: ReadonlyMap<string, string>,
    blocks: readonly VerifiedBlock[],
  ) {
    this.table = o.start;
    this.settled = o.start;
    this.verdicts = new VerdictCache(o.worker, verdictsBefore, (digest, reason) => {
      o.storage.saveVerdict(digest, reason).catch(o.onFatal);
    });
    this.early = new EarlyProofs(this.verdicts, () => this.table, o.onFatal);
    this.deckWork = new DeckWork(o.seat, o.worker, o.storage);
    this.showing = new Showing(o.seat);
    const { index } = o;
    this.contradictions = new Contradictions({
      instance: o.instance,
      epoch: o.start.epoch,
      members: o.members,
      self: index,
      ed25519: o.ed25519,
      shun: (validator) => this.feed({ kind: 'shun', validator }),
      proven: (author, body) => {
        o.publish(encodeMessage({ kind: 'contradiction', body }));
        this.accuser?.saw(author, body);
      },
    });
    if (index !== undefined) {
      this.accuser = new Accuser({
        self: index,
        scheduler: o.scheduler,
        table: () => this.table,
        facts: async (tx) => (await factsFor(this.table, index, tx, this.judge, o)).facts,
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
      return;
    }
    for (const block of blocks) {
      if (block.content.author === index) this.nonce = Math.max(this.nonce, highestNonceIn(block));
    }
    const restored = restoreConsensus(config, [...blocks], o.clock.nowMs());
    this.core = restored.state;
    for (const effect of restored.effects) this.carryOut(effect);
  }

  /** A validator that goes on from what its journal holds; from the genesis where that is nothing. */
  static async open(o: ValidatorOptions): Promise<Validator> {
    const [verdicts, records] = await Promise.all([o.storage.loadVerdicts(), o.storage.loadBlocks()]);
    const blocks = records.filter((r) => r.epoch === o.start.epoch).map(readRecord);
    return new Validator(o, verdicts, blocks);
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
    for (const made of over) if (made) await this.deckWork.erase(made.deck.context);
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
    if (index === undefined || validateTransaction(this.table, index, p.transaction) !== undefined) return;
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
   * Begins to take part.
   * @param pending own transactions of the epoch before that were not output in it; they keep their nonces
   */
  start(pending: readonly PendingTransaction[] = []): void {
    for (const v of this.o.members.keys()) this.linkChanged(v);
    for (const p of pending) this.resubmit(p);
    this.afterSlot();
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
    const nonce = Math.max(this.nonce + 1, nextNonce(this.table, index));
    const numbered = { ...transaction, nonce } as Transaction;
    const reason = validateTransaction(this.table, index, numbered);
    if (reason !== undefined) return reason;
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
    if (this.mayAnswerObserver(from)) this.sendToObserver(from, answerObserver(this.core, { tips, missing }));
  }

  private mayAnswerObserver(from: PeerId): boolean {
    const { audience } = this.o;
    return !this.observes && audience.has(from) && audience.mayAsk(from);
  }

  private sendToObserver(to: PeerId, messages: readonly (readonly VerifiedBlock[])[]): void {
    const { audience, network } = this.o;
    for (const blocks of messages) {
      const bytes = encodeMessage(this.wire({ kind: 'blocks', blocks }));
      if (!audience.maySend(bytes.length)) return;
      network.send(to, bytes);
    }
  }

  /** A consensus message from a peer. */
  receive(from: PeerId, message: ConsensusMessage): void {
    switch (message.kind) {
      case 'ask':
        this.receiveAsk(from, message.body);
        break;
      case 'contradiction':
        void this.receiveContradiction(from, message.body).catch(this.o.onFatal);
        break;
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
            links: message.body.links,
          });
        } else this.answerObserver(from, message.body);
      }
    }
  }

  /** Somebody lacks parents of what we have delivered. Of another table or epoch we have nothing to give. */
  private receiveAsk(from: PeerId, { tableId, epoch, wanted }: MessageOf<'ask'>['body']): void {
    if (!equalBytes(tableId, this.o.instance) || epoch !== this.epoch) return;
    const validator = this.o.validatorOf(from);
    if (validator !== undefined) this.feed({ kind: 'ask', from: validator, wanted });
    else if (this.mayAnswerObserver(from)) this.sendToObserver(from, answerObserverAsk(this.core, wanted));
  }

  private async receiveContradiction(from: PeerId, proof: TwoBlocks): Promise<void> {
    if (!this.stopped && (await this.contradictions.received(proof)) === 'false')
      this.o.network.penalize(from, 'bad-signature');
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
        void this.contradictions.inBlock(effect.block.content.transactions).catch(this.o.onFatal);
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
        const peer = effect.from === undefined || !effect.chargeable ? undefined : this.o.peerOf(effect.from);
        if (peer !== undefined) this.o.network.penalize(peer, 'bad-structure');
        break;
      }
      case 'equivocation':
        if (!effect.first) break;
        this.equivocations.push({ author: effect.author, round: effect.round });
        this.contradictions.saw(effect.author, effect.a, effect.b);
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
    const where = { tableId: this.o.instance, epoch: this.epoch };
    if (message.kind === 'ask') return { kind: 'ask', body: { ...where, wanted: [...message.wanted] } };
    const { tips, missing, links = 0 } = message;
    return { kind: 'frontier', body: { ...where, tips: [...tips], missing: [...missing], links } };
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
    const records = slots.map(({ height, round, author, timeMs, blocks }) => {
      return {
        height: this.o.start.height + height,
        epoch: this.epoch,
        round,
        author,
        timeMs,
        blockIds: blocks.map(({ block }) => block.key),
      };
    });
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
    const took = (proofId: string, ms: number) => this.tookMsByProof.set(proofId, ms);
    const verdicts = await slotVerdicts(before, this.judge, took);
    const authors = slot.blocks.map(({ block }) => block.content.author);
    this.table = beginSlot(before, { height, round, timeMs, authors }, verdicts);
    for (const { block, applies } of slot.blocks) {
      if (!applies) continue;
      for (const bytes of block.content.transactions) await this.applyBytes(block.content.author, bytes);
    }
    this.settled = this.table;
    await this.closeHand(before);
    if (this.table.epochEnds) return this.end();
    const observed = observedTime(this.core, this.o.clock.nowMs());
    if (observed !== undefined) this.o.clock[this.observes ? 'follow' : 'observe'](observed);
    this.afterSlot();
  }

  private async applyBytes(author: number, bytes: Uint8Array): Promise<void> {
    let transaction: Transaction;
    try {
      transaction = decodeTransaction(bytes);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.table = countRefused(this.table, author, error.reason);
      return;
    }
    const { facts, proof } = await factsFor(this.table, author, transaction, this.judge, this.o);
    if (proof) this.tookMsByProof.set(proof.id, proof.tookMs);
    this.table = applyTransaction(this.table, author, transaction, facts).state;
    if (author === this.o.index) this.done(transaction.nonce);
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
    const { hand } = this.table;
    // While cards are played, making the next deck is in no hurry; once they are not, everybody waits for it.
    this.o.worker.foreground(hand?.phase === 'play' ? hand.hand : Number.POSITIVE_INFINITY);
    this.early.moved();
    this.tellShunned();
    this.feed({ kind: 'deadline', ...deadlinePacing(this.table) });
    void this.doDuties().catch(this.o.onFatal);
    this.o.onChange();
  }

  /** The state has the last word: whom it has expelled is shunned, and what it still asks of such a one is work. */
  private tellShunned(): void {
    const { validators } = this.table;
    for (const [v, { expelled }] of validators.entries())
      if (expelled && !this.core.shunned.has(v)) this.feed({ kind: 'shun', validator: v });
    if (this.core.shunned.size === 0) return;
    const due = awaited(this.table);
    const seats = due?.what === 'shares' || due?.what === 'show' ? due.seats : [];
    const owing = [...this.core.shunned].filter((v) => seats.includes(validators[v]?.seat ?? -1));
    if (owing.length !== this.core.owed.size || owing.some((v) => !this.core.owed.has(v)))
      this.feed({ kind: 'owed', validators: owing });
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
        await this.deckWork.erase(duty.ctx);
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
      await this.deckWork.erase(made.deck.context);
    if (!old) return;
    const redealt = now?.hand !== old.hand || now.attempt !== old.attempt;
    const finished = old.phase !== 'done' && now?.phase === 'done' && !redealt;
    const shut = now?.phase === 'done' && !isAfterHand(this.table) && (finished || isAfterHand(before));
    if (finished) {
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
    if (redealt || shut) await this.deckWork.erase(old.deck.context);
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

/** Neither the hand's deck nor the next one's: its key is of no more use. */
function isOver({ hand, nextDeck }: TableState, ctx: DeckContext): boolean {
  const live = [
    hand?.phase === 'done' ? undefined : hand,
    nextDeck?.phase === 'dropped' ? undefined : nextDeck,
  ];
  return !live.some((d) => d?.hand === ctx.hand && d.attempt === ctx.attempt);
}
