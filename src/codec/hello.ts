/**
 * Who a peer says it is: presence in the lobby, and the signed wish of a newcomer to sit down at a running
 * table. The signature by `key` over `helloSigningBytes` binds the key to this table, epoch and peer.
 *
 * At tables of the second version of the configuration a hello says as well by which rules its app plays the table,
 * which build of the app it is, and how its player is shown. A later version may only add fields behind those of this
 * one, so that an app that does not know them can still tell its player that the other's is newer (`laterHello`).
 */

import { ByteListType, ContainerType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { APP_BYTES, type App, AppFields } from './app.ts';
import { DecodeError, decodeText } from './decode.ts';
import { ROLES } from './genesis.ts';
import { TableIdType } from './ids.ts';
import { limits } from './limits.ts';
import { LOOK_BYTES, LookFields } from './look.ts';
import { Bytes32, Bytes64, U8, U32 } from './primitives.ts';
import { versioned } from './versioned.ts';

const firstFields = {
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
};
const FirstHelloType = new ContainerType(firstFields, { typeName: 'Hello' });
const SecondHelloType = new ContainerType(
  { ...firstFields, ...AppFields, ...LookFields },
  { typeName: 'Hello' },
);

/**
 * What the app says of itself, and of its player's looks, is there at tables of the second version of the
 * configuration, and only there.
 */
export type Hello = ValueOf<typeof FirstHelloType> & Partial<App> & { avatar?: number; away?: number };

/** Where the nickname begins is the length of what stands before it: each version's is longer. */
const NICKNAME_OFFSET_AT = 67;
const FIRST_FIXED_BYTES = 147;
const SECOND_FIXED_BYTES = FIRST_FIXED_BYTES + APP_BYTES + LOOK_BYTES;

export const HelloType = versioned<Hello, typeof firstFields, typeof SecondHelloType.fields>(
  FirstHelloType,
  SecondHelloType,
  {
    isFirst: (hello) => hello.rules === undefined,
    areFirst: (bytes, start, end) =>
      end - start < NICKNAME_OFFSET_AT + 4 ||
      bytes.getUint32(start + NICKNAME_OFFSET_AT, true) === FIRST_FIXED_BYTES,
  },
);

/** What can be read of a hello whose version is later than this app's; nobody has checked its signature. */
export interface LaterHello {
  readonly nickname: Uint8Array;
}

const isName = (bytes: Uint8Array): boolean => {
  try {
    decodeText(bytes, limits.nicknameBytes, 'nickname');
    return true;
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
};

/** @param bytes a hello as it was sent. Undefined for one of a version that this app knows, or for no hello at all. */
export function laterHello(bytes: Uint8Array): LaterHello | undefined {
  if (bytes.length < SECOND_FIXED_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const from = view.getUint32(NICKNAME_OFFSET_AT, true);
  const to = view.getUint32(NICKNAME_OFFSET_AT + 12, true);
  if (from <= SECOND_FIXED_BYTES || to < from || to > bytes.length) return undefined;
  const nickname = bytes.slice(from, to);
  return isName(nickname) ? { nickname } : undefined;
}

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
