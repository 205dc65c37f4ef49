/** Chips that change places between two views of one hand: bets to the pot, the pot to who wins it. Pure. */
import type { TableView } from '../../client/contract/view.ts';

export interface Flight {
  readonly seat: number;
  readonly kind: 'collect' | 'pay';
  readonly chips: number;
}

export function flightsBetween(before: TableView | undefined, after: TableView): Flight[] {
  if (!before?.hand || !after.hand || before.hand.hand !== after.hand.hand) return [];
  return after.seats.flatMap((now): Flight[] => {
    const then = before.seats.find((s) => s.seat === now.seat);
    if (!then) return [];
    const flights: Flight[] = [];
    if (then.betChips > 0 && now.betChips === 0)
      flights.push({ seat: now.seat, kind: 'collect', chips: then.betChips });
    if (then.wonChips === 0 && now.wonChips > 0)
      flights.push({ seat: now.seat, kind: 'pay', chips: now.wonChips });
    return flights;
  });
}

/** Where the pot lies, percent of the felt. */
export const POT = { x: 50, y: 35 } as const;
