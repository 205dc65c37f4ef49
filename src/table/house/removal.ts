/**
 * Standing a player up by vote of the others. Nobody can do it alone, and nobody who does not sit here counts.
 *
 * Upon a seated player's vote that names a seat and the player in it: it counts once, for or against, and may be
 *   changed. The first one begins the vote; a player can have begun only one that is open, and not the same again soon.
 * Upon a vote with which more than half of the other players who are there, and at least two, are for it: decided.
 * Upon no hand being on: the player stands up with stack and bond, as if it had left, and this key is not let in again.
 * Upon `limits.voteHands` hands: a vote that was not decided is forgotten.
 */
import { toHex } from '../../codec/decode.ts';
import { isTied } from '../hand/aside.ts';
import type { TableRefusal } from '../refusal.ts';
import { emit } from '../state/events.ts';
import type { Removal } from '../state/houseState.ts';
import { limits } from '../state/limits.ts';
import { grant, lifeSeat, nicknameOf, withHouse } from '../state/seats.ts';
import type { TableState } from '../state/state.ts';
import { majority, noteRequest, othersPresent, seatedPlayer, tooManyRequests } from './asking.ts';
import { reconsider, settleAccounts } from './requests.ts';

export interface RemovalVote {
  readonly seat: number;
  /** Of the player in it. */
  readonly key: Uint8Array;
  /** 1 for it, 0 against it. */
  readonly agree: number;
}

/** Still to be voted on, or decided and not done yet. */
export function openRemovals(state: TableState): Removal[] {
  return state.house.removals.filter(
    (r) =>
      lifeSeat(state.life, r.seat)?.player === r.player &&
      (r.passed || state.life.handsBegun - r.hand < limits.voteHands),
  );
}

/** Votes for it that count now, and how many it takes. */
export function removalCount(
  state: TableState,
  r: Removal,
): { readonly yes: number; readonly needed: number } {
  const others = othersPresent(state, r.player);
  return { yes: others.filter((p) => r.yes.includes(p)).length, needed: Math.max(2, majority(others)) };
}

export function judgeRemoval(state: TableState, author: number, vote: RemovalVote): TableRefusal | undefined {
  const player = seatedPlayer(state, state.validators[author]);
  if (player === undefined) return 'not-seated';
  if (state.life.tournament !== null) return 'tournament-closed';
  if (state.over) return 'table-over';
  if (tooManyRequests(state, author)) return 'request-limit';
  const target = toHex(vote.key);
  const s = lifeSeat(state.life, vote.seat);
  if (s?.player !== target || s.status === 'expelled') return 'stale';
  if (target === player) return 'about-yourself';
  if (s.pending.leave) return 'leaving';
  const open = openRemovals(state).find((r) => r.player === target);
  if (open !== undefined) {
    if (open.passed) return 'already-decided';
    return (vote.agree === 1 ? open.yes : open.no).includes(player) ? 'already-voted' : undefined;
  }
  if (vote.agree !== 1) return 'no-vote';
  if (othersPresent(state, target).length < 2) return 'too-few';
  const mine = state.house.removals.filter((r) => r.by === player && isRemembered(state, r));
  const again = mine.some((r) => r.player === target || state.life.handsBegun - r.hand < limits.voteHands);
  return again ? 'vote-limit' : undefined;
}

/** For some hands after it was forgotten a vote cannot be begun anew by the same player. */
function isRemembered(state: TableState, r: Removal): boolean {
  return state.life.handsBegun - r.hand < 4 * limits.voteHands;
}

/** A vote that `judgeRemoval` lets pass. */
export function applyRemoval(state: TableState, author: number, vote: RemovalVote): TableState {
  const { key, seat } = state.validators[author]!;
  const player = toHex(key);
  const target = toHex(vote.key);
  const open = openRemovals(state).find((r) => r.player === target);
  const before: Removal = open ?? {
    player: target,
    seat: vote.seat,
    by: player,
    hand: state.life.handsBegun,
    yes: [],
    no: [],
    passed: false,
  };
  const without = (list: readonly string[]): string[] => list.filter((p) => p !== player);
  const voted: Removal = {
    ...before,
    yes: vote.agree === 1 ? [...without(before.yes), player] : without(before.yes),
    no: vote.agree === 1 ? without(before.no) : [...without(before.no), player],
  };
  const { yes, needed } = removalCount(state, voted);
  const now = { ...voted, passed: yes >= needed };
  const others = state.house.removals.filter((r) => r !== open && (r.passed || isRemembered(state, r)));
  const noted = withHouse(noteRequest(state, author), { removals: [...others, now] });
  const name = nicknameOf(state, vote.seat) ?? '';
  return emit(noted, vote.agree === 1 ? 'remove-yes' : 'remove-no', { seat, text: name });
}

/** Between hands: whoever was voted out stands up; one whose hand is set aside first plays that. */
export function carryOutRemovals(state: TableState): TableState {
  if (state.hand !== undefined && state.hand.phase !== 'done') return state;
  const due = openRemovals(state).filter((r) => r.passed && !isTied(state, r.seat));
  return due.length === 0 ? state : reconsider(settleAccounts(due.reduce(standUp, state)));
}

function standUp(state: TableState, r: Removal): TableState {
  const told = emit(state, 'removed', { seat: r.seat });
  const { removals, barred } = told.house;
  return withHouse(grant(told, { kind: 'standUp', seat: r.seat }), {
    removals: removals.filter((x) => x !== r),
    barred: [...barred.filter((p) => p !== r.player), r.player].slice(-limits.barred),
  });
}
