import { expect, test } from '@playwright/test';
import { startTestRelay } from '../support/relay.ts';

test('names with markup, bidirectional marks, emoji, or ten thousand characters stay names', async ({
  page,
}) => {
  const relay = await startTestRelay();
  const errors: string[] = [];
  page.on('pageerror', (e) => errors.push(String(e)));
  page.on('dialog', (d) => errors.push(d.message()));
  await page.goto(relay.url);

  await page.getByTestId('create-name').fill('x'.repeat(10_000));
  await expect(page.getByTestId('create-name')).toHaveValue('x'.repeat(64));

  const markup = '<img src=x onerror=alert(1)>\u202e🎲';
  await page.getByTestId('create-name').fill(markup);
  await page.getByTestId('create-submit').click();
  await page.waitForURL(/\/t\/[0-9a-f]{64}/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('<img src=x onerror=alert(1)> 🎲');
  await expect(page.locator('main img')).toHaveCount(0);

  const seat = page.getByTestId('seat-0');
  const nickname = page.getByTestId('nickname');
  await nickname.fill('Z'.repeat(10_000));
  await expect(nickname).toHaveValue('Z'.repeat(48));
  await seat.click();
  await expect(seat).toHaveAttribute('data-you', 'true');
  await expect(seat).toContainText(`${'Z'.repeat(19)}…`);
  await nickname.fill('<b>\u202eeve</b>');
  await expect(seat).toContainText('<b> eve</b>');
  await nickname.fill('👩‍👩‍👧 Ñandú');
  await expect(seat).toContainText('👩‍👩‍👧 Ñandú');
  expect(errors).toEqual([]);

  // Two clicks for whoever comes back: the name is remembered.
  await page.reload();
  await expect(nickname).toHaveValue('👩‍👩‍👧 Ñandú');
  await relay.stop();
});
