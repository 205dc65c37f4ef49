/**
 * The group the deck lives in: BLS12-381 G1, with the pairing that Groth16 needs. Two backends stand
 * behind this interface (mcl-wasm for speed, @noble/curves as reference) and must agree byte for byte.
 *
 * Bytes outside, points inside: `decode*` is the only way from bytes to a point and checks canonicality,
 * curve, subgroup and identity once. Points are opaque and belong to the backend that made them.
 * Scalars are bigints in [0, r); `Fr` (fr.ts) has their arithmetic and strict codec.
 */

/** Order of G1, G2 and the scalar field (BLS12-381, draft-irtf-cfrg-pairing-friendly-curves §4.2.1). */
export const R = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n;

declare const g1: unique symbol;
declare const g2: unique symbol;
declare const gt: unique symbol;
/** A point of G1 in the prime-order subgroup; may be the identity when computed, never when decoded. */
export type G1 = { readonly [g1]: true };
export type G2 = { readonly [g2]: true };
/** A final-exponentiated pairing value, for cached terms. */
export type GT = { readonly [gt]: true };
/** Precomputed multiples of one base. */
export interface FixedBase {
  /** scalar · base */
  mul(scalar: bigint): G1;
  /**
   * onto[i] + scalars[i]·base, without `onto` the multiples alone: cheaper together. @throws RangeError for uneven
   * lists
   */
  mulAll(scalars: readonly bigint[], onto?: readonly G1[]): G1[];
}

/** Σ scalars[i]·points[i], not computed yet; scalars in [0, r). */
export interface Sum {
  readonly points: G1[];
  readonly scalars: bigint[];
}

/** Precomputed multiples of many bases. */
export interface FixedBases {
  /** Σ scalars[i]·points[i]; one scalar in [0, r) for each base. */
  msm(scalars: readonly bigint[]): G1;
}

export interface G1Group {
  readonly name: 'mcl' | 'noble';
  /** The standard generator G. */
  readonly generator: G1;
  readonly identity: G1;
  readonly generator2: G2;
  /** 48 bytes, ZCash compressed encoding. @throws DecodeError('bad-point') also for the identity. */
  decode(bytes: Uint8Array): G1;
  /** 48 bytes. Encodes the identity too (0xc0, 0…) so that a transcript can absorb any point. */
  encode(p: G1): Uint8Array;
  /** As `encode` for each, but with one field inversion for all. */
  encodeAll(points: readonly G1[]): Uint8Array[];
  /** 96 bytes compressed. @throws DecodeError('bad-point') also for the identity. */
  decode2(bytes: Uint8Array): G2;
  encode2(p: G2): Uint8Array;
  add(a: G1, b: G1): G1;
  sub(a: G1, b: G1): G1;
  neg(a: G1): G1;
  neg2(a: G2): G2;
  add2(a: G2, b: G2): G2;
  equals2(a: G2, b: G2): boolean;
  isIdentity2(p: G2): boolean;
  mul(p: G1, scalar: bigint): G1;
  equals(a: G1, b: G1): boolean;
  isIdentity(p: G1): boolean;
  /** Σ scalars[i]·points[i]. The lengths must be equal; empty gives the identity. */
  msm(points: readonly G1[], scalars: readonly bigint[]): G1;
  msm2(points: readonly G2[], scalars: readonly bigint[]): G2;
  /**
   * Precomputes multiples of `p`; worth it from about 30 multiplications on. `uses` says how many to expect
   * (64 unless given): more uses get a larger table.
   */
  fixedBase(p: G1, uses?: number): FixedBase;
  /**
   * Precomputes for sums over the same bases (Pedersen bases, proving keys): each `msm` is then 2–3 times
   * faster. The preparation costs about as much as ten sums.
   */
  fixedBases(points: readonly G1[]): FixedBases;
  /** RFC 9380 hash_to_curve, suite BLS12381G1_XMD:SHA-256_SSWU_RO_, under the caller's own DST. */
  hashToCurve(message: Uint8Array, dst: Uint8Array): G1;
  /** Π e(p_i, q_i), final-exponentiated. */
  pairing(pairs: readonly (readonly [G1, G2])[]): GT;
  gtEquals(a: GT, b: GT): boolean;
  gtMul(a: GT, b: GT): GT;
}

/**
 * Source of secret randomness, handed in: fills and returns `length` bytes. In the app it is
 * crypto.getRandomValues, in tests a seeded generator. Whoever draws scalars or permutations from it
 * rejects rather than reduces.
 */
export type RandomBytes = (length: number) => Uint8Array;
