import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { agree, playOut, waitForHand } from './support/play.ts';
import { Tab, TestTable } from './support/table.ts';

/** What the page hands the browser to keep. */
async function saved(page: Page, press: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFile(await download.path());
}

const bring = (page: Page, file: Buffer) =>
  page.getByTestId('seat-file').setInputFiles({ name: 'a.age', mimeType: 'text/plain', buffer: file });

test('a seat moves to another device in the middle of a hand; its old device, a copy and the file played twice do nothing', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol']);
  await waitForHand(table, 1);
  const first = await table.actor();
  await first.raiseTo(6);
  const bob = await table.actor(table.tabs.filter((t) => t !== first));
  const cards = await bob.ownCards();
  const pot = await bob.page.getByTestId('pot').getAttribute('data-chips');
  expect(cards).not.toContain('??');

  // A copy, made while the tab plays on.
  const side = await bob.context.newPage();
  await side.goto(`${table.relay.url}/seats`);
  await side.getByTestId('seat-back-up').click();
  const words = await side.getByTestId('seat-passphrase').textContent();
  const copy = await saved(side, () => side.getByTestId('seat-back-up-save').click());
  await side.close();

  const phone = await browser.newContext({ permissions: ['microphone'] });
  const arriving = await phone.newPage();
  await arriving.goto(`${table.relay.url}/seats`);
  const code = await arriving.getByTestId('seat-own-code').inputValue();

  // From the table itself: leaving it frees the key.
  await bob.page.getByTestId('settings-open').click();
  await bob.page.getByTestId('seats-from-table').click();
  await bob.page.getByTestId('seat-hand-over').click();
  await bob.page.getByTestId('seat-code').fill(code);
  const file = await saved(bob.page, () => bob.page.getByTestId('seat-hand-over-now').click());
  await expect(bob.page.getByTestId('seat-answer')).toBeVisible();

  // A copy opened meanwhile is another player, and has nothing to say for this one.
  const thief = await browser.newContext();
  const other = await thief.newPage();
  await other.goto(`${table.relay.url}/seats`);
  await bring(other, file);
  await expect(other.getByTestId('seat-answer')).toHaveAttribute('data-reason', 'not-for-this-device');
  await bring(other, copy);
  await other.getByTestId('seat-words').fill('zoo zoo zoo zoo zoo zoo');
  await other.getByTestId('seat-open').click();
  await expect(other.getByTestId('seat-answer')).toHaveAttribute('data-reason', 'wrong-passphrase');
  await other.getByTestId('seat-words').fill(words ?? '');
  await other.getByTestId('seat-open').click();
  await expect(other.getByTestId('seat-answer')).toHaveAttribute('data-reason', '');
  await other.getByTestId('seat-play').click();
  await expect(other.getByTestId('failure')).toHaveAttribute('data-code', 'table-full');
  await expect(other.getByTestId('table')).toHaveAttribute('data-your-seat', '');

  await bring(arriving, file);
  await expect(arriving.getByTestId('seat-answer')).toHaveAttribute('data-reason', '');
  await arriving.getByTestId('seat-answer').getByRole('link').click();
  const moved = new Tab(bob.name, arriving, phone);
  await expect(moved.table).toHaveAttribute('data-stage', 'preflop', { timeout: 240_000 });
  await expect.poll(() => moved.ownCards()).toEqual(cards);
  await expect(arriving.getByTestId('pot')).toHaveAttribute('data-chips', pot ?? '');

  // The old device is done with this seat.
  await bob.page.goto(table.url);
  await expect(bob.page.getByTestId('failure')).toHaveAttribute('data-code', 'moved');
  table.tabs[table.tabs.indexOf(bob)] = moved;
  await expect.poll(() => moved.canAct()).toBe(true);
  await moved.checkOrCall();
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const agreed = await agree(table);
  expect(Object.values(agreed.stacks).reduce((a, b) => a + b, 0)).toBe(600);
  for (const tab of table.tabs) await expect(tab.page.getByTestId('fault-banner')).toHaveCount(0);
  expect(bob.errors).toEqual([]);
  await Promise.all([thief.close(), bob.context.close()]);
  await table.close();
});
