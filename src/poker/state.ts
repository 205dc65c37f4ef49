/**
 * The state of one hand: plain, serialisable data (numbers, strings, booleans, null, arrays, objects), never
 * mutated. Every operation gives a new state that shares what did not change.
 *
 * Hole cards of others are null; a replica that holds the state of record for all players has null for every
 * card that is not public. Chips are safe integers.
 */
import type { Card, SeenCard } from './cards.ts';
import type { Division } from './division.ts';
import type { StreetName } from './game.ts';
import type { ForcedKind, HandSetup } from './setup.ts';

/** One card to be dealt. */
export interface CardRequest {
  readonly to: 'board' | number;
  readonly faceUp: boolean;
  /** Place in that hand or on that board. */
  readonly index: number;
  /** 1: the second board of a hand run twice. */
  readonly board: 0 | 1;
  /** Place in the shuffled deck: the next one nobody has been dealt. */
  readonly position: number;
}

export type Verb = 'fold' | 'check' | 'call' | 'raiseTo';

export type HandRecord =
  // What the engine did by itself:
  | { readonly kind: 'ante'; readonly seat: number; readonly chips: number }
  | {
      readonly kind: 'forced';
      readonly seat: number;
      readonly bet: ForcedKind;
      readonly liveChips: number;
      readonly deadChips: number;
    }
  | { readonly kind: 'street'; readonly street: StreetName }
  | { readonly kind: 'refund'; readonly seat: number; readonly chips: number }
  | {
      readonly kind: 'win';
      readonly seat: number;
      readonly chips: number;
      /** Index in `pots`. */
      readonly pot: number;
      readonly board: 0 | 1;
      readonly half: 'all' | 'high' | 'low';
    }
  // Operations; replaying these in order rebuilds the state:
  | { readonly kind: 'deal'; readonly requests: readonly CardRequest[]; readonly cards: readonly SeenCard[] }
  | {
      readonly kind: 'bet';
      readonly seat: number;
      readonly decision: number;
      readonly verb: Verb;
      /** raiseTo: the total on this street. call: chips added. else 0. */
      readonly amountChips: number;
      readonly addedChips: number;
      readonly allIn: boolean;
      readonly bringIn: boolean;
    }
  | { readonly kind: 'show'; readonly seat: number; readonly cards: readonly Card[] }
  | { readonly kind: 'muck'; readonly seat: number }
  | { readonly kind: 'claim'; readonly seat: number; readonly relation: ClaimRelation }
  | { readonly kind: 'twice'; readonly seat: number; readonly agree: boolean }
  | { readonly kind: 'kill'; readonly seat: number }
  /** The cards to come never come. */
  | { readonly kind: 'stop' }
  | { readonly kind: 'divide'; readonly division: Division };

/** How a hand that was proved and not shown stands to the best one tabled. */
export type ClaimRelation = 'better' | 'equal';

/** `dead`: killed by the layer above; like folded. `mucked`: gave up at showdown. */
export type PlayerStatus = 'live' | 'folded' | 'mucked' | 'dead';

export interface PlayerState {
  readonly seat: number;
  /** Behind, not in any pot. */
  readonly stackChips: number;
  /** Put in as bets on this street. */
  readonly betChips: number;
  /** Bets of this hand that count against others' (blinds, calls, raises), this street included. */
  readonly liveChips: number;
  /** Ante paid, before trimming. */
  readonly anteChips: number;
  /** Posted without counting as a bet. */
  readonly deadChips: number;
  readonly status: PlayerStatus;
  /** Nothing behind, still in the hand. */
  readonly allIn: boolean;
  /** Has acted on this street since the last bet or raise of another. */
  readonly acted: boolean;
  /** The level this seat last acted at on this street, for whether it may raise again; null = not acted yet. */
  readonly facedChips: number | null;
  readonly cards: readonly SeenCard[];
  /** Which of `cards` lie face up by the deal (stud). */
  readonly up: readonly boolean[];
  /** Tabled all its cards. */
  readonly shown: boolean;
  /** Proved at the showdown, with the cards kept closed. */
  readonly claimed?: ClaimRelation;
  readonly wonChips: number;
}

export type Phase = 'deal' | 'act' | 'open' | 'choose' | 'showdown' | 'divide' | 'over';

export interface Pot {
  readonly chips: number;
  /** Seats that can win it, ascending. */
  readonly eligibleSeats: readonly number[];
}

