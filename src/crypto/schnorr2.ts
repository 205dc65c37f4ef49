/**
 * Proof of knowledge of the logarithm of a public key in G2 (Schnorr, made non-interactive by the caller's transcript):
 * commitment K = k·G2 (96 bytes), response s = k + e·x (32 bytes), checked as s·G2 = K + e·X.
 */
import { DecodeError } from '../codec/decode.ts';
import { decodeScalar, encodeScalar, frAdd, frMul, frNeg, randomNonzeroScalar } from './fr.ts';
import type { G1Group, G2, RandomBytes } from './group.ts';
import type { Transcript } from './transcript.ts';

export const SCHNORR2_PROOF_BYTES = 128;

/**
 * Proves knowledge of `secret` with image = secret·G2. The transcript must already bind author, purpose and context.
 * `secret` and the drawn nonce are SECRET.
 */
export function proveDlog2(
  group: G1Group,
  transcript: Transcript,
  image: G2,
  secret: bigint,
  rng: RandomBytes,
): Uint8Array {
  const nonce = randomNonzeroScalar(rng);
  const commitment = group.encode2(group.msm2([group.generator2], [nonce]));
  const e = challenge(group, transcript, image, commitment);
  const proof = new Uint8Array(SCHNORR2_PROOF_BYTES);
  proof.set(commitment);
  proof.set(encodeScalar(frAdd(nonce, frMul(e, secret))), 96);
  return proof;
}

/** False for an invalid or malformed proof; never throws on hostile `proof` bytes. */
export function verifyDlog2(group: G1Group, transcript: Transcript, image: G2, proof: Uint8Array): boolean {
  if (proof.length !== SCHNORR2_PROOF_BYTES || group.isIdentity2(image)) return false;
  let commitment: G2;
  let response: bigint;
  try {
    commitment = group.decode2(proof.subarray(0, 96));
    response = decodeScalar(proof.subarray(96));
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
  const e = challenge(group, transcript, image, proof.subarray(0, 96));
  const sum = group.msm2([group.generator2, commitment, image], [response, frNeg(1n), frNeg(e)]);
  return group.isIdentity2(sum);
}

function challenge(group: G1Group, transcript: Transcript, image: G2, commitment: Uint8Array): bigint {
  return transcript
    .absorb('schnorr2-image', group.encode2(image))
    .absorb('schnorr2-commitment', commitment)
    .challengeScalar('schnorr2-challenge');
}
