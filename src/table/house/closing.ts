/**
 * Closing a table for good, by the word of everybody who sits at it (docs/PROTOCOL.md, Closing). From the second rules
 * on.
 *
 * Upon a seated player's word that the table be closed: it stands for `limits.voteHands` hands, also in the epochs that
 *   follow, and everybody else who sits there is asked.
 * Upon anybody's no: nobody has said anything, and nobody asks again for `limits.requestWindowMs`.
 * Upon everybody's word who sits there, there or not, and no hand being on: closed. Who has left, is leaving with the
 *   hand, or was left out of the epoch is not asked; in a tournament that is over, nor is who is out.
 * Upon anything after that but evidence: refused, in this slot and for ever. No epoch ends any more, no chip moves.
 */
import { equalBytes, toHex } from '../../codec/decode.ts';
import type { BodyOf, TransactionKind } from '../../codec/transactions.ts';
import { onSlot } from '../../consensus/deadline.ts';
import { namesState } from '../../consensus/rules.ts';
import type { TableRefusal } from '../refusal.ts';
import { arm, disarm } from '../state/deadline.ts';
import { emit } from '../state/events.ts';
import type { ClosingWords } from '../state/houseState.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { lifeSeat, withHouse } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import { noteRequest, seatedPlayer, tooManyRequests } from './asking.ts';
import { settleAccounts } from './requests.ts';

/** Is a table closed to this kind of transaction? */
export const isShut = ({ closed }: TableState, kind: TransactionKind): boolean =>
  closed !== undefined && kind !== 'evidence';

/** Words that stand; undefined where there are none. */
export function openClosing({ house, life }: TableState): ClosingWords | undefined {
  const { closing } = house;
  if (closing === undefined || closing.yes.length === 0) return undefined;
  return life.handsBegun - closing.hand < limits.voteHands ? closing : undefined;
}

/** Without whose word the table is not closed, by keys. */
export function askedToClose(state: TableState): string[] {
  const { life } = state;
  return state.validators.flatMap((v) => {
    const player = seatedPlayer(state, v);
    const isOut = life.tournament !== null && lifeSeat(life, v.seat!)?.status === 'busted';
    return player === undefined || isOut ? [] : [player];
  });
}

export function judgeClose(
  state: TableState,
  author: number,
  { instance, agree }: BodyOf<'close'>,
): TableRefusal | undefined {
  if (!namesState(rulesOf(state.config))) return 'not-offered';
  if (!equalBytes(instance, state.instance)) return 'stale';
  const player = seatedPlayer(state, state.validators[author]);
  if (player === undefined) return 'not-seated';
  const { tournament } = state.life;
  if (tournament !== null && !tournament.over) return 'tournament-closed';
  if (tooManyRequests(state, author)) return 'request-limit';
  const open = openClosing(state);
  if (agree !== 1) return open === undefined ? 'stale' : undefined;
  if (open !== undefined) return open.yes.includes(player) ? 'already-voted' : undefined;
  const { closing } = state.house;
  const refusedLately = closing?.yes.length === 0 && state.timeMs - closing.timeMs < limits.requestWindowMs;
  return refusedLately ? 'request-limit' : undefined;
}

/** What `judgeClose` lets pass. */
export function applyClose(state: TableState, author: number, agree: number): TableState {
  const { key, seat } = state.validators[author]!;
  const { timeMs } = state;
  const noted = noteRequest(state, author);
  const now = { hand: state.life.handsBegun, timeMs };
  if (agree !== 1) return emit(withHouse(noted, { closing: { yes: [], ...now } }), 'terms-no', { seat });
  const open = openClosing(state) ?? { yes: [], ...now };
  const closing = { ...open, yes: [...open.yes, toHex(key)] };
  return withHouse(noted, { closing });
}

/** Closed, where everybody has said so and nothing is on; undefined else. */
export function closedNow(state: TableState): TableState | undefined {
  const { hand, epochEnds, height, timeMs } = state;
  if (epochEnds || state.closed !== undefined || (hand !== undefined && hand.phase !== 'done'))
    return undefined;
  const open = openClosing(state);
  const asked = open === undefined ? [] : askedToClose(state);
  if (asked.length === 0 || !asked.every((player) => open!.yes.includes(player))) return undefined;
  const bare = { ...state, nextDeck: undefined, joins: [], straddleNext: undefined };
  const quiet = withHouse(bare, { closing: undefined, pause: undefined, terms: undefined, removals: [] });
  const closed = { ...settleAccounts(quiet), over: true, closed: { height, timeMs } };
  // Rounds go on for a moment, so that everybody's blocks say that it is.
  return arm(disarm(emit(closed, 'table-over')), 'closed', 0);
}

/** A slot of a table that is closed: time goes on, and nothing else. */
export function tickClosed(
  state: TableState,
  { height, round, timeMs }: Pick<TableState, 'height' | 'round' | 'timeMs'>,
): TableState {
  const now = { ...state, height, round, timeMs };
  const armed = now.deadline;
  if (armed === undefined) return now;
  const { deadline, fired } = onSlot(armed.deadline, now, rulesOf(now.config));
  if (fired) return disarm(now);
  return deadline === armed.deadline ? now : { ...now, deadline: { ...armed, deadline } };
}
