/** A hand that stands still because shares are missing that nobody else can make. */
import { pauseClock, resumeClock } from '../../poker/life/tournament.ts';
import type { TableState } from '../state/state.ts';

/** The hand stands still as it is; the blinds' clock of a tournament stands with it. */
export function suspend(state: TableState): TableState {
  const hand = state.hand!;
  return { ...state, life: pauseClock(state.life, state.timeMs), hand: { ...hand, suspended: true } };
}

/** The table's clocks as they run again, if the hand stood still. */
export function resumed(state: TableState): TableState {
  if (state.hand?.suspended !== true) return state;
  return { ...state, life: resumeClock(state.life, state.timeMs) };
}
