import type { Refusal, RefusalCode } from './state.ts';

export function refuse(code: RefusalCode): Refusal {
  return { code };
}

/** An operation was applied that `verify…` refuses: the caller's mistake; the state is untouched. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  constructor(readonly code: RefusalCode) {
    super(code);
  }
}

/** @throws RuleError if there is a refusal */
export function demand(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new RuleError(refusal.code);
}
