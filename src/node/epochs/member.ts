/**
 * This tab in the epochs of its table: it follows one after the other, as a member where it is one, else as an observer
 * if it wishes to.
 *
 * - Upon the genesis: epoch 0 begins; or the last one that this device stored.
 * - Upon the end of an epoch: the next one's first state is stored, its checkpoint signed and sent around, and
 *   whoever is a member of it goes on; the validator of the epoch before stays to answer those who lag.
 * - Upon checkpoints of epochs that we have not seen (we are new, or were away): checked from the genesis on,
 *   then we go on from the state they certify.
 * - Upon a newcomer's hello that names a seat and is ready: it asks to be let in (admission.ts).
 */
import { equalBytes } from '../../codec/decode.ts';
import { encodeGenesis, type Genesis, type Member, NO_SEAT } from '../../codec/genesis.ts';
import type { MessageOf } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { adjournedEpoch, nextEpoch } from '../../table/epoch/epoch.ts';
import { judgeAdjournment } from '../../table/hand/aside.ts';
import type { TableState } from '../../table/state/state.ts';
import { createTableClock, type TableClock } from '../clock.ts';
import { ownBusiness } from '../failStop.ts';
import type { LobbyShell } from '../lobby/lobbyShell.ts';
import type { Hello } from '../lobby/state.ts';
import type { NodeOptions } from '../options.ts';
import type { Peers } from '../peers.ts';
import type { Tap } from '../rail/tap.ts';
import type { Stage, StageEvent } from '../stage.ts';
import { Validator } from '../validator/validator.ts';
import type { ConsensusMessage } from '../validator/wire.ts';
import type { Audience } from '../watching/audience.ts';
import type { Watching } from '../watching/watching.ts';
import { Adjournment } from './adjournment.ts';
import { Admissions } from './admission.ts';
import { EpochBook } from './book.ts';
import { EpochGossip } from './gossip.ts';
import { Laggards } from './laggards.ts';
import { checkLeftBehind, keptSeat } from './leftBehind.ts';
import { Newcomer } from './newcomer.ts';
import { epochOf, PeersAhead } from './peersAhead.ts';
import { SignedOn } from './signedOn.ts';

interface MembershipOptions {
  readonly node: NodeOptions;
  readonly peers: Peers;
  readonly lobby: LobbyShell;
  readonly watching: Watching;
  readonly audience: Audience;
  readonly tap: Tap;
  readonly stage: () => Stage;
  readonly move: (event: StageEvent) => void;
  /** An epoch is followed from now on. */
  readonly onEntered: () => void;
  /** The last epoch is closed here, and what was told of later ones can be looked at. */
  readonly onClosed: () => void;
  readonly onChange: () => void;
  readonly onFatal: (error: unknown) => void;
}

export class Membership {
  clock: TableClock;
  /** Of the epoch that is on; while the next one is being entered, of the one before. */
  validator: Validator | undefined;
  /** Of the epoch that is on, where we are a member of it. */
  adjournment: Adjournment | undefined;
  readonly admissions: Admissions;
  newcomer: Newcomer | undefined;
  /** Answers those who are still in the epoch before. */
  private previous: Validator | undefined;
  book: EpochBook | undefined;
  private gossip: EpochGossip | undefined;
  private laggards: Laggards | undefined;
  private readonly signedOn = new SignedOn(
    (epoch) => this.book?.checkpoint(epoch + 1)?.stops ?? this.adjournment?.complete?.stops ?? [],
  );
  /** The last epoch whose log was judged again (validator/divergence.ts). */
  private rechecked: number | undefined;
  private readonly peersAhead = new PeersAhead();

  constructor(private readonly o: MembershipOptions) {
    const { node, peers, lobby, onChange } = o;
    const { tableId, network, scheduler } = node;
    this.clock = createTableClock(scheduler, 0, false, node.wallClockMs);
    this.admissions = new Admissions({
      ...{ tableId, network, scheduler, peers, onChange },
      lobby: () => lobby.state,
      validator: () => (this.isMember ? this.validator : undefined),
    });
  }

  /** The epoch that is on, as far as this tab knows. */
  get epoch(): number {
    return this.book?.epoch ?? 0;
  }

