/**
 * Who may ask the table for something, who counts in a vote, and how often one may ask. Players are named by their keys
 * in hexadecimal: what one said who has left does not count for whoever takes the seat next.
 */
import { toHex } from '../../codec/decode.ts';
import { limits } from '../state/limits.ts';
import { lifeSeat, withValidator } from '../state/seats.ts';
import type { MemberState, TableState } from '../state/state.ts';

/** The validator's player as it sits at the table; undefined for a witness and for whoever has left or is leaving. */
export function seatedPlayer(state: TableState, v: MemberState | undefined): string | undefined {
  if (v?.seat === undefined || v.expelled) return undefined;
  const s = lifeSeat(state.life, v.seat);
  const player = toHex(v.key);
  const sits = s !== undefined && s.player === player && s.status !== 'expelled' && !s.pending.leave;
  return sits ? player : undefined;
}

/** Players who sit here and are there, but one. */
export function othersPresent(state: TableState, but: string): string[] {
  return state.validators.flatMap((v) => {
    const player = v.absentSince === undefined ? seatedPlayer(state, v) : undefined;
    return player === undefined || player === but ? [] : [player];
  });
}

/** So many of these have to agree. */
export function majority(of: readonly string[]): number {
  return Math.floor(of.length / 2) + 1;
}

export function isBarred(state: TableState, key: Uint8Array): boolean {
  return state.house.barred.includes(toHex(key));
}

/** Each of these is a line on every screen, so nobody may send them without end. */
export function tooManyRequests(state: TableState, author: number): boolean {
  const since = state.timeMs - limits.requestWindowMs;
  const recent = state.validators[author]!.requestTimesMs.filter((t) => t > since);
  return recent.length >= limits.requests;
}

export function noteRequest(state: TableState, author: number): TableState {
  const before = state.validators[author]!.requestTimesMs;
  return withValidator(state, author, { requestTimesMs: [...before, state.timeMs].slice(-limits.requests) });
}
