import { expect, test } from '@playwright/test';
import { printLongTasks, takeLongTasks } from './support/longTasks.ts';
import { agree, median, playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

test('four tabs play two hands: a raise, a fold, a showdown, an all-in with a side pot', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave']);
  console.log(`all links of four tabs direct after ${Math.round(table.linkedAfterMs)} ms`);
  // What opening the page took is another matter.
  for (const tab of table.tabs) await takeLongTasks(tab);

  await test.step('hand 1: one raises, one calls, two fold, the rest is checked to the showdown', async () => {
    await waitForHand(table, 1);
    const raiser = await table.actor();
    await raiser.raiseTo(20);
    const caller = await table.actor(table.tabs.filter((t) => t !== raiser));
    await caller.checkOrCall();
    const folder = await table.actor(table.tabs.filter((t) => t !== raiser && t !== caller));
    await folder.fold();
    const last = await table.actor(table.tabs.filter((t) => t !== raiser && t !== caller && t !== folder));
    await last.fold();
    await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
    expect((await raiser.board())?.split(' ')).toHaveLength(5);
    const agreed = await agree(table);
    expect(Object.values(agreed.stacks).reduce((a, b) => a + b, 0)).toBe(800);
    expect(new Set(Object.values(agreed.stacks)).size, 'the folded blinds have paid').toBeGreaterThan(1);
    await printLongTasks(table.tabs, 'hand 1');
  });

  await test.step('hand 2: three go all in with unequal stacks, the board is run out, side pots are paid', async () => {
    await waitForHand(table, 2);
    const acted: string[] = [];
    await playOut(table, 2, async (tab) => {
      if (acted.length === 1) await tab.fold();
      else await tab.allIn();
      acted.push(tab.name);
      if (acted.length < 4) return;
      // Every stack is another one by now, so three all-ins make a main pot and a side pot at least.
      for (const t of table.tabs) await expect(t.page.getByTestId('side-pot')).not.toHaveCount(0);
    });
    expect(acted).toHaveLength(4);
    // The next hand may have begun, and its blinds be posted, when the run-out has been told.
    expect((await agree(table)).totalChips).toBe(800);
  });

  await printLongTasks(table.tabs, 'hand 2');
  const latencies = (await Promise.all(table.tabs.map((t) => t.actionLatenciesMs()))).flat();
  console.log(
    `action to final, four tabs: P50 ${Math.round(median(latencies))} ms over ${latencies.length} actions`,
  );
  await table.close();
});

test('heads-up: the button posts the small blind and acts first before the flop, last after', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  await waitForHand(table, 1);
  const first = await table.actor();
  const seat = await first.seatNumber();
  await expect(first.page.getByTestId(`tseat-${seat}`)).toHaveAttribute('data-button', 'true');
  await expect(first.page.getByTestId(`tseat-${seat}`)).toHaveAttribute('data-bet', '1');
  await first.checkOrCall();
  const other = await table.actor(table.tabs.filter((t) => t !== first));
  await other.checkOrCall();
  await expect.poll(() => first.attribute('data-stage')).toBe('flop');
  expect(await table.actor(), 'the big blind opens the flop').toBe(other);
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const agreed = await agree(table);
  expect(Object.values(agreed.stacks).reduce((a, b) => a + b, 0)).toBe(400);
  await waitForHand(table, 2);
  const next = await table.actor();
  expect(next, 'the button has moved').toBe(other);
  const latencies = (await Promise.all(table.tabs.map((t) => t.actionLatenciesMs()))).flat();
  console.log(
    `action to final, two tabs: P50 ${Math.round(median(latencies))} ms over ${latencies.length} actions`,
  );
  await table.close();
});
