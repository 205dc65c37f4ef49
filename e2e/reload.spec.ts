import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

test('a tab reloaded in the middle of a hand, its decision pending, comes back with cards, pot and clock', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave']);
  await waitForHand(table, 1);
  const first = await table.actor();
  await first.raiseTo(6);
  const second = await table.actor(table.tabs.filter((t) => t !== first));
  const cards = await second.ownCards();
  const pot = await second.page.getByTestId('pot').getAttribute('data-chips');
  expect(cards).not.toContain('??');
  await second.page.reload();
  await expect(second.table).toHaveAttribute('data-stage', 'preflop', { timeout: 240_000 });
  await expect.poll(() => second.ownCards()).toEqual(cards);
  await expect(second.page.getByTestId('pot')).toHaveAttribute('data-chips', pot ?? '');
  await expect.poll(() => second.canAct()).toBe(true);
  await second.checkOrCall();
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const agreed = await agree(table);
  expect(Object.values(agreed.stacks).reduce((a, b) => a + b, 0)).toBe(800);
  await table.close();
});
