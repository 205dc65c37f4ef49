/**
 * Rabbit hunt: after a hand that ended before the river, what would have come.
 *
 * Upon a player of the hand asking in the pause, at a table that has it: everybody dealt in owes its shares of
 *   the board cards that were not dealt. They open like any board card, beside the board and after the result.
 * Upon somebody not sending theirs: nothing. No deadline is armed, nobody is absent, and escrow is not opened.
 * Upon the next hand beginning: the hunt is over, whatever has come of it.
 *
 * Only board positions are ever asked for, so folded and mucked cards stay closed.
 */
import { gameNamed } from '../../poker/catalogue.ts';
import type { TableRefusal } from '../refusal.ts';
import { emit } from '../state/events.ts';
import { withHand } from '../state/seats.ts';
import type { TableHand, TableState } from '../state/state.ts';
import { boardPositions } from './engine.ts';

/** The hand is over by the rules, and its deck may still be looked at: until the next one begins. */
export function isAfterHand(state: TableState): boolean {
  const { hand } = state;
  return hand?.phase === 'done' && hand.outcome?.voidReason === undefined && !state.over;
}

/** Board cards that were never dealt, in their order; empty unless everybody but one gave up before the river. */
export function undealtBoard(hand: TableHand): number[] {
  if (hand.phase !== 'done' || hand.outcome?.voidReason !== undefined) return [];
  const { boardCards } = gameNamed(hand.engine.setup.game);
  return boardPositions(hand.engine)?.slice(hand.engine.board.length, boardCards) ?? [];
}

/** At this table, after this hand, somebody may ask (or has asked). */
export function canHunt(state: TableState): boolean {
  return state.config.rabbitHunt === 1 && isAfterHand(state) && undealtBoard(state.hand!).length > 0;
}

export function judgeRabbit(state: TableState, hand: TableHand): TableRefusal | undefined {
  if (state.config.rabbitHunt !== 1) return 'not-offered';
  if (!isAfterHand(state)) return 'not-over';
  if (undealtBoard(hand).length === 0) return 'nothing-left';
  return hand.rabbit === undefined ? undefined : 'already-asked';
}

export function applyRabbit(state: TableState, seat: number): TableState {
  return emit(withHand(state, state.hand!, { rabbit: seat }), 'rabbit', { seat });
}

/** Tells what would have come, once all of it is open. */
export function tellRabbit(state: TableState): TableState {
  const { opened } = state.hand!.deck;
  const cards = undealtBoard(state.hand!).map((p) => opened[p]);
  return cards.some((c) => c === undefined)
    ? state
    : emit(state, 'rabbit', { cards: cards.filter((c) => c !== undefined) });
}
