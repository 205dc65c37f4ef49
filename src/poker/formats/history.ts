/**
 * A hand's history independent of any file format: what PHH and OHH decode to and are written from, and what
 * replay.ts plays through the engine.
 *
 * Players are in order of position: the first one left of the button comes first, the button last (heads-up
 * the big blind is first and the button second). Chips are integers: amounts of the file times `scale`.
 */
import type { GameName, StructureName } from '../../codec/config.ts';
import type { SeenCard } from '../cards.ts';
import type { ClaimRelation } from '../state.ts';

export interface HistoryPlayer {
  readonly name: string;
  /** Seat number at the table it came from, or the position when it has none. */
  readonly seat: number;
  /** null: not known, and never all in. */
  readonly stackChips: number | null;
  /** Ante demanded. */
  readonly anteChips: number;
  /** Blind or straddle demanded; live. */
  readonly blindChips: number;
  /** A missed blind paid beside or instead of it: live part and dead part. */
  readonly postChips: number;
  readonly deadChips: number;
}

export type HistoryAction =
  /** `board` 1: the second one of a hand run twice. */
  | { readonly kind: 'board'; readonly cards: readonly SeenCard[]; readonly board?: 1 }
  | { readonly kind: 'hole'; readonly player: number; readonly cards: readonly SeenCard[] }
  | { readonly kind: 'fold' | 'call' | 'bringIn'; readonly player: number }
  | { readonly kind: 'muck'; readonly player: number }
  /** Won, alone or with the best that was shown, with the cards kept closed. */
  | { readonly kind: 'claim'; readonly player: number; readonly relation: ClaimRelation }
  /** `toChips`: the player's total on this street. */
  | { readonly kind: 'raise'; readonly player: number; readonly toChips: number }
  /** `cards` null: those dealt. */
  | { readonly kind: 'show'; readonly player: number; readonly cards: readonly SeenCard[] | null };

/** Pots as a file says they were paid, in its units. */
export interface FilePots {
  /** All pots together. */
  readonly total: number;
  /** Kept by the house or put into a jackpot. */
  readonly rake: number;
  /** By player. */
  readonly wins: readonly number[];
}

export interface HandHistory {
  readonly game: GameName;
  readonly structure: StructureName;
  /** Chips in here for one unit of the file. */
  readonly scale: number;
  /** Pots are split to fractions of the file's unit; `scale` leaves room for that. */
  readonly exactSplits: boolean;
  readonly players: readonly HistoryPlayer[];
  /** Seat number of the button; nobody of the hand need sit there. */
  readonly dealerSeat: number;
  /** Equal antes, no blinds, no betting before the flop. */
  readonly bombPot: boolean;
  /** Two boards from an all-in on. */
  readonly runTwice: boolean;
  /** A short ante wins only what it matches. */
  readonly trimAntes: boolean;
  readonly bringInChips: number;
  /** No-limit and pot-limit: the smallest bet. */
  readonly smallBetChips: number;
  readonly bigBetChips: number;
  readonly actions: readonly HistoryAction[];
  /** By player, in units of the file, as it says; null where it says nothing. */
  readonly finishingStacks: readonly number[] | null;
  /** null where the file says nothing of them. */
  readonly pots: FilePots | null;
  /** Share of the pots that a house kept, as the file says; 0 = none. Our tables never rake. */
  readonly rake: number;
  readonly handName: string | null;
  readonly tableName: string | null;
}

export type HistoryCode =
  | 'unreadable'
  | 'missing-field'
  | 'bad-field'
  | 'unsupported-variant'
  /** Something that cannot be replayed truly: two boards, a cap on bets, chips of nobody. */
  | 'unsupported-feature'
  | 'bad-action'
  | 'too-many-players';

/** The only error the decoders of this folder throw. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  constructor(
    readonly code: HistoryCode,
    /** Field, action or variant that is at fault. */
    readonly what: string,
  ) {
    super(`${code}: ${what}`);
  }
}

/** Other tables have more seats than ours; no deck serves more hands. Each game has its own limit below this. */
/** Of one file: years of evenings. */
export const MAX_HANDS = 100_000;
export const MAX_PLAYERS = 22;

/** Finest splits first; with whole chips 1. 5,040 is divisible by everything a pot is split into. */
const SPLIT_FACTORS = [5040, 840, 12, 2, 1];
const MAX_SCALED_CHIPS = 1e12;

/**
 * Chips for one unit of a file with `decimals` digits behind the point. Where a file counts in fractions its
 * pots are split in fractions, and the scale is made fine enough for that, as far as the numbers stay exact.
 */
export function scaleFor(decimals: number, exactSplits: boolean, totalUnits: number): number {
  const base = 10 ** decimals;
  if (!exactSplits) return base;
  return base * (SPLIT_FACTORS.find((f) => totalUnits * base * f <= MAX_SCALED_CHIPS) ?? 1);
}

/** Digits behind the point of a decimal number as written, at most six. */
export function decimalsOf(value: number): number {
  const text = String(value);
  if (text.includes('e-')) return 6;
  const point = text.indexOf('.');
  return point < 0 ? 0 : Math.min(6, text.length - point - 1);
}

/** Units of the file in integer chips. @throws HistoryError where that is no safe, exact integer */
export function toChips(units: number, scale: number, what: string): number {
  const chips = Math.round(units * scale);
  // A decimal fraction times a power of ten may be off by floating-point noise, never by more.
  if (!Number.isSafeInteger(chips) || Math.abs(chips - units * scale) > 1e-3)
    throw new HistoryError('bad-field', what);
  return chips;
}
