/**
 * A table as one tab runs it: the lobby until the genesis is signed by everyone, then one validator an epoch.
 *
 * The façade over the rooms of this folder: it owns the stage (stage.ts), hands what peers say from the inbox to the
 * room that it concerns, and answers screens and bots, which look no further than here.
 * All platform comes in through `NodeOptions`; this file also runs in Node and in simulations.
 */

import { equalBytes } from '../codec/decode.ts';
import { decodeGenesis, NO_SEAT } from '../codec/genesis.ts';
import { encodeMessage } from '../codec/wire.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { Network, NetworkEvent, PeerId } from '../net/network.ts';
import type { Card } from '../poker/cards.ts';
import type { TableState } from '../table/state/state.ts';
import type { TablePart } from '../table/view/shapes.ts';
import type { Unnumbered } from './duties/deckWork.ts';
import type { StandingReading } from './epochs/admission.ts';
import { Membership } from './epochs/member.ts';
import { FirstHello } from './firstHello.ts';
import { Inbox } from './inbox.ts';
import { LobbyShell } from './lobby/lobbyShell.ts';
import { expectedPeers, WITNESS } from './lobby/seating.ts';
import type { Hello, LobbyState } from './lobby/state.ts';
import type { LobbyInput } from './lobby/steps.ts';
import { MemberPeers } from './memberPeers.ts';
import type { NodeOptions } from './options.ts';
import { Peers } from './peers.ts';
import * as read from './reading.ts';
import type { NodeRefusal } from './refusal.ts';
import { firstStage, type Stage, type StageEvent, shown, stageAfter } from './stage.ts';
import type { PendingTransaction } from './validator/pending.ts';
import type { Validator } from './validator/validator.ts';
import { Audience } from './watching/audience.ts';
import { Watching } from './watching/watching.ts';

/**
 * 'started-without-us': the table is being played and this tab has no seat in the epoch that is on; 'watching': the
 * same, and it follows.
 */
export type NodePhase = 'lobby' | 'signing' | 'playing' | 'started-without-us' | 'watching' | 'failed';

export class GameNode {
  private stage: Stage = firstStage;
  private fatalError: unknown;
  private readonly listeners = new Set<() => void>();
  private unsubscribe: () => void = () => undefined;
  private readonly shell: LobbyShell;
  private readonly watching: Watching;
  private readonly epochs: Membership;
  private readonly inbox: Inbox;
  readonly peers: Peers;
  private readonly memberPeers: MemberPeers;
  private readonly firstHello: FirstHello;
  /** Who watches through us. */
  readonly audience: Audience;

  /** Which backend checks signatures here. */
  readonly signatures: Ed25519['backend'];

  constructor(private readonly o: NodeOptions) {
    const { network, tableId, ed25519 } = o;
    const onChange = this.changed;
    const onFatal = this.failed;
    this.signatures = ed25519.backend;
    this.memberPeers = new MemberPeers(network);
    this.firstHello = new FirstHello(network, o.scheduler);
    this.audience = new Audience(() => o.scheduler.nowMs());
    this.shell = new LobbyShell({
      ...{ node: o, onChange: this.lobbyChanged, onFatal },
      epoch: () => this.epochs.epoch,
      onStarted: (genesis) => {
        this.move('enter');
        void this.epochs.begin(genesis).catch(onFatal);
      },
    });
    const lobby = (): LobbyState => this.shell.state;
    this.peers = new Peers({ network, lobby, audience: this.audience });
    this.watching = new Watching({
      ...{ tableId, network, audience: this.audience, peers: this.peers, onChange },
      members: () => lobby().members ?? [],
      isOutside: () => this.epochs.isOutside,
      onAnswer: (validator) => {
        if (this.validator?.observes) this.validator.linkChanged(validator);
      },
    });
    this.epochs = new Membership({
      ...{ node: o, peers: this.peers, lobby: this.shell, watching: this.watching, audience: this.audience },
      ...{ onChange, onFatal },
      stage: () => this.stage,
      move: (event) => this.move(event),
      onEntered: () => {
        this.tellMembers();
        this.inbox.release();
      },
      onClosed: () => this.inbox.releaseEpochs(),
    });
    this.inbox = new Inbox({
      ...{ tableId, network, ed25519, lobby, peers: this.peers, onFatal },
      nowMs: () => o.scheduler.nowMs(),
      rooms: {
        hello: (from, hello) => this.met(from, hello),
        proposal: (from, body) => void this.shell.step({ kind: 'proposal', from, body }),
        genesisSignature: (root, key, signature) =>
          void this.shell.step({ kind: 'signature', root, key, signature }),
        genesis: (genesis) => void this.shell.step({ kind: 'genesis', genesis }),
        standing: (from, body) => this.epochs.admissions.receive(from, body),
        removed: (from, keys) => void this.shell.step({ kind: 'removed', from, keys }),
        checkpointSignature: (from, body) => this.epochs.checkpointSignature(from, body),
        epochs: (from, body, keep) => this.epochs.told(from, body, keep),
        adjourn: async (from, body) => this.epochs.adjournment?.receive(from, body),
        isTooEarly: (message) => this.epochs.isTooEarly(message),
        consensus: (from, message) => this.epochs.receive(from, message),
        watch: (from, body) => this.watching.receive(from, body),
        bye: (from) => this.linkChanged(from, false),
      },
    });
  }

