/**
 * BLS signatures with short signatures: signature σ = x·H(m) in G1 (48 bytes), public key X = x·G2 in G2 (96 bytes),
 * checked as e(σ, G2) = e(H(m), X). Ciphersuite BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_ of
 * draft-irtf-cfrg-bls-signature-05: what standard libraries call "min-sig" or short signatures verifies these.
 *
 * In this suite nothing speaks for the holder of a key but the signature: keys of different owners may be added up only
 * where each has proved to know its secret.
 */
import { DecodeError } from '../codec/decode.ts';
import type { G1, G1Group, G2 } from './group.ts';

/** The suite's domain separation tag of hash_to_curve. */
const BLS_DST = new TextEncoder().encode('BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_');
export const BLS_SIGNATURE_BYTES = 48;

/** H(m): the point that is signed. Costs as much as a pairing; whoever checks several signatures of m keeps it. */
export function signedPoint(group: G1Group, message: Uint8Array): G1 {
  return group.hashToCurve(message, BLS_DST);
}

/** x·G2, 96 bytes. `secret` in [1, r), SECRET. */
export function blsPublicKey(group: G1Group, secret: bigint): Uint8Array {
  return group.encode2(group.msm2([group.generator2], [nonzero(secret)]));
}

/** x·H(m), 48 bytes. `secret` in [1, r), SECRET. */
export function blsSign(group: G1Group, secret: bigint, message: Uint8Array): Uint8Array {
  return group.encode(group.mul(signedPoint(group, message), nonzero(secret)));
}

/**
 * False for a signature or key that is wrong, not canonical, outside the subgroup or the identity; never throws on
 * hostile bytes.
 */
export function blsVerify(
  group: G1Group,
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  let key: G2;
  let sigma: G1;
  try {
    sigma = group.decode(signature);
    key = group.decode2(publicKey);
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
  return signatureHolds(group, key, signedPoint(group, message), sigma);
}

/** e(σ, G2) = e(H, X), as one product of two pairings. Neither X nor σ may be the identity. */
export function signatureHolds(group: G1Group, key: G2, hashed: G1, sigma: G1): boolean {
  if (group.isIdentity2(key) || group.isIdentity(sigma)) return false;
  const product = group.pairing([
    [sigma, group.generator2],
    [group.neg(hashed), key],
  ]);
  return group.gtEquals(product, group.pairing([]));
}

function nonzero(secret: bigint): bigint {
  if (secret === 0n) throw new RangeError('a secret key of zero');
  return secret;
}
