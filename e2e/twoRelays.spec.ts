import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from './support/play.ts';
import { freePort, type RunningRelay, startTestRelay } from './support/relay.ts';
import { settingOf, TestTable } from './support/table.ts';

test('two relays in one link: either may die, a tab that reloads comes back over the other, and the table notices nothing', async ({
  browser,
}) => {
  const secondPort = await freePort();
  let sibling: RunningRelay | undefined;
  const table = await TestTable.open(
    {
      ...settingOf(browser),
      relay: async () => {
        const first = await startTestRelay(undefined, { SIBLINGS: `http://localhost:${secondPort}` });
        sibling = await startTestRelay(secondPort, { SIBLINGS: first.url });
        return first;
      },
    },
    ['Alice', 'Bob', 'Carol'],
    { seats: 3 },
  );
  expect(new URLSearchParams(new URL(table.url).hash.slice(1)).getAll('r')).toHaveLength(2);
  await waitForHand(table, 1);
  const actor = await table.actor();
  await actor.raiseTo(6);

  await sibling!.stop();
  for (const tab of table.tabs)
    await expect(tab.page.getByTestId('relay-status')).toHaveAttribute('data-state', 'connected');
  const carol = table.tab('Carol');
  await carol.page.reload();
  await expect(carol.table).toHaveAttribute('data-hand', '1');
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const { totalChips } = await agree(table);
  expect(totalChips).toBe(600);

  // The other one's turn: it serves the page, too, and is not missed for a hand.
  sibling = await startTestRelay(secondPort, { SIBLINGS: table.relay.url });
  await waitForHand(table, 2);
  await table.relay.stop();
  await playOut(table, 2, (tab) => tab.checkOrCall().then(() => undefined));
  for (const tab of table.tabs)
    await expect(tab.page.getByTestId('relay-status')).toHaveAttribute('data-state', 'connected');
  await agree(table);
  await table.close();
  await sibling.stop();
});
