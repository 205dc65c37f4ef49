/**
 * Evidence that a validator signed two blocks for one round. A block may be large, so evidence carries its
 * header only: the block's content with the two lists replaced by their SSZ hash tree roots. By the rules of
 * SSZ merkleization such a header has the same hash tree root as the content, which is the block's id, which
 * is what the author signed. So 354 bytes convict, whatever the size of the blocks; 434 where they say how far their
 * author's table was settled. Both blocks are of one version, and the length says which.
 */
import { ContainerType, type ValueOf } from '@chainsafe/ssz';
import { checkStop, type Stop, StopType } from './adjournment.ts';
import { type BlockContent, blockLists, type Settled, SettledType, type SignedBlock } from './block.ts';
import { compareBytes, DecodeError, decodeSsz } from './decode.ts';
import { GenesisRootType } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, safe, U8, U32, U64 } from './primitives.ts';
import { versioned } from './versioned.ts';

const firstFields = {
  tableId: GenesisRootType,
  epoch: U32,
  author: U8,
  round: U32,
  parents: Bytes32,
  timeMs: U64,
  transactions: Bytes32,
};
/** The fields of `BlockContentType` in its order; `parents` and `transactions` are roots of those lists. */
const FirstHeaderType = new ContainerType(firstFields, { typeName: 'BlockHeader' });
const SecondHeaderType = new ContainerType(
  { ...firstFields, settled: SettledType },
  { typeName: 'BlockHeader' },
);
/** `settled` as in the block that it stands for. */
export type BlockHeader = ValueOf<typeof FirstHeaderType> & { settled?: Settled | undefined };

const pairOf = <T extends typeof FirstHeaderType | typeof SecondHeaderType>(header: T) => {
  const SignedHeaderType = new ContainerType({ header, signature: Bytes64 }, { typeName: 'SignedHeader' });
  return new ContainerType({ a: SignedHeaderType, b: SignedHeaderType }, { typeName: 'TwoBlocks' });
};
const FirstTwoType = pairOf(FirstHeaderType);
const SecondTwoType = pairOf(SecondHeaderType);

const SignedSecondType = new ContainerType(
  { header: SecondHeaderType, signature: Bytes64 },
  { typeName: 'SignedHeader' },
);
/**
 * A member's "I have stopped" (codec/adjournment.ts), and a block of it that is not at or below the last one it names.
 * Only of epochs by the second rules, as every adjournment's evidence.
 */
const SignedOnType = new ContainerType({ stop: StopType, block: SignedSecondType }, { typeName: 'SignedOn' });
export interface SignedOn {
  stop: Stop;
  block: SignedHeader;
}

/** A block's header, and its author's signature under the id. */
export interface SignedHeader {
  header: BlockHeader;
  signature: Uint8Array;
}
/** `a` has the smaller id, so that two blocks make one evidence and not two. */
export interface TwoBlocks {
  a: SignedHeader;
  b: SignedHeader;
}

export const TwoBlocksType = versioned<TwoBlocks, typeof FirstTwoType.fields, typeof SecondTwoType.fields>(
  FirstTwoType,
  SecondTwoType,
  {
    isFirst: ({ a, b }) => a.header.settled === undefined && b.header.settled === undefined,
    areFirst: (_bytes, start, end) => end - start === FirstTwoType.fixedSize,
  },
);

export function headerOf(content: BlockContent): BlockHeader {
  const { parents, transactions } = blockLists;
  return {
    tableId: content.tableId,
    epoch: content.epoch,
    author: content.author,
    round: content.round,
    parents: parents.hashTreeRoot(content.parents),
    timeMs: content.timeMs,
    transactions: transactions.hashTreeRoot(content.transactions),
    ...(content.settled === undefined ? {} : { settled: content.settled }),
  };
}

/** Id of the block that this is the header of: 32 bytes, the same as `blockId` of its content. */
export function headerId(header: BlockHeader): Uint8Array {
  const { settled } = header;
  return settled === undefined
    ? FirstHeaderType.hashTreeRoot(header)
    : SecondHeaderType.hashTreeRoot({ ...header, settled });
}

/**
 * Evidence from two signed blocks, in either order; whether it convicts anybody is not looked at.
 * @throws RangeError when they are the same block, or blocks of two versions
 */
export function encodeTwoBlocks(one: SignedBlock, other: SignedBlock): Uint8Array {
  const [a, b] = [one, other].map(({ content, signature }) => ({ header: headerOf(content), signature }));
  const order = compareBytes(headerId(a!.header), headerId(b!.header));
  if (order === 0) throw new RangeError('one block is no evidence');
  if ((a!.header.settled === undefined) !== (b!.header.settled === undefined))
    throw new RangeError('two blocks of different versions');
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
    if (header.settled !== undefined) safe('evidence: height', header.settled.height);
    if (header.round === 0) throw new DecodeError('out-of-range', 'evidence: round');
  }
  if (compareBytes(headerId(e.a.header), headerId(e.b.header)) >= 0)
    throw new DecodeError('not-canonical', 'evidence: order');
}

/**
 * Evidence that a member signed on after its stop; whether it convicts is not looked at.
 * @throws RangeError for a block of the first version
 */
export function encodeSignedOn(stop: Stop, { content, signature }: SignedBlock): Uint8Array {
  const header = headerOf(content);
  if (header.settled === undefined) throw new RangeError('a block of the first version');
  return SignedOnType.serialize({
    stop,
    block: { header: { ...header, settled: header.settled }, signature },
  });
}

/** Shape only. @throws DecodeError */
export function decodeSignedOn(bytes: Uint8Array): SignedOn {
  const e = decodeSsz(SignedOnType, bytes, limits.evidenceBytes, 'evidence');
  const { header } = e.block;
  safe('evidence: time', header.timeMs);
  safe('evidence: height', header.settled.height);
  checkStop(e.stop);
  if (header.round === 0) throw new DecodeError('out-of-range', 'evidence: round');
  return e;
}
