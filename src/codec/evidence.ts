/**
 * Evidence that a validator signed two blocks for one round. A block may be large, so evidence carries its
 * header only: the block's content with the two lists replaced by their SSZ hash tree roots. By the rules of
 * SSZ merkleization such a header has the same hash tree root as the content, which is the block's id, which
 * is what the author signed. So 354 bytes convict, whatever the size of the blocks.
 */
import { ContainerType, type ValueOf } from '@chainsafe/ssz';
import { type BlockContent, BlockContentType, type SignedBlock } from './block.ts';
import { compareBytes, DecodeError, decodeSsz } from './decode.ts';
import { GenesisRootType } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, safe, U8, U32, U64 } from './primitives.ts';

/** The fields of `BlockContentType` in its order; `parents` and `transactions` are roots of those lists. */
const BlockHeaderType = new ContainerType(
  {
    tableId: GenesisRootType,
    epoch: U32,
    author: U8,
    round: U32,
    parents: Bytes32,
    timeMs: U64,
    transactions: Bytes32,
  },
  { typeName: 'BlockHeader' },
);
export type BlockHeader = ValueOf<typeof BlockHeaderType>;

const SignedHeaderType = new ContainerType(
  { header: BlockHeaderType, signature: Bytes64 },
  { typeName: 'SignedHeader' },
);

/** `a` has the smaller id, so that two blocks make one evidence and not two. */
export const TwoBlocksType = new ContainerType(
  { a: SignedHeaderType, b: SignedHeaderType },
  { typeName: 'TwoBlocks' },
);
export type TwoBlocks = ValueOf<typeof TwoBlocksType>;

export function headerOf(content: BlockContent): BlockHeader {
  const { parents, transactions } = BlockContentType.fields;
  return {
    tableId: content.tableId,
    epoch: content.epoch,
    author: content.author,
    round: content.round,
    parents: parents.hashTreeRoot(content.parents),
    timeMs: content.timeMs,
    transactions: transactions.hashTreeRoot(content.transactions),
  };
}

/** Id of the block that this is the header of: 32 bytes, the same as `blockId` of its content. */
export function headerId(header: BlockHeader): Uint8Array {
  return BlockHeaderType.hashTreeRoot(header);
}

/**
 * Evidence from two signed blocks, in either order; whether it convicts anybody is not looked at.
 * @throws RangeError when they are the same block
 */
export function encodeTwoBlocks(one: SignedBlock, other: SignedBlock): Uint8Array {
  const [a, b] = [one, other].map(({ content, signature }) => ({ header: headerOf(content), signature }));
  const order = compareBytes(headerId(a!.header), headerId(b!.header));
  if (order === 0) throw new RangeError('one block is no evidence');
  return TwoBlocksType.serialize(order < 0 ? { a: a!, b: b! } : { a: b!, b: a! });
}

/** The bytes of evidence that was decoded before. */
export const encodeProof = (proof: TwoBlocks): Uint8Array => TwoBlocksType.serialize(proof);

/**
 * Shape and order only: who is accused of what, and whether the signatures hold, is looked at elsewhere. @throws
 * DecodeError
 */
export function decodeTwoBlocks(bytes: Uint8Array): TwoBlocks {
  const e = decodeSsz(TwoBlocksType, bytes, limits.evidenceBytes, 'evidence');
  checkTwoBlocks(e);
  return e;
}

/** @throws DecodeError */
export function checkTwoBlocks(e: TwoBlocks): void {
  for (const { header } of [e.a, e.b]) {
    safe('evidence: time', header.timeMs);
    if (header.round === 0) throw new DecodeError('out-of-range', 'evidence: round');
  }
  if (compareBytes(headerId(e.a.header), headerId(e.b.header)) >= 0)
    throw new DecodeError('not-canonical', 'evidence: order');
}
