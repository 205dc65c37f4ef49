import { expect, test } from '@playwright/test';
import { agree, playOut, waitForHand } from '../support/play.ts';
import { TestTable } from '../support/table.ts';
import { type RunningProgram, startWitness } from '../support/witness.ts';

const sum = (chips: Record<number, number>): number => Object.values(chips).reduce((a, b) => a + b, 0);

test('three tabs and a witness: one tab is closed in the middle of a hand, and the others play on', async ({
  browser,
}) => {
  let witness: RunningProgram | undefined;
  const table = await TestTable.open(
    browser,
    ['Alice', 'Bob', 'Carol'],
    { seats: 3, seconds: 15 },
    {},
    async (host) => {
      witness = startWitness(host.page.url());
      await witness.said('joined');
      const offered = host.page.getByTestId('witnesses');
      await expect(offered).toHaveAttribute('data-offered', '1');
      await expect(host.page.getByTestId('take-witnesses')).toBeChecked();
    },
  );
  await witness!.said('started with 3 players and 1 witness');
  await waitForHand(table, 1);
  // Somebody whose turn it is not: nothing but deck work will be missing.
  const actor = await table.actor();
  const leaver = table.tabs.find((t) => t !== actor)!;
  const seat = await leaver.seatNumber();
  const others = table.tabs.filter((t) => t !== leaver);
  await leaver.context.close();
  await playOut(table, 1, (tab) => tab.checkOrCall(), others);
  for (const tab of others) {
    const cards = await tab.page
      .locator(`[data-testid="tseat-${seat}"] [data-card]`)
      .evaluateAll((c) => c.map((x) => x.getAttribute('data-card')));
    expect(cards.filter((c) => c)).toEqual([]);
  }
  expect((await others[0]!.board())?.split(' ')).toHaveLength(5);
  expect(sum((await agree(table, others)).stacks)).toBe(600);
  await witness!.said('hand 1 is final');
  await waitForHand(table, 2, others);
  await playOut(table, 2, (tab) => tab.checkOrCall(), others);
  expect(sum((await agree(table, others)).stacks)).toBe(600);
  // The details say who votes, and who of them has no cards.
  await others[0]!.page.getByTestId('status-strip').getByRole('button').click();
  await expect(others[0]!.page.locator('[data-testid="member-row"][data-seat=""]')).toContainText('witness');
  expect(await witness!.stop()).toBe(0);
  await table.close();
});

test('three tabs without a witness: one tab is closed, and the others are told who is missing', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol'], { seats: 3 });
  await waitForHand(table, 1);
  const carol = table.tab('Carol');
  const others = table.tabs.filter((t) => t !== carol);
  await carol.context.close();
  for (const { page } of others) {
    const banner = page.getByTestId('missing-banner');
    await expect(banner).toBeVisible({ timeout: 20_000 });
    await expect(banner).toContainText('Waiting for Carol');
    await expect(banner).toContainText('cannot go on without Carol');
  }
  await table.close();
});
