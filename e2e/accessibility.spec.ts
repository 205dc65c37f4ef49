import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { startTestRelay } from './support/relay.ts';

const pages = ['/', '/history', '/gallery'];

test('axe finds nothing serious on any page, in a light and a dark scheme, at desktop and phone size', async ({
  page,
}) => {
  const relay = await startTestRelay();
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const viewport of [
      { width: 1280, height: 800 },
      { width: 390, height: 844 },
    ]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      for (const path of pages) {
        await page.goto(`${relay.url}${path}`);
        await page.locator('main, [role=main]').first().waitFor();
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
        expect(
          serious.map((v) => `${v.id}: ${v.nodes[0]?.html}`),
          `${path} ${colorScheme} ${viewport.width}`,
        ).toEqual([]);
      }
    }
  }
  await relay.stop();
});
