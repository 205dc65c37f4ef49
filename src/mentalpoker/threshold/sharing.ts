/**
 * What a set of dealings comes to: the table's key, everybody's public share, and each holder's own.
 *
 * Where a key is made, Y = Σ A_{i,0}, F = Σ f_i over the qualified dealers. Where it is dealt on, F = Σ λ_i·f_i over as
 * many dealers as the old sharing takes to sign, λ over their old numbers: F(0) is the old secret and Y stays.
 */
import { DecodeError, equalBytes } from '../../codec/decode.ts';
import { commitmentAt, lagrangeAtZero } from '../../crypto/feldman.ts';
import { encodeScalar, frAdd, frMul } from '../../crypto/fr.ts';
import type { G1Group, G2 } from '../../crypto/group.ts';
import { tags } from '../../crypto/transcript.ts';
import type { Dealing } from './dealing.ts';
import { openSharing, type PriorSharing, type SharingTerms } from './terms.ts';

export interface DealtBy {
  readonly dealer: number;
  readonly dealing: Dealing;
}

/** A sharing as everybody knows it; the `from` of the one that follows. */
export interface Sharing extends PriorSharing {
  /** The dealers it is made of, in committed order. */
  readonly dealers: readonly number[];
  /** Names key, dealers and public shares, 32 bytes: what holders sign to say that they are ready. */
  readonly digest: Uint8Array;
}

/**
 * The dealings that count, out of those that stand in committed order: all of them where a key is made, the first
 * q_old where it is dealt on. Undefined where there are too few.
 */
export function countedDealings<T>(terms: SharingTerms, standing: readonly T[]): readonly T[] | undefined {
  if (terms.from === undefined) return standing.length >= terms.threshold ? standing : undefined;
  const { threshold } = terms.from;
  return standing.length >= threshold ? standing.slice(0, threshold) : undefined;
}

/** λ of each dealer; all one where a key is made. */
function factors(terms: SharingTerms, dealers: readonly number[]): bigint[] {
  return terms.from === undefined ? dealers.map(() => 1n) : lagrangeAtZero(dealers);
}

/**
 * The sharing made of the counted dealings. Undefined if its key or a share comes to the identity, which takes luck of
 * one in 2^255; then it has failed. @throws DecodeError if a key dealt on comes out as another
 */
export function combineDealings(
  group: G1Group,
  terms: SharingTerms,
  counted: readonly DealtBy[],
): Sharing | undefined {
  const dealers = counted.map((d) => d.dealer);
  const lambdas = factors(terms, dealers);
  const sums: G2[] = Array.from({ length: terms.threshold }, (_, k) => {
    const column = counted.map(({ dealing }) => dealing.commitments[k]!);
    return terms.from === undefined
      ? column.reduce((sum, a) => group.add2(sum, a))
      : group.msm2(column, lambdas);
  });
  const shares = terms.receivers.map(({ index }) => ({ index, point: commitmentAt(group, sums, index) }));
  if ([sums[0]!, ...shares.map((s) => s.point)].some((p) => group.isIdentity2(p))) return undefined;
  const key = group.encode2(sums[0]!);
  if (terms.from !== undefined && !equalBytes(terms.from.key, key)) {
    throw new DecodeError('out-of-range', 'a key dealt on');
  }
  const holders = shares.map(({ index, point }) => ({ index, publicShare: group.encode2(point) }));
  const transcript = openSharing(tags.sharing, terms, 0);
  for (const dealer of dealers) transcript.absorbNumber('dealer', dealer);
  transcript.absorb('key', key);
  for (const { index, publicShare } of holders) {
    transcript.absorbNumber('holder', index).absorb('public-share', publicShare);
  }
  const digest = transcript.challengeBytes('digest');
  return { instance: terms.instance, threshold: terms.threshold, key, holders, dealers, digest };
}

/**
 * x_j: the holder's share of the key, 32 bytes, SECRET. `shares` are f_i(j) of the counted dealings in their order,
 * SECRET too.
 */
export function combineShares(
  terms: SharingTerms,
  dealers: readonly number[],
  shares: readonly bigint[],
): Uint8Array {
  if (dealers.length !== shares.length) throw new RangeError('dealers and shares differ in number');
  const lambdas = factors(terms, dealers);
  return encodeScalar(shares.reduce((sum, share, i) => frAdd(sum, frMul(share, lambdas[i]!)), 0n));
}
