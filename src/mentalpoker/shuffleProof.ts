/**
 * A shuffle proof as bytes, and the transcript that both sides lead: one order for every kind of proof.
 *
 *   D of every argument → x;  D of every argument → y, z;  early bytes (a Groth16 proof), T_a and T_b of every
 * argument,
 *   T_1, T_2, late points (c_δ, c_Δ) → e;  all responses → one batch weight for each equation.
 *
 * Bytes stand in the same order: points of 48 bytes, then scalars of 32: za[N], zva, zb[N], zvb, zr, zva and zvb of a
 * second argument, late scalars. With Groth16 alone these are the bytes and the transcript of the first version.
 */
import { DecodeError } from '../codec/decode.ts';
import { decodeScalar, encodeScalar, frAdd, frMul, frSub, SCALAR_BYTES } from '../crypto/fr.ts';
import type { G1, G1Group } from '../crypto/group.ts';
import type { ProductMessages, ProductResponses } from '../crypto/productArgument.ts';
import type { ShuffleKey } from '../crypto/shuffleKey.ts';
import { type Transcript, tags } from '../crypto/transcript.ts';
import { type DeckContext, openTranscript, POINT_BYTES } from './context.ts';

/** What both sides know before the first message. */
export interface ShuffleClaim {
  ctx: DeckContext;
  /** Seat of the shuffler. */
  author: number;
  /** Place in the chain, from 0. */
  step: number;
  /** Joint key, 48 bytes. */
  joint: Uint8Array;
  /** Deck to be shuffled. */
  input: Uint8Array;
  output: Uint8Array;
}

/** A proof's messages before e, as they are sent; lists have one entry for each argument unless said otherwise. */
export interface SentPoints {
  readonly firsts: Uint8Array[];
  readonly seconds: Uint8Array[];
  readonly earlies: Uint8Array[];
  /** T_a, T_b of each argument in turn. */
  readonly openings: Uint8Array[];
  /** T_1, T_2. */
  readonly onDecks: Uint8Array[];
  /** Late points of all arguments in turn. */
  readonly lates: Uint8Array[];
}

/** The answers to e. */
export interface Responses {
  readonly za: bigint[];
  readonly zb: bigint[];
  readonly zr: bigint;
  readonly parts: ProductResponses[];
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

function scalarCount(key: ShuffleKey): number {
  return 2 * key.size + 1 + 2 * key.parts.length + sumOf(key.parts.map((p) => p.lateScalarCount));
}

/** Bytes of a proof under this key: of 52 cards 5,888 (both), 5,440 (transparent), 3,904 (groth16). */
function shuffleProofBytes(key: ShuffleKey): number {
  const points = 4 * key.parts.length + 2 + sumOf(key.parts.map((p) => p.latePointCount));
  return points * POINT_BYTES + sumOf(key.parts.map((p) => p.earlyBytes)) + scalarCount(key) * SCALAR_BYTES;
}

export class ShuffleTranscript {
  private readonly transcript: Transcript;

  /** @throws DecodeError for a context that no hand has */
  constructor(key: ShuffleKey, claim: ShuffleClaim, inputDigest: Uint8Array) {
    this.transcript = openTranscript(tags.shuffle, claim.ctx, claim.author)
      .absorbNumber('step', claim.step)
      .absorb('verification-key', key.digest)
      .absorb('joint', claim.joint)
      .absorb('input-digest', inputDigest)
      .absorb('output', claim.output);
  }

  x(firsts: readonly Uint8Array[]): bigint {
    this.absorbAll('d-a', firsts);
    return this.transcript.challengeScalar('x');
  }

  yz(seconds: readonly Uint8Array[]): { y: bigint; z: bigint } {
    this.absorbAll('d-b', seconds);
    return { y: this.transcript.challengeScalar('y'), z: this.transcript.challengeScalar('z') };
  }

  e(sent: Omit<SentPoints, 'firsts' | 'seconds'>): bigint {
    const t = this.transcript;
    for (const early of sent.earlies) if (early.length > 0) t.absorb('groth16', early);
    [...sent.openings, ...sent.onDecks].forEach((bytes, i) => {
      t.absorb(`t-${i}`, bytes);
    });
    sent.lates.forEach((bytes, i) => {
      t.absorb(`late-${i}`, bytes);
    });
    return t.challengeScalar('e');
  }

  /** Drawn after the last response, so that nobody can choose responses to fit them. */
  weights(responses: Uint8Array, count: number): bigint[] {
    return this.transcript.absorb('responses', responses).weights128('batch', count);
  }

