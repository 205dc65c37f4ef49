/** What this device has kept of its games: hands, replays, and the numbers of a session. */
import type { GameName, StructureName } from '../../codec/config.ts';
import type { MoneyView } from './money.ts';
import type { CardText, TableView } from './view.ts';

/** One hand of this device, for the history list. */
export interface HandSummaryView {
  readonly tableId: string;
  readonly tableName: string;
  readonly identity: string;
  readonly hand: number;
  /** Wall-clock milliseconds when it was finished on this device; for display only. */
  readonly finishedAt: number;
  readonly yourSeat: number | undefined;
  readonly yourCards: readonly CardText[];
  readonly board: readonly CardText[];
  readonly netChips: number;
  readonly winners: readonly { readonly nickname: string; readonly chips: number }[];
  /** It has no end yet: whose cards or word it lacks, where it stands still. */
  readonly unfinished?: NonNullable<OpenHandView['due']> | undefined;
  /** Cards were withheld in it and paid for; the result has that. */
  readonly withheld?: boolean | undefined;
}

/** What the table's key says of a hand's end: see `HandSignature` of `light/hand.ts`. */
export type HandSignatureView =
  | { readonly says: 'holds'; readonly holders: number; readonly spare: number }
  | { readonly says: 'false' | 'none' };

/** A hand replayed from the stored log alone: one view per committed step. */
export interface HandReplayView {
  readonly summary: HandSummaryView;
  readonly steps: readonly TableView[];
  /** Proofs re-verified during this replay. */
  readonly proofsChecked: number;
  /** Checked against the hand's end as it was replayed; absent where the table has no key, or the hand no end. */
  readonly signature?: HandSignatureView | undefined;
}

/** Counts, so that sums over tables are sums. */
export interface PlayerStats {
  readonly hands: number;
  readonly firstStreetHands: number;
  readonly vpip: number;
  readonly pfr: number;
  /** Bets and raises after the first street. */
  readonly aggressive: number;
  readonly calls: number;
  readonly sawSecondStreet: number;
  /** Of those that saw the second street. */
  readonly wentToShowdown: number;
  readonly showdowns: number;
  readonly wonAtShowdown: number;
}

/** One player's account. `resultChips` = taken away + still at the table − brought. */
export interface LedgerRow {
  /** The player's key, hexadecimal. */
  readonly player: string;
  readonly nickname: string;
  readonly you: boolean;
  /** Brought to the table: the first stack, rebuys, top-ups, sitting down again. */
  readonly broughtChips: number;
  /** Taken away by leaving; in a tournament, prizes. */
  readonly takenChips: number;
  /** Stack, bond and what is on its way to the stack; 0 in a tournament, where only places count. */
  readonly atTableChips: number;
  readonly resultChips: number;
}

/** `chips` from one player to another. */
export interface Transfer {
  readonly from: string;
  readonly to: string;
  readonly chips: number;
}

export interface SessionPlayer {
  /** Public key, hexadecimal: seats and names may change hands. */
  readonly player: string;
  readonly nickname: string;
  readonly seat: number | undefined;
  readonly you: boolean;
  readonly stats: PlayerStats | undefined;
}

/** Stacks after a hand, in the order of `SessionView.players`; undefined for whoever was not at the table. */
export interface SessionPoint {
  /** 0: before the first hand. */
  readonly hand: number;
  readonly stacks: readonly (number | undefined)[];
}

/** A hand that is not over: what it holds, by what each of its players has put in. Nobody has won it yet. */
export interface OpenHandView {
  readonly hand: number;
  /** All of it, with what came from nobody. */
  readonly potChips: number;
  /** As the game names it; undefined before the cards are dealt. */
  readonly street: string | undefined;
  /** The table went on without one of its players. */
  readonly aside: boolean;
  /** Whose cards or word it waits for, where it stands still; nicknames. */
  readonly due: { readonly what: 'cards' | 'word'; readonly from: readonly string[] } | undefined;
  readonly stakes: readonly {
    readonly player: string;
    readonly nickname: string;
    readonly chips: number;
    /** Has given up its claim. */
    readonly folded: boolean;
  }[];
}

