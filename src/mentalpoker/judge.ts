/** What a check says, or the decoding error it ends with, as a verdict. */
import { DecodeError } from '../codec/decode.ts';
import type { Refusal, Statement, Verdict } from './statement.ts';
import { isWellFormed } from './statementBytes.ts';

export function judgedBy(statement: Statement, holds: () => boolean): Verdict {
  if (!isWellFormed(statement)) return { ok: false, reason: 'malformed' };
  try {
    return holds() ? { ok: true } : { ok: false, reason: 'proof-fails' };
  } catch (error) {
    // Anything else is a fault of this machine (a dead backend, say), never a verdict.
    if (error instanceof DecodeError) return { ok: false, reason: refusalOf(error) };
    throw error;
  }
}

function refusalOf(error: DecodeError): Refusal {
  switch (error.reason) {
    case 'bad-point':
    case 'bad-scalar':
    case 'out-of-range':
      return error.reason;
    default:
      return 'malformed';
  }
}
