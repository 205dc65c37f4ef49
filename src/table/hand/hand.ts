/**
 * A hand's beginning, its redeals and its end.
 *
 * A redeal is a new attempt at the same hand without the seats that failed: new keys, new deck, positions
 * fixed anew. Before every dealt-in seat's first shares are in, whoever breaks off may have seen its own
 * cards, so it pays two big blinds or its forced bets, whichever is more, into the redealt pot.
 */
import { beginHand, type HandOptions, planHand, straddleSeat } from '../../poker/life/blinds.ts';
import type { LifeRequest } from '../../poker/life/requests.ts';
import { settleHand } from '../../poker/life/settle.ts';
import type { HandPlan, TableLife } from '../../poker/life/state.ts';
import { pauseClock, resumeClock } from '../../poker/life/tournament.ts';
import { handEscrow } from '../deck/escrow.ts';
import { beginning, freshDeck } from '../deck/nextDeck.ts';
import { reconsider, settleAccounts } from '../house/requests.ts';
import type { FaultReason, VoidReason } from '../refusal.ts';
import { emit } from '../state/events.ts';
import { limits } from '../state/limits.ts';
import {
  addChips,
  grant,
  lifeSeat,
  payCredits,
  request,
  seatRecord,
  stackSum,
  survivors,
  validatorOf,
  withHand,
  withSeat,
  withValidator,
} from '../state/seats.ts';
import type {
  EventKind,
  FaultRecord,
  FaultStep,
  HandOutcome,
  TableHand,
  TableState,
} from '../state/state.ts';
import { resumeAside } from './aside.ts';
import { committedChips, finalStacks, killHand, openHand, results } from './engine.ts';
import { drainRecords } from './records.ts';
import { charge, feesOf, silentSeats, tellPlaces } from './tournament.ts';

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
 * Goes on with a hand that was set aside, if its players are here; else starts the next one if at least two can be
 * dealt in; otherwise nothing changes.
 */
export function startHand(state: TableState): TableState {
  const back = resumeAside(state);
  if (back !== undefined) return drainRecords(back);
  const begun = beginHandOf(state);
  if (begun === undefined) return { ...state, hand: undefined };
  const start = beginning(state, begun.plan);
  const deadChips = state.carryChips + begun.fees;
  const next = {
    ...state,
    life: begun.life,
    carryChips: 0,
    straddleNext: undefined,
    nextDeck: undefined,
    hand: newAttempt(state, begun.plan, {
      lifeBefore: begun.before,
      ...start,
      deadChips,
      straddleSeat: straddlerOf(state, begun.plan),
    }),
  };
  const told = emit(tellPlaces(next, state.life), 'hand-started', { text: String(begun.plan.hand) });
  const shufflers = next.hand.dealtIn.slice(0, start.deck.shuffles);
  return shufflers.reduce((s, seat) => emit(s, 'shuffled', { seat }), drainRecords(told));
}

/** What the next hand is, bomb pots included. */
export function handOptions(state: TableState): HandOptions {
  const { bombPotHands } = state.config;
  const bomb = bombPotHands > 0 && (state.life.handsBegun + 1) % bombPotHands === 0;
  return bomb ? { bombPot: { optOut: [] } } : {};
}

/** What the next hand begins from. Seats that have gone silent in a tournament are left out and pay what passes them, as far as two others are left. */
export function beginHandOf(
  state: TableState,
): (Begun & { readonly before: TableLife; readonly fees: number }) | undefined {
  const without = silentSeats(state);
  const plan = without.length > 0 ? planHand(state.life, state.timeMs, { without }) : undefined;
  const { life: before, chips: fees } =
    plan === undefined
      ? { life: state.life, chips: 0 }
      : charge(state.life, feesOf(state.life, plan, without));
  const options = plan === undefined ? handOptions(state) : { without };
  // Not enough for a bomb pot (debts come first) may still be enough for an ordinary hand.
  const begun = beginHand(before, state.timeMs, options) ?? beginHand(before, state.timeMs);
  return begun && { ...begun, before, fees };
}

type Begun = NonNullable<ReturnType<typeof beginHand>>;

/** Who announced a straddle for this hand and still is under the gun. */
function straddlerOf(state: TableState, plan: HandPlan): number | undefined {
  const { straddleNext } = state;
  if (straddleNext?.hand !== plan.hand) return undefined;
  return straddleSeat(plan, 'utg') === straddleNext.seat ? straddleNext.seat : undefined;
}

type Carried = Pick<TableHand, 'lifeBefore' | 'attempt' | 'firstAttempt' | 'phase' | 'deck' | 'deadChips'> &
  Partial<Pick<TableHand, 'dropped' | 'proofs' | 'faults' | 'resumed'>> & {
    readonly straddleSeat?: number | undefined;
  };

