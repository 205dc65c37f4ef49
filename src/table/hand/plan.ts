/** What the next hand begins from. */
import { beginHand, type HandOptions, planHand } from '../../poker/life/blinds.ts';
import type { TableLife } from '../../poker/life/state.ts';
import type { TableState } from '../state/state.ts';
import { charge, feesOf, silentSeats } from './tournament.ts';

/** What the next hand is, bomb pots included. */
export function handOptions(state: TableState): HandOptions {
  const { bombPotHands } = state.config;
  const bomb = bombPotHands > 0 && (state.life.handsBegun + 1) % bombPotHands === 0;
  return bomb ? { bombPot: { optOut: [] } } : {};
}

type Begun = NonNullable<ReturnType<typeof beginHand>>;

/**
 * What the next hand begins from. Seats that have gone silent in a tournament are left out and pay what passes
 * them, as far as two others are left.
 */
export function beginHandOf(
  state: TableState,
): (Begun & { readonly before: TableLife; readonly fees: number }) | undefined {
  const without = silentSeats(state);
  const plan = without.length > 0 ? planHand(state.life, state.timeMs, { without }) : undefined;
  const { life: before, chips: fees } =
    plan === undefined
      ? { life: state.life, chips: 0 }
      : charge(state.life, feesOf(state.life, plan, without));
  const options = plan === undefined ? handOptions(state) : { without };
  // Not enough for a bomb pot (debts come first) may still be enough for an ordinary hand.
  const begun = beginHand(before, state.timeMs, options) ?? beginHand(before, state.timeMs);
  return begun && { ...begun, before, fees };
}
