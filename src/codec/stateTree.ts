/**
 * The state root by the second rules: the SSZ hash tree root of a container whose lists stand for themselves, so that
 * one seat, one player's chips or one hand is shown with a branch of hashes instead of the whole state.
 *
 *     StateTree { table, epoch, height, timeMs, seats: List[SeatRow, 16], ledger: List[LedgerRow, 256],
 *                 history: List[HandRow, 2^20], rest: digest of the whole state (table/state/root.ts);
 *                 of a closed table what `closedRest` makes of that }
 *
 * A branch from a row leads through its list, past the list's length, to the container's field.
 */
import { ContainerType, ListCompositeType, type Type, type ValueOf } from '@chainsafe/ssz';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError, equalBytes } from './decode.ts';
import { GenesisRootType } from './ids.ts';
import { limits } from './limits.ts';
import { type Branch, lengthNode, merkleBranch, rootOfBranch, withLength } from './merkle.ts';
import { Bytes32, safe, U8, U32, U64 } from './primitives.ts';

/** Statuses of a seat by number. */
export const SEAT_STATUSES = ['in', 'sitting-out', 'busted', 'expelled'] as const;

/** A taken seat. While a hand is on, its stack is as the hand began. */
export const SeatRowType = new ContainerType(
  {
    seat: U8,
    /** Ed25519 key. */
    player: Bytes32,
    stackChips: U64,
    bondChips: U64,
    /** That reach the stack with the next hand. */
    creditChips: U64,
    /** Of `SEAT_STATUSES`. */
    status: U8,
  },
  { typeName: 'SeatRow' },
);
export type SeatRow = ValueOf<typeof SeatRowType>;

/** What one player has brought to the table, taken along and has on it: the result is taken + table − brought. */
export const LedgerRowType = new ContainerType(
  {
    /** Zeros: all who have left so long ago that they share a row. */
    player: Bytes32,
    broughtChips: U64,
    takenChips: U64,
    /** Stack, bond and credit. */
    tableChips: U64,
  },
  { typeName: 'LedgerRow' },
);
export type LedgerRow = ValueOf<typeof LedgerRowType>;

const HandResultType = new ContainerType(
  { seat: U8, player: Bytes32, gainedChips: U64, lostChips: U64 },
  { typeName: 'HandResult' },
);
/** A hand that is over; of the two numbers of a seat one at least is zero. */
export const HandRowType = new ContainerType(
  {
    hand: U32,
    height: U64,
    timeMs: U64,
    /** 1: void, and what lay in it went back. */
    isVoid: U8,
    /** Ascending by seat. */
    results: new ListCompositeType(HandResultType, limits.handSeats),
  },
  { typeName: 'HandRow' },
);
export type HandRow = ValueOf<typeof HandRowType>;

/** Depths of the lists' trees. */
export const treeDepths = { seats: 4, ledger: 8, history: 20 } as const;
export type TreeList = keyof typeof treeDepths;

/** Root of a list as a field; the fields in their order. */
const StateTreeType = new ContainerType(
  {
    table: GenesisRootType,
    epoch: U32,
    height: U64,
    timeMs: U64,
    seats: Bytes32,
    ledger: Bytes32,
    history: Bytes32,
    rest: Bytes32,
  },
  { typeName: 'StateTree' },
);
/** Where a table was closed for good. */
export interface Closed {
  /** Of the slot in which it was. */
  readonly height: number;
  /** Fair time there, milliseconds of the table clock. */
  readonly timeMs: number;
}
const ClosedRestType = new ContainerType(
  { height: U64, timeMs: U64, rest: Bytes32 },
  { typeName: 'ClosedRest' },
);
const closedTag = new TextEncoder().encode('dealerless/closed/v1\0');

/**
 * `rest` of a state that is closed: whoever shows the digest under it has shown that the root is one of a closed table,
 * and since when, without the state. @throws DecodeError for a number that no slot has
 */
export function closedRest({ height, timeMs }: Closed, rest: Uint8Array): Uint8Array {
  safe('closed', height, timeMs);
  return sha256(concatBytes(closedTag, ClosedRestType.hashTreeRoot({ height, timeMs, rest })));
}

