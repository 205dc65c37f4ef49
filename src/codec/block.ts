/**
 * A block of the DAG. Its id is the SSZ hash tree root of the unsigned content; the signature covers a
 * protocol tag and that root. Parents are named by author and round as well as by digest, so that a block
 * whose parents are not yet held can be placed, asked for, and refused when it breaks the rules.
 */
import { ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { DecodeError, decodeSsz } from './decode.ts';
import { GenesisRootType } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, safe, U8, U32, U64 } from './primitives.ts';
import { TransactionBytesType } from './transactions.ts';

export const BlockRefType = new ContainerType(
  { author: U8, round: U32, digest: Bytes32 },
  { typeName: 'BlockRef' },
);
export type BlockRef = ValueOf<typeof BlockRefType>;

export const BlockContentType = new ContainerType(
  {
    /** Root of the genesis. */
    tableId: GenesisRootType,
    epoch: U32,
    /** Number of the author in the epoch's validator set. */
    author: U8,
    /** From 1; round 0 is the genesis. */
    round: U32,
    /** First the author's own previous block (none at round 1), then by (round, author) ascending. */
    parents: new ListCompositeType(BlockRefType, limits.parentsPerBlock),
    /** Milliseconds of the table clock. */
    timeMs: U64,
    /** Encoded transactions, each `encodeTransaction`. */
    transactions: new ListCompositeType(TransactionBytesType, limits.transactionsPerBlock),
  },
  { typeName: 'BlockContent' },
);
export type BlockContent = ValueOf<typeof BlockContentType>;

export const SignedBlockType = new ContainerType(
  { content: BlockContentType, signature: Bytes64 },
  { typeName: 'SignedBlock' },
);
export type SignedBlock = ValueOf<typeof SignedBlockType>;

const tag = new TextEncoder().encode('dealerless/block/v1\0');

/** The block's id: 32 bytes. */
export function blockId(content: BlockContent): Uint8Array {
  return BlockContentType.hashTreeRoot(content);
}

/** What the author signs for a block with this id. */
export function blockSigningBytes(id: Uint8Array): Uint8Array {
  const out = new Uint8Array(tag.length + id.length);
  out.set(tag);
  out.set(id, tag.length);
  return out;
}

export const encodeSignedBlock = (b: SignedBlock): Uint8Array => SignedBlockType.serialize(b);

/** Shape only: structure rules of the DAG and the signature are checked elsewhere. @throws DecodeError */
export function decodeSignedBlock(bytes: Uint8Array): SignedBlock {
  const b = decodeSsz(SignedBlockType, bytes, limits.blockBytes, 'block');
  checkBlock(b);
  return b;
}

/** @throws DecodeError */
export function checkBlock(b: SignedBlock): void {
  safe('block time', b.content.timeMs);
  if (b.content.round === 0) throw new DecodeError('out-of-range', 'block: round');
}
