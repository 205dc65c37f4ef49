/**
 * What a page knows of a newer build of the app: one that waits to be tapped for, or one that has already taken parts
 * of this page away. Either way the page changes only when no hand is on in it.
 */
import { type Watched, watched } from '../../client/contract/watched.ts';

export type NewBuild =
  /** Nothing newer is known. */
  | 'none'
  /** Kept on this device; it is used once its user says so. */
  | 'ready'
  /** The user has said so, or a part of this page is gone: it reloads when no hand is on. */
  | 'after-hand';

const state = watched<NewBuild>('none');
export const newBuild: Omit<Watched<NewBuild>, 'set'> = state;

let waiting: ServiceWorker | undefined;
/** Calls when the page may be left; while no table is open, at once. */
let whenFree: (then: () => void) => void = (then) => then();

/** An open table says when the page may be left. Returns what ends that. */
export function holdPage(until: (then: () => void) => void): () => void {
  whenFree = until;
  return () => {
    whenFree = (then) => then();
  };
}

/** Resolves when no hand is on in this page. */
export const freeMoment = (): Promise<void> => new Promise((resolve) => whenFree(resolve));

/** A newer build is kept on this device and waits. */
export function newBuildReady(worker: ServiceWorker): void {
  waiting = worker;
  if (state.get() === 'none') state.set('ready');
}

/** Where a first reload asked the browser once more for the newer build, and a second one brings it. */
const ONCE_MORE = 'dealerless:reload-once-more';
/**
 * A newer worker comes into use once the older one is idle. Chromium asks the older one to be so at once, but only
 * where it runs at that moment, and forgets it with the next request that wakes it: then it is idle when it has had
 * nothing to do for half a minute, or, with its tools open, after five. Going to a page of the site asks again.
 * (content/browser/service_worker/service_worker_registration.cc, ActivateWaitingVersionWhenReady.)
 */
const HELD_UP_MS = 3_000;

/** The user wants the newer build. */
export function takeNewBuild(): void {
  state.set('after-hand');
  whenFree(() => {
    const heldUp = setTimeout(
      () =>
        whenFree(() => {
          sessionStorage.setItem(ONCE_MORE, '1');
          window.location.reload();
        }),
      HELD_UP_MS,
    );
    const reload = (): void => {
      clearTimeout(heldUp);
      window.location.reload();
    };
    const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
    workers?.addEventListener('controllerchange', reload, { once: true });
    waiting?.postMessage('use');
  });
}

/** Upon loading: leaving the page has let the newer build come into use, and this page may still be of the older. */
export function reloadOnceMore(): void {
  if (sessionStorage.getItem(ONCE_MORE) === null) return;
  sessionStorage.removeItem(ONCE_MORE);
  window.addEventListener('load', () => window.location.reload(), { once: true });
}

const RELOADED_AT = 'dealerless:reloaded-for-a-missing-part';
/** Missing again so soon after a reload is no old build: a second reload would bring nothing. */
const AGAIN_MS = 60_000;

/** Parts that are loaded when they are needed may be gone from the host: a reload gets the build that is there now. */
export function watchMissingParts(): void {
  window.addEventListener('vite:preloadError', () => {
    if (Date.now() - Number(sessionStorage.getItem(RELOADED_AT) ?? 0) < AGAIN_MS) return;
    state.set('after-hand');
    whenFree(() => {
      sessionStorage.setItem(RELOADED_AT, String(Date.now()));
      window.location.reload();
    });
  });
}
