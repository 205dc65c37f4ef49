/** Currencies a table may reckon in. A file of its own, for the start page offers them. */

/** Currencies with hundredths by their wire number, as ISO 4217 names them; the first is none. Append only. */
export const CURRENCIES = [
  '',
  'EUR',
  'USD',
  'GBP',
  'CHF',
  'CZK',
  'DKK',
  'NOK',
  'SEK',
  'PLN',
  'RON',
  'CAD',
  'AUD',
  'NZD',
  'BRL',
  'MXN',
  'ARS',
  'INR',
] as const;
export type Currency = Exclude<(typeof CURRENCIES)[number], ''>;
/** Hundredths of a currency that a chip may be worth at most. */
export const MAX_CHIP_VALUE = 1_000_000;
