/**
 * Whom the table waits for.
 *
 * Upon shares of a later street being due: everybody who owes some may send them, where escrow could make each of
 *   them. Where it could not, one after the other: first folded and dead seats, who learn nothing by waiting, then
 *   live hands by what they have put in, the least first, equal ones clockwise from the button. So nobody sees the
 *   street before those have spoken who have less to lose by keeping it from the others.
 */
import { playerAt } from '../../poker/hand.ts';
import { nextStep } from '../hand/engine.ts';
import { committedChips } from '../state/chips.ts';
import { rulesOf } from '../state/rulesOf.ts';
import type { TableHand, TableState } from '../state/state.ts';
import { escrowOf } from './escrow.ts';
import { dueCards, isTabled, owedPositions } from './owed.ts';

export type Awaited =
  | { readonly what: 'key' | 'shuffle' | 'shares' | 'show' | 'choice'; readonly seats: readonly number[] }
  | { readonly what: 'action'; readonly seats: readonly [number]; readonly decision: number };

/** Seats that owe shares of the cards now due. */
function owing(hand: TableHand): number[] {
  return hand.dealtIn.filter((s) => owedPositions(hand, s).length > 0);
}

/** Whoever is dealt in may go: others could make its shares of everything that is due. */
function isCovered(state: TableState, hand: TableHand): boolean {
  return hand.dealtIn.every((seat) => {
    const positions = escrowOf(state, hand, seat)?.positions;
    const due = dueCards(hand).filter((c) => c.public || c.to !== seat);
    return positions !== undefined && due.every((c) => positions.includes(c.position));
  });
}

/** Of those who owe shares now, the ones who may send them now. */
export function inTurn(state: TableState, hand: TableHand): number[] {
  const all = owing(hand);
  if (all.length < 2 || !isOrdered(state, hand)) return all;
  const isLive = (seat: number): boolean => playerAt(hand.engine, seat)?.status === 'live';
  const out = all.filter((seat) => !isLive(seat));
  return out.length > 0 ? out : [all.toSorted((a, b) => inOrder(hand, a, b))[0]!];
}

/** How many have sent theirs where they are asked one after the other; undefined where all are asked at once. */
export function turnsTaken(state: TableState, hand: TableHand): number | undefined {
  if (!isOrdered(state, hand)) return undefined;
  return hand.dealtIn.length - owing(hand).length;
}

function isOrdered(state: TableState, hand: TableHand): boolean {
  return hand.phase === 'play' && rulesOf(state.config) !== 1 && !isCovered(state, hand);
}

function inOrder(hand: TableHand, a: number, b: number): number {
  const stake = committedChips(hand.engine, a) - committedChips(hand.engine, b);
  const places = hand.plan.buttonSeat + 1;
  const fromButton = (seat: number): number => (seat >= places ? seat - places : seat + 256 - places);
  return stake === 0 ? fromButton(a) - fromButton(b) : stake;
}

/** Absent seats whose shares are due now, so that others have to open what was escrowed. */
export function absentOwing(state: TableState, hand: TableHand): number[] {
  if (hand.phase !== 'play') return [];
  return inTurn(state, hand).filter((s) => hand.absent.includes(s));
}

/** Seats whose shares of a later street are due and that have not been given up on. */
export function presentOwing(state: TableState, hand: TableHand): number[] {
  if (hand.phase !== 'play') return [];
  return inTurn(state, hand).filter((s) => !hand.absent.includes(s));
}

/** What the table waits for, and from whom; undefined when it waits for nobody. */
export function awaited(state: TableState): Awaited | undefined {
  const { hand } = state;
  if (hand === undefined) return undefined;
  switch (hand.phase) {
    case 'keys':
      return { what: 'key', seats: hand.dealtIn.filter((_, i) => hand.deck.publicKeys[i] === undefined) };
    case 'shuffle':
      return { what: 'shuffle', seats: [hand.dealtIn[hand.deck.shuffles]!] };
    case 'done':
      return undefined;
    default:
      return awaitedInPlay(state, hand);
  }
}

function awaitedInPlay(state: TableState, hand: TableHand): Awaited | undefined {
  const step = nextStep(hand.engine);
  switch (step.kind) {
    case 'deal':
      return { what: 'shares', seats: inTurn(state, hand) };
    case 'open':
      return { what: 'show', seats: step.seats.filter((s) => !isTabled(hand, s)) };
    case 'choose':
      return { what: 'choice', seats: step.seats };
    case 'act':
      return { what: 'action', seats: [step.seat], decision: step.decision };
    case 'showdown':
      return { what: 'show', seats: [step.seat] };
    case 'divide':
    case 'over':
      return undefined;
  }
}
