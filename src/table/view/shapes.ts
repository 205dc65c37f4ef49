/**
 * What a screen is told of the game: no secret of another seat can be in here, and no rule is needed to draw it. Chips
 * are integer units, times are milliseconds of the table clock. Declared here once; the client's contract passes these
 * shapes on and adds links, lobby and chain.
 */
import type { GameName, StructureName } from '../../codec/config.ts';
import type { FaultReason } from '../refusal.ts';
import type { FaultStep, ProofStep, TableEvent } from '../state/state.ts';

/** Rank and suit: 'As', 'Td'. */
export type CardText = string;

/** A hand's stage as people speak of it. */
export type StageView =
  | 'between-hands'
  | 'keys' // players announce their hand keys
  | 'shuffle'
  | 'deal' // shares of the hole cards
  | 'preflop'
  | 'flop'
  | 'turn'
  | 'river'
  | 'betting' // a street of a game without these names (see streetName)
  | 'reveal' // shares of the next board cards
  | 'showdown'
  | 'suspended'
  | 'over';

export interface SeatView {
  readonly seat: number;
  readonly nickname: string;
  readonly stackChips: number;
  /** Locked beside the stack; goes to the others when deck work of this seat is proven false. */
  readonly bondChips: number;
  /** Share of a bond that was lost in this hand; reaches the stack at its end. */
  readonly creditChips: number;
  /** Put in on this street. */
  readonly betChips: number;
  readonly you: boolean;
  readonly button: boolean;
  readonly inHand: boolean;
  readonly folded: boolean;
  /** Gave up at the showdown without showing: out of the hand, but not folded. */
  readonly mucked?: boolean;
  /** Proved its hand at the showdown and kept it closed: how it stands to the best hand shown. */
  readonly claimed?: 'better' | 'equal';
  readonly allIn: boolean;
  readonly sittingOut: boolean;
  /** Out of chips, or expelled. */
  readonly out: boolean;
  /** Cards as seen from here: text when known, null for a back. Empty when not dealt in. */
  readonly cards: readonly (CardText | null)[];
  /** Which of `cards` were dealt face up (stud); absent where none are. */
  readonly up?: readonly boolean[] | undefined;
  /** Last action in this hand's street, e.g. {verb: 'raiseTo', amountChips: 40}. */
  readonly lastAction: { readonly verb: string; readonly amountChips: number } | undefined;
  /** What this seat is awaited for now, if it is. */
  readonly awaited: 'action' | 'key' | 'shuffle' | 'shares' | 'show' | 'choice' | 'escrow' | undefined;
  /** Faults proven of this seat in this hand, in the order they were found. */
  readonly faults: readonly FaultView[];
  readonly wonChips: number;
  /** The cards this seat won with, by board; absent unless it won with open cards. */
  readonly winning?: readonly (readonly CardText[])[] | undefined;
  /** Words for the shown hand: "Full house, kings over threes". */
  readonly handName: string | undefined;
  readonly timeBankMs: number;
}

export interface FaultView {
  readonly seat: number;
  readonly nickname: string;
  readonly step: FaultStep;
  /** The check that failed, silence, or what was proven by others. */
  readonly reason: FaultReason;
}

export interface PotView {
  readonly chips: number;
  readonly eligibleSeats: readonly number[];
}

/** What may be done now, exactly as the rules accept it. Absent verbs are illegal. */
export interface LegalView {
  readonly hand: number;
  readonly decision: number;
  readonly fold: boolean;
  readonly check: boolean;
  /** Chips to add, when calling is possible. */
  readonly callChips: number | undefined;
  /** The call posts the bring-in of a stud game. */
  readonly bringIn?: boolean;
  /** Totals on this street, when betting or raising is possible. */
  readonly raise:
    | {
        readonly minToChips: number;
        readonly maxToChips: number;
        readonly isBet: boolean;
        /** Only these totals, ascending: two fixed bets where an open pair gives the choice (stud). */
        readonly totalsChips?: readonly number[] | undefined;
      }
    | undefined;
}

export interface ClockView {
  readonly seat: number;
  readonly deadlineMs: number | undefined;
  readonly totalMs: number;
}

export interface ProofsView {
  readonly shufflesVerified: number;
  readonly shufflesExpected: number;
  readonly sharesVerified: number;
  /** A long computation this tab is doing: shown when it takes over 300 ms. */
  readonly busy: 'proving-shuffle' | 'verifying' | 'loading-crs' | 'cannot-share' | undefined;
  readonly entries: readonly {
    readonly seat: number;
    readonly step: ProofStep;
    readonly ok: boolean;
    readonly tookMs: number;
  }[];
}

/** A hand that waits for cards that somebody does not open, or goes on without them. */
export interface ExitView {
  /** `alone`: without the missing ones nothing can be decided at all. */
  readonly stage: 'waiting' | 'alone' | 'countdown' | 'closed';
  /** Whose shares are missing. */
  readonly seats: readonly number[];
  /** When the countdown ends; undefined until the table knows. */
  readonly endsMs: number | undefined;
}

export interface HandView {
  readonly hand: number;
  readonly attempt: number;
  readonly stage: StageView;
  readonly streetName: string | undefined;
  readonly board: readonly CardText[];
  readonly secondBoard: readonly CardText[];
  /**
   * What would have come after a hand that ended before the river, in the places after `board`; absent unless
   * asked for.
   */
  readonly rabbit?: readonly CardText[] | undefined;
  readonly pots: readonly PotView[];
  readonly totalPotChips: number;
  /** Everybody has put in so much without looking, and it goes straight to the flop. */
  readonly bombPotChips?: number;
  /** Between hands: the next one is such a hand. */
  readonly nextBombPotChips?: number;
  readonly clock: ClockView | undefined;
  /** The next hand waits for these seats to buy in again; until then, in table time. */
  readonly rebuy?: { readonly seats: readonly number[]; readonly endsMs: number | undefined };
  /** Absent unless cards are, or were, withheld in this hand. */
  readonly exit?: ExitView | undefined;
  readonly proofs: ProofsView;
}

