/** Bet sizes of one's own choosing: shares of the pot in percent, or big blinds before the flop. */

/** As many as there are places for beside all-in. */
const PRESETS = 3;
const MAX_PERCENT = 1000;
const MAX_BIG_BLINDS = 200;

/**
 * Three numbers as people write them: '2.5 3 4', '33, 66, 100', '2,5 / 3 / 4 BB'.
 * @returns undefined for anything else
 */
function readNumbers(text: string, max: number): readonly number[] | undefined {
  const words = text
    .replace(/%|bb|BB/gu, ' ')
    .split(/[\s/;·|]+/u)
    .map((word) => word.replace(/,$/u, ''))
    .filter((word) => word !== '');
  if (words.length !== PRESETS || !words.every((word) => /^\d{1,4}(?:[.,]\d{1,2})?$/u.test(word)))
    return undefined;
  const numbers = words.map((word) => Number(word.replace(',', '.')));
  return numbers.every((n) => n > 0 && n <= max) ? numbers : undefined;
}

/** Percent of the pot. */
export const readPotPresets = (text: string): readonly number[] | undefined => readNumbers(text, MAX_PERCENT);
/** Totals in big blinds. */
export const readBigBlindPresets = (text: string): readonly number[] | undefined =>
  readNumbers(text, MAX_BIG_BLINDS);

const FRACTIONS: Readonly<Record<number, string>> = { 25: '¼', 33: '⅓', 50: '½', 66: '⅔', 67: '⅔', 75: '¾' };

/** '½', '120 %'; undefined for the whole pot, which has a word. */
export function percentText(percent: number): string | undefined {
  return percent === 100 ? undefined : (FRACTIONS[percent] ?? `${percent} %`);
}
