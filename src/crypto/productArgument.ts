/**
 * The product argument of a shuffle, in the shape that every kind of it has. Over bases B_1 … B_N, B_v of its own it
 * shows that Π (y·a_j + b_j − z) = p for values a, b that the shuffle's sigma protocol opens:
 *
 *   prover → `first`: D_a = Σ a_j·B_j + va·B_v                          verifier → x
 *   prover → `second`: D_b = Σ b_j·B_j + vb·B_v                         verifier → y, z
 *   prover → `commit`: early bytes, T_a and T_b, late points            verifier → e
 *   prover → `respond`: zva, zvb, late scalars
 *
 * za_j = ka_j + e·a_j and zb_j = kb_j + e·b_j are the shuffle's own responses, the same for every argument that it
 * runs; blinders, and the masks of blinders, belong to one argument alone. An argument adds to the verifier's one sum
 * two opening equations and `equations` more, each under a weight of its own.
 */
import type { ProofKind } from '../codec/proofKinds.ts';
import type { ShuffleProver } from './groth16.ts';
import type { FixedBases, G1, G1Group, RandomBytes, Sum } from './group.ts';

/** y and z come after every D; p = Π_i (y·i + x^i − z), never zero. */
export interface ProductChallenges {
  readonly y: bigint;
  readonly z: bigint;
  readonly p: bigint;
}

/** SECRET: the masks of the shuffle's responses za and zb. */
export interface ProductMasks {
  readonly ka: readonly bigint[];
  readonly kb: readonly bigint[];
}

/** What an argument sends between z and e. */
export interface ProductCommitments {
  /** `earlyBytes` bytes. */
  readonly early: Uint8Array;
  readonly ta: G1;
  readonly tb: G1;
  /** `latePointCount` points. */
  readonly latePoints: readonly G1[];
}

/** What an argument answers to e, beside the shared za and zb. */
export interface ProductResponses {
  readonly zva: bigint;
  readonly zvb: bigint;
  /** `lateScalarCount` scalars. */
  readonly lateScalars: readonly bigint[];
}

/** One run of a prover; its methods are called in this order. Holds SECRETs, and draws masks that serve once. */
export interface ProductProver {
  first(a: readonly bigint[]): G1;
  second(b: readonly bigint[]): G1;
  /** Rejects when the product does not hold, so that there is nothing to prove. */
  commit(challenges: ProductChallenges, masks: ProductMasks): Promise<ProductCommitments>;
  respond(e: bigint): ProductResponses;
}

/** Everything one argument sent, decoded. */
export interface ProductMessages extends ProductCommitments, ProductResponses {
  readonly da: G1;
  readonly db: G1;
}

/** An argument's part of the verifier's one sum: `onBases` times the bases, and other points. */
export interface ProductTerms {
  /** N + 1 scalars. */
  readonly onBases: bigint[];
  readonly others: Sum;
}

/** A Groth16 check that is still to be made: that `proof` holds for the input `vkx`. */
export interface PairingClaim {
  readonly vkx: G1;
  readonly proof: Uint8Array;
}

export interface ProductArgument {
  readonly id: Exclude<ProofKind, 'both'>;
  /** SHA-256 that names the argument: its kind, N, its key and its bases. */
  readonly digest: Uint8Array;
  /** N, the number of cards. */
  readonly size: number;
  /** B_1 … B_N, B_v with their multiples. */
  readonly bases: FixedBases;
  readonly earlyBytes: number;
  readonly latePointCount: number;
  readonly lateScalarCount: number;
  /** Equations beside the two openings. */
  readonly equations: number;
  /** `groth16`: prover of the argument's key, where it needs one. @throws RangeError if it needs one and has none */
  begin(rng: RandomBytes, groth16?: ShuffleProver): ProductProver;
  /**
   * The equations at challenge e, each times its weight: two of the openings, then `equations` more.
   * `za`, `zb`: N shared responses each.
   */
  terms(
    e: bigint,
    challenges: ProductChallenges,
    messages: ProductMessages,
    za: readonly bigint[],
    zb: readonly bigint[],
    weights: readonly bigint[],
  ): ProductTerms;
  /** What no sum of points can check, undefined if that is nothing. */
  pairing(challenges: ProductChallenges, messages: ProductMessages): PairingClaim | undefined;
  /** Whether such claims hold, judged together under these 128-bit weights, one each. */
  pairingsHold(claims: readonly PairingClaim[], weights: readonly bigint[]): boolean;
}

/** Tables made when they are first needed: whoever has several keys uses one. */
export function lazyBases(group: G1Group, points: () => readonly G1[]): FixedBases {
  let table: FixedBases | undefined;
  return {
    msm: (scalars) => {
      table ??= group.fixedBases(points());
      return table.msm(scalars);
    },
  };
}
