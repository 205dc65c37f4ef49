/**
 * Keeps the built app on this device, so that the history opens without a network. Built as /sw.js.
 *
 * Upon installation: fetches every file of this build, one after the other, into a cache of its own, and compares
 * each with the build's manifest: files of two builds never stand in one cache.
 * Upon activation (no page of an older build is open any more, or its user asked for this one): drops the caches of
 * older builds.
 * Upon a request for a page: gives the kept app shell, so that an evening is played with one build; the network's
 * where none is kept.
 * Upon a request for a file of the build: gives the kept copy, else asks the network; always the network where the page
 * asks for no stored copy.
 * Upon a tap on a notification: brings the page that told it to the front.
 * Everything else (where the relay is, its health, other origins, anything but GET; WebSockets never come here)
 * is left alone.
 *
 * A new build waits until the pages of the old one are closed or its user taps for it: nobody's game is reloaded under
 * their hands.
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
/** Written beside the build by scripts/manifest.mjs. */
const MANIFEST = '/manifest.sha256.json';

worker.addEventListener('install', (event) => event.waitUntil(keepBuild()));
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  // Whoever wants to see what the host serves now.
  if (request.cache === 'no-store') return;
  if (request.mode === 'navigate' && isAppPage(url.pathname)) event.respondWith(page(request));
  else if (url.pathname === MANIFEST || precache.files.includes(url.pathname))
    event.respondWith(file(request, url.pathname));
});

worker.addEventListener('message', (event) => {
  if (event.data === 'use') event.waitUntil(worker.skipWaiting());
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
  const digests = await manifest(cache);
  for (const path of precache.files) {
    if (await cache.match(path)) continue;
    // What has no hash in its name must not come from the browser's own cache.
    const response = await fetch(path, { cache: path.startsWith('/assets/') ? 'default' : 'no-cache' });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const bytes = await response.clone().arrayBuffer();
    const want = digests[path === SHELL ? '/index.html' : path];
    if (want !== (await sha256(bytes))) throw new Error(`${path} is not as this build's manifest says`);
    await cache.put(path, response);
  }
}

async function manifest(cache: Cache): Promise<Record<string, string>> {
  const response = await fetch(MANIFEST, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${MANIFEST}: ${response.status}`);
  await cache.put(MANIFEST, response.clone());
  return ((await response.json()) as { files: Record<string, string> }).files;
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join('');
}

async function dropOlder(): Promise<void> {
  for (const name of await caches.keys())
    if (name.startsWith(PREFIX) && name !== cacheName) await caches.delete(name);
  await worker.clients.claim();
}

/** Documents beside the app, such as its licence, have a name with an ending. */
function isAppPage(path: string): boolean {
  return path.startsWith('/t/') || !/\.\w+$/.test(path);
}

async function page(request: Request): Promise<Response> {
  return (await caches.match(SHELL, { cacheName })) ?? fetch(request);
}

async function file(request: Request, path: string): Promise<Response> {
  return (await caches.match(path, { cacheName })) ?? fetch(request);
}