  /** Names everything that was said. */
  seal(): Uint8Array {
    return this.transcript.challengeBytes('seal');
  }

  private absorbAll(label: string, points: readonly Uint8Array[]): void {
    points.forEach((bytes, i) => {
      this.transcript.absorb(i === 0 ? label : `${label}-${i}`, bytes);
    });
  }
}

/** The proof's bytes. */
export function joinProof(key: ShuffleKey, sent: SentPoints, r: Responses): Uint8Array {
  const [first, ...others] = r.parts;
  const scalars = [
    ...r.za,
    first!.zva,
    ...r.zb,
    first!.zvb,
    r.zr,
    ...others.flatMap((part) => [part.zva, part.zvb]),
    ...r.parts.flatMap((part) => part.lateScalars),
  ];
  const proof = new Uint8Array(shuffleProofBytes(key));
  let at = 0;
  for (const bytes of [...inOrder(sent), ...scalars.map(encodeScalar)]) {
    proof.set(bytes, at);
    at += bytes.length;
  }
  return proof;
}

const inOrder = (s: SentPoints): Uint8Array[] => [
  ...s.firsts,
  ...s.seconds,
  ...s.earlies,
  ...s.openings,
  ...s.onDecks,
  ...s.lates,
];

export interface SplitProof {
  readonly sent: SentPoints;
  readonly responses: Responses;
  /** All responses as they were sent. */
  readonly responseBytes: Uint8Array;
}

/** The parts of a proof. @throws DecodeError for a wrong length or a scalar that is not below r */
export function splitProof(key: ShuffleKey, proof: Uint8Array): SplitProof {
  if (proof.length !== shuffleProofBytes(key)) throw new DecodeError('malformed', 'shuffle proof');
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return proof.subarray(at - length, at);
  };
  const points = (count: number): Uint8Array[] => Array.from({ length: count }, () => take(POINT_BYTES));
  const { parts, size } = key;
  const sent: SentPoints = {
    firsts: points(parts.length),
    seconds: points(parts.length),
    earlies: parts.map((part) => take(part.earlyBytes)),
    openings: points(2 * parts.length),
    onDecks: points(2),
    lates: points(sumOf(parts.map((part) => part.latePointCount))),
  };
  const responseBytes = proof.subarray(at);
  const scalar = (): bigint => decodeScalar(take(SCALAR_BYTES), 'shuffle proof');
  const scalars = (count: number): bigint[] => Array.from({ length: count }, scalar);
  const za = scalars(size);
  const blinders = [{ zva: scalar(), zvb: 0n }];
  const zb = scalars(size);
  blinders[0]!.zvb = scalar();
  const zr = scalar();
  for (let i = 1; i < parts.length; i++) blinders.push({ zva: scalar(), zvb: scalar() });
  const responses = parts.map((part, i) => ({ ...blinders[i]!, lateScalars: scalars(part.lateScalarCount) }));
  return { sent, responses: { za, zb, zr, parts: responses }, responseBytes };
}

/** The messages of each argument, their points decoded in the order they were sent in. @throws DecodeError */
export function decodeMessages(
  group: G1Group,
  key: ShuffleKey,
  { sent, responses }: SplitProof,
): { parts: ProductMessages[]; t1: G1; t2: G1 } {
  const decode = (list: readonly Uint8Array[]): G1[] => list.map((bytes) => group.decode(bytes));
  const firsts = decode(sent.firsts);
  const seconds = decode(sent.seconds);
  const openings = decode(sent.openings);
  const [t1, t2] = decode(sent.onDecks) as [G1, G1];
  const lates = decode(sent.lates);
  let late = 0;
  const parts = key.parts.map((part, i): ProductMessages => {
    late += part.latePointCount;
    return {
      da: firsts[i]!,
      db: seconds[i]!,
      early: sent.earlies[i]!,
      ta: openings[2 * i]!,
      tb: openings[2 * i + 1]!,
      ...responses.parts[i]!,
      latePoints: lates.slice(late - part.latePointCount, late),
    };
  });
  return { parts, t1, t2 };
}

/** p = Π_{i=1..N} (y·i + x^i − z), from [1, x, …, x^N]. */
export function productOf(powers: readonly bigint[], y: bigint, z: bigint): bigint {
  let product = 1n;
  for (let i = 1; i < powers.length; i++) {
    product = frMul(product, frSub(frAdd(frMul(y, BigInt(i)), powers[i]!), z));
  }
  return product;
}
