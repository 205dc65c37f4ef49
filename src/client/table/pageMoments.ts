/** When a page may draw, so that the game's own messages go first. Each returns its cancellation. */

/** After so long a page draws though there is always something more urgent; milliseconds. */
const patienceMs = 50;

export function later(then: () => void, ms: number): () => void {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}

/** Before anything else that waits. */
function soon(then: () => void): () => void {
  let cancelled = false;
  queueMicrotask(() => {
    if (!cancelled) then();
  });
  return () => {
    cancelled = true;
  };
}

/** Browsers make timers and frames of hidden pages wait for a second or for ever; and Node has no page. */
function isVisible(): boolean {
  return typeof document !== 'undefined' && document.visibilityState === 'visible';
}

/** With the next picture: early enough for whoever has pressed a button, and after what the press has set going. */
export function withNextFrame(then: () => void): () => void {
  if (!isVisible()) return soon(then);
  const cancel = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
  };
  const run = (): void => {
    cancel();
    then();
  };
  const frame = requestAnimationFrame(run);
  // A window behind others may get no frames though it counts as visible.
  const timer = setTimeout(run, patienceMs);
  return cancel;
}

/** When nothing is waiting, or after a moment all the same. */
export function whenIdle(then: () => void): () => void {
  if (!isVisible() || !('requestIdleCallback' in globalThis)) return soon(then);
  const id = requestIdleCallback(then, { timeout: patienceMs });
  return () => cancelIdleCallback(id);
}
