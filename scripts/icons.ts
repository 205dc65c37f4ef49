/**
 * Draws the PNG icons of the installed app from public/icon.svg, by Chromium: npm run icons. By hand when the icon
 * changes; the results are checked in.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';

const folder = join(import.meta.dirname, '..', 'public');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');
/** The icon's own ground, drawn to the edges where the system cuts its own shape. */
const GROUND = '#0f3d3b';

const icons = [
  { name: 'icon-192.png', size: 192, scale: 1, ground: 'transparent' },
  { name: 'icon-512.png', size: 512, scale: 1, ground: 'transparent' },
  // Whatever lies outside the middle 80 % may be cut off.
  { name: 'icon-maskable-512.png', size: 512, scale: 0.8, ground: GROUND },
  { name: 'apple-touch-icon.png', size: 180, scale: 0.9, ground: GROUND },
];

const executablePath = process.env.CHROMIUM_PATH;
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
for (const { name, size, scale, ground } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const side = size * scale;
  await page.setContent(
    `<style>html,body{margin:0;background:${ground}}svg{position:absolute;width:${side}px;height:${side}px;inset:0;margin:auto}</style>${svg}`,
  );
  writeFileSync(join(folder, name), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
