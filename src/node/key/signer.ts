/**
 * This member's part in what the table's key signs.
 *
 * Upon a settled slot that gives the key something to sign (table/key/signing.ts): our partial, if we hold a share of
 *   the sharing that is in service there, goes to all members; beside everything that is played.
 * Upon a key that is shared anew: what still wants is signed anew, for partials of two sharings are never combined.
 * Upon a member's partial: judged by the sharing that it names; kept, also a while before we come to its message
 *   ourselves. Upon as many as sign: combined and verified once; only where that fails one by one, and the author of a
 *   bad one is left out for the epoch.
 * Upon a partial for what is signed already: its author is sent the signature. Upon a signature: verified, and kept.
 * Upon a link, and now and then after a slot, as long as something wants: our partials again. No timer, no round.
 *
 * What a member may cost: one Ed25519 verification for each partial within its budget, and so many kept; a message
 * that we do not know is no fault of whoever signs it.
 */
import { equalBytes, toHex } from '../../codec/decode.ts';
import { KEY_MESSAGES, type KeyMessage, keySigningBytes } from '../../codec/keyMessages.ts';
import {
  decodeKeySigned,
  encodeKeySigned,
  type KeyPartial,
  type KeySigned,
  keyPartialBytes,
  keySignedBody,
  keySignedOf,
} from '../../codec/keyPartial.ts';
import { encodeMessage, type MessageOf } from '../../codec/wire.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { Sharing } from '../../mentalpoker/threshold/sharing.ts';
import type { Network, PeerId } from '../../net/network.ts';
import type { GameStorage } from '../../storage/storage.ts';
import { keyWords } from '../../table/key/signing.ts';
import type { ServingKey } from '../../table/state/keyState.ts';
import { stateRoot } from '../../table/state/root.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { BudgetOfEach } from '../budgetOfEach.ts';
import { shareOf } from './shares.ts';

/** Partials of one member that are kept before we know their message, or the sharing that they are of. */
const EARLY_OF_ONE = 16;
/** Messages of an epoch that can want a signature at once; the oldest is given up. */
const MOST_WANTED = 64;
/** Words of one peer about the key: bursts at a hand's end and after a link. */
const WORDS_OF_ONE = { burst: 160, perSecond: 8, names: 64 } as const;
/** Partials are said again after a slot at most so often. */
const AGAIN_MS = 2_000;
/** Signatures that a member without a share is sent when its link opens. */
const TOLD_WHEN_LINKED = 16;

interface SignerOptions {
  /** Number in the epoch; undefined for one that only keeps what is signed. */
  readonly index: number | undefined;
  /** With which the epoch began. */
  readonly start: TableState;
  readonly worker: Pick<DeckWorker, 'key'>;
  readonly storage: Pick<
    GameStorage,
    'getSecret' | 'isErased' | 'saveSigned' | 'loadSigned' | 'putSecret' | 'secretNames' | 'eraseSecrets'
  >;
  readonly ed25519: Pick<Ed25519, 'sign' | 'verify'>;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly network: Pick<Network, 'send' | 'penalize'>;
  readonly validatorOf: (peer: PeerId) => number | undefined;
  readonly peerOf: (validator: number) => PeerId | undefined;
  readonly nowMs: () => number;
  readonly isStopped: () => boolean;
  /** The own key says nothing now. */
  readonly isSilent: () => boolean;
  readonly onFatal: (error: unknown) => void;
}

/** A message that wants a signature. */
interface Wanted {
  readonly id: string;
  readonly message: KeyMessage;
  serving: ServingKey;
  /** By author number, all of the sharing in service. */
  readonly partials: Map<number, Uint8Array>;
  /** Ours, as it goes to the others. */
  own: Uint8Array | undefined;
  combining: boolean;
}

