/**
 * Statements: everything about the deck, and about the table's key, that one claims and every other must verify. A
 * statement holds all a verifier needs, so a verdict is a function of its bytes alone: whoever holds the log can
 * rebuild it and come to the same verdict. Plain data throughout (it crosses worker boundaries).
 *
 * `author` is the seat number. Receivers of escrow are validators, counted from 1 (validator index + 1),
 * because witnesses receive too and have no seat.
 */
import type { DeckContext } from './context.ts';
import type { KeyStatement } from './threshold/statements.ts';
import type { WinClaim } from './winClaim.ts';

/** Hand key of a dealt-in player, with its proof of knowledge (80 bytes). */
export interface HandKeyStatement {
  kind: 'handKey';
  ctx: DeckContext;
  author: number;
  publicKey: Uint8Array;
  proof: Uint8Array;
}

/** Escrow key of a validator for a whole epoch: `ctx.hand` and `ctx.attempt` are 0. */
export interface EscrowKeyStatement {
  kind: 'escrowKey';
  ctx: DeckContext;
  /** Validator index + 1. */
  receiver: number;
  publicKey: Uint8Array;
  proof: Uint8Array;
}

/** `output` re-encrypts and permutes `input` under `joint`. `step` counts the shufflers of the chain from 0. */
export interface ShuffleStatement {
  kind: 'shuffle';
  ctx: DeckContext;
  author: number;
  step: number;
  joint: Uint8Array;
  input: Uint8Array;
  output: Uint8Array;
  proof: Uint8Array;
}

/** Who may open escrowed shares, and how many of them it takes. */
export interface EscrowTerms {
  /** t: receivers needed to open: a quorum of the validators, the owner counted. */
  threshold: number;
  /** Every other validator with its escrow key, ascending by index (validator index + 1; 0 is refused). */
  receivers: { index: number; key: Uint8Array }[];
  /** Positions opened later in the hand, strictly ascending. */
  positions: number[];
}

/** Decryption shares `secret · C1` at `positions` of the committed deck; with escrow of later positions or without. */
export interface SharesStatement {
  kind: 'shares';
  ctx: DeckContext;
  author: number;
  publicKey: Uint8Array;
  joint: Uint8Array;
  /** The whole committed deck. */
  deck: Uint8Array;
  positions: number[];
  /** 48 bytes a position, in their order. */
  shares: Uint8Array;
  proof: Uint8Array;
  /** Present exactly where the table demands escrow with this message. */
  escrow?: EscrowTerms & { message: Uint8Array };
}

/** A receiver's openings of what an absent player escrowed to it. */
export interface EscrowOpenStatement {
  kind: 'escrowOpen';
  ctx: DeckContext;
  /** Validator index + 1 of whoever opens. */
  receiver: number;
  receiverKey: Uint8Array;
  /** Seat of the absent player. */
  owner: number;
  joint: Uint8Array;
  deck: Uint8Array;
  /** What the owner escrowed, already verified with its shares. */
  escrow: EscrowTerms & { message: Uint8Array };
  /** Positions opened now, a subset of the escrow's, strictly ascending. */
  positions: number[];
  /** 48 bytes a position. */
  openings: Uint8Array;
  proof: Uint8Array;
}

/** Two closed hole cards are one of the pairs that win: a hand that takes its pots unseen. */
export interface WinStatement extends WinClaim {
  kind: 'win';
  proof: Uint8Array;
}

export type DeckStatement =
  | HandKeyStatement
  | EscrowKeyStatement
  | ShuffleStatement
  | SharesStatement
  | EscrowOpenStatement
  | WinStatement;

export type Statement = DeckStatement | KeyStatement;

export type { Refusal, Verdict } from './verdict.ts';
