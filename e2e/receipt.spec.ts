/** What a player takes home: a receipt that anybody checks, also where the other side has gone without a word. */

import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { toHex } from '../src/codec/decode.ts';
import { keySigningBytes } from '../src/codec/keyMessages.ts';
import { createNobleGroup } from '../src/crypto/backendNoble.ts';
import { blsVerify } from '../src/crypto/bls.ts';
import { closingIds } from '../src/ui/closing/testIds.ts';
import { testIds } from '../src/ui/testIds.ts';
import { dealtIn, loseShares, sharesOf, signedBy } from './support/key.ts';
import { playOut, waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';
import { example, verify } from './support/verify.ts';

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
  // The members of this epoch make a key while they play, one of them with a tab that is loaded anew in the middle.
  let reloaded = false;
  const reloadInTheMiddle = async (): Promise<void> => {
    if (reloaded || (await dealtIn(dora)).length === 0) return;
    expect(await sharesOf(dora)).toEqual([]);
    reloaded = true;
    await dora.page.reload();
    await expect(dora.table).toHaveAttribute('data-phase', 'playing', { timeout: 240_000 });
  };
  for (; !(await kinds(alice)).includes('checkpoint'); hand++)
    await playOut(table, hand, async (tab) => {
      await reloadInTheMiddle();
      await tab.fold();
    });
  expect(reloaded).toBe(true);
  await expect.poll(() => sharesOf(dora)).toHaveLength(1);
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
  let three = [alice, carol, dora];
  hand++;
  await expect(async () => {
    for (const tab of three) if (await tab.canAct()) await tab.fold();
    await expect(bob.page.getByTestId(testIds.leftPage)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 180_000, intervals: [200] });

  // The three deal it on, and none of their dealings can be missing: a tab is killed when it has made its own.
  const [before] = await sharesOf(carol);
  const playOn = (holds: () => Promise<boolean>) =>
    expect(async () => {
      for (const tab of three) if (await tab.canAct()) await tab.fold();
      expect(await holds()).toBe(true);
    }).toPass({ timeout: 240_000, intervals: [200] });
  await playOn(async () => (await dealtIn(carol)).some((epoch) => epoch !== before));
  expect(await sharesOf(carol)).toEqual([before]);
  await table.crash(carol);
  const back = await table.reopen(carol);
  three = [alice, back, dora];
  await expect(back.table).toHaveAttribute('data-phase', 'playing', { timeout: 240_000 });
  await playOn(async () => {
    const held = await Promise.all(three.map((tab) => sharesOf(tab)));
    return held.every((shares) => shares.length === 1 && shares[0] !== before);
  });

  await alice.page.getByTestId(testIds.scoresOpen).click();
  await alice.page.getByTestId(closingIds.closingAsk).click();
  await alice.page.getByTestId(closingIds.closingConfirm).click();
  await expect(alice.page.getByTestId(closingIds.closingAsked)).toContainText('Carol');
  await alice.page.getByTestId(testIds.scoresClose).click();
  for (const tab of [back, dora]) await tab.page.getByTestId(closingIds.closingAgree).click();
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
  expect(new Set(signed.map((s) => toHex(s.key))).size, 'one key, whoever held it').toBe(1);
  for (const tab of three) expect(await sharesOf(tab), 'nothing signs after the closing').toEqual([]);
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

test('the loser of two withholds its part and goes: the winner’s receipt by headers of blocks holds everywhere', async ({
  browser,
}, info) => {
  test.setTimeout(900_000);
  const table = await TestTable.open(browser, ['Alice', 'Bob'], { proofs: 'transparent' });
  const [alice, bob] = table.tabs as [Tab, Tab];
  const bobLoses = (tab: Tab) => (tab === bob ? tab.fold() : tab.checkOrCall());
  let hand = 1;
  await waitForHand(table, hand);
  // Their key signs, as long as both do.
  for (; !(await kinds(alice)).includes('checkpoint'); hand++) await playOut(table, hand, bobLoses);
  await waitForHand(table, hand);
  // From here on Bob's tab has nothing to sign with, and says nothing for the end of the hand that it loses.
  await loseShares(bob);
  await playOut(table, hand, bobLoses);
  await waitForHand(table, hand + 1);
  // Its blocks of the next hand stand on that end, and are all that it leaves.
  await (await table.actor()).checkOrCall();
  expect((await signedBy(alice)).some(({ message: m }) => m.kind === 'checkpoint' && m.hand === hand)).toBe(
    false,
  );
  await bob.context.close();
  await alice.page.getByTestId(testIds.endOpen).click({ timeout: 180_000 });
  const book = alice.page.getByTestId(testIds.endHere);
  await expect(book.getByTestId(testIds.agreedTo)).toHaveAttribute('data-hand', String(hand));
  const results = await book
    .getByTestId(testIds.ledgerRow)
    .evaluateAll((rows) => rows.map((r) => r.getAttribute('data-result')).sort());
  await book.getByTestId(testIds.receiptGet).click();
  const url = await alice.page.getByTestId(testIds.receiptUrl).inputValue({ timeout: 120_000 });
  await expect(alice.page.getByTestId(closingIds.receiptKind)).toHaveAttribute('data-blocks', 'true');
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