/** A hand in which somebody kept the next cards closed, and what that moved besides the pots; it sums to zero. */
export interface WithheldView {
  readonly hand: number;
  readonly moved: readonly { readonly player: string; readonly nickname: string; readonly chips: number }[];
}

/** Hands that were played while this device was away: it knows what the stacks were before and after. */
export interface MissedView {
  readonly afterHand: number;
  readonly toHand: number;
  /** Nobody came, went or bought chips meanwhile: the difference of the stacks is what was won. */
  readonly known: boolean;
}

/** What people talk about afterwards. */
export interface HighlightsView {
  readonly biggestPot:
    | { readonly hand: number; readonly chips: number; readonly nickname: string }
    | undefined;
  readonly bestHand:
    | {
        readonly hand: number;
        readonly nickname: string;
        readonly handName: string;
        readonly cards: readonly CardText[];
      }
    | undefined;
}

export interface SessionView {
  readonly game: GameName;
  readonly structure: StructureName;
  readonly bigBlindChips: number;
  readonly players: readonly SessionPlayer[];
  readonly points: readonly SessionPoint[];
  readonly ledger: readonly LedgerRow[];
  readonly money?: MoneyView | undefined;
  /** Hands that are on or set aside: in the ledger each player has what lies in them still. */
  readonly openHands: readonly OpenHandView[];
  /** Hands in which somebody paid for cards it did not open; what moved is in the ledger. */
  readonly withheld: readonly WithheldView[];
  /** Height of the state in which the last finished hand was over. */
  readonly agreedHeight: number;
  readonly missed: readonly MissedView[];
  /** This device came after that hand: everybody counts from the chips it had then. */
  readonly since?: number | undefined;
  readonly highlights: HighlightsView;
  /** Chips in a pot that nobody was left to win, waiting for the next hand. */
  readonly carriedChips: number;
  /** The fewest payments; undefined while a tournament is undecided, or chips are carried over or unaccounted for. */
  readonly transfers: readonly Transfer[] | undefined;
  readonly tournament: 'none' | 'running' | 'over';
}

/** Poker hand history (TOML), open hand history (JSON), and the text that trackers read. */
export type HandFormat = 'phh' | 'ohh' | 'pokerstars';

export interface HandFile {
  readonly name: string;
  readonly mediaType: string;
  readonly text: string;
}

/** All hands of a game in one file. */
export interface SessionFile extends HandFile {
  /** Hands in it, and hands that the format has no words for. */
  readonly hands: number;
  readonly unfit: number;
}

/** A saved game or a shared hand that was verified in this page, or the first thing in it that does not hold. */
export type OpenedView =
  | { readonly ok: false; readonly fault: string }
  | {
      readonly ok: true;
      readonly report: {
        readonly hands: number;
        readonly blocks: number;
        readonly proofs: number;
        readonly falseProofs: number;
        readonly missed: readonly number[];
        /** Of what the table's key had to sign while it was in service: how much carries its signature. */
        readonly signedByKey: Readonly<
          Record<'hands' | 'timeouts' | 'closings', { readonly signed: number; readonly of: number }>
        >;
        readonly players: readonly { readonly nickname: string; readonly netChips: number }[];
        readonly equivocations: readonly { readonly nickname: string }[];
      };
      readonly tableName: string;
      readonly hands: readonly HandSummaryView[];
      /** The hand that was shared; undefined for a whole game. */
      readonly shared: HandReplayView | undefined;
      replay(hand: number): Promise<HandReplayView>;
    };

/** A whole signed game, for `npm run verify`. */
export interface ExportedLog {
  readonly name: string;
  readonly bytes: Uint8Array;
}
