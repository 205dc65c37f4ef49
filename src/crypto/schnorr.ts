/**
 * Proof of knowledge of a discrete logarithm (Schnorr, made non-interactive by the caller's transcript).
 *
 * Proof: commitment K = k·B (48 bytes), then response s = k + e·x (32 bytes); checked as s·B = K + e·X.
 * The commitment rather than the challenge is sent, so that many proofs can be checked in one
 * multi-scalar multiplication.
 */
import { DecodeError } from '../codec/decode.ts';
import { decodeScalar, encodeScalar, frAdd, frMul, randomNonzeroScalar } from './fr.ts';
import type { G1, G1Group, RandomBytes } from './group.ts';
import type { Transcript } from './transcript.ts';

export const SCHNORR_PROOF_BYTES = 80;

export interface DlogStatement {
  /** Point whose logarithm is claimed to be known; never the identity. */
  image: G1;
  /** Its base; the generator unless given. */
  base?: G1;
}

/** scalar · base, by the generator's table where it is the base. */
function times(group: G1Group, base: G1, scalar: bigint): G1 {
  return base === group.generator ? group.fixedBase(base).mul(scalar) : group.mul(base, scalar);
}

function challenge(
  group: G1Group,
  transcript: Transcript,
  base: G1,
  image: G1,
  commitment: Uint8Array,
): bigint {
  return transcript
    .absorb('schnorr-base', group.encode(base))
    .absorb('schnorr-image', group.encode(image))
    .absorb('schnorr-commitment', commitment)
    .challengeScalar('schnorr-challenge');
}

/**
 * Proves knowledge of `secret` with image = secret·base. The transcript must already bind author, purpose
 * and context. `secret` and the drawn nonce must stay secret.
 */
export function proveDlog(
  group: G1Group,
  transcript: Transcript,
  statement: DlogStatement,
  secret: bigint,
  rng: RandomBytes,
): Uint8Array {
  const base = statement.base ?? group.generator;
  const nonce = randomNonzeroScalar(rng);
  const commitment = group.encode(times(group, base, nonce));
  const e = challenge(group, transcript, base, statement.image, commitment);
  const proof = new Uint8Array(SCHNORR_PROOF_BYTES);
  proof.set(commitment);
  proof.set(encodeScalar(frAdd(nonce, frMul(e, secret))), 48);
  return proof;
}

/** False for an invalid or malformed proof; never throws on hostile `proof` bytes. */
export function verifyDlog(
  group: G1Group,
  transcript: Transcript,
  statement: DlogStatement,
  proof: Uint8Array,
): boolean {
  if (proof.length !== SCHNORR_PROOF_BYTES || group.isIdentity(statement.image)) return false;
  let commitment: G1;
  let response: bigint;
  try {
    commitment = group.decode(proof.subarray(0, 48));
    response = decodeScalar(proof.subarray(48));
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
  const base = statement.base ?? group.generator;
  const e = challenge(group, transcript, base, statement.image, proof.subarray(0, 48));
  return group.equals(times(group, base, response), group.add(commitment, group.mul(statement.image, e)));
}
