/**
 * A table as one tab runs it: the lobby until the genesis is signed by everyone, then one validator an epoch.
 *
 * - Upon the end of an epoch: the next one's first state is stored, its checkpoint signed and sent around, and
 *   whoever is a member of it goes on; the validator of the epoch before stays to answer those who lag.
 * - Upon a newcomer's hello that names a seat and is ready: every member hands it in as a transaction.
 * - Upon checkpoints of epochs that we have not seen (we are new, or were away): checked from the genesis on,
 *   then we go on from the state they certify.
 * - Upon wishing to watch: the members are asked to send what they say; an observer follows the epoch that is on.
 *   Upon a peer's asking the same of us: audience.ts.
 *
 * All platform comes in through `NodeOptions`; this file also runs in Node and in simulations.
 */

import type { TableConfig } from '../codec/config.ts';
import { DecodeError, encodeText, equalBytes, toHex } from '../codec/decode.ts';
import {
  decodeGenesis,
  encodeGenesis,
  type Genesis,
  GenesisBodyType,
  genesisSigningBytes,
  type Member,
  NO_SEAT,
  ROLES,
} from '../codec/genesis.ts';
import { helloSigningBytes } from '../codec/hello.ts';
import { limits } from '../codec/limits.ts';
import { decodeMessage, encodeMessage, type Message, type MessageOf } from '../codec/wire.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { Network, PeerId } from '../net/network.ts';
import type { GameStorage } from '../storage/storage.ts';
import { createTable } from '../table/epoch/create.ts';
import { adjournedEpoch, judgeAdmission, nextEpoch } from '../table/epoch/epoch.ts';
import { isKept, isTied, judgeAdjournment } from '../table/hand/aside.ts';
import type { TableState } from '../table/state/state.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { createTableClock, type Scheduler, type TableClock } from './clock.ts';
import type { Unnumbered } from './duties/deckWork.ts';
import { Adjournment } from './epochs/adjournment.ts';
import { EpochBook } from './epochs/book.ts';
import { EpochGossip } from './epochs/gossip.ts';
import { oldBlocks } from './epochs/oldBlocks.ts';
import {
  createLobby,
  type Hello,
  type LobbyEffect,
  type LobbyInput,
  type LobbyState,
  stepLobby,
} from './lobby/lobby.ts';
import { Validator } from './validator/validator.ts';
import { Audience } from './watching/audience.ts';

export interface NodeOptions {
  readonly config: TableConfig;
  /** 32 bytes, the hash of `config`. */
  readonly tableId: Uint8Array;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly nickname: string;
  /** Player unless given; a witness votes and has no seat. */
  readonly role?: (typeof ROLES)[number];
  readonly ed25519: Ed25519;
  readonly network: Network;
  readonly storage: GameStorage;
  readonly worker: DeckWorker;
  readonly scheduler: Scheduler;
  /** Wall clock, for the history's display only. */
  readonly wallClockMs: () => number;
}

/**
 * 'started-without-us': the table is being played and this tab has no seat in the epoch that is on; 'watching': the
 * same, and it follows.
 */
export type NodePhase = 'lobby' | 'signing' | 'playing' | 'started-without-us' | 'watching' | 'failed';

/** One who watches comes to the next epoch by itself, unless it takes longer than this; milliseconds. */
const patienceMs = 3_000;

export class GameNode {
  private lobbyState: LobbyState;
  private lobbyClock: TableClock;
  private readonly listeners = new Set<() => void>();
  private unsubscribe: () => void = () => undefined;
  private early: {
    from: PeerId;
    message: MessageOf<'block'> | MessageOf<'blocks'> | MessageOf<'frontier'>;
  }[] = [];
  /** Told while the epoch before was not closed here. */
  private heldBack: { from: PeerId; body: MessageOf<'epochs'>['body'] } | undefined;
  private earlyEpochs: { from: PeerId; body: MessageOf<'epochs'>['body'] } | undefined;
  private fatalError: unknown;
  private without = false;
  private stopped = false;
  /** The next epoch's validator is being opened; the last one's picture still stands. */
  private entering = false;
  private book: EpochBook | undefined;
  private gossip: EpochGossip | undefined;
  /** Answers those who are still in the epoch before. */
  private previous: Validator | undefined;
  /** The last later epoch that a peer spoke in, and since when. */
  private ahead: { readonly epoch: number; readonly sinceMs: number } | undefined;
  /** Of the epoch that is on, where we are a member of it. */
  private adjournment: Adjournment | undefined;
  /** When we last read stored blocks for a peer. */
  private readonly answeredMs = new Map<PeerId, number>();
  /** When we last asked a peer that is ahead. */
  private readonly caughtUpMs = new Map<PeerId, number>();
  /** Who watches through us. */
  readonly audience: Audience;
  /** We would follow without a vote; and who has answered that, true where there is room for us. */
  private watching = false;
  private readonly watchedThrough = new Map<PeerId, boolean>();
  validator: Validator | undefined;

