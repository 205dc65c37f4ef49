/**
 * The deck worker of a tab: up to three Web Workers, made when they are first needed. Nothing is computed on
 * the page's own thread.
 */
import * as Comlink from 'comlink';
import { fetchCrs } from './crsBrowser.ts';
import type { CrsBytes, KeyWish } from './crsFiles.ts';
import type { DeckWorker } from './deckWorker.ts';
import type { DeckWorkerEntry } from './deckWorkerEntry.ts';
import type { WarmableDeckWorker } from './inProcess.ts';
import { createLaneDeckWorker, Lanes, type LaneWorker } from './lanes.ts';

export interface BrowserDeckWorkerOptions extends KeyWish {
  /** Folder of the shuffle keys; /crs/ of the page's own server unless given. */
  crsBase?: URL;
  /** Web Workers at most; by the machine's cores (2 or 3) unless given. */
  lanes?: number;
}

/** Returns at once; what cannot be loaded shows as `DeckWorkerError('unavailable')` of the first job. */
export function createBrowserDeckWorker(options: BrowserDeckWorkerOptions): DeckWorker {
  const base = options.crsBase ?? new URL('/crs/', globalThis.location.href);
  const count = options.lanes ?? Math.min(3, Math.max(2, globalThis.navigator.hardwareConcurrency - 1));
  let crs: Promise<CrsBytes> | undefined;
  const load = (): Promise<CrsBytes> => {
    if (!crs) {
      crs = fetchCrs(options, base);
      // A failed download is not remembered: the next job tries again. Its own caller sees the rejection.
      crs.catch(() => {
        crs = undefined;
      });
    }
    return crs;
  };
  return createLaneDeckWorker(new Lanes(() => load().then(spawn), count));
}

async function spawn(crs: CrsBytes): Promise<LaneWorker> {
  const worker = new Worker(new URL('./deckWorkerEntry.ts', import.meta.url), {
    type: 'module',
    name: 'deck',
  });
  const died = new Promise<string>((resolve) => {
    worker.addEventListener('error', (event) => resolve(`the worker died: ${event.message}`));
    worker.addEventListener('messageerror', () => resolve('the worker sent something unreadable'));
  });
  const failed = died.then((what): never => {
    worker.terminate();
    throw new Error(what);
  });
  const entry = Comlink.wrap<DeckWorkerEntry>(worker);
  const api = await Promise.race([entry.load(crs), failed]);
  return { api: api as unknown as WarmableDeckWorker, died, terminate: () => worker.terminate() };
}
