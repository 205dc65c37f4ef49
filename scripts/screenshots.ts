/**
 * Pictures of every page at four sizes, into docs/screenshots/: npm run screenshots. By hand, when the pages have
 * changed; no test looks at them. The pages are those of the gallery, with the data written down there.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { startTestRelay } from '../e2e/support/relay.ts';
import { toPalette } from './palettePng.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots');
const sizes = [
  { width: 390, height: 844 },
  { width: 844, height: 390 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
/** File name and address. */
const pages = [
  ['start', '/'],
  ['lobby', '/gallery/lobby'],
  ['turn', '/gallery/your-turn'],
  ['showdown', '/gallery/showdown'],
  ['replay', '/gallery/replay'],
  ['history', '/gallery/history'],
  ['numbers', '/gallery/session'],
] as const;

mkdirSync(folder, { recursive: true });
const relay = await startTestRelay();
const executablePath = process.env.CHROMIUM_PATH;
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
});
let bytes = 0;
/** Light at every size, dark at the two most seen. */
for (const colorScheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce', locale: 'en-GB' });
  const page = await context.newPage();
  for (const [name, path] of pages) {
    for (const size of colorScheme === 'light' ? sizes : [sizes[0]!, sizes[2]!]) {
      await page.setViewportSize(size);
      await page.goto(relay.url + path);
      await page.locator('main, [role=main]').first().waitFor();
      await page.waitForLoadState('networkidle');
      // Fresh buttons sleep for a moment; a picture shows them awake.
      await page.waitForFunction(() => !document.querySelector('[data-testid="action-fold"]:disabled'));
      const png = toPalette(await page.screenshot({ animations: 'disabled' }));
      const suffix = colorScheme === 'dark' ? '-dark' : '';
      writeFileSync(join(folder, `${name}-${size.width}x${size.height}${suffix}.png`), png);
      bytes += png.length;
    }
  }
  await context.close();
}
await browser.close();
await relay.stop();
console.log(`${Math.round(bytes / 1000)} kB in docs/screenshots`);
