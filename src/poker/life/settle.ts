/** The end of a hand, and what is noted of a seat while it acts: stacks, busts, pending requests, time. */
import { leave, topUp } from './requests.ts';
import { isDealtIn, type LifeSeat, NOTHING_PENDING, type TableLife, withSeat } from './state.ts';
import { eliminate } from './tournament.ts';

/** So many decisions in a row taken by the clock, and the player sits out. */
const TIMEOUTS_TO_SIT_OUT = 2;

/**
 * Ends the hand: new stacks, who is busted or out of the tournament, and what was asked for meanwhile.
 * @param stacks of every seat that was dealt in, after the hand
 * @throws Error without a hand, or when `stacks` are not those of its seats
 */
export function settleHand(
  life: TableLife,
  stacks: readonly { readonly seat: number; readonly stackChips: number }[],
  nowMs: number,
): TableLife {
  const plan = life.inHand;
  if (plan === null) throw new Error('no hand is being played');
  const after = new Map(stacks.map((s) => [s.seat, s.stackChips]));
  if (after.size !== plan.dealtIn.length || stacks.length !== after.size)
    throw new Error('one stack a seat, please');
  const gone: { seat: LifeSeat; stackBefore: number }[] = [];
  const seats = life.seats.map((s) => {
    if (s === null || !isDealtIn(life, s.seat)) return s;
    const stackChips = after.get(s.seat);
    if (stackChips === undefined || !Number.isSafeInteger(stackChips) || stackChips < 0)
      throw new Error(`no stack for seat ${s.seat}`);
    if (stackChips === 0 && s.status !== 'expelled') gone.push({ seat: s, stackBefore: s.stackChips });
    return settleSeat(life, s, stackChips);
  });
  let next: TableLife = { ...life, seats, inHand: null };
  if (next.tournament !== null) {
    const elapsedMs = next.tournament.clockMs === null ? 0 : Math.max(0, nowMs - next.tournament.clockMs);
    next = {
      ...next,
      tournament: {
        ...next.tournament,
        levelHands: next.tournament.levelHands + 1,
        levelElapsedMs: next.tournament.levelElapsedMs + elapsedMs,
        clockMs: next.tournament.clockMs === null ? null : nowMs,
      },
    };
  }
  next = eliminate(next, gone);
  for (const s of next.seats) if (s?.pending.leave) next = leave(next, s);
  return next;
}

function settleSeat(life: TableLife, s: LifeSeat, stackChips: number): LifeSeat {
  const { rules } = life;
  const timeBankMs = Math.min(rules.timeBankMs, s.timeBankMs + rules.timeBankRefillMs);
  const settled: LifeSeat = {
    ...s,
    stackChips,
    timeBankMs,
    pending: { ...NOTHING_PENDING, leave: s.pending.leave },
  };
  if (s.status === 'expelled') return settled;
  const status = stackChips === 0 ? 'busted' : s.pending.sitOut ? 'sitting-out' : s.status;
  // What the hand won counts first: a top-up fills the stack to the table's most, never beyond.
  const wanted = Math.min(s.pending.topUpChips, Math.max(0, rules.maxTopUpChips - stackChips));
  if (wanted === 0) return { ...settled, status };
  const filled = topUp({ ...settled, status }, wanted);
  return s.pending.sitOut ? { ...filled, status: 'sitting-out' } : filled;
}

/** Notes a decision: the clock's second one in a row makes the player sit out from the next hand on. */
export function noteAction(life: TableLife, seat: number, timedOut: boolean): TableLife {
  const s = life.seats[seat];
  if (s === null || s === undefined) return life;
  const timeouts = timedOut ? s.timeouts + 1 : 0;
  const sitOut = s.pending.sitOut || timeouts >= TIMEOUTS_TO_SIT_OUT;
  return withSeat(life, seat, { ...s, timeouts, pending: { ...s.pending, sitOut } });
}

/** Takes thinking time from the bank; never more than is in it. */
export function spendTimeBank(life: TableLife, seat: number, ms: number): TableLife {
  const s = life.seats[seat];
  if (s === null || s === undefined) return life;
  return withSeat(life, seat, { ...s, timeBankMs: Math.max(0, s.timeBankMs - Math.max(0, ms)) });
}
