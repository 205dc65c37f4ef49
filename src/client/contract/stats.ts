/** Ratios of `PlayerStats`. */
import type { PlayerStats } from './record.ts';

/** A part of a whole, or undefined where there is no whole yet. */
export function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** Bets and raises for each call; Infinity without calls, undefined without either. */
export function aggressionFactor(s: PlayerStats): number | undefined {
  if (s.aggressive === 0 && s.calls === 0) return undefined;
  return s.aggressive / s.calls;
}
