import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from '../support/play.ts';
import { type Tab, TestTable } from '../support/table.ts';

// Seven tabs on a small machine.
test.describe.configure({ timeout: 900_000 });

test('two of seven tabs are killed in the middle of a hand, one of them to act, and come back into it', async ({
  browser,
}) => {
  const names = ['Alice', 'Bob', 'Carol', 'Dave', 'Erin', 'Frank', 'Grace'];
  const table = await TestTable.open(browser, names, { seats: 7 });
  await waitForHand(table, 1);
  const first = await table.actor();
  await first.raiseTo(6);
  const awaited = await table.actor(table.tabs.filter((t) => t !== first));
  const other = table.tabs.find((t) => t !== first && t !== awaited)!;
  const before = await Promise.all(
    [awaited, other].map(async (tab) => ({ tab, cards: await tab.ownCards(), seat: await tab.seatNumber() })),
  );
  const pot = await first.page.getByTestId('pot').getAttribute('data-chips');
  await Promise.all(before.map(({ tab }) => table.crash(tab)));

  const back: Tab[] = [];
  for (const { tab, cards, seat } of before) {
    expect(cards).toHaveLength(2);
    expect(cards).not.toContain('??');
    const again = await table.reopen(tab);
    back.push(again);
    await expect(again.table).toHaveAttribute('data-stage', 'preflop', { timeout: 300_000 });
    await expect.poll(() => again.ownCards(), 'the same cards').toEqual(cards);
    expect(await again.seatNumber()).toBe(seat);
    await expect(again.page.getByTestId('pot')).toHaveAttribute('data-chips', pot ?? '');
  }
  await expect.poll(() => back[0]!.canAct(), 'its decision is still its own').toBe(true);
  await back[0]!.checkOrCall();
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  expect((await agree(table)).totalChips).toBe(7 * 200);
  await table.close();
});
