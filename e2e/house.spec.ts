import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { agree, playOut, waitForHand } from './support/play.ts';
import { type Tab, TestTable } from './support/table.ts';

async function inMenu(tab: Tab, ...ids: string[]): Promise<void> {
  await tab.page.getByTestId(testIds.seatMenu).click();
  for (const id of ids) await tab.page.getByTestId(id).click();
}

test('players pause the game, go on, and vote one of them out, who leaves with all chips', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol'], { seats: 4, bond: 20 });
  const [alice, bob, carol] = table.tabs as [Tab, Tab, Tab];
  await waitForHand(table, 1);

  await inMenu(bob, testIds.pause);
  await expect(alice.page.getByTestId(testIds.pauseBanner)).toContainText('Bob');
  await playOut(table, 1, (tab) => tab.fold());
  for (const tab of table.tabs) {
    const banner = tab.page.getByTestId(testIds.pauseBanner);
    await expect(banner).toHaveAttribute('data-begun', '');
    await expect(banner).toContainText('Paused by Bob');
  }
  await agree(table);
  // Bob stays away: both others would go on.
  await alice.page.getByTestId(testIds.pauseEnd).click();
  await expect(carol.page.getByTestId(testIds.pauseBanner)).toContainText('1 of 2');
  expect(await alice.attribute('data-hand')).toBe('1');
  await carol.page.getByTestId(testIds.pauseEnd).click();
  await expect(bob.page.getByTestId(testIds.pauseBanner)).toHaveCount(0);
  await waitForHand(table, 2);

  await inMenu(alice, testIds.removeOpen, testIds.remove(1), testIds.removeConfirm);
  const vote = bob.page.getByTestId(testIds.removalBanner(1));
  await expect(vote).toContainText('The others vote');
  await expect(vote.getByTestId(testIds.voteYes), 'nobody votes about himself').toHaveCount(0);
  await carol.page.getByTestId(testIds.removalBanner(1)).getByTestId(testIds.voteYes).click();
  await expect(vote).toContainText('Decided');
  await playOut(table, 2, (tab) => tab.fold());
  const left = [alice, carol];
  await expect(bob.table).toHaveAttribute('data-phase', 'lobby');
  await waitForHand(table, 3, left);
  const after = await agree(table, left);
  expect(Object.keys(after.stacks)).toEqual(['0', '2']);
  // Nobody ever folded more than the blinds: his 200 are gone with him, give or take these.
  expect(Math.abs(after.totalChips - 400)).toBeLessThanOrEqual(4);
  // He may watch the others.
  await bob.page.getByTestId(testIds.watch).click();
  await expect(bob.table).toHaveAttribute('data-watching', '');
  await agree(table);
  await table.close();
});
