/**
 * The replicated state of one table: plain data, the same in every tab, nothing private in it.
 *
 * Every function that changes it takes a state and returns another one; nothing is mutated. Hole cards are
 * face down (`null`) in here until their owner has tabled them with a verified proof.
 * Chips are integer units, times are milliseconds of the table clock, cards are 0..51 (rank * 4 + suit).
 */
import type { TableConfig } from '../../codec/config.ts';
import type { GenesisRoot } from '../../codec/ids.ts';
import type { Deadline } from '../../consensus/deadline.ts';
import type { DeckContext } from '../../mentalpoker/context.ts';
import type { Statement } from '../../mentalpoker/statement.ts';
import type { Card } from '../../poker/cards.ts';
import type { LifeRequest } from '../../poker/life/requests.ts';
import type { HandPlan, TableLife } from '../../poker/life/state.ts';
import type { HandState } from '../../poker/state.ts';
import type { CountedRefusal, FaultReason, VoidReason } from '../refusal.ts';
import type { House } from './houseState.ts';
import type { TableKey } from './keyState.ts';
import type { Books } from './ledgerState.ts';

/** Who votes. The index in `TableState.validators` is the author number of blocks. */
export interface MemberState {
  readonly key: Uint8Array;
  readonly nickname: string;
  /** Seat at the table, or undefined for a witness. */
  readonly seat: number | undefined;
  /** Nonces already applied: `highest`, and those within the window below it. Both -1 and empty at first. */
  readonly highestNonce: number;
  readonly recentNonces: readonly number[];
  /** Table times of the last chat lines, for the cap. */
  readonly chatTimesMs: readonly number[];
  /** The same for sitting out and in. */
  readonly requestTimesMs: readonly number[];
  /** Refused transactions by reason. */
  readonly refused: Readonly<Partial<Record<CountedRefusal, number>>>;
  /** Proven to have lied: its bond is gone, its word no longer counts, the next epoch is without it. */
  readonly expelled: boolean;
  /** The last committed slot that output a block of it; undefined before the first slot of its first epoch. */
  readonly lastOutput: SlotMark | undefined;
  /** The slot in which it was found absent, until a block of it is output again. */
  readonly absentSince: SlotMark | undefined;
}

/** One of the last two epochs before this one, as far as contradictions in it are evidence. */
export interface PastEpoch {
  readonly epoch: number;
  readonly instance: GenesisRoot;
  /** Of its members, by number. */
  readonly keys: readonly Uint8Array[];
  /** Numbers of those who have been punished for what they did in it, ascending. */
  readonly convicted: readonly number[];
}

/** A committed slot as far as absence is concerned; rounds count within the epoch. */
export interface SlotMark {
  readonly timeMs: number;
  readonly round: number;
}

/** What this layer knows about a seat; chips behind, sitting out and blinds owed are in `TableState.life`. */
export interface Seat {
  readonly seat: number;
  readonly nickname: string;
  /** Chips that reach the stack when the current hand is over (a share of a slashed bond). */
  readonly creditChips: number;
  /** Locked at sit-down; zero once slashed. */
  readonly bondChips: number;
  /** Its tab said nothing when the deck needed it, and it has not sat in since. */
  readonly silent: boolean;
  /** It refused to open a street in a tournament, and is blinded off. */
  readonly disqualified?: true;
}

/** Who is admitted with the next epoch; NO_SEAT: a witness. */
export interface Join {
  readonly seat: number;
  readonly key: Uint8Array;
  readonly nickname: string;
}

/** One proof that was committed and judged, in order. */
interface ProofEntry {
  /** Unique at this table: '<hand>.<attempt>.<step>.<seat>.<n>'. */
  readonly id: string;
  readonly attempt: number;
  readonly seat: number;
  readonly step: ProofStep;
  readonly ok: boolean;
}
export type ProofStep = 'key' | 'shuffle' | 'shares' | 'show' | 'win' | 'escrow';
/**
 * What can be held against a seat: a proof, two blocks for one round, evidence that does not hold, a newcomer who did
 * not sign, or twenty things that no honest tab sends.
 */
