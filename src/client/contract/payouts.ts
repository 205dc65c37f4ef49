/** A sit-and-go's prizes by its seats, and how its blinds rise. Types only from below: the start page stays light. */
import type { TableConfig } from '../../codec/config.ts';

/** One prize for up to three players, two for up to six, three for more. */
export function defaultPayouts(seats: number): TableConfig['payoutsBasisPoints'] {
  const shares = seats <= 3 ? [10_000] : seats <= 6 ? [6_500, 3_500] : [5_000, 3_000, 2_000];
  return shares.map((share) => ({ share }));
}

/** A sit-and-go's levels as multiples of the first: whole ones, so that every level divides as that one does. */
export const LADDER = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
