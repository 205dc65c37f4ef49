/**
 * Evidence of a failed verification: the statement itself. Whoever holds the log rebuilds the statement from
 * the accused's signed blocks, compares digests, and verifies again: nobody trusts the accuser.
 */
import { DecodeError } from '../codec/decode.ts';
import type { DeckCrypto } from './deckCrypto.ts';
import type { Refusal, Statement } from './statement.ts';
import { decodeStatement } from './statementBytes.ts';

export type Recheck =
  /** The statement does fail. Guilt needs one thing more: that the accused signed it (compare with the log). */
  | { kind: 'upheld'; statement: Statement; reason: Refusal }
  /** The statement holds: the accusation is the accuser's fault. */
  | { kind: 'false-accusation'; statement: Statement }
  /** The bytes are no statement at all. */
  | { kind: 'malformed' };

/** Judges evidence bytes made by `encodeStatement`. Never throws on hostile bytes. */
export function recheckEvidence(deck: DeckCrypto, evidence: Uint8Array): Recheck {
  let statement: Statement;
  try {
    statement = decodeStatement(evidence);
  } catch (error) {
    if (error instanceof DecodeError) return { kind: 'malformed' };
    throw error;
  }
  const verdict = deck.verifyStatement(statement);
  return verdict.ok
    ? { kind: 'false-accusation', statement }
    : { kind: 'upheld', statement, reason: verdict.reason };
}
