/** The deck worker of a Node process that must stay prompt: proofs are made and judged in threads of their own. */
import { Worker } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { CrsBytes, KeyWish } from './crsFiles.ts';
import { readCrs } from './crsNode.ts';
import { type DeckWorker, DeckWorkerError } from './deckWorker.ts';
import type { WarmableDeckWorker } from './inProcess.ts';
import { createLaneDeckWorker, Lanes, type LaneWorker } from './lanes.ts';

export interface NodeThreadOptions extends KeyWish {
  /** Threads at most, made when they are first needed. */
  readonly threads: number;
}

/** Rejects with DeckWorkerError('unavailable') if the shuffle keys are not the table's, or this build's. */
export async function createNodeThreadDeckWorker(options: NodeThreadOptions): Promise<DeckWorker> {
  const crs = await readCrs(options);
  return createLaneDeckWorker(new Lanes(() => spawn(crs), options.threads));
}

/** A thread does not inherit the loader that reads TypeScript: it registers its own, then runs the entry. */
const LOADER = `
  const { workerData } = require('node:worker_threads');
  import('tsx/esm/api').then(({ register }) => { register(); return import(workerData.entry); });
`;

async function spawn(crs: CrsBytes): Promise<LaneWorker> {
  const thread = new Worker(LOADER, {
    eval: true,
    workerData: { entry: new URL('./nodeThreadEntry.ts', import.meta.url).href, crs },
  });
  thread.unref();
  const died = new Promise<string>((resolve) => {
    thread.on('error', (error) => resolve(`the thread died: ${String(error)}`));
    thread.on('exit', (code) => resolve(`the thread ended with ${code}`));
  });
  await Promise.race([
    new Promise<void>((ready) => thread.once('message', () => ready())),
    died.then((what) => {
      throw new DeckWorkerError('unavailable', what);
    }),
  ]);
  const api = Comlink.wrap<WarmableDeckWorker>(nodeEndpoint(thread)) as unknown as WarmableDeckWorker;
  return { api, died, terminate: () => void thread.terminate() };
}
