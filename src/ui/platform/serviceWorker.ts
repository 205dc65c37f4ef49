import { newBuildReady } from './newBuild.ts';
import { whenIdle } from './whenIdle.ts';

/** Opening a table is work enough for a small machine; what is kept for later can wait so long. */
const afterOpeningMs = 60_000;
const lookEveryMs = 30 * 60_000;

/** Undefined in windows that may have none although the browser knows of them: private ones, pages without https. */
const workers = (): ServiceWorkerContainer | undefined => navigator.serviceWorker;

/**
 * Tells the page of a build that waits beside the one in use.
 * @param registration undefined where something in the browser forbids workers without saying so
 */
function watch(registration: ServiceWorkerRegistration | undefined): void {
  if (registration === undefined) return;
  const look = (): void => {
    // Without a controller this page is the first of all: nothing older is in use.
    if (registration.waiting && workers()?.controller) newBuildReady(registration.waiting);
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look);
  });
  look();
  // An evening is long, and the page is not loaded again in it.
  setInterval(() => void registration.update().catch(() => undefined), lookEveryMs);
}

/** Has the app kept on this device once the page has nothing better to do. */
export function installServiceWorker(): void {
  // The development server has no build to keep.
  if (!import.meta.env.PROD) return;
  const install = () => {
    workers()
      ?.register('/sw.js', { updateViaCache: 'none' })
      .then(watch)
      .catch((error: unknown) => {
        // Forbidden in private windows of some browsers: the app works, but not offline.
        console.warn(error);
      });
  };
  const begin = () => {
    if (/^\/t(\/|$)/.test(window.location.pathname)) setTimeout(() => whenIdle(install), afterOpeningMs);
    else whenIdle(install);
  };
  if (document.readyState === 'complete') begin();
  else window.addEventListener('load', begin, { once: true });
}
