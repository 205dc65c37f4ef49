/**
 * The voluntary straddle: under the gun pays twice the big blind unseen and acts last before the flop. It is
 * taken in the pause before the hand, or until its deck is shuffled; once cards are on their way it is too late.
 */
import { planHand, straddleSeat } from '../../poker/life/blinds.ts';
import type { HandPlan } from '../../poker/life/state.ts';
import type { TableRefusal } from '../refusal.ts';
import { withHand } from '../state/seats.ts';
import type { TableHand, TableState } from '../state/state.ts';
import { openHand } from './engine.ts';
import { handOptions } from './plan.ts';

interface StraddleOffer {
  readonly hand: number;
  readonly seat: number;
  readonly chips: number;
}

/** Who may straddle now, and in which hand; undefined when nobody may. */
export function straddleOffer(state: TableState): StraddleOffer | undefined {
  if (state.config.straddle !== 1 || state.over) return undefined;
  const { hand } = state;
  if (hand !== undefined && hand.phase !== 'done') {
    const open = (hand.phase === 'keys' || hand.phase === 'shuffle') && straddled(hand) === undefined;
    return open ? offer(hand.plan) : undefined;
  }
  const plan = planHand(state.life, state.timeMs, handOptions(state));
  if (plan === undefined || state.straddleNext?.hand === plan.hand) return undefined;
  return offer(plan);
}

function offer(plan: HandPlan): StraddleOffer | undefined {
  const seat = straddleSeat(plan, 'utg');
  return seat === undefined ? undefined : { hand: plan.hand, seat, chips: 2 * plan.bigBlindChips };
}

function straddled(hand: TableHand): number | undefined {
  return hand.engine.setup.forced.find((f) => f.kind === 'straddle')?.seat;
}

export function judgeStraddle(state: TableState, seat: number, hand: number): TableRefusal | undefined {
  if (state.config.straddle !== 1) return 'not-offered';
  const now = straddleOffer(state);
  if (now === undefined || now.hand !== hand) return 'stale';
  return now.seat === seat ? undefined : 'not-under-the-gun';
}

export function applyStraddle(state: TableState, seat: number, hand: number): TableState {
  if (state.hand?.hand !== hand) return { ...state, straddleNext: { hand, seat } };
  // Nobody has a card yet: the forced bets are put in again with this one after them.
  const { plan, deadChips, engine: before } = state.hand;
  const engine = openHand(plan, state.config, deadChips, seat, before.setup.boardFirst === true);
  return withHand(state, state.hand, { engine });
}