function newAttempt(
  state: TableState,
  plan: HandPlan,
  { straddleSeat: straddler, ...carried }: Carried,
): TableHand {
  const dealtIn = plan.dealtIn.map((d) => d.seat);
  const engine = openHand(plan, state.config, carried.deadChips, straddler);
  return {
    hand: plan.hand,
    dealtIn,
    plan,
    requests: [],
    dropped: [],
    mucked: [],
    escrow: handEscrow(state, engine),
    absent: [],
    suspended: false,
    engine,
    rabbit: undefined,
    resumed: undefined,
    recordsSeen: 0,
    proofs: [],
    faults: [],
    outcome: undefined,
    ...carried,
  };
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

/** Thrown out; the bond goes to the others in equal parts, odd chips clockwise from the seat; the stack stays in its name. */
export function expel(state: TableState, seat: number): TableState {
  const bond = state.seats.find((s) => s.seat === seat)?.bondChips ?? 0;
  const author = validatorOf(state, seat);
  const out = grant(state, { kind: 'expel', seat });
  const marked = author === undefined ? out : withValidator(out, author, { expelled: true });
  let next = withSeat(marked, seat, { bondChips: 0 });
  const others = survivors(next);
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
  const charged = charge(
    replayRequests(hand, (r) => r.kind !== 'standUp'),
    fees,
  );
  const seated = failed.reduce((l, seat) => request(l, { kind: 'sitOut', seat }), charged.life);
  const life = hand.requests.filter((r) => r.kind === 'standUp').reduce(request, seated);
  const deadChips = hand.deadChips + charged.chips;
  const paid = account(state, life, -charged.chips);
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

/** The life before the hand, with what was asked for since. */
function replayRequests(hand: TableHand, which: (r: LifeRequest) => boolean = () => true): TableLife {
  return hand.requests.filter(which).reduce(request, hand.lifeBefore);
}

/** Keeps count of chips that came or left when the stacks became those of `life`; `known` is what moved otherwise. */
function account(state: TableState, life: TableLife, known: number): TableState {
  const brought = stackSum(life) - stackSum(state.life) - known;
  return brought === 0 ? state : { ...state, broughtChips: state.broughtChips + brought };
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

/** The hand stands still as it is; the blinds' clock of a tournament stands with it. */
export function suspend(state: TableState): TableState {
  const hand = state.hand!;
  return { ...state, life: pauseClock(state.life, state.timeMs), hand: { ...hand, suspended: true } };
}

/** The table's clocks as they run again, if the hand stood still. */
export function resumed(state: TableState): TableState {
  if (state.hand?.suspended !== true) return state;
  return { ...state, life: resumeClock(state.life, state.timeMs) };
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
    reason === 'agreed' ? ['voided', { text: String(hand.hand) }] : ['fault', { text: reason }];
  return close(emit(account(next, life, 0), ...told), spendNumber(life, hand));
}

/** No hand number is used again: keys and proofs are bound to it. Button and blinds stay as they were. */
function spendNumber(life: TableLife, hand: TableHand): TableLife {
  return { ...life, handsBegun: hand.hand };
}

/** The rules say it is over: pots are paid. */
export function finishHand(state: TableState): TableState {
  const hand = state.hand!;
  const outcome: HandOutcome = { seats: results(hand.engine), voidReason: undefined };
  const stacks = finalStacks(hand.engine).map(({ seat, stackChips }) => ({
    seat,
    stackChips: stackChips + (seatRecord(state, seat)?.creditChips ?? 0),
  }));
  const life = lifeAfter(state, stacks);
  const seats = state.seats.map((s) => (hand.dealtIn.includes(s.seat) ? { ...s, creditChips: 0 } : s));
  const won = stacks.reduce(
    (sum, s) => sum + s.stackChips - (lifeSeat(state.life, s.seat)?.stackChips ?? 0),
    0,
  );
  const counted = account(state, life, won);
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

/** Common end: credits reach the stacks, whoever has nothing left is out, one survivor ends the table. */
function close(state: TableState, life: TableLife): TableState {
  const hand = state.hand!;
  let next = payCredits(state, { ...life, ...hand.resumed?.places });
  const settled = next.life;
  for (const seat of new Set([...hand.dealtIn, ...hand.dropped])) {
    if (lifeSeat(settled, seat)?.stackChips === 0) next = emit(next, 'busted', { seat });
  }
  next = emit(tellPlaces(next, state.life), 'hand-over', { text: String(hand.hand) });
  return reconsider(settleAccounts(next));
}
