/** Chips of a hand that is on. */
import { playerAt } from '../../poker/hand.ts';
import type { HandState } from '../../poker/state.ts';
import type { TableHand } from './state.ts';

/** Chips the seat has put in so far, forced bets included. */
export function committedChips(engine: HandState, seat: number): number {
  const start = engine.setup.seats.find((s) => s.seat === seat)?.stackChips ?? 0;
  return start - (playerAt(engine, seat)?.stackChips ?? 0);
}

/** Chips that lie in a hand that is on: what its players have put in, and what came from nobody. */
export function chipsIn(hand: Pick<TableHand, 'dealtIn' | 'engine' | 'deadChips'>): number {
  return hand.dealtIn.reduce((sum, seat) => sum + committedChips(hand.engine, seat), hand.deadChips);
}
