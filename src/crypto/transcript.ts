/**
 * Fiat–Shamir transcript over SHA-256.
 *
 * Every absorbed value is written as: 0x01, label length (1 byte), label, value length (4 bytes big-endian),
 * value. A challenge hashes everything so far followed by 0x02, label length, label, and a counter byte; the
 * hash of counter 0 is then absorbed back, so later challenges depend on earlier ones. The encoding is
 * injective: two different sequences of calls never hash the same bytes.
 *
 * A transcript is opened under a domain tag, one per kind of proof, all listed in `tags`.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToBigint, encodeScalar } from './fr.ts';
import { R } from './group.ts';

/** Domain tags: one constant per kind of proof, each absorbed with its length. */
export const tags = {
  handKey: 'dealerless/v1/hand-key',
  escrowKey: 'dealerless/v1/escrow-key',
  shuffle: 'dealerless/v1/shuffle',
  shuffles: 'dealerless/v1/shuffles-judged-together',
  win: 'dealerless/v1/win',
  shares: 'dealerless/v1/shares',
  escrow: 'dealerless/v1/escrow',
  escrowOpen: 'dealerless/v1/escrow-open',
  channelKey: 'dealerless/v1/channel-key',
  dealing: 'dealerless/v1/dealing',
  dealtShare: 'dealerless/v1/dealt-share',
  complaint: 'dealerless/v1/complaint',
  sharing: 'dealerless/v1/sharing',
  partials: 'dealerless/v1/partials-judged-together',
} as const;

/** DST of the card base H (RFC 9380 §3.1: unique to this use, names the suite). */
export const CARD_BASE_DST = 'DEALERLESS-V01-CARD-BASE-with-BLS12381G1_XMD:SHA-256_SSWU_RO_';

const text = new TextEncoder();
const ABSORB = 1;
const CHALLENGE = 2;

export class Transcript {
  private readonly hash: ReturnType<typeof sha256.create>;

  constructor(tag: string) {
    this.hash = sha256.create();
    this.absorb('domain', text.encode(tag));
  }

  /** Appends bytes under a label of at most 255 UTF-8 bytes. */
  absorb(label: string, value: Uint8Array): this {
    const name = this.header(ABSORB, label);
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, value.length);
    this.hash.update(name).update(length).update(value);
    return this;
  }

  absorbText(label: string, value: string): this {
    return this.absorb(label, text.encode(value));
  }

  /** A non-negative safe integer, as 8 bytes big-endian. @throws RangeError */
  absorbNumber(label: string, value: number): this {
    if (!Number.isSafeInteger(value) || value < 0)
      throw new RangeError(`${label}: not a non-negative safe integer`);
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
    return this.absorb(label, bytes);
  }

  absorbScalar(label: string, value: bigint): this {
    return this.absorb(label, encodeScalar(value));
  }

  /** Scalar in [0, r): 512 hash bits modulo r, so the bias is below 2^-256. */
  challengeScalar(label: string): bigint {
    return bytesToBigint(this.squeeze(label, 2)) % R;
  }

  /** Integer in [1, 2^128]: batching weights, never zero. */
  challenge128(label: string): bigint {
    return bytesToBigint(this.squeeze(label, 1).subarray(0, 16)) + 1n;
  }

  /** `count` independent weights in [1, 2^128]. */
  weights128(label: string, count: number): bigint[] {
    return Array.from({ length: count }, () => this.challenge128(label));
  }

  /** 32 bytes that commit to everything absorbed so far. */
  challengeBytes(label: string): Uint8Array {
    return this.squeeze(label, 1);
  }

  /** An independent copy in the same state. */
  clone(): Transcript {
    const copy = new Transcript('');
    this.hash._cloneInto(copy.hash as never);
    return copy;
  }

  private squeeze(label: string, blocks: number): Uint8Array {
    this.hash.update(this.header(CHALLENGE, label));
    const out = new Uint8Array(32 * blocks);
    for (let i = 0; i < blocks; i++) {
      out.set(this.hash.clone().update(Uint8Array.of(i)).digest(), 32 * i);
    }
    this.hash.update(out.subarray(0, 32));
    return out;
  }

  private header(operation: number, label: string): Uint8Array {
    const name = text.encode(label);
    if (name.length > 255) throw new RangeError('label too long');
    const out = new Uint8Array(2 + name.length);
    out[0] = operation;
    out[1] = name.length;
    out.set(name, 2);
    return out;
  }
}
