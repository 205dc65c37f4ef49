/**
 * The lists of the state tree (codec/stateTree.ts) as they follow from a state. Rows are hashed once and remembered by
 * the objects they are made of.
 */
import { fromHex } from '../../codec/decode.ts';
import { type Grown, grownRoot, merkleRoot, nothingGrown, withLength } from '../../codec/merkle.ts';
import {
  closedRest,
  type LedgerRow,
  rowRoot,
  SEAT_STATUSES,
  type SeatRow,
  type StateTree,
  treeDepths,
} from '../../codec/stateTree.ts';
import type { LifeSeat } from '../../poker/life/state.ts';
import type { LedgerEntry } from './ledgerState.ts';
import type { Seat, TableState } from './state.ts';

/** The lists by their roots. @param rest `stateDigest(state)` */
export function stateTree(state: TableState, rest: Uint8Array): StateTree {
  const { tableId, epoch, height, timeMs, history = nothingGrown, closed } = state;
  const seats = listRoot('seats', seatRoots(state));
  return {
    ...{
      table: tableId,
      epoch,
      height,
      timeMs,
      seats,
      ledger: ledgerRootOf(state),
      history: historyRoot(history),
    },
    rest: closed === undefined ? rest : closedRest(closed, rest),
  };
}

/** Of the list of all players' chips: what a closing settlement signs. */
export const ledgerRootOf = (state: TableState): Uint8Array => listRoot('ledger', ledgerRoots(state));

/** Seats that are taken, ascending. */
export const seatRows = (state: TableState): SeatRow[] =>
  takenSeats(state).map(([s, record]) => seatRow(s, record));

/** Everybody who has ever sat here, in the order of coming. */
export const ledgerRows = (state: TableState): LedgerRow[] =>
  (state.ledger ?? []).map((entry) => ledgerRow(entry, ...seatOf(state, entry)));

function takenSeats({ life, seats }: TableState): [LifeSeat, Seat | undefined][] {
  return life.seats.flatMap((s) => (s === null ? [] : [[s, seats.find((r) => r.seat === s.seat)]]));
}

function seatRow(s: LifeSeat, record: Seat | undefined): SeatRow {
  return {
    seat: s.seat,
    player: fromHex(s.player),
    stackChips: s.stackChips,
    bondChips: record?.bondChips ?? 0,
    creditChips: record?.creditChips ?? 0,
    status: SEAT_STATUSES.indexOf(s.status),
  };
}

function ledgerRow(entry: LedgerEntry, s: LifeSeat | undefined, record: Seat | undefined): LedgerRow {
  const { player, broughtChips, takenChips } = entry;
  const held = (record?.bondChips ?? 0) + (record?.creditChips ?? 0);
  const tableChips = (s?.stackChips ?? 0) + held;
  return { player: fromHex(player), broughtChips, takenChips, tableChips };
}

/** Where the player sits; of one who has left the bond, where it is held back. */
function seatOf({ life, seats }: TableState, entry: LedgerEntry): [LifeSeat | undefined, Seat | undefined] {
  if (entry.seat === null) return [undefined, undefined];
  const s = life.seats[entry.seat] ?? undefined;
  return [s?.player === entry.player ? s : undefined, seats.find((r) => r.seat === entry.seat)];
}

/** Of `seatRows`. */
export const seatRoots = (state: TableState): Uint8Array[] =>
  takenSeats(state).map(([s, record]) =>
    remembered(seatMemory, [s, record], () => rowRoot('seats', seatRow(s, record))),
  );

/** Of `ledgerRows`. */
export const ledgerRoots = (state: TableState): Uint8Array[] =>
  (state.ledger ?? []).map((entry) => {
    const [s, record] = seatOf(state, entry);
    return remembered(ledgerMemory, [entry, s, record], () => rowRoot('ledger', ledgerRow(entry, s, record)));
  });

/** What was made of the first of these objects last, and of which others. */
type Memory = WeakMap<object, { readonly others: readonly unknown[]; readonly root: Uint8Array }>;
const seatMemory: Memory = new WeakMap();
const ledgerMemory: Memory = new WeakMap();
const listMemory: Memory = new WeakMap();
const historyMemory: Memory = new WeakMap();

function remembered(
  memory: Memory,
  [first, ...others]: [object, ...unknown[]],
  make: () => Uint8Array,
): Uint8Array {
  const known = memory.get(first);
  if (known?.others.length === others.length && known.others.every((o, i) => o === others[i]))
    return known.root;
  const root = make();
  memory.set(first, { others, root });
  return root;
}

function listRoot(list: 'seats' | 'ledger', rows: readonly Uint8Array[]): Uint8Array {
  const root = (): Uint8Array => withLength(merkleRoot(rows, treeDepths[list]), rows.length);
  const [first, ...others] = rows;
  return first === undefined ? root() : remembered(listMemory, [first, list, ...others], root);
}

const historyRoot = (history: Grown): Uint8Array =>
  remembered(historyMemory, [history], () =>
    withLength(grownRoot(history, treeDepths.history), history.count),
  );
