/**
 * Life of a table between hands: who sits where, who owes which blind, which level it is.
 *
 * Plain data, never mutated: every function of this folder takes a `TableLife` and returns another one. No
 * value in it is undefined, so it survives JSON and has one canonical encoding. Chips are integer units,
 * times milliseconds of the table clock, seats are numbered clockwise from 0.
 */
import { ANTE_KINDS, type AnteKind, buyInsOf, MAX_CHIPS, type TableConfig } from '../../codec/config.ts';

export interface BlindLevel {
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly anteChips: number;
  /** The level ends after so many hands, or after so much running time; the other one is 0. */
  readonly hands: number;
  readonly durationMs: number;
}

export interface Ante {
  readonly kind: AnteKind;
  readonly chips: number;
}

export interface LifeRules {
  readonly kind: 'cash' | 'tournament';
  readonly seats: number;
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly ante: Ante;
  readonly startingStackChips: number;
  /** Cash: a top-up or rebuy may bring a stack up to this, no further. */
  readonly maxTopUpChips: number;
  /** Cash: the least that a stack is bought in with, or topped up to; absent: the big blind. */
  readonly minBuyInChips?: number;
  /** What a time bank starts with, and its cap. */
  readonly timeBankMs: number;
  /** Put back after every hand a player was dealt into. */
  readonly timeBankRefillMs: number;
  /** Tournament only; the first is the level it starts at. */
  readonly levels: readonly BlindLevel[];
  /** Tournament only: shares of the prize pool by place, sum 10,000. */
  readonly payoutsBasisPoints: readonly number[];
  readonly prizePoolChips: number;
}

/**
 * Blinds to pay before being dealt in anywhere but on the big blind. `new`: sat down in a running game.
 * `big`, `small`, `both`: missed while sitting out.
 */
export type Debt = 'none' | 'new' | 'big' | 'small' | 'both';

/** How a player with a debt comes back: on the big blind, or by posting as soon as the button has passed. */
export type ComeBack = 'wait' | 'post';

export type SeatStatus =
  | 'in'
  | 'sitting-out'
  /** No chips left; may rebuy in a cash game. */
  | 'busted'
  /** Proven to have cheated: never dealt in again, the stack stays in its name. */
  | 'expelled';

export interface LifeSeat {
  readonly seat: number;
  /** Who sits here: the public key in hexadecimal. */
  readonly player: string;
  /** Chips as the last hand left them; while a hand is on, as it began. */
  readonly stackChips: number;
  readonly status: SeatStatus;
  readonly debt: Debt;
  readonly comeBack: ComeBack;
  /** Asked for during a hand, done when it is over. */
  readonly pending: { readonly leave: boolean; readonly sitOut: boolean; readonly topUpChips: number };
  /** Decisions in a row that the clock took. */
  readonly timeouts: number;
  readonly timeBankMs: number;
}

/** Someone who left; sitting down again costs both blinds, or waiting for the big blind. */
export interface Departure {
  readonly player: string;
  readonly hand: number;
}

/** A missed blind paid now: the live part is the player's bet, the dead part belongs to the pot. */
export interface Post {
  readonly seat: number;
  readonly liveChips: number;
  readonly deadChips: number;
}

/** Everything a hand starts from. */
export interface HandPlan {
  /** Counts from 1. */
  readonly hand: number;
  readonly buttonSeat: number;
  /** The button lies before a seat that is not dealt in. */
  readonly deadButton: boolean;
  /** null: a dead small blind, nobody posts it. */
  readonly smallBlindSeat: number | null;
  readonly bigBlindSeat: number;
  /** In seat order. */
  readonly dealtIn: readonly { readonly seat: number; readonly stackChips: number }[];
  readonly posts: readonly Post[];
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly ante: Ante;
  /** No blinds, equal antes, straight to the flop. */
  readonly bombPot: boolean;
  /** Tournament: dealt in although sitting out; their hands are folded when it is their turn. */
  readonly autoFold: readonly number[];
}

export interface Finish {
  readonly seat: number;
  readonly player: string;
  /** 1 = winner. Equal for those who went out in one hand with equal stacks. */
  readonly place: number;
  readonly tied: boolean;
  readonly prizeChips: number;
}

export interface Tournament {
  readonly entrants: number;
  /** Index into the levels. */
  readonly level: number;
  /** Hands played at this level. */
  readonly levelHands: number;
  /** Running time at this level, pauses left out. */
  readonly levelElapsedMs: number;
  /** Table time up to which `levelElapsedMs` counts; null while the clock is paused. */
  readonly clockMs: number | null;
  /** In the order of going out; the winner last. */
  readonly finished: readonly Finish[];
  readonly over: boolean;
}

export interface TableLife {
  readonly rules: LifeRules;
  /** Index = seat number. */
  readonly seats: readonly (LifeSeat | null)[];
  readonly handsBegun: number;
  /** Where the button lies; before the first hand, where it will. */
  readonly buttonSeat: number;
  /**
   * Of the last hand: the seat whose turn the small blind was, even if nobody posted it. null before the first
   * hand.
   */
  readonly smallBlindPosition: number | null;
  readonly bigBlindSeat: number | null;
  /** The hand being played. */
  readonly inHand: HandPlan | null;
  readonly left: readonly Departure[];
  readonly tournament: Tournament | null;
}

