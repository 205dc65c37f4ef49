import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { startTestRelay } from './support/relay.ts';

const addresses = ['/', '/history', '/gallery'];
const pages = [
  ...addresses,
  '/gallery/lobby',
  '/gallery/lobby-new',
  '/gallery/history',
  '/gallery/seats',
  '/gallery/session',
  '/gallery/replay',
  '/gallery/failure-bad-url',
];

async function expectNothingSerious(page: Page, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter((v) => v.impact === 'serious' || v.impact === 'critical');
  expect(
    serious.map((v) => `${v.id}: ${v.nodes[0]?.html}`),
    where,
  ).toEqual([]);
}

test('axe finds nothing serious on any page, in a light and a dark scheme, at desktop and phone size', async ({
  page,
}) => {
  const relay = await startTestRelay();
  for (const [colorScheme, width, height, paths] of [
    ['light', 1280, 800, pages],
    ['dark', 390, 844, pages],
    ['dark', 1280, 800, addresses],
    ['light', 390, 844, addresses],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    for (const path of paths) {
      await page.goto(`${relay.url}${path}`);
      await page.locator('main, [role=main]').first().waitFor();
      await expectNothingSerious(page, `${path} ${colorScheme} ${width}`);
    }
  }
  await relay.stop();
});

test('German and Spanish: the browser’s language opens the page, the picker changes it, and it is remembered', async ({
  browser,
}) => {
  const relay = await startTestRelay();
  const context = await browser.newContext({ locale: 'de-AT' });
  const page = await context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const path of pages) {
    await page.goto(`${relay.url}${path}`);
    await page.locator('main, [role=main]').first().waitFor();
    await expect(page.locator('html')).toHaveAttribute('lang', 'de');
    await expectNothingSerious(page, `${path} de`);
  }
  await page.goto(relay.url);
  await expect(page.getByRole('button', { name: 'Tisch eröffnen' })).toBeVisible();
  await page.getByTestId('language').selectOption('es');
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(page.getByRole('button', { name: 'Abrir la mesa' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Abrir la mesa' })).toBeVisible();
  await expectNothingSerious(page, 'es');
  await context.close();
  await relay.stop();
});

test('the invitation as a QR code is a dialog with a name, and closes with the keyboard', async ({
  page,
}) => {
  const relay = await startTestRelay();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${relay.url}/gallery/lobby`);
  await page.getByTestId('invite-qr').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toHaveAccessibleName('Invite with a QR code');
  await expect(dialog.getByRole('img')).toHaveAccessibleName(/QR code/);
  await expectNothingSerious(page, 'QR dialog');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(page.getByTestId('invite-qr')).toBeFocused();
  await relay.stop();
});

test('nothing is cut off at 320 pixels, at twice the size of a desktop window, or on a low screen', async ({
  page,
}) => {
  const relay = await startTestRelay();
  for (const viewport of [
    { width: 320, height: 640 },
    { width: 640, height: 400 },
    { width: 844, height: 390 },
  ]) {
    await page.setViewportSize(viewport);
    for (const path of pages) {
      await page.goto(`${relay.url}${path}`);
      await page.locator('main, [role=main]').first().waitFor();
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wider, `${path} at ${viewport.width}`).toBeLessThanOrEqual(0);
    }
  }
  await relay.stop();
});
