/** Who has brought what and taken what, over everything that can happen to chips at a table. */
import { beforeEach, describe, expect, it } from 'vitest';
import { ADMISSIONS, CONFIG_VERSION } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { type RowProof, rowHolds, rowRoot } from '../../codec/stateTree.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { KeyPlay, signedGenesis } from '../../testing/keyPlay.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { handRow, moved, OTHERS } from './ledger.ts';
import { proveHand, proveLedgerRow, proveSeat } from './prove.ts';
import { stateRoot } from './root.ts';
import { totalChips } from './seats.ts';
import type { TableHand, TableState } from './state.ts';
import { ledgerRows } from './tree.ts';

const BOND = 20;
const second = { protocolVersion: CONFIG_VERSION, proofs: 0, claims: 0, bondChips: BOND };
const player = (seat: number): string => (seat + 1).toString(16).padStart(2, '0').repeat(32);

/** What the rows say lies at the table, in pots and in seats. */
function accounted(state: TableState): number {
  return state.ledger!.reduce((sum, row) => sum + row.broughtChips - row.takenChips, 0);
}
const result = (state: TableState, of: string): number => {
  const row = ledgerRows(state)[state.ledger!.findIndex((r) => r.player === of)]!;
  return row.takenChips + row.tableChips - row.broughtChips;
};

let p: Play;
beforeEach(() => {
  p = new Play(genesis([0, 1, 2], second), clearDeck(seeded(3)));
});

/** A hand in which everybody folds to the last. @returns the winner's seat */
async function hand(): Promise<number> {
  await p.deal();
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
  return p.state.hand!.outcome!.seats.find((s) => s.wonChips > 0)!.seat;
}

describe('the ledger', () => {
  it('counts what everybody sat down with, and what hands move from one to another', async () => {
    expect(p.state.ledger!.map((r) => [r.seat, r.broughtChips, r.takenChips])).toEqual([
      [0, 200, 0],
      [1, 200, 0],
      [2, 200, 0],
    ]);
    const winner = await hand();
    const results = [0, 1, 2].map((seat) => result(p.state, player(seat)));
    expect(results.reduce((a, b) => a + b)).toBe(0);
    expect(results[winner]).toBeGreaterThan(0);
    expect(accounted(p.state)).toBe(totalChips(p.state));
  });

  it('counts chips asked for in a hand when they come, and those that leave in the name of who had them', async () => {
    await hand();
    const [loser] = [0, 1, 2].filter((seat) => result(p.state, player(seat)) < 0);
    await p.deal();
    expect(p.commit(loser!, { kind: 'topUp', body: { chips: 1 } }).applied).toBe(true);
    expect(p.state.ledger![loser!]!.broughtChips).toBe(200);
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    expect(p.state.ledger![loser!]!.broughtChips).toBe(201);
    expect(accounted(p.state)).toBe(totalChips(p.state));
    const before = result(p.state, player(loser!));
    expect(p.commit(loser!, { kind: 'standUp', body: { version: 0 } }).applied).toBe(true);
    for (let i = 0; i < 50 && p.state.epoch === 0; i++) p.slot(1_000);
    const row = ledgerRows(p.state)[loser!]!;
    expect(row.tableChips).toBe(0);
    expect(row.takenChips - row.broughtChips).toBe(before);
    expect(accounted(p.state)).toBe(totalChips(p.state));
  });

  it('shows seat, result and hand under the root of the state, and nothing else', async () => {
    const hands: { hand: TableHand; height: number; timeMs: number }[] = [];
    for (let i = 0; i < 3; i++) {
      await hand();
      const { hand: over, height, timeMs } = p.state;
      hands.push({ hand: over!, height, timeMs });
    }
    const root = stateRoot(p.state);
    const seat = proveSeat(p.state, 1)!;
    expect(seat.row.stackChips).toBe(p.state.life.seats[1]!.stackChips);
    expect(rowHolds(root, 'seats', seat.row, seat.proof)).toBe(true);
    const own = proveLedgerRow(p.state, player(2))!;
    expect(rowHolds(root, 'ledger', own.row, own.proof)).toBe(true);
    const handRows = hands.map((h) => handRow(h.hand, h.height, h.timeMs));
    const roots = handRows.map((row) => rowRoot('history', row));
    const proof: RowProof = proveHand(p.state, roots, 1);
    expect(rowHolds(root, 'history', handRows[1]!, proof)).toBe(true);
    expect(rowHolds(root, 'history', { ...handRows[1]!, isVoid: 1 }, proof)).toBe(false);
    expect(proveSeat(p.state, 5)).toBeUndefined();
    expect(proveLedgerRow(p.state, player(8))).toBeUndefined();
    // What is remembered between states is what a tab comes to that has seen none of them.
    expect(stateRoot(structuredClone(p.state))).toEqual(root);
    expect(stateRoot(p.replay(genesis([0, 1, 2], second)))).toEqual(root);
  });

  it('has no rows at a table of the first rules, whose roots stay as they were recorded', () => {
    const old = new Play(genesis([0, 1]), clearDeck(seeded(3)));
    expect(old.state.ledger).toBeUndefined();
    expect(old.state.history).toBeUndefined();
  });

  it('comes to an end nowhere: those who left longest ago share a row, and no chip is lost', () => {
    let { state } = p;
    for (let i = 0; i < 300; i++) {
      const key = (1_000 + i).toString(16).padStart(64, '0');
      state = moved(state, key, 100, 5);
      state = moved(state, key, -(90 + (i % 20)), 5);
    }
    const { ledger } = state;
    expect(ledger).toHaveLength(256);
    expect(ledger![0]).toMatchObject({ player: OTHERS, seat: null });
    for (const seat of [0, 1, 2]) expect(ledger!.some((r) => r.player === player(seat))).toBe(true);
    expect(new Set(ledger!.map((r) => r.player)).size).toBe(256);
    expect(accounted(state)).toBe(600 + state.broughtChips);
    expect(ledger!.filter((r) => r.seat === 5)).toHaveLength(1);
  });
});

describe('chips over epochs with a real key at every seat', () => {
  it('balance when one joins, another is convicted, and its bond goes round', async () => {
    const open = { admission: ADMISSIONS.indexOf('open'), bondChips: BOND, actionTimeMs: 600_000 };
    const t = new KeyPlay(signedGenesis([0, 1, 2], open), await createMclGroup(), seededRandom('ledger'));
    expect(t.join(4)).toEqual({ applied: true });
    expect(accounted(t.state)).toBe(totalChips(t.state));
    const newcomer = t.state.life.seats[4]!.player;
    expect(result(t.state, newcomer)).toBe(0);
    t.leave(4);
    expect(result(t.state, newcomer)).toBe(0);
    expect(accounted(t.state)).toBe(totalChips(t.state));
    // The same player comes again: one row, both visits.
    expect(t.join(4)).toEqual({ applied: true });
    expect(t.state.ledger!.filter((r) => r.player === newcomer)).toHaveLength(1);
    expect(t.state.ledger!.find((r) => r.player === newcomer)).toMatchObject({
      broughtChips: 2 * t.state.config.startingStackChips,
      takenChips: t.state.config.startingStackChips,
    });
    expect(toHex(stateRoot(structuredClone(t.state)))).toBe(toHex(stateRoot(t.state)));
  });
});
