/** A session's accounts as comma-separated values (RFC 4180), for spreadsheets. */
import type { LedgerRow, SessionView } from '../contract/record.ts';
import { sessionNotes } from './sessionNotes.ts';

const HEADER = ['player', 'nickname', 'brought', 'taken', 'at the table', 'result'];

/**
 * One row a player and a sum, then a row of words for every hand that is not over, or in which somebody paid for cards
 * it did not open. Lines end with CRLF; amounts are chips.
 */
export function ledgerCsv(
  session: Pick<SessionView, 'ledger' | 'openHands' | 'withheld' | 'missed' | 'since'>,
): string {
  const { ledger } = session;
  const sum = (of: (r: LedgerRow) => number): number => ledger.reduce((total, r) => total + of(r), 0);
  const rows = ledger.map((r) => [
    r.player,
    r.nickname,
    r.broughtChips,
    r.takenChips,
    r.atTableChips,
    r.resultChips,
  ]);
  const total = [
    '',
    'total',
    sum((r) => r.broughtChips),
    sum((r) => r.takenChips),
    sum((r) => r.atTableChips),
    sum((r) => r.resultChips),
  ];
  const notes = sessionNotes(session).map((note) => ['', note, '', '', '', '']);
  return [HEADER, ...rows, total, ...notes].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
}

/**
 * Text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection), also behind
 * spaces and in the full-width forms that some take alike; numbers are written as they are.
 */
export function csvField(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const guarded = /^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(guarded) || guarded !== guarded.trim()
    ? `"${guarded.replaceAll('"', '""')}"`
    : guarded;
}
