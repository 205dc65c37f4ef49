import { ByteVectorType, ContainerType, ListCompositeType } from '@chainsafe/ssz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenesisRootType } from './ids.ts';
import {
  grow,
  grownRoot,
  merkleBranch,
  merkleRoot,
  nothingGrown,
  rootOfBranch,
  withLength,
} from './merkle.ts';
import { Bytes32, U32, U64 } from './primitives.ts';
import {
  branchLength,
  type HandRow,
  HandRowType,
  type LedgerRow,
  LedgerRowType,
  proveRow,
  type RowProof,
  rowHolds,
  rowInList,
  rowRoot,
  type SeatRow,
  SeatRowType,
  type StateTree,
  stateTreeRoot,
  type TreeList,
  treeDepths,
  withinList,
} from './stateTree.ts';

const bytes = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
/** As anybody would write it who knows SSZ and nothing of how we hash. */
const Whole = new ContainerType({
  table: GenesisRootType,
  epoch: U32,
  height: U64,
  timeMs: U64,
  seats: new ListCompositeType(SeatRowType, 16),
  ledger: new ListCompositeType(LedgerRowType, 256),
  history: new ListCompositeType(HandRowType, 2 ** 20),
  rest: Bytes32,
});

const seats: SeatRow[] = [1, 4, 7].map((seat) => ({
  ...{ seat, player: bytes(seat), stackChips: 1_240 + seat, bondChips: 20, creditChips: 0, status: 0 },
}));
const ledger: LedgerRow[] = [1, 4, 7, 9].map((p) => ({
  ...{
    player: bytes(p),
    broughtChips: 2_000,
    takenChips: p === 9 ? 1_500 : 0,
    tableChips: p === 9 ? 0 : 1_260,
  },
}));
const history: HandRow[] = Array.from({ length: 57 }, (_, i) => ({
  ...{ hand: i + 1, height: 10 * i, timeMs: 1_000 * i, isVoid: 0 },
  results: [
    { seat: 1, player: bytes(1), gainedChips: 12, lostChips: 0 },
    { seat: 4, player: bytes(4), gainedChips: 0, lostChips: 12 },
  ],
}));
const rows = {
  seats: seats.map((row) => rowRoot('seats', row)),
  ledger: ledger.map((row) => rowRoot('ledger', row)),
  history: history.map((row) => rowRoot('history', row)),
};
const listRoot = (list: TreeList): Uint8Array =>
  withLength(merkleRoot(rows[list], treeDepths[list]), rows[list].length);
const place = { table: bytes(3), epoch: 4, height: 570, timeMs: 3_600_000, rest: bytes(6) };
const tree: StateTree = {
  ...place,
  seats: listRoot('seats'),
  ledger: listRoot('ledger'),
  history: listRoot('history'),
};
const root = stateTreeRoot(tree);
const prove = (list: TreeList, index: number): RowProof => proveRow(tree, list, rows[list], index);

describe('the state tree', () => {
  it('has the hash tree root that SSZ gives the whole container', () => {
    expect(root).toEqual(Whole.hashTreeRoot({ ...place, seats, ledger, history }));
  });

  it('shows each row of each list by itself, in so many hashes', () => {
    for (const [i, row] of seats.entries())
      expect(rowHolds(root, 'seats', row, prove('seats', i))).toBe(true);
    for (const [i, row] of ledger.entries())
      expect(rowHolds(root, 'ledger', row, prove('ledger', i))).toBe(true);
    for (const i of [0, 31, 56])
      expect(rowHolds(root, 'history', history[i]!, prove('history', i))).toBe(true);
    expect(['seats', 'ledger', 'history'].map((list) => branchLength(list as TreeList))).toEqual([8, 12, 24]);
  });

  it('shows no other row, no row elsewhere, and nothing of another state', () => {
    const proof = prove('ledger', 1);
    const row = ledger[1]!;
    expect(rowHolds(root, 'ledger', { ...row, tableChips: row.tableChips + 1 }, proof)).toBe(false);
    expect(rowHolds(root, 'ledger', row, { ...proof, index: 2 })).toBe(false);
    expect(rowHolds(bytes(1), 'ledger', row, proof)).toBe(false);
    // Neither a number that no row has nor a place beyond the list is an error of the reader.
    expect(rowHolds(root, 'ledger', { ...row, tableChips: 0.5 }, proof)).toBe(false);
    for (const index of [-1, 0.5, 256, Number.NaN])
      expect(rowHolds(root, 'ledger', row, { ...proof, index })).toBe(false);
    // A node is no row: neither a longer nor a shorter way leads to it.
    expect(rowHolds(root, 'ledger', row, { ...proof, branch: proof.branch.slice(1) })).toBe(false);
    expect(rowHolds(root, 'ledger', row, { ...proof, branch: [...proof.branch, bytes(0)] })).toBe(false);
    expect(rowHolds(root, 'ledger', row, { ...proof, branch: proof.branch.map((b) => b.subarray(1)) })).toBe(
      false,
    );
  });

  it('falls with any bit of the branch', () => {
    const { index, branch } = prove('seats', 2);
    fc.assert(
      fc.property(fc.nat(branch.length - 1), fc.nat(255), (node, bit) => {
        const bent = branch.map((b) => b.slice());
        bent[node]![bit >> 3]! ^= 1 << (bit & 7);
        expect(rowHolds(root, 'seats', seats[2]!, { index, branch: bent })).toBe(false);
      }),
    );
  });

  it('gives the branch within one list, as a closing settlement signs it', () => {
    const proof = withinList('ledger', prove('ledger', 3));
    expect(rowInList(tree.ledger, 'ledger', ledger[3]!, proof)).toBe(true);
    expect(rowInList(tree.ledger, 'ledger', ledger[2]!, proof)).toBe(false);
    expect(rowInList(root, 'ledger', ledger[3]!, proof)).toBe(false);
  });

  it('is not shown with the rows of another', () => {
    expect(() => proveRow(tree, 'seats', rows.ledger, 0)).toThrow('another state');
    expect(() => proveRow(tree, 'seats', rows.seats, 3)).toThrow('no such leaf');
  });
});

describe('a list that only grows', () => {
  it('has the root that SSZ gives the list, whatever its length', () => {
    const List = new ListCompositeType(new ByteVectorType(32), 32);
    let grown = nothingGrown;
    const leaves: Uint8Array[] = [];
    for (let n = 0; n <= 32; n++) {
      expect(withLength(grownRoot(grown, 5), grown.count)).toEqual(List.hashTreeRoot(leaves));
      expect(grownRoot(grown, 5)).toEqual(merkleRoot(leaves, 5));
      if (n === 32) break;
      leaves.push(bytes(n + 1));
      grown = grow(grown, bytes(n + 1), 5);
      const last = merkleBranch(leaves, 5, n);
      expect(rootOfBranch(leaves[n]!, n, last)).toEqual(grownRoot(grown, 5));
    }
    expect(() => grow(grown, bytes(1), 5)).toThrow('places');
    expect(() => merkleRoot([...leaves, bytes(1)], 5)).toThrow('places');
  });
});
