/**
 * Epochs that this device did not see: its log ends in one and goes on with the first state of a later one, which it
 * was given. What was won and lost meanwhile is the difference of the stacks; who brought chips or took some along is
 * not in it, but for who came and who went. So nothing is attributed that nobody knows. Pure.
 */
import type { TableState } from '../../table/state/state.ts';

/** Between these two states others played on. */
export function isMissed(last: TableState, next: TableState): boolean {
  return next.epoch > last.epoch && next.height > last.height + 1;
}

/** What went to the table (or, negative, from it) by whom; `known` where that explains every chip. */
export interface MissedFlows {
  readonly flows: ReadonlyMap<string, number>;
  readonly known: boolean;
}

/**
 * @param before chips of each player in the last state that was seen
 * @param after in the first one that was seen again
 */
export function missedFlows(
  last: TableState,
  next: TableState,
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): MissedFlows {
  const went = [...before].filter(([player]) => !after.has(player));
  const came = [...after].filter(([player]) => !before.has(player));
  const flows = new Map([
    ...went.map(([player, chips]) => [player, -chips] as const),
    ...came.map(([player, chips]) => [player, chips] as const),
  ]);
  const moved = next.broughtChips - last.broughtChips;
  return { flows, known: flows.size === 0 && moved === 0 };
}
