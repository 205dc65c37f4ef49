/** How long a tab's own thread was blocked at a time: what Chromium calls a long task is over 50 ms. */
import type { Tab } from './table.ts';

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
export async function takeLongTasks(tab: Tab): Promise<number[]> {
  const tasks = await tab.page.evaluate(() => window.longTasks?.splice(0).map((t) => t.tookMs) ?? []);
  return tasks.sort((a, b) => b - a);
}

/** Prints for each tab how many tasks over 50 ms there were since the last call, and the longest. */
export async function printLongTasks(tabs: readonly Tab[], during: string): Promise<void> {
  for (const tab of tabs) {
    const tasks = (await takeLongTasks(tab)).map((ms) => Math.round(ms));
    const which = tasks.length === 0 ? '' : `, the longest ${tasks.slice(0, 5).join(', ')} ms`;
    console.log(`main thread of ${tab.name} during ${during}: ${tasks.length} tasks over 50 ms${which}`);
  }
}
