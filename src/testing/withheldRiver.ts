/** A hand of two that stands still before its river: who is behind keeps the cards closed. */
import { tableView } from '../table/view/view.ts';
import type { Play, Unsent } from './tablePlay.ts';

/** Positions 0..3 are the hole cards of both, 4..8 the board: seat 1's aces hold against seat 0's kings. */
const top = [44, 48, 45, 49, 0, 21, 30, 39, 5];

export const acesAgainstKings = (cards: readonly number[]): number[] => [
  ...top,
  ...cards.filter((c) => !top.includes(c)),
];

const silentFrom = (kind: Unsent['kind'], from: number) => {
  let seen = 0;
  return (tx: Unsent) => (tx.kind === kind && seen++ >= from ? undefined : tx);
};

/** Both are all-in before the flop; seat 0 sends no shares from the river on. */
export async function withholdRiver<P extends Play>(p: P): Promise<P> {
  await p.work();
  await p.deal();
  p.twist.set(0, silentFrom('shares', 2));
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    const { raise } = tableView(p.state, { seat }).legal!;
    p.bet(seat, raise ? 'raiseTo' : 'call', raise?.maxToChips ?? 0);
  }
  await p.work();
  return p;
}
