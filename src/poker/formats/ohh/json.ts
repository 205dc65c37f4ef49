/**
 * The texts of a file's hands, and fields of foreign JSON. One pass finds where each value ends, so that hands may be
 * separated by blank lines (the specification), stand one a line, or be printed over many; what is too long or too
 * deep for a hand is refused before it is parsed.
 */
import { HistoryError, MAX_HANDS } from '../history.ts';

/** Ten thousand long hands; a longer file is refused before it is looked at. */
const MAX_FILE_CHARACTERS = 64 * 1024 * 1024;
/** Hundreds of times a long hand. */
const MAX_HAND_CHARACTERS = 1024 * 1024;
/** A hand needs six: file, hand, rounds, round, actions, action, cards. */
const MAX_DEPTH = 32;

export type Json = Readonly<Record<string, unknown>>;

/** Texts of the JSON objects that follow each other in `text`. @throws HistoryError */
export function splitObjects(text: string): string[] {
  if (text.length > MAX_FILE_CHARACTERS) throw new HistoryError('unreadable', 'too long');
  const parts: string[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    while (at < text.length && isSpace(text.charCodeAt(at))) at++;
    if (at === text.length) return parts;
    const end = endOfObject(text, at);
    if (parts.length === MAX_HANDS) throw new HistoryError('unreadable', 'too many hands');
    parts.push(text.slice(at, end));
    at = end;
  }
}

/** One value, no deeper and no longer than a hand. @throws HistoryError */
export function parseHandJson(text: string): unknown {
  const [only, more] = splitObjects(text);
  if (only === undefined || more !== undefined) throw new HistoryError('unreadable', 'JSON');
  try {
    return JSON.parse(only);
  } catch {
    throw new HistoryError('unreadable', 'JSON');
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Behind the bracket that closes the one at `start`. Whether all between is JSON is for the parser to say. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (at - start > MAX_HAND_CHARACTERS) throw new HistoryError('unreadable', 'a hand that is too long');
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case '{':
      case '[':
        if (++depth > MAX_DEPTH) throw new HistoryError('unreadable', 'nested too deep');
        break;
      case '}':
      case ']':
        depth--;
        break;
      default:
    }
    if (depth <= 0) return text[start] === '{' || text[start] === '[' ? at + 1 : noObject();
  }
  return noObject();
}

function noObject(): never {
  throw new HistoryError('unreadable', 'JSON');
}

/** At the quotation mark that ends the string. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return noObject();
}

export function object(value: unknown, what: string): Json {
  if (value === undefined) throw new HistoryError('missing-field', what);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HistoryError('bad-field', what);
  return value as Json;
}

export function list(value: unknown, what: string, most: number): unknown[] {
  if (value === undefined) throw new HistoryError('missing-field', what);
  if (!Array.isArray(value) || value.length > most) throw new HistoryError('bad-field', what);
  return value;
}

/** A number of chips or money; with `absent` the field may be missing, null or '' as well. */
export function amountOf(value: unknown, what: string, absent?: number): number {
  if (absent !== undefined && isNothing(value)) return absent;
  if (value === undefined) throw new HistoryError('missing-field', what);
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new HistoryError('bad-field', what);
  return value;
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

/** Files write '' or null where they have no list. */
export function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