  /** The table is played and we have no vote in it. */
  get isOutside(): boolean {
    return this.book !== undefined && !this.isMember;
  }

  /** We vote in the epoch that is on. */
  get isMember(): boolean {
    return this.book !== undefined && this.ownNumber(this.book.members) >= 0;
  }

  /** The table has started: with this genesis, or with what this device stored of later epochs. */
  async begin(genesis: Genesis): Promise<void> {
    const { node, peers, lobby, audience, tap } = this.o;
    const { network, storage, ed25519, secretKey, publicKey, scheduler } = node;
    const book = new EpochBook(genesis, ed25519, lobby.state.app.rules, node.linkMark);
    await storage.saveGenesis(encodeGenesis(genesis));
    // Whoever watches comes to the next epoch by itself, as the members do, and asks if it does not.
    const isAmong = (members: readonly Member[], peer: PeerId) =>
      peers.isMember(members, peer) || audience.has(peer);
    const newcomer = new Newcomer({ ...this.o, book, membership: this, gossip: () => this.gossip });
    const own = { network, storage, ed25519, secretKey, publicKey, scheduler };
    const gossip = new EpochGossip({ book, newcomer, tap, isAmong, peers: () => lobby.state.links, ...own });
    await gossip.load();
    this.book = book;
    this.gossip = gossip;
    this.newcomer = newcomer;
    this.laggards = new Laggards({ book, gossip, network, storage, scheduler, peers });
    // Where a journal exists the clock stood still while the tab was away; otherwise it starts with the genesis.
    const last = (await storage.loadSlots(book.epoch)).at(-1) ?? book.start;
    this.clock = createTableClock(scheduler, last?.timeMs ?? 0, last !== undefined, node.wallClockMs);
    await this.enter(this.firstState());
    await gossip.sign();
    this.o.onClosed();
  }

  /** Follows the epoch that is on, after all: its player would watch. */
  follow(): void {
    this.o.move('enter');
    void this.enter(this.firstState()).catch(this.o.onFatal);
  }

  /** The log of this epoch was judged again, and what was wrong is corrected on disk. */
  private openAgain(epoch: number): void {
    this.rechecked = epoch;
    if (this.book?.epoch !== epoch) return;
    this.validator?.stop();
    this.follow();
  }

  /** No longer follows it. */
  unfollow(): void {
    this.validator?.stop();
    this.validator = undefined;
  }

  stop(): void {
    this.newcomer?.stop();
    this.adjournment?.end();
    this.validator?.stop();
    this.previous?.stop();
  }

  /** With which the epoch that is on began, as far as this tab has it. */
  private firstState(): TableState | undefined {
    const { book } = this;
    return book?.epoch === 0 ? tableFromGenesis(book.genesis) : book?.start;
  }

  private ownNumber(members: readonly Member[]): number {
    return members.findIndex((m) => equalBytes(m.key, this.o.node.publicKey));
  }

  /** Goes on with the epoch of the book; called in the stage 'entering'. */
  private async enter(start: TableState | undefined): Promise<void> {
    const { peers, lobby, watching, audience, move, onChange, node } = this.o;
    const book = this.book!;
    const { members } = book;
    const index = this.ownNumber(members);
    const observes = index < 0 && watching.wished && !book.isBehindLink;
    if (index >= 0) watching.end();
    audience.review((peer) => peers.isMember(members, peer));
    const returning = start && keptSeat(start, node.publicKey);
    const isPast = peers.here().some((hello) => hello.epoch > book.epoch);
    lobby.step({ kind: 'members', members, returning, isPast });
    if ((index < 0 && !observes) || start === undefined) {
      this.validator = undefined;
      move('leave');
      return onChange();
    }
    if (observes && !this.validator)
      this.clock = createTableClock(node.scheduler, start.timeMs, true, node.wallClockMs);
    if (observes) watching.askAgain();
    const validator = await this.openValidator(members, observes ? undefined : index, start);
    const adjournment = observes ? undefined : await this.openAdjournment(members, index, start.epoch);
    const { at } = this.o.stage();
    if (at === 'stopped' || at === 'failed' || book.epoch !== start.epoch) return validator.stop();
    if (observes && !watching.wished) {
      move('leave');
      return validator.stop();
    }
    // What was submitted while the epoch changed is not lost.
    const pending = this.validator?.pending ?? [];
    const accusations = new Map([...(this.validator?.accusations ?? []), ...this.signedOn.accusations]);
    this.adjournment?.end();
    this.adjournment = adjournment;
    this.validator = validator;
    adjournment?.attach(validator);
    move(observes ? 'watch' : 'play');
    validator.elsewhere(lobby.state.twins.size > 0);
    validator.start(pending);
    validator.accuse(accusations);
    this.o.onEntered();
    onChange();
  }

