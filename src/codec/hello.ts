/**
 * Who a peer says it is: presence in the lobby, and the signed wish of a newcomer to sit down at a running
 * table. The signature by `key` over `helloSigningBytes` binds the key to this table, epoch and peer.
 */

import { ByteListType, ContainerType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError, decodeText } from './decode.ts';
import { ROLES } from './genesis.ts';
import { TableIdType } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, U8, U32 } from './primitives.ts';

export const HelloType = new ContainerType(
  {
    /** Hash of the table's configuration. */
    tableId: TableIdType,
    key: Bytes32,
    role: U8,
    /** 255 = has not chosen. */
    seat: U8,
    ready: U8,
    nickname: new ByteListType(limits.nicknameBytes),
    /** Rises with every change; the highest wins. */
    revision: U32,
    /** Epoch the sender knows of; a wish to sit down is good in that epoch only, so it cannot be replayed later. */
    epoch: U32,
    peerId: new ByteListType(limits.peerIdBytes),
    signature: Bytes64,
  },
  { typeName: 'Hello' },
);
export type Hello = ValueOf<typeof HelloType>;

const tag = new TextEncoder().encode('dealerless/hello/v1\0');

/** What a hello's key signs: a tag, then the hash tree root of the hello with an all-zero signature. */
export function helloSigningBytes(hello: Hello): Uint8Array {
  const root = HelloType.hashTreeRoot({ ...hello, signature: new Uint8Array(64) });
  return concatBytes(tag, root);
}

/** Shape of what was decoded as part of something else. @throws DecodeError */
export function checkHello(hello: Hello): void {
  decodeText(hello.nickname, limits.nicknameBytes, 'nickname');
  if (hello.role >= ROLES.length || hello.ready > 1) throw new DecodeError('out-of-range', 'hello');
}