  start(): void {
    this.unsubscribe = this.o.network.subscribe((event) => this.heard(event));
    for (const link of this.o.network.links()) this.linkChanged(link.peer, true);
    void this.resume().catch(this.failed);
  }

  /** A tab that was at this table before goes on with what it journaled. */
  private async resume(): Promise<void> {
    const stored = await this.o.storage.loadGenesis();
    if (!stored) return;
    const genesis = decodeGenesis(stored);
    const me = genesis.body.members.find((m) => equalBytes(m.key, this.o.publicKey));
    if (me) this.shell.remember(me.seat, me.nickname);
    this.shell.step({ kind: 'genesis', genesis });
  }

  async stop(): Promise<void> {
    this.unsubscribe();
    this.firstHello.stop();
    this.move('stop');
    this.epochs.stop();
    const { network, worker, storage, tableId } = this.o;
    network.broadcast(encodeMessage({ kind: 'bye', body: { tableId } }));
    await network.stop();
    worker.close();
    storage.close();
  }

  private move(event: StageEvent): void {
    this.stage = stageAfter(this.stage, event);
  }

  private readonly changed = (): void => {
    for (const listener of this.listeners) listener();
  };

  private readonly lobbyChanged = (): void => {
    // Which of two beginnings is the table nobody can tell who is in neither.
    if (this.lobby.rival && this.watching.wished && !this.epochs.isMember) this.watch(false);
    const { at } = this.stage;
    if (at === 'lobby' && this.lobby.proposal) this.move('proposed');
    else if (at === 'signing' && !this.lobby.proposal) this.move('voided');
    this.changed();
  };

  private readonly failed = (error: unknown): void => {
    this.fatalError ??= error ?? new Error('unknown');
    this.move('fail');
    this.epochs.stop();
    this.changed();
  };

  private heard(event: NetworkEvent): void {
    if (event.kind === 'message') {
      this.inbox.receive(event.from, event.bytes);
      return;
    }
    if (event.kind === 'link') this.linkChanged(event.peer, event.link !== undefined);
    this.changed();
  }

  /** Whose link it was has to be asked before the lobby forgets the peer. */
  private linkChanged(peer: PeerId, up: boolean): void {
    if (up) {
      if (!this.lobby.others.has(peer)) this.firstHello.linked(peer);
    } else this.firstHello.settled(peer);
    const tell = this.epochs.linkOf(peer);
    if (up !== this.lobby.links.has(peer)) this.shell.step({ kind: 'link', peer, up });
    if (!up) for (const room of [this.watching, this.epochs, this.inbox]) room.forget(peer);
    tell();
  }

  /** A peer has said who it is. */
  private async met(from: PeerId, hello: Hello): Promise<void> {
    this.firstHello.settled(from);
    const fresh = !this.lobby.others.has(from);
    this.shell.step({ kind: 'hello', from, hello });
    this.watching.met(from, fresh);
    this.tellMembers();
    return this.epochs.met(from, hello, fresh);
  }

  /** Members reach members through members, so the network must know them by their transport ids. */
  private tellMembers(): void {
    const { links, others } = this.lobby;
    this.o.network.reserve(expectedPeers(this.lobby));
    const linked = new Map([...others].filter(([peer]) => links.has(peer)));
    this.memberPeers.update(this.epochs.isMember ? (this.validator?.members ?? []) : [], linked);
  }

  get phase(): NodePhase {
    const what = shown(this.stage);
    return what === 'outside' ? 'started-without-us' : what;
  }

  /** What made the tab stop, for the console; never holds a secret. */
  get fatal(): unknown {
    return this.fatalError;
  }

  /** What peers' messages made our code throw, the first few: for a report. */
  get surprises(): readonly unknown[] {
    return this.inbox.surprises;
  }

  /** Messages that wait until their time comes, and their bytes. */
  get held(): { readonly messages: number; readonly bytes: number } {
    return this.inbox.held;
  }

