import { type CDPSession, expect, test } from '@playwright/test';
import { agree, playUntil, waitForHand } from '../support/play.ts';
import { type Tab, TestTable } from '../support/table.ts';

/** As a phone does with a page whose screen has gone dark: nothing of it runs, its links stay open. */
async function freeze(tab: Tab): Promise<CDPSession> {
  const cdp = await tab.context.newCDPSession(tab.page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  return cdp;
}

test('a tab that sleeps for a minute of the table is acted for, wakes, catches up and plays on', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave'], { seconds: 3 });
  await waitForHand(table, 1);
  const sleeper = await table.actor();
  const seat = await sleeper.seatNumber();
  const others = table.tabs.filter((t) => t !== sleeper);
  const witness = others[0]!;
  const tableTimeMs = (): Promise<number> => witness.attribute('data-table-time').then(Number);
  const hand = (): Promise<number> => witness.attribute('data-hand').then(Number);
  const log = witness.page.getByTestId('event-log');

  const cdp = await freeze(sleeper);
  const asleepSinceMs = await tableTimeMs();
  // The clock of the table acts for it: the hand goes on without anybody waiting for more than its time.
  await expect(log).toContainText(`${sleeper.name} ran out of time`);
  await expect(witness.seat(seat)).toHaveAttribute('data-folded', 'true');
  const slept = async (): Promise<boolean> => (await tableTimeMs()) - asleepSinceMs >= 60_000;
  for (let n = 1; !(await slept()); n = await hand())
    await playUntil(
      n,
      async () => (await slept()) || (await hand()) > n,
      (tab) => tab.checkOrCall(),
      others,
    );
  const hands = await hand();
  expect(hands, 'the others have played on').toBeGreaterThan(1);

  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await sleeper.page.bringToFront();
  await expect.poll(() => sleeper.attribute('data-hand').then(Number)).toBeGreaterThanOrEqual(hands);
  await sleeper.page.getByTestId('sit-in').click();
  await expect(sleeper.page.getByTestId('sit-out')).toBeVisible();
  // Dealt in again, it acts like everybody.
  let acted = false;
  const canActAgain = async (): Promise<boolean> => {
    if (!acted && (await sleeper.canAct())) {
      await sleeper.checkOrCall();
      await expect(sleeper.page.getByTestId('final')).toBeVisible();
      acted = true;
    }
    return acted;
  };
  // The hand that is on is given up, so that the next one comes soon; the one it is dealt into is played.
  const wokeIn = await hand();
  for (let n = wokeIn; !(await canActAgain()); n = await hand())
    await playUntil(
      n,
      async () => (await canActAgain()) || (await hand()) > n,
      (tab) => (n === wokeIn && !acted ? tab.fold() : tab.checkOrCall()),
      others,
    );
  const agreed = await agree(table);
  expect(agreed.totalChips).toBe(800);
  await table.close();
});
