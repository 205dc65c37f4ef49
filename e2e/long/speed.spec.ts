/** How a table feels, measured in four tabs and printed. Times are not asserted: they are the machine's. */
import { gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { printLongTasks, takeLongTasks } from '../support/longTasks.ts';
import { playOut, waitForHand } from '../support/play.ts';
import { startTestRelay } from '../support/relay.ts';
import { type Tab, TestTable } from '../support/table.ts';

interface Felt {
  /** Interactions slower than a frame: input to next paint, milliseconds. */
  readonly slowMs: number[];
  readonly interactions: number;
  /** What moved inside the action bar by itself. */
  readonly shifts: string[];
  /** Milliseconds between frames while cards fly. */
  readonly frameGapsMs: number[];
}

declare global {
  interface Window {
    felt?: Felt;
  }
  interface Performance {
    readonly interactionCount?: number;
  }
}

/** Begins to watch; to be called when the table stands. */
function watch(page: Page): Promise<void> {
  return page.evaluate(() => {
    const felt: Felt = { slowMs: [], interactions: 0, shifts: [], frameGapsMs: [] };
    window.felt = felt;
    const slowest = new Map<number, number>();
    const frameMs = 16;
    new PerformanceObserver((list) => {
      for (const e of list.getEntries() as (PerformanceEntry & { interactionId?: number })[]) {
        if (!e.interactionId) continue;
        slowest.set(e.interactionId, Math.max(slowest.get(e.interactionId) ?? 0, e.duration));
      }
      felt.slowMs.splice(0, felt.slowMs.length, ...slowest.values());
    }).observe({ type: 'event', durationThreshold: frameMs } as PerformanceObserverInit);
    interface Source {
      readonly node: Node | null;
      readonly previousRect: DOMRectReadOnly;
      readonly currentRect: DOMRectReadOnly;
    }
    new PerformanceObserver((list) => {
      for (const e of list.getEntries() as (PerformanceEntry & { sources?: Source[] })[])
        for (const { node, previousRect: a, currentRect: b } of e.sources ?? []) {
          const element = node instanceof Element ? node : node?.parentElement;
          if (!element?.closest('[data-testid="action-bar"]')) continue;
          const box = (r: DOMRectReadOnly) => `${r.x},${r.y} ${r.width}×${r.height}`;
          felt.shifts.push(`${element.tagName} “${element.textContent}” ${box(a)} → ${box(b)}`);
        }
    }).observe({ type: 'layout-shift' });
    let last: number | undefined;
    const flying = (): boolean =>
      document
        .getAnimations()
        .some((a) => a instanceof CSSAnimation && /deal/.test(a.animationName) && a.playState === 'running');
    const frame = (now: number): void => {
      const on = flying();
      if (on && last !== undefined) felt.frameGapsMs.push(now - last);
      last = on ? now : undefined;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
}

async function take(tab: Tab): Promise<Felt> {
  return tab.page.evaluate(() => ({ ...window.felt!, interactions: performance.interactionCount ?? 0 }));
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

test('four tabs play two hands: interactions, frames, long tasks, and an action bar that stays where it is', async ({
  browser,
}) => {
  const table = await TestTable.open(browser, ['Alice', 'Bob', 'Carol', 'Dave']);
  // Two of them on phones, where more stands in the bar.
  for (const tab of table.tabs.slice(2)) await tab.page.setViewportSize({ width: 390, height: 844 });
  for (const tab of table.tabs) await watch(tab.page);
  await printLongTasks(table.tabs, 'opening and linking');
  await waitForHand(table, 1);
  await printLongTasks(table.tabs, 'the first deal');
  await playOut(table, 1, (tab) => tab.checkOrCall());
  await printLongTasks(table.tabs, 'a hand to the showdown');
  await waitForHand(table, 2);
  await playOut(table, 2, (tab) => tab.fold());
  await printLongTasks(table.tabs, 'the second deal and a hand that all fold');

  const slowMs: number[] = [];
  const gapsMs: number[] = [];
  const shifts: string[] = [];
  let interactions = 0;
  for (const tab of table.tabs) {
    const felt = await take(tab);
    // One in a frame or less is not reported: it counts as a frame.
    slowMs.push(
      ...felt.slowMs,
      ...new Array<number>(Math.max(0, felt.interactions - felt.slowMs.length)).fill(16),
    );
    gapsMs.push(...felt.frameGapsMs);
    shifts.push(...felt.shifts.map((s) => `${tab.name}: ${s}`));
    interactions += felt.interactions;
  }
  const round = (ms: number): number => Math.round(ms);
  console.log(
    `interaction to next paint over ${interactions} interactions: P50 ${round(percentile(slowMs, 0.5))} ms, ` +
      `P95 ${round(percentile(slowMs, 0.95))} ms, slowest ${round(Math.max(0, ...slowMs))} ms`,
  );
  console.log(
    `frames while cards fly: ${gapsMs.length}, between them P50 ${round(percentile(gapsMs, 0.5))} ms, ` +
      `P95 ${round(percentile(gapsMs, 0.95))} ms, longest ${round(Math.max(0, ...gapsMs))} ms`,
  );
  console.log(`layout shifts inside the action bar: ${shifts.length}`);
  expect(interactions, 'the taps were seen').toBeGreaterThan(0);
  expect(shifts).toEqual([]);
  for (const tab of table.tabs) await takeLongTasks(tab);
  await table.close();
});

test('the start page loads at most 250 kB before a table is opened', async ({ browser }) => {
  const relay = await startTestRelay();
  // What a worker keeps for later is not what the page waits for.
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const bodies: Promise<readonly [string, number]>[] = [];
  page.on('response', (response) => {
    if (!response.ok()) return;
    bodies.push(
      response.body().then((body) => [new URL(response.url()).pathname, gzipSync(body).length] as const),
    );
  });
  await page.goto(relay.url);
  await expect(page.getByTestId('create-submit')).toBeEnabled();
  await page.waitForLoadState('networkidle');
  const files = await Promise.all(bodies);
  const bytes = files.reduce((sum, [, size]) => sum + size, 0);
  for (const [path, size] of files) console.log(`${path}: ${(size / 1000).toFixed(1)} kB gzip`);
  console.log(`start page: ${files.length} files, ${(bytes / 1000).toFixed(1)} kB gzip`);
  expect(files.some(([path]) => path.endsWith('.js'))).toBe(true);
  expect(bytes).toBeLessThanOrEqual(250_000);
  await context.close();
  await relay.stop();
});
