/** Which language the screens speak, and where its catalogue comes from: nobody loads a language that is not read. */
import { remembered } from '../platform/remembered.ts';
import type { Messages } from './en/index.ts';
import type { StartMessages } from './en/start.ts';

export const LANGUAGES = ['en', 'de', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
};

/** A catalogue whose first part is here, and the rest of it once it is asked for. */
export interface OpeningMessages {
  readonly start: StartMessages;
  /** The same promise each time. */
  whole(): Promise<Messages>;
}

/** What the start page needs of each, and all of it. */
const catalogues: Readonly<
  Record<Language, { start(): Promise<StartMessages>; whole(): Promise<Messages> }>
> = {
  en: {
    start: async () => (await import('./en/start.ts')).start,
    whole: async () => (await import('./en/index.ts')).en,
  },
  de: {
    start: async () => (await import('./de/start.ts')).start,
    whole: async () => (await import('./de/index.ts')).de,
  },
  es: {
    start: async () => (await import('./es/start.ts')).start,
    whole: async () => (await import('./es/index.ts')).es,
  },
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

/** What was asked for in full, by language: a page that has needed all words once needs them all from then on. */
const loading = new Map<Language, Promise<Messages>>();

export function loadMessages(language: Language): Promise<Messages> {
  const known = loading.get(language);
  if (known) return known;
  const asked = catalogues[language].whole();
  loading.set(language, asked);
  asked.catch(() => failed.add(language));
  return asked;
}

/** A failure stays until the page is drawn again: a screen that waits must find the same answer each time it asks. */
const failed = new Set<Language>();

/** What could not be fetched is asked for anew by whoever needs it next. */
export function forgetFailed(): void {
  for (const language of failed) loading.delete(language);
  failed.clear();
}

/** The catalogue as far as the start page needs it. */
export async function openMessages(language: Language): Promise<OpeningMessages> {
  return { start: await catalogues[language].start(), whole: () => loadMessages(language) };
}

/** As much of a catalogue as this page has needed so far. */
export function nextMessages(language: Language): Promise<Messages | OpeningMessages> {
  return loading.size > 0 ? loadMessages(language) : openMessages(language);
}
