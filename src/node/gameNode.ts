/**
 * A table as one tab runs it: the lobby until the genesis is signed by everyone, then one validator an epoch.
 *
 * The façade over the rooms of this folder, which rooms.ts makes and ties together (where it stands: standing.ts; who
 * is linked: encounters.ts; what its player would be: wishes.ts): it answers screens and bots, which look no further.
 * All platform comes in through `NodeOptions`; this file also runs in Node and in simulations.
 */

import type { LinkMark } from '../codec/linkMark.ts';
import { encodeMessage } from '../codec/wire.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { Network } from '../net/network.ts';
import type { Card } from '../poker/cards.ts';
import type { TableState } from '../table/state/state.ts';
import type { TablePart } from '../table/view/shapes.ts';
import { type AppsReading, readApps } from './appsReading.ts';
import * as readDoor from './doorReading.ts';
import type { Claiming } from './duties/claiming.ts';
import type { Unnumbered } from './duties/deckWork.ts';
import type { StandingReading } from './epochs/admission.ts';
import { type Gauges, readGauges } from './gauges.ts';
import type { LobbyState } from './lobby/state.ts';
import type { NodeOptions } from './options.ts';
import { type PastReading, readPast } from './pastReading.ts';
import { type RailDoor, railDoor } from './rail/door.ts';
import * as read from './reading.ts';
import type { NodeRefusal } from './refusal.ts';
import { NodeRooms } from './rooms.ts';
import type { NodePhase } from './standing.ts';
import type { PendingTransaction } from './validator/pending.ts';
import type { Validator } from './validator/validator.ts';
import { Warming } from './warming.ts';
import type { Audience } from './watching/audience.ts';
import type { Choice } from './wishes.ts';

export class GameNode {
  private readonly listeners = new Set<() => void>();
  private unsubscribe: () => void = () => undefined;
  private readonly warming: Warming;
  private readonly rooms: NodeRooms;
  private left: Promise<void> | undefined;

  constructor(private readonly o: NodeOptions) {
    const { changed, lobbyChanged, failed } = this;
    const { scheduler, role = 'player', worker } = o;
    this.warming = new Warming({
      scheduler,
      willPlay: () => this.phase === 'lobby' && role === 'player' && !this.wishesToWatch,
      warm: () => worker.warm(),
      relayed: () => o.network.links().some((link) => link.kind === 'relayed'),
    });
    this.rooms = new NodeRooms(o, { changed, lobbyChanged, failed });
  }

  /** Which backend checks signatures here. */
  get signatures(): Ed25519['backend'] {
    return this.o.ed25519.backend;
  }

  /** Who watches through us. */
  get audience(): Audience {
    return this.rooms.audience;
  }

  start(): void {
    this.unsubscribe = this.o.network.subscribe((event) => {
      this.rooms.heard(event);
      if (event.kind === 'link' && event.link !== undefined) this.warming.linked();
    });
    for (const link of this.o.network.links()) {
      this.rooms.encounters.linkChanged(link.peer, true);
      this.warming.linked();
    }
    void this.rooms.shell.resume().catch(this.failed);
  }

  async stop(): Promise<void> {
    this.warming.stop();
    this.rooms.standing.move('stop');
    this.rooms.epochs.stop();
    await this.leave('bye');
    this.o.worker.close();
    this.o.storage.close();
  }

  /** Says so to everybody, and gives the links back; only the first time. */
  private leave(how: 'bye' | 'stopped'): Promise<void> {
    const { network, tableId } = this.o;
    this.left ??= (() => {
      this.unsubscribe();
      this.rooms.encounters.stop();
      network.broadcast(encodeMessage({ kind: how, body: { tableId } }));
      return network.stop();
    })();
    return this.left;
  }

  private readonly changed = (): void => {
    for (const listener of this.listeners) listener();
  };

  private readonly lobbyChanged = (): void => {
    this.rooms.wishes.lobbyChanged();
    // Another place where our key is open came or went: two must not sign.
    this.validator?.elsewhere(this.lobby.twins.size > 0);
    this.rooms.standing.lobbyChanged(this.lobby);
    this.changed();
  };

  /** What it stands on is gone: it stops, and signs nothing more. */
  readonly failed = (error: unknown): void => {
    this.rooms.standing.fail(error);
    this.rooms.epochs.stop();
    // A link of a tab that does nothing any more says to the others that it is there. Whoever closes it hears of this.
    this.leave('stopped').catch(() => undefined);
    this.changed();
  };

  get phase(): NodePhase {
    return this.rooms.standing.phase;
  }

  /** What made the tab stop, for the console; never holds a secret. */
  get fatal(): unknown {
    return this.rooms.standing.fatal;
  }

  /** What peers' messages made our code throw, the first few: for a report. */
  get surprises(): readonly unknown[] {
    return this.rooms.inbox.surprises;
  }

  /** Messages that wait until their time comes, and their bytes. */
  get held(): { readonly messages: number; readonly bytes: number } {
    return this.rooms.inbox.held;
  }

