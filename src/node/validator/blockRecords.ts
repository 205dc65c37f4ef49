/** Blocks between the core, the wire and the disk. */
import { blockId, decodeSignedBlock, encodeSignedBlock, type SignedBlock } from '../../codec/block.ts';
import { decodeTransaction } from '../../codec/transactions.ts';
import { asVerified, type VerifiedBlock } from '../../consensus/types.ts';
import type { BlockRecord } from '../../storage/storage.ts';

/** Nonces of transactions in a journaled own block are used up, whether it was ever output or not. */
export function highestNonceIn(block: VerifiedBlock): number {
  return block.content.transactions.reduce(
    (highest, bytes) => Math.max(highest, decodeTransaction(bytes).nonce),
    -1,
  );
}

export const signedOf = (block: VerifiedBlock): SignedBlock => ({
  content: block.content,
  signature: block.signature,
});

export function recordOf(block: VerifiedBlock): BlockRecord {
  const { epoch, round, author } = block.content;
  return { id: block.key, epoch, round, author, bytes: encodeSignedBlock(signedOf(block)) };
}

/** A block of this device's own journal: it was verified before it went there. */
export function readRecord(record: BlockRecord): VerifiedBlock {
  const signed = decodeSignedBlock(record.bytes);
  return asVerified(signed, blockId(signed.content));
}
