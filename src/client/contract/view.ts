/**
 * What a screen needs to know, and nothing else: no secret of another seat can be in here, and no rule is
 * needed to draw it. Chips are integer units, times are milliseconds of the table clock, cards are
 * two-character strings such as 'As' or 'Td'.
 */

import type { Admission } from '../../codec/config.ts';
import type { Look } from '../../codec/look.ts';
import type { StandingReading } from '../../node/epochs/admission.ts';
import type { Setback } from '../../node/lobby/state.ts';
import type { CardText, ScheduledLevel, TablePart } from '../../table/view/shapes.ts';
import type { AppsView } from './build.ts';
import type { Pace } from './create.ts';
import type { TableKeyView } from './key.ts';
import type { MoneyView } from './money.ts';
import type { ListingState } from './openTables.ts';
import type { RailView } from './rail.ts';
import type { PeerRefusal } from './refusals.ts';
import type { RunOutView } from './runOut.ts';

export type {
  AsideView,
  CardText,
  ClockView,
  EventView,
  FaultView,
  HandView,
  HouseView,
  LegalView,
  OffersView,
  PauseView,
  RemovalView,
  ScheduledLevel,
  SeatView,
  StageView,
  TermsView,
  TournamentView,
} from '../../table/view/shapes.ts';

export type ConnectionPhase =
  | 'opening' // loading code and keys
  | 'connecting' // looking for the relay and peers
  | 'lobby' // waiting for players, choosing a seat
  | 'signing' // collecting genesis signatures
  | 'playing'
  | 'ended'
  | 'failed';

/** One clear sentence's worth of failure; the UI has the words. */
export type FailureCode =
  | 'bad-url'
  | 'cut-off'
  | 'wrong-id'
  | 'no-webrtc'
  | 'no-indexeddb'
  /** A newer version of the app has been on this device. */
  | 'newer-version'
  /** The browser's storage gives no answer. */
  | 'storage-silent'
  /** The browser keeps nothing more. */
  | 'storage-full'
  /** The browser's storage of this site was deleted while the game was open. */
  | 'storage-deleted'
  /** This page has closed its game for a newer version in another tab. */
  | 'gave-way'
  /** The link was made by a newer version of the app than this page can read. */
  | 'newer-link'
  /** The table is played by newer rules than this page's, or by older ones. */
  | 'rules-newer'
  | 'rules-older'
  | 'table-full'
  | 'already-started'
  | 'already-open'
  /** The seat of this device was handed over to another one. */
  | 'moved'
  | 'practice-over'
  /** This tab and the others disagree about what happened. */
  | 'other-state'
  | 'relay-unreachable'
  | 'crs-mismatch'
  | 'internal';

export interface LinkView {
  readonly peerId: string;
  /** Seat of the peer, where known. */
  readonly seat: number | undefined;
  readonly nickname: string | undefined;
  readonly kind: 'direct' | 'relayed' | 'none';
  /** What forwards it, if it is neither straight nor over a relay: a TURN server, or another player's browser. */
  readonly by?: 'turn' | 'peer';
  /** Of the player whose browser does. */
  readonly byNickname?: string | undefined;
  readonly rttMs: number | undefined;
  /** Refused messages by reason. */
  readonly refused: Readonly<Partial<Record<PeerRefusal, number>>>;
}

export interface LookView extends Look {
  readonly seat: number;
}

export interface LobbySeatView {
  readonly seat: number;
  readonly nickname: string;
  readonly ready: boolean;
  readonly you: boolean;
  /** Plays at the running table, and whether this tab is linked to it. */
  readonly plays?: 'here' | 'away';
}

/** Those who would vote without playing, and what that means with the players who are seated now. */
export interface LobbyWitnessesView {
  readonly nicknames: readonly string[];
  /** How many of them may vote beside so many players. */
  readonly admitted: number;
  /** With those admitted: how many vote, how many may fail, how many are enough. */
  readonly validators: number;
  readonly faultsTolerated: number;
  readonly quorum: number;
  /** All witnesses together are more than may fail: who runs them all has to be trusted. */
  readonly trusted: boolean;
  /** Board cards are left with the others for when somebody goes. */
  readonly escrow: boolean;
}

