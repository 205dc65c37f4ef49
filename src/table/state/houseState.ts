/** What the players have decided, or are deciding, about the table itself: part of the replicated state. */
import type { Deadline } from '../../consensus/deadline.ts';

interface Pause {
  /** Who asked for it: the key in hexadecimal, and the seat. */
  readonly player: string;
  readonly seat: number;
  /** Players who would go on, in the order in which they said so. */
  readonly resume: readonly string[];
}

/** A vote on standing a player up. */
export interface Removal {
  readonly player: string;
  readonly seat: number;
  /** Who began it. */
  readonly by: string;
  /** Hands begun when it began. */
  readonly hand: number;
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Decided: done as soon as no hand is on. */
  readonly passed: boolean;
}

/** What can be agreed on between hands. */
export interface Terms {
  readonly smallBlindChips: number;
  readonly bigBlindChips: number;
  readonly actionTimeMs: number;
}

export interface TermsProposal extends Terms {
  /** Counts this table's proposals from 1. */
  readonly number: number;
  /** Of the player who made it. */
  readonly seat: number;
  /** Hands begun when it was made. */
  readonly hand: number;
  readonly yes: readonly string[];
  /** Everybody agrees: it holds from the next hand on. */
  readonly passed: boolean;
}

/** Players who would close the table for good (house/closing.ts). */
export interface ClosingWords {
  /** In the order in which they said so; empty after somebody's no. */
  readonly yes: readonly string[];
  /** Hands begun, and fair time, when the first of them said so, or the one said no. */
  readonly hand: number;
  readonly timeMs: number;
}

/** Somebody who asks to be let in, as far as those who play have said something about it (house/consent.ts). */
export interface Asking {
  /** Key in hexadecimal; role by wire number; NO_SEAT for a witness. */
  readonly player: string;
  readonly role: number;
  readonly seat: number;
  /** Whose word began it, and hands begun by then. */
  readonly by: string;
  readonly hand: number;
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** The creator has said yes: until then the others may object. */
  readonly objection: Deadline | undefined;
  /** The creator is there and has said nothing: until then it is waited for. */
  readonly silence: Deadline | undefined;
  /** Somebody has objected, or the creator was silent: those who are seated decide. */
  readonly voted: boolean;
  /** The creator's word was not objected to. */
  readonly granted: boolean;
}

/** Who comes to this table, and how: of tables of the second version, once there is something to say. */
export interface Door {
  readonly asking: readonly Asking[];
  /** Players who were let in by one person's word, and whose. */
  readonly guests: readonly { readonly player: string; readonly by: string }[];
  /** Players who left only by being absent, the last ones: they come back without asking. */
  readonly absent: readonly string[];
}

export interface House {
  readonly pause: Pause | undefined;
  /** Who asked for pauses lately, and the hands begun by then. */
  readonly pauses: readonly { readonly player: string; readonly hand: number }[];
  readonly removals: readonly Removal[];
  /** Players who were voted out, the last ones. */
  readonly barred: readonly string[];
  readonly terms: TermsProposal | undefined;
  /** Proposals made so far, and who made the last ones after how many hands. */
  readonly termsMade: number;
  readonly proposers: readonly { readonly player: string; readonly hand: number }[];
  /** What was agreed on; undefined: as the configuration says. */
  readonly actionTimeMs: number | undefined;
  /** Undefined as long as nobody has spoken of it. */
  readonly closing?: ClosingWords | undefined;
  /** Undefined as long as nobody has asked or been missed. */
  readonly door: Door | undefined;
}

export const emptyHouse: House = {
  pause: undefined,
  pauses: [],
  removals: [],
  barred: [],
  terms: undefined,
  termsMade: 0,
  proposers: [],
  actionTimeMs: undefined,
  door: undefined,
};
