/**
 * What a sit-and-go adds at the table: who went out where, blinds of seats that are not there, and a clock
 * that stands still while nothing is committed.
 */
import { deadlineRules } from '../../consensus/deadline.ts';
import type { HandPlan, TableLife } from '../../poker/life/state.ts';
import { eliminate, pauseClock, resumeClock } from '../../poker/life/tournament.ts';
import { emit } from '../state/events.ts';
import { addChips, lifeSeat } from '../state/seats.ts';
import type { ArmedDeadline, TableState } from '../state/state.ts';

/** Tells who has gone out since `before`. */
export function tellPlaces(state: TableState, before: TableLife): TableState {
  const told = new Set(before.tournament?.finished.map((f) => f.seat));
  const fresh = state.life.tournament?.finished.filter((f) => !told.has(f.seat)) ?? [];
  return fresh.reduce(
    (s, f) => emit(s, 'place', { seat: f.seat, chips: f.prizeChips, text: String(f.place) }),
    state,
  );
}

/** Takes chips from seats outside the hand; who has none left is out of the tournament at once. */
export function charge(
  life: TableLife,
  fees: readonly { readonly seat: number; readonly chips: number }[],
): { readonly life: TableLife; readonly chips: number } {
  let next = life;
  let chips = 0;
  const gone: Parameters<typeof eliminate>[1][number][] = [];
  for (const fee of fees) {
    const before = lifeSeat(next, fee.seat);
    const paid = Math.min(fee.chips, before?.stackChips ?? 0);
    if (before === undefined || paid === 0) continue;
    next = addChips(next, fee.seat, -paid);
    chips += paid;
    const after = lifeSeat(next, fee.seat)!;
    if (after.stackChips === 0 && after.status !== 'expelled')
      gone.push({ seat: after, stackBefore: before.stackChips });
  }
  return { life: eliminate(next, gone), chips };
}

/**
 * Seats whose tab said nothing last time it was needed, and which have not come back: dealing to them stops the game.
 */
export function silentSeats(state: TableState): number[] {
  if (state.life.tournament === null) return [];
  return state.seats.flatMap(({ seat, silent }) =>
    silent && lifeSeat(state.life, seat)?.status === 'sitting-out' ? [seat] : [],
  );
}

/** Antes, and both blinds when the big blind passes, of seats that a tournament hand leaves out. */
export function feesOf(
  before: TableLife,
  plan: HandPlan,
  seats: readonly number[],
): { seat: number; chips: number }[] {
  const { bigBlindSeat: last, rules } = before;
  const distance = (from: number, to: number): number => ((to - from - 1 + rules.seats) % rules.seats) + 1;
  return seats.map((seat) => {
    const passed = last !== null && distance(last, seat) < distance(last, plan.bigBlindSeat);
    const ante = plan.ante.kind === 'each' ? plan.ante.chips : 0;
    return { seat, chips: ante + (passed ? plan.smallBlindChips + plan.bigBlindChips : 0) };
  });
}

/**
 * Time in which nothing could be committed does not count for the level. A table that works commits a slot at
 * the latest when its deadline is due; what goes beyond that, with the usual tolerance, was a halt.
 */
export function withoutHalt(
  state: TableState,
  armed: ArmedDeadline | undefined,
  fromMs: number,
  toMs: number,
): TableState {
  const { life, hand } = state;
  if (life.tournament === null || life.tournament.clockMs === null) return state;
  const due = armed?.deadline.dueMs ?? fromMs;
  const workedUntilMs = Math.max(fromMs, due) + deadlineRules.graceMs + deadlineRules.haltedMs;
  if (toMs <= workedUntilMs) return state;
  const shift = (l: TableLife): TableLife => resumeClock(pauseClock(l, workedUntilMs), toMs);
  return {
    ...state,
    life: shift(life),
    hand:
      hand === undefined || hand.phase === 'done' ? hand : { ...hand, lifeBefore: shift(hand.lifeBefore) },
  };
}
