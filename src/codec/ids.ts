/**
 * The two names that a table has, 32 bytes each, which must never be taken for one another: the table's id is there
 * before anybody sits down, and the genesis root only once it is known who plays.
 *
 * Fields of what is replicated, signed or proven are called `tableId` in both cases, because field names are part of
 * the state root and of what was recorded; their types tell them apart.
 */
import type { Type } from '@chainsafe/ssz';
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

/** Compares two ids of one kind. */
export function sameId<T extends TableId | GenesisRoot>(a: T, b: NoInfer<T>): boolean {
  return equalBytes(a, b);
}
