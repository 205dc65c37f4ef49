/** Blocks in messages that are not too long. */
import { limits } from './limits.ts';
import type { VerifiedBlock } from './types.ts';

/** Bytes of a block as far as caps are concerned. */
export function sizeOf(block: VerifiedBlock): number {
  let bytes = 256 + 37 * block.content.parents.length;
  for (const t of block.content.transactions) bytes += t.length + 4;
  return bytes;
}

/** Lacked blocks in messages of no more than may be sent, and no more of these than may be sent at once. */
export const answers = (lacked: readonly VerifiedBlock[]): VerifiedBlock[][] =>
  messagesOf(lacked, limits.answersPerFrontier);

/** Blocks in messages of no more than may be sent; of these no more than so many, the rest is left out. */
export function messagesOf(
  blocks: readonly VerifiedBlock[],
  most = Number.POSITIVE_INFINITY,
): VerifiedBlock[][] {
  const messages: VerifiedBlock[][] = [];
  let batch: VerifiedBlock[] = [];
  let bytes = 0;
  for (const b of blocks) {
    const size = sizeOf(b);
    if (batch.length >= limits.blocksPerAnswer || bytes + size > limits.answerBytes) {
      messages.push(batch);
      batch = [];
      bytes = 0;
      if (messages.length >= most) return messages;
    }
    batch.push(b);
    bytes += size;
  }
  if (batch.length > 0) messages.push(batch);
  return messages;
}