  /** Which backend checks signatures here. */
  readonly signatures: Ed25519['backend'];

  constructor(private readonly o: NodeOptions) {
    const nickname = encodeText(o.nickname, limits.nicknameBytes, 'nickname');
    const role = ROLES.indexOf(o.role ?? 'player');
    this.lobbyState = createLobby(o.config, o.network.self, o.publicKey, nickname, role);
    this.lobbyClock = createTableClock(o.scheduler, 0);
    this.signatures = o.ed25519.backend;
    this.audience = new Audience(() => o.scheduler.nowMs());
  }

  start(): void {
    this.unsubscribe = this.o.network.subscribe((event) => {
      if (event.kind === 'message') this.receive(event.from, event.bytes);
      else if (event.kind === 'link') {
        this.linkChanged(event.peer, event.link !== undefined);
        this.changed();
      } else this.changed();
    });
    for (const link of this.o.network.links()) this.step({ kind: 'link', peer: link.peer, up: true });
    void this.resume().catch(this.failed);
  }

  /** A tab that was at this table before goes on with what it journaled. */
  private async resume(): Promise<void> {
    const stored = await this.o.storage.loadGenesis();
    if (!stored) return;
    const genesis = decodeGenesis(stored);
    const me = genesis.body.members.find((m) => equalBytes(m.key, this.o.publicKey));
    if (me) this.lobbyState = { ...this.lobbyState, seat: me.seat, nickname: me.nickname, ready: true };
    this.step({ kind: 'genesis', genesis });
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    this.stopped = true;
    this.adjournment?.end();
    this.validator?.stop();
    this.previous?.stop();
    this.o.network.broadcast(encodeMessage({ kind: 'bye', body: { tableId: this.o.tableId } }));
    await this.o.network.stop();
    this.o.worker.close();
    this.o.storage.close();
  }

  get lobby(): LobbyState {
    return this.lobbyState;
  }

  get network(): Network {
    return this.o.network;
  }

  get phase(): NodePhase {
    if (this.fatalError !== undefined) return 'failed';
    if (this.validator) return this.validator.observes ? 'watching' : 'playing';
    if (this.without) return 'started-without-us';
    return this.lobbyState.proposal ? 'signing' : 'lobby';
  }

  /** What made the tab stop, for the console; never holds a secret. */
  get fatal(): unknown {
    return this.fatalError;
  }

