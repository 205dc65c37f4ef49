/**
 * How a tab and its peers tell each other of epochs: signatures over checkpoints, and for those who are new or
 * were away, every checkpoint since the genesis with the state that the last one certifies.
 */
import { checkpointSigningBytes, decodeCheckpoint, encodeCheckpoint } from '../../codec/checkpoint.ts';
import { DecodeError, equalBytes, toHex } from '../../codec/decode.ts';
import type { Member } from '../../codec/genesis.ts';
import { encodeMessage, type MessageOf } from '../../codec/wire.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Network, PeerId } from '../../net/network.ts';
import type { GameStorage } from '../../storage/storage.ts';
import type { TableState } from '../../table/state/state.ts';
import { encodeState } from '../../table/state/stateBytes.ts';
import type { Scheduler } from '../clock.ts';
import { eraseAllBut } from '../key/shares.ts';
import type { Tap } from '../rail/tap.ts';
import { type EpochBook, type Examined, OtherHistory, OtherRules } from './book.ts';
import type { Newcomer } from './newcomer.ts';

/** A peer is told of one epoch at most so often, and so much later for each page of it; milliseconds. */
const tellAgainMs = 1_000;

interface GossipOptions {
  readonly book: EpochBook;
  readonly network: Network;
  readonly storage: GameStorage;
  readonly ed25519: Ed25519;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly scheduler: Scheduler;
  readonly peers: () => Iterable<PeerId>;
  /** Hears of histories that are played by other rules, or are not ours. */
  readonly newcomer: Pick<Newcomer, 'otherRules' | 'otherHistory'>;
  readonly tap: Pick<Tap, 'signed'>;
  readonly isAmong: (members: readonly Member[], peer: PeerId) => boolean;
}

export class EpochGossip {
  /** Of which epoch a peer was last told, and when, by the scheduler's clock. */
  private readonly told = new Map<
    PeerId,
    { readonly epoch: number; readonly atMs: number; readonly pages: number }
  >();

  constructor(private readonly o: GossipOptions) {}

  /** Puts what this device stored into the book; what was cut short is fetched again. */
  async load(): Promise<void> {
    const stored = await this.o.storage.loadEpochs();
    const known = stored.findLastIndex((e) => e.state.length > 0);
    for (const { checkpoint, state } of stored.slice(0, known + 1))
      this.o.book.restore(decodeCheckpoint(checkpoint), state);
  }

  /** Durable before anything is signed in the epoch. */
  async save(start: TableState): Promise<void> {
    const { book, storage, publicKey } = this.o;
    const checkpoint = book.checkpoint(start.epoch);
    if (!checkpoint) throw new Error('an epoch without its checkpoint');
    const bytes = encodeCheckpoint(checkpoint);
    // Whoever has left signs for the table no more; once it is stored nobody would look again.
    if (!checkpoint.body.members.some((m) => equalBytes(m.key, publicKey))) await eraseAllBut(storage, []);
    await storage.saveEpoch({ epoch: start.epoch, checkpoint: bytes, state: encodeState(start) });
  }

  /** Signs the checkpoint that began the epoch that is on, if we were a member of the one before. */
  async sign(): Promise<void> {
    const { book, ed25519, network, tap, publicKey, secretKey } = this.o;
    const { epoch } = book;
    if (epoch === 0) return;
    const validator = book.membersOf(epoch - 1).findIndex((m) => equalBytes(m.key, publicKey));
    if (validator < 0) return;
    const root = book.root!;
    const signature = await ed25519.sign(secretKey, checkpointSigningBytes(root));
    await book.sign(epoch, toHex(root), validator, signature);
    const body = { epoch, root, validator, signature };
    network.broadcast(encodeMessage({ kind: 'checkpointSignature', body }));
    tap.signed(body);
    await this.certified(epoch);
  }

  async receiveSignature(from: PeerId, body: MessageOf<'checkpointSignature'>['body']): Promise<void> {
    const { epoch, root, validator, signature } = body;
    const heard = await this.o.book.sign(epoch, toHex(root), validator, signature);
    if (heard === 'false') this.o.network.penalize(from, 'bad-signature');
    // One of the epoch that we are about to enter was checked as well.
    if (heard === 'new' || (heard === 'early' && epoch === this.o.book.epoch + 1)) this.o.tap.signed(body);
    if (heard === 'new') await this.certified(epoch);
  }

  /** Once a quorum has signed, the newcomers are let in, and what is stored stands on its own. */
  private async certified(epoch: number): Promise<void> {
    const { book, peers, isAmong } = this.o;
    if (epoch !== book.epoch || !book.isCertified(epoch) || !book.start) return;
    await this.save(book.start);
    const before = book.membersOf(epoch - 1);
    for (const peer of peers()) if (!isAmong(before, peer)) this.tell(peer);
  }

  /** What a peer that has just come may not know: the epochs, and our word for the last one. */
  async greet(peer: PeerId): Promise<void> {
    const { book } = this.o;
    if (book.epoch === 0) return;
    this.tell(peer);
    if (!book.isCertified(book.epoch)) await this.sign();
  }

  /** Sends what one needs to know who sits here now. */
  tell(to: PeerId): void {
    const { epoch } = this.o.book;
    const last = this.told.get(to);
    const atMs = this.o.scheduler.nowMs();
    if (last?.epoch === epoch && atMs - last.atMs < tellAgainMs * last.pages) return;
    const pages = this.o.book.forNewcomer();
    if (pages.length === 0) return;
    const linked = new Set(this.o.peers());
    for (const peer of this.told.keys()) if (!linked.has(peer)) this.told.delete(peer);
    this.told.set(to, { epoch, atMs, pages: pages.length });
    for (const body of pages) this.o.network.send(to, encodeMessage({ kind: 'epochs', body }));
  }

  /** As `follow`, and takes nothing over; undefined where it is no news, or does not hold. */
  async examine(from: PeerId, body: MessageOf<'epochs'>['body']): Promise<Examined | undefined> {
    return this.judged(from, () => this.o.book.examine(body.checkpoints, body.state));
  }

  /** What is false costs its teller; what only differs, or is beyond this app, does not. */
  private async judged<T>(from: PeerId, look: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      return await look();
    } catch (error) {
      if (error instanceof OtherRules) this.o.newcomer.otherRules(error.rules);
      else if (error instanceof OtherHistory) this.o.newcomer.otherHistory(error);
      else if (error instanceof DecodeError) this.o.network.penalize(from, 'bad-signature');
      else throw error;
      return undefined;
    }
  }

  /** Checks what a peer tells of later epochs, and stores it. The first state of the last one, if it is news. */
  async follow(
    from: PeerId,
    body: MessageOf<'epochs'>['body'],
    check: (state: TableState) => void,
  ): Promise<TableState | undefined> {
    const { book, storage } = this.o;
    const start = await this.judged(from, () => book.follow(body.checkpoints, body.state, check));
    if (!start) return undefined;
    const known = new Set((await storage.loadEpochs()).map((e) => e.epoch));
    for (let epoch = 1; epoch < start.epoch; epoch++) {
      if (known.has(epoch)) continue;
      const checkpoint = encodeCheckpoint(book.checkpoint(epoch)!);
      await storage.saveEpoch({ epoch, checkpoint, state: new Uint8Array(0) });
    }
    await this.save(start);
    return start;
  }
}
