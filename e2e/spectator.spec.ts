import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { agree, playUntil, waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';

/** Every card that a tab draws at the seats: '??' for a back. */
function cardsAtSeats(tab: Tab): Promise<string[]> {
  return tab.page
    .locator('[data-testid^="tseat-"] [data-card]')
    .evaluateAll((cards) => cards.map((c) => c.getAttribute('data-card') ?? ''));
}

test('a fourth tab finds no free seat and watches: board, pot and stacks, no card before it is shown', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol'], { seats: 3 });
  const three = [...table.tabs];
  await waitForHand(table, 1);
  const wanda = await table.join('Wanda');
  const failure = wanda.page.getByTestId(testIds.failure);
  await expect(failure).toHaveAttribute('data-code', 'table-full');
  await wanda.page.getByTestId(testIds.watch).click();

  await expect(wanda.table).toHaveAttribute('data-watching', '');
  await waitForHand(table, 1);
  const bar = wanda.page.getByTestId(testIds.watchBar);
  await expect(bar).toContainText('You are watching.');
  await expect(wanda.page.getByTestId(testIds.actionBar)).toHaveCount(0);
  await expect(wanda.page.getByTestId(testIds.chatInput)).toHaveCount(0);
  await expect(wanda.page.getByTestId(testIds.watchTakeSeat), 'no seat is free').toHaveCount(0);
  await expect(three[0]!.page.getByTestId(testIds.watchCount)).toHaveAttribute('data-count', '1');

  // Six backs now, and on every street until the showdown.
  expect(await cardsAtSeats(wanda)).toEqual(Array(6).fill('??'));
  const boards = new Set<string>();
  const stageOf = (tab: Tab) => tab.attribute('data-stage');
  await playUntil(
    1,
    async () => (await stageOf(three[0]!)) === 'river',
    async (tab) => {
      const before = await wanda.board();
      const cards = await cardsAtSeats(wanda);
      if (/^(preflop|flop|turn)$/.test(await stageOf(wanda))) {
        expect(cards.every((c) => c === '??')).toBe(true);
        boards.add(before ?? '');
      }
      await tab.checkOrCall();
    },
    three,
  );
  await expect(wanda.table).toHaveAttribute('data-stage', 'river');
  expect((await wanda.board())?.split(' ')).toHaveLength(5);
  expect(boards.size, 'it saw the streets come').toBeGreaterThan(1);
  const onRiver = await agree(table);
  expect(onRiver.potChips).toBe(6);
  expect(onRiver.totalChips).toBe(600);

  await playUntil(
    1,
    async () => Number(await wanda.attribute('data-final-hand')) >= 1,
    (tab) => tab.checkOrCall(),
    three,
  );
  await expect
    .poll(async () => (await cardsAtSeats(wanda)).filter((c) => c !== '??').length)
    .toBeGreaterThan(1);
  const after = await agree(table);
  expect(after.totalChips).toBe(600);
  await table.close();
});