  private openValidator(
    members: readonly Member[],
    index: number | undefined,
    start: TableState,
  ): Promise<Validator> {
    const { peers, watching, audience, tap, onChange, onFatal } = this.o;
    const { secretKey, ed25519, network, storage, worker, scheduler, wallClockMs } = this.o.node;
    const seat = (index === undefined ? undefined : members[index]?.seat) ?? NO_SEAT;
    const peerOf = (validator: number) => {
      const peer = peers.peerOf(members, validator);
      return index === undefined && peer !== undefined && !watching.sendsUs(peer) ? undefined : peer;
    };
    return Validator.open({
      ...{ members, start, index, secretKey, ed25519, network, storage, worker, scheduler, wallClockMs },
      ...{ audience, tap, peerOf, onFatal },
      onChange: () => {
        this.admissions.review();
        onChange();
      },
      onSignedOn: (block) => this.signedOn.judge(block, this.validator),
      wasRechecked: this.rechecked === start.epoch,
      onCured: () => this.openAgain(start.epoch),
      seat: seat === NO_SEAT ? undefined : seat,
      validatorOf: (peer) => peers.validatorOf(members, peer),
      publish: (bytes) => peers.publish(bytes),
      clock: this.clock,
      onAwake: () => this.admissions.review(),
      onEpochEnd: (last) => void this.endEpoch(last).catch(onFatal),
      onOtherEpoch: (from, epoch) => this.otherEpoch(from, epoch),
    });
  }

  private openAdjournment(members: readonly Member[], index: number, epoch: number): Promise<Adjournment> {
    const { peers, onChange, onFatal } = this.o;
    const { secretKey, ed25519, network, storage, scheduler } = this.o.node;
    const { instance } = this.book!;
    return Adjournment.open({
      ...{ secretKey, ed25519, network, storage, scheduler, instance, members, index, epoch },
      ...{ onChange, onFatal },
      peerOf: (validator) => peers.peerOf(members, validator),
      judge: (missing) => {
        if (this.validator?.replaying) return 'catching-up';
        return this.validator ? judgeAdjournment(this.validator.table, missing) : 'not-playing';
      },
    });
  }

  private async endEpoch(last: TableState): Promise<void> {
    const book = this.book!;
    if (book.epoch !== last.epoch) return;
    const adjourned = this.adjournment?.complete;
    // What was committed before somebody was missed may have ended the epoch by itself.
    const next = adjourned && !last.epochEnds ? adjournedEpoch(last, adjourned.missing) : nextEpoch(last);
    this.adjournment?.end();
    this.previous?.stop();
    this.previous = this.validator;
    this.o.move('enter');
    await book.begin(next, adjourned?.stops);
    await this.gossip!.save(next);
    await this.enter(next);
    await this.gossip!.sign();
    this.o.onClosed();
  }

  /**
   * A peer tells of later epochs.
   * @param keep called where it cannot be looked at yet: the genesis has just come and is still being checked, or we
   *   have to close our own epoch first
   */
  async told(from: PeerId, body: MessageOf<'epochs'>['body'], keep: () => void): Promise<void> {
    const { gossip } = this;
    if (!gossip) return keep();
    if (await this.closesFirst(body, keep)) return;
    if (!(await this.newcomer!.isPresent(from, body))) return;
    const start = await gossip.follow(from, body, (state) =>
      checkLeftBehind(this.book?.start, state, this.o.node.publicKey),
    );
    const { at } = this.o.stage();
    if (!start || at === 'stopped' || at === 'failed') return;
    // It is certified, and the rest is our own business.
    await ownBusiness(() => this.goOnWith(start));
  }

