/**
 * What a seat asks of the table between hands: sit down again, stand up, sit out, sit in, more chips. The
 * rules judge it (poker/life/requests.ts); what concerns a seat in the hand that is on waits for its end.
 *
 * Upon leaving: stack and bond go with the player, the seat is empty; blinds already posted stay in the pot,
 *   and who sits down again owes both blinds or waits for the big one, so nothing is dodged by leaving.
 * Upon more chips (a rebuy too): they are new chips at this table; `broughtChips` keeps count of them.
 */
import { toHex } from '../../codec/decode.ts';
import type { Transaction, TransactionOf } from '../../codec/transactions.ts';
import { type LifeRequest, verifyRequest } from '../../poker/life/requests.ts';
import { isOver } from '../../poker/life/state.ts';
import { answerable } from '../deck/nextDeck.ts';
import { isTied } from '../hand/aside.ts';
import type { TableRefusal } from '../refusal.ts';
import { disarm } from '../state/deadline.ts';
import { emit } from '../state/events.ts';
import { leftBehind, moved } from '../state/ledger.ts';
import { limits } from '../state/limits.ts';
import { addChips, grant, lifeSeat, seatRecord, survivors, totalChips, withSeat } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import { isBarred, noteRequest, tooManyRequests } from './asking.ts';

type SeatTransaction = TransactionOf<'sitDown' | 'standUp' | 'sitOut' | 'sitIn' | 'topUp'>;

export function isSeatTransaction(tx: Transaction): tx is SeatTransaction {
  return ['sitDown', 'standUp', 'sitOut', 'sitIn', 'topUp'].includes(tx.kind);
}

/** The request in the words of the rules; undefined for one that nobody may make for this seat. */
function lifeRequest(
  state: TableState,
  author: number,
  seat: number,
  tx: SeatTransaction,
): LifeRequest | undefined {
  switch (tx.kind) {
    case 'sitDown': {
      // Everybody has the seat that the genesis gave; others come in with a new epoch.
      const key = state.validators[author]?.key;
      if (key === undefined || tx.body.seat !== seat || toHex(tx.body.key) !== toHex(key)) return undefined;
      const chips = tx.body.chips - state.config.bondChips;
      return { kind: 'sitDown', seat, player: toHex(key), chips, comeBack: 'wait' };
    }
    case 'sitIn':
      return { kind: 'sitIn', seat, comeBack: tx.body.comeBack === 1 ? 'wait' : 'post' };
    case 'topUp':
      return { kind: 'topUp', seat, chips: tx.body.chips };
    default:
      return { kind: tx.kind, seat };
  }
}

export function judgeRequest(
  state: TableState,
  author: number,
  seat: number,
  tx: SeatTransaction,
): TableRefusal | undefined {
  if (tooManyRequests(state, author)) return 'request-limit';
  const request = lifeRequest(state, author, seat, tx);
  if (request === undefined) return 'not-your-seat';
  if (tx.kind === 'sitDown' && isBarred(state, tx.body.key)) return 'voted-out';
  if ((tx.kind === 'topUp' || tx.kind === 'sitDown') && totalChips(state) + tx.body.chips > limits.tableChips)
    return 'too-many-chips';
  // Its key is needed for the deck of a hand that is set aside.
  if (tx.kind === 'standUp' && isTied(state, seat)) return 'hand-aside';
  if (tx.kind === 'sitIn' && seatRecord(state, seat)?.disqualified === true) return 'disqualified';
  return verifyRequest(state.life, request)?.code;
}

/** A request that `judgeRequest` lets pass. */
export function applyLifeRequest(
  state: TableState,
  author: number,
  seat: number,
  tx: SeatTransaction,
): TableState {
  const next = settleAccounts(grant(noteRequest(state, author), lifeRequest(state, author, seat, tx)!));
  switch (tx.kind) {
    case 'sitDown': {
      const { bondChips } = state.config;
      const seated = withSeat(next, seat, { bondChips });
      return reconsider(
        emit(moved(seated, toHex(tx.body.key), bondChips, seat), 'sit-down', { seat, chips: tx.body.chips }),
      );
    }
    case 'standUp':
      return reconsider(emit(next, 'leave', { seat }));
    case 'topUp':
      return reconsider(emit(next, 'top-up', { seat, chips: tx.body.chips }));
    case 'sitOut':
      return emit(next, 'sit-out', { seat });
    case 'sitIn':
      return emit(withSeat(next, seat, { silent: false }), 'sit-in', { seat });
  }
}

/** Bonds and credits of seats whose player has left go with the player, once it has nothing left to answer for. */
export function settleAccounts(state: TableState): TableState {
  const held = answerable(state);
  return state.seats.reduce((s, { seat }) => {
    const record = seatRecord(s, seat)!;
    const gone = record.bondChips + record.creditChips;
    if (lifeSeat(s.life, seat) !== undefined || gone === 0 || held.includes(seat)) return s;
    return leftBehind(withSeat(s, seat, { bondChips: 0, creditChips: 0 }), seat, gone);
  }, state);
}

/** Is the game over, or is it on again? Asked whenever a hand is over and whenever somebody comes or goes. */
export function reconsider(state: TableState): TableState {
  if (state.hand !== undefined && state.hand.phase !== 'done') return state;
  // A pot that is set aside is still to be won.
  const over = isOver(state.life) && state.aside.length === 0;
  if (over === state.over) return state;
  if (!over) return { ...state, over };
  const last = survivors(state)[0];
  const paid =
    last === undefined
      ? state
      : // Nobody is left to play for a pot carried over.
        { ...state, life: addChips(state.life, last, state.carryChips), carryChips: 0 };
  return emit(disarm({ ...paid, over }), 'table-over', { seat: last });
}
