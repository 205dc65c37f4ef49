/**
 * Stakes in chips or in money. Where any of them is written with a separator (0.05), all of them are money, and a chip
 * is worth what the form says; else they are chips.
 */
import { type Currency, MAX_CHIP_VALUE, type MoneyView } from '../../client/contract/money.ts';
import type { Messages } from '../messages/en/index.ts';
import { parseAmount } from '../text/amounts.ts';
import { parseMoney } from '../text/money.ts';

const STAKES = ['smallBlind', 'bigBlind', 'stack', 'ante', 'bond', 'minBuyIn', 'maxBuyIn'] as const;
export type Stake = (typeof STAKES)[number];
export type CurrencyChoice = Currency | '';

/** Regions whose people would be surprised by euros. */
const BY_REGION: Readonly<Record<string, Currency>> = {
  US: 'USD',
  GB: 'GBP',
  CH: 'CHF',
  CZ: 'CZK',
  DK: 'DKK',
  NO: 'NOK',
  SE: 'SEK',
  PL: 'PLN',
  RO: 'RON',
  CA: 'CAD',
  AU: 'AUD',
  NZ: 'NZD',
  BR: 'BRL',
  MX: 'MXN',
  AR: 'ARS',
  IN: 'INR',
};
export function currencyFor(locales: readonly string[]): Currency {
  const region = locales.map((tag) => /-([A-Z]{2})\b/u.exec(tag)?.[1]).find((r) => r !== undefined);
  return (region !== undefined && BY_REGION[region]) || 'EUR';
}

export interface StakeFields extends Readonly<Record<Stake, string>> {
  /** '' = chips are only chips. */
  readonly currency: CurrencyChoice;
  /** What a chip is worth, as money. */
  readonly chipValue: string;
}

/** Any stake is written as money. */
export function inMoney(fields: StakeFields): boolean {
  return STAKES.some((key) => {
    const read = parseMoney(fields[key]);
    return read.ok && read.decimals;
  });
}

/** The form after a change: the first stake written as money makes chips of a hundredth. @param locales the reader's */
export function withTypedMoney<F extends StakeFields>(
  before: StakeFields,
  next: F,
  locales: readonly string[],
): F {
  if (next.currency !== '' || inMoney(before) || !inMoney(next)) return scaled(before, next);
  return scaled(before, { ...next, currency: currencyFor(locales), chipValue: '0.01' });
}

/** A stack that nobody has touched stays a hundred big blinds when these become money. */
function scaled<F extends StakeFields>(before: StakeFields, next: F): F {
  const big = parseMoney(next.bigBlind);
  const untouched = next.stack === before.stack && !parsedAsMoney(next.stack);
  if (!untouched || !big.ok || !big.decimals || big.cents === 0) return next;
  // A hundred big blinds: the same digits, two places further.
  return { ...next, stack: `${big.cents}${next.bigBlind.includes(',') ? ',' : '.'}00` };
}

function parsedAsMoney(text: string): boolean {
  const read = parseMoney(text);
  return read.ok && read.decimals;
}

/** What a chip is worth; undefined for chips that are only chips, a sentence where it cannot be read. */
export function readMoney(
  { currency, chipValue }: StakeFields,
  m: Messages,
): { readonly money: MoneyView | undefined } | { readonly problem: string } {
  if (currency === '') return { money: undefined };
  const read = parseMoney(chipValue);
  if (!read.ok) return { problem: m.money.problems[read.problem] };
  if (read.cents < 1 || read.cents > MAX_CHIP_VALUE) return { problem: m.money.problems.chipValue };
  return { money: { centsPerChip: read.cents, currency } };
}

/** A stake in chips, or why it is none. */
export function readStake(
  fields: StakeFields,
  key: Stake,
  money: MoneyView | undefined,
  m: Messages,
): { readonly chips: number } | { readonly problem: string } {
  return readStakeText(fields, fields[key], money, m);
}

/** Text that is written as the stakes of the form are. */
export function readStakeText(
  fields: StakeFields,
  text: string,
  money: MoneyView | undefined,
  m: Messages,
): { readonly chips: number } | { readonly problem: string } {
  if (money === undefined || !inMoney(fields)) {
    const read = parseAmount(text);
    return read.ok ? { chips: read.chips } : { problem: m.amountProblems[read.problem] };
  }
  const read = parseMoney(text);
  if (!read.ok) return { problem: m.money.problems[read.problem] };
  if (read.cents % money.centsPerChip !== 0) return { problem: m.money.problems.chips };
  return { chips: read.cents / money.centsPerChip };
}
