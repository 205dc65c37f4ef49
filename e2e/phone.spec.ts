import { expect, type Page, test } from '@playwright/test';
import { waitForHand } from './support/play.ts';
import { startTestRelay } from './support/relay.ts';
import { TestTable } from './support/table.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

/** What a thumb must reach is on the screen, large enough, and not under anything else. */
async function reachable(page: Page, testId: string): Promise<void> {
  const found = await page
    .getByTestId(testId)
    .locator('visible=true')
    .evaluate((e) => {
      const box = e.getBoundingClientRect();
      const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return {
        inside: box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight,
        large: box.width >= 36 && box.height >= 36,
        uncovered: at !== null && (e.contains(at) || at.contains(e)),
      };
    });
  expect(found, testId).toEqual({ inside: true, large: true, uncovered: true });
}

const sidewaysPx = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('a hand is played by touch on a phone, upright and on its side', async ({ browser }) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob']);
  await waitForHand(table, 1);
  const first = await table.actor();
  const second = table.tabs.find((t) => t !== first)!;

  await test.step('every control is under the thumb', async () => {
    for (const name of [
      'action-fold',
      'action-call',
      'action-raise',
      'raise-amount',
      'preset-half',
      'raise-more',
    ])
      await reachable(first.page, name);
    for (const name of ['shield', 'settings-open', 'seat-menu', 'reactions', 'event-log-open'])
      await reachable(first.page, name);
    for (const name of ['pre-check-fold', 'pre-check']) await reachable(second.page, name);
    expect(await sidewaysPx(first.page)).toBe(0);
  });

  await test.step('a raise by preset, a call made ahead is refused by its amount, a reaction', async () => {
    const bar = first.page.getByTestId('action-bar');
    const before = await bar.boundingBox();
    await second.page.getByTestId('pre-check').tap();
    await first.page.getByTestId('raise-more').tap();
    await first.page.getByTestId('preset-pot').tap();
    await first.page.getByTestId('action-raise').tap();
    await expect(second.page.getByTestId('action-call')).toBeEnabled();
    expect(await bar.boundingBox(), 'the bar keeps its place').toEqual(before);
    await second.page.getByTestId('reactions').locator('visible=true').tap();
    await second.page.getByTestId('reaction').first().tap();
    await expect(first.page.getByTestId('bubble')).toHaveText('👍');
    await second.page.getByTestId('action-call').tap();
    await expect.poll(() => first.attribute('data-stage')).toBe('flop');
  });

  await test.step('on its side everything is still there', async () => {
    for (const { page } of table.tabs) await page.setViewportSize({ width: 844, height: 390 });
    await expect(second.page.getByTestId('action-check')).toBeEnabled();
    for (const name of [
      'action-fold',
      'action-check',
      'action-raise',
      'raise-amount',
      'preset-all-in',
      'shield',
    ])
      await reachable(second.page, name);
    expect(await sidewaysPx(second.page)).toBe(0);
    await second.page.getByTestId('action-check').tap();
    await expect(first.page.getByTestId('action-fold')).toBeEnabled();
    await first.page.getByTestId('action-fold').tap();
    await expect.poll(() => second.attribute('data-final-hand')).toBe('1');
  });
  await table.close();
});

test('bad names, a flood of chat and 200 % zoom break no layout', async ({ page }) => {
  const relay = await startTestRelay();
  const dialogs: string[] = [];
  page.on('dialog', (d) => {
    dialogs.push(d.message());
    void d.dismiss();
  });
  const sizes = [
    { width: 390, height: 844 },
    { width: 844, height: 390 },
    // A phone of 320 pixels, and 1280 × 800 at 200 %.
    { width: 320, height: 568 },
    { width: 640, height: 400 },
  ];
  for (const size of sizes) {
    await page.setViewportSize(size);
    for (const item of ['rude', 'flood', 'nine-seats']) {
      await page.goto(`${relay.url}/gallery/${item}`);
      await page.getByTestId('action-fold').scrollIntoViewIfNeeded();
      await expect(page.getByTestId('action-call')).toBeEnabled();
      const where = `${item} at ${size.width} × ${size.height}`;
      expect(await sidewaysPx(page), where).toBe(0);
      for (const name of ['action-fold', 'action-call', 'action-raise']) {
        await page.getByTestId(name).scrollIntoViewIfNeeded();
        await reachable(page, name);
      }
    }
  }
  // What is said at a seat near the edge is on the screen, too.
  for (const size of sizes.slice(0, 3)) {
    await page.setViewportSize(size);
    await page.goto(`${relay.url}/gallery/play-chat`);
    await expect(page.getByTestId('action-call')).toBeEnabled();
    await page.evaluate(() => window.dispatchEvent(new Event('gallery-next')));
    await expect(page.getByTestId('bubble')).toHaveCount(9);
    const cut = await page.getByTestId('bubble').evaluateAll((all) =>
      all.flatMap((e) => {
        const { left, right } = e.getBoundingClientRect();
        return left < 0 || right > innerWidth ? [Math.round(left)] : [];
      }),
    );
    expect(cut, `bubbles cut at ${size.width} × ${size.height}`).toEqual([]);
  }
  expect(dialogs, 'no name is code').toEqual([]);
  await relay.stop();
});
