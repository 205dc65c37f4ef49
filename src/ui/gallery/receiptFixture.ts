/** Receipts of an evening of four: the last one, an older one, one that does not hold, and a breach. */
import type { CheckedReceipt, CheckedReceipts, ReceiptView } from '../../client/contract/receipt.ts';

const key = (n: number): string =>
  ['8139', '770e', 'a87d', '175f', '56a3'].map((g) => `${g.slice(n)}${g.slice(0, n)}`).join(' ');
const names = ['Alice', 'Bob', 'Chiara', 'مريم'] as const;
const results = [350, -150, -220, 20] as const;

const last: ReceiptView = {
  tableId: '5f1b569d'.repeat(8),
  meetingKey: '5b'.repeat(32),
  tableName: 'Friday night, kitchen table',
  says: { kind: 'checkpoint', hand: 57 },
  isClosing: false,
  height: 6_412,
  words: ['frost', 'ladder', 'quiz', 'olive'],
  threshold: 3,
  members: names.map((nickname, seat) => ({ nickname, seat, fingerprint: key(seat), signed: false })),
  absent: [],
  players: names.map((nickname, seat) => ({
    ...{ nickname, seat, fingerprint: key(seat), isMany: false },
    ...{ resultChips: results[seat]!, broughtChips: 400, tableChips: 400 + results[seat]! },
  })),
  money: { centsPerChip: 5, currency: 'EUR' },
  checkpoints: [],
};
const older: ReceiptView = { ...last, says: { kind: 'standing', hand: 30 }, height: 3_300 };
const good = (receipt: ReceiptView, isLast: boolean): CheckedReceipt => ({ ok: true, receipt, isLast });

export const receiptFixture: CheckedReceipts = { receipts: [good(last, true)], breaches: [] };
export const receiptsFixture: CheckedReceipts = {
  receipts: [good(older, false), good(last, true), { ok: false, fault: 'signature' }],
  breaches: [{ kind: 'two-states', between: [0, 1], names: ['Bob', 'Chiara'] }],
};
