/** Making a table: what the create form asks for, and what comes of it. */
import type { Admission, GameName, StructureName } from '../../codec/config.ts';
import type { MoneyView } from './money.ts';
import type { StorageFailure } from './storageFailure.ts';

/** What the create form asks for. */
export interface CreateTableOptions {
  readonly name: string;
  readonly game: GameName;
  readonly structure: StructureName;
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly startingStackChips: number;
  readonly seats: number;
  readonly actionSeconds: number;
  /** Cash unless given; a sit-and-go gets a ladder of levels and payouts that fit its seats. */
  readonly format?: 'cash' | 'sit-and-go';
  /** Of each player in every hand; 0 unless given. */
  readonly anteChips?: number;
  /** The big blind posts the ante for all; games with blinds. */
  readonly bigBlindAnte?: boolean;
  /** More time to be taken for hard decisions; none unless given. */
  readonly timeBankSeconds?: number;
  /** Sit-and-go: how long a level lasts. */
  readonly levelMinutes?: number;
  /** Sit-and-go: all levels, the first one as the blinds; a ladder unless given. */
  readonly levels?: readonly {
    readonly smallBlindChips: number;
    readonly bigBlindChips: number;
    readonly anteChips: number;
    readonly minutes: number;
  }[];
  /** Sit-and-go: 10,000 together, best place first; by the number of seats unless given. */
  readonly payoutsBasisPoints?: readonly number[];
  /** Cash games with blinds. */
  readonly straddle?: boolean;
  readonly runItTwice?: boolean;
  /** Games with a board: after a hand that ended before the river one may see what would have come. */
  readonly rabbitHunt?: boolean;
  /** Board shares are left with the others, so that the hand goes on when somebody leaves; true unless given. */
  readonly escrow?: boolean;
  /** Also where only three vote: then two who work together see the board early; off unless given. */
  readonly escrowOfThree?: boolean;
  /** Every so many hands; `bombPotChips` from each. */
  readonly bombPotHands?: number;
  readonly bombPotChips?: number;
  /** Who lets newcomers sit down: those who play (unless given), nobody has to be asked, or nobody comes in. */
  readonly admission?: Admission;
  /** A winner may keep the cards closed; on where the game allows it, unless it is false. */
  readonly claims?: boolean;
  /** How shuffles are proved: two arguments (unless given), the one without a reference string, or the smaller one. */
  readonly proofs?: 'both' | 'transparent' | 'groth16';
  /** What one chip is worth; chips are only chips unless given. */
  readonly money?: MoneyView;
  /** Cash: what one buys in again with at the least, and up to which a stack may be filled; see `buyInsOf`. */
  readonly minBuyInChips?: number;
  readonly maxBuyInChips?: number;
  /** How long a result stands before the next hand; as usual unless given. */
  readonly pace?: Pace;
  /** Fixed limit: one bet and three raises even for the last two players. */
  readonly capHeadsUp?: boolean;
  /** Locked from each starting stack, lost by proven cheating; 0 unless given. */
  readonly bondChips?: number;
}

/** How long a result stands: nobody called, and with hands shown; a run-out comes on top. */
export const PACES = {
  quick: { pauseUncalledMs: 1_000, pauseShownMs: 2_000 },
  usual: { pauseUncalledMs: 1_500, pauseShownMs: 3_000 },
  slow: { pauseUncalledMs: 3_000, pauseShownMs: 7_000 },
} as const;
export type Pace = keyof typeof PACES;

export type CreateRefusal =
  /** The name cannot be written into the configuration. */
  | 'name'
  /** The rules refuse these numbers. */
  | 'numbers'
  | 'relay-unreachable';

export type CreateResult =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly reason: CreateRefusal | StorageFailure };
