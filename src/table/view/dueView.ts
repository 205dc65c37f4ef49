/** What a hand that is not over waits for, for the books of a table: whose cards, or whose word. */

import { streetName } from '../../poker/hand.ts';
import { owedPositions } from '../deck/owed.ts';
import { type Awaited, absentOwing, awaited } from '../deck/turns.ts';
import { validatorOf } from '../state/seats.ts';
import type { TableHand, TableState } from '../state/state.ts';

export interface DuePart {
  /** Parts of cards (keys, shuffles, shares), or a decision, a hand to show, somebody's return. */
  readonly what: 'cards' | 'word';
  /** From these seats; empty where the table waits for nobody, as when workers divide a pot. */
  readonly seats: readonly number[];
  /** As the game names it; undefined before the cards are dealt. */
  readonly street: string | undefined;
}

/**
 * @param hand the one that is on, or one that is set aside
 * @param sent seats that are known to have sent what they owe although it is not committed: without the missing one
 *   nothing is, at a table that tolerates nobody's absence
 */
export function duePart(state: TableState, hand: TableHand, sent: ReadonlySet<number> = new Set()): DuePart {
  const waiting = awaited({ ...state, hand });
  const street = hand.phase === 'play' ? streetName(hand.engine) : undefined;
  const what = isOfCards(waiting) ? 'cards' : 'word';
  // Set aside because one is gone: what the others owe they send as soon as it is back.
  const gone = hand.dealtIn.filter((seat) => validatorOf(state, seat) === undefined);
  if (gone.length > 0) return { what, seats: gone, street };
  const asked = askedOf(state, hand, waiting);
  const left = asked.filter((seat) => !sent.has(seat));
  const others = hand.dealtIn.filter((seat) => !sent.has(seat));
  return { what, seats: left.length > 0 ? left : others.length > 0 ? others : asked, street };
}

const isOfCards = (waiting: Awaited | undefined): boolean =>
  waiting !== undefined && waiting.what !== 'action' && waiting.what !== 'show' && waiting.what !== 'choice';

/** Of shares, of which others may have to come first: who has let its time pass, or else all who owe some. */
function askedOf(state: TableState, hand: TableHand, waiting: Awaited | undefined): readonly number[] {
  if (waiting?.what !== 'shares') return waiting?.seats ?? [];
  const overdue = absentOwing({ ...state, hand }, hand);
  return overdue.length > 0 ? overdue : hand.dealtIn.filter((seat) => owedPositions(hand, seat).length > 0);
}