/** A caller's mistake, never a player's: rules or seats that no table can start from. */
class LifeError extends Error {
  override readonly name = 'LifeError';
}

/** The slow refill: a full bank comes back over this many hands. */
const HANDS_PER_FULL_TIME_BANK = 30;

/** Rules of the table that `config` describes; the prize pool is filled in by `createLife`. */
export function lifeRulesOf(config: TableConfig): LifeRules {
  const { minChips, maxChips } = buyInsOf(config);
  const { bondChips } = config;
  return {
    kind: config.levels.length > 0 ? 'tournament' : 'cash',
    seats: config.seats,
    smallBlindChips: config.smallBlindChips,
    bigBlindChips: config.bigBlindChips,
    ante: { kind: ANTE_KINDS[config.anteKind]!, chips: config.anteChips },
    startingStackChips: config.startingStackChips,
    maxTopUpChips: maxChips - bondChips,
    ...(config.minBuyInChips ? { minBuyInChips: minChips - bondChips } : {}),
    timeBankMs: config.timeBankMs,
    timeBankRefillMs: Math.ceil(config.timeBankMs / HANDS_PER_FULL_TIME_BANK),
    levels: config.levels.map((l) => ({ ...l })),
    payoutsBasisPoints: config.payoutsBasisPoints.map((p) => p.share),
    prizePoolChips: 0,
  };
}

/**
 * A table before its first hand. Nobody owes a blind: whoever sits at the start is in the game.
 * A tournament without a given prize pool plays for the entrants' starting stacks.
 * @throws LifeError for seats or chips no table can start with
 */
export function createLife(
  rules: LifeRules,
  players: readonly { readonly seat: number; readonly player: string; readonly stackChips: number }[],
  firstButtonSeat: number,
): TableLife {
  const fail = (what: string): never => {
    throw new LifeError(what);
  };
  const inRange = (seat: number): boolean => Number.isInteger(seat) && seat >= 0 && seat < rules.seats;
  if (!inRange(firstButtonSeat)) fail(`the button cannot lie at seat ${firstButtonSeat}`);
  const seats: (LifeSeat | null)[] = new Array<LifeSeat | null>(rules.seats).fill(null);
  for (const { seat, player, stackChips } of players) {
    if (!inRange(seat) || seats[seat] !== null) fail(`seat ${seat} does not exist or is taken`);
    if (!isChips(stackChips) || stackChips === 0) fail(`seat ${seat} cannot start with ${stackChips} chips`);
    if (seats.some((s) => s?.player === player)) fail(`player ${player} sits twice`);
    seats[seat] = newSeat(rules, seat, player, stackChips, 'none', 'wait');
  }
  const tournament = rules.kind === 'tournament';
  if (tournament && (rules.levels.length === 0 || players.length < 2))
    fail('a tournament needs levels and players');
  const pool =
    rules.prizePoolChips > 0 ? rules.prizePoolChips : players.reduce((sum, p) => sum + p.stackChips, 0);
  return {
    rules: tournament ? { ...rules, prizePoolChips: pool } : rules,
    seats,
    handsBegun: 0,
    buttonSeat: firstButtonSeat,
    smallBlindPosition: null,
    bigBlindSeat: null,
    inHand: null,
    left: [],
    tournament: tournament
      ? {
          entrants: players.length,
          level: 0,
          levelHands: 0,
          levelElapsedMs: 0,
          clockMs: null,
          finished: [],
          over: false,
        }
      : null,
  };
}

export function newSeat(
  rules: LifeRules,
  seat: number,
  player: string,
  stackChips: number,
  debt: Debt,
  comeBack: ComeBack,
): LifeSeat {
  return {
    seat,
    player,
    stackChips,
    status: 'in',
    debt,
    comeBack,
    pending: NOTHING_PENDING,
    timeouts: 0,
    timeBankMs: rules.timeBankMs,
  };
}

export const NOTHING_PENDING = { leave: false, sitOut: false, topUpChips: 0 } as const;

export function isChips(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0 && n <= MAX_CHIPS;
}

/** `life` with one seat replaced. */
export function withSeat(life: TableLife, seat: number, value: LifeSeat | null): TableLife {
  return { ...life, seats: life.seats.map((s, i) => (i === seat ? value : s)) };
}

/** Is this seat playing the hand that is on? */
export function isDealtIn(life: TableLife, seat: number): boolean {
  return life.inHand?.dealtIn.some((d) => d.seat === seat) ?? false;
}

/** Seats that still compete in a tournament: with chips, and not thrown out. */
export function survivors(life: TableLife): LifeSeat[] {
  return life.seats.filter((s): s is LifeSeat => s !== null && s.stackChips > 0 && s.status !== 'expelled');
}

/**
 * No further hand can come without a new player or new chips: the tournament is decided, or fewer than two hold
 * chips.
 */
export function isOver(life: TableLife): boolean {
  return life.tournament !== null ? life.tournament.over : survivors(life).length < 2;
}
