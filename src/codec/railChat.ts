/**
 * A line that one who watches a table from its rail says to the others there: signed by a key of the visit, so that
 * one who speaks can be told from another and be silenced. Those who play never carry it (net/rail/gossip.ts).
 */
import { ByteListType, ContainerType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError, decodeSsz, decodeText } from './decode.ts';
import { TableIdType } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, U32 } from './primitives.ts';

const RailLineType = new ContainerType(
  {
    tableId: TableIdType,
    key: Bytes32,
    /** Rises with every line of this key. */
    number: U32,
    /** Committed slots of the table when it was said: an old line is not said again. */
    height: U32,
    nickname: new ByteListType(limits.nicknameBytes),
    text: new ByteListType(limits.railLineBytes),
    signature: Bytes64,
  },
  { typeName: 'RailLine' },
);

export type RailLine = ValueOf<typeof RailLineType>;

const tag = new TextEncoder().encode('dealerless/rail-line/v1\0');

/** What a line's key signs: a tag, then the hash tree root of the line with an all-zero signature. */
export function railLineSigningBytes(line: RailLine): Uint8Array {
  return concatBytes(tag, RailLineType.hashTreeRoot({ ...line, signature: new Uint8Array(64) }));
}

export const encodeRailLine = (line: RailLine): Uint8Array => RailLineType.serialize(line);

/** Its signature is not looked at. @throws DecodeError */
export function decodeRailLine(bytes: Uint8Array): RailLine {
  const line = decodeSsz(RailLineType, bytes, limits.railLineMessageBytes, 'rail line');
  decodeText(line.nickname, limits.nicknameBytes, 'nickname');
  if (decodeText(line.text, limits.railLineBytes, 'rail line').trim() === '')
    throw new DecodeError('bad-text', 'rail line');
  return line;
}
