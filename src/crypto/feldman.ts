/**
 * Secret sharing over Fr with commitments in G2 (Shamir, CACM 1979; Feldman, FOCS 1987): f of degree t − 1 with f(0)
 * the secret, A_k = a_k·G2, receiver j ≥ 1 holds f(j) and checks f(j)·G2 = Σ_k j^k·A_k. Any t shares give f(0) by
 * interpolation, t − 1 give nothing. 0 is the place of the secret and no receiver.
 */
import { limits } from '../codec/limits.ts';
import { frAdd, frBatchInverse, frMul, frNeg, frOf } from './fr.ts';
import type { G1Group, G2 } from './group.ts';

/** Receivers are validator numbers, from 1; a table has at most so many. */
export const MAX_HOLDERS = limits.validators;

/** @throws RangeError unless `index` can hold a share. */
function checkHolder(index: number): void {
  if (!Number.isInteger(index) || index < 1 || index > MAX_HOLDERS) throw new RangeError('no such holder');
}

/** f(x) for the coefficients a_0, a_1, …; `coefficients` and, for x of a receiver, the value are SECRET. */
export function polynomialAt(coefficients: readonly bigint[], x: number): bigint {
  checkHolder(x);
  return coefficients.reduceRight((value, a) => frAdd(frMul(value, BigInt(x)), a), 0n);
}

/** A_k = a_k·G2 for each coefficient (SECRET). */
export function commitTo(group: G1Group, coefficients: readonly bigint[]): G2[] {
  return coefficients.map((a) => group.msm2([group.generator2], [a]));
}

/** Σ_k j^k·A_k: the public counterpart of receiver j's share. Additions and doublings only, j being small. */
export function commitmentAt(group: G1Group, commitments: readonly G2[], j: number): G2 {
  checkHolder(j);
  const times = (p: G2): G2 => {
    let out = p;
    for (let bit = 30 - Math.clz32(j); bit >= 0; bit--) {
      out = group.add2(out, out);
      if ((j >> bit) & 1) out = group.add2(out, p);
    }
    return out;
  };
  return commitments.slice(0, -1).reduceRight((sum, a) => group.add2(times(sum), a), commitments.at(-1)!);
}

/** @throws RangeError for one that is no holder, or one named twice */
export function checkHolders(holders: readonly number[]): void {
  for (const i of holders) checkHolder(i);
  if (new Set(holders).size !== holders.length) throw new RangeError('holders repeat');
}

/**
 * λ_i with Σ λ_i·f(i) = f(0) for every f of degree below the number of `holders`.
 * @throws RangeError for none, one that is no holder, or one named twice
 */
export function lagrangeAtZero(holders: readonly number[]): bigint[] {
  checkHolders(holders);
  if (holders.length === 0) throw new RangeError('no holders');
  const [over, under]: [bigint[], bigint[]] = [[], []];
  for (const i of holders) {
    let [o, u] = [1n, 1n];
    for (const j of holders) {
      if (j === i) continue;
      o = frMul(o, BigInt(j));
      u = frMul(u, frOf(BigInt(j - i)));
    }
    over.push(o);
    under.push(u);
  }
  return frBatchInverse(under).map((inverse, k) => frMul(over[k]!, inverse));
}

/** One dealer's share for one receiver. `share` is SECRET. */
export interface ShareClaim {
  readonly commitments: readonly G2[];
  readonly receiver: number;
  readonly share: bigint;
}

/**
 * True if every share is the one its dealer committed to; false (but for one in 2^127) if one is not. `weights`: one
 * 128-bit number each that nobody knew when the dealings were made. Does not say which is wrong.
 */
export function sharesHold(
  group: G1Group,
  claims: readonly ShareClaim[],
  weights: readonly bigint[],
): boolean {
  if (claims.length !== weights.length) throw new RangeError('claims and weights differ in number');
  const points = claims.map(({ commitments, receiver }) => commitmentAt(group, commitments, receiver));
  const total = claims.reduce((sum, { share }, i) => frAdd(sum, frMul(share, weights[i]!)), 0n);
  return group.isIdentity2(group.msm2([...points, group.generator2], [...weights, frNeg(total)]));
}