export class KeySigner {
  private readonly wanted = new Map<string, Wanted>();
  private readonly signed = new Map<string, KeySigned>();
  /** By author: partials for messages that we have not come to. */
  private readonly early = new Map<number, KeyPartial[]>();
  /** Whose partial was bad. */
  private readonly leftOut = new Set<number>();
  private readonly budget: BudgetOfEach;
  private readonly firstRoot: Uint8Array;
  private chain: Promise<void>;
  /** Under which something was wanted last. */
  private newest: Pick<Wanted, 'serving'> | undefined;
  private saidMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly o: SignerOptions) {
    this.budget = new BudgetOfEach(o.nowMs, WORDS_OF_ONE);
    this.firstRoot = stateRoot(o.start);
    this.chain = this.load().catch(o.onFatal);
  }

  /** Resolves when everything begun so far is done. */
  get idle(): Promise<void> {
    return this.chain;
  }

  /** Members whose partial was bad, by number. */
  get bad(): ReadonlySet<number> {
    return this.leftOut;
  }

  /** Everything this device has that the key signed in this epoch. */
  get all(): readonly KeySigned[] {
    return [...this.signed.values()];
  }

  /** A hand's end or a decision of the clock, under this key. */
  signedBy(key: Uint8Array): KeySigned | undefined {
    const shown = ({ message }: KeySigned) => message.kind === 'checkpoint' || message.kind === 'timeout';
    return this.all.findLast((s) => shown(s) && equalBytes(s.key, key));
  }

  /** A slot is settled that was applied to `before`. */
  settled(before: TableState, after: TableState): void {
    for (const message of keyWords(before, after, this.firstRoot)) this.want(message, after.key!.serving!);
    if (after.key?.serving !== before.key?.serving) this.switchTo(after.key?.serving);
    this.sayAgain();
  }

  /** Asks for a signature under the sharing in service. */
  want(message: KeyMessage, serving: ServingKey): void {
    const id = idOf(message);
    if (this.wanted.has(id) || this.signed.has(id)) return;
    if (this.wanted.size >= MOST_WANTED) this.wanted.delete(this.wanted.keys().next().value!);
    this.newest = { serving };
    const wanted: Wanted = { id, message, serving, partials: new Map(), own: undefined, combining: false };
    this.wanted.set(id, wanted);
    this.enqueue(() => this.sign(wanted));
    this.takeEarly(wanted);
  }

  /** The same key is shared anew: what still wants is signed anew, by those who hold it now. */
  private switchTo(serving: ServingKey | undefined): void {
    if (serving === undefined) return;
    if (this.newest !== undefined) this.newest = { serving };
    for (const wanted of this.wanted.values()) {
      const { key, instance } = wanted.serving.sharing;
      if (equalBytes(instance, serving.sharing.instance) || !equalBytes(key, serving.sharing.key)) continue;
      wanted.serving = serving;
      wanted.partials.clear();
      wanted.own = undefined;
      this.enqueue(() => this.sign(wanted));
      this.takeEarly(wanted);
    }
  }

  private takeEarly(wanted: Wanted): void {
    const isMine = (p: KeyPartial): boolean => wordOf(p) === wanted.id && isOf(wanted, p);
    for (const [author, partials] of this.early) {
      const mine = partials.find(isMine);
      if (mine === undefined) continue;
      this.early.set(
        author,
        partials.filter((p) => p !== mine),
      );
      this.take(wanted, mine);
    }
  }

  /** A link opened: what wants is said to this one; to whoever holds no share, what was signed last. */
  linked(validator: number): void {
    const peer = this.o.peerOf(validator);
    if (peer === undefined || this.o.isSilent()) return;
    for (const { own } of this.wanted.values()) if (own !== undefined) this.o.network.send(peer, own);
    const last = [...this.signed.values()].slice(-TOLD_WHEN_LINKED);
    const { serving } = this.newest ?? {};
    if (serving !== undefined && this.holder(serving, validator) === undefined)
      for (const signed of last) this.answer(peer, signed);
  }

  /** Rejects with what a message makes our code throw. */
  async partial(from: PeerId, body: KeyPartial): Promise<void> {
    const { o } = this;
    const { author } = body;
    // Partials are not passed on.
    if (o.validatorOf(from) !== author) return o.network.penalize(from, 'bad-structure');
    const id = wordOf(body);
    if (!equalBytes(body.instance, o.start.instance) || this.leftOut.has(author)) return;
    const known = this.signed.get(id);
    const wanted = this.wanted.get(id);
    if (wanted?.partials.has(author) || !this.budget.take(from)) return;
    if (known !== undefined) return this.answer(from, known);
    const { signature, ...word } = body;
    const { key } = o.start.validators[author]!;
    if (!(await o.ed25519.verify(key, keyPartialBytes(word), signature)))
      return o.network.penalize(from, 'bad-signature');
    const now = this.wanted.get(id);
    if (now !== undefined && isOf(now, body)) return this.take(now, body);
    const others = (this.early.get(author) ?? []).filter((p) => wordOf(p) !== id);
    this.early.set(author, [...others, body].slice(-EARLY_OF_ONE));
  }

  /** Rejects with what a message makes our code throw. */
  async combined(from: PeerId, body: MessageOf<'keySigned'>['body']): Promise<void> {
    const { message, signature } = keySignedOf(body);
    const wanted = this.wanted.get(idOf(message));
    if (wanted === undefined || !this.budget.take(from)) return;
    const { key } = wanted.serving.sharing;
    // One holder of everything: what it signs is what the key signs.
    const partials = [{ holder: 1, publicShare: key, signature }];
    const whole = await this.o.worker.key({
      ...({ kind: 'combine', key, threshold: 1, partials } as const),
      message: keySigningBytes(wanted.message),
    });
    if (whole.signature === undefined) return this.o.network.penalize(from, 'bad-signature');
    this.enqueue(() => this.keep(wanted, whole.signature!));
  }

  private async load(): Promise<void> {
    for (const { bytes } of await this.o.storage.loadSigned()) {
      const signed = decodeKeySigned(bytes);
      if (signed.epoch === this.o.start.epoch) this.signed.set(idOf(signed.message), signed);
    }
    for (const id of this.signed.keys()) this.wanted.delete(id);
  }

  private enqueue(job: () => Promise<void>): void {
    this.chain = this.chain.then(() => (this.o.isStopped() ? undefined : job())).catch(this.o.onFatal);
  }

  /** Our partial, where we hold a share. */
  private async sign(wanted: Wanted): Promise<void> {
    const { index, storage, worker, ed25519, secretKey, start } = this.o;
    const { serving, message, id } = wanted;
    if (index === undefined || !this.wanted.has(id)) return;
    if (holderOf(serving, start.validators[index]!.key) === undefined) return;
    const share = await shareOf(storage, serving.sharing.instance);
    if (share === undefined) return;
    const bytes = keySigningBytes(message);
    const partial = await worker.key({ kind: 'sign', share, message: bytes });
    const word = {
      ...{ epoch: start.epoch, instance: start.instance, sharing: serving.sharing.instance },
      ...{ what: KEY_MESSAGES.indexOf(message.kind), digest: bytes.subarray(-32), author: index, partial },
    };
    const signature = await ed25519.sign(secretKey, keyPartialBytes(word));
    const body = { ...word, signature };
    wanted.own = encodeMessage({ kind: 'keyPartial', body });
    this.take(wanted, body);
    if (!this.o.isSilent()) this.toAll(wanted.own);
  }

  private toAll(bytes: Uint8Array): void {
    for (const author of this.o.start.validators.keys()) {
      const peer = author === this.o.index ? undefined : this.o.peerOf(author);
      if (peer !== undefined) this.o.network.send(peer, bytes);
    }
  }

  private sayAgain(): void {
    const nowMs = this.o.nowMs();
    if (nowMs - this.saidMs < AGAIN_MS || this.o.isSilent()) return;
    this.saidMs = nowMs;
    for (const { own } of this.wanted.values()) if (own !== undefined) this.toAll(own);
  }

  private answer(to: PeerId, signed: KeySigned): void {
    this.o.network.send(to, encodeMessage({ kind: 'keySigned', body: keySignedBody(signed) }));
  }

  /** Its Ed25519 signature holds. Of another sharing than the one that signs, or of no holder: dropped, no fault. */
  private take(wanted: Wanted, { author, sharing, partial }: KeyPartial): void {
    const { serving, partials } = wanted;
    if (!isOf(wanted, { sharing }) || this.leftOut.has(author)) return;
    if (holderOf(serving, this.o.start.validators[author]!.key) === undefined || partials.has(author)) return;
    partials.set(author, partial);
    if (partials.size < serving.sharing.threshold || wanted.combining) return;
    wanted.combining = true;
    this.enqueue(() => this.combine(wanted));
  }

  private async combine(wanted: Wanted): Promise<void> {
    const { serving, message, partials } = wanted;
    const { key, threshold, holders } = serving.sharing;
    wanted.combining = false;
    const parts = [...partials].flatMap(([author, signature]) => {
      const holder = this.leftOut.has(author) ? undefined : this.holder(serving, author);
      const publicShare = holders.find((h) => h.index === holder)?.publicShare;
      return holder === undefined || publicShare === undefined
        ? []
        : [{ author, holder, publicShare, signature }];
    });
    if (!this.wanted.has(wanted.id) || parts.length < threshold) return;
    const { signature, bad } = await this.o.worker.key({
      ...({ kind: 'combine', key, threshold, message: keySigningBytes(message) } as const),
      partials: parts.map(({ author: _, ...part }) => part),
    });
    for (const { author, holder } of parts) {
      if (!bad.includes(holder)) continue;
      this.leftOut.add(author);
      for (const other of this.wanted.values()) other.partials.delete(author);
    }
    if (signature !== undefined) await this.keep(wanted, signature);
  }

  private holder(serving: ServingKey, author: number): number | undefined {
    return holderOf(serving, this.o.start.validators[author]!.key);
  }

  private async keep(wanted: Wanted, signature: Uint8Array): Promise<void> {
    const { id, message, serving } = wanted;
    if (!this.wanted.has(id)) return;
    const signed = { epoch: this.o.start.epoch, message, key: serving.sharing.key, signature };
    await this.o.storage.saveSigned({ id, bytes: encodeKeySigned(signed) });
    this.signed.set(id, signed);
    this.wanted.delete(id);
    if (this.o.isSilent()) return;
    // They have nothing to say that would be answered.
    for (const author of this.o.start.validators.keys()) {
      const peer = this.o.peerOf(author);
      if (peer !== undefined && this.holder(serving, author) === undefined) this.answer(peer, signed);
    }
  }
}

const idOf = (message: KeyMessage): string => {
  const root = keySigningBytes(message).subarray(-32);
  return `${KEY_MESSAGES.indexOf(message.kind)}:${toHex(root)}`;
};

const wordOf = ({ what, digest }: Pick<KeyPartial, 'what' | 'digest'>): string => `${what}:${toHex(digest)}`;

/** Is it of the sharing that this one is signed under? */
const isOf = ({ serving }: Wanted, { sharing }: Pick<KeyPartial, 'sharing'>): boolean =>
  equalBytes(sharing, serving.sharing.instance);

/** The number under which a member holds the sharing. */
function holderOf(
  { sharing, holderKeys }: ServingKey,
  key: Uint8Array,
): Sharing['holders'][number]['index'] | undefined {
  return sharing.holders[holderKeys.findIndex((k) => equalBytes(k, key))]?.index;
}
