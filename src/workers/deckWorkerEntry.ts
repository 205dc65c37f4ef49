/** The code of one Web Worker of the pool: an in-process deck worker behind comlink. */
import * as Comlink from 'comlink';
import { createMclGroup } from '../crypto/backendMcl.ts';
import type { CrsBytes } from './crsFiles.ts';
import { createInProcessDeckWorker, systemRandom, type WarmableDeckWorker } from './inProcess.ts';

/** What the pool calls: `load` first, once. */
export interface DeckWorkerEntry {
  load(crs: CrsBytes): Promise<WarmableDeckWorker>;
}

const entry: DeckWorkerEntry = {
  load: async (crs) => {
    const group = await createMclGroup();
    const worker = createInProcessDeckWorker({
      group,
      crs,
      random: systemRandom,
      nowMs: () => performance.now(),
    });
    return Comlink.proxy(worker);
  },
};

Comlink.expose(entry);
