/** What a screen shows of closing the table for good. */
import { toHex } from '../../codec/decode.ts';
import { namesState } from '../../consensus/rules.ts';
import { askedToClose, judgeClose, openClosing } from '../house/closing.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { validatorOf } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import type { ClosingView } from './shapes.ts';

/** @param seat of the player who looks; undefined for everybody else. Undefined at tables that cannot be closed. */
export function closingPart(state: TableState, seat: number | undefined): ClosingView | undefined {
  if (!namesState(rulesOf(state.config))) return undefined;
  const author = seat === undefined ? undefined : validatorOf(state, seat);
  const may = (agree: number): boolean =>
    author !== undefined &&
    state.closed === undefined &&
    judgeClose(state, author, { instance: state.instance, agree }) === undefined;
  const yes = openClosing(state)?.yes ?? [];
  const asked = askedToClose(state);
  const named = (isMeant: (player: string) => boolean): string[] =>
    state.validators.flatMap((v) => (isMeant(toHex(v.key)) ? [v.nickname] : []));
  return {
    closed: state.closed !== undefined,
    agreed: named((player) => yes.includes(player)),
    waitsFor: yes.length === 0 ? [] : named((player) => asked.includes(player) && !yes.includes(player)),
    isAlone: asked.length === 1,
    youAgreed: author !== undefined && yes.includes(toHex(state.validators[author]!.key)),
    mayAgree: may(1),
    mayDecline: may(0),
  };
}
