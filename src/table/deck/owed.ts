/**
 * Who owes what now. Everything else here asks this file: validation, duties, deadlines and the screen.
 *
 * Shares: whoever was dealt in owes its share of every card of the batch the rules ask for, except of cards
 * that only it may see; folded seats owe them too. They come in one message with exactly these positions,
 * so nobody can be made to open a card before its time. After a hand nobody owes any, but for a rabbit hunt.
 */

import { type DealtCard, holePositions, nextStep } from '../hand/engine.ts';
import { isAfterHand, undealtBoard } from '../hand/rabbit.ts';
import type { TableHand, TableState } from '../state/state.ts';

/** Cards the rules wait for, with their deck positions; empty when it is not the deck's turn. */
export function dueCards(hand: TableHand): readonly DealtCard[] {
  if (hand.rabbit !== undefined)
    return undealtBoard(hand).map((position) => ({ position, to: 'board', public: true }));
  if (hand.phase !== 'deal' && hand.phase !== 'play') return [];
  const step = nextStep(hand.engine);
  return step.kind === 'deal' ? step.cards : [];
}

/** Positions whose shares this seat owes now, ascending. */
export function owedPositions(hand: TableHand, seat: number): number[] {
  const index = hand.dealtIn.indexOf(seat);
  if (index < 0) return [];
  return dueCards(hand)
    .filter((c) => c.public || c.to !== seat)
    .map((c) => c.position)
    .filter((p) => hand.deck.shares[p]?.[index] === undefined)
    .sort((a, b) => a - b);
}

/** Shares a position has, in the order of `dealtIn`; with `extra` put in for one index. */
export function sharesAt(
  hand: TableHand,
  position: number,
  extra?: { index: number; share: Uint8Array },
): Uint8Array[] {
  const have = hand.deck.shares[position];
  return hand.dealtIn.flatMap((_, i) => {
    const share = extra?.index === i ? extra.share : have?.[i];
    return share === undefined ? [] : [share];
  });
}

/** The seat's own face-down cards, as they lie in the deck. */
export function downPositions(hand: TableHand, seat: number): number[] {
  return holePositions(hand.engine, seat).sort((a, b) => a - b);
}

/** Every card of the seat has been opened to all. */
export function isTabled(hand: TableHand, seat: number): boolean {
  return downPositions(hand, seat).every((p) => hand.deck.opened[p] !== undefined);
}

/** The seat's own face-down cards that it has not opened to all. */
export function closedPositions(hand: TableHand, seat: number): number[] {
  const index = hand.dealtIn.indexOf(seat);
  return downPositions(hand, seat).filter((p) => hand.deck.shares[p]?.[index] === undefined);
}

/** May this seat table its cards now? All of them at its showdown, or when all are all-in. */
export function mayTable(hand: TableHand, seat: number): boolean {
  if (!hand.dealtIn.includes(seat) || isTabled(hand, seat)) return false;
  if (hand.phase !== 'play') return false;
  const step = nextStep(hand.engine);
  if (step.kind === 'open') return step.seats.includes(seat);
  return step.kind === 'showdown' && step.live.includes(seat) && !hand.mucked.includes(seat);
}

/** Positions that this seat may open now: all at once at its showdown; after the hand any of them, as it likes. */
export function showable(state: TableState, seat: number): number[] {
  const { hand } = state;
  if (hand === undefined || !hand.dealtIn.includes(seat)) return [];
  return isAfterHand(state) || mayTable(hand, seat) ? closedPositions(hand, seat) : [];
}
