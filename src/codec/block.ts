/**
 * A block of the DAG. Its id is the SSZ hash tree root of the unsigned content; the signature covers a
 * protocol tag and that root. Parents are named by author and round as well as by digest, so that a block
 * whose parents are not yet held can be placed, asked for, and refused when it breaks the rules.
 *
 * Blocks have two versions. The second, of epochs by the second rules (consensus/rules.ts), also says how far its
 * author's table is settled. The first offset of the encoding tells them apart, so a block is read without knowing
 * its epoch; the roots of the two have seven and eight leaves, and the eighth is never zero, so no id serves both.
 */

import { ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError, decodeSsz } from './decode.ts';
import { GenesisRootType } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, safe, U8, U32, U64 } from './primitives.ts';
import { TransactionBytesType } from './transactions.ts';
import { versioned } from './versioned.ts';

export const BlockRefType = new ContainerType(
  { author: U8, round: U32, digest: Bytes32 },
  { typeName: 'BlockRef' },
);
export type BlockRef = ValueOf<typeof BlockRefType>;

/** Where an author's table was when it made a block: its last settled height that is told of, and the root there. */
export const SettledType = new ContainerType(
  {
    /** Committed slots of the table: a multiple of 16, or one that ended a hand; 0 before the first of the epoch. */
    height: U64,
    /** State root after that slot; zero for height 0. */
    root: Bytes32,
  },
  { typeName: 'Settled' },
);
export type Settled = ValueOf<typeof SettledType>;

const firstFields = {
  /** What the epoch's blocks are bound to: the genesis root, or by the second rules `instanceId`. */
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
};
const FirstContentType = new ContainerType(firstFields, { typeName: 'BlockContent' });
const SecondContentType = new ContainerType(
  { ...firstFields, settled: SettledType },
  { typeName: 'BlockContent' },
);
/** `settled` is there in the second version, and only there. */
export type BlockContent = ValueOf<typeof FirstContentType> & { settled?: Settled | undefined };

/** Bytes of the fixed part of a second version: where its first list begins. */
const SECOND_OFFSET = 32 + 4 + 1 + 4 + 4 + 8 + 4 + 40;
/** Where in the fixed part that offset stands: behind table, epoch, author and round. */
const OFFSET_AT = 32 + 4 + 1 + 4;

const BlockContentType = versioned<
  BlockContent,
  typeof FirstContentType.fields,
  typeof SecondContentType.fields
>(FirstContentType, SecondContentType, {
  isFirst: ({ settled }) => settled === undefined,
  areFirst: (bytes, start, end) =>
    end - start < SECOND_OFFSET || bytes.getUint32(start + OFFSET_AT, true) !== SECOND_OFFSET,
});
/** The types of the two lists of a block, for headers that stand for it (evidence.ts). */
export const blockLists = { parents: firstFields.parents, transactions: firstFields.transactions };

export const SignedBlockType = new ContainerType(
  { content: BlockContentType, signature: Bytes64 },
  { typeName: 'SignedBlock' },
);
export type SignedBlock = ValueOf<typeof SignedBlockType>;

const tag = new TextEncoder().encode('dealerless/block/v1\0');

/** A content that has been read never changes, and its root is by far the dearest thing about a small block. */
const ids = new WeakMap<BlockContent, Uint8Array>();

/** The block's id: 32 bytes. */
export function blockId(content: BlockContent): Uint8Array {
  const known = ids.get(content);
  if (known !== undefined) return known;
  const id = BlockContentType.hashTreeRoot(content);
  ids.set(content, id);
  return id;
}

/** What the author signs for a block with this id. */
export function blockSigningBytes(id: Uint8Array): Uint8Array {
  return concatBytes(tag, id);
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
  if (b.content.settled !== undefined) safe('block height', b.content.settled.height);
  if (b.content.round === 0) throw new DecodeError('out-of-range', 'block: round');
}
