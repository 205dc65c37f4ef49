/** How much may be bet: a value, like a game. The engine has no branch for any structure. */
import type { StructureName } from '../codec/config.ts';

/** The spot in which somebody thinks of betting or raising. Totals are on this street. */
export interface RaiseSpot {
  /** Level to be called. */
  readonly toCallChips: number;
  /** Least increment of a full raise. */
  readonly raiseChips: number;
  /** The street's bet of a fixed limit. */
  readonly betSizeChips: number;
  /** Set while only a bring-in stands: the full first bet, which counts from nothing. */
  readonly completeToChips: number | null;
  /** Everything in the middle, this street's bets included. */
  readonly potChips: number;
  readonly ownBetChips: number;
  /** Own bet and all behind. */
  readonly ownTotalChips: number;
  /** Bets and raises so far on this street. */
  readonly raises: number;
}

export interface Structure {
  readonly name: StructureName;
  /** True if later streets bet `bigBetChips` and nothing else. */
  readonly fixed: boolean;
  /** Most bets and raises on one street, a big blind counted as the first; null = no cap. */
  readonly cap: number | null;
  /** Totals between which a raise must lie, before the stack is looked at. */
  readonly bounds: (spot: RaiseSpot) => { readonly minTo: number; readonly maxTo: number };
}
