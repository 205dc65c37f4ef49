/**
 * Batched Chaum–Pedersen: one proof that images[i] = x·bases[i] for all i, for the x with X = x·G.
 *
 * Weights w_i are transcript challenges drawn after X and every base and image; the proof is then about
 * B = Σ w_i·bases[i] and D = Σ w_i·images[i]: commitments K1 = k·G and K2 = k·B (48 bytes each) and the
 * response s = k + e·x (32 bytes); checked as s·G = K1 + e·X and s·B = K2 + e·D.
 * If some image is wrong, D = x·B holds for a 2^-128 part of the weights.
 */
import { DecodeError } from '../codec/decode.ts';
import { decodeScalar, encodeScalar, frAdd, frMul, frNeg, frOf, randomNonzeroScalar } from './fr.ts';
import type { G1, G1Group, RandomBytes, Sum } from './group.ts';
import type { Transcript } from './transcript.ts';

export const DLEQ_PROOF_BYTES = 128;

export interface DleqStatement {
  /** X = x·G, never the identity. */
  publicKey: G1;
  bases: readonly G1[];
  /** Same length as `bases`, at least one. */
  images: readonly G1[];
}

function absorbStatement(group: G1Group, transcript: Transcript, s: DleqStatement): bigint[] {
  transcript.absorb('dleq-key', group.encode(s.publicKey)).absorbNumber('dleq-count', s.bases.length);
  for (let i = 0; i < s.bases.length; i++) {
    transcript
      .absorb('dleq-base', group.encode(s.bases[i]!))
      .absorb('dleq-image', group.encode(s.images[i]!));
  }
  return transcript.weights128('dleq-weight', s.bases.length);
}

/**
 * Proves the statement for `secret`. The transcript must already bind author, purpose and context.
 * `secret` and the drawn nonce must stay secret. @throws RangeError on an empty or uneven statement.
 */
export function proveDleq(
  group: G1Group,
  transcript: Transcript,
  statement: DleqStatement,
  secret: bigint,
  rng: RandomBytes,
): Uint8Array {
  const { bases, images } = statement;
  if (bases.length === 0 || bases.length !== images.length)
    throw new RangeError('bases and images differ in number');
  const weights = absorbStatement(group, transcript, statement);
  const base = group.msm(bases, weights);
  const nonce = randomNonzeroScalar(rng);
  const k1 = group.encode(group.mul(group.generator, nonce));
  const k2 = group.encode(group.mul(base, nonce));
  const e = transcript.absorb('dleq-k1', k1).absorb('dleq-k2', k2).challengeScalar('dleq-challenge');
  const proof = new Uint8Array(DLEQ_PROOF_BYTES);
  proof.set(k1);
  proof.set(k2, 48);
  proof.set(encodeScalar(frAdd(nonce, frMul(e, secret))), 96);
  return proof;
}

/** False for an invalid or malformed proof; never throws on hostile `proof` bytes. */
export function verifyDleq(
  group: G1Group,
  transcript: Transcript,
  statement: DleqStatement,
  proof: Uint8Array,
): boolean {
  const sum = dleqSum(group, transcript, statement, proof);
  return sum !== undefined && group.isIdentity(group.msm(sum.points, sum.scalars));
}

/**
 * What must be the identity for the proof to hold, for a caller that adds several such sums up, each times a
 * challenge drawn from `transcript` or later. Undefined for a malformed proof; never throws on hostile bytes.
 */
export function dleqSum(
  group: G1Group,
  transcript: Transcript,
  statement: DleqStatement,
  proof: Uint8Array,
): Sum | undefined {
  const { publicKey, bases, images } = statement;
  if (proof.length !== DLEQ_PROOF_BYTES || bases.length === 0 || bases.length !== images.length)
    return undefined;
  if (group.isIdentity(publicKey)) return undefined;
  let k1: G1;
  let k2: G1;
  let s: bigint;
  try {
    k1 = group.decode(proof.subarray(0, 48));
    k2 = group.decode(proof.subarray(48, 96));
    s = decodeScalar(proof.subarray(96));
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
  const weights = absorbStatement(group, transcript, statement);
  const e = transcript
    .absorb('dleq-k1', proof.subarray(0, 48))
    .absorb('dleq-k2', proof.subarray(48, 96))
    .challengeScalar('dleq-challenge');
  // Both equations in one sum, the second weighted by a challenge drawn after the response.
  const w = transcript.absorbScalar('dleq-response', s).challenge128('dleq-batch');
  const points = [group.generator, k1, publicKey, k2];
  const scalars = [s, frNeg(1n), frNeg(e), frNeg(w)];
  const ws = frMul(w, s);
  const we = frNeg(frMul(w, e));
  for (let i = 0; i < bases.length; i++) {
    points.push(bases[i]!, images[i]!);
    scalars.push(frMul(ws, weights[i]!), frMul(we, weights[i]!));
  }
  return { points, scalars: scalars.map(frOf) };
}
