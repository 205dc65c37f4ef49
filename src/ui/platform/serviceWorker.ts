import { newBuildReady } from './newBuild.ts';
import { whenIdle } from './whenIdle.ts';

/** Opening a table is work enough for a small machine; what is kept for later can wait so long. */
const afterOpeningMs = 60_000;
const lookEveryMs = 30 * 60_000;

/** Tells the page of a build that waits beside the one in use. */
function watch(registration: ServiceWorkerRegistration): void {
  const look = (): void => {
    // Without a controller this page is the first of all: nothing older is in use.
    if (registration.waiting && navigator.serviceWorker.controller) newBuildReady(registration.waiting);
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
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const install = () => {
    navigator.serviceWorker.register('/sw.js', { updateViaCache: 'none' }).then(watch, (error: unknown) => {
      // Forbidden in private windows of some browsers: the app works, but not offline.
      console.warn(error);
    });
  };
  const begin = () => {
    if (window.location.pathname.startsWith('/t/')) setTimeout(() => whenIdle(install), afterOpeningMs);
    else whenIdle(install);
  };
  if (document.readyState === 'complete') begin();
  else window.addEventListener('load', begin, { once: true });
}