export interface HandState {
  readonly setup: HandSetup;
  readonly phase: Phase;
  /** Index into the game's streets. */
  readonly street: number;
  /** In the order of `setup.seats`. */
  readonly players: readonly PlayerState[];
  readonly board: readonly SeenCard[];
  /** Filled when run twice: a whole second board, its first cards those dealt before the choice. */
  readonly secondBoard: readonly SeenCard[];
  /** Deck positions used so far. */
  readonly dealt: number;
  /** Decisions taken in this hand. */
  readonly decision: number;
  /** Index of the player to act or show, or -1. */
  readonly actor: number;
  /** Index of the last player who bet or raised on this street; -1 = none. */
  readonly aggressor: number;
  /** The level of this street that is to be called; a blind counts in full even if it was posted short. */
  readonly toCallChips: number;
  /**
   * Size of the last full bet or raise on this street. In a fixed limit by the book (edition 2): what the next
   * player adds to the level to complete the bet, or to raise it.
   */
  readonly raiseChips: number;
  /** Bets and raises on this street, for the cap. */
  readonly raises: number;
  /** True while the bring-in has not been posted on the first street of a stud game. */
  readonly bringInDue: boolean;
  /** Indices of players yet to show or muck, in order (phase 'showdown'), or who must show (phase 'open'). */
  readonly toShow: readonly number[];
  /**
   * Answers whether to run it twice by player index: null = none yet, true also for folded ones. Empty unless
   * asked.
   */
  readonly twice: readonly (boolean | null)[];
  /** The pots as they were when the betting ended; empty before. */
  readonly finalPots: readonly Pot[];
  /** No card comes any more: the live hands are tabled and the pots divided (division.ts). */
  readonly stopped?: true;
  readonly records: readonly HandRecord[];
}

export type RefusalCode =
  | 'hand-over'
  | 'not-betting'
  | 'not-your-turn'
  | 'unknown-seat'
  | 'not-in-hand'
  | 'bad-amount'
  | 'bad-verb'
  | 'nothing-to-call'
  | 'must-call-or-fold'
  | 'must-bring-in'
  | 'raise-not-reopened'
  | 'raise-cap-reached'
  | 'raise-pointless'
  | 'raise-too-small'
  | 'raise-too-large'
  | 'raise-above-stack'
  | 'no-chips-behind'
  | 'no-deal-due'
  | 'wrong-card-count'
  | 'bad-card'
  | 'duplicate-card'
  | 'not-showdown'
  | 'not-your-show'
  | 'already-shown'
  | 'cards-differ'
  | 'no-claim'
  | 'must-show'
  | 'not-asked'
  | 'already-answered'
  | 'last-live-seat'
  | 'not-dividing'
  | 'wrong-division';

/** Why an operation is illegal; the words for people stand in ui/messages. */
export interface Refusal {
  readonly code: RefusalCode;
}

export interface Applied {
  readonly state: HandState;
  readonly record: HandRecord;
}

export type Awaiting =
  | { readonly kind: 'deal'; readonly requests: readonly CardRequest[] }
  | { readonly kind: 'act'; readonly seat: number; readonly decision: number }
  /** All-in, no action left: these seats must table their cards, in any order, before the run-out. */
  | { readonly kind: 'open'; readonly seats: readonly number[] }
  /** Run it twice? These seats have not said. */
  | { readonly kind: 'choose'; readonly seats: readonly number[] }
  | { readonly kind: 'showdown'; readonly seat: number }
  /** The cards to come never come: the pots are divided by what each hand would win on average. */
  | { readonly kind: 'divide' }
  | { readonly kind: 'over' };

/** What the seat to act may do, exactly as `applyBet` accepts it; absent means illegal. */
export interface LegalActions {
  readonly seat: number;
  readonly decision: number;
  readonly fold: boolean;
  readonly check: boolean;
  /** Chips to add. With `bringIn` the call posts the bring-in. */
  readonly callChips?: number;
  /** Totals on this street. */
  readonly raise?: {
    readonly minTo: number;
    readonly maxTo: number;
    readonly isBet: boolean;
    /** Only these totals, ascending: two fixed bets where an open pair gives the choice. */
    readonly totals?: readonly number[];
  };
  readonly bringIn: boolean;
}

export interface SeatResult {
  readonly seat: number;
  /** Final stack minus starting stack. */
  readonly netChips: number;
  /** From pots, without returned bets. */
  readonly wonChips: number;
  /** Words for a hand that was shown; '' otherwise. */
  readonly handName: string;
}
