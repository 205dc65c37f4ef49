import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { decodeOhh } from '../src/poker/formats/ohh/read.ts';
import { decodePhh } from '../src/poker/formats/phh.ts';
import { playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

test('a finished hand is in the history and is replayed from the log alone, its proofs checked again', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  await waitForHand(table, 1);
  const alice = table.tab('Alice');
  const cards = await alice.ownCards();
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const board = await alice.board();
  const page = await alice.context.newPage();
  await page.goto(`${table.relay.url}/history`);
  const row = page.locator('[data-testid="history-row"][data-hand="1"]');
  await expect(row).toHaveAttribute('data-hand', '1');
  await row.click();
  await expect(page.getByTestId('replay')).toBeVisible();
  await page.getByTestId('replay-last').click();
  await expect(page.getByTestId('board')).toHaveAttribute('data-cards', board ?? '');
  const shown = await page
    .locator('[data-card]')
    .evaluateAll((c) => c.map((x) => x.getAttribute('data-card')));
  for (const card of cards) expect(shown).toContain(card);
  // Two keys, two shuffles, two deals, and two players' shares of three streets, at least.
  await expect
    .poll(async () => Number(/\d+/.exec((await page.getByTestId('replay-proofs').textContent()) ?? '')?.[0]))
    .toBeGreaterThanOrEqual(12);

  // The hand goes to somebody who has never seen this table, as a file.
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('share-hand').click()]);
  const bytes = await readFile(await file.path());
  const reader = await (await browser.newContext()).newPage();
  await reader.goto(table.relay.url);
  await reader.getByTestId('saved-link').click();
  const open = (buffer: Buffer) =>
    reader.getByTestId('saved-file').setInputFiles({ name: 'x.dlhand', mimeType: '', buffer });
  const bent = Buffer.from(bytes);
  const middle = Math.floor(bent.length / 2);
  bent[middle] = bent[middle]! ^ 1;
  await open(bent);
  await expect(reader.getByTestId('saved-bad')).toContainText('does not hold');
  await open(bytes);
  await expect(reader.getByTestId('replay')).toHaveAttribute('data-hand', '1');
  await expect(reader.getByTestId('replay-proofs')).toContainText('Verified');
  // It plays by itself, to the end.
  await expect(reader.getByTestId('replay-last')).toBeDisabled();
  await expect(reader.getByTestId('board')).toHaveAttribute('data-cards', board ?? '');
  await reader.context().close();

  // A whole evening is opened in the same place, and its hands are watched from there.
  await page.getByTestId('replay').waitFor();
  await page.goto(`${table.relay.url}/history`);
  const [log] = await Promise.all([page.waitForEvent('download'), page.getByTestId('export-log').click()]);
  await page.goto(`${table.relay.url}/verify`);
  await page.getByTestId('saved-file').setInputFiles(await log.path());
  await expect(page.getByTestId('saved-good')).toHaveAttribute('data-hands', '1');
  await page.getByTestId('saved-hand-1').click();
  await expect(page.getByTestId('replay')).toBeVisible();
  await table.close();
});

/** What a press on a button saves. */
async function saved(page: Page, testId: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(testId).click()]);
  return readFile(await download.path(), 'utf8');
}

test('the numbers of a table: stacks, a ledger that sums to zero, statistics, and a hand as a file', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  await waitForHand(table, 1);
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  await waitForHand(table, 2);
  await playOut(table, 2, (tab) => tab.fold());
  const alice = table.tab('Alice');
  const stacks = await alice.stacks();
  const page = await alice.context.newPage();
  await page.goto(`${table.relay.url}/history`);
  await page.getByTestId('session-link').click();
  await expect(page.getByTestId('session-graph')).toHaveAttribute('data-hands', '2');
  await expect(page.getByTestId('session-graph')).toHaveAccessibleName(/2 hands/);
  await expect(page.getByTestId('stats-row')).toHaveCount(2);
  await expect(page.getByTestId('stats-row').first()).toHaveAttribute('data-hands', '2');
  await expect(page.getByTestId('ledger-sum')).toHaveAttribute('data-chips', '0');
  const results = await page
    .getByTestId('ledger-row')
    .evaluateAll((rows) => rows.map((r) => Number(r.getAttribute('data-result'))));
  expect(results.reduce((a, b) => a + b, 0)).toBe(0);
  // Rows stand by result, the winner first.
  expect(results).toEqual([0, 1].map((seat) => (stacks[seat] ?? 0) - 200).sort((a, b) => b - a));
  const paid = await page
    .getByTestId('transfer')
    .evaluateAll((rows) => rows.map((r) => Number(r.getAttribute('data-chips'))));
  expect(paid).toEqual(results.filter((chips) => chips > 0));

  // All hands at once, as trackers read them.
  const all = await saved(page, 'export-session-pokerstars');
  expect(all.match(/^PokerStars Hand #/gm)).toHaveLength(2);

  await page.locator('[data-testid="history-row"][data-hand="1"]').click();
  await expect(page.getByTestId('replay')).toBeVisible();
  const phh = decodePhh(await saved(page, 'export-phh'));
  expect(phh.players.map((p) => p.name).sort()).toEqual(['Alice', 'Bob']);
  const board = phh.actions.flatMap((a) => (a.kind === 'board' ? a.cards : []));
  expect(board).toHaveLength(5);
  const ohh = decodeOhh(await saved(page, 'export-ohh'));
  expect(ohh.players.map((p) => p.stackChips)).toEqual([200, 200]);
  await table.close();
});