export interface LobbyView {
  readonly seats: readonly LobbySeatView[];
  readonly seatCount: number;
  readonly youAreCreator: boolean;
  readonly yourSeat: number | undefined;
  readonly youAreReady: boolean;
  /** The creator may start: at least two are seated, all seated are ready and linked. */
  readonly canStart: boolean;
  /** Seats whose genesis signature is still awaited (phase 'signing'). */
  readonly awaitingSignatures: readonly number[];
  /** Why this tab is not where its player left it; until the player says something again. */
  readonly setback?: Setback | undefined;
  /** Phase 'signing': being ready can still be taken back. */
  readonly mayWithdraw?: boolean;
  /** Absent where there are none. */
  readonly witnesses?: LobbyWitnessesView | undefined;
  /** The table is being played: who is ready is dealt in with a hand to come. */
  readonly running: boolean;
  /** Who lets newcomers in once it is played. */
  readonly admission?: Admission;
  /** We ask to be let in: how that stands, as soon as members have answered. */
  readonly standing?: StandingReading | undefined;
  /** This tab will watch when the game begins. */
  readonly watching?: boolean;
  /** The creator's: whether the table is among the host's open ones. Absent where it cannot be. */
  readonly listing?: ListingState | undefined;
}

/** How far a newcomer can trust what it is told of a table that has been played for a while. */
export interface PastView {
  /** Names in each of two pasts that contradict each other. */
  readonly pasts?: readonly (readonly string[])[] | undefined;
  /** A past was shown that is not the one this link is of. */
  readonly disbelieved: boolean;
  /** The link says nothing of it: the members who are here are believed. */
  readonly onTheirWord: boolean;
}

/** Somebody who asks to be let in. */
export interface AskerView {
  /** Names it in the action. */
  readonly player: string;
  /** Undefined where it is not linked to this tab. */
  readonly nickname: string | undefined;
  readonly role: 'player' | 'witness';
  readonly seat: number | undefined;
  readonly yes: number;
  readonly needed: number;
  /** The creator has agreed: until then, in table time, anybody may object. */
  readonly objection: { readonly endsMs: number | undefined } | undefined;
  readonly decided: 'let-in' | 'declined' | undefined;
  readonly mayAgree: boolean;
  readonly mayDecline: boolean;
}

/** Who comes to a table that is played. */
export interface DoorView {
  readonly askers: readonly AskerView[];
  /** Somebody, with those whom it let in by its word alone, is more than may fail. */
  readonly hostTrusted: boolean;
}

/** This tab follows without a seat. */
export interface WatchingView {
  /** There is a free seat that may be taken. */
  readonly maySit: boolean;
  /** Nobody at the table has room for one more who watches: what is shown does not move. */
  readonly noRoom: boolean;
}

export interface ChainView {
  readonly epoch: number;
  readonly validators: number;
  readonly faultsTolerated: number;
  /** Last committed slot. */
  readonly height: number;
  readonly round: number;
  readonly tableTimeMs: number;
  /** Hex of the state root after the last committed slot. */
  readonly stateRoot: string;
  /** Nicknames without whom nothing can be committed now. */
  readonly waitingFor: readonly string[];
  /** Nicknames of those who are out of reach because their tab cannot go on, as it has said itself. */
  readonly stopped?: readonly string[];
  /** Nicknames of those out of reach, where they are so many that nothing can be committed until they are back. */
  readonly missing?: readonly string[];
  /** One is missing without whom nothing goes on: whether the others may adjourn. */
  readonly adjourn?: AdjournView | undefined;
  /** What checks signatures in this tab: the browser's own code, or JavaScript where that gives other verdicts. */
  readonly signatures?: 'webcrypto' | 'noble';
  /** The version of the rules by which this tab judges. */
  readonly rulesVersion?: number;
  /** Nicknames of those whose tabs count the table differently: another version, or an error. */
  readonly otherRules?: readonly string[];
  /** The own key signs, or may sign, in another place: this tab says nothing more. */
  readonly keyElsewhere?: boolean;
  /** Messages of this table that began from another state of it, and were dropped. */
  readonly ofAnotherState?: number;
  /** Everyone who votes, by number; a witness has no seat. */
  readonly members?: readonly {
    readonly nickname: string;
    readonly seat: number | undefined;
    readonly linked: boolean;
    /** It has signed the state of the table up to this height. */
    readonly signedHeight?: number | undefined;
  }[];
  /** The witnesses together are more than may fail. */
  readonly witnessesTrusted?: boolean;
  /** Of a table that is closed for good: whether its key has signed that, as far as this device has it. */
  readonly closing?: 'signed' | 'unsigned' | 'noKey' | undefined;
  /** Absent at tables that make none. */
  readonly key?: TableKeyView | undefined;
  /** Own bets of this session, from tapping to final, milliseconds, the newest last. */
  readonly actionMs?: readonly number[];
}

export interface AdjournView {
  /** Author number and name of the missing one. */
  readonly member: number;
  readonly nickname: string;
  /** How long it is waited for before this is offered; milliseconds. */
  readonly afterMs: number;
  /** Who would go on without it. */
  readonly agreed: readonly string[];
  readonly youAgreed: boolean;
  /** Why the table has to wait nevertheless. */
  readonly refused: 'nobody-left' | 'tournament' | 'full' | undefined;
}

