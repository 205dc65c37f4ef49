/**
 * A stand-in for the table: players act in turn before a deadline in committed time, or are timed out. It gives
 * the consensus deadlines to stamp and ticks to pass, as a hand does.
 */
import { armDeadline, type Deadline, onSlot, pacing } from '../src/consensus/deadline.ts';
import type { CommittedSlot } from '../src/consensus/types.ts';

export const turnMs = 3000;

export interface Turns {
  turn: number;
  /** Undefined when all turns are over. */
  deadline: Deadline | undefined;
  readonly timedOut: number[];
  /** Texts of all applied transactions. */
  readonly applied: Set<string>;
  readonly total: number;
  readonly players: number;
}

export function createTurns(players: number, total: number): Turns {
  return {
    turn: 0,
    deadline: total > 0 ? armDeadline(0, turnMs) : undefined,
    timedOut: [],
    applied: new Set(),
    total,
    players,
  };
}

export const playerOf = (t: Turns, turn = t.turn): number => turn % t.players;
export const actText = (turn: number): string => `act:${turn}`;
export const pacingOf = (t: Turns): ReturnType<typeof pacing> =>
  pacing(t.deadline === undefined ? [] : [t.deadline]);

export function applySlot(t: Turns, slot: CommittedSlot): void {
  if (t.deadline !== undefined) {
    const { deadline, fired } = onSlot(t.deadline, slot);
    t.deadline = deadline;
    if (fired) {
      t.timedOut.push(t.turn);
      nextTurn(t, slot.round);
    }
  }
  for (const { block, applies } of slot.blocks) {
    if (!applies) continue;
    for (const bytes of block.content.transactions) {
      const text = new TextDecoder().decode(bytes);
      t.applied.add(`${block.content.author}/${text}`);
      if (t.deadline !== undefined && text === actText(t.turn) && block.content.author === playerOf(t))
        nextTurn(t, slot.round);
    }
  }
}

function nextTurn(t: Turns, round: number): void {
  t.turn++;
  t.deadline = t.turn < t.total ? armDeadline(round, turnMs) : undefined;
}
