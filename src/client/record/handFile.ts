/** A finished hand as a file that other poker software reads. */
import { HistoryError } from '../../poker/formats/history.ts';
import { encodeOhh } from '../../poker/formats/ohh.ts';
import { encodePhh } from '../../poker/formats/phh.ts';
import { courseOf, historyOf } from '../../poker/formats/record.ts';
import type { HandRecord } from '../../storage/storage.ts';
import type { TableHand } from '../../table/state/state.ts';
import type { HandFile, HandFormat, HandSummaryView } from '../contract/record.ts';

/**
 * Cards nobody showed stay unknown, except this device's own.
 * @param hand with an outcome
 * @param tableSeats seats of the table, for the format's table size
 * @returns 'unfit' for a hand that the formats cannot tell
 */
export function handFile(
  hand: TableHand,
  record: HandRecord,
  summary: Pick<HandSummaryView, 'tableName'>,
  tableSeats: number,
  format: HandFormat,
): HandFile | 'unfit' {
  if (hand.outcome?.voidReason !== undefined) return 'unfit';
  const { yourSeat, yourCards } = record;
  const names = new Map(record.seats.map((s) => [s.seat, s.nickname]));
  const known = yourSeat !== undefined && yourCards.length > 0;
  const name = `dealerless-hand-${hand.hand}.${format}`;
  try {
    const history = historyOf(hand.engine, {
      names,
      ...(known ? { holeCards: new Map([[yourSeat, yourCards]]) } : {}),
      handName: String(hand.hand),
      tableName: summary.tableName,
    });
    if (format === 'phh') return { name, mediaType: 'application/toml', text: encodePhh(history) };
    const text = encodeOhh(history, courseOf(hand.engine), {
      siteName: 'Dealerless',
      networkName: 'Dealerless',
      startDateUtc: new Date(record.finishedAt).toISOString(),
      currency: 'Chips',
      tableSize: tableSeats,
      heroSeat: known ? yourSeat + 1 : null,
    });
    return { name, mediaType: 'application/json', text };
  } catch (error) {
    if (error instanceof HistoryError) return 'unfit';
    throw error;
  }
}