export type FaultStep = ProofStep | KeyStep | 'equivocation' | 'evidence' | 'admit' | 'junk';
/** Of the table's key: a channel key, a dealing, a complaint, a word that it has come out. */
export type KeyStep = 'channel' | 'dealing' | 'complaint' | 'ready';

/** A proven lie or a missed deadline, as every tab saw it. */
export interface FaultRecord {
  readonly hand: number;
  readonly attempt: number;
  readonly seat: number;
  readonly step: FaultStep;
  /** The check that failed (`Verdict.reason`), 'silent', 'two-blocks', 'signed-on' or 'false-evidence'. */
  readonly reason: FaultReason;
  /** Committed slot in which it became known; with author and nonce it names the evidence in the log. */
  readonly height: number;
  /** Of the author's own transaction; undefined for silence and for what others proved. */
  readonly nonce: number | undefined;
  /** `statementDigest` of the failed proof: whoever holds the log rebuilds the statement and judges it again. */
  readonly statement: string | undefined;
}

/** `keys`, `shuffle` and `deal` make the deck; `play` is the hand; `done` shows the result until the pause is over. */
type HandPhase = 'keys' | 'shuffle' | 'deal' | 'play' | 'done';

export interface DeckState {
  /** What every transcript of this attempt is bound to. */
  readonly context: DeckContext;
  /** Hand keys in the order of `TableHand.dealtIn`; undefined until announced. */
  readonly publicKeys: readonly (Uint8Array | undefined)[];
  readonly joint: Uint8Array | undefined;
  /** The deck as of the last accepted shuffle (the canonical one at first), 96 bytes a card. */
  readonly deck: Uint8Array | undefined;
  readonly deckDigest: Uint8Array | undefined;
  /** Shuffles accepted: the next one is due from `dealtIn[shuffles]`. */
  readonly shuffles: number;
  /** Accepted shares by position, then by index in `dealtIn`. */
  readonly shares: Readonly<Record<number, Readonly<Record<number, Uint8Array>>>>;
  /** Escrow messages that came with the first shares, by index in `dealtIn`. */
  readonly escrows: Readonly<Record<number, Uint8Array>>;
  /** Openings of what absent seats escrowed for the street that is due, by index in `dealtIn`. */
  readonly openings: Readonly<Record<number, readonly EscrowPart[]>>;
  /** Cards opened to everybody, by position. */
  readonly opened: Readonly<Record<number, Card>>;
}

/** A proof for the next deck that is committed and not judged yet. */
export interface UnjudgedProof {
  readonly seat: number;
  readonly step: 'key' | 'shuffle';
  readonly nonce: number;
  readonly statement: Statement;
}

/** The deck of the hand to come, made while this one is played; it touches nothing of the running hand. */
export interface NextDeck {
  readonly hand: number;
  /** Rises whenever the players to come change: no key and no context ever serves two lists of players. */
  readonly attempt: number;
  /** `deal`: everybody has shuffled. `dropped`: of no use, kept so that its attempt is not used again. */
  readonly phase: 'keys' | 'shuffle' | 'deal' | 'dropped';
  readonly dealtIn: readonly number[];
  /** With `dealtIn` it says which position goes to whom. */
  readonly buttonSeat: number;
  /** Size of the game's deck. */
  readonly cards: number;
  readonly deck: DeckState;
  /** Judged when the running hand is over, so that no bet ever waits for a verdict on them. */
  readonly unjudged: readonly UnjudgedProof[];
  /** Those that were judged; they become the hand's. */
  readonly proofs: readonly ProofEntry[];
}

/** One receiver's opening: 48 bytes for each position that the absent seat owes. */
export interface EscrowPart {
  /** Validator index in the epoch in which the hand began, + 1. */
  readonly receiver: number;
  readonly openings: Uint8Array;
}

