/**
 * What a browser is asked for while its tab has a seat: to keep what is stored (at sit-down, once), and not to let the
 * screen go dark while a game is on, since a phone that sleeps is a validator that has left.
 */
import type { TableClient } from '../contract/actions.ts';

/** The little of the browser that this needs; what is absent is not asked. */
export interface SeatBrowser {
  readonly storage?: Pick<StorageManager, 'persist'> | undefined;
  readonly wakeLock?: Pick<WakeLock, 'request'> | undefined;
  readonly document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
}

export const thisBrowser = (): SeatBrowser => ({
  // Some browsers lack them, and all do without a secure context.
  storage: navigator.storage as StorageManager | undefined,
  wakeLock: navigator.wakeLock as WakeLock | undefined,
  document,
});

/** Until the returned function is called. Refusals are nothing: the game goes on without. */
export function keepSeat(
  client: Pick<TableClient, 'view' | 'subscribe'>,
  { storage, wakeLock, document }: SeatBrowser,
): () => void {
  let asked = false;
  let ended = false;
  let held: WakeLockSentinel | undefined;
  let requesting = false;
  /** The hand in which the browser has refused: asked again in the next, or when the page comes into view. */
  let refusedIn: number | undefined;

  const wanted = (): boolean => {
    const view = client.view();
    const seated = view.yourSeat !== undefined && view.phase === 'playing';
    return !ended && seated && document.visibilityState === 'visible';
  };
  const release = (): void => {
    const sentinel = held;
    held = undefined;
    sentinel?.release().catch(nothing);
  };
  const update = (): void => {
    if (!asked && (client.view().yourSeat ?? client.view().lobby?.yourSeat) !== undefined) {
      asked = true;
      storage?.persist().catch(nothing);
    }
    if (!wanted()) {
      release();
      return;
    }
    if (held !== undefined || requesting || wakeLock === undefined) return;
    const hand = client.view().hand?.hand ?? -1;
    if (hand === refusedIn) return;
    requesting = true;
    wakeLock.request('screen').then(
      (sentinel) => {
        requesting = false;
        held = sentinel;
        // The browser lets go of it whenever the page is hidden; seen again, it is asked for again.
        sentinel.addEventListener('release', () => {
          if (held === sentinel) held = undefined;
        });
        if (!wanted()) release();
      },
      () => {
        // As on a low battery.
        requesting = false;
        refusedIn = hand;
      },
    );
  };
  const onVisibility = (): void => {
    refusedIn = undefined;
    update();
  };
  const stop = client.subscribe(update);
  document.addEventListener('visibilitychange', onVisibility);
  update();
  return () => {
    ended = true;
    stop();
    document.removeEventListener('visibilitychange', onVisibility);
    release();
  };
}

const nothing = (): void => undefined;
