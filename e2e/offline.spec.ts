import { expect, test } from '@playwright/test';
import { playOut, waitForHand } from './support/play.ts';
import { TestTable } from './support/table.ts';

test('the installed app opens offline, lists the hands, shows the numbers, and replays a hand', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  await waitForHand(table, 1);
  await playOut(table, 1, (tab) => tab.checkOrCall().then(() => undefined));
  const alice = table.tab('Alice');
  const board = await alice.board();
  // The whole build is on the device before its worker is active.
  await alice.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect
    .poll(() => alice.page.evaluate(() => navigator.serviceWorker.controller?.state))
    .toBe('activated');

  await table.relay.stop();
  await alice.context.setOffline(true);
  const page = await alice.context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(String(e)));
  // The start page, offline, is the history, and says so.
  await page.goto(table.relay.url);
  await expect(page).toHaveURL(/\/history$/);
  await expect(page.getByTestId('host-away')).toHaveAttribute('data-state', 'away');
  await page.getByTestId('session-link').click();
  await expect(page.getByTestId('ledger-sum')).toHaveAttribute('data-chips', '0');
  await page.reload();
  await expect(page.getByTestId('session-graph')).toHaveAttribute('data-hands', '1');
  // The second hand stands above it, as one without an end.
  await page.locator('[data-testid="history-row"][data-hand="1"]').click();
  await expect(page.getByTestId('replay')).toBeVisible();
  await page.getByTestId('replay-last').click();
  await expect(page.getByTestId('board')).toHaveAttribute('data-cards', board ?? '');
  expect(errors).toEqual([]);
  await table.close();
});

test('only the build is kept: never where the relay is, nor its health', async ({ page }) => {
  const { startTestRelay } = await import('./support/relay.ts');
  const relay = await startTestRelay();
  await page.goto(relay.url);
  const kept = await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    await fetch('/relay.json');
    await fetch('/healthz');
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return { names, paths: requests.flat().map((r) => new URL(r.url).pathname) };
  });
  expect(kept.names).toHaveLength(1);
  expect(kept.paths).toContain('/');
  expect(kept.paths.filter((p) => p.startsWith('/assets/')).length).toBeGreaterThan(10);
  for (const path of ['/relay.json', '/healthz', '/metrics', '/sw.js'])
    expect(kept.paths).not.toContain(path);
  await relay.stop();
});

test('a browser that wrongly says it is offline keeps the start page; a host that answers again is a tap away', async ({
  context,
}) => {
  const { startTestRelay } = await import('./support/relay.ts');
  const relay = await startTestRelay();
  await context.addInitScript(() => Object.defineProperty(navigator, 'onLine', { get: () => false }));
  const first = await context.newPage();
  await first.goto(relay.url);
  await expect(first.getByTestId('landing')).toBeVisible();
  await first.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await expect.poll(() => first.evaluate(() => navigator.serviceWorker.controller?.state)).toBe('activated');

  // Kept on the device now, and its host is there.
  await first.reload();
  await expect(first.getByTestId('landing')).toBeVisible();
  await expect(first).toHaveURL(`${relay.url}/`);

  const port = Number(new URL(relay.url).port);
  await relay.stop();
  await first.goto(relay.url);
  await expect(first.getByTestId('host-away')).toHaveAttribute('data-state', 'away');
  const again = await startTestRelay(port);
  await expect(first.getByTestId('host-away')).toHaveAttribute('data-state', 'back');
  await first.getByTestId('to-start').click();
  await expect(first.getByTestId('landing')).toBeVisible();
  await again.stop();
});
