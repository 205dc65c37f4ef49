/** What a chip is worth among those who play. Light, for the start page asks for it. */
import { CURRENCIES, type Currency, MAX_CHIP_VALUE } from '../../codec/currencies.ts';

export { CURRENCIES, type Currency, MAX_CHIP_VALUE };

export interface MoneyView {
  /** Hundredths of the currency, whole. */
  readonly centsPerChip: number;
  readonly currency: Currency;
}
