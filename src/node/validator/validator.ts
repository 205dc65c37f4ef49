/**
 * One running validator: the consensus core and the table's state machine, wired to network, journal and
 * workers. The core decides what is said and in which order; the rooms of this folder (rooms.ts) carry it out:
 *
 * - what the core asks for: hands.ts; what is on disk before it is said or shown: journal.ts;
 * - what peers say, and whose it is: wire.ts; links: links.ts; who lied: contradictions.ts;
 * - committed slots, applied in their order: applying.ts; what follows from each for this seat: duties/duties.ts;
 * - own transactions until they are final: pending.ts;
 * - after a restart, until the journal is replayed, nothing is done or said for the table: waking.ts. Its hands are
 *   over, their keys are erased, and what was owed in them was given.
 *
 * Without a number of its own it is an observer: it follows, verifies and applies the same, and says nothing but
 * what it lacks, to one member more than may fail (links.ts).
 */

import type { BlockRef } from '../../codec/block.ts';
import type { Member } from '../../codec/genesis.ts';
import type { KeySigned } from '../../codec/keyPartial.ts';
import { lastOwnBlock } from '../../consensus/adjourn.ts';
import type { ConsensusState } from '../../consensus/state.ts';
import { type Status, status } from '../../consensus/status.ts';
import type { PeerId } from '../../net/network.ts';
import type { Card } from '../../poker/cards.ts';
import type { OwnCards } from '../../table/deck/ownCards.ts';
import type { TableState } from '../../table/state/state.ts';
import type { TablePart } from '../../table/view/shapes.ts';
import { tableView } from '../../table/view/view.ts';
import type { Accusations } from '../duties/accuser.ts';
import type { Claiming } from '../duties/claiming.ts';
import type { Unnumbered } from '../duties/deckWork.ts';
import type { NodeRefusal } from '../refusal.ts';
import type { Contradictions } from './contradictions.ts';
import type { ValidatorOptions } from './options.ts';
import type { PendingTransaction } from './pending.ts';
import { loadStored, Rooms, type Stored } from './rooms.ts';
import type { ConsensusMessage } from './wire.ts';

export class Validator {
  private readonly rooms: Rooms;

  private constructor(
    private readonly o: ValidatorOptions,
    stored: Stored,
  ) {
    this.rooms = new Rooms(o, stored, () => this.end());
    this.rooms.begin();
  }

  /** A validator that goes on from what its journal holds; from the genesis where that is nothing. */
  static async open(o: ValidatorOptions): Promise<Validator> {
    return new Validator(o, await loadStored(o));
  }

  /** The replicated state now; it may be in the middle of a slot, waiting for a verdict. */
  get table(): TableState {
    return this.rooms.applying.table;
  }

  /** The state after the last whole slot. */
  get settled(): TableState {
    return this.rooms.applying.settled;
  }

  /** Hash tree root of the state after the last whole slot, 32 bytes. */
  get root(): Uint8Array {
    return this.rooms.applying.root;
  }

  get epoch(): number {
    return this.o.start.epoch;
  }

