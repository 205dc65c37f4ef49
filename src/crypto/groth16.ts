/**
 * Groth16 over BLS12-381 in its commit-and-prove use (LegoSNARK, Campanelli–Fiore–Querol 2019): the public
 * signals c and v of the product circuit are never sent; the prover sends Pedersen commitments on the key's
 * own IC points, and the verifier forms from them, by linearity, what it adds to vk_x.
 *
 * The verification key is a plain byte string named by its SHA-256 digest; the table's genesis pins that
 * digest. Encoding: "DLVK" 0x02, deck size N (1 byte), α (48), β₂ (96), γ₂ (96), δ₂ (96), then IC points
 * (48 each) in the order constant, p, c[N], v: N + 3 of them.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { DecodeError, equalBytes, toHex } from '../codec/decode.ts';
import { frOf } from './fr.ts';
import type { G1, G1Group, G2, GT, RandomBytes } from './group.ts';

export const GROTH16_PROOF_BYTES = 192;

/** Bases of vk_x, by the role of their public signal. */
export interface ShuffleBases {
  one: G1;
  p: G1;
  /** N points, base of c[j] */
  c: readonly G1[];
  v: G1;
  /** Σ_j c[j], for the constant term −z of every factor. */
  cSum: G1;
}

/** A decoded and checked key; its points belong to the group that decoded it. */
export interface ShuffleVerificationKey {
  /** Number of cards N. */
  size: number;
  /** SHA-256 of the key's bytes. */
  digest: Uint8Array;
  ic: ShuffleBases;
  alpha: G1;
  beta: G2;
  negGamma: G2;
  negDelta: G2;
  /** e(α, β), cached. */
  alphaBeta: GT;
}

export interface Groth16Proof {
  a: G1;
  b: G2;
  c: G1;
}

/** What the circuit proves: Π_j c_j = p. `v` blinds. SECRET: c and v. */
export interface ShuffleWitness {
  p: bigint;
  c: readonly bigint[];
  v: bigint;
}

/** Proves the product argument. Implementations: prover.ts. */
export interface ShuffleProver {
  /** Deck size of its proving key. */
  readonly size: number;
  /**
   * 192 proof bytes (A 48, B 96, C 48), freshly masked each time. Rejects when the witness does not satisfy the
   * circuit.
   */
  prove(witness: ShuffleWitness, rng: RandomBytes): Promise<Uint8Array>;
}

const MAGIC = Uint8Array.of(0x44, 0x4c, 0x56, 0x4b, 0x02);
const HEAD = MAGIC.length + 1;
const FIXED = HEAD + 48 + 3 * 96;

/** Bytes of a key for a deck of `size` cards. */
function shuffleKeyBytes(size: number): number {
  return FIXED + 48 * (size + 3);
}

