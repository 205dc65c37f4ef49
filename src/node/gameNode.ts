/**
 * A table as one tab runs it: the lobby until the genesis is signed by everyone, then one validator an epoch.
 *
 * The façade over the rooms of this folder: it ties them together (where it stands: standing.ts; who is linked:
 * encounters.ts; what its player would be: wishes.ts), hands what peers say from the inbox to the room that it
 * concerns, and answers screens and bots, which look no further than here.
 * All platform comes in through `NodeOptions`; this file also runs in Node and in simulations.
 */

import { equalBytes } from '../codec/decode.ts';
import { decodeGenesis } from '../codec/genesis.ts';
import type { LinkMark } from '../codec/linkMark.ts';
import { encodeMessage } from '../codec/wire.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { Network, NetworkEvent } from '../net/network.ts';
import type { Card } from '../poker/cards.ts';
import type { TableState } from '../table/state/state.ts';
import type { TablePart } from '../table/view/shapes.ts';
import { type AppsReading, readApps } from './appsReading.ts';
import * as readDoor from './doorReading.ts';
import type { Claiming } from './duties/claiming.ts';
import type { Unnumbered } from './duties/deckWork.ts';
import { Encounters } from './encounters.ts';
import type { StandingReading } from './epochs/admission.ts';
import { Membership } from './epochs/member.ts';
import { type Gauges, readGauges } from './gauges.ts';
import { Inbox } from './inbox.ts';
import { LobbyShell } from './lobby/lobbyShell.ts';
import type { LobbyState } from './lobby/state.ts';
import type { NodeOptions } from './options.ts';
import { type PastReading, readPast } from './pastReading.ts';
import { Peers } from './peers.ts';
import * as read from './reading.ts';
import type { NodeRefusal } from './refusal.ts';
import { type NodePhase, Standing } from './standing.ts';
import type { PendingTransaction } from './validator/pending.ts';
import type { Validator } from './validator/validator.ts';
import { Audience } from './watching/audience.ts';
import { Watching } from './watching/watching.ts';
import { type Choice, Wishes } from './wishes.ts';

export class GameNode {
  private readonly standing = new Standing();
  private readonly listeners = new Set<() => void>();
  private unsubscribe: () => void = () => undefined;
  private readonly shell: LobbyShell;
  private readonly watching: Watching;
  private readonly epochs: Membership;
  private readonly encounters: Encounters;
  private readonly wishes: Wishes;
  private readonly inbox: Inbox;
  readonly peers: Peers;
  /** Who watches through us. */
  readonly audience: Audience;

  /** Which backend checks signatures here. */
  readonly signatures: Ed25519['backend'];

