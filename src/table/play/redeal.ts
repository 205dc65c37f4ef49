/**
 * A redeal: a new attempt at the same hand without the seats that failed, with new keys, a new deck and positions fixed
 * anew. Before every dealt-in seat's first shares are in, whoever breaks off may have seen its own cards, so it pays
 * two big blinds or its forced bets, whichever is more, into the redealt pot.
 */

import { beginHand, type HandOptions, straddleSeat } from '../../poker/life/blinds.ts';
import type { TableLife } from '../../poker/life/state.ts';
import { freshDeck } from '../deck/nextDeck.ts';
import { drainRecords } from '../hand/records.ts';
import { charge, tellPlaces } from '../hand/tournament.ts';
import { settleAccounts } from '../house/requests.ts';
import { committedChips } from '../state/chips.ts';
import { emit } from '../state/events.ts';
import { stacksMoved } from '../state/ledger.ts';
import { limits } from '../state/limits.ts';
import { addChips, lifeSeat, request } from '../state/seats.ts';
import type { HandOutcome, TableHand, TableState } from '../state/state.ts';
import { newAttempt } from './begin.ts';
import { close, replayRequests, spendNumber } from './end.ts';

/**
 * Deals the hand again without the failed seats (their failures are already recorded).
 * With nobody failed it is a plain new attempt. With one seat left, that seat has the penalties; with none
 * left nobody pays, and a pot that was there already opens the next hand.
 */
export function redeal(state: TableState, failed: readonly number[]): TableState {
  const hand = state.hand!;
  const left = hand.dealtIn.filter((s) => !failed.includes(s));
  // Who fails pays before it leaves.
  const fees = left.length === 0 ? [] : failed.map((seat) => ({ seat, chips: penaltyOf(hand, seat) }));
  const replayed = replayRequests(hand, (r) => r.kind !== 'standUp');
  const charged = charge(replayed, fees);
  const lost = (seat: number): number =>
    (lifeSeat(charged.life, seat)?.stackChips ?? 0) - (lifeSeat(replayed, seat)?.stackChips ?? 0);
  const seated = failed.reduce((l, seat) => request(l, { kind: 'sitOut', seat }), charged.life);
  const life = hand.requests.filter((r) => r.kind === 'standUp').reduce(request, seated);
  const deadChips = hand.deadChips + charged.chips;
  const paid = stacksMoved(state, life, lost);
  const dropped = [...hand.dropped, ...failed];
  const attempt = hand.attempt + 1;
  // Who came while the hand was set aside has no part in it.
  const strangers =
    hand.resumed === undefined
      ? []
      : life.seats.flatMap((s) => (s !== null && !hand.dealtIn.includes(s.seat) ? [s.seat] : []));
  const options: HandOptions = {
    ...(hand.plan.bombPot ? { bombPot: { optOut: [] } } : {}),
    without: [...dropped, ...strangers],
  };
  const begun =
    attempt - hand.firstAttempt < limits.attempts ? beginHand(life, state.timeMs, options) : undefined;
  if (begun === undefined) return giveUp(paid, hand, life, left, deadChips, dropped);
  const straddler = hand.engine.setup.forced.find((f) => f.kind === 'straddle')?.seat;
  const next = {
    ...paid,
    life: { ...begun.life, ...hand.resumed?.places },
    hand: newAttempt(state, begun.plan, {
      resumed: hand.resumed,
      lifeBefore: life,
      attempt,
      firstAttempt: hand.firstAttempt,
      phase: 'keys',
      deck: freshDeck(state, hand.hand, attempt, begun.plan.dealtIn.length),
      deadChips,
      straddleSeat: straddleSeat(begun.plan, 'utg') === straddler ? straddler : undefined,
      dropped,
      proofs: hand.proofs,
      faults: hand.faults,
    }),
  };
  const told = tellPlaces(settleAccounts(next), state.life);
  return drainRecords(emit(told, 'redeal', { chips: deadChips, text: String(attempt) }));
}

/** At least two big blinds or all forced bets, whichever is more. */
function penaltyOf(hand: TableHand, seat: number): number {
  return Math.max(2 * hand.plan.bigBlindChips, committedChips(hand.engine, seat));
}

/** Nobody to deal again with: one seat left wins what lies there, otherwise it waits for the next hand. */
function giveUp(
  state: TableState,
  hand: TableHand,
  life: TableLife,
  left: readonly number[],
  deadChips: number,
  dropped: readonly number[],
): TableState {
  const winner = left.length === 1 && lifeSeat(life, left[0]!) !== undefined ? left[0] : undefined;
  const outcome: HandOutcome = {
    seats: hand.dealtIn.map((seat) => {
      const before = lifeSeat(hand.lifeBefore, seat)?.stackChips ?? 0;
      const wonChips = seat === winner ? deadChips : 0;
      return {
        seat,
        netChips: (lifeSeat(life, seat)?.stackChips ?? 0) - before + wonChips,
        wonChips,
        handName: undefined,
      };
    }),
    voidReason: 'not-enough-players',
  };
  let next: TableState = {
    ...state,
    life: winner === undefined ? life : addChips(life, winner, deadChips),
    carryChips: winner === undefined ? state.carryChips + deadChips : state.carryChips,
    hand: { ...hand, phase: 'done', dropped, outcome },
  };
  if (winner !== undefined && deadChips > 0) next = emit(next, 'win', { seat: winner, chips: deadChips });
  return close(next, spendNumber(next.life, hand));
}