  private goOnWith(start: TableState): Promise<void> {
    this.adjournment?.end();
    this.adjournment = undefined;
    this.previous?.stop();
    this.previous = undefined;
    this.o.move('enter');
    this.validator?.stop();
    this.clock = createTableClock(this.o.node.scheduler, start.timeMs, true, this.o.node.wallClockMs);
    return this.enter(start);
  }

  /**
   * The others have gone on without us: first we close the epoch ourselves, from the blocks that they stopped at. Two
   * of three are too few to be believed what the state was.
   */
  private async closesFirst(body: MessageOf<'epochs'>['body'], keep: () => void): Promise<boolean> {
    const { book, validator, adjournment } = this;
    if (!book || !validator || validator.observes || validator.epoch !== book.epoch) return false;
    const stops = body.checkpoints.find((c) => c.body.epoch === book.epoch + 1)?.stops ?? [];
    if (!adjournment || stops.length === 0) return false;
    if (!(await book.stopsHold(stops, validator.epoch, validator.members))) return false;
    keep();
    adjournment.follow(stops);
    return true;
  }

  /** Nothing can be done with it before the epoch that it may belong to is followed. */
  isTooEarly(message: ConsensusMessage): boolean {
    const { at } = this.o.stage();
    if (at === 'playing' || at === 'watching' || at === 'outside') return false;
    return !this.isAnsweredAnyway(message);
  }

  /** Of the epoch before, or of one that was adjourned since: answered whatever goes on. */
  private isAnsweredAnyway(message: ConsensusMessage): boolean {
    const epoch = epochOf(message);
    if (epoch === this.previous?.epoch) return true;
    return message.kind === 'frontier' && this.laggards?.wasAdjourned(epoch) === true;
  }

  /** What members say to one another, and is not too early. */
  async receive(from: PeerId, message: ConsensusMessage): Promise<void> {
    const { at } = this.o.stage();
    const epoch = epochOf(message);
    if (epoch === this.previous?.epoch) return this.previous.receive(from, message);
    if (message.kind === 'frontier' && this.laggards?.wasAdjourned(epoch))
      return this.laggards.answer(from, message.body);
    if (at === 'playing' || at === 'watching') return this.validator?.receive(from, message);
    if (at === 'outside') this.otherEpoch(from, epoch);
  }

  async checkpointSignature(from: PeerId, body: MessageOf<'checkpointSignature'>['body']): Promise<void> {
    return this.gossip?.receiveSignature(from, body);
  }

  /** A peer is in another epoch: one of us lags, and is helped. */
  private otherEpoch(from: PeerId, epoch: number): void {
    const { book } = this;
    if (!book) return;
    if (epoch > book.epoch) {
      const nowMs = this.o.node.scheduler.nowMs();
      if (!this.peersAhead.isDue(from, nowMs)) return;
      // Either we are nearly there, or we have missed it: the hello says which epoch we know.
      this.validator?.catchUp(from);
      const overdue = this.peersAhead.isOverdue(epoch, nowMs);
      if (this.validator?.observes && !overdue) return;
      this.o.lobby.hello(from);
    } else if (epoch < book.epoch) this.gossip?.tell(from);
  }

  /** Tells the validators that run whose link has changed; asked before the peer is forgotten, told afterwards. */
  linkOf(peer: PeerId): () => void {
    const running = [this.validator, this.previous].flatMap((v) => {
      const whose = v && this.o.peers.validatorOf(v.members, peer);
      return v && whose !== undefined ? [{ v, whose }] : [];
    });
    return () => {
      for (const { v, whose } of running) v.linkChanged(whose);
    };
  }

  /** A peer has said who it is; `fresh` for the first time. */
  async met(from: PeerId, hello: Hello, fresh: boolean): Promise<void> {
    const { book } = this;
    this.linkOf(from)();
    this.admissions.review();
    if (book && hello.epoch < book.epoch) this.gossip?.tell(from);
    if (book && hello.epoch === book.epoch - 1) this.laggards?.tellStops(from);
    this.adjournment?.met(from);
    if (fresh) await this.gossip?.greet(from);
  }

  /** Its link is gone. */
  forget(peer: PeerId): void {
    this.peersAhead.forget(peer);
    this.admissions.forget(peer);
  }
}
