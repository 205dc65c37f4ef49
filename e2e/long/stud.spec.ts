/** Stud without one of its players: its later cards come from what it left with the others. */
import { expect, test } from '@playwright/test';
import { agree, playOut, playUntil, waitForHand } from '../support/play.ts';
import { type Tab, TestTable } from '../support/table.ts';

test('stud: one of four leaves after fourth street, and the hand ends with cards', async ({ browser }) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave'], {
    game: 'stud',
    proofs: 'transparent',
    smallBlind: 2,
    bigBlind: 4,
    stack: 400,
    seconds: 10,
  });
  await waitForHand(table, 1);
  const cardsOf = async (tab: Tab): Promise<number> =>
    (await tab.ownCards()).filter((card) => card !== '??').length;
  await playUntil(
    1,
    async () => (await cardsOf(table.tabs[0]!)) === 4,
    (tab) => tab.checkOrCall(),
    table.tabs,
  );
  const first = await table.actor();
  const leaver = table.tabs.find((tab) => tab !== first)!;
  const others = table.tabs.filter((tab) => tab !== leaver);
  await leaver.context.close();
  // Nobody bets, so its hand lives on: what comes to it is dealt by the others, face up, as to everybody.
  let most = 0;
  await playOut(
    table,
    1,
    async (tab) => {
      await tab.checkOrCall();
      most = Math.max(most, await cardsOf(tab));
    },
    others,
  );
  expect(most, 'own cards seen on the last street').toBe(7);
  await first.page.getByTestId('status-strip').click();
  const opened = first.page.locator('[data-testid="proof-row"][data-step="escrow"][data-ok="true"]');
  await expect(opened, 'of three streets, by three others').toHaveCount(9);
  await first.page.getByTestId('details-close').click();
  expect((await agree(table, others)).totalChips).toBe(1600);
  await table.close();
});
