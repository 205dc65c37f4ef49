/** What a player takes home: a receipt that anybody checks, also where the other side has gone without a word. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { playOut, waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';
import { verify } from './support/verify.ts';

test('one of two is gone: the other’s receipt holds in a fresh profile and in a process of its own', async ({
  browser,
}, info) => {
  test.setTimeout(900_000);
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  const [alice, bob] = table.tabs as [Tab, Tab];
  await waitForHand(table, 1);
  await playOut(table, 1, (tab) => tab.checkOrCall());
  await waitForHand(table, 2);
  // Bob's blocks of hand 2 stand on the end of hand 1, and are all that he leaves.
  await (await table.actor()).checkOrCall();
  await bob.context.close();
  await alice.page.getByTestId(testIds.endOpen).click({ timeout: 180_000 });
  const book = alice.page.getByTestId(testIds.endHere);
  await expect(book.getByTestId(testIds.agreedTo)).toHaveAttribute('data-hand', '1');
  const results = await book
    .getByTestId(testIds.ledgerRow)
    .evaluateAll((rows) => rows.map((r) => r.getAttribute('data-result')).sort());
  await book.getByTestId(testIds.receiptGet).click();
  const url = await alice.page.getByTestId(testIds.receiptUrl).inputValue({ timeout: 120_000 });
  const saved = alice.page.waitForEvent('download');
  await alice.page.getByTestId(testIds.receiptSave).click();
  const file = info.outputPath('evening.receipt');
  await (await saved).saveAs(file);

  const reader = await browser.newContext();
  const page = await reader.newPage();
  await page.goto(url);
  await expect(page.getByTestId(testIds.receiptGood)).toHaveAttribute('data-last', 'true');
  const told = page.getByTestId(testIds.receiptPlayer);
  expect((await told.evaluateAll((rows) => rows.map((r) => r.getAttribute('data-result')))).sort()).toEqual(
    results,
  );
  await expect(page.getByTestId(testIds.receiptProves)).toContainText('Alice');
  await page.getByTestId(testIds.receiptLink).fill(table.url);
  await expect(page.getByTestId(testIds.receiptMatch)).toHaveAttribute('data-match', 'same');
  // One sign of it is another.
  const at = url.length - 40;
  await page.goto(url.slice(0, at) + (url[at] === 'A' ? 'B' : 'A') + url.slice(at + 1));
  await expect(page.getByTestId(testIds.receiptBad)).toBeVisible();
  await reader.close();

  const good = await verify(file);
  expect(good.printed).toContain('All of these 2 devices agreed: Alice');
  expect(good.code).toBe(0);
  const cut = info.outputPath('cut.receipt');
  writeFileSync(cut, Buffer.from(new URL(url).hash.slice(1), 'base64url').subarray(0, -1));
  expect((await verify(cut)).code).toBe(1);
  expect(alice.errors).toEqual([]);
  await alice.context.close();
  await table.relay.stop();
});
