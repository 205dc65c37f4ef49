import type { TableConfig } from '../../codec/config.ts';
import { CURRENCIES } from '../../codec/currencies.ts';
import type { MoneyView } from '../contract/money.ts';

/** Undefined where chips are only chips. */
export function moneyOf({ chipValue = 0, currency = 0 }: TableConfig): MoneyView | undefined {
  const name = CURRENCIES[currency];
  return chipValue === 0 || name === undefined || name === ''
    ? undefined
    : { centsPerChip: chipValue, currency: name };
}
