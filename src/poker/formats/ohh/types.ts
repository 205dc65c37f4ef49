/**
 * Words of Open Hand History (hh-specs.handhistory.org, 1.4): what the reader and the writer share.
 *
 * Two of the games here have no name in the specification; `ShortDeck` and `Razz` are ours.
 */
import type { GameName, StructureName } from '../../../codec/config.ts';

export const GAME_TYPES: Readonly<Record<string, GameName>> = {
  Holdem: 'holdem',
  Omaha: 'omaha',
  OmahaHiLo: 'omaha-hilo',
  ShortDeck: 'short-deck',
  Stud: 'stud',
  StudHiLo: 'stud-hilo',
  Razz: 'razz',
};
export const BET_TYPES: Readonly<Record<string, StructureName>> = {
  NL: 'no-limit',
  PL: 'pot-limit',
  FL: 'fixed-limit',
};

/** Rounds in their order; each begins with the cards that its name says. */
export const BOARD_STREETS = ['Preflop', 'Flop', 'Turn', 'River'] as const;
export const STUD_STREETS = ['Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh'] as const;
export const SHOWDOWN = 'Showdown';

/** "Two or more sets of board cards are used in the play of the same hand." */
export const RUN_IT_TWICE = 'Run_It_Twice';
/** "Hand was observed without hero being dealt in." */
export const OBSERVED = 'Observed';

/** What the specification calls play money; it knows no chips. */
export const PLAY_MONEY = 'PPC';

export function isStud(game: GameName): boolean {
  return game === 'stud' || game === 'stud-hilo' || game === 'razz';
}

/** What the file says of a sit-and-go. */
export interface OhhTournament {
  readonly number: string;
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly startDateUtc: string;
  readonly buyIn: number;
  readonly initialStack: number;
  /** Seconds of a level; 0 where levels are counted in hands. */
  readonly roundSeconds: number;
}

/** What the file says about a hand besides its course. */
export interface OhhMeta {
  readonly siteName: string;
  readonly networkName: string;
  /** When the hand began: ISO 8601, UTC. */
  readonly startDateUtc: string;
  /** ISO 4217, or `PLAY_MONEY`. */
  readonly currency: string;
  readonly tableSize: number;
  /** Seat number of the reader, or null for nobody. */
  readonly heroSeat: number | null;
  readonly tournament?: OhhTournament | undefined;
}

/** What a forced bet really took. */
export interface ForcedPaid {
  readonly player: number;
  readonly bet: 'ante' | 'small-blind' | 'big-blind' | 'straddle' | 'post';
  readonly liveChips: number;
  /** Antes, and the dead part of a post. */
  readonly deadChips: number;
  /** It took the whole stack. */
  readonly allIn: boolean;
}

/** Chips a player put in, and the pots that were paid; from the engine's records. */
export interface OhhCourse {
  /** In the order in which they were taken. */
  readonly forced: readonly ForcedPaid[];
  /**
   * Chips added by each `call`, `raise` and `bringIn` of the history, in their order, and whether they were the
   * last.
   */
  readonly added: readonly { readonly chips: number; readonly allIn: boolean }[];
  readonly pots: readonly {
    readonly chips: number;
    readonly wins: readonly { readonly player: number; readonly chips: number }[];
  }[];
}
