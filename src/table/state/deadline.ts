/**
 * The one deadline that is armed at a time. Its key says what for: as long as the key stays the same the
 * deadline stays, so that nobody gains time by sending something that changes nothing.
 */
import { armDeadline, type Deadline, pacing } from '../../consensus/deadline.ts';
import type { TableState } from './state.ts';

/** Counted from the first committed slot of a higher round than the present one. */
export function arm(state: TableState, key: string, totalMs: number): TableState {
  if (state.deadline?.key === key) return state;
  return { ...state, deadline: { key, totalMs, banked: false, deadline: armDeadline(state.round, totalMs) } };
}

export function disarm(state: TableState): TableState {
  return state.deadline === undefined ? state : { ...state, deadline: undefined };
}

/** What consensus needs to know to keep rounds going until all deadlines are stamped and their ticks applied. */
export function deadlinePacing(
  state: TableState,
  others: readonly Deadline[] = [],
): { unstamped: boolean; dueAtMs: number | null } {
  return pacing(state.deadline === undefined ? others : [state.deadline.deadline, ...others]);
}
