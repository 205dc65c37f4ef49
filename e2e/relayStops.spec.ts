import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { agree, playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';
import { type RunningProgram, startBot, startWitness } from './support/witness.ts';

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

test('a bot and a witness in Node are linked directly, and play and vote on when the relay has gone', async ({
  browser,
}) => {
  let witness: RunningProgram | undefined;
  let bot: RunningProgram | undefined;
  const table = await TestTable.open(
    browser,
    ['Alice', 'Bob'],
    { seats: 3, seconds: 15 },
    {},
    async (host) => {
      witness = startWitness(host.page.url());
      // The bot comes by the link that people send each other: the rules come from whoever is there.
      const short = await host.page.getByTestId(testIds.inviteLink).inputValue();
      expect(short).toMatch(/\/t#m=[\w-]{43}$/);
      bot = startBot(short);
      await bot.said('asking whoever is at the table');
      await witness.said('joined');
      await expect(host.page.getByTestId('witnesses')).toHaveAttribute('data-offered', '1');
      await expect(host.page.locator('[data-testid="peer-row"][data-kind="direct"]')).toHaveCount(3);
      await expect(host.page.getByTestId('seat-2')).toHaveAttribute('data-ready', 'true');
    },
  );
  await waitForHand(table, 1);
  await table.relay.stop();
  for (const tab of table.tabs)
    await expect(tab.page.getByTestId('relay-status')).toHaveAttribute('data-state', 'lost');
  // Three of four decide: with one tab closed the bot and the witness are both needed.
  const [stays, leaves] = table.tabs;
  await leaves!.context.close();
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined), [stays!]);
  await witness!.said('hand 1 is final');
  expect((await agree(table, [stays!])).totalChips).toBe(600);
  expect(await bot!.stop()).toBe(0);
  expect(await witness!.stop()).toBe(0);
  await table.close();
});
