/** The code of one worker thread of a Node process: an in-process deck worker behind comlink. */
import { parentPort, workerData } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { createMclGroup } from '../crypto/backendMcl.ts';
import type { CrsBytes } from './crsFiles.ts';
import { createInProcessDeckWorker, systemRandom } from './inProcess.ts';

if (parentPort === null) throw new Error('this file is the code of a worker thread');
// The parent has checked the keys' digests.
const { crs } = workerData as { crs: CrsBytes };
const group = await createMclGroup();
const worker = createInProcessDeckWorker({
  group,
  crs,
  random: systemRandom,
  nowMs: () => performance.now(),
});
Comlink.expose(worker, nodeEndpoint(parentPort));
parentPort.postMessage('ready');
