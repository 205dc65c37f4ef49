/**
 * The one deadline that is armed at a time. Its key says what for: as long as the key stays the same the
 * deadline stays, so that nobody gains time by sending something that changes nothing.
 */
import { armDeadline, type Deadline, extendDeadline, pacing } from '../../consensus/deadline.ts';
import type { TableState } from './state.ts';

/** Counted from the first committed slot of a higher round than the present one. */
export function arm(state: TableState, key: string, totalMs: number): TableState {
  if (state.deadline?.key === key) return state;
  return { ...state, deadline: { key, totalMs, banked: false, deadline: armDeadline(state.round, totalMs) } };
}

/** The armed deadline becomes another one that began when it did, and is over at once where that is long ago. */
export function shorten(state: TableState, key: string, totalMs: number): TableState {
  const { deadline: armed, timeMs } = state;
  if (armed === undefined) return arm(state, key, totalMs);
  const { dueMs, ...rest } = extendDeadline(armed.deadline, totalMs - armed.totalMs);
  const due = dueMs === null ? null : Math.max(dueMs, timeMs);
  return { ...state, deadline: { ...armed, key, totalMs, deadline: { ...rest, dueMs: due } } };
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