/** What a seat may ask for now, beside its decisions. */
export interface OffersView {
  /** Most chips that may still be brought (a rebuy too); 0 = none. */
  readonly topUpChips: number;
  /** The least that makes a stack again; 0 unless there is none. */
  readonly topUpMinChips: number;
  /** What fills the stack up to what everybody starts with; 0 = it is that large already. */
  readonly usualChips?: number;
  readonly straddle: { readonly hand: number; readonly chips: number } | undefined;
  /** Asked to run it twice; nobody's silence is a yes. */
  readonly twice: { readonly hand: number; readonly deadlineMs: number | undefined } | undefined;
  /** May leave; in a hand that is on the cards are folded in turn, and the seat is empty at its end. */
  readonly standUp: boolean;
  /** Leaves when the hand is over. */
  readonly leaving: boolean;
  /** The seat is empty and its player may take it again with these chips; 0 = no. */
  readonly sitDownChips: number;
  /** Owes blinds: coming back costs them now, or waiting for the big blind. */
  readonly owesBlinds: boolean;
  /** The hand ended before the river, and what would have come may be asked for. */
  readonly rabbit?: boolean | undefined;
}

/** A hand that was set aside; also when it goes on, as long as it is not over. */
export interface AsideView {
  readonly hand: number;
  readonly chips: number;
  /** Players of it who are not back. */
  readonly waitsFor: readonly string[];
  /** Who would have it void. */
  readonly agreed: readonly string[];
  /** You are in it and have not said so. */
  readonly mayAgree: boolean;
}

/** How many have agreed, and how many that takes. */
interface CountView {
  readonly yes: number;
  readonly needed: number;
}

export interface RemovalView extends CountView {
  readonly seat: number;
  readonly nickname: string;
  /** Decided: the player stands up when the hand is over. */
  readonly passed: boolean;
  /** It is about the player of this tab. */
  readonly you: boolean;
  readonly mayAgree: boolean;
  readonly mayDecline: boolean;
}

export interface PauseView extends CountView {
  readonly seat: number;
  readonly nickname: string;
  /** False while the hand before it is played. */
  readonly begun: boolean;
  /** Table time at which it is over at the latest. */
  readonly endsMs: number | undefined;
  readonly mayEnd: boolean;
}

/** Other blinds and another time to act, proposed by a player. */
export interface TermsView extends CountView {
  readonly number: number;
  readonly nickname: string;
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly actionTimeMs: number;
  readonly passed: boolean;
  readonly mayAgree: boolean;
  readonly mayDecline: boolean;
}

/** What the players decide about the table itself. */
export interface HouseView {
  readonly pause: PauseView | undefined;
  readonly removals: readonly RemovalView[];
  readonly terms: TermsView | undefined;
  readonly mayPause: boolean;
  readonly mayPropose: boolean;
  /** Seats about which a vote may be begun. */
  readonly removable: readonly number[];
}

/** Closing the table for good. */
export interface ClosingView {
  readonly closed: boolean;
  /** Nicknames of those who would close it, and of those whose word is still missing for that. */
  readonly agreed: readonly string[];
  readonly waitsFor: readonly string[];
  /** One player's word is enough: nobody else sits here. */
  readonly isAlone: boolean;
  readonly youAgreed: boolean;
  readonly mayAgree: boolean;
  readonly mayDecline: boolean;
}

interface PlaceView {
  readonly seat: number;
  readonly nickname: string;
  /** 1 = winner; equal for those who went out together. */
  readonly place: number;
  readonly prizeChips: number;
}

interface LevelView {
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly anteChips: number;
}

/** One level of a tournament: over after so many hands, or so long, whichever is not 0. */
export interface ScheduledLevel extends LevelView {
  readonly hands: number;
  readonly durationMs: number;
}

export interface TournamentView extends LevelView {
  /** Counts from 1. */
  readonly level: number;
  readonly levels: number;
  readonly nextLevel: LevelView | undefined;
  /** Table time at which the level ends; undefined for one that is counted in hands, is the last, or stands still. */
  readonly levelEndsMs: number | undefined;
  /** Hands left at a level that is counted in hands. */
  readonly handsLeft: number | undefined;
  readonly schedule: readonly ScheduledLevel[];
  readonly prizesChips: readonly number[];
  /** Who is out, and the winner, best place first. */
  readonly places: readonly PlaceView[];
}

/** One line of what happened, for words on the screen and the screen reader; the UI has the sentences. */
export type EventView = Omit<TableEvent, 'cards'> & { readonly cards: readonly CardText[] };

/** Everything of `TableState` and this tab's own cards that a screen is told. */
export interface TablePart {
  readonly name: string;
  readonly game: GameName;
  readonly structure: StructureName;
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly actionTimeMs: number;
  readonly seats: readonly SeatView[];
  /** Of this tab; undefined for a railbird or witness. */
  readonly yourSeat: number | undefined;
  readonly hand: HandView | undefined;
  readonly legal: LegalView | undefined;
  /** Undefined without a seat. */
  readonly offers: OffersView | undefined;
  readonly aside: readonly AsideView[];
  readonly house: HouseView;
  /** Absent at tables that cannot be closed. */
  readonly closing?: ClosingView | undefined;
  readonly tournament: TournamentView | undefined;
  readonly events: readonly EventView[];
}
