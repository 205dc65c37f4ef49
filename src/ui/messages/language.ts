/** Which language the screens speak, and where its catalogue comes from. English is part of the first page. */
import { remembered } from '../platform/remembered.ts';
import { en, type Messages } from './en/index.ts';

export const LANGUAGES = ['en', 'de', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
};

const catalogues: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => en,
  de: async () => (await import('./de/index.ts')).de,
  es: async () => (await import('./es/index.ts')).es,
};

export const isLanguage = (text: string | null): text is Language => LANGUAGES.some((l) => l === text);

/** '' = nothing chosen: as the browser prefers. */
export const chosenLanguage = remembered<Language | ''>('dealerless.language', (stored) =>
  isLanguage(stored) ? stored : '',
);

/** The first of the preferred languages there is, by its main part: 'de-AT' is German. */
export function preferredLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const main = tag.toLowerCase().split('-')[0] ?? '';
    if (isLanguage(main)) return main;
  }
  return 'en';
}

/** What is spoken now. */
export function currentLanguage(): Language {
  return chosenLanguage.get() || preferredLanguage(navigator.languages);
}

export function loadMessages(language: Language): Promise<Messages> {
  return catalogues[language]();
}
