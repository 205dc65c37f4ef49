/** Which settled heights blocks tell of (consensus/roots.ts). */
import type { TableState } from './state.ts';

/** Every so many committed slots one is told of, besides those that end a hand, and the one that closes the table. */
const EVERY_SLOTS = 16;

/** Is the state after this slot one whose root everybody names? The same answer in every tab. */
export function isToldOf(before: TableState, after: TableState): boolean {
  return after.height % EVERY_SLOTS === 0 || endsHand(before, after) || closes(before, after);
}

/** Was the table closed for good in this slot? */
export const closes = (before: TableState, after: TableState): boolean =>
  after.closed !== undefined && before.closed === undefined;

/** Is a hand over after this slot that was not before it? */
export function endsHand({ hand: before }: TableState, { hand: after }: TableState): boolean {
  const wasDone = before === undefined || before.phase === 'done';
  if (after === undefined) return !wasDone;
  return after.phase === 'done' && (wasDone ? before?.hand !== after.hand : true);
}
