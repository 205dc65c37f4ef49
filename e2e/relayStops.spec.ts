import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

test('the relay is stopped in the middle of a hand and the hand finishes', async ({ browser }) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave']);
  await waitForHand(table, 1);
  const first = await table.actor();
  await first.raiseTo(6);
  await table.relay.stop();
  for (const tab of table.tabs) {
    await expect(tab.page.getByTestId('relay-status')).toHaveAttribute('data-state', 'lost');
  }
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const agreed = await agree(table);
  expect(Object.values(agreed.stacks).reduce((a, b) => a + b, 0)).toBe(800);
  await waitForHand(table, 2);
  await table.close();
});
