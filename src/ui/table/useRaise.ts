import { useState } from 'react';
import type { LegalView, TableView } from '../../client/contract/view.ts';
import { isInBounds, parseAmount, potPreset, type RaiseBounds, stepAmount } from '../text/amounts.ts';

export interface Raise {
  /** What is typed: kept as text, so that a wrong amount stays visible and is never quietly mended. */
  readonly amount: string;
  set(amount: string): void;
  /** The typed total, where it is a number; and where it may be bet. */
  readonly chips: number | undefined;
  readonly allowed: number | undefined;
  readonly allIn: boolean;
  /** The most that may be bet is all one has. */
  readonly maxIsAllIn: boolean;
  /** Half, three quarters and all of the pot, and the most: totals on this street. */
  readonly presets: readonly number[];
  /** A fixed limit leaves nothing to choose. */
  readonly fixed: boolean;
  preset(i: number): void;
  step(by: 1 | -1): void;
}

const NO_RAISE: RaiseBounds = { minToChips: 0, maxToChips: 0 };

/** The amount of one decision, from the field, the presets, the slider and the keys. */
export function useRaise(view: TableView, { raise, callChips }: LegalView): Raise {
  const [amount, set] = useState(raise ? String(raise.minToChips) : '');
  const you = view.seats.find((s) => s.you);
  const stackTotal = you ? you.stackChips + you.betChips : 0;
  const bounds = raise ?? NO_RAISE;
  const parsed = parseAmount(amount);
  const chips = parsed.ok ? parsed.chips : undefined;
  const allowed = raise && chips !== undefined && isInBounds(chips, raise) ? chips : undefined;
  const pot = {
    totalPotChips: view.hand?.totalPotChips ?? 0,
    yourBetChips: you?.betChips ?? 0,
    callChips: callChips ?? 0,
  };
  const presets = raise
    ? [...[0.5, 0.75, 1].map((share) => potPreset(share, pot, raise)), raise.maxToChips]
    : [];
  return {
    amount,
    set,
    chips,
    allowed,
    allIn: allowed !== undefined && allowed >= stackTotal,
    maxIsAllIn: bounds.maxToChips >= stackTotal,
    presets,
    fixed: view.structure === 'fixed-limit' && raise?.minToChips === raise?.maxToChips,
    preset(i) {
      if (presets[i] !== undefined) set(String(presets[i]));
    },
    step(by) {
      set(String(stepAmount(chips ?? bounds.minToChips, by, view.bigBlindChips, bounds)));
    },
  };
}
