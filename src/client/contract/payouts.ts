/** A sit-and-go's prizes by its seats. Types only from below, so that the start page stays light. */
import type { TableConfig } from '../../codec/config.ts';

/** One prize for up to three players, two for up to six, three for more. */
export function defaultPayouts(seats: number): TableConfig['payoutsBasisPoints'] {
  const shares = seats <= 3 ? [10_000] : seats <= 6 ? [6_500, 3_500] : [5_000, 3_000, 2_000];
  return shares.map((share) => ({ share }));
}
