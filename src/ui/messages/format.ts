/** Numbers and dates as the reader's language writes them. */
import { useMemo } from 'react';
import { useMessages } from './context.ts';

export interface Format {
  /** 0.431 → '43%'. */
  percent(part: number): string;
  /** At most two digits behind the point. */
  decimal(value: number): string;
  /** In the largest unit that leaves a whole number of them: '3.4 MB'. */
  bytes(n: number): string;
  /** Short date and time of this device's time zone. */
  when(date: Date): string;
}

/** The reader's own region where it speaks this language ('en-GB'), else the language alone. */
export function localeOf(language: string, preferred: readonly string[]): string {
  return preferred.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

export function formatIn(locale: string): Format {
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const sizes = (['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const).map(
    (unit) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }),
  );
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  return {
    percent: (part) => percent.format(part),
    decimal: (value) => decimal.format(value),
    bytes(n) {
      const size = Math.min(sizes.length - 1, Math.floor(Math.log10(Math.max(1, n)) / 3));
      return sizes[size]!.format(n / 1000 ** size);
    },
    when: (date) => when.format(date),
  };
}

export function useFormat(): Format {
  const { language } = useMessages();
  return useMemo(() => formatIn(localeOf(language, navigator.languages)), [language]);
}
