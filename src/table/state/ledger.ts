/**
 * Chips that come to the table and leave it, by player. `broughtChips` is their sum at every table; by the second rules
 * the state keeps a row for each player, and what every hand came to, so that results can be shown by themselves
 * (codec/stateTree.ts).
 */
import { fromHex } from '../../codec/decode.ts';
import { grow } from '../../codec/merkle.ts';
import { type HandRow, rowRoot, treeDepths } from '../../codec/stateTree.ts';
import type { TableLife } from '../../poker/life/state.ts';
import type { LedgerEntry } from './ledgerState.ts';
import type { TableHand, TableState } from './state.ts';

/** Rows; who left longest ago then shares one. */
const MOST_ROWS = 2 ** treeDepths.ledger;
/** The key of the shared row: no player has it. */
export const OTHERS = '0'.repeat(64);

/**
 * These chips came to the table with a player or, negative, left with it.
 * @param player key in hexadecimal
 */
export function moved(state: TableState, player: string, chips: number, seat: number): TableState {
  if (chips === 0) return state;
  const next = { ...state, broughtChips: state.broughtChips + chips };
  return state.ledger === undefined
    ? next
    : { ...next, ledger: booked(state.ledger, state.life, player, chips, seat) };
}

/** These chips leave an empty seat: they are of whoever had it last. */
export function leftBehind(state: TableState, seat: number, chips: number): TableState {
  const player = state.ledger?.find((row) => row.seat === seat)?.player;
  return player === undefined
    ? { ...state, broughtChips: state.broughtChips - chips }
    : moved(state, player, -chips, seat);
}

/**
 * The stacks become those of `life`.
 * @param wonChips what a seat has won at the table or, negative, lost; the rest came or left
 */
export function stacksMoved(
  state: TableState,
  life: TableLife,
  wonChips: (seat: number) => number,
): TableState {
  return life.seats.reduce((s, after, seat) => {
    const before = state.life.seats[seat] ?? null;
    const had = (before?.stackChips ?? 0) + wonChips(seat);
    if (before?.player === after?.player)
      return before === null ? s : moved(s, before.player, after!.stackChips - had, seat);
    const gone = before === null ? s : moved(s, before.player, -had, seat);
    return after === null ? gone : moved(gone, after.player, after.stackChips, seat);
  }, state);
}

function booked(
  ledger: readonly LedgerEntry[],
  life: TableLife,
  player: string,
  chips: number,
  seat: number,
): readonly LedgerEntry[] {
  const known = ledger.find((row) => row.player === player);
  const row = known ?? { player, seat, broughtChips: 0, takenChips: 0 };
  const now = {
    ...row,
    seat,
    broughtChips: row.broughtChips + Math.max(0, chips),
    takenChips: row.takenChips + Math.max(0, -chips),
  };
  // The seat is the name of one player only.
  const others = ledger.map((r) => (r.seat === seat && r.player !== player ? { ...r, seat: null } : r));
  if (known !== undefined) return others.map((r) => (r.player === player ? now : r));
  return [...(others.length < MOST_ROWS ? others : shared(others, life)), now];
}

/** One row less: those who left longest ago are one. */
function shared(ledger: readonly LedgerEntry[], life: TableLife): readonly LedgerEntry[] {
  const gone = ledger.filter((r) => r.player !== OTHERS && life.seats.every((s) => s?.player !== r.player));
  const oldest = [...gone.filter((r) => r.seat === null), ...gone.filter((r) => r.seat !== null)];
  const others = ledger.find((r) => r.player === OTHERS);
  const one = others === undefined ? oldest.slice(0, 2) : [others, oldest[0]!];
  const sum = (chips: (r: LedgerEntry) => number): number => one.reduce((all, r) => all + chips(r), 0);
  const row = {
    player: OTHERS,
    seat: null,
    broughtChips: sum((r) => r.broughtChips),
    takenChips: sum((r) => r.takenChips),
  };
  return [row, ...ledger.filter((r) => !one.includes(r))];
}

/** A hand that is over takes its place among those before it; nothing by the first rules. */
export function noteHand(state: TableState, hand: TableHand): TableState {
  const { history, height, timeMs } = state;
  if (history === undefined) return state;
  return {
    ...state,
    history: grow(history, rowRoot('history', handRow(hand, height, timeMs)), treeDepths.history),
  };
}

/** @param height, timeMs of the slot in which it ended. @throws TypeError for a hand that is not over */
export function handRow(hand: TableHand, height: number, timeMs: number): HandRow {
  const { outcome, lifeBefore } = hand;
  if (outcome === undefined) throw new TypeError('a hand that is not over');
  const security = new Map(outcome.security?.map((s) => [s.seat, s.chips]));
  const results = outcome.seats.flatMap(({ seat, netChips }) => {
    const player = lifeBefore.seats[seat]?.player;
    const net = netChips + (security.get(seat) ?? 0);
    if (player === undefined) return [];
    return [{ seat, player: fromHex(player), gainedChips: Math.max(0, net), lostChips: Math.max(0, -net) }];
  });
  return {
    hand: hand.hand,
    height,
    timeMs,
    isVoid: outcome.voidReason === undefined ? 0 : 1,
    results: results.sort((a, b) => a.seat - b.seat),
  };
}
