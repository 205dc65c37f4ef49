/** An evening of two in cents: an all-in at a pace people can follow, a bust, a rebuy, and an end without the other. */
import { expect, type Page, test } from '@playwright/test';
import { parseTableUrl } from '../src/client/create/tableUrl.ts';
import type { TableConfig } from '../src/codec/config.ts';
import { testIds } from '../src/ui/testIds.ts';
import { waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';

/** Every step of the run-out as this page shows it, with the winners' stacks at that moment; asked for before. */
function watchRunOut(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ middle, seat }) =>
      new Promise<string[]>((resolve) => {
        const steps: string[] = [];
        const look = (): void => {
          const step = document.querySelector(middle)?.getAttribute('data-run-out') ?? null;
          const won = [...document.querySelectorAll(seat)].some((s) => s.getAttribute('data-won') !== '0');
          const now = step === null ? (won ? 'won' : '') : won ? `${step} and won` : step;
          if (now !== '' && now !== steps.at(-1)) steps.push(now);
          if (now === 'won') {
            observer.disconnect();
            resolve(steps);
          }
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        look();
      }),
    { middle: `[data-testid="${testIds.middle}"]`, seat: '[data-testid^="tseat-"]' },
  );
}

/** What a table's address says of its rules, whoever made it and whenever. */
function rulesAt(page: Page): Partial<TableConfig> {
  const address = parseTableUrl(new URL(page.url()));
  if (typeof address === 'string') throw new Error(address);
  const { creatorKey: _, salt: __, ...rules } = address.config;
  return rules;
}

test('an evening of two in cents: a paced all-in, a bust, a rebuy, and an honest end when the other is gone', async ({
  browser,
}) => {
  test.setTimeout(900_000);
  const money = { smallBlind: '0,05', bigBlind: '0,10', stack: '10.00' };
  const table = await TestTable.open(browser, ['Alice', 'Bob'], money);
  const [alice, bob] = table.tabs as [Tab, Tab];
  await waitForHand(table, 1);
  expect((await alice.shown()).totalChips).toBe(2_000);
  const seen = table.tabs.map((tab) => watchRunOut(tab.page));
  const first = await table.actor();
  await first.allIn();
  const second = first === alice ? bob : alice;
  await table.actor([second]);
  await second.checkOrCall();
  for (const steps of await Promise.all(seen)) expect(steps).toEqual(['0.0', '0.3', '0.4', '0.5', 'won']);

  // A tie would leave nothing to see of a bust; four cards of a deck of 52 seldom allow one.
  const stacks = (await alice.shown()).stacks;
  const loser = stacks[0] === 0 ? alice : stacks[1] === 0 ? bob : undefined;
  if (loser !== undefined) {
    const winner = loser === alice ? bob : alice;
    await expect(winner.page.getByTestId(testIds.overBanner)).toContainText('buys in');
    await expect(winner.page.getByTestId(testIds.overBanner)).not.toContainText('game is over');
    await expect(loser.page.getByTestId(testIds.overBanner)).not.toContainText('game is over');
    await loser.page.getByTestId(testIds.rebuy).click();
    for (const { page } of table.tabs)
      await expect(page.getByTestId(testIds.eventLog)).toContainText(`${loser.name} brings 1000 more`);
  }
  await waitForHand(table, 2);

  // One goes in the middle of a hand; the other ends and settles.
  await (await table.actor()).checkOrCall();
  await bob.context.close();
  await alice.page.getByTestId(testIds.endOpen).click({ timeout: 180_000 });
  const book = alice.page.getByTestId(testIds.endHere);
  await expect(book.getByTestId(testIds.openHand)).toHaveAttribute('data-hand', '2');
  await expect(book.getByTestId(testIds.agreedTo)).toHaveAttribute('data-hand', '1');
  await expect(book.getByTestId(testIds.ledgerSum)).toHaveAttribute('data-chips', '0');
  const payments = book.getByTestId(testIds.transfer);
  if (loser === undefined) await expect(payments).toHaveCount(0);
  else {
    // A thousand chips at a cent each.
    await expect(payments).toHaveAttribute('data-cents', '1000');
    await expect(payments).toContainText('10.00');
  }
  const saved = alice.page.waitForEvent('download');
  await book.getByTestId(testIds.scoresLog).click();
  expect((await saved).suggestedFilename()).not.toBe('');

  // The next evening: another table by the very same rules, made by whoever asks.
  const [before, rulesBefore] = [alice.page.url(), rulesAt(alice.page)];
  await book.getByTestId(testIds.sameAgain).click();
  await alice.page.waitForURL((url) => /^\/t\/[0-9a-f]{64}$/.test(url.pathname) && url.href !== before);
  expect(rulesAt(alice.page)).toEqual(rulesBefore);
  await alice.sit(0);
  await expect(alice.page.getByTestId(testIds.start)).toBeVisible();
  expect(alice.errors).toEqual([]);
  await alice.context.close();
  await table.relay.stop();
});
