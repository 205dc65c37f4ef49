/** How long a tab's own thread was blocked at a time: what Chromium calls a long task is over 50 ms. */
import type { Page } from '@playwright/test';

/** What is asked of a tab here. */
interface Watched {
  readonly name: string;
  readonly page: Page;
}

declare global {
  interface Window {
    longTasks?: { startMs: number; tookMs: number }[];
  }
}

/** Runs in the page before the app. */
export function watchLongTasks(): void {
  const seen: { startMs: number; tookMs: number }[] = [];
  window.longTasks = seen;
  new PerformanceObserver((list) => {
    for (const e of list.getEntries()) seen.push({ startMs: e.startTime, tookMs: e.duration });
  }).observe({ type: 'longtask', buffered: true });
}

/** Long tasks since the last call, milliseconds, the longest first. */
export async function takeLongTasks({ page }: Pick<Watched, 'page'>): Promise<number[]> {
  const tasks = await page.evaluate(() => window.longTasks?.splice(0).map((t) => t.tookMs) ?? []);
  return tasks.sort((a, b) => b - a);
}

/** Prints for each tab how many tasks over 50 ms there were since the last call, and the longest. */
export async function printLongTasks(tabs: readonly Watched[], during: string): Promise<void> {
  for (const tab of tabs) {
    const tasks = (await takeLongTasks(tab)).map((ms) => Math.round(ms));
    const which = tasks.length === 0 ? '' : `, the longest ${tasks.slice(0, 5).join(', ')} ms`;
    console.log(`main thread of ${tab.name} during ${during}: ${tasks.length} tasks over 50 ms${which}`);
  }
}
