/** What is noted of a seat when its decision is taken, by itself or by the clock: timeouts and time bank. */
import { extendDeadline } from '../../consensus/deadline.ts';
import { noteAction, spendTimeBank } from '../../poker/life/settle.ts';
import { lifeSeat } from '../state/seats.ts';
import type { ArmedDeadline, TableState } from '../state/state.ts';

/** Adds the seat's whole time bank to the running deadline; what is not used stays in the bank. */
export function drawTimeBank(state: TableState, seat: number): TableState {
  const armed = state.deadline!;
  const bankMs = lifeSeat(state.life, seat)?.timeBankMs ?? 0;
  return {
    ...state,
    deadline: {
      ...armed,
      totalMs: armed.totalMs + bankMs,
      banked: true,
      deadline: extendDeadline(armed.deadline, bankMs),
    },
  };
}

/** `armed`: the deadline the decision was taken under. */
export function noteDecision(
  state: TableState,
  seat: number,
  timedOut: boolean,
  armed: ArmedDeadline | undefined,
): TableState {
  const life = noteAction(state.life, seat, timedOut);
  if (armed?.banked !== true) return { ...state, life };
  const bankMs = lifeSeat(life, seat)?.timeBankMs ?? 0;
  const { dueMs } = armed.deadline;
  const usedMs = dueMs === null ? 0 : Math.max(0, state.timeMs - (dueMs - bankMs));
  return { ...state, life: spendTimeBank(life, seat, timedOut ? bankMs : Math.min(bankMs, usedMs)) };
}
