/** Roots of the lists of a state's tree, from all their rows (codec/stateTree.ts). */
import { merkleRoot, withLength } from '../codec/merkle.ts';
import { type LedgerRow, rowRoot, type SeatRow, treeDepths } from '../codec/stateTree.ts';

/** @throws DecodeError for a number that no row has */
export const seatsRoot = (rows: readonly SeatRow[]): Uint8Array =>
  rootOf(
    'seats',
    rows.map((row) => rowRoot('seats', row)),
  );

/** @throws DecodeError for a number that no row has */
export const ledgerRoot = (rows: readonly LedgerRow[]): Uint8Array =>
  rootOf(
    'ledger',
    rows.map((row) => rowRoot('ledger', row)),
  );

const rootOf = (list: 'seats' | 'ledger', rows: readonly Uint8Array[]): Uint8Array =>
  withLength(merkleRoot(rows, treeDepths[list]), rows.length);
