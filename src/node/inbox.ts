/**
 * What peers say, from the frame to the room that it concerns: decoded, its signature checked, and whose it is.
 *
 * Upon a frame: decoded; what cannot be is counted against the peer. Signatures that need nothing but the message and
 *   the lobby are checked here; those of an epoch's members by the room that knows them.
 * Upon something that comes too early: kept within the caps below, of members only once it is known who they are,
 *   and handed on when its time has come.
 * Upon our code throwing at a peer's message: counted against that peer and dropped, for every room judges before it
 *   changes anything; but what our own disk, workers or core throw ends the tab (failStop.ts).
 */
import { DecodeError, equalBytes, toHex } from '../codec/decode.ts';
import { type Genesis, type GenesisBody, genesisSigningBytes, isSealed } from '../codec/genesis.ts';
import { HelloType, helloSigningBytes, type LaterHello } from '../codec/hello.ts';
import { sameId, type TableId } from '../codec/ids.ts';
import { meetingKeyOf } from '../codec/meeting.ts';
import { decodeMessage, laterHelloIn, type Message, type MessageOf } from '../codec/wire.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import { genesisHolds } from '../light/genesis.ts';
import type { Network, PeerId } from '../net/network.ts';
import { BudgetOfEach, type LimitsOfEach } from './budgetOfEach.ts';
import { isOwnFailure } from './failStop.ts';
import { HeldBack } from './heldBack.ts';
import { isBegunByCreator } from './lobby/genesis.ts';
import { isQuestion } from './lobby/lobby.ts';
import { isKnownGenesis, isOurTable } from './lobby/signing.ts';
import type { Hello, LobbyState } from './lobby/state.ts';
import type { Peers } from './peers.ts';
import type { ConsensusMessage } from './validator/wire.ts';

const MiB = 1024 * 1024;
/** Blocks and frontiers of an epoch that is being entered, or of a table whose genesis is on its way. */
export const earlyLimits = { messages: 64, bytes: 4 * MiB, messagesOfOne: 16, bytesOfOne: MiB } as const;
/** What is told of epochs before this tab has come to the end of its own. */
const earlyEpochsLimits = {
  messages: 32,
  bytes: 4 * MiB,
  messagesOfOne: 8,
  bytesOfOne: 2 * MiB,
} as const;
/**
 * How often somebody may say who it is, for each signing key. What is beyond is dropped and costs nobody points:
 * whoever passes on what others say cannot help how often they say it.
 */
export const helloLimits: LimitsOfEach = { burst: 12, perSecond: 0.2, names: 256 };
/** What one peer passes on of what others say, all keys together: a full lobby's wishes, and their changes. */
const passedOnLimits: LimitsOfEach = { burst: 64, perSecond: 4, names: 64 };
/** Errors kept for a report. */
const MOST_SURPRISES = 8;

type Epochs = MessageOf<'epochs'>['body'];

/** The rooms that messages are for. Each may reject with what a peer's message makes it throw. */
export interface InboxRooms {
  hello(from: PeerId, hello: Hello): Promise<void>;
  /** Checked: somebody else passes on what its key has signed. */
  heard(hello: Hello): void;
  /** Its app is newer than this one can read. */
  later(from: PeerId, hello: LaterHello): void;
  proposal(from: PeerId, body: GenesisBody): void;
  /** Checked: by `key` over the proposal with this root. */
  genesisSignature(root: string, key: string, signature: Uint8Array): void;
  genesis(genesis: Genesis): void;
  /** Hex keys that the creator, if it is the sender, wants off the table. */
  removed(from: PeerId, keys: readonly string[]): void;
  checkpointSignature(from: PeerId, body: MessageOf<'checkpointSignature'>['body']): Promise<void>;
  /** Calls `keep` where it cannot be looked at yet. */
  epochs(from: PeerId, body: Epochs, keep: () => void): Promise<void>;
  adjourn(from: PeerId, body: MessageOf<'adjourn'>['body']): Promise<void>;
  isTooEarly(message: ConsensusMessage): boolean;
  consensus(from: PeerId, message: ConsensusMessage): Promise<void>;
  watch(from: PeerId, body: MessageOf<'watch'>['body']): void;
  standing(from: PeerId, body: MessageOf<'standing'>['body']): void;
  freshQuestion(from: PeerId, body: MessageOf<'freshQuestion'>['body']): Promise<void> | undefined;
  freshAnswer(from: PeerId, body: MessageOf<'freshAnswer'>['body']): Promise<void> | undefined;
  bye(from: PeerId): void;
  stopped(from: PeerId): void;
}

interface InboxOptions {
  readonly tableId: TableId;
  readonly ed25519: Ed25519;
  readonly network: Network;
  readonly lobby: () => LobbyState;
  readonly peers: Peers;
  /** A steady clock. */
  readonly nowMs: () => number;
  readonly rooms: InboxRooms;
  readonly onFatal: (error: unknown) => void;
}

