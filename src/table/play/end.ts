/** A hand's end: pots are paid, or every chip goes back; then credits, who is out, and whether the table is over. */
import type { LifeRequest } from '../../poker/life/requests.ts';
import { settleHand } from '../../poker/life/settle.ts';
import type { TableLife } from '../../poker/life/state.ts';
import { finalStacks, results } from '../hand/engine.ts';
import { tellPlaces } from '../hand/tournament.ts';
import { reconsider, settleAccounts } from '../house/requests.ts';
import { askKey } from '../key/generation.ts';
import type { VoidReason } from '../refusal.ts';
import { emit } from '../state/events.ts';
import { noteHand, stacksMoved } from '../state/ledger.ts';
import { lifeSeat, payCredits, request, seatRecord } from '../state/seats.ts';
import type { EventKind, HandOutcome, TableHand, TableState } from '../state/state.ts';
import { securityPaid } from './security.ts';

/** The rules say it is over: pots are paid. */
export function finishHand(before: TableState): TableState {
  const hand = before.hand!;
  const { state, stacks: afterPots, paid } = securityPaid(before, hand, finalStacks(hand.engine));
  const outcome: HandOutcome = {
    seats: results(hand.engine),
    voidReason: undefined,
    ...(paid.length === 0 ? {} : { security: paid }),
  };
  const stacks = afterPots.map(({ seat, stackChips }) => ({
    seat,
    stackChips: stackChips + (seatRecord(state, seat)?.creditChips ?? 0),
  }));
  const life = lifeAfter(state, stacks);
  const seats = state.seats.map((s) => (hand.dealtIn.includes(s.seat) ? { ...s, creditChips: 0 } : s));
  const won = (seat: number): number => {
    const after = stacks.find((s) => s.seat === seat);
    return after === undefined ? 0 : after.stackChips - (lifeSeat(state.life, seat)?.stackChips ?? 0);
  };
  const counted = stacksMoved(state, life, won);
  return close({ ...counted, seats, hand: { ...hand, phase: 'done', outcome } }, life);
}

/** The life after this hand, if these are its stacks. */
export function lifeAfter(
  state: TableState,
  stacks: readonly { readonly seat: number; readonly stackChips: number }[],
): TableLife {
  const settled = settleHand(state.life, stacks, state.timeMs);
  // Who was gone to the end is not dealt in again until it says that it is back.
  return state.hand!.absent.reduce((l, seat) => request(l, { kind: 'sitOut', seat }), settled);
}

/**
 * Every chip goes back where it was: a card that nobody can find, or a card twice (the CRS is broken); or everybody in
 * the hand wants it so ('agreed').
 */
export function voidHand(state: TableState, reason: VoidReason): TableState {
  const hand = state.hand!;
  const outcome: HandOutcome = {
    seats: hand.dealtIn.map((seat) => ({ seat, netChips: 0, wonChips: 0, handName: undefined })),
    voidReason: reason,
  };
  const next: TableState = {
    ...state,
    carryChips: state.carryChips + hand.deadChips,
    hand: { ...hand, phase: 'done', outcome },
  };
  const life = replayRequests(hand);
  const told: [EventKind, { text: string }] =
    reason === 'agreed' || reason === 'withheld'
      ? ['voided', { text: String(hand.hand) }]
      : ['fault', { text: reason }];
  return close(
    emit(
      stacksMoved(next, life, () => 0),
      ...told,
    ),
    spendNumber(life, hand),
  );
}

/** No hand number is used again: keys and proofs are bound to it. Button and blinds stay as they were. */
export function spendNumber(life: TableLife, hand: TableHand): TableLife {
  return { ...life, handsBegun: hand.hand };
}

/** Common end: credits reach the stacks, whoever has nothing left is out, one survivor ends the table. */
export function close(state: TableState, life: TableLife): TableState {
  const hand = state.hand!;
  let next = payCredits(noteHand(askKey(state), hand), { ...life, ...hand.resumed?.places });
  const settled = next.life;
  for (const seat of new Set([...hand.dealtIn, ...hand.dropped])) {
    if (lifeSeat(settled, seat)?.stackChips === 0) next = emit(next, 'busted', { seat });
  }
  next = emit(tellPlaces(next, state.life), 'hand-over', { text: String(hand.hand) });
  return reconsider(settleAccounts(next));
}

/** The life before the hand, with what was asked for since. */
export function replayRequests(hand: TableHand, which: (r: LifeRequest) => boolean = () => true): TableLife {
  return hand.requests.filter(which).reduce(request, hand.lifeBefore);
}
