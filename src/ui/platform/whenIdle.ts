/** Calls `then` once the page has nothing better to do, after `patienceMs` milliseconds at the latest. */
export function whenIdle(then: () => void, patienceMs = 10_000): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(then, { timeout: patienceMs });
  else then();
}