  nowMs(): number {
    return this.lobbyClock.nowMs();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A choice in the lobby; answers with the reason it was refused. */
  choose(input: Extract<LobbyInput, { kind: 'nickname' | 'seat' | 'ready' | 'start' }>): string | undefined {
    const refused = this.step(input);
    // Whoever sits down plays, or waits in the lobby to be let in.
    if (refused === undefined && input.kind === 'seat' && this.lobbyState.seat !== NO_SEAT) this.watch(false);
    this.changed();
    return refused;
  }

  /** This tab wishes to watch the table, now or as soon as it is played; or no longer. */
  get wishesToWatch(): boolean {
    return this.watching;
  }

  /** Nobody who has answered has room for one more who watches. */
  get noRoomToWatch(): boolean {
    const { members = [] } = this.lobbyState;
    const answers = [...this.watchedThrough].filter(
      ([peer]) => this.validatorOf(members, peer) !== undefined,
    );
    return this.watching && answers.length > 0 && !answers.some(([, room]) => room);
  }

  /** Begins or ends to watch. The reason where that cannot be. */
  watch(on: boolean): string | undefined {
    const { book } = this;
    if (book?.members.some((m) => equalBytes(m.key, this.o.publicKey))) return 'already-started';
    if (on === this.watching) return undefined;
    this.watching = on;
    if (on && this.lobbyState.seat !== NO_SEAT) this.step({ kind: 'seat', seat: NO_SEAT });
    for (const peer of this.lobbyState.links) this.askToWatch(peer);
    if (!on) {
      this.watchedThrough.clear();
      this.validator?.stop();
      this.validator = undefined;
    } else if (this.without && !this.entering) void this.enter(this.firstState()).catch(this.failed);
    this.changed();
    return undefined;
  }

  submit(transaction: Unnumbered): string | undefined {
    return this.validator ? this.validator.submit(transaction) : 'not-playing';
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  private step(input: LobbyInput): string | undefined {
    const r = stepLobby(this.lobbyState, input);
    this.lobbyState = r.state;
    for (const effect of r.effects) this.carryOut(effect);
    this.changed();
    return r.refused;
  }

  private carryOut(effect: LobbyEffect): void {
    switch (effect.kind) {
      case 'hello':
        void this.sendHello(effect.to).catch(this.failed);
        break;
      case 'sign':
        void this.signGenesis(effect).catch(this.failed);
        break;
      case 'broadcast':
        this.o.network.broadcast(encodeMessage(effect.message));
        break;
      case 'send':
        this.o.network.send(effect.to, encodeMessage(effect.message));
        break;
      case 'started':
        void this.begin(effect.genesis).catch(this.failed);
        break;
    }
  }

  private readonly failed = (error: unknown): void => {
    this.fatalError ??= error ?? new Error('unknown');
    this.validator?.stop();
    this.previous?.stop();
    this.changed();
  };

  private async sendHello(to: PeerId | undefined): Promise<void> {
    const s = this.lobbyState;
    const unsigned: Hello = {
      tableId: this.o.tableId,
      key: s.key,
      role: s.role,
      seat: s.seat,
      ready: s.ready ? 1 : 0,
      nickname: s.nickname,
      revision: s.revision,
      epoch: this.book?.epoch ?? 0,
      peerId: new TextEncoder().encode(this.o.network.self),
      signature: new Uint8Array(64),
    };
    const signature = await this.o.ed25519.sign(this.o.secretKey, helloSigningBytes(unsigned));
    const bytes = encodeMessage({ kind: 'hello', body: { ...unsigned, signature } });
    if (to === undefined) this.o.network.broadcast(bytes);
    else this.o.network.send(to, bytes);
  }

  private async signGenesis({ body, root }: Extract<LobbyEffect, { kind: 'sign' }>): Promise<void> {
    const signature = await this.o.ed25519.sign(this.o.secretKey, genesisSigningBytes(body));
    const { key } = this.lobbyState;
    const rootBytes = GenesisBodyType.hashTreeRoot(body);
    this.o.network.broadcast(
      encodeMessage({ kind: 'genesisSignature', body: { root: rootBytes, key, signature } }),
    );
    this.step({ kind: 'signature', root, key: toHex(key), signature });
  }

  /** The table has started: with this genesis, or with what this device stored of later epochs. */
  private async begin(genesis: Genesis): Promise<void> {
    const book = new EpochBook(genesis, this.o.ed25519);
    await this.o.storage.saveGenesis(encodeGenesis(genesis));
    const { network, storage, ed25519, secretKey, publicKey, scheduler } = this.o;
    const peers = () => this.lobbyState.links;
    // Whoever watches comes to the next epoch by itself, as the members do, and asks if it does not.
    const isAmong = (members: readonly Member[], peer: PeerId) =>
      this.validatorOf(members, peer) !== undefined || this.audience.has(peer);
    const own = { network, storage, ed25519, secretKey, publicKey, scheduler };
    const gossip = new EpochGossip({ book, peers, isAmong, ...own });
    await gossip.load();
    this.book = book;
    this.gossip = gossip;
    // Where a journal exists the clock stood still while the tab was away; otherwise it starts with the genesis.
    const last = (await this.o.storage.loadSlots()).at(-1);
    this.lobbyClock = createTableClock(this.o.scheduler, last?.timeMs ?? 0, last !== undefined);
    await this.enter(this.firstState());
    await gossip.sign();
    const told = this.earlyEpochs;
    this.earlyEpochs = undefined;
    if (told) await this.receiveEpochs(told.from, told.body);
  }

  /** With which the epoch that is on began, as far as this tab has it. */
  private firstState(): TableState | undefined {
    const { book } = this;
    return book?.epoch === 0 ? createTable(book.genesis) : book?.start;
  }

  /** A seat that is in our name without a vote of ours, because a hand we are in was set aside: we come back to it. */
  private keptSeat(start: TableState): number | undefined {
    const key = toHex(this.o.publicKey);
    const seat = start.life.seats.find((s) => s?.player === key)?.seat;
    return seat !== undefined && isTied(start, seat) ? seat : undefined;
  }

  /**
   * Goes on with an epoch of the book, if its first state is known: as a validator if we are a member of it, as an
   * observer if we wish to watch.
   */
  private async enter(start: TableState | undefined): Promise<void> {
    const book = this.book!;
    const { members } = book;
    const index = members.findIndex((m) => equalBytes(m.key, this.o.publicKey));
    this.without = index < 0;
    const observes = this.without && this.watching;
    if (!this.without) this.watching = false;
    this.audience.review((peer) => this.validatorOf(members, peer) !== undefined);
    this.step({ kind: 'members', members, returning: start && this.keptSeat(start) });
    if ((this.without && !observes) || start === undefined) {
      this.validator = undefined;
      this.entering = false;
      return this.changed();
    }
    this.entering = true;
    if (observes) {
      if (!this.validator) this.lobbyClock = createTableClock(this.o.scheduler, start.timeMs, true);
      for (const peer of this.lobbyState.links) {
        if (this.watchedThrough.get(peer) !== true) this.askToWatch(peer);
      }
    }
    const seat = members[index]?.seat ?? NO_SEAT;
    const peerOf = (validator: number) => this.peerOf(members, validator);
    const watchedThrough = (validator: number) => {
      const peer = peerOf(validator);
      return peer !== undefined && this.watchedThrough.get(peer) === true ? peer : undefined;
    };
    const validator = await Validator.open({
      members,
      start,
      instance: book.instance,
      index: observes ? undefined : index,
      seat: seat === NO_SEAT ? undefined : seat,
      secretKey: this.o.secretKey,
      ed25519: this.o.ed25519,
      network: this.o.network,
      validatorOf: (peer) => this.validatorOf(members, peer),
      peerOf: observes ? watchedThrough : peerOf,
      publish: (bytes) => this.publish(bytes),
      audience: this.audience,
      storage: this.o.storage,
      worker: this.o.worker,
      scheduler: this.o.scheduler,
      clock: this.lobbyClock,
      wallClockMs: this.o.wallClockMs,
      onChange: () => this.changed(),
      onFatal: this.failed,
      onEpochEnd: (last) => void this.endEpoch(last).catch(this.failed),
      onOtherEpoch: (from, epoch) => this.otherEpoch(from, epoch),
    });
    const adjournment = observes ? undefined : await this.openAdjournment(members, index, start.epoch);
    if (this.stopped || book.epoch !== start.epoch) return validator.stop();
    if (observes && !this.watching) {
      this.entering = false;
      return validator.stop();
    }
    // What was submitted while the epoch changed is not lost.
    const pending = this.validator?.pending ?? [];
    this.adjournment?.end();
    this.adjournment = adjournment;
    this.validator = validator;
    adjournment?.attach(validator);
    this.entering = false;
    validator.start(pending);
    const early = this.early;
    this.early = [];
    for (const { from, message } of early) validator.receive(from, message);
    for (const hello of this.lobbyState.others.values()) this.handIn(hello);
    this.changed();
  }

  private openAdjournment(members: readonly Member[], index: number, epoch: number): Promise<Adjournment> {
    const { secretKey, ed25519, network, storage, scheduler } = this.o;
    const { instance } = this.book!;
    return Adjournment.open({
      ...{ secretKey, ed25519, network, storage, scheduler, instance, members, index, epoch },
      peerOf: (validator) => this.peerOf(members, validator),
      judge: (missing) => (this.validator ? judgeAdjournment(this.validator.table, missing) : 'not-playing'),
      onChange: () => this.changed(),
      onFatal: this.failed,
    });
  }

  /** The player would go on without this member, who is missing. The reason where that cannot be. */
  adjourn(missing: number): string | undefined {
    return this.adjournment ? this.adjournment.agree(missing) : 'not-playing';
  }

  /** Members that would go on without this one. */
  adjourners(missing: number): number[] {
    return this.adjournment?.agreed(missing) ?? [];
  }

  private async endEpoch(last: TableState): Promise<void> {
    const book = this.book!;
    if (book.epoch !== last.epoch) return;
    const adjourned = this.adjournment?.complete;
    // What was committed before somebody was missed may have ended the epoch by itself.
    const next = adjourned && !last.epochEnds ? adjournedEpoch(last, adjourned.missing) : nextEpoch(last);
    this.adjournment?.end();
    const ended = this.validator;
    this.previous?.stop();
    this.previous = ended;
    this.entering = true;
    await book.begin(next, adjourned?.stops);
    await this.gossip!.save(next);
    await this.enter(next);
    await this.gossip!.sign();
    const told = this.heldBack;
    this.heldBack = undefined;
    if (told) await this.receiveEpochs(told.from, told.body);
  }

  private async receiveEpochs(from: PeerId, body: MessageOf<'epochs'>['body']): Promise<void> {
    if (!this.gossip) {
      // The genesis has just come and is still being checked: what follows it is looked at afterwards.
      this.earlyEpochs = { from, body };
      return;
    }
    if (await this.holdBack(from, body)) return;
    const start = await this.gossip.follow(from, body, (state) => this.checkOwn(state));
    if (!start || this.stopped) return;
    this.adjournment?.end();
    this.adjournment = undefined;
    this.previous?.stop();
    this.previous = undefined;
    this.entering = true;
    this.validator?.stop();
    this.lobbyClock = createTableClock(this.o.scheduler, start.timeMs, true);
    await this.enter(start);
  }

  /**
   * The others have gone on without us: first we close the epoch ourselves, from the blocks that they stopped at. Two of
   * three are too few to be believed what the state was.
   */
  private async holdBack(from: PeerId, body: MessageOf<'epochs'>['body']): Promise<boolean> {
    const { book, validator, adjournment } = this;
    if (!book || !validator || validator.observes || validator.epoch !== book.epoch) return false;
    const stops = body.checkpoints[book.epoch]?.stops ?? [];
    if (!adjournment || stops.length === 0) return false;
    if (!(await book.stopsHold(stops, validator.epoch, validator.members))) return false;
    this.heldBack = { from, body };
    adjournment.follow(stops);
    return true;
  }

  private wasAdjourned(epoch: number): boolean {
    const { book } = this;
    return book !== undefined && epoch < book.epoch && (book.checkpoint(epoch + 1)?.stops.length ?? 0) > 0;
  }

  /** One who was left out of an epoch since comes back: it is told of the epochs, and given what it lacks of its own. */
  private async answerMissing(from: PeerId, body: MessageOf<'frontier'>['body']): Promise<void> {
    this.gossip?.tell(from);
    const nowMs = this.o.scheduler.nowMs();
    const last = this.answeredMs.get(from);
    if (this.validatorOf(this.book!.membersOf(body.epoch), from) === undefined) return;
    if (last !== undefined && nowMs - last < 1_000) return;
    this.answeredMs.set(from, nowMs);
    const blocks = oldBlocks(await this.o.storage.loadBlocks(), body.epoch, body.tips);
    if (blocks.length > 0) this.o.network.send(from, encodeMessage({ kind: 'blocks', body: { blocks } }));
  }

  /** What we left behind at a table that went on without us is still there, or it is not the table we know. */
  private checkOwn(state: TableState): void {
    const before = this.book?.start;
    const seat = before && this.keptSeat(before);
    if (before === undefined || seat === undefined || isKept(before, state, seat)) return;
    throw new Error('chips or cards that are ours were changed while we were away');
  }

  /** To a peer in the epoch before: what ended it, as we kept it. */
  private tellStops(to: PeerId): void {
    const { book } = this;
    if (!book || book.epoch === 0) return;
    for (const stop of book.checkpoint(book.epoch)?.stops ?? []) {
      const body = { epoch: book.epoch - 1, stopped: 1, stop };
      this.o.network.send(to, encodeMessage({ kind: 'adjourn', body }));
    }
  }

  /** A peer is in another epoch: one of us lags, and is helped. */
  private otherEpoch(from: PeerId, epoch: number): void {
    const { book } = this;
    if (!book) return;
    if (epoch > book.epoch) {
      // Either we are nearly there, or we have missed it: the hello says which epoch we know.
      const last = this.caughtUpMs.get(from);
      const nowMs = this.o.scheduler.nowMs();
      if (last !== undefined && nowMs - last < 500) return;
      this.caughtUpMs.set(from, nowMs);
      this.validator?.catchUp(from);
      // Members say a word in the next epoch before the last ones of this have reached those who watch.
      if (this.ahead?.epoch !== epoch) this.ahead = { epoch, sinceMs: nowMs };
      if (this.validator?.observes && nowMs - this.ahead.sinceMs < patienceMs) return;
      void this.sendHello(from).catch(this.failed);
    } else if (epoch < book.epoch) this.gossip?.tell(from);
  }

  /** To every member that is linked, and to those who watch through us. */
  private publish(bytes: Uint8Array): void {
    const { members = [], links } = this.lobbyState;
    for (const peer of links) {
      if (this.audience.has(peer) || this.validatorOf(members, peer) !== undefined)
        this.o.network.send(peer, bytes);
    }
  }

  private askToWatch(peer: PeerId): void {
    const { tableId } = this.o;
    const body = { tableId, watching: this.watching ? 1 : 0 };
    this.o.network.send(peer, encodeMessage({ kind: 'watch', body }));
  }

  /** A peer would watch through us, or answers our own wish. */
  private receiveWatch(from: PeerId, { tableId, watching }: MessageOf<'watch'>['body']): void {
    if (!equalBytes(tableId, this.o.tableId)) {
      this.o.network.penalize(from, 'wrong-table');
      return;
    }
    const whose = this.validatorOf(this.lobbyState.members ?? [], from);
    if (this.watching) {
      // Others may wish the same as we do: only what a member answers will ever be looked up.
      this.watchedThrough.set(from, watching === 1);
      if (whose !== undefined && this.validator?.observes) this.validator.linkChanged(whose);
      this.changed();
      return;
    }
    if (this.without || whose !== undefined) return;
    if (watching === 0) this.audience.leave(from);
    else if (this.audience.mayAsk(from)) {
      const body = { tableId, watching: this.audience.admit(from) ? 1 : 0 };
      this.o.network.send(from, encodeMessage({ kind: 'watch', body }));
    } else return;
    this.changed();
  }

  /** A newcomer's wish, made a transaction; every member does it, once each. */
  private handIn(hello: Hello): void {
    const { validator } = this;
    if (!validator || hello.role !== 0 || hello.ready !== 1 || hello.seat === NO_SEAT) return;
    if (judgeAdmission(validator.table, hello) !== undefined) return;
    if (validator.table.joins.some((j) => equalBytes(j.key, hello.key))) return;
    validator.submit({ kind: 'admit', body: hello });
  }

  /** Whose link it was has to be asked before the lobby forgets the peer. */
  private linkChanged(peer: PeerId, up: boolean): void {
    const running = [this.validator, this.previous].flatMap((v) => {
      const whose = v && this.validatorOf(v.members, peer);
      return v && whose !== undefined ? [{ v, whose }] : [];
    });
    if (up !== this.lobbyState.links.has(peer)) this.step({ kind: 'link', peer, up });
    if (!up) {
      this.audience.forget(peer);
      this.watchedThrough.delete(peer);
    }
    for (const { v, whose } of running) v.linkChanged(whose);
  }

  /** Which validator a linked peer is: its signed hello binds the key to the peer id. */
  private validatorOf(members: readonly Member[], peer: PeerId): number | undefined {
    const hello = this.lobbyState.others.get(peer);
    if (!hello) return undefined;
    const index = members.findIndex((m) => equalBytes(m.key, hello.key));
    return index < 0 ? undefined : index;
  }

  private peerOf(members: readonly Member[], validator: number): PeerId | undefined {
    const member = members[validator];
    if (!member) return undefined;
    for (const [peer, hello] of this.lobbyState.others) {
      if (this.lobbyState.links.has(peer) && equalBytes(hello.key, member.key)) return peer;
    }
    return undefined;
  }

  private receive(from: PeerId, bytes: Uint8Array): void {
    let message: Message;
    try {
      message = decodeMessage(bytes);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.o.network.penalize(from, error.reason === 'oversized' ? 'oversized' : 'malformed');
      return;
    }
    void this.handle(from, message).catch(this.failed);
  }

  private async handle(from: PeerId, message: Message): Promise<void> {
    switch (message.kind) {
      case 'hello':
        return this.receiveHello(from, message.body);
      case 'genesisProposal':
        this.step({ kind: 'proposal', from, body: message.body });
        return;
      case 'genesisSignature':
        return this.receiveSignature(from, message.body);
      case 'genesis':
        return this.receiveGenesis(from, message.body);
      case 'checkpointSignature':
        return this.gossip?.receiveSignature(from, message.body);
      case 'epochs':
        return this.receiveEpochs(from, message.body);
      case 'adjourn':
        return this.adjournment?.receive(from, message.body);
      case 'block':
      case 'blocks':
      case 'frontier':
        if (epochOf(message) === this.previous?.epoch) this.previous?.receive(from, message);
        else if (message.kind === 'frontier' && this.wasAdjourned(message.body.epoch))
          await this.answerMissing(from, message.body);
        else if (this.validator && !this.entering) this.validator.receive(from, message);
        else if (this.without && !this.entering) this.otherEpoch(from, epochOf(message));
        // A peer that completed the genesis a moment earlier is already speaking: keep a little of it.
        else if (this.early.length < 256) this.early.push({ from, message });
        return;
      case 'tableConfig':
        // For those who asked before they knew it (cli/witnessAsk.ts); here it is known.
        return;
      case 'watch':
        return this.receiveWatch(from, message.body);
      case 'bye':
        if (equalBytes(message.body.tableId, this.o.tableId)) this.linkChanged(from, false);
        return;
    }
  }

  private async receiveHello(from: PeerId, hello: Hello): Promise<void> {
    if (!equalBytes(hello.tableId, this.o.tableId)) return this.o.network.penalize(from, 'wrong-table');
    if (new TextDecoder().decode(hello.peerId) !== from)
      return this.o.network.penalize(from, 'bad-structure');
    const ok =
      this.o.ed25519.isAdmissibleKey(hello.key) &&
      (await this.o.ed25519.verify(hello.key, helloSigningBytes(hello), hello.signature));
    if (!ok) return this.o.network.penalize(from, 'bad-signature');
    const fresh = !this.lobbyState.others.has(from);
    this.step({ kind: 'hello', from, hello });
    if (fresh && this.watching) this.askToWatch(from);
    if (this.validatorOf(this.lobbyState.members ?? [], from) !== undefined) this.audience.leave(from);
    for (const v of [this.validator, this.previous]) {
      const whose = v && this.validatorOf(v.members, from);
      if (whose !== undefined) v?.linkChanged(whose);
    }
    this.handIn(hello);
    if (this.book && hello.epoch < this.book.epoch) this.gossip?.tell(from);
    if (this.book && hello.epoch === this.book.epoch - 1) this.tellStops(from);
    this.adjournment?.met(from);
    if (fresh) await this.gossip?.greet(from);
  }

  private async receiveSignature(from: PeerId, s: MessageOf<'genesisSignature'>['body']): Promise<void> {
    const { proposal } = this.lobbyState;
    if (!proposal || proposal.root !== toHex(s.root)) return;
    if (!(await this.o.ed25519.verify(s.key, genesisSigningBytes(proposal.body), s.signature))) {
      return this.o.network.penalize(from, 'bad-signature');
    }
    this.step({ kind: 'signature', root: proposal.root, key: toHex(s.key), signature: s.signature });
  }

  private async receiveGenesis(from: PeerId, genesis: Genesis): Promise<void> {
    if (this.lobbyState.genesis) return;
    if (!(await genesisHolds(genesis, this.o.ed25519))) return this.o.network.penalize(from, 'bad-signature');
    this.step({ kind: 'genesis', genesis });
  }
}

function epochOf(message: MessageOf<'block'> | MessageOf<'blocks'> | MessageOf<'frontier'>): number {
  if (message.kind === 'frontier') return message.body.epoch;
  if (message.kind === 'block') return message.body.content.epoch;
  return message.body.blocks[0]?.content.epoch ?? 0;
}

/** Every member's signature over the body, under an admissible key. */
export async function genesisHolds(genesis: Genesis, ed25519: Ed25519): Promise<boolean> {
  const { body, signatures } = genesis;
  if (signatures.length !== body.members.length) return false;
  const bytes = genesisSigningBytes(body);
  for (const [i, member] of body.members.entries()) {
    if (!ed25519.isAdmissibleKey(member.key)) return false;
    if (!(await ed25519.verify(member.key, bytes, signatures[i]!))) return false;
  }
  return true;
}
