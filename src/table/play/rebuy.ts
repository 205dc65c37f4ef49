/**
 * Who has lost the last chip of a cash game has a moment to buy in again before the next hand, from the second rules
 * on.
 *
 * Upon a hand being over in which somebody lost the last chip: the next one waits `limits.rebuyMs`, and never less than
 *   its usual pause.
 * Upon that player's chips, its leaving, or its absence: the pause is again as long as it would have been, counted from
 *   where it began.
 */
import { OLDEST_RULES } from '../../consensus/rules.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { lifeSeat, seatRecord } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';

/** Key of its deadline. */
export const rebuyKey = (state: TableState): string => `rebuy.${state.life.handsBegun}`;

/** Seats that lost the last chip in the hand that has just ended, and may still buy in again. */
export function rebuysAwaited(state: TableState): number[] {
  const { hand, life } = state;
  if (hand?.phase !== 'done' || life.rules.kind !== 'cash' || state.over) return [];
  if (rulesOf(state.config) === OLDEST_RULES) return [];
  return hand.dealtIn.filter((seat) => {
    const s = lifeSeat(life, seat);
    const here = state.validators.some((v) => v.seat === seat && v.absentSince === undefined);
    return s?.status === 'busted' && !s.pending.leave && here && seatRecord(state, seat)?.silent !== true;
  });
}
