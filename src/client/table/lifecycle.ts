/**
 * A page that is frozen or kept for going back to stands still, and so may its clock: the node is told when it goes on
 * (Page Lifecycle, W3C; https://wicg.github.io/page-lifecycle/).
 */

/** What it takes of the browser. */
export interface LifecycleBrowser {
  readonly document: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly window: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
}

/** @returns its end */
export function noteSleep({ document, window }: LifecycleBrowser, slept: () => void): () => void {
  const shown = (event: Event): void => {
    // A page that was not kept has just been loaded: it did not sleep.
    if ('persisted' in event && event.persisted === true) slept();
  };
  document.addEventListener('freeze', slept);
  document.addEventListener('resume', slept);
  window.addEventListener('pageshow', shown);
  return () => {
    document.removeEventListener('freeze', slept);
    document.removeEventListener('resume', slept);
    window.removeEventListener('pageshow', shown);
  };
}
