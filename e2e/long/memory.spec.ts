import { expect, test } from '@playwright/test';
import { playOut, waitForHand } from '../support/play.ts';
import { TestTable } from '../support/table.ts';

test('after twenty hands a tab holds less than 150 MB of JavaScript heap', async ({ browser }) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  for (let hand = 1; hand <= 20; hand++) {
    await waitForHand(table, hand);
    // Every fourth hand goes to the river, the others end where most hands end.
    if (hand % 4 === 0) await playOut(table, hand, (tab) => tab.checkOrCall().then(() => undefined));
    else await playOut(table, hand, (tab) => tab.fold());
  }
  const tab = table.tabs[0]!;
  const cdp = await tab.context.newCDPSession(tab.page);
  await cdp.send('HeapProfiler.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  console.log(`heap of one tab after 20 hands: ${Math.round(usedSize / 1e6)} MB`);
  expect(usedSize).toBeLessThan(150e6);
  await table.close();
});
