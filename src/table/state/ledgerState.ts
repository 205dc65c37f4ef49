/** What the state keeps of the evening's results. */

import type { Grown } from '../../codec/merkle.ts';
import type { Closed } from '../../codec/stateTree.ts';

/** Chips of one player over the evening. */
export interface LedgerEntry {
  /** Key in hexadecimal. */
  readonly player: string;
  /** Where the player sits or, until somebody else sits there, sat last. */
  readonly seat: number | null;
  readonly broughtChips: number;
  readonly takenChips: number;
}

/** Undefined by the first rules. */
export interface Books {
  /** What each player has brought and taken, in the order of coming (ledger.ts). */
  readonly ledger?: readonly LedgerEntry[] | undefined;
  /** Of every hand that is over, in the order of ending (codec/stateTree.ts). */
  readonly history?: Grown | undefined;
  /** Closed for good, since when (house/closing.ts): nothing but evidence counts any more. */
  readonly closed?: Closed | undefined;
}
