/**
 * Money as people type and read it. Amounts are whole hundredths of a currency; sums are exact, for the arithmetic is
 * on integers and the formatter is given decimal digits, not a fraction.
 */
import type { MoneyView } from '../../client/contract/money.ts';

/** '−12.35 €' as the reader's language writes it. */
export function moneyText(chips: number, { centsPerChip, currency }: MoneyView, language: string): string {
  const cents = BigInt(chips) * BigInt(centsPerChip);
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(decimalOf(cents));
}

/** '+12.35 €'. */
export function netMoneyText(chips: number, { centsPerChip, currency }: MoneyView, language: string): string {
  const cents = BigInt(chips) * BigInt(centsPerChip);
  const style = { style: 'currency', currency, signDisplay: 'exceptZero' } as const;
  return new Intl.NumberFormat(language, style).format(decimalOf(cents));
}

/** 'Euro' by 'EUR'. */
export function currencyName(code: string, language: string): string {
  return new Intl.DisplayNames(language, { type: 'currency' }).of(code) ?? code;
}

function decimalOf(cents: bigint): `${number}` {
  const size = cents < 0n ? -cents : cents;
  const digits = `${size / 100n}.${String(size % 100n).padStart(2, '0')}`;
  return (cents < 0n ? `-${digits}` : digits) as `${number}`;
}

export type MoneyProblem =
  | 'empty'
  | 'separator'
  | 'sign'
  | 'exponent'
  | 'too-fine'
  | 'not-a-number'
  | 'too-large';
export type ParsedMoney =
  | { readonly ok: true; readonly cents: number; readonly decimals: boolean }
  | { readonly ok: false; readonly problem: MoneyProblem };

/** No evening is played for more. */
const MAX_CENTS = 1e14;
const SYMBOL = /^[€$£]|[€$£]$/u;

/**
 * Reads an amount with at most two places behind a point or a comma. Strict on purpose: three digits behind a single
 * separator are a thousand to one reader and a fraction to another, so they are neither. `decimals`: it was written
 * with a separator, so money is meant and not chips.
 */
export function parseMoney(text: string): ParsedMoney {
  const no = (problem: MoneyProblem): ParsedMoney => ({ ok: false, problem });
  // Spaces of all kinds at both ends and before a symbol; between digits they would be separators.
  const t = text.trim().replace(SYMBOL, '').trim();
  if (t === '') return no('empty');
  if (/^[+\-−–]/u.test(t)) return no('sign');
  if (/^[0-9.,]+e[+-]?[0-9]+$/iu.test(t)) return no('exponent');
  const [, whole, fraction] = /^([0-9]*)(?:[.,]([0-9]*))?$/u.exec(t) ?? [];
  if (whole === undefined) return no(/^[0-9.,'’_\s]+$/u.test(t) ? 'separator' : 'not-a-number');
  const decimals = t.length > whole.length;
  if (decimals && (fraction === undefined || fraction === '')) return no('separator');
  if (fraction !== undefined && fraction.length === 3) return no('separator');
  if (fraction !== undefined && fraction.length > 3) return no('too-fine');
  const cents = Number(`${whole || '0'}${(fraction ?? '').padEnd(2, '0')}`);
  return Number.isSafeInteger(cents) && cents <= MAX_CENTS ? { ok: true, cents, decimals } : no('too-large');
}