export class Inbox {
  private readonly early = new HeldBack<ConsensusMessage>(earlyLimits);
  private readonly hellos: BudgetOfEach;
  private readonly passers: BudgetOfEach;
  private readonly earlyEpochs = new HeldBack<Epochs>(earlyEpochsLimits);
  /** What peers' messages made our code throw, the first of it: for a report. */
  readonly surprises: unknown[] = [];

  private meetingKey: Uint8Array | undefined;
  /** The last hello of each peer whose signature is being checked: what is said after it is heard after it. */
  private readonly greeting = new Map<PeerId, Promise<void>>();

  constructor(private readonly o: InboxOptions) {
    this.hellos = new BudgetOfEach(o.nowMs, helloLimits);
    this.passers = new BudgetOfEach(o.nowMs, passedOnLimits);
  }

  /** Messages kept until their time comes, and their bytes. */
  get held(): { readonly messages: number; readonly bytes: number } {
    const { early, earlyEpochs } = this;
    return { messages: early.size + earlyEpochs.size, bytes: early.bytes + earlyEpochs.bytes };
  }

  receive(from: PeerId, bytes: Uint8Array, read?: Message): void {
    this.guard(from, async () => this.take(from, read ?? decodeMessage(bytes), bytes.length), bytes);
  }

  /**
   * A newer app says what this one cannot read: no fault of its. It is never taken for a member, and its link's own
   * rates hold for it as for anybody.
   */
  private isLater(from: PeerId, bytes: Uint8Array | undefined): boolean {
    if (this.o.lobby().others.has(from)) return false;
    const hello = bytes && laterHelloIn(bytes);
    // Nobody has signed it, so it is charged to the link.
    if (hello && this.hellos.take(from)) this.o.rooms.later(from, hello);
    return hello !== undefined || this.o.lobby().later.has(from);
  }

  /** An epoch is followed from now on: what was kept of it goes to it. */
  release(): void {
    for (const { from, message, bytes } of this.early.take()) {
      if (this.mayHold(from)) this.guard(from, () => this.consensus(from, message, bytes));
    }
  }

  /** This tab has come to where it can look at what it was told of epochs. */
  releaseEpochs(): void {
    for (const { from, message, bytes } of this.earlyEpochs.take())
      this.guard(from, () => this.epochs(from, message, bytes));
  }

  /** Its link is gone. */
  forget(peer: PeerId): void {
    this.early.forget(peer);
    this.earlyEpochs.forget(peer);
  }

  private guard(from: PeerId, run: () => Promise<void>, bytes?: Uint8Array): void {
    run().catch((error: unknown) => {
      if (isOwnFailure(error)) return this.o.onFatal(error);
      if (error instanceof DecodeError) {
        if (error.reason !== 'oversized' && this.isLater(from, bytes)) return;
        return this.o.network.penalize(from, error.reason === 'oversized' ? 'oversized' : 'malformed');
      }
      if (this.surprises.length < MOST_SURPRISES) this.surprises.push(error);
      this.o.network.penalize(from, 'internal');
    });
  }

  private async take(from: PeerId, message: Message, bytes: number): Promise<void> {
    const { rooms } = this.o;
    switch (message.kind) {
      case 'hello':
        return this.inTurn(from, this.hello(from, message.body));
      case 'genesisProposal':
        // A proposal is of the seats that its creator has said last.
        await this.greeting.get(from);
        return rooms.proposal(from, message.body);
      case 'genesisSignature':
        await this.greeting.get(from);
        return this.genesisSignature(from, message.body);
      case 'genesis':
        return this.genesis(from, message.body);
      case 'checkpointSignature':
        return rooms.checkpointSignature(from, message.body);
      case 'epochs':
        return this.epochs(from, message.body, bytes);
      case 'adjourn':
        return rooms.adjourn(from, message.body);
      case 'block':
      case 'blocks':
      case 'frontier':
      case 'ask':
      case 'contradiction':
      case 'keyPartial':
      case 'keySigned':
        return this.consensus(from, message, bytes);
      case 'tableConfig':
        // For those who asked before they knew it (askConfig.ts); here it is known.
        return;
      case 'watch':
        return rooms.watch(from, message.body);
      case 'standing':
        return rooms.standing(from, message.body);
      case 'removed':
        if (sameId(message.body.tableId, this.o.tableId)) rooms.removed(from, message.body.keys.map(toHex));
        return;
      case 'freshQuestion':
        return rooms.freshQuestion(from, message.body);
      case 'freshAnswer':
        return rooms.freshAnswer(from, message.body);
      case 'bye':
      case 'stopped':
        if (sameId(message.body.tableId, this.o.tableId)) rooms[message.kind](from);
        return;
    }
  }

  private async inTurn(from: PeerId, hello: Promise<void>): Promise<void> {
    const over = hello.catch(() => undefined);
    this.greeting.set(from, over);
    await hello.finally(() => {
      if (this.greeting.get(from) === over) this.greeting.delete(from);
    });
  }

