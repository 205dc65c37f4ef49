/**
 * What an author may say in a while (second rules): a leaky bucket that goes along its chain of own blocks. It is a
 * function of the block and its history alone, never of the table's state, so that tabs which have applied different
 * heights judge alike.
 *
 *   b(B) = min(512 KB, b(own parent) + 64 KB/s × (t(B) − t(own parent))) − bytes(B) ≥ 0
 *
 * t is the lower median of the times of the parents of the round before, and never falls along the chain. At round 1
 * the bucket is full, and where the own parent lies outside the window it holds 64 KB.
 *
 * Deviation: bytes(B) are those of the transactions, and of references beyond one for each member. What a block must
 * have to be one is free: it would use up the bucket by itself where links are fast (13 members, 138 rounds a second),
 * and an author without a byte left could not even pass the round, in which t stands still.
 */
import type { BlockContent } from '../codec/block.ts';
import { protocol } from './limits.ts';
import { lowerMedian } from './median.ts';

/** What an own block leaves to the next one. */
export interface Bucket {
  readonly bytes: number;
  /** t of the block; milliseconds. */
  readonly atMs: number;
}

/** Bytes of a reference to a parent. */
const REFERENCE = 37;

/** What a block takes out of its author's bucket. */
export function bytesOf(
  { parents, transactions }: Pick<BlockContent, 'parents' | 'transactions'>,
  n: number,
): number {
  let bytes = REFERENCE * Math.max(0, parents.length - n);
  for (const t of transactions) bytes += transactionBytes(t);
  return bytes;
}

export const transactionBytes = (t: Uint8Array): number => t.length + 4;

/**
 * What the author of a block of this round may take.
 * @param own bucket of the own parent; undefined where there is none, or it lies outside the window
 * @param timesMs of the parents of the round before; of the block itself at round 1
 */
export function filled(round: number, own: Bucket | undefined, timesMs: readonly number[]): Bucket {
  const { bucketBytes, bucketBytesPerMs, strangerBucketBytes } = protocol;
  const medianMs = lowerMedian(timesMs);
  if (own === undefined) return { bytes: round === 1 ? bucketBytes : strangerBucketBytes, atMs: medianMs };
  const atMs = Math.max(own.atMs, medianMs);
  const bytes = Math.min(bucketBytes, own.bytes + Math.floor(bucketBytesPerMs * (atMs - own.atMs)));
  return { bytes, atMs };
}

/** The bucket after a block; below zero: it says more than its author may. The others as for `filled`. */
export function bucketAfter(
  content: BlockContent,
  n: number,
  own: Bucket | undefined,
  timesMs: readonly number[],
): Bucket {
  const { bytes, atMs } = filled(content.round, own, timesMs);
  return { bytes: bytes - bytesOf(content, n), atMs };
}
