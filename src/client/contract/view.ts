/**
 * What a screen needs to know, and nothing else: no secret of another seat can be in here, and no rule is
 * needed to draw it. Chips are integer units, times are milliseconds of the table clock, cards are
 * two-character strings such as 'As' or 'Td'.
 */
export type CardText = string;

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
  | 'wrong-id'
  | 'no-webrtc'
  | 'no-indexeddb'
  | 'table-full'
  | 'already-started'
  | 'already-open'
  | 'practice-over'
  | 'relay-unreachable'
  | 'crs-mismatch'
  | 'internal';

export interface LinkView {
  readonly peerId: string;
  /** Seat of the peer, where known. */
  readonly seat: number | undefined;
  readonly nickname: string | undefined;
  readonly kind: 'direct' | 'relayed' | 'none';
  readonly rttMs: number | undefined;
  /** Refused messages by reason. */
  readonly refused: Readonly<Record<string, number>>;
}

export interface LobbySeatView {
  readonly seat: number;
  readonly nickname: string;
  readonly ready: boolean;
  readonly you: boolean;
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
  /** Absent where there are none. */
  readonly witnesses?: LobbyWitnessesView | undefined;
  /** The table is being played: who is ready is dealt in with a hand to come. */
  readonly running: boolean;
  /** This tab will watch when the game begins. */
  readonly watching?: boolean;
}

/** This tab follows without a seat. */
export interface WatchingView {
  /** There is a free seat that may be taken. */
  readonly maySit: boolean;
  /** Nobody at the table has room for one more who watches: what is shown does not move. */
  readonly noRoom: boolean;
}

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
  /** Words for the shown hand: "Full house, kings over threes". */
  readonly handName: string | undefined;
  readonly timeBankMs: number;
}

