import { expect, test } from '@playwright/test';
import { agree, playOut, playUntil, waitForHand } from '../support/play.ts';
import { TestTable } from '../support/table.ts';

test('three tabs, one closed in the middle of a hand: the others adjourn it, play on, and finish it when it is back', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol'], { seats: 3 });
  await waitForHand(table, 1);
  const first = await table.actor();
  await first.raiseTo(6);
  const second = await table.actor(table.tabs.filter((t) => t !== first));
  await second.checkOrCall();
  const third = table.tabs.find((t) => t !== first && t !== second)!;
  await expect.poll(() => third.canAct()).toBe(true);
  const cards = await third.ownCards();
  const url = third.page.url();
  const { name } = third;
  await third.page.goto('about:blank');
  const others = [first, second];

  const [asks, agrees] = others.map((t) => t.page.getByTestId('missing-banner')) as [
    ReturnType<typeof first.page.getByTestId>,
    ReturnType<typeof first.page.getByTestId>,
  ];
  // Nobody is left behind for a short break in the connection.
  await expect(asks).toContainText(`Waiting for ${name}`, { timeout: 20_000 });
  await expect(asks.getByTestId('adjourn')).toHaveCount(0);
  await asks.getByTestId('adjourn').click({ timeout: 120_000 });
  await expect(agrees.getByTestId('adjourn-agreed')).toContainText(first.name);
  await agrees.getByTestId('adjourn').click();
  for (const { page } of others) {
    const aside = page.getByTestId('aside-banner');
    await expect(aside).toContainText(`until ${name} is back`);
    await expect(aside).toHaveAttribute('data-hand', '1');
  }
  const chips = Number(await first.page.getByTestId('aside-banner').getAttribute('data-chips'));
  expect(chips).toBeGreaterThanOrEqual(13);
  await waitForHand(table, 2, others);
  await playOut(table, 2, (tab) => tab.fold(), others);
  const apart = await agree(table, others);
  expect(apart.totalChips + chips).toBe(600);

  await third.page.goto(url);
  for (const tab of table.tabs)
    await expect(tab.table).toHaveAttribute('data-hand', '1', { timeout: 240_000 });
  await expect.poll(() => third.ownCards()).toEqual(cards);
  await expect.poll(() => third.canAct()).toBe(true);
  const over = async (): Promise<boolean> => {
    for (const tab of table.tabs) if ((await tab.attribute('data-stage')) !== 'between-hands') return false;
    return true;
  };
  await playUntil(1, over, (tab) => tab.checkOrCall(), table.tabs);
  const { totalChips } = await agree(table);
  await expect(first.page.getByTestId('aside-banner')).toHaveCount(0);
  // Who lost blinds meanwhile has bought them again for the hand; what was brought and what is there come out even.
  expect(totalChips).toBeGreaterThanOrEqual(600);
  const book = await first.context.newPage();
  await book.goto(`${table.relay.url}/history`);
  await book.getByTestId('session-link').click();
  await expect(book.getByTestId('ledger-sum')).toHaveAttribute('data-chips', '0');
  const bought = await book
    .getByTestId('ledger-row')
    .evaluateAll((rows) => rows.reduce((sum, r) => sum + Number(r.getAttribute('data-brought')), 0));
  expect(totalChips).toBe(bought);
  await table.close();
});