/** An own action on its way: shown at once, final when committed. */
export interface PendingView {
  readonly verb: string;
  readonly amountChips: number;
}

/** What the player of this tab knows and may do beside its decisions. */
export interface OwnView {
  /** The best hand so far in words; undefined before there are five cards. */
  readonly handName: string | undefined;
  /** The hand is over: own cards that are still closed; any of them may be shown. */
  readonly mayShow: readonly CardText[];
  /**
   * At the showdown: this hand wins, and its player may show it or prove it unseen. The proof tells that it stands so
   * to the best hand shown, by one of so many pairs of cards.
   */
  readonly claim?: { readonly relation: 'better' | 'equal'; readonly pairs: number } | undefined;
  /** Between hands: the next big blind is this seat's. */
  readonly bigBlindNext: boolean;
}

/** What the configuration says beyond game, blinds and clock; for the lobby. Zero or false: not at this table. */
export interface ExtraRulesView {
  readonly sitAndGo: boolean;
  readonly prizes: number;
  readonly anteChips: number;
  readonly straddle: boolean;
  readonly runItTwice: boolean;
  readonly rabbitHunt?: boolean;
  /** The last to show may win unseen. */
  readonly claims?: boolean;
  readonly proofs?: 'both' | 'transparent' | 'groth16';
  readonly bombPotHands: number;
  readonly bombPotChips: number;
  /** Taken from each starting stack. */
  readonly bondChips: number;
  /** Where the table's maker has set them: the least to buy in again with, the most to fill a stack up to. */
  readonly buyIns?: { readonly minChips: number; readonly maxChips: number } | undefined;
  /** Fixed limit: the cap holds for the last two players too. */
  readonly capHeadsUp?: boolean;
  readonly pace?: Pace | undefined;
  /** Sit-and-go: how blinds rise, and the places' shares in hundredths of a percent. */
  readonly schedule?: readonly ScheduledLevel[];
  readonly payoutsBasisPoints?: readonly number[];
}

/** What the game is about is `TablePart`; the parts that stand still before the first hand may be absent. */
type Optional = 'offers' | 'aside' | 'house' | 'tournament';

export interface TableView extends Omit<TablePart, Optional> {
  readonly offers?: TablePart['offers'];
  readonly aside?: TablePart['aside'] | undefined;
  readonly house?: TablePart['house'] | undefined;
  readonly tournament?: TablePart['tournament'];
  readonly phase: ConnectionPhase;
  /** Another tab of this browser plays at this table already. */
  readonly elsewhere?: boolean;
  /** This device has a copy of a seat at this table, from a backup, and plays with a new key. */
  readonly copy?: boolean;
  /** The others are bots in this tab: no relay, no links to anybody. */
  readonly practice?: boolean;
  readonly failure: FailureCode | undefined;
  /** Of a failure of this page: plain text for those who made it (report.ts). */
  readonly report?: string | undefined;
  /** Opening: another tab of an older version has this device's storage, and gives way after its hand. */
  readonly olderTab?: boolean;
  /** Opening: what this device has kept of the table is being read. */
  readonly replaying?: boolean;
  readonly tableId: string;
  readonly relay: 'connecting' | 'connected' | 'lost';
  readonly links: readonly LinkView[];
  /** Pictures that players have chosen, and why they sit out; of those who are linked, or were. */
  readonly looks?: readonly LookView[];
  /** Opened so that the others do not see this device's address. */
  readonly addressHidden?: boolean;
  readonly lobby: LobbyView | undefined;
  /** Absent without a vote. */
  readonly door?: DoorView | undefined;
  /** The short link to this table, without origin; absent where there is none. */
  readonly invite?: string;
  /** What a link that is copied now says of the table's past. */
  readonly linkMark?: string | undefined;
  /** What this page could not know of the table's past by itself; absent where that is nothing. */
  readonly past?: PastView | undefined;
  /** Absent for bots in this tab. */
  readonly apps?: AppsView | undefined;
  /** Names in each of two beginnings that the creator signed, though there can be only one: it has lied. */
  readonly beginnings?: readonly (readonly string[])[] | undefined;
  /** Absent unless this tab only watches. */
  readonly watching?: WatchingView | undefined;
  /** Absent unless this tab watches from the rail. */
  readonly rail?: RailView;
  /** This tab passes the game on to those on the rail. */
  readonly feeds?: boolean;
  /** How many watch through this tab. */
  readonly audience?: number;
  readonly extraRules?: ExtraRulesView | undefined;
  /** What a chip is worth; absent where chips are only chips. */
  readonly money?: MoneyView | undefined;
  readonly own?: OwnView | undefined;
  /** Everybody is all in and the cards are up. */
  readonly runOut?: RunOutView | undefined;
  readonly pending: PendingView | undefined;
  readonly chain: ChainView | undefined;
}
