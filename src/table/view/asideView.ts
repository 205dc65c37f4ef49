/** What a screen shows of hands that were set aside. */

import { judgeVoid, unfinished } from '../hand/aside.ts';
import { chipsIn } from '../state/chips.ts';
import { nicknameOf, validatorOf } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';

/** A hand that is set aside, or was and goes on with somebody wishing it void, as a screen shows it. */
export interface AsidePart {
  readonly hand: number;
  /** What lies in it. */
  readonly chips: number;
  /** Its players who are not here; empty while it is on. */
  readonly waitsFor: readonly string[];
  /** Who would have it void. */
  readonly agreed: readonly string[];
  /** This seat is in it and has not said so. */
  readonly mayAgree: boolean;
}

export function asidePart(state: TableState, seat: number | undefined): AsidePart[] {
  const name = (s: number): string => nicknameOf(state, s) ?? '';
  return unfinished(state).map((a) => ({
    hand: a.hand.hand,
    chips: chipsIn(a.hand),
    waitsFor: a.hand.dealtIn.filter((s) => validatorOf(state, s) === undefined).map(name),
    agreed: a.agreed.map(name),
    mayAgree: seat !== undefined && judgeVoid(state, seat, a.hand.hand) === undefined,
  }));
}