/** How this attempt at the hand is escrowed; fixed when it begins. */
export interface HandEscrow {
  /** Receivers needed to open. */
  readonly threshold: number;
  /** Escrow keys by validator index; null where there was none. */
  readonly keys: readonly (Uint8Array | null)[];
  /** Positions that are opened later and belong to nobody, ascending. */
  readonly positions: readonly number[];
  /** Of a hand that was set aside: who had these numbers (a witness has no seat), for members are numbered anew. */
  readonly holders?: readonly { readonly key: Uint8Array; readonly seat: number | null }[];
}

export interface TableHand {
  readonly hand: number;
  /** Rises with every redeal of this hand: new keys, new deck. */
  readonly attempt: number;
  /** The attempt it began with: 0, or the next one free where a deck made beforehand was of no use. */
  readonly firstAttempt: number;
  readonly phase: HandPhase;
  /** Seats of this attempt, ascending: keys, shuffles and positions follow this order. */
  readonly dealtIn: readonly number[];
  readonly plan: HandPlan;
  /** `TableState.life` as it was before this hand: a redeal starts from it again. */
  readonly lifeBefore: TableLife;
  /** Requests granted during this hand, at most one a seat and kind, so that a redeal does not lose them. */
  readonly requests: readonly LifeRequest[];
  /** Seats that were dealt in and dropped by a redeal. */
  readonly dropped: readonly number[];
  /** Chips in the pot that came from no seat of this attempt: penalties, or a pot carried over. */
  readonly deadChips: number;
  /** Seats that have mucked, or whose clock ran out, in their showdown turn. */
  readonly mucked: readonly number[];
  /** Of these the ones whose clock ran out: what they send too late is no voluntary show. By the second rules. */
  readonly late?: readonly number[];
  /** Undefined where the table has no escrow. */
  readonly escrow: HandEscrow | undefined;
  /** Seats whose shares of a later street did not come in time, or were false: nobody waits for them again. */
  readonly absent: readonly number[];
  /** The hand stands still: shares are missing that nobody else can make (yet). */
  readonly suspended: boolean;
  /** The way out of standing still (play/exit.ts); from the first time that it stood still by the second rules. */
  readonly exit?: Exit | undefined;
  readonly deck: DeckState;
  /** The rules' state; public, so hole cards are null. */
  readonly engine: HandState;
  /** Who asked what would have come; undefined unless somebody did (rabbit.ts). */
  readonly rabbit: number | undefined;
  /** It was set aside and goes on: where the table stood meanwhile, and who would have it void (aside.ts). */
  readonly resumed: Resumed | undefined;
  /** How many of the engine's records have become events. */
  readonly recordsSeen: number;
  readonly proofs: readonly ProofEntry[];
  readonly faults: readonly FaultRecord[];
  /** Filled when the hand is over. */
  readonly outcome: HandOutcome | undefined;
}

/** A hand that waits, or waited, for shares nobody else can make. */
export interface Exit {
  /** `closed`: decided; the hand ends without the cards that were missing. */
  readonly stage: 'suspended' | 'countdown' | 'closed';
  /** The slot in which the deadline of the shares had passed. */
  readonly height: number;
  readonly timeMs: number;
  readonly round: number;
  /** Countdowns that have ended without a decision. */
  readonly count: number;
  /** Seats whose blocks say that they know what they owe: the times of the first and the last such block. */
  readonly known: Readonly<Record<number, { readonly firstMs: number; readonly lastMs: number }>>;
  /** Seats that refused: they pay security. */
  readonly refusers?: readonly number[];
}

export interface Resumed {
  readonly places: Pick<TableLife, 'handsBegun' | 'buttonSeat' | 'smallBlindPosition' | 'bigBlindSeat'>;
  /** Seats, ascending. */
  readonly agreed: readonly number[];
}

/** A hand as it was when the table went on without one of its players. */
export interface AsideHand {
  readonly hand: TableHand;
  /** Seats that were in and sit out only because they were missing. */
  readonly sentOut: readonly number[];
  /** Seats that leave when this hand is over. */
  readonly leaving: readonly number[];
  /** Seats that would have it void, ascending. */
  readonly agreed: readonly number[];
}

