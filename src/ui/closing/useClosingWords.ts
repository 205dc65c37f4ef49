import { useMessages } from '../messages/context.ts';
import { closing as de } from '../messages/de/closing.ts';
import { type ClosingWords, closing as en } from '../messages/en/closing.ts';
import { closing as es } from '../messages/es/closing.ts';

const words: Readonly<Record<string, ClosingWords>> = { en, de, es };

/** Loaded with a table, not with the start page. */
export const useClosingWords = (): ClosingWords => words[useMessages().language] ?? en;
