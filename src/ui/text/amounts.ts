/** Amounts as people type and read them. Chips are integers; nothing here knows a rule of poker. */

export type AmountProblem =
  | 'empty'
  | 'separator'
  | 'sign'
  | 'exponent'
  | 'fraction'
  | 'not-a-number'
  | 'too-large';
export type ParsedAmount =
  | { readonly ok: true; readonly chips: number }
  | { readonly ok: false; readonly problem: AmountProblem };

const digitsOnly = /^[0-9]+$/;

/**
 * Reads a whole number of chips. Strict on purpose: '1,000' is one thousand to one player and one to
 * another, and an amount nobody meant must never be sent. Blanks at both ends are allowed.
 */
export function parseAmount(text: string): ParsedAmount {
  const t = text.trim();
  if (t === '') return { ok: false, problem: 'empty' };
  if (digitsOnly.test(t)) {
    const chips = Number(t);
    return Number.isSafeInteger(chips) ? { ok: true, chips } : { ok: false, problem: 'too-large' };
  }
  if (/^[+\-−–]/.test(t)) return { ok: false, problem: 'sign' };
  if (/^[0-9.,]+e[+-]?[0-9]+$/i.test(t)) return { ok: false, problem: 'exponent' };
  if (/^[0-9]+\.[0-9]{1,2}$/.test(t)) return { ok: false, problem: 'fraction' };
  if (/^[0-9][0-9.,'’_\s]*$/.test(t)) return { ok: false, problem: 'separator' };
  return { ok: false, problem: 'not-a-number' };
}

/** 12345 → '12 345' with thin spaces: reads the same in every language. */
export function formatChips(chips: number): string {
  const sign = chips < 0 ? '−' : '';
  const digits = String(Math.abs(Math.trunc(chips)));
  if (digits.length < 5) return sign + digits;
  return sign + digits.replace(/\B(?=(\d{3})+$)/g, '\u202f');
}

const SCALES = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
] as const;

/** Fits on a seat: from ten millions on '12.34M', rounded down, so that nobody seems to have more than there is. */
export function formatShort(chips: number): string {
  if (Math.abs(chips) < 1e7) return formatChips(chips);
  const [size, letter] = SCALES.find(([scale]) => Math.abs(chips) >= scale) ?? [1e6, 'M'];
  const hundredths = Math.trunc(chips / (size / 100));
  return `${formatChips(Math.trunc(hundredths / 100))}.${String(Math.abs(hundredths % 100)).padStart(2, '0')}${letter}`;
}

/** 125 chips at a big blind of 10 → '12.5'; never shows chips as nothing. */
export function formatBigBlinds(chips: number, bigBlindChips: number): string {
  const hundredths = Math.round((chips * 100) / Math.max(1, bigBlindChips));
  if (hundredths === 0) return chips === 0 ? '0' : '<0.01';
  const whole = formatChips(Math.trunc(hundredths / 100));
  const rest = Math.abs(hundredths % 100);
  const sign = hundredths < 0 && hundredths > -100 ? '−' : '';
  return rest === 0 ? whole : `${sign}${whole}.${String(rest).padStart(2, '0').replace(/0$/, '')}`;
}

/** '+120', '−40', '0'. */
export function formatNet(chips: number): string {
  return chips > 0 ? `+${formatChips(chips)}` : formatChips(chips);
}

export interface RaiseBounds {
  readonly minToChips: number;
  readonly maxToChips: number;
  /** Only these, ascending; anything between the bounds where absent. */
  readonly totalsChips?: readonly number[] | undefined;
}

/** The nearest that is allowed; of two as near, the smaller one. */
export function clampToBounds(chips: number, { minToChips, maxToChips, totalsChips }: RaiseBounds): number {
  const within = Math.min(maxToChips, Math.max(minToChips, Math.round(chips)));
  if (totalsChips === undefined) return within;
  return totalsChips.reduce(
    (best, total) => (Math.abs(total - within) < Math.abs(best - within) ? total : best),
    minToChips,
  );
}

export function isInBounds(chips: number, { minToChips, maxToChips, totalsChips }: RaiseBounds): boolean {
  return chips >= minToChips && chips <= maxToChips && (totalsChips?.includes(chips) ?? true);
}

export interface PresetInput {
  /** All chips in the middle, bets of this street included. */
  readonly totalPotChips: number;
  /** What this player has in front on this street. */
  readonly yourBetChips: number;
  /** What a call would add; 0 when there is nothing to call. */
  readonly callChips: number;
}

/**
 * The total to raise to for a raise by `fraction` of the pot as it stands after calling, which is how
 * "half pot" and "pot" are understood at a table. Clamped to what may be done.
 */
export function potPreset(fraction: number, input: PresetInput, bounds: RaiseBounds): number {
  const potAfterCall = input.totalPotChips + input.callChips;
  return clampToBounds(input.yourBetChips + input.callChips + potAfterCall * fraction, bounds);
}

/** Step of the slider and the mouse wheel: a big blind, snapped so that both ends stay reachable. */
export function stepAmount(
  current: number,
  steps: number,
  bigBlindChips: number,
  bounds: RaiseBounds,
): number {
  const { totalsChips } = bounds;
  if (totalsChips !== undefined) {
    const at = totalsChips.indexOf(clampToBounds(current, bounds)) + steps;
    return totalsChips[Math.min(totalsChips.length - 1, Math.max(0, at))] ?? bounds.minToChips;
  }
  return clampToBounds(current + steps * Math.max(1, bigBlindChips), bounds);
}

/** Seconds left, rounded up, never below 0. */
export function secondsLeft(deadlineMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((deadlineMs - nowMs) / 1000));
}

/** 0..1 of the time still left. */
export function fractionLeft(deadlineMs: number, nowMs: number, totalMs: number): number {
  if (totalMs <= 0) return 0;
  return Math.min(1, Math.max(0, (deadlineMs - nowMs) / totalMs));
}

/** Table time as m:ss or h:mm:ss since the table began. */
export function formatTableTime(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(s / 3600);
  const minutes = Math.floor((s % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(s % 60)}` : `${minutes}:${two(s % 60)}`;
}