export interface FaultView {
  readonly seat: number;
  readonly nickname: string;
  readonly step: 'key' | 'shuffle' | 'shares' | 'show' | 'escrow' | 'equivocation' | 'evidence';
  /** Stable code of the check that failed. */
  readonly reason: string;
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
    | { readonly minToChips: number; readonly maxToChips: number; readonly isBet: boolean }
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
  readonly busy: 'proving-shuffle' | 'verifying' | 'loading-crs' | undefined;
  readonly entries: readonly {
    readonly seat: number;
    readonly step: 'key' | 'shuffle' | 'shares' | 'show' | 'escrow';
    readonly ok: boolean;
    readonly tookMs: number;
  }[];
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
  /** Nicknames of those out of reach, where they are so many that nothing can be committed until they are back. */
  readonly missing?: readonly string[];
  /** One is missing without whom nothing goes on: whether the others may adjourn. */
  readonly adjourn?: AdjournView | undefined;
  /** What checks signatures in this tab: the browser's own code, or JavaScript where that gives other verdicts. */
  readonly signatures?: 'webcrypto' | 'noble';
  /** The version of the rules by which this tab judges. */
  readonly rulesVersion?: number;
  /** Everyone who votes, by number; a witness has no seat. */
  readonly members?: readonly {
    readonly nickname: string;
    readonly seat: number | undefined;
    readonly linked: boolean;
  }[];
  /** The witnesses together are more than may fail. */
  readonly witnessesTrusted?: boolean;
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

/** An own action on its way: shown at once, final when committed. */
export interface PendingView {
  readonly verb: string;
  readonly amountChips: number;
}

/** One line of what happened, for words on the screen and the screen reader; the UI has the sentences. */
export interface EventView {
  readonly id: number;
  readonly timeMs: number;
  readonly kind:
    | 'hand-started'
    | 'shuffled'
    | 'blind'
    | 'ante'
    | 'fold'
    | 'check'
    | 'call'
    | 'bet'
    | 'raise'
    | 'all-in'
    | 'timeout'
    | 'street'
    | 'show'
    | 'muck'
    | 'win'
    | 'refund'
    | 'fault'
    | 'redeal'
    | 'busted'
    | 'sit-out'
    | 'sit-in'
    | 'sit-down'
    | 'leave'
    | 'top-up'
    | 'twice'
    | 'place'
    | 'rabbit'
    | 'set-aside'
    | 'resumed'
    | 'voided'
    | 'pause'
    | 'pause-over'
    | 'remove-yes'
    | 'remove-no'
    | 'removed'
    | 'terms'
    | 'terms-yes'
    | 'terms-no'
    | 'chat'
    | 'hand-over'
    | 'table-over';
  readonly seat: number | undefined;
  readonly nickname: string | undefined;
  readonly chips: number | undefined;
  readonly cards: readonly CardText[];
  /** Street name, fault step and reason, hand name, or chat text, by kind. */
  readonly text: string | undefined;
}

export interface HandView {
  readonly hand: number;
  readonly attempt: number;
  readonly stage: StageView;
  readonly streetName: string | undefined;
  readonly board: readonly CardText[];
  readonly secondBoard: readonly CardText[];
  /** What would have come after a hand that ended before the river, in the places after `board`; absent unless asked for. */
  readonly rabbit?: readonly CardText[] | undefined;
  readonly pots: readonly PotView[];
  readonly totalPotChips: number;
  readonly clock: ClockView | undefined;
  readonly proofs: ProofsView;
}

/** What a seat may ask for now, beside its decisions. */
export interface OffersView {
  /** Most chips that may still be brought (a rebuy too); 0 = none. */
  readonly topUpChips: number;
  /** The least that makes a stack again; 0 unless there is none. */
  readonly topUpMinChips: number;
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

/** What the player of this tab knows and may do beside its decisions. */
export interface OwnView {
  /** The best hand so far in words; undefined before there are five cards. */
  readonly handName: string | undefined;
  /** The hand is over: own cards that are still closed; any of them may be shown. */
  readonly mayShow: readonly CardText[];
  /** Between hands: the next big blind is this seat's. */
  readonly bigBlindNext: boolean;
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

/** What the configuration says beyond game, blinds and clock; for the lobby. Zero or false: not at this table. */
export interface ExtraRulesView {
  readonly sitAndGo: boolean;
  readonly prizes: number;
  readonly anteChips: number;
  readonly straddle: boolean;
  readonly runItTwice: boolean;
  readonly rabbitHunt?: boolean;
  readonly bombPotHands: number;
  readonly bombPotChips: number;
  /** Taken from each starting stack. */
  readonly bondChips: number;
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

export interface TournamentView extends LevelView {
  /** Counts from 1. */
  readonly level: number;
  readonly levels: number;
  readonly nextLevel: LevelView | undefined;
  /** Table time at which the level ends; undefined for one that is counted in hands, is the last, or stands still. */
  readonly levelEndsMs: number | undefined;
  /** Hands left at a level that is counted in hands. */
  readonly handsLeft: number | undefined;
  readonly prizesChips: readonly number[];
  /** Who is out, and the winner, best place first. */
  readonly places: readonly PlaceView[];
}

export interface TableView {
  readonly phase: ConnectionPhase;
  /** The others are bots in this tab: no relay, no links to anybody. */
  readonly practice?: boolean;
  readonly failure: FailureCode | undefined;
  readonly tableId: string;
  readonly name: string;
  readonly gameName: string;
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly actionTimeMs: number;
  readonly relay: 'connecting' | 'connected' | 'lost';
  readonly links: readonly LinkView[];
  readonly lobby: LobbyView | undefined;
  /** Absent unless this tab only watches. */
  readonly watching?: WatchingView | undefined;
  /** How many watch through this tab. */
  readonly audience?: number;
  readonly seats: readonly SeatView[];
  readonly yourSeat: number | undefined;
  readonly hand: HandView | undefined;
  readonly legal: LegalView | undefined;
  readonly extraRules?: ExtraRulesView | undefined;
  readonly offers?: OffersView | undefined;
  readonly aside?: readonly AsideView[] | undefined;
  readonly own?: OwnView | undefined;
  readonly house?: HouseView | undefined;
  readonly tournament?: TournamentView | undefined;
  readonly pending: PendingView | undefined;
  readonly chain: ChainView | undefined;
  readonly events: readonly EventView[];
}

/** Names a decision of `LegalView`; a bet that carries it is refused at any other ('stale'). */
export interface DecisionRef {
  readonly hand: number;
  readonly decision: number;
}

export type TableAction =
  | { readonly kind: 'fold' | 'check' | 'call'; readonly at?: DecisionRef }
  | { readonly kind: 'raiseTo'; readonly amountChips: number; readonly at?: DecisionRef }
  | { readonly kind: 'topUp' | 'sitDown'; readonly chips: number }
  | { readonly kind: 'standUp' | 'straddle' | 'sitInWait' | 'rabbit' }
  /** Go on without the one who is missing; agree that a hand which was set aside be void. */
  | { readonly kind: 'adjourn' }
  | { readonly kind: 'voidHand'; readonly hand: number }
  /** After the hand: these own cards, or all that are still closed. */
  | { readonly kind: 'show'; readonly cards?: readonly CardText[] }
  | { readonly kind: 'runItTwice'; readonly agree: boolean }
  | { readonly kind: 'sitOut' | 'sitIn' | 'timeBank' | 'muck' }
  | { readonly kind: 'pause'; readonly on: boolean }
  | { readonly kind: 'voteOut'; readonly seat: number; readonly agree: boolean }
  | {
      readonly kind: 'terms';
      readonly smallBlindChips: number;
      readonly bigBlindChips: number;
      readonly actionTimeMs: number;
    }
  | { readonly kind: 'termsVote'; readonly proposal: number; readonly agree: boolean }
  | { readonly kind: 'chat'; readonly text: string };

/** Why an action was not even proposed: the same function judges it here and in every other tab. */
export type ActResult = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** One table in this tab; React subscribes with `useSyncExternalStore(subscribe, view)`. */
export interface TableClient {
  view(): TableView;
  /** Table clock now, for the countdown; milliseconds. */
  nowMs(): number;
  subscribe(listener: () => void): () => void;
  setNickname(nickname: string): ActResult;
  takeSeat(seat: number): ActResult;
  setReady(ready: boolean): ActResult;
  /** The creator starts the game; `witnesses`: false leaves out those who would vote without playing. */
  start(options?: { readonly witnesses: boolean }): ActResult;
  /** Follows the table without a seat, now or as soon as it is played; or no longer. */
  watch(on: boolean): ActResult;
  act(action: TableAction): ActResult;
  close(): Promise<void>;
}

/** What the create form asks for. */
export interface CreateTableOptions {
  readonly name: string;
  readonly game: string;
  readonly structure: string;
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly startingStackChips: number;
  readonly seats: number;
  readonly actionSeconds: number;
  /** Cash unless given; a sit-and-go gets a ladder of levels and payouts that fit its seats. */
  readonly format?: 'cash' | 'sit-and-go';
  /** Of each player in every hand; 0 unless given. */
  readonly anteChips?: number;
  /** Sit-and-go: how long a level lasts. */
  readonly levelMinutes?: number;
  /** Cash games with blinds. */
  readonly straddle?: boolean;
  readonly runItTwice?: boolean;
  /** Games with a board: after a hand that ended before the river one may see what would have come. */
  readonly rabbitHunt?: boolean;
  /** Board shares are left with the others, so that the hand goes on when somebody leaves; true unless given. */
  readonly escrow?: boolean;
  /** Every so many hands; `bombPotChips` from each. */
  readonly bombPotHands?: number;
  readonly bombPotChips?: number;
  /** Locked from each starting stack, lost by proven cheating; 0 unless given. */
  readonly bondChips?: number;
}

/** One finished hand of this device, for the history list. */
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
}

/** A hand replayed from the stored log alone: one view per committed step. */
export interface HandReplayView {
  readonly summary: HandSummaryView;
  readonly steps: readonly TableView[];
  /** Proofs re-verified during this replay. */
  readonly proofsChecked: number;
}
