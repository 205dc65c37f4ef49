/**
 * What the players have decided about the table itself: pauses, who was voted out (removal.ts), other blinds
 * (terms.ts).
 *
 * Upon a seated player asking for a pause: the hand that is on is played; then no other begins.
 * Upon whoever asked for it asking to go on, or more than half of the other players who are there: the pause is over.
 * Upon `limits.housePauseMs` of table time in it: the pause is over by itself, so that nobody can hold the table. The
 *   same player may ask for another one only some hands later.
 * A tournament's level stands still meanwhile.
 */
import { toHex } from '../../codec/decode.ts';
import { pauseClock, resumeClock } from '../../poker/life/tournament.ts';
import type { TableRefusal } from '../refusal.ts';
import { arm } from '../state/deadline.ts';
import { emit } from '../state/events.ts';
import { limits } from '../state/limits.ts';
import { withHouse } from '../state/seats.ts';
import type { ArmedDeadline, TableState } from '../state/state.ts';
import { majority, noteRequest, othersPresent, seatedPlayer, tooManyRequests } from './asking.ts';

export function judgePause(state: TableState, author: number, on: boolean): TableRefusal | undefined {
  const player = seatedPlayer(state, state.validators[author]);
  if (player === undefined) return 'not-seated';
  if (state.over) return 'table-over';
  if (tooManyRequests(state, author)) return 'request-limit';
  const { pause, pauses } = state.house;
  if (on) {
    if (pause !== undefined) return 'already-paused';
    const last = pauses.find((p) => p.player === player);
    return last !== undefined && state.life.handsBegun - last.hand < limits.pauseEveryHands
      ? 'pause-limit'
      : undefined;
  }
  if (pause === undefined) return 'not-paused';
  return pause.resume.includes(player) ? 'already-said' : undefined;
}

/** What `judgePause` lets pass. */
export function applyPause(state: TableState, author: number, on: boolean): TableState {
  const { key, seat } = state.validators[author]!;
  const player = toHex(key);
  const { pause, pauses } = state.house;
  if (on) {
    const { handsBegun } = state.life;
    const recent = pauses.filter((p) => p.player !== player && handsBegun - p.hand < limits.pauseEveryHands);
    const asked = withHouse(noteRequest(state, author), {
      pause: { player, seat: seat!, resume: [] },
      pauses: [...recent, { player, hand: handsBegun }],
    });
    return emit(asked, 'pause', { seat });
  }
  if (pause!.player === player) return endPause(state, 'asked');
  const resume = [...pause!.resume, player];
  const said = withHouse(noteRequest(state, author), { pause: { ...pause!, resume } });
  return resumeCount(said).yes >= resumeCount(said).needed ? endPause(said, 'agreed') : said;
}

/** How many of the others would go on, and how many that takes. */
export function resumeCount(state: TableState): { readonly yes: number; readonly needed: number } {
  const { pause } = state.house;
  if (pause === undefined) return { yes: 0, needed: 0 };
  const others = othersPresent(state, pause.player);
  return { yes: others.filter((p) => pause.resume.includes(p)).length, needed: majority(others) };
}

function endPause(state: TableState, why: 'asked' | 'agreed' | 'time'): TableState {
  const on = { ...withHouse(state, { pause: undefined }), life: resumeClock(state.life, state.timeMs) };
  return emit(on, 'pause-over', { text: why });
}

function isPlaying({ hand }: TableState): boolean {
  return hand !== undefined && hand.phase !== 'done';
}

/** No hand is on and none begins. */
export function isPaused(state: TableState): boolean {
  return state.house.pause !== undefined && !isPlaying(state) && !state.over;
}

const PAUSED = 'paused.';

/** The deadline of a pause that has begun: the longest it lasts. */
export function armHousePause(state: TableState): TableState {
  const { pause } = state.house;
  const still = { ...state, life: pauseClock(state.life, state.timeMs) };
  return arm(still, `${PAUSED}${state.life.handsBegun}.${pause!.seat}`, limits.housePauseMs);
}

/** A deadline has passed: a pause that has begun is over with its own, and keeps everything else from beginning. */
export function tickPause(state: TableState, armed: ArmedDeadline): TableState | undefined {
  if (!isPaused(state)) return undefined;
  return armed.key.startsWith(PAUSED) ? endPause(state, 'time') : state;
}
