/** What the start page costs whoever opens it for the first time. */
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { type RunningRelay, startTestRelay } from './support/relay.ts';

/** The page, its scripts and its styles before anything is tapped, compressed as a host sends them. */
const MOST_BYTES = 110_000;

let relay: RunningRelay;
test.beforeAll(async () => {
  relay = await startTestRelay();
});
test.afterAll(() => relay.stop());

for (const locale of ['en-GB', 'de-DE', 'es-ES'])
  test(`the start page loads at most 110 KB of code (${locale})`, async ({ browser }) => {
    // What the service worker keeps for later is another matter, and comes when the page has nothing to do.
    const context = await browser.newContext({ locale, serviceWorkers: 'block' });
    const page = await context.newPage();
    const bodies: Promise<readonly [string, Buffer]>[] = [];
    page.on('response', (response) => {
      if (!['document', 'script', 'stylesheet'].includes(response.request().resourceType())) return;
      bodies.push(response.body().then((body) => [new URL(response.url()).pathname, body] as const));
    });
    await page.goto(relay.url);
    await expect(page.getByTestId('landing')).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
    await page.waitForLoadState('networkidle');
    const sizes = (await Promise.all(bodies)).map(([path, body]) => [path, gzipSync(body).length] as const);
    const bytes = sizes.reduce((sum, [, size]) => sum + size, 0);
    console.log(`start page (${locale}): ${(bytes / 1000).toFixed(1)} KB gzip in ${sizes.length} files`);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes, JSON.stringify(sizes)).toBeLessThanOrEqual(MOST_BYTES);
    await context.close();
  });
