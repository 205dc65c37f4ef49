/** Branches that show one row of a state under its root (codec/stateTree.ts). */
import {
  type LedgerRow,
  proveRow,
  type RowProof,
  type SeatRow,
  type TreeList,
} from '../../codec/stateTree.ts';
import { stateDigest } from './root.ts';
import type { TableState } from './state.ts';
import { ledgerRoots, ledgerRows, seatRoots, seatRows, stateTree } from './tree.ts';

/** Shows the row of this seat. Undefined where nobody sits. */
export function proveSeat(state: TableState, seat: number): { row: SeatRow; proof: RowProof } | undefined {
  const rows = seatRows(state);
  const index = rows.findIndex((row) => row.seat === seat);
  return index < 0 ? undefined : { row: rows[index]!, proof: prove(state, 'seats', seatRoots(state), index) };
}

/**
 * Shows the row of this player's chips. Undefined for one who has never sat here.
 * @param player key in hexadecimal
 */
export function proveLedgerRow(
  state: TableState,
  player: string,
): { row: LedgerRow; proof: RowProof } | undefined {
  const index = (state.ledger ?? []).findIndex((entry) => entry.player === player);
  if (index < 0) return undefined;
  return { row: ledgerRows(state)[index]!, proof: prove(state, 'ledger', ledgerRoots(state), index) };
}

/**
 * Shows a hand that is over.
 * @param rows roots of the rows of all hands that are over in this state, in the order of ending
 * @throws RangeError where they are not, or `index` is none of them
 */
export const proveHand = (state: TableState, rows: readonly Uint8Array[], index: number): RowProof =>
  prove(state, 'history', rows, index);

function prove(state: TableState, list: TreeList, rows: readonly Uint8Array[], index: number): RowProof {
  return proveRow(stateTree(state, stateDigest(state)), list, rows, index);
}