/** The lists by their roots, lengths included. */
export type StateTree = ValueOf<typeof StateTreeType>;
const FIELDS = Object.keys(StateTreeType.fields) as (keyof StateTree)[];
const FIELDS_DEPTH = 3;

/** 32 bytes. */
export const stateTreeRoot = (tree: StateTree): Uint8Array => StateTreeType.hashTreeRoot(tree);

type Rows = { seats: SeatRow; ledger: LedgerRow; history: HandRow };
const rowTypes: { readonly [L in TreeList]: Type<Rows[L]> } = {
  seats: SeatRowType,
  ledger: LedgerRowType,
  history: HandRowType,
};

/** @throws DecodeError for a number that no row has */
export function rowRoot<L extends TreeList>(list: L, row: Rows[L]): Uint8Array {
  const numbers = Object.values(row).filter((v) => typeof v === 'number');
  safe('row', ...numbers);
  if (list === 'history') {
    for (const r of (row as HandRow).results) safe('row', r.gainedChips, r.lostChips);
  }
  return rowTypes[list].hashTreeRoot(row);
}

/** How many hashes a branch of this list has. */
export const branchLength = (list: TreeList): number => treeDepths[list] + 1 + FIELDS_DEPTH;

/** A row of a list in a state. */
export interface RowProof {
  /** Place in the list. */
  readonly index: number;
  /** `branchLength(list)` hashes. */
  readonly branch: Branch;
}

/**
 * @param rows roots of all rows of the list
 * @throws RangeError where there is no such row, or the rows are not those of the tree
 */
export function proveRow(
  tree: StateTree,
  list: TreeList,
  rows: readonly Uint8Array[],
  index: number,
): RowProof {
  const depth = treeDepths[list];
  const within = merkleBranch(rows, depth, index);
  const root = withLength(rootOfBranch(rows[index]!, index, within), rows.length);
  if (!equalBytes(root, tree[list])) throw new RangeError('the rows of another state');
  const beside = merkleBranch(fieldNodes(tree), FIELDS_DEPTH, FIELDS.indexOf(list));
  return { index, branch: [...within, lengthNode(rows.length), ...beside] };
}

/** Does a state with this root have this row in this list at this place? Never throws on hostile branches. */
export function rowHolds<L extends TreeList>(
  stateRoot: Uint8Array,
  list: L,
  row: Rows[L],
  proof: RowProof,
): boolean {
  // The list's root is the left one, its length the right one.
  const first = FIELDS.indexOf(list) * 2 ** (treeDepths[list] + 1);
  return leadsTo(stateRoot, list, row, proof, { length: branchLength(list), first });
}

/** Does the list with this root (`ledgerRoot` of a closing) have this row? Never throws on hostile branches. */
export const rowInList = <L extends TreeList>(
  listRoot: Uint8Array,
  list: L,
  row: Rows[L],
  proof: RowProof,
): boolean => leadsTo(listRoot, list, row, proof, { length: treeDepths[list] + 1, first: 0 });

/** @param way hashes from the list's rows to the root, and the place of its first row among all leaves below that */
function leadsTo<L extends TreeList>(
  root: Uint8Array,
  list: L,
  row: Rows[L],
  { index, branch }: RowProof,
  way: { readonly length: number; readonly first: number },
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= 2 ** treeDepths[list]) return false;
  if (branch.length !== way.length || branch.some((node) => node.length !== 32)) return false;
  try {
    return equalBytes(rootOfBranch(rowRoot(list, row), way.first + index, branch), root);
  } catch (error) {
    if (error instanceof DecodeError) return false;
    throw error;
  }
}

/** The same branch as far as the list's own root. */
export const withinList = (list: TreeList, { index, branch }: RowProof): RowProof => ({
  index,
  branch: branch.slice(0, treeDepths[list] + 1),
});

function fieldNodes(tree: StateTree): Uint8Array[] {
  return FIELDS.map((name) => {
    const value = tree[name];
    return typeof value === 'number' ? lengthNode(value) : value;
  });
}
