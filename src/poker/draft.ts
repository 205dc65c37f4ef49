/**
 * A state under construction. An operation copies the state's outermost level, works on the copy and hands it
 * out frozen; what it does not touch is shared with the state before.
 */
import type { HandRecord, HandState, PlayerState } from './state.ts';

export type Draft = { -readonly [K in keyof HandState]: HandState[K] } & {
  players: PlayerState[];
  records: HandRecord[];
};

export function draftOf(state: HandState): Draft {
  return { ...state, players: state.players.slice(), records: state.records.slice() };
}

export function finish(draft: Draft): HandState {
  Object.freeze(draft.players);
  Object.freeze(draft.records);
  return Object.freeze(draft);
}

export function setPlayer(draft: Draft, index: number, change: Partial<PlayerState>): void {
  draft.players[index] = Object.freeze({ ...draft.players[index]!, ...change });
}

export function note(draft: Draft, record: HandRecord): void {
  draft.records.push(Object.freeze(record));
}

/** In the hand: may still win something. */
export function isLive(player: PlayerState): boolean {
  return player.status === 'live';
}

/** What it is worth is known: tabled, or proved unseen. */
export function isKnown(player: PlayerState): boolean {
  return player.shown || player.claimed !== undefined;
}

/** In the hand with chips behind. */
export function canBetMore(player: PlayerState): boolean {
  return player.status === 'live' && player.stackChips > 0;
}

export function liveCount(state: HandState): number {
  let n = 0;
  for (const p of state.players) if (p.status === 'live') n++;
  return n;
}