  private async hello(from: PeerId, hello: Hello): Promise<void> {
    const { network, ed25519, tableId, rooms } = this.o;
    if (!sameId(hello.tableId, tableId) && !this.isQuestion(hello))
      return network.penalize(from, 'wrong-table');
    if (new TextDecoder().decode(hello.peerId) !== from) return this.passedOn(from, hello);
    const known = this.o.lobby().others.get(from);
    // One link is one key's.
    if (known && !equalBytes(known.key, hello.key)) return network.penalize(from, 'bad-structure');
    if (known && HelloType.equals(known, hello)) return rooms.hello(from, hello);
    // The signature before anything dearer; only what the key has signed counts against its budget.
    if (!(await ed25519.verify(hello.key, helloSigningBytes(hello), hello.signature)))
      return network.penalize(from, 'bad-signature');
    if (!this.hellos.take(toHex(hello.key))) return;
    if (!ed25519.isAdmissibleKey(hello.key)) return network.penalize(from, 'bad-signature');
    return rooms.hello(from, hello);
  }

  /**
   * What another peer signed. It is charged to whoever passes it on, for it may be an old one, and nobody may be muted
   * with what it said long ago; what is beyond the budget is dropped without blame.
   */
  private async passedOn(from: PeerId, hello: Hello): Promise<void> {
    const { network, ed25519, rooms } = this.o;
    const { config, genesis, heard, others } = this.o.lobby();
    if (!isSealed(config)) return network.penalize(from, 'bad-structure');
    const key = toHex(hello.key);
    const known = heard.get(key) ?? [...others.values()].find((h) => equalBytes(h.key, hello.key));
    // A page that was loaded again counts anew.
    const isKnown = known && known.revision >= hello.revision && equalBytes(known.peerId, hello.peerId);
    if (genesis || isKnown || !this.passers.take(from)) return;
    if (!(await ed25519.verify(hello.key, helloSigningBytes(hello), hello.signature)))
      return network.penalize(from, 'bad-signature');
    if (!this.hellos.take(`${from} ${key}`) || !ed25519.isAdmissibleKey(hello.key)) return;
    rooms.heard(hello);
  }

  /** Of a relay's witness: it knows of the table no more than where it meets. */
  private isQuestion(hello: Hello): boolean {
    if (!isQuestion(hello)) return false;
    this.meetingKey ??= meetingKeyOf(this.o.lobby().config);
    return equalBytes(hello.tableId, this.meetingKey);
  }

  private async genesisSignature(from: PeerId, s: MessageOf<'genesisSignature'>['body']): Promise<void> {
    const { proposal } = this.o.lobby();
    if (!proposal || proposal.root !== toHex(s.root)) return;
    if (!(await this.o.ed25519.verify(s.key, genesisSigningBytes(proposal.body), s.signature)))
      return this.o.network.penalize(from, 'bad-signature');
    this.o.rooms.genesisSignature(proposal.root, toHex(s.key), s.signature);
  }

  private async genesis(from: PeerId, genesis: Genesis): Promise<void> {
    const { body } = genesis;
    const sealed = isSealed(this.o.lobby().config);
    if (!isOurTable(this.o.lobby(), body)) return this.o.network.penalize(from, 'wrong-table');
    if (sealed ? isKnownGenesis(this.o.lobby(), body) : this.o.lobby().genesis) return;
    if (!(await genesisHolds(genesis, this.o.ed25519))) return this.o.network.penalize(from, 'bad-signature');
    if (sealed) return this.o.rooms.genesis(genesis);
    // Honest tabs pass on what they believe themselves, so this costs nobody anything.
    if (this.o.lobby().genesis || !isBegunByCreator(this.o.lobby(), from, genesis.body)) return;
    this.o.rooms.genesis(genesis);
  }

  private epochs(from: PeerId, body: Epochs, bytes: number): Promise<void> {
    // A history from its beginning stands for whatever was told before; of a long one every page is needed.
    const isFirst = (body.checkpoints[0]?.body.epoch ?? 1) === 1;
    return this.o.rooms.epochs(from, body, () =>
      isFirst ? this.earlyEpochs.replace(from, body, bytes) : this.earlyEpochs.add(from, body, bytes),
    );
  }

  private async consensus(from: PeerId, message: ConsensusMessage, bytes: number): Promise<void> {
    if (!this.o.rooms.isTooEarly(message)) return this.o.rooms.consensus(from, message);
    // A peer that completed the genesis a moment earlier is already speaking.
    if (this.mayHold(from)) this.early.add(from, message, bytes);
  }

  /** Whoever is known not to be a member has nothing to say that would be waited for. */
  private mayHold(from: PeerId): boolean {
    const { members, genesis, proposal, unsigned } = this.o.lobby();
    const known = members ?? genesis?.body.members ?? proposal?.body.members ?? unsigned?.body.members;
    return known === undefined || this.o.peers.isMember(known, from);
  }
}
