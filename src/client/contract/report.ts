/**
 * What a page can tell those who made it after a failure, as plain text in English: which failure, what was thrown and
 * where, and where the table stood. No key, card, name or address is in it: whatever looks like one is blanked.
 */
import type { FailureCode } from './view.ts';

/** Where the table stood. */
export interface ReportedPlace {
  readonly epoch: number;
  readonly height: number;
  /** Undefined between hands. */
  readonly hand: number | undefined;
  readonly phase: string | undefined;
}

export interface ReportedFailure {
  /** 'drawing': the page could not be drawn, and the game behind it goes on. */
  readonly code: FailureCode | 'drawing';
  /** What was thrown; anything can be. */
  readonly error: unknown;
  readonly at?: ReportedPlace | undefined;
  /** What peers' messages made our code throw before. */
  readonly surprises?: readonly unknown[];
}

/** Errors told in one report, causes of causes included. */
const MOST_ERRORS = 8;
const MOST_CHARACTERS = 8_000;

export function failureReport({ code, error, at, surprises = [] }: ReportedFailure): string {
  const place =
    at === undefined
      ? 'no table yet'
      : `epoch ${at.epoch}, height ${at.height}, ${at.hand === undefined ? 'between hands' : `hand ${at.hand} (${at.phase})`}`;
  const told = [
    ...chain(error).map((e, i) => `${i === 0 ? '' : 'caused by '}${textOf(e)}`),
    ...surprises.map((e) => `before: ${textOf(e)}`),
  ];
  const lines = [`failure: ${code}`, place, ...told.slice(0, MOST_ERRORS)];
  return blanked(lines.join('\n')).slice(0, MOST_CHARACTERS);
}

/** An error and what caused it, as far as that is told. */
function chain(error: unknown): unknown[] {
  const all: unknown[] = [error];
  while (all.length < MOST_ERRORS) {
    const last = all[all.length - 1];
    if (!(last instanceof Error) || last.cause === undefined || all.includes(last.cause)) break;
    all.push(last.cause);
  }
  return all;
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return isPlain(error) ? String(error) : typeof error;
  const head = `${error.name}: ${error.message}`;
  // Some browsers begin the stack with the very same line.
  const stack = (error.stack ?? '').replace(`${head}\n`, '');
  return stack === '' || stack === head ? head : `${head}\n${stack}`;
}

const isPlain = (value: unknown): boolean =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

/** Long numbers in hexadecimal, base 64 or as lists of bytes (keys, ids), and what is behind # or ? of an address. */
function blanked(text: string): string {
  return (
    text
      .replaceAll(/\b(?:0x)?[0-9a-f]{16,}\b/gi, '…')
      .replaceAll(/(?:\b\d{1,3},\s?){15,}\d{1,3}\b/g, '…')
      // With the sign that ends it: long paths look alike but for that.
      .replaceAll(/[A-Za-z0-9+/]{21,}={1,2}/g, '…')
      .replaceAll(/[A-Za-z0-9+_=-]{40,}/g, '…')
      .replaceAll(/(\w:\/\/[^\s#?)]*)[#?][^\s):]*/g, '$1')
  );
}
