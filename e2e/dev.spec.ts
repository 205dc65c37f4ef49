import { expect, type Page, test } from '@playwright/test';
import { startDevServer } from './support/relay.ts';
import { settingOf, TestTable } from './support/table.ts';

/** Resolves when the page hears of changed files from the development server. */
async function hearsOfChanges(page: Page): Promise<void> {
  const socket = await page.waitForEvent('websocket', (s) => s.url().includes('token='));
  await socket.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"connected"'));
}

test('a table is made and played while the app is developed', async ({ browser }) => {
  const server = await startDevServer();
  // The first visit makes the development server collect the libraries, and may load the page a second time.
  const page = await (await browser.newContext()).newPage();
  const heard = hearsOfChanges(page);
  await page.goto(server.url);
  await heard;
  await page.context().close();

  const table = await TestTable.open({ ...settingOf(browser), relay: async () => server }, ['Alice', 'Bob']);
  const first = await table.actor();
  await first.fold();
  await expect(async () => {
    const stacks = await Promise.all(table.tabs.map((tab) => tab.stacks()));
    for (const s of stacks) expect(s[0]).not.toBe(s[1]);
  }).toPass({ timeout: 120_000 });
  await table.close();
});
