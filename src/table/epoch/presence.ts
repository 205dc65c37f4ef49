/**
 * Who is there: a validator is present as long as blocks of it are output (docs/PROTOCOL.md, Accountability).
 * Everything here is a function of committed slots, so every tab comes to the same; absence may be the
 * network's fault, so it costs nothing.
 *
 * Upon no block of it being output for `absentMs` and `absentRounds`: absent; its seat sits out.
 * Upon `evictMs` and `evictRounds` more of it: it is left out of the next epoch (`evictable`).
 * Upon a block of it being output: present again, at once. Sitting in is the player's own affair.
 * Upon a new epoch: rounds count anew; times go on.
 */
import { emit } from '../state/events.ts';
import { limits } from '../state/limits.ts';
import { grant } from '../state/seats.ts';
import type { MemberState, SlotMark, TableState } from '../state/state.ts';

/**
 * To be called for every committed slot, when the state has its time and round.
 * @param authors of the blocks that the slot outputs, in any order, also more than once
 * @param epochBegins it is the epoch's first slot
 */
export function noteOutputs(state: TableState, authors: readonly number[], epochBegins: boolean): TableState {
  const here: SlotMark = { timeMs: state.timeMs, round: state.round };
  const validators = state.validators.map((v, author) => {
    if (authors.includes(author)) return { ...v, lastOutput: here, absentSince: undefined };
    const known = epochBegins ? countedAnew(v) : v;
    if (known.lastOutput === undefined) return { ...known, lastOutput: here };
    if (known.absentSince !== undefined) return known;
    return longer(here, known.lastOutput, limits.absentMs, limits.absentRounds)
      ? { ...known, absentSince: here }
      : known;
  });
  const gone = validators.flatMap((v) => (v.absentSince === here && v.seat !== undefined ? [v.seat] : []));
  return gone.reduce(sitOut, { ...state, validators });
}

/** The seat sits out; one that does already, or has no chips, is left as it is. */
function sitOut(state: TableState, seat: number): TableState {
  const next = grant(state, { kind: 'sitOut', seat });
  return next === state ? state : emit(next, 'sit-out', { seat, text: 'absent' });
}

function countedAnew(v: MemberState): MemberState {
  const anew = (m: SlotMark | undefined): SlotMark | undefined => m && { timeMs: m.timeMs, round: 0 };
  return { ...v, lastOutput: anew(v.lastOutput), absentSince: anew(v.absentSince) };
}

function longer(now: SlotMark, then: SlotMark, ms: number, rounds: number): boolean {
  return now.timeMs - then.timeMs >= ms && now.round - then.round >= rounds;
}

/**
 * Author numbers of validators, players and witnesses, who have been absent so long that the next epoch is without
 * them.
 */
export function evictable(state: TableState): number[] {
  const { timeMs, round } = state;
  return state.validators.flatMap(({ absentSince }, author) =>
    absentSince !== undefined && longer({ timeMs, round }, absentSince, limits.evictMs, limits.evictRounds)
      ? [author]
      : [],
  );
}