export interface HandOutcome {
  readonly seats: readonly {
    readonly seat: number;
    readonly netChips: number;
    readonly wonChips: number;
    readonly handName: string | undefined;
  }[];
  /** Chips that changed hands besides the pots, because somebody refused to open a street (play/security.ts). */
  readonly security?: readonly { readonly seat: number; readonly chips: number }[];
  /** Set when nobody won: every chip went back to where it came from. */
  readonly voidReason: VoidReason | undefined;
}

/** One line of what happened. Words are the screen's business. */
export interface TableEvent {
  readonly id: number;
  readonly timeMs: number;
  readonly kind: EventKind;
  readonly seat: number | undefined;
  readonly nickname: string | undefined;
  readonly chips: number | undefined;
  readonly cards: readonly Card[];
  readonly text: string | undefined;
  /** Which board, in a hand that was run twice. */
  readonly board?: 1 | 2;
}
export type EventKind =
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
  | 'claim'
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
  | 'withheld'
  | 'security'
  | 'disqualified'
  | 'pause'
  | 'pause-over'
  | 'remove-yes'
  | 'remove-no'
  | 'removed'
  | 'terms'
  | 'terms-yes'
  | 'terms-no'
  | 'consent-yes'
  | 'consent-no'
  | 'chat'
  | 'hand-over'
  | 'table-over';

/** What the armed deadline is for; a new purpose key arms a new one. */
export interface ArmedDeadline {
  /** E.g. 'act.12.3' (hand, decision): the same key keeps the same deadline. */
  readonly key: string;
  readonly totalMs: number;
  /** The seat's time bank has been added. */
  readonly banked: boolean;
  readonly deadline: Deadline;
}

export interface TableState extends Books {
  /** Root of the genesis. */
  readonly tableId: GenesisRoot;
  readonly epoch: number;
  /** What the epoch's blocks are bound to (instance.ts); follows from the state with which it began. */
  readonly instance: GenesisRoot;
  /** Whose blocks are still evidence; undefined by the first rules. */
  readonly pastEpochs?: readonly PastEpoch[] | undefined;
  readonly config: TableConfig;
  readonly validators: readonly MemberState[];
  /** Seats taken, ascending. */
  readonly seats: readonly Seat[];
  /** Stacks between hands, button, missed blinds, who sits out: the rules' own state. */
  readonly life: TableLife;
  /** Escrow keys of this epoch by validator index; undefined until announced. */
  readonly escrowKeys: readonly (Uint8Array | undefined)[];
  /** The time for announcing them before the first hand is over. */
  readonly escrowKeysClosed: boolean;
  /** The table's key (table/key); undefined by the first rules. */
  readonly key?: TableKey | undefined;
  /** Newcomers who sit down when the next epoch begins. */
  readonly joins: readonly Join[];
  /** Authors one of whose proofs failed in this slot (play/price.ts); undefined where there is none. */
  readonly failedInSlot?: readonly number[] | undefined;
  /** The epoch ends with this slot's sub-DAG (epoch.ts). */
  readonly epochEnds: boolean;
  /** Hands begun before this epoch. */
  readonly epochFirstHand: number;
  /** Last committed slot. */
  readonly height: number;
  readonly round: number;
  readonly timeMs: number;
  /** The hand being played or just finished. */
  readonly hand: TableHand | undefined;
  /** Made while a hand is played; taken over when the next one begins with the same players. */
  readonly nextDeck: NextDeck | undefined;
  /** Hands that wait for a player, the oldest first (aside.ts). */
  readonly aside: readonly AsideHand[];
  /** A pot nobody was left to win; it opens the next hand's pot. */
  readonly carryChips: number;
  /** Chips brought since the start (top-ups, sitting down again) less chips that left. May be negative. */
  readonly broughtChips: number;
  /** Announced in the pause for the hand to come. */
  readonly straddleNext: { readonly hand: number; readonly seat: number } | undefined;
  /** Pauses and votes (house/pause.ts, removal.ts). */
  readonly house: House;
  readonly over: boolean;
  readonly deadline: ArmedDeadline | undefined;
  /** Display log, the newest last, at most `limits.events`; not part of the state root. */
  readonly events: readonly TableEvent[];
  readonly nextEventId: number;
}
