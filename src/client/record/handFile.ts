/** A finished hand as a file that other poker software reads. */
import type { HandRecord } from '../../storage/storage.ts';
import type { HandFile, HandFormat } from '../contract/record.ts';
import { handText, type PlayedHand } from './playedHand.ts';

/** Name ending and media type. */
const FILES: Readonly<Record<HandFormat, { readonly ending: string; readonly mediaType: string }>> = {
  phh: { ending: 'phh', mediaType: 'application/toml' },
  ohh: { ending: 'ohh', mediaType: 'application/json' },
  pokerstars: { ending: 'txt', mediaType: 'text/plain' },
};

/** The same for all hands of a session: a .phhs holds many. */
export const SESSION_FILES: typeof FILES = { ...FILES, phh: { ...FILES.phh, ending: 'phhs' } };

/**
 * Cards nobody showed stay unknown, except this device's own.
 * @param played with an outcome
 * @param record what this device noted: its own cards, and the names as it knew them
 * @returns 'unfit' for a hand that the format cannot tell
 */
export function handFile(
  played: PlayedHand,
  record: Pick<HandRecord, 'seats' | 'yourSeat' | 'yourCards' | 'finishedAt'>,
  format: HandFormat,
): HandFile | 'unfit' {
  const { yourSeat, yourCards } = record;
  const own =
    yourSeat !== undefined && yourCards.length > 0 ? { seat: yourSeat, cards: yourCards } : undefined;
  const names = new Map(record.seats.map((s) => [s.seat, s.nickname]));
  // The device's clock knows when the hand ended; the table's, how long it took.
  const epochMs = record.finishedAt - played.finishedAtMs;
  const text = handText({ ...played, names }, format, { epochMs, own });
  if (text === 'unfit') return text;
  const { ending, mediaType } = FILES[format];
  return { name: `dealerless-hand-${played.hand.hand}.${ending}`, mediaType, text };
}
