/** Whether a receipt is of the table of a link, as somebody who opens both finds out. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeReceipt } from '../../codec/receipt.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { ReceiptTable } from '../../testing/receiptTable.ts';
import type { ReceiptView } from '../contract/receipt.ts';
import { formatShortPath } from '../create/shortLink.ts';
import { formatTablePath } from '../create/tableUrl.ts';
import { checkReceipts, matchLink } from './receipt.ts';

const HOST = 'poker.example';
const at = (path: string): URL => new URL(path, `https://${HOST}`);

let mine: ReceiptTable;
let other: ReceiptTable;
let view: ReceiptView;
beforeAll(async () => {
  const group = await createMclGroup();
  mine = new ReceiptTable([0, 1, 2], group);
  other = new ReceiptTable([0, 1, 2], group, 'other', 77);
  const receipt = mine.checkpoint({ height: 40, hand: 3, results: { 0: 5, 1: -5, 2: 0 } });
  const { receipts } = await checkReceipts([encodeReceipt(receipt)]);
  const [checked] = receipts;
  if (!checked?.ok) throw new Error('the receipt does not hold');
  view = checked.receipt;
});

describe('a receipt and the link of a table', () => {
  it.each(['long', 'short'])('belong together or not, by a %s link', (kind) => {
    const linkOf = ({ genesis }: ReceiptTable): URL => {
      const { config } = genesis.body;
      return at(kind === 'long' ? formatTablePath(config, []) : formatShortPath(config, [], HOST)!);
    };
    expect(matchLink(view, linkOf(mine))).toBe('same');
    expect(matchLink(view, linkOf(other))).toBe('other-table');
  });

  it('of which something is missing is said to be no link', () => {
    const short = formatShortPath(mine.genesis.body.config, [], HOST)!;
    for (const path of [short.slice(0, -1), '/t', '/history'])
      expect(matchLink(view, at(path))).toBe('bad-link');
  });
});
