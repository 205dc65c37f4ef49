/**
 * This member's part in the table's key: what it owes is made aside from everything that is played, one thing after the
 * other, and kept on this device before it is said.
 *
 * Upon no cards being on the table: no dealing yet, but for a quarter of the time for it at most.
 * Upon an epoch: a channel key; upon dealing: a dealing; upon each dealing: a look at what it gives us, and a complaint
 *   where that is not what it promises; upon the outcome: our share is durable, then we say that we are ready.
 * Upon the key being asked for a signature, and in our turn: one that it made is shown to the log, once an epoch.
 * Upon a reload, at any step: what was made is said again byte for byte.
 * Upon a sharing in service, our share of it being durable: shares of others, and the channel key, are erased.
 * Upon a sharing that comes to nothing, an epoch that is over, or the table being closed in the middle of it: its
 *   channel key and our share of it. The share that signs the closing settlement goes when that is signed (signer.ts).
 */
import { equalBytes, toHex } from '../../codec/decode.ts';
import { keyCertificateBytes } from '../../codec/keyCertificate.ts';
import { type KeySigned, keySignedBody } from '../../codec/keyPartial.ts';
import { decodeTransaction, encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import { DEALING_MS } from '../../mentalpoker/threshold/generation.ts';
import type { GameStorage } from '../../storage/storage.ts';
import { isSharingOver, type KeyDuty, keyDuties } from '../../table/key/duties.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type { Unnumbered } from '../duties/deckWork.ts';
import type { NodeRefusal } from '../refusal.ts';
import { epochPrefix, eraseAllBut, keepShare, shareOf, sharePrefix } from './shares.ts';

interface KeeperOptions {
  /** Number in the epoch. */
  readonly index: number;
  readonly worker: Pick<DeckWorker, 'key'>;
  readonly storage: GameStorage;
  readonly ed25519: Pick<Ed25519, 'sign'>;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly table: () => TableState;
  /** Something of this epoch that this key has signed, as far as this device has it. */
  readonly signedBy: (key: Uint8Array) => KeySigned | undefined;
  readonly isStopped: () => boolean;
  readonly submit: (transaction: Unnumbered) => NodeRefusal | undefined;
  readonly onFatal: (error: unknown) => void;
}

export class KeyKeeper {
  private readonly begun = new Set<string>();
  private chain: Promise<void> = Promise.resolve();
  /** What was looked at last for what is to be erased. */
  private tidied = '';

  constructor(private readonly o: KeeperOptions) {}

  /** After a slot, once the table is where this device left it. */
  look(): void {
    const table = this.o.table();
    const { key } = table;
    if (key === undefined) return;
    for (const duty of keyDuties(table, this.o.index)) {
      if (this.begun.has(duty.id) || (duty.kind === 'deal' && cardsComeFirst(table))) continue;
      if (duty.kind === 'signed' && this.signedNow() === undefined) continue;
      this.begun.add(duty.id);
      this.enqueue(() => this.fulfil(duty));
    }
    const serves = toHex(key.serving?.sharing.instance ?? new Uint8Array(0));
    const stand = `${serves} ${isSharingOver(table)} ${table.closed !== undefined}`;
    if (stand === this.tidied) return;
    this.tidied = stand;
    this.enqueue(() => this.tidy());
  }

  /** Resolves when everything begun so far is done. */
  get idle(): Promise<void> {
    return this.chain;
  }

  private enqueue(job: () => Promise<void>): void {
    this.chain = this.chain.then(() => (this.o.isStopped() ? undefined : job())).catch(this.o.onFatal);
  }

  private async fulfil(duty: KeyDuty): Promise<void> {
    const { storage, submit, table } = this.o;
    const name = `${epochPrefix(table().instance)}said:${duty.id}`;
    const kept = await storage.getSecret(name);
    const said = kept === undefined ? await this.make(duty) : (decodeTransaction(kept) as Unnumbered);
    if (said === undefined) return;
    if (kept === undefined)
      await storage.putSecret(name, encodeTransaction({ ...said, nonce: 0 } as Transaction));
    // Refused means that its time is over; nobody waits for it.
    if (!this.o.isStopped()) submit(said);
    if (duty.kind === 'ready') await this.tidy();
  }

  /** Undefined where there is nothing to say. */
  private async make(duty: KeyDuty): Promise<Unnumbered | undefined> {
    const { worker, storage } = this.o;
    const { instance } = this.o.table();
    switch (duty.kind) {
      case 'channelKey': {
        const { secret, publicKey, proof } = await worker.key({ kind: 'channelKey', holder: duty.holder });
        await storage.putSecret(channelName(instance), secret);
        return { kind: 'channelKey', body: { instance, publicKey, proof } };
      }
      case 'deal':
        return this.deal(duty, instance);
      case 'check':
        return this.check(duty, instance);
      case 'ready':
        return this.ready(duty, instance);
      case 'signed':
        return this.signedNow();
    }
  }

  private signedNow(): Unnumbered | undefined {
    const { serving } = this.o.table().key!;
    const signed = serving && this.o.signedBy(serving.sharing.key);
    if (signed === undefined) return undefined;
    const { epoch: _, ...body } = keySignedBody(signed);
    return { kind: 'keySigned', body };
  }

  private async deal(
    { terms, dealer }: Extract<KeyDuty, { kind: 'deal' }>,
    instance: Uint8Array,
  ): Promise<Unnumbered | undefined> {
    const { worker, storage } = this.o;
    const share = terms.from && (await shareOf(storage, terms.from.instance));
    // Whoever was not there when it came out has no share to deal on.
    if (terms.from !== undefined && share === undefined) return undefined;
    const dealing = await worker.key({ kind: 'deal', terms, dealer, ...(share && { share }) });
    return { kind: 'dkgDeal', body: { instance, dealing } };
  }

  private async check(
    { terms, receiver, dealer, bytes }: Extract<KeyDuty, { kind: 'check' }>,
    instance: Uint8Array,
  ): Promise<Unnumbered | undefined> {
    const { worker } = this.o;
    const secret = await this.channelSecret(instance);
    if (secret === undefined) return undefined;
    const dealings = [{ dealer, bytes }];
    const bad = await worker.key({ kind: 'check', terms, receiver, secret, dealings });
    if (bad.length === 0) return undefined;
    const complainer = receiver;
    const complaint = await worker.key({ kind: 'complain', terms, complainer, dealer, bytes, secret });
    return { kind: 'dkgComplaint', body: { instance, dealer, complaint } };
  }

  private async ready(
    { terms, receiver, dealings, digest, word }: Extract<KeyDuty, { kind: 'ready' }>,
    instance: Uint8Array,
  ): Promise<Unnumbered | undefined> {
    const { worker, storage, ed25519, secretKey } = this.o;
    const secret = await this.channelSecret(instance);
    if (secret === undefined) return undefined;
    const made = await worker.key({ kind: 'ready', terms, receiver, secret, dealings, digest });
    // A dealer that was not found out in time has given us something false: we hold no share.
    if (made === undefined) return undefined;
    // The epoch may have ended meanwhile, and whoever left it has nothing any more.
    if (this.o.isStopped() || this.o.table().closed !== undefined) return undefined;
    await keepShare(storage, instance, made.share);
    const signature = await ed25519.sign(secretKey, keyCertificateBytes(word));
    return { kind: 'dkgReady', body: { instance, digest, partial: made.partial, signature } };
  }

  private async channelSecret(instance: Uint8Array): Promise<Uint8Array | undefined> {
    const { storage } = this.o;
    const [secret, gone] = await Promise.all([
      storage.getSecret(channelName(instance)),
      storage.isErased(epochPrefix(instance)),
    ]);
    return gone ? undefined : secret;
  }

  /** What is of no more use is erased. */
  private async tidy(): Promise<void> {
    const { storage, isStopped } = this.o;
    const table = this.o.table();
    const { instance } = table;
    const { serving } = table.key!;
    const over = isSharingOver(table);
    const signs = serving !== undefined && equalBytes(serving.sharing.instance, instance);
    const held = signs && (await shareOf(storage, instance)) !== undefined;
    const kept = [
      ...(over || held ? [] : [epochPrefix(instance)]),
      ...(over ? [] : [sharePrefix(instance)]),
      ...(serving === undefined ? [] : [sharePrefix(serving.sharing.instance)]),
    ];
    await eraseAllBut(storage, kept, isStopped);
  }
}

/** Cards are about to be dealt, and there is time enough for the key after that. */
function cardsComeFirst({ hand, key, timeMs }: TableState): boolean {
  const making = hand?.phase !== 'play' && hand?.phase !== 'done';
  return making && timeMs - (key?.generation?.beganAtMs ?? timeMs) < DEALING_MS / 4;
}

const channelName = (instance: Uint8Array): string => `${epochPrefix(instance)}channel`;
