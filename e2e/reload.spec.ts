import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';

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

/** The tab is where it was: in this hand, with these cards, and it can be played on. */
async function isBack(tab: Tab, hand: number, cards: readonly string[]): Promise<void> {
  await expect(tab.table).toHaveAttribute('data-phase', 'playing', { timeout: 240_000 });
  await expect(tab.table).toHaveAttribute('data-hand', String(hand), { timeout: 60_000 });
  await expect.poll(() => tab.ownCards(), { timeout: 60_000 }).toEqual(cards);
}

test('each of two tabs, reloaded and killed again and again in hands 2 and 3, comes back into its hand', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  await waitForHand(table, 1);
  await playOut(table, 1, (tab) => tab.fold());
  for (const hand of [2, 3]) {
    await waitForHand(table, hand);
    for (const { name } of [...table.tabs]) {
      await expect.poll(() => table.tab(name).ownCards()).not.toContain('??');
      const cards = await table.tab(name).ownCards();
      for (let i = 0; i < 3; i++) {
        await table.tab(name).page.reload();
        await isBack(table.tab(name), hand, cards);
      }
      await table.crash(table.tab(name));
      await isBack(await table.reopen(table.tab(name)), hand, cards);
    }
    await playOut(table, hand, (tab) => tab.checkOrCall());
  }
  const agreed = await agree(table);
  expect(Object.values(agreed.stacks).reduce((a, b) => a + b, 0)).toBe(400);
  await table.close();
});
