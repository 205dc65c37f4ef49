/** What a refusal to open a street has moved besides the pots, for the books of a table. */
import type { TableHand, TableState } from '../state/state.ts';

/**
 * Gains and losses by seat, bonds included; they sum to zero. Empty where nobody refused.
 * @param before the state in which the bonds still lay
 */
export function securityMoved(
  before: Pick<TableState, 'seats'>,
  hand: TableHand,
): readonly { readonly seat: number; readonly chips: number }[] {
  const paid = hand.outcome?.security ?? [];
  if (paid.length === 0) return [];
  const moved = new Map(paid.map((p) => [p.seat, p.chips]));
  for (const seat of hand.exit?.refusers ?? []) {
    const bond = before.seats.find((s) => s.seat === seat)?.bondChips ?? 0;
    moved.set(seat, (moved.get(seat) ?? 0) - bond);
  }
  return [...moved].filter(([, chips]) => chips !== 0).map(([seat, chips]) => ({ seat, chips }));
}
