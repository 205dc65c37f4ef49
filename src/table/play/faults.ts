/** What is held against a seat: noted for every screen; a proven lie costs bond, seat and hand. */

import { SIGNED_ON } from '../../codec/transactions.ts';
import { whereIs } from '../epoch/evidence.ts';
import { killHand } from '../hand/engine.ts';
import { tellPlaces } from '../hand/tournament.ts';
import { reconsider, settleAccounts } from '../house/requests.ts';
import type { FaultReason } from '../refusal.ts';
import { emit } from '../state/events.ts';
import {
  grant,
  payCredits,
  survivors,
  validatorOf,
  withHand,
  withSeat,
  withValidator,
} from '../state/seats.ts';
import type { FaultRecord, FaultStep, PastEpoch, TableHand, TableState } from '../state/state.ts';
import { redeal } from './redeal.ts';

/** A seat that failed, and at what. */
interface Failure {
  readonly seat: number;
  readonly step: FaultStep;
  /** The check that failed, or 'silent'. */
  readonly reason: FaultReason;
  readonly nonce: number | undefined;
  /** Digest of the failed statement. */
  readonly statement: string | undefined;
}

/**
 * Notes a failure for every screen; a lie (not mere silence) also costs the bond and the seat. `deck`: the one
 * it happened at, if it is not the hand's own.
 */
export function recordFailure(
  state: TableState,
  hand: TableHand,
  failure: Failure,
  deck: Pick<TableHand, 'hand' | 'attempt'> = hand,
): TableState {
  const fault: FaultRecord = { ...failure, hand: deck.hand, attempt: deck.attempt, height: state.height };
  const next = emit({ ...state, hand: { ...hand, faults: [...hand.faults, fault] } }, 'fault', {
    seat: failure.seat,
    text: `${failure.step}: ${failure.reason}`,
  });
  return failure.reason === 'silent'
    ? withSeat(next, failure.seat, { silent: true })
    : expel(next, failure.seat);
}

/**
 * A seat proven false leaves the hand that is on. Until the cards are dealt the hand is dealt anew without it;
 * afterwards it is never called off.
 */
export function dropFromHand(state: TableState, seat: number): TableState {
  const { hand } = state;
  if (hand === undefined || hand.phase === 'done' || !hand.dealtIn.includes(seat)) return state;
  if (hand.phase !== 'play') return redeal(state, [seat]);
  // Its hand is dead, its chips stay in the pot, and nobody waits for its shares any more.
  const absent = hand.absent.includes(seat) ? hand.absent : [...hand.absent, seat];
  return withHand(state, hand, { engine: killHand(hand.engine, seat), absent });
}

/** Thrown out; the bond goes to the others, the stack stays in its name. */
function expel(state: TableState, seat: number): TableState {
  const author = validatorOf(state, seat);
  const out = grant(state, { kind: 'expel', seat });
  const marked = author === undefined ? out : withValidator(out, author, { expelled: true });
  return shareBond(marked, seat);
}

/** The bond goes to the others in equal parts, odd chips clockwise from the seat. */
function shareBond(state: TableState, seat: number): TableState {
  const bond = state.seats.find((s) => s.seat === seat)?.bondChips ?? 0;
  let next = withSeat(state, seat, { bondChips: 0 });
  const others = survivors(next).filter((s) => s !== seat);
  if (bond === 0) return next;
  if (others.length === 0) return { ...next, carryChips: next.carryChips + bond };
  const clockwise = [...others.filter((s) => s > seat), ...others.filter((s) => s < seat)];
  const each = Math.floor(bond / clockwise.length);
  let odd = bond - each * clockwise.length;
  for (const s of clockwise) {
    const credit = next.seats.find((x) => x.seat === s)?.creditChips ?? 0;
    next = withSeat(next, s, { creditChips: credit + each + (odd > 0 ? 1 : 0) });
    if (odd > 0) odd -= 1;
  }
  return next;
}

/** Both signatures hold. */
export function convict(state: TableState, accused: number): TableState {
  return punish(state, accused, 'equivocation', 'two-blocks', undefined);
}

/** Both signatures hold, for an epoch before this one: the key pays with what it has now, once for that epoch. */
export function convictPast(state: TableState, past: PastEpoch, accused: number, kind: number): TableState {
  const key = past.keys[accused]!;
  const convicted = [...past.convicted, accused].sort((a, b) => a - b);
  const pastEpochs = state.pastEpochs?.map((p) => (p.epoch === past.epoch ? { ...p, convicted } : p));
  const noted = { ...state, pastEpochs };
  const { author, seat } = whereIs(state, key);
  const reason = kind === SIGNED_ON ? 'signed-on' : 'two-blocks';
  if (author !== undefined) return punish(noted, author, 'equivocation', reason, undefined);
  if (seat === undefined) return noted;
  // It is away, and its seat waits for a hand that was set aside: that is still played, without its bond.
  const told = emit(noted, 'fault', { seat, text: `equivocation: ${reason}` });
  if (state.closed !== undefined) return told;
  const shared = shareBond(told, seat);
  return reconsider(settleAccounts(tellPlaces(payCredits(shared, shared.life), state.life)));
}

/** They do not: `author` made it up. */
export function convictAccuser(state: TableState, author: number, nonce: number): TableState {
  return punish(state, author, 'evidence', 'false-evidence', nonce);
}

/** What was verified of its own does not hold. */
export const convictOf = punish;

/** As for a proof that fails, at any time and for any validator: bond, seat and hand. */
function punish(
  state: TableState,
  author: number,
  step: FaultStep,
  reason: FaultReason,
  nonce: number | undefined,
): TableState {
  const { seat, nickname } = state.validators[author]!;
  const { hand } = state;
  const marked = withValidator(state, author, { expelled: true });
  const text = `${step}: ${reason}`;
  // Everybody's chips are settled.
  if (state.closed !== undefined) return emit(marked, 'fault', { seat, nickname, text });
  // A witness has neither bond nor cards; it loses its vote.
  if (seat === undefined) return emit(marked, 'fault', { nickname, text });
  const told =
    hand === undefined
      ? expel(emit(marked, 'fault', { seat, text }), seat)
      : recordFailure(marked, hand, { seat, step, reason, nonce, statement: undefined });
  if (hand !== undefined && hand.phase !== 'done') return dropFromHand(told, seat);
  return reconsider(settleAccounts(tellPlaces(payCredits(told, told.life), state.life)));
}