  /** Height of the state with which the epoch began. */
  get startHeight(): number {
    return this.o.start.height;
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

  get ownCards(): OwnCards | undefined {
    return this.rooms.duties.ownCards;
  }

  /** Own transactions that are not final yet. */
  get pending(): readonly PendingTransaction[] {
    return this.rooms.own.all;
  }

  /** Milliseconds from submitting to being final, of this tab's own actions, the newest last. */
  actionLatenciesMs(): readonly number[] {
    return this.rooms.own.latenciesMs;
  }

  /** The consensus core, to be read: what this validator holds of the epoch. */
  get core(): ConsensusState {
    return this.rooms.loop.core;
  }

  /** Who contradicted itself, and the round in which that was seen first. */
  get equivocations(): Contradictions['seen'] {
    return this.rooms.contradictions.seen;
  }

  /** Numbers of members who play by other rules, or whose tabs err. */
  get otherRules(): ReadonlySet<number> {
    return this.rooms.otherRules;
  }

  /** Messages of this table that belong to another state of it than ours. */
  get ofAnotherState(): number {
    return this.rooms.wire.ofAnotherState;
  }

  /** What this tab holds against members, to be carried into the next epoch. */
  get accusations(): Accusations {
    return this.rooms.accuser?.accusations ?? new Map();
  }

  /** Evidence from the epoch before comes before this one's table, in its turn. */
  accuse(accusations: Accusations): void {
    if (accusations.size > 0) this.rooms.waking.accuseOf(accusations);
  }

  /** The table is not yet where this device left it. */
  get replaying(): boolean {
    return this.rooms.replaying;
  }

  /**
   * Begins to take part: at once, or as soon as the journal is replayed.
   * @param pending own transactions of the epoch before that were not output in it; they keep their nonces
   */
  start(pending: readonly PendingTransaction[] = []): void {
    this.rooms.waking.start(pending);
    this.rooms.links.review();
    this.rooms.look();
  }

  stop(): void {
    this.rooms.standing.become('stopped');
    this.quiet();
  }

  /** Proposes nothing more: the epoch is to be adjourned. */
  halt(): void {
    this.rooms.loop.feed({ kind: 'stop' });
  }

  /** The last own block of an epoch that is to be adjourned; undefined while it is not known. */
  lastOwnBlock(): BlockRef | 'none' | undefined {
    return lastOwnBlock(this.rooms.loop.core);
  }

  /** Ends the epoch with these last blocks of everybody but one, as soon as they are held. */
  close(tips: readonly BlockRef[]): void {
    this.rooms.loop.feed({ kind: 'close', tips });
  }

  /** From here on this validator only answers: peers may still lack blocks of the epoch. */
  private end(): void {
    this.rooms.standing.become('ended');
    this.quiet();
    this.rooms.early.clear();
    this.o.onEpochEnd(this.table);
  }

  private quiet(): void {
    this.rooms.loop.stopTimer();
    this.rooms.accuser?.stop();
    this.rooms.duties.stop();
  }

  /** The own key is open in another place, or is not any more. */
  elsewhere(on: boolean): void {
    this.rooms.silence('key', on);
  }

  /** The own key signs, or may sign, in another place: this one says nothing. */
  get isElsewhere(): boolean {
    return this.rooms.silent.has('key') || this.rooms.loop.core.own.keyElsewhere;
  }

  /** Asks a member for what this validator lacks of the epoch. */
  catchUp(from: PeerId): void {
    const validator = this.o.validatorOf(from);
    if (validator !== undefined) this.rooms.links.catchUp(validator);
  }

  /** Asks all members that are linked. */
  exchange(): void {
    this.rooms.links.exchange();
  }

  /** A link of this validator opened or closed, or its round trip was measured again. */
  linkChanged(validator: number): void {
    this.rooms.links.changed(validator);
    this.rooms.signer.linked(validator);
  }

  /** Submits what the player does. The reason is the table's own, from the same function that judges it at apply. */
  submit(transaction: Unnumbered): NodeRefusal | undefined {
    return this.rooms.own.act(transaction);
  }

  /** Own cards of the finished hand that may be shown by choice. */
  showable(): readonly Card[] {
    return this.rooms.duties.showable();
  }

  /** Shows own cards of a finished hand: these, or all that are still closed. */
  showCards(cards?: readonly Card[]): NodeRefusal | undefined {
    return this.rooms.waking.isAwake ? this.rooms.duties.showCards(cards) : 'catching-up';
  }

  /** Whether a hand that wins is shown or proved. */
  get claiming(): Claiming {
    return this.rooms.duties.claiming;
  }

  /** What the table's key has signed in this epoch, as far as this device has it. */
  get signed(): readonly KeySigned[] {
    return this.rooms.signer.all;
  }

  /** A consensus message from a peer. Rejects with what it makes our code throw. */
  receive(from: PeerId, message: ConsensusMessage): Promise<void> {
    return this.rooms.wire.receive(from, message);
  }

  /** The table's part of what a screen shows. */
  part(): TablePart {
    return tableView(this.table, {
      seat: this.o.seat,
      ownCards: this.rooms.duties.ownCards,
      busy: this.rooms.duties.busy,
      tookMs: (proofId) => this.rooms.applying.tookMsOf(proofId),
    });
  }

  status(): Status {
    return status(this.rooms.loop.core);
  }
}
