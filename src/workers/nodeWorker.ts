/** The deck worker of a Node process: bots, witnesses, log verification. */

import { createMclGroup } from '../crypto/backendMcl.ts';
import type { KeyWish } from './crsFiles.ts';
import { readCrs } from './crsNode.ts';
import type { DeckWorker } from './deckWorker.ts';
import { createInProcessDeckWorker, systemRandom } from './inProcess.ts';

/** Rejects with DeckWorkerError('unavailable') if the shuffle keys are not the table's, or this build's. */
export async function createNodeDeckWorker(wish: KeyWish): Promise<DeckWorker> {
  const [group, crs] = await Promise.all([createMclGroup(), readCrs(wish)]);
  return createInProcessDeckWorker({ group, crs, random: systemRandom, nowMs: () => performance.now() });
}