/** SHA-256, the name under which a genesis pins the key. */
export function shuffleKeyDigest(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/**
 * Decodes a key and refuses every one that could not be sound: wrong digest, a point off the subgroup or
 * zero, two equal IC points, δ equal to ±γ or ± the G2 generator (a key nobody contributed to: with δ = γ
 * any statement can be "proved").
 * `pinnedDigest` is the 32-byte digest from the genesis.
 * @throws DecodeError ('not-canonical' for a digest mismatch, 'out-of-range' for a degenerate key)
 */
export function decodeShuffleKey(
  group: G1Group,
  bytes: Uint8Array,
  pinnedDigest: Uint8Array,
): ShuffleVerificationKey {
  const digest = shuffleKeyDigest(bytes);
  if (!equalBytes(digest, pinnedDigest)) throw new DecodeError('not-canonical', 'shuffle key digest');
  return parseShuffleKey(group, bytes);
}

/** As `decodeShuffleKey` without the pinned digest: for the ceremony, which makes the digest. @throws DecodeError */
export function parseShuffleKey(group: G1Group, bytes: Uint8Array): ShuffleVerificationKey {
  if (!equalBytes(bytes.subarray(0, MAGIC.length), MAGIC))
    throw new DecodeError('unknown-kind', 'shuffle key');
  const size = bytes[MAGIC.length] ?? 0;
  if (size < 2 || size > 120 || bytes.length !== shuffleKeyBytes(size))
    throw new DecodeError('malformed', 'shuffle key');
  let at = HEAD;
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const alpha = group.decode(take(48));
  const beta = group.decode2(take(96));
  const gammaBytes = take(96);
  const deltaBytes = take(96);
  const gamma = group.decode2(gammaBytes);
  const delta = group.decode2(deltaBytes);
  const generatorBytes = group.encode2(group.generator2);
  if (equalUpToSign(deltaBytes, gammaBytes) || equalUpToSign(deltaBytes, generatorBytes)) {
    throw new DecodeError('out-of-range', 'shuffle key delta');
  }
  const ic: G1[] = [];
  const seen = new Set<string>();
  for (let i = 0; i < size + 3; i++) {
    const encoded = take(48);
    ic.push(group.decode(encoded));
    seen.add(toHex(encoded));
  }
  if (seen.size !== ic.length) throw new DecodeError('out-of-range', 'shuffle key IC');
  const c = ic.slice(2, 2 + size);
  return {
    size,
    digest: shuffleKeyDigest(bytes),
    ic: {
      one: ic[0]!,
      p: ic[1]!,
      c,
      v: ic[2 + size]!,
      cSum: c.reduce((sum, point) => group.add(sum, point), group.identity),
    },
    alpha,
    beta,
    negGamma: group.neg2(gamma),
    negDelta: group.neg2(delta),
    alphaBeta: group.pairing([[alpha, beta]]),
  };
}

/** Points of G2 as they stand in a key file. */
export interface ShuffleKeyPoints {
  alpha: G1;
  beta: G2;
  gamma: G2;
  delta: G2;
  ic: readonly G1[];
}

/** @throws RangeError unless there are size + 3 IC points */
export function encodeShuffleKey(group: G1Group, size: number, points: ShuffleKeyPoints): Uint8Array {
  if (points.ic.length !== size + 3) throw new RangeError('wrong number of IC points');
  const out = new Uint8Array(shuffleKeyBytes(size));
  out.set(MAGIC);
  out[MAGIC.length] = size;
  let at = HEAD;
  const put = (bytes: Uint8Array): void => {
    out.set(bytes, at);
    at += bytes.length;
  };
  put(group.encode(points.alpha));
  for (const p of [points.beta, points.gamma, points.delta]) put(group.encode2(p));
  for (const p of points.ic) put(group.encode(p));
  return out;
}

/** Decodes A (48), B (96), C (48). @throws DecodeError */
export function decodeGroth16Proof(group: G1Group, bytes: Uint8Array): Groth16Proof {
  if (bytes.length !== GROTH16_PROOF_BYTES) throw new DecodeError('malformed', 'groth16 proof');
  return {
    a: group.decode(bytes.subarray(0, 48)),
    b: group.decode2(bytes.subarray(48, 144)),
    c: group.decode(bytes.subarray(144)),
  };
}

export function encodeGroth16Proof(group: G1Group, proof: Groth16Proof): Uint8Array {
  const out = new Uint8Array(GROTH16_PROOF_BYTES);
  out.set(group.encode(proof.a));
  out.set(group.encode2(proof.b), 48);
  out.set(group.encode(proof.c), 144);
  return out;
}

/**
 * True if the proof holds for vk_x = IC_0 + Σ signal_k·IC_k: e(A, B) = e(α, β)·e(vk_x, γ)·e(C, δ)
 * (Groth 2016, §3.2). The caller must bind vk_x to the statement: commitments to hidden signals need their
 * own proof of opening. Never throws on hostile proof bytes.
 */
export function verifyGroth16(
  group: G1Group,
  vk: ShuffleVerificationKey,
  vkx: G1,
  proof: Uint8Array,
): boolean {
  return verifyGroth16s(group, vk, [{ vkx, proof }], [1n]);
}

/**
 * True if every proof holds for its vk_x, false (but for one in 2^127) if one does not: their equations times
 * `weights`, one 128-bit challenge each, drawn after all of them. One pairing a proof and two for all.
 */
export function verifyGroth16s(
  group: G1Group,
  vk: ShuffleVerificationKey,
  claims: readonly { readonly vkx: G1; readonly proof: Uint8Array }[],
  weights: readonly bigint[],
): boolean {
  let proofs: Groth16Proof[];
  try {
    proofs = claims.map(({ proof }) => decodeGroth16Proof(group, proof));
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
  const weigh = (points: readonly G1[]): G1 =>
    points.length === 1 ? points[0]! : group.msm(points, weights);
  const times = (point: G1, k: number): G1 => (claims.length === 1 ? point : group.mul(point, weights[k]!));
  // α·Σw in place of a power of e(α, β); with one proof the cached value does.
  const alone = claims.length === 1;
  const product = group.pairing([
    ...proofs.map(({ a, b }, k): [G1, G2] => [times(a, k), b]),
    [weigh(claims.map(({ vkx }) => vkx)), vk.negGamma],
    [weigh(proofs.map(({ c }) => c)), vk.negDelta],
    ...(alone
      ? []
      : [[group.mul(group.neg(vk.alpha), frOf(weights.reduce((x, w) => x + w))), vk.beta] as [G1, G2]]),
  ]);
  return alone ? group.gtEquals(product, vk.alphaBeta) : group.gtEquals(product, group.pairing([]));
}

/** Compressed points are equal or opposite exactly when they differ in nothing but the sign bit (0x20). */
function equalUpToSign(a: Uint8Array, b: Uint8Array): boolean {
  const flip = Uint8Array.from(b);
  flip[0] = flip[0]! ^ 0x20;
  return equalBytes(a, b) || equalBytes(a, flip);
}