  /** Milliseconds of the table's clock. */
  nowMs(): number {
    return this.epochs.clock.nowMs();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A choice in the lobby; answers with the reason it was refused. */
  choose(
    input: Extract<LobbyInput, { kind: 'nickname' | 'seat' | 'ready' | 'start' | 'remove' }>,
  ): NodeRefusal | undefined {
    const refused = this.shell.step(input);
    if (refused === undefined) this.epochs.admissions.askAnew();
    // Whoever sits down plays, or waits in the lobby to be let in.
    if (refused === undefined && input.kind === 'seat' && this.lobby.seat !== NO_SEAT) this.watch(false);
    this.changed();
    return refused;
  }

  /** Begins or ends to watch, now or as soon as the table is played. The reason where that cannot be. */
  watch(on: boolean): NodeRefusal | undefined {
    if (this.epochs.isMember) return 'already-started';
    if (on && this.lobby.rival) return 'two-beginnings';
    if (on === this.watching.wished) return undefined;
    if (on && this.lobby.seat !== NO_SEAT) this.shell.step({ kind: 'seat', seat: NO_SEAT });
    this.watching.set(on);
    const { at } = this.stage;
    if (!on) this.epochs.unfollow();
    if (!on && at === 'watching') this.move('leave');
    if (on && at === 'outside') this.epochs.follow();
    this.changed();
    return undefined;
  }

  /** This tab wishes to watch the table, now or as soon as it is played. */
  get wishesToWatch(): boolean {
    return this.watching.wished;
  }

  /** Nobody who has answered has room for one more who watches. */
  get noRoomToWatch(): boolean {
    return this.watching.noRoom;
  }

  submit(transaction: Unnumbered): NodeRefusal | undefined {
    return this.validator ? this.validator.submit(transaction) : 'not-playing';
  }

  /** Shows own cards of a finished hand: these, or all that are still closed. */
  showCards(cards?: readonly Card[]): NodeRefusal | undefined {
    return this.validator ? this.validator.showCards(cards) : 'not-playing';
  }

  /** Own cards of the finished hand that may be shown by choice. */
  showable(): readonly Card[] {
    return this.validator?.showable() ?? [];
  }

  /** The player would go on without this member, who is missing. The reason where that cannot be. */
  adjourn(missing: number): NodeRefusal | undefined {
    return this.epochs.adjournment ? this.epochs.adjournment.agree(missing) : 'not-playing';
  }

  /** Members that would go on without this one. */
  adjourners(missing: number): number[] {
    return this.epochs.adjournment?.agreed(missing) ?? [];
  }

  /** Own transactions that are not final yet. */
  get pending(): readonly PendingTransaction[] {
    return this.validator?.pending ?? [];
  }

  /** The replicated state, while an epoch is followed; it may be in the middle of a slot. */
  get table(): TableState | undefined {
    return this.validator?.table;
  }

  /** The journal of this device is still being read: the table is not where it was left yet. */
  get replaying(): boolean {
    return this.validator?.replaying ?? false;
  }

  /** The table's part of what a screen shows. */
  part(): TablePart | undefined {
    return this.validator?.part();
  }

  chain(): read.ChainReading | undefined {
    return this.validator && read.readChain(this.validator, this.peers);
  }

  links(): read.LinkReading[] {
    return read.readLinks(this.peers, this.lobby, this.table);
  }

  /** Seats, and what may be done about them. */
  seats(): read.LobbyReading {
    return read.readLobby(this.lobby);
  }

  /** Those who ask to be let in, and what may be said about them; undefined without a vote. */
  door(): read.DoorReading | undefined {
    return this.validator && read.readDoor(this.validator, this.epochs.admissions.askers());
  }

  /** Where we ask to be let in: how that stands. */
  standing(): StandingReading | undefined {
    return this.epochs.isOutside ? this.epochs.admissions.standing() : undefined;
  }

  /** Somebody is missing, and the others could go on without. */
  adjournment(): read.AdjournmentReading | undefined {
    return this.validator && read.readAdjournment(this.validator, this.peers, (v) => this.adjourners(v));
  }

  /** Somebody with this key is linked, or we are it. */
  isHere(key: Uint8Array): boolean {
    return this.peers.isHere(key);
  }

  /** Nicknames of the linked players. */
  playersHere(): string[] {
    return this.peers
      .here()
      .flatMap((h) => (h.role === WITNESS ? [] : [new TextDecoder().decode(h.nickname)]));
  }

  /** For whole-node tests and simulations, which look behind the façade; nothing else does. */
  get lobby(): LobbyState {
    return this.shell.state;
  }

  get network(): Network {
    return this.o.network;
  }

  /** As `lobby`. */
  get validator(): Validator | undefined {
    return this.epochs.validator;
  }
}
