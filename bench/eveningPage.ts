/**
 * What an evening asks of a browser: frames while an all-in is shown, a history of 2,000 hands, and how soon the page
 * answers in a hand of six. Chromium over the built app, without a window; figures are this machine's.
 */
import { type Browser, chromium, type Page } from '@playwright/test';
import { startTestRelay } from '../e2e/support/relay.ts';
import { ensureChromium } from '../scripts/browsers.mjs';
import { testIds } from '../src/ui/testIds.ts';

const HANDS = 2_000;
const SIZES = [
  ['desktop', { width: 1280, height: 800 }],
  ['phone', { width: 390, height: 844 }],
] as const;
const LONGEST_RUN_OUT_MS = 20_000;
const LONGEST_HAND_MS = 180_000;

type Note = (name: string, value: number, unit: string) => void;

const at = (id: string): string => `[data-testid="${id}"]`;

export async function measurePage(note: Note): Promise<void> {
  const relay = await startTestRelay();
  const browser = await chromium.launch({
    executablePath: ensureChromium(),
    args: ['--disable-gpu', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  try {
    for (const [name, viewport] of SIZES) await runOutFrames(browser, relay.url, name, viewport, note);
    await history(browser, relay.url, note);
    await handOfSix(browser, relay.url, note);
  } finally {
    await browser.close();
    await relay.stop();
  }
}

/** A profile of its own, in which functions that are sent into the page find the helper their compiler counts on. */
async function openPage(
  browser: Browser,
  viewport: { width: number; height: number } = SIZES[0][1],
): Promise<Page> {
  const page = await browser.newPage({ viewport });
  // Nothing is kept for later while something is measured.
  await page.route('**/sw.js', (route) => route.abort());
  await page.addInitScript('globalThis.__name = (named) => named;');
  return page;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** From the cards up to the chips with their winner, as the gallery plays it with the table's own pace. */
async function runOutFrames(
  browser: Browser,
  url: string,
  name: string,
  viewport: { width: number; height: number },
  note: Note,
): Promise<void> {
  const page = await openPage(browser, viewport);
  await page.goto(`${url}/gallery/play-run-out`);
  await page.locator(at(testIds.table)).first().waitFor();
  await page.waitForLoadState('networkidle');
  const gapsMs = await page.evaluate(
    ([middle, longestMs]) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        let last: number | undefined;
        let begun = false;
        const frame = (now: number): void => {
          const running = document.querySelector(middle)?.hasAttribute('data-run-out') === true;
          begun ||= running;
          if (last !== undefined && running) gaps.push(now - last);
          last = now;
          if (begun && !running) resolve(gaps);
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame((now) => {
          window.dispatchEvent(new Event('gallery-next'));
          frame(now);
        });
        setTimeout(() => resolve(gaps), longestMs);
      }),
    [at(testIds.middle), LONGEST_RUN_OUT_MS] as const,
  );
  if (gapsMs.length === 0) throw new Error('no run-out was shown');
  const tookMs = gapsMs.reduce((sum, ms) => sum + ms, 0);
  note(`all-in ${name}: frames`, (gapsMs.length * 1000) / tookMs, 'a second');
  note(`all-in ${name}: between frames P95`, percentile(gapsMs, 0.95), 'ms');
  note(`all-in ${name}: longest gap`, Math.max(...gapsMs), 'ms');
  await page.close();
}

/** Two thousand hands of one table, put where the app keeps its own. */
async function history(browser: Browser, url: string, note: Note): Promise<void> {
  const page = await openPage(browser);
  // The app makes its database.
  await page.goto(`${url}/history`);
  await page.locator(at(testIds.historyEmpty)).waitFor();
  await page.evaluate(putHands, HANDS);
  for (const round of ['first', 'again']) {
    await page.goto('about:blank');
    await page.goto(`${url}/history`, { waitUntil: 'commit' });
    await page.locator(at(testIds.historyRow)).first().waitFor();
    // From the beginning of the navigation to the frame after the list stands.
    const openedMs = await page.evaluate(
      () =>
        new Promise<number>((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())))),
    );
    note(`history of ${HANDS} hands, ${round}`, openedMs, 'ms');
  }
  await page.close();
}

async function putHands(count: number): Promise<void> {
  const opening = indexedDB.open('dealerless');
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
  const tx = db.transaction(['identities', 'hands'], 'readwrite');
  const tableId = 'ab'.repeat(32);
  tx.objectStore('identities').put({
    ...{ id: 'one', tableId, secretKey: new Uint8Array(32), path: '/', tableName: 'Friday', createdAt: 0 },
  });
  for (let hand = 1; hand <= count; hand++)
    tx.objectStore('hands').put({
      ...{ identity: 'one', hand, height: hand * 50, attempt: 0, finishedAt: hand * 60_000, yourSeat: 0 },
      yourCards: [hand % 52, (hand + 17) % 52],
      board: [3, 9, 27, 33, 45].map((card) => (card + hand) % 52),
      seats: [0, 1, 2, 3, 4, 5].map((seat) => ({
        seat,
        nickname: `Player ${seat}`,
        netChips: seat === 0 ? 5 : -1,
      })),
      winners: [{ seat: 0, nickname: 'Player 0', chips: 5 }],
    });
  await new Promise<void>((resolve, reject) => {
    tx.oncomplete = () => resolve();
    tx.onerror = () => reject(tx.error);
  });
  db.close();
}

/** A hand of six against five bots of this very browser, whose decks are all made on this machine. */
async function handOfSix(browser: Browser, url: string, note: Note): Promise<void> {
  const page = await openPage(browser);
  await page.goto(url);
  await page.locator(at(testIds.practiseMore)).click();
  await page.locator(at(testIds.practisePlayers)).selectOption('6');
  await page.locator(at(testIds.practise)).click();
  await page.locator(at(testIds.table)).first().waitFor();
  await page.evaluate(watchInteractions);
  const endMs = performance.now() + LONGEST_HAND_MS;
  let done = 0;
  while (performance.now() < endMs && (await finalHand(page)) < 1) done += await touchTable(page);
  const slowMs = await page.evaluate(() => window.evening?.() ?? []);
  // One that is painted with the next frame is not reported.
  const all = [...slowMs, ...new Array<number>(Math.max(0, done - slowMs.length)).fill(16)];
  if (done === 0) throw new Error('nobody touched the table');
  note('hand of six: interactions', done, '');
  note('hand of six: to next paint P50', percentile(all, 0.5), 'ms');
  note('hand of six: to next paint P95', percentile(all, 0.95), 'ms');
  await page.close();
}

async function finalHand(page: Page): Promise<number> {
  return Number(await page.locator(at(testIds.table)).first().getAttribute('data-final-hand'));
}

/** What people do at a table: the cheapest action on their turn, and a look around in between. */
async function touchTable(page: Page): Promise<number> {
  for (const action of [testIds.actionCheck, testIds.actionCall]) {
    const button = page.locator(`${at(action)}:enabled`);
    if ((await button.count()) > 0 && (await tap(button.click({ timeout: 500 })))) return 1;
  }
  let taps = 0;
  for (const key of ['p', 'Escape', 's', 'Escape', 'm', 'x', 'Backspace', 'Escape'])
    if (await tap(page.keyboard.press(key))) taps++;
  return taps;
}

/** The clock may have been quicker. */
async function tap(doing: Promise<void>): Promise<boolean> {
  return doing.then(
    () => true,
    () => false,
  );
}

declare global {
  interface Window {
    /** Input to next paint of every interaction slower than a frame, milliseconds. */
    evening?: () => number[];
  }
}

function watchInteractions(): void {
  const slowest = new Map<number, number>();
  new PerformanceObserver((list) => {
    for (const e of list.getEntries() as (PerformanceEntry & { interactionId?: number })[])
      if (e.interactionId)
        slowest.set(e.interactionId, Math.max(slowest.get(e.interactionId) ?? 0, e.duration));
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  window.evening = () => [...slowest.values()];
}
