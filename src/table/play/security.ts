/**
 * What refusing to open a street costs besides the hand: the bond, and of the stack at most what the live hands have
 * put in, to these hands in the proportion in which they have the pots, and to nobody else. In a tournament a stack is
 * a place: the refuser is disqualified instead, and what it has left is blinded off.
 */
import { proportionally } from '../../poker/divided.ts';
import { playerAt } from '../../poker/hand.ts';
import { results } from '../hand/engine.ts';
import { emit } from '../state/events.ts';
import { withSeat } from '../state/seats.ts';
import type { TableHand, TableState } from '../state/state.ts';

interface StackOf {
  readonly seat: number;
  readonly stackChips: number;
}

/** Who pays whom how much besides the pots. */
export interface Secured {
  readonly state: TableState;
  readonly stacks: readonly StackOf[];
  /** Gains and losses by seat; empty where nobody refused. */
  readonly paid: readonly { readonly seat: number; readonly chips: number }[];
}

/** @param stacks as the pots left them */
export function securityPaid(state: TableState, hand: TableHand, stacks: readonly StackOf[]): Secured {
  const refusers = hand.exit?.refusers ?? [];
  const live = results(hand.engine).filter((r) => playerAt(hand.engine, r.seat)?.status === 'live');
  const won = live.filter((r) => r.wonChips > 0);
  const none = { state, stacks, paid: [] };
  if (refusers.length === 0 || won.length === 0) return none;
  if (state.life.tournament !== null) return { ...none, state: refusers.reduce(disqualify, state) };
  const atRisk = live.reduce((sum, r) => sum + r.wonChips - r.netChips, 0);
  let next = state;
  const gains = new Map<number, number>();
  const add = (seat: number, chips: number): void => {
    gains.set(seat, (gains.get(seat) ?? 0) + chips);
  };
  for (const seat of refusers) {
    const behind = stacks.find((s) => s.seat === seat)?.stackChips ?? 0;
    const bond = next.seats.find((s) => s.seat === seat)?.bondChips ?? 0;
    const ofStack = Math.min(behind, atRisk);
    if (bond + ofStack === 0) continue;
    const shares = proportionally(
      bond + ofStack,
      won.map((r) => r.wonChips),
      1,
    );
    for (const [i, r] of won.entries()) add(r.seat, shares[i]!);
    add(seat, -ofStack);
    next = emit(withSeat(next, seat, { bondChips: 0 }), 'security', { seat, chips: bond + ofStack });
  }
  const paid = [...gains].map(([seat, chips]) => ({ seat, chips })).filter((p) => p.chips !== 0);
  return {
    state: next,
    stacks: stacks.map((s) => ({ ...s, stackChips: s.stackChips + (gains.get(s.seat) ?? 0) })),
    paid,
  };
}

function disqualify(state: TableState, seat: number): TableState {
  return emit(withSeat(state, seat, { silent: true, disqualified: true }), 'disqualified', { seat });
}
