/** All the ways in which cards that are missing can come. */
import type { Card } from './cards.ts';

/** Where cards are missing: they are added to `cards`, and taken away again. */
export interface Group {
  readonly cards: Card[];
  readonly count: number;
}

/** In how many ways the groups can be filled; anything above the limit for exactness may be inexact itself. */
export function completions(unseen: number, groups: readonly Group[]): number {
  let left = unseen;
  let ways = 1;
  for (const { count } of groups) {
    for (let k = 0; k < count; k++) ways = (ways * (left - k)) / (k + 1);
    left -= count;
  }
  return Math.round(ways);
}

/** Every way of filling the groups, once. */
export function visitAll(unseen: readonly Card[], groups: readonly Group[], visit: () => void): void {
  const used = unseen.map(() => false);
  const fill = (group: number, from: number, count: number): void => {
    if (count === 0) {
      const next = groups[group + 1];
      if (next === undefined) visit();
      else fill(group + 1, 0, next.count);
      return;
    }
    const { cards } = groups[group]!;
    for (let i = from; i <= unseen.length - count; i++) {
      if (used[i] === true) continue;
      used[i] = true;
      cards.push(unseen[i]!);
      fill(group, i + 1, count - 1);
      cards.pop();
      used[i] = false;
    }
  };
  if (groups.length === 0) visit();
  else fill(0, 0, groups[0]!.count);
}
