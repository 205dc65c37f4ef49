/** What a player takes home: a receipt that anybody checks, also where the other side has gone without a word. */

import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { keySigningBytes } from '../src/codec/keyMessages.ts';
import { decodeKeySigned, type KeySigned } from '../src/codec/keyPartial.ts';
import { createNobleGroup } from '../src/crypto/backendNoble.ts';
import { blsVerify } from '../src/crypto/bls.ts';
import { closingIds } from '../src/ui/closing/testIds.ts';
import { testIds } from '../src/ui/testIds.ts';
import { playOut, waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';
import { example, verify } from './support/verify.ts';

/** What the table's key has signed, as this tab's device keeps it. */
async function signedBy(tab: Tab): Promise<KeySigned[]> {
  const records = await tab.page.evaluate(async () => {
    const opened = indexedDB.open('dealerless');
    await new Promise((resolve, reject) => {
      opened.onsuccess = resolve;
      opened.onerror = reject;
    });
    const all = opened.result.transaction('signed').objectStore('signed').getAll();
    await new Promise((resolve, reject) => {
      all.onsuccess = resolve;
      all.onerror = reject;
    });
    opened.result.close();
    return (all.result as Uint8Array[]).map((bytes) => [...bytes]);
  });
  return records.map((bytes) => decodeKeySigned(Uint8Array.from(bytes)));
}

const kinds = async (tab: Tab): Promise<string[]> => (await signedBy(tab)).map((s) => s.message.kind);

/** Takes the receipt that a tab offers now, as a file and as a link. */
async function takeReceipt(
  tab: Tab,
  file: string,
): Promise<{ url: string; isClosing: boolean; byBlocks: boolean }> {
  const { page } = tab;
  await page.getByTestId(testIds.scoresOpen).click();
  await page.getByTestId(testIds.receiptGet).click();
  const url = await page.getByTestId(testIds.receiptUrl).inputValue({ timeout: 120_000 });
  const kind = page.getByTestId(closingIds.receiptKind);
  const [isClosing, byBlocks] = await Promise.all(
    ['data-closing', 'data-blocks'].map(async (name) => (await kind.getAttribute(name)) === 'true'),
  );
  const saved = page.waitForEvent('download');
  await page.getByTestId(testIds.receiptSave).click();
  await (await saved).saveAs(file);
  await page.keyboard.press('Escape');
  return { url, isClosing: isClosing!, byBlocks: byBlocks! };
}

test('a fourth comes, one goes, and all close the table: its key signs that, as it signed what the clock decided', async ({
  browser,
}, info) => {
  test.setTimeout(900_000);
  const options = { seats: 4, seconds: 15, admission: 'open', proofs: 'transparent' } as const;
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol'], options);
  const [alice, bob, carol] = table.tabs as [Tab, Tab, Tab];
  await waitForHand(table, 1);
  const dora = await table.join('Dora');
  // Before she is told who plays, a seat that she takes would be one of a table that begins.
  await expect(dora.page.getByTestId(testIds.lobbySeat(0))).toHaveAttribute('data-taken', 'true');
  await dora.sit(3);
  await dora.ready();
  await playOut(table, 1, (tab) => tab.fold(), [alice, bob, carol]);
  let hand = 2;
  await waitForHand(table, hand);
  // The members of this epoch make a key while they play.
  for (; !(await kinds(alice)).includes('checkpoint'); hand++)
    await playOut(table, hand, (tab) => tab.fold());
  await waitForHand(table, hand);
  // Nobody does anything, and the clock decides.
  await expect.poll(() => kinds(alice), { timeout: 120_000 }).toContain('timeout');
  await playOut(table, hand, (tab) => tab.fold());
  const standing = info.outputPath('standing.receipt');
  const old = await takeReceipt(alice, standing);
  expect(old).toMatchObject({ isClosing: false, byBlocks: false });
  await alice.page.getByTestId(testIds.scoresClose).click();

  // One goes; the key stays, for enough of its holders do.
  await bob.page.getByTestId(testIds.seatMenu).click();
  await bob.page.getByTestId(testIds.standUp).click();
  await bob.page.getByTestId(testIds.standUpConfirm).click();
  const three = [alice, carol, dora];
  hand++;
  await expect(async () => {
    for (const tab of three) if (await tab.canAct()) await tab.fold();
    await expect(bob.page.getByTestId(testIds.leftPage)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 180_000, intervals: [200] });

  await alice.page.getByTestId(testIds.scoresOpen).click();
  await alice.page.getByTestId(closingIds.closingAsk).click();
  await alice.page.getByTestId(closingIds.closingConfirm).click();
  await expect(alice.page.getByTestId(closingIds.closingAsked)).toContainText('Carol');
  await alice.page.getByTestId(testIds.scoresClose).click();
  for (const tab of [carol, dora]) await tab.page.getByTestId(closingIds.closingAgree).click();
  await expect(async () => {
    for (const tab of three) if (await tab.canAct()) await tab.fold();
    for (const tab of three)
      await expect(tab.page.getByTestId(closingIds.closed).first()).toHaveAttribute('data-signed', 'signed', {
        timeout: 500,
      });
  }).toPass({ timeout: 180_000, intervals: [200] });

  const group = createNobleGroup();
  const signed = await signedBy(dora);
  expect(signed.map((s) => s.message.kind)).toEqual(expect.arrayContaining(['timeout', 'closing']));
  for (const { message, key, signature } of signed)
    expect(blsVerify(group, key, keySigningBytes(message), signature)).toBe(true);
  const closing = info.outputPath('closing.receipt');
  const { url, ...last } = await takeReceipt(alice, closing);
  expect(last).toEqual({ isClosing: true, byBlocks: false });

  const reader = await browser.newContext();
  const page = await reader.newPage();
  await page.goto(url);
  const good = page.getByTestId(testIds.receiptGood);
  await expect(good).toHaveAttribute('data-closing', 'true');
  await expect(good).toHaveAttribute('data-kind', 'closing');
  await page.getByTestId(testIds.receiptLink).fill(table.url);
  await expect(page.getByTestId(testIds.receiptMatch)).toHaveAttribute('data-match', 'same');
  // The one of before beside it is known as an older one.
  await page.locator('input[type=file]').setInputFiles(standing);
  await expect(good).toHaveCount(2);
  await expect(good.last()).toHaveAttribute('data-last', 'false');
  await expect(good.last()).toHaveAttribute('data-closing', 'false');
  await expect(page.getByTestId(testIds.receiptBreach)).toHaveCount(0);
  await reader.close();

  const { code, printed } = await verify(standing, closing);
  expect(printed).toContain('standing.receipt: the receipt holds (superseded by a later one)');
  expect(printed).toContain('closing: nothing of this table comes after it');
  expect(printed).toContain('All but at most 1 of these 4 devices agreed, with the table’s key');
  expect(code).toBe(0);
  const stock = await example(closing);
  expect(stock.printed).toMatch(/^closing, signed by the key [0-9a-f]{192}$/m);
  expect(stock.code).toBe(0);
  await table.close();
});

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
