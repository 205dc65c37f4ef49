/** The deck worker of a Node process: bots, witnesses, log verification. */

import { createMclGroup } from '../crypto/backendMcl.ts';
import type { DeckSize } from '../crypto/crsDigests.ts';
import { readCrs } from './crsNode.ts';
import type { DeckWorker } from './deckWorker.ts';
import { createInProcessDeckWorker, systemRandom } from './inProcess.ts';

/** Rejects with DeckWorkerError('unavailable') if the shuffle keys are not the pinned ones. */
export async function createNodeDeckWorker(options: { deckSize: DeckSize }): Promise<DeckWorker> {
  const [group, crs] = await Promise.all([createMclGroup(), readCrs(options.deckSize)]);
  return createInProcessDeckWorker({ group, crs, random: systemRandom, nowMs: () => performance.now() });
}
