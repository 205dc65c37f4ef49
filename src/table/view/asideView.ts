/** What a screen shows of hands that were set aside. */

import { judgeVoid, unfinished } from '../hand/aside.ts';
import { chipsIn } from '../state/chips.ts';
import { nicknameOf, validatorOf } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import type { AsideView } from './shapes.ts';

/** Hands that are set aside, or were and go on with somebody wishing them void. */
export function asidePart(state: TableState, seat: number | undefined): AsideView[] {
  const name = (s: number): string => nicknameOf(state, s) ?? '';
  return unfinished(state).map((a) => ({
    hand: a.hand.hand,
    chips: chipsIn(a.hand),
    waitsFor: a.hand.dealtIn.filter((s) => validatorOf(state, s) === undefined).map(name),
    agreed: a.agreed.map(name),
    mayAgree: seat !== undefined && judgeVoid(state, seat, a.hand.hand) === undefined,
  }));
}
