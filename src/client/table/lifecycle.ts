/**
 * A page that is frozen or kept for going back to stands still, and so may its clock; one that is hidden, or whose
 * device has lost its network, misses what is said (Page Lifecycle, W3C; https://wicg.github.io/page-lifecycle/).
 *
 * Upon `freeze`, `resume` and `pageshow` of a page that was kept: it has slept.
 * Upon `resume`, such a `pageshow`, being visible again and `online`: it is back; several within a second are once.
 */

/** What it takes of the browser. */
export interface LifecycleBrowser {
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  readonly window: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
}

export interface LifecycleEvents {
  readonly slept: () => void;
  readonly back: () => void;
  /** A steady clock. */
  readonly nowMs: () => number;
}

/** Browsers say in several ways that a page goes on. */
const ONCE_MS = 1_000;

/** @returns its end */
export function watchPage(
  { document, window }: LifecycleBrowser,
  { slept, back, nowMs }: LifecycleEvents,
): () => void {
  let backAtMs = Number.NEGATIVE_INFINITY;
  const isBack = (): void => {
    if (nowMs() - backAtMs < ONCE_MS) return;
    backAtMs = nowMs();
    back();
  };
  const resumed = (): void => {
    slept();
    isBack();
  };
  const shown = (event: Event): void => {
    // A page that was not kept has just been loaded: it did not sleep.
    if ('persisted' in event && event.persisted === true) resumed();
  };
  const looked = (): void => {
    if (document.visibilityState === 'visible') isBack();
  };
  document.addEventListener('freeze', slept);
  document.addEventListener('resume', resumed);
  document.addEventListener('visibilitychange', looked);
  window.addEventListener('pageshow', shown);
  window.addEventListener('online', isBack);
  return () => {
    document.removeEventListener('freeze', slept);
    document.removeEventListener('resume', resumed);
    document.removeEventListener('visibilitychange', looked);
    window.removeEventListener('pageshow', shown);
    window.removeEventListener('online', isBack);
  };
}
