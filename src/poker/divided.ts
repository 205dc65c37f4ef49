/** A hand whose cards never come: what is asked of division.ts, and pots paid by its answer. */
import { rivalsFor, shareOut } from './award.ts';
import type { Card } from './cards.ts';
import { gameNamed } from './catalogue.ts';
import { runsTwice } from './dealing.ts';
import type { Division, DivisionRequest } from './division.ts';
import { type Draft, isLive, note, setPlayer } from './draft.ts';
import type { HandState } from './state.ts';

interface Contest {
  readonly pot: number;
  /** Indices of the players among whom it is decided, clockwise from the button. */
  readonly rivals: readonly number[];
}

function contestsOf(state: HandState): Contest[] {
  return state.finalPots.map((pot, index) => ({ pot: index, rivals: rivalsFor(state, pot) }));
}

const boardsOf = (state: HandState): Card[][] =>
  (runsTwice(state) ? [state.board, state.secondBoard] : [state.board]).map((b) =>
    b.filter((c) => c !== null),
  );

/** @param seed 32 bytes, equal in every replica */
export function divisionOf(state: HandState, seed: Uint8Array): DivisionRequest {
  const game = gameNamed(state.setup.game);
  const live = state.players.filter(isLive);
  const common = commonLast(state);
  const seen = new Set([...state.board, ...state.secondBoard, ...state.players.flatMap((p) => p.cards)]);
  return {
    game: game.name,
    hands: live.map((p) => ({ seat: p.seat, cards: p.cards.filter((c) => c !== null) })),
    boards: boardsOf(state),
    unseen: game.deck.filter((c) => !seen.has(c)),
    missing: live.map((p) => game.holeCards - common - p.cards.length),
    contests: contestsOf(state)
      .filter((c) => c.rivals.length > 1)
      .map((c) => c.rivals.map((i) => state.players[i]!.seat)),
    seed,
  };
}

/** Whether the last card of a game without a board is one for all: as many are to come as the deck cannot give each. */
function commonLast(state: HandState): number {
  const game = gameNamed(state.setup.game);
  if (game.boardCards > 0) return 0;
  if (state.board.length > 0) return state.board.length;
  const { players, dealt } = state;
  const live = players.filter(isLive);
  const toCome = live.reduce((n, p) => n + game.holeCards - p.cards.length, 0);
  const dealtAnyway = state.setup.fixedPositions ? players.length * game.holeCards : dealt + toCome;
  return dealtAnyway > game.deck.length ? 1 : 0;
}

/** It has a whole number for every seat of every contest, and each contest something to give. */
export function fitsDivision(state: HandState, division: Division): boolean {
  const contests = contestsOf(state).filter((c) => c.rivals.length > 1);
  const whole = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
  return (
    division.boards.length === boardsOf(state).length &&
    division.boards.every(
      (board) =>
        board.length === contests.length &&
        board.every(
          (parts, c) =>
            parts.length === contests[c]!.rivals.length && parts.every(whole) && parts.some((n) => n > 0),
        ),
    )
  );
}

/** Pays every pot and ends the hand. */
export function awardDivided(draft: Draft, division: Division): void {
  const contests = contestsOf(draft);
  let contested = contests.filter((c) => c.rivals.length > 1).length;
  for (const { pot, rivals } of contests.toReversed()) {
    const { chips } = draft.finalPots[pot]!;
    if (rivals.length === 1) {
      give(draft, rivals[0]!, chips, pot, 0);
      continue;
    }
    contested -= 1;
    shareOut(draft, chips, division.boards.length).forEach((share, board) => {
      const parts = division.boards[board]![contested]!;
      proportionally(share, parts, draft.setup.unitChips).forEach((won, k) => {
        give(draft, rivals[k]!, won, pot, board as 0 | 1);
      });
    });
  }
  draft.phase = 'over';
  draft.actor = -1;
  draft.toShow = [];
}

function give(draft: Draft, i: number, chips: number, pot: number, board: 0 | 1): void {
  if (chips === 0) return;
  const p = draft.players[i]!;
  setPlayer(draft, i, { stackChips: p.stackChips + chips, wonChips: p.wonChips + chips });
  note(draft, { kind: 'win', seat: p.seat, chips, pot, board, half: 'all' });
}

/**
 * Chips in the proportion of `parts`, in whole units: what is left over goes in single units to the first in line that
 * have a part, and less than a unit to the first of them.
 */
export function proportionally(chips: number, parts: readonly number[], unitChips: number): number[] {
  const whole = parts.reduce((sum, n) => sum + BigInt(n), 0n);
  if (whole === 0n) throw new RangeError('nobody has a part');
  const unit = BigInt(unitChips);
  const units = BigInt(chips) / unit;
  const shares = parts.map((n) => (units * BigInt(n)) / whole);
  let odd = units - shares.reduce((sum, s) => sum + s, 0n);
  let rest = BigInt(chips) - units * unit;
  return shares.map((share, k) => {
    if (parts[k] === 0) return 0;
    const more = odd > 0n ? 1n : 0n;
    odd -= more;
    const given = (share + more) * unit + rest;
    rest = 0n;
    return Number(given);
  });
}
