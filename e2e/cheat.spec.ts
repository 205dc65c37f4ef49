import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

test('a tab that shuffles a card twice is named by the others, and they play on without it', async ({
  browser,
}) => {
  const table = await TestTable.open(
    browser,
    ['Alice', 'Bob', 'Mallory', 'Dave'],
    {},
    { Mallory: 'card-twice' },
  );
  const honest = table.tabs.filter((t) => t.name !== 'Mallory');
  const seat = await table.tab('Mallory').seatNumber();
  for (const tab of honest) {
    const banner = tab.faultBanner(seat);
    await expect(banner).toHaveAttribute('data-step', 'shuffle', { timeout: 300_000 });
    await expect(banner).toContainText('Mallory');
  }
  await waitForHand(table, 1, honest);
  for (const tab of honest) {
    expect(Number(await tab.attribute('data-attempt'))).toBeGreaterThan(0);
    await expect(tab.page.getByTestId('card')).toHaveCount(2);
  }
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined), honest);
  await agree(table, honest);
  await table.close();
});
