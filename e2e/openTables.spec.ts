/** Two hosts that share their lists: a table is listed at one, found at the other, and joined from there. */
import { expect, test } from '@playwright/test';
import { testIds } from '../src/ui/testIds.ts';
import { startTestRelay } from './support/relay.ts';
import { fillCreateForm } from './support/table.ts';

test('a table that its creator lists is found at another host of the federation and joined from there', async ({
  browser,
}) => {
  const far = await startTestRelay();
  const ada = await (await browser.newContext()).newPage();
  await ada.goto(far.url);
  await fillCreateForm(ada, { seats: 4 });
  await ada.waitForURL(/\/t\/[0-9a-f]{64}/);
  const list = ada.getByTestId(testIds.listTable);
  await expect(list, 'unlisted by default').not.toBeChecked();
  await list.check();
  await expect(ada.getByTestId(testIds.listState)).toHaveAttribute('data-state', 'listed');

  const near = await startTestRelay(undefined, { FEDERATION: far.url });
  const bob = await (await browser.newContext()).newPage();
  await bob.goto(near.url);
  await bob.getByTestId(testIds.openTablesLink).click();
  const found = bob.getByTestId(testIds.openTable);
  await expect(async () => {
    await bob.getByTestId(testIds.openTablesAgain).click();
    await expect(found).toHaveCount(1, { timeout: 1_000 });
  }).toPass();
  await expect(found).toContainText('4');
  await found.getByRole('link').click();
  await bob.getByTestId(testIds.nickname).fill('Bob');
  await bob.getByTestId(testIds.lobbySeat(1)).click();
  await expect(ada.getByTestId(testIds.lobbySeat(1))).toHaveAttribute('data-taken', 'true');
  expect(new URL(bob.url()).origin, 'the page is still the near host’s').toBe(near.url);

  // No more wish, no more table in the list; a stranger's page says so.
  await list.uncheck();
  await expect(async () => {
    const listed: unknown = await (await fetch(`${far.url}/tables.json`)).json();
    expect(listed).toEqual({ tables: [] });
  }).toPass();
  await near.stop();
  await far.stop();
});
