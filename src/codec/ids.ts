/**
 * The two names that a table has, 32 bytes each, which must never be taken for one another: the table's id is there
 * before anybody sits down, and the genesis root only once it is known who plays.
 *
 * Fields of what is replicated, signed or proven are called `tableId` in both cases, because field names are part of
 * the state root and of what was recorded; their types tell them apart.
 */
import type { Type } from '@chainsafe/ssz';
import { sha256 } from '@noble/hashes/sha2.js';
import { equalBytes } from './decode.ts';
import { Bytes32 } from './primitives.ts';

/** Bytes that nobody has named yet fit either of them; the one never fits where the other belongs. */
declare const kind: unique symbol;

/** Hash tree root of the configuration: in the table's URL, in hello, watch and bye. */
export type TableId = Uint8Array & { readonly [kind]?: 'table-id' };

/** Hash tree root of the genesis body: what blocks, frontiers, checkpoints and proofs of the table are bound to. */
export type GenesisRoot = Uint8Array & { readonly [kind]?: 'genesis-root' };

export const TableIdType = Bytes32 as Type<TableId>;
export const GenesisRootType = Bytes32 as Type<GenesisRoot>;

const instanceTag = new TextEncoder().encode('dealerless/instance/v1\0');

/**
 * What the blocks of an epoch are bound to by the second rules:
 * SHA-256(tag ‖ genesis root ‖ epoch, 4 bytes big endian ‖ state root with which it begins).
 * Tabs whose states differ so cannot share a DAG.
 */
export function instanceId(table: GenesisRoot, epoch: number, firstStateRoot: Uint8Array): GenesisRoot {
  const bytes = new Uint8Array(instanceTag.length + 32 + 4 + 32);
  bytes.set(instanceTag);
  bytes.set(table, instanceTag.length);
  new DataView(bytes.buffer).setUint32(instanceTag.length + 32, epoch);
  bytes.set(firstStateRoot, instanceTag.length + 36);
  return sha256(bytes);
}

/** Compares two ids of one kind. */
export function sameId<T extends TableId | GenesisRoot>(a: T, b: NoInfer<T>): boolean {
  return equalBytes(a, b);
}
