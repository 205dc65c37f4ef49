import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { agree, playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

test('a fourth player joins a table of three between hands and leaves again; no chip comes or goes', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol'], { seats: 4, bond: 20 });
  const three = [...table.tabs];
  await waitForHand(table, 1);
  const dave = await table.join('Dave');
  await expect(dave.page.getByTestId(testIds.lobbySeat(0))).toHaveAttribute('data-taken', 'true');
  await dave.sit(3);
  await dave.ready();
  // Nobody comes in unasked: a count on the screens, one dialog, and what Dave is told meanwhile.
  for (const tab of three)
    await expect(tab.page.getByTestId(testIds.askersBanner)).toHaveAttribute('data-count', '1');
  await expect(dave.page.getByTestId(testIds.lobbyStatus)).toContainText('asked to be let in');
  // The creator speaks last: nobody is left to object, and nothing has to be waited for.
  for (const [i, tab] of three.toReversed().entries()) {
    await tab.page.getByTestId(testIds.askersOpen).click();
    const asker = tab.page.getByTestId(testIds.asker);
    await expect(asker).toContainText('Dave');
    await expect(asker).toHaveAttribute('data-yes', String(i));
    await asker.getByTestId(testIds.askerYes).press('Enter');
    if (i < 2) await expect(dave.page.getByTestId(testIds.lobbyStatus)).toContainText(`${i + 1} of 2`);
    await tab.page.getByTestId(testIds.askersClose).click();
  }
  await expect(dave.page.getByTestId(testIds.lobbyStatus)).toContainText('You are let in');
  // The hand that is on is played without him; with the next one he is a validator like the others.
  await playOut(table, 1, (tab) => tab.fold(), three);
  await expect(dave.table).toHaveAttribute('data-phase', 'playing');
  await waitForHand(table, 2);
  const seated = await agree(table);
  expect(seated.totalChips).toBe(4 * 200);
  expect(seated.bonds).toEqual({ 0: 20, 1: 20, 2: 20, 3: 20 });

  await dave.page.getByTestId(testIds.seatMenu).click();
  await dave.page.getByTestId(testIds.sitOutNext).click();
  await playOut(table, 2, (tab) => tab.fold());
  const his = (await agree(table)).stacks[3]! + 20;
  await dave.page.getByTestId(testIds.seatMenu).click();
  await dave.page.getByTestId(testIds.standUp).click();
  await dave.page.getByTestId(testIds.standUpConfirm).click();
  await waitForHand(table, 3, three);
  // The log on a screen goes back to the hand before.
  for (const tab of three)
    await expect(tab.page.getByTestId(testIds.eventLog)).toContainText('Dave leaves the table');
  await playOut(table, 3, (tab) => tab.fold(), three);
  await expect(dave.table).toHaveAttribute('data-phase', 'lobby');
  // He is told that he has left, and not asked to sit down like a stranger.
  const left = dave.page.getByTestId(testIds.leftPage);
  await expect(left).toContainText('You left with');
  // He came after the first hand, and his book says so: what has been played since adds up, for him and for all.
  await expect(left).toHaveAttribute('data-result', String(his - 200));
  await expect(left.getByTestId(testIds.since)).toHaveAttribute('data-hand', '1');
  await expect(left.getByTestId(testIds.ledgerSum)).toHaveAttribute('data-chips', '0');
  await waitForHand(table, 4, three);
  const after = await agree(table, three);
  expect(after.bonds).toEqual({ 0: 20, 1: 20, 2: 20 });
  expect(after.totalChips + his).toBe(4 * 200);

  // A link that is copied now says how far the table has come; who comes by it need not believe anybody's word for it.
  const alice = table.tab('Alice').page;
  await alice.getByTestId(testIds.scoresOpen).click();
  await expect(alice.getByTestId(testIds.scores)).toHaveAttribute('data-hands', '3');
  await expect(alice.getByTestId(testIds.ledgerSum)).toHaveAttribute('data-chips', '0');
  await alice.getByTestId(testIds.scoresClose).click();
  await alice.getByTestId(testIds.inviteOpen).click();
  const link = await alice.getByTestId(testIds.inviteLink).inputValue();
  expect(link).toMatch(/\/t#m=[\w-]{43}&e=2\.[\w-]{22}$/);
  const context = await browser.newContext({ permissions: ['microphone'] });
  const erin = await context.newPage();
  await erin.goto(link);
  // The rules came from those who play, and from now on stand in her own address.
  await erin.waitForURL(/\/t\/[0-9a-f]{64}#c=[\w-]+&e=2\./);
  await expect(erin.getByTestId(testIds.lobbySeat(3))).toHaveAttribute('data-taken', 'false');
  await expect(erin.getByText('does not say how far')).toHaveCount(0);
  await erin.getByTestId(testIds.watch).click();
  await expect(erin.getByTestId(testIds.table)).toHaveAttribute('data-hand', '4');
  await context.close();
  await table.close();
});
