import { expect, test } from '@playwright/test';
import { playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

test('a finished hand is in the history and is replayed from the log alone, its proofs checked again', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  await waitForHand(table, 1);
  const alice = table.tab('Alice');
  const cards = await alice.ownCards();
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const board = await alice.board();
  const page = await alice.context.newPage();
  await page.goto(`${table.relay.url}/history`);
  const row = page.getByTestId('history-row').first();
  await expect(row).toHaveAttribute('data-hand', '1');
  await row.click();
  await expect(page.getByTestId('replay')).toBeVisible();
  await page.getByTestId('replay-last').click();
  await expect(page.getByTestId('board')).toHaveAttribute('data-cards', board ?? '');
  const shown = await page
    .locator('[data-card]')
    .evaluateAll((c) => c.map((x) => x.getAttribute('data-card')));
  for (const card of cards) expect(shown).toContain(card);
  // Two keys, two shuffles, two deals, and two players' shares of three streets, at least.
  await expect
    .poll(async () => Number(/\d+/.exec((await page.getByTestId('replay-proofs').textContent()) ?? '')?.[0]))
    .toBeGreaterThanOrEqual(12);
  await table.close();
});
