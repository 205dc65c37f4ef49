/**
 * Parts of the app that are loaded when they are needed and are not there any more, since the host has put up another
 * build meanwhile. A reload gets the new one; it must not come in the middle of a hand, and never again and again.
 */
const listeners = new Set<() => void>();
let missing = false;

const RELOADED_AT = 'dealerless:reloaded-for-a-missing-part';
/** Missing again so soon after a reload is no old build: a second reload would bring nothing. */
const AGAIN_MS = 60_000;

/** @param isPlaying whether a table is open in this page; without one the page reloads at once */
export function watchMissingParts(isPlaying: () => boolean): void {
  window.addEventListener('vite:preloadError', () => {
    missing = true;
    for (const listener of listeners) listener();
    if (!isPlaying()) reloadForMissingPart();
  });
}

export function isPartMissing(): boolean {
  return missing;
}

export function onMissingPart(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function reloadForMissingPart(): void {
  const last = Number(sessionStorage.getItem(RELOADED_AT) ?? 0);
  if (Date.now() - last < AGAIN_MS) return;
  sessionStorage.setItem(RELOADED_AT, String(Date.now()));
  window.location.reload();
}
