import { useState } from 'react';
import type { LegalView, TableView } from '../../client/contract/view.ts';
import { usePreferences } from '../platform/preferences.ts';
import {
  clampToBounds,
  isInBounds,
  parseAmount,
  potPreset,
  type RaiseBounds,
  stepAmount,
} from '../text/amounts.ts';
import { readBigBlindPresets, readPotPresets } from '../text/betPresets.ts';

/** A bet size that is named. */
export interface Preset {
  /** A total on this street. */
  readonly chips: number;
  readonly size:
    | { readonly kind: 'pot'; readonly percent: number }
    | { readonly kind: 'big-blinds'; readonly bigBlinds: number }
    | { readonly kind: 'most' };
}

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
  /** The sizes that this player has chosen, then the most. */
  readonly presets: readonly Preset[];
  /** A fixed limit leaves nothing to choose. */
  readonly fixed: boolean;
  preset(i: number): void;
  step(by: 1 | -1): void;
}

const USUAL_PERCENTS = [50, 75, 100];
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
  const { potPresets, preflopPresets } = usePreferences();
  const bigBlinds = view.hand?.stage === 'preflop' ? readBigBlindPresets(preflopPresets) : undefined;
  const percents = readPotPresets(potPresets) ?? USUAL_PERCENTS;
  const presets: readonly Preset[] = raise
    ? [
        ...(bigBlinds?.map((n) => ({
          chips: clampToBounds(n * view.bigBlindChips, raise),
          size: { kind: 'big-blinds', bigBlinds: n } as const,
        })) ??
          percents.map((percent) => ({
            chips: potPreset(percent / 100, pot, raise),
            size: { kind: 'pot', percent } as const,
          }))),
        { chips: raise.maxToChips, size: { kind: 'most' } as const },
      ]
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
      if (presets[i] !== undefined) set(String(presets[i].chips));
    },
    step(by) {
      set(String(stepAmount(chips ?? bounds.minToChips, by, view.bigBlindChips, bounds)));
    },
  };
}