  /** Milliseconds of the table's clock. */
  nowMs(): number {
    return this.rooms.epochs.clock.nowMs();
  }

  /** The page was frozen, or hidden away: its clock may have stood still. */
  slept(): void {
    this.rooms.epochs.clock.slept();
  }

  /** The page is looked at again, or its device is back in a network: what was missed is fetched now. */
  awake(): void {
    this.o.network.awake();
    this.validator?.exchange();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** A choice in the lobby; answers with the reason it was refused. */
  choose(choice: Choice): NodeRefusal | undefined {
    // Whoever sits down is about to need its deck.
    if (choice.kind === 'seat') this.o.worker.warm();
    return this.rooms.wishes.choose(choice);
  }

  /** Begins or ends to watch, now or as soon as the table is played. The reason where that cannot be. */
  watch(on: boolean): NodeRefusal | undefined {
    return this.rooms.wishes.watch(on);
  }

  /** This tab wishes to watch the table, now or as soon as it is played. */
  get wishesToWatch(): boolean {
    return this.rooms.watching.wished;
  }

  /** Nobody who has answered has room for one more who watches. */
  get noRoomToWatch(): boolean {
    return this.rooms.watching.noRoom;
  }

  submit(transaction: Unnumbered): NodeRefusal | undefined {
    return this.validator ? this.validator.submit(transaction) : 'not-playing';
  }

  /** Shows own cards of a finished hand: these, or all that are still closed. */
  showCards(cards?: readonly Card[]): NodeRefusal | undefined {
    return this.validator ? this.validator.showCards(cards) : 'not-playing';
  }

  /** Whether a hand that wins is shown or proved; undefined before the game. */
  get claiming(): Claiming | undefined {
    return this.validator?.claiming;
  }

  /** Own cards of the finished hand that may be shown by choice. */
  showable(): readonly Card[] {
    return this.validator?.showable() ?? [];
  }

  /** The player would go on without this member, who is missing. The reason where that cannot be. */
  adjourn(missing: number): NodeRefusal | undefined {
    return this.rooms.epochs.adjournment ? this.rooms.epochs.adjournment.agree(missing) : 'not-playing';
  }

  /** Members that would go on without this one. */
  adjourners(missing: number): number[] {
    return this.rooms.epochs.adjournment?.agreed(missing) ?? [];
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
    return this.validator && read.readChain(this.validator, this.rooms.peers, this.lobby);
  }

  /** Numbers for who runs or mends it; undefined before the game. */
  gauges(): Gauges | undefined {
    return this.validator && readGauges(this.validator, this.rooms.peers, this.nowMs());
  }

  links(): read.LinkReading[] {
    return read.readLinks(this.rooms.peers, this.lobby, this.table);
  }

  /** How the seated are shown. */
  looks(): read.LookReading[] {
    return read.readLooks(this.lobby, this.table);
  }

  /** Seats, and what may be done about them. */
  seats(): read.LobbyReading {
    return read.readLobby(this.lobby);
  }

  /** What a link that is copied now says of the table's past. */
  get linkMark(): LinkMark | undefined {
    return this.rooms.epochs.newcomer?.mark;
  }

  /** What of the table's past this tab cannot know by itself. */
  past(): PastReading {
    const { epochs } = this.rooms;
    return readPast(this.lobby, epochs.isOutside && epochs.epoch > 0 && this.o.linkMark === undefined);
  }

  /** Which apps are at the table: their builds, and who plays by other rules. */
  apps(): AppsReading {
    return readApps(this.lobby);
  }

  /** Those who ask to be let in, and what may be said about them; undefined without a vote. */
  door(): readDoor.DoorReading | undefined {
    return this.validator && readDoor.readDoor(this.validator, this.rooms.epochs.admissions.askers());
  }

  /** Where we ask to be let in: how that stands. */
  asking(): StandingReading | undefined {
    return this.rooms.epochs.isOutside ? this.rooms.epochs.admissions.standing() : undefined;
  }

  /** Somebody is missing, and the others could go on without. */
  adjournment(): read.AdjournmentReading | undefined {
    return (
      this.validator && read.readAdjournment(this.validator, this.rooms.peers, (v) => this.adjourners(v))
    );
  }

  /** Somebody with this key is linked, or we are it. */
  isHere(key: Uint8Array): boolean {
    return this.rooms.peers.isHere(key);
  }

  /** Nicknames of the linked players. */
  playersHere(): string[] {
    return read.playersHere(this.rooms.peers);
  }

  /** For those who watch by way of this node. */
  rail(): RailDoor {
    return railDoor(this.o, this.rooms, (listener) => this.subscribe(listener));
  }

  /** For whole-node tests and simulations, which look behind the façade; nothing else does. */
  get lobby(): LobbyState {
    return this.rooms.shell.state;
  }

  get network(): Network {
    return this.o.network;
  }

  /** As `lobby`. */
  get validator(): Validator | undefined {
    return this.rooms.epochs.validator;
  }
}