  constructor(private readonly o: NodeOptions) {
    const { network, tableId, ed25519 } = o;
    const onChange = this.changed;
    const onFatal = this.failed;
    const { standing } = this;
    this.signatures = ed25519.backend;
    this.audience = new Audience(() => o.scheduler.nowMs());
    this.shell = new LobbyShell({
      ...{ node: o, onChange: this.lobbyChanged, onFatal },
      epoch: () => this.epochs.epoch,
      onStarted: (genesis) => {
        standing.move('enter');
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
      stage: () => standing.stage,
      move: (event) => standing.move(event),
      onEntered: () => {
        this.encounters.tellNetwork();
        this.inbox.release();
      },
      onClosed: () => this.inbox.releaseEpochs(),
    });
    const { shell, watching, epochs } = this;
    this.encounters = new Encounters({
      ...{ network, shell, watching, epochs, scheduler: o.scheduler },
      onGone: (peer) => this.inbox.forget(peer),
    });
    this.wishes = new Wishes({ standing, shell, watching, epochs, onChange });
    this.inbox = new Inbox({
      ...{ tableId, network, ed25519, lobby, peers: this.peers, onFatal },
      nowMs: () => o.scheduler.nowMs(),
      rooms: {
        hello: (from, hello) => this.encounters.met(from, hello),
        heard: (hello) => void shell.step({ kind: 'heard', hello }),
        later: (from, { nickname }) => this.encounters.later(from, nickname),
        proposal: (from, body) => void shell.step({ kind: 'proposal', from, body }),
        genesisSignature: (root, key, signature) =>
          void shell.step({ kind: 'signature', root, key, signature }),
        genesis: (genesis) => void shell.step({ kind: 'genesis', genesis }),
        standing: (from, body) => epochs.admissions.receive(from, body),
        removed: (from, keys) => void shell.step({ kind: 'removed', from, keys }),
        checkpointSignature: (from, body) => epochs.checkpointSignature(from, body),
        epochs: (from, body, keep) => epochs.told(from, body, keep),
        adjourn: async (from, body) => epochs.adjournment?.receive(from, body),
        isTooEarly: (message) => epochs.isTooEarly(message),
        consensus: (from, message) => epochs.receive(from, message),
        watch: (from, body) => watching.receive(from, body),
        freshQuestion: (from, body) => epochs.newcomer?.question(from, body),
        freshAnswer: (from, body) => epochs.newcomer?.answer(from, body),
        bye: (from) => this.encounters.linkChanged(from, false),
      },
    });
  }

  start(): void {
    this.unsubscribe = this.o.network.subscribe((event) => this.heard(event));
    for (const link of this.o.network.links()) this.encounters.linkChanged(link.peer, true);
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
    this.standing.move('stop');
    this.encounters.stop();
    this.epochs.stop();
    const { network, worker, storage, tableId } = this.o;
    network.broadcast(encodeMessage({ kind: 'bye', body: { tableId } }));
    await network.stop();
    worker.close();
    storage.close();
  }

  private readonly changed = (): void => {
    for (const listener of this.listeners) listener();
  };

  private readonly lobbyChanged = (): void => {
    this.wishes.lobbyChanged();
    // Another place where our key is open came or went: two must not sign.
    this.validator?.elsewhere(this.lobby.twins.size > 0);
    this.standing.lobbyChanged(this.lobby);
    this.changed();
  };

  private readonly failed = (error: unknown): void => {
    this.standing.fail(error);
    this.epochs.stop();
    this.changed();
  };

  private heard(event: NetworkEvent): void {
    if (event.kind === 'message') {
      this.inbox.receive(event.from, event.bytes);
      return;
    }
    if (event.kind === 'link') this.encounters.linkChanged(event.peer, event.link !== undefined);
    this.changed();
  }

  get phase(): NodePhase {
    return this.standing.phase;
  }

  /** What made the tab stop, for the console; never holds a secret. */
  get fatal(): unknown {
    return this.standing.fatal;
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

  /** The page was frozen, or hidden away: its clock may have stood still. */
  slept(): void {
    this.epochs.clock.slept();
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
    return this.wishes.choose(choice);
  }

  /** Begins or ends to watch, now or as soon as the table is played. The reason where that cannot be. */
  watch(on: boolean): NodeRefusal | undefined {
    return this.wishes.watch(on);
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

  /** Numbers for who runs or mends it; undefined before the game. */
  gauges(): Gauges | undefined {
    return this.validator && readGauges(this.validator, this.peers, this.nowMs());
  }

  links(): read.LinkReading[] {
    return read.readLinks(this.peers, this.lobby, this.table);
  }

  /** Seats, and what may be done about them. */
  seats(): read.LobbyReading {
    return read.readLobby(this.lobby);
  }

  /** What a link that is copied now says of the table's past. */
  get linkMark(): LinkMark | undefined {
    return this.epochs.newcomer?.mark;
  }

  /** What of the table's past this tab cannot know by itself. */
  past(): PastReading {
    const { epochs, o } = this;
    return readPast(this.lobby, epochs.isOutside && epochs.epoch > 0 && o.linkMark === undefined);
  }

  /** Which apps are at the table: their builds, and who plays by other rules. */
  apps(): AppsReading {
    return readApps(this.lobby);
  }

  /** Those who ask to be let in, and what may be said about them; undefined without a vote. */
  door(): readDoor.DoorReading | undefined {
    return this.validator && readDoor.readDoor(this.validator, this.epochs.admissions.askers());
  }

  /** Where we ask to be let in: how that stands. */
  asking(): StandingReading | undefined {
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
    return read.playersHere(this.peers);
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
