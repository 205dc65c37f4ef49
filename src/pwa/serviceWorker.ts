/**
 * Keeps the built app on this device, so that the history opens without a network. Built as /sw.js.
 *
 * Upon installation: fetches every file of this build, one after the other, into a cache of its own.
 * Upon activation (no page of an older build is open any more): drops the caches of older builds.
 * Upon a request for a page: asks the network, and gives the kept app shell when there is none.
 * Upon a request for a file of the build: gives the kept copy, else asks the network.
 * Upon a tap on a notification: brings the page that told it to the front.
 * Everything else (where the relay is, its health, other origins, anything but GET; WebSockets never come here)
 * is left alone.
 *
 * A new build waits until the pages of the old one are closed: nobody's game is reloaded under their hands.
 */
interface Precache {
  /** Changes with any file of the build. */
  readonly version: string;
  /** Paths from the root; '/' is the app shell. */
  readonly files: readonly string[];
}

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
/** The build puts its list in place of this name (vite.config.ts). */
declare const __PRECACHE__: Precache;
const precache = __PRECACHE__;
const PREFIX = 'dealerless-';
const cacheName = PREFIX + precache.version;
const SHELL = '/';

worker.addEventListener('install', (event) => event.waitUntil(keepBuild()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (precache.files.includes(url.pathname)) event.respondWith(file(request, url.pathname));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(bringToFront(event.notification.data));
});

/** The page that asked for a notification by this worker; its address came along. */
async function bringToFront(address: unknown): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window' });
  await pages.find((p) => p.url === address)?.focus();
}

async function keepBuild(): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const path of precache.files) {
    if (await cache.match(path)) continue;
    // What has no hash in its name must not come from the browser's own cache.
    const response = await fetch(path, { cache: path.startsWith('/assets/') ? 'default' : 'no-cache' });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await cache.put(path, response);
  }
}

async function dropOlder(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== cacheName) await caches.delete(name);
  await worker.clients.claim();
}

async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const shell = await caches.match(SHELL, { cacheName });
    if (shell) return shell;
    throw error;
  }
}

async function file(request: Request, path: string): Promise<Response> {
  return (await caches.match(path, { cacheName })) ?? fetch(request);
}
