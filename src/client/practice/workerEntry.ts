/**
 * The code of the worker in which a practice table's bots live: a whole node for each, with its own key and its
 * storage in memory. Their deck work is done in a further worker, once for all of them.
 */

import { decodeTableConfig, tableIdOf } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { keyNameOf } from '../../crypto/shuffleKey.ts';
import { hashTreesInWasm } from '../../crypto/treeHasher.ts';
import { randomShare } from '../../net/chance.ts';
import { createPortNetwork } from '../../net/portNetwork.ts';
import { systemScheduler } from '../../node/clock.ts';
import { openNode } from '../../node/openNode.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import { createBrowserDeckWorker } from '../../workers/browserPool.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import { shareDeckWorker } from '../../workers/shared.ts';
import { runBot, thinkAbout } from '../bots/player.ts';
import type { Strength } from '../contract/practice.ts';
import { gameOf } from '../create/gameOf.ts';
import { createTableClient } from '../table/client.ts';

/** The one message this worker gets. */
export interface BotWorkerStart {
  /** SSZ bytes. */
  readonly config: Uint8Array;
  readonly strength: Strength;
  readonly bots: readonly {
    readonly name: string;
    readonly peer: string;
    /** Its ends of the channels to all others. */
    readonly ports: readonly { readonly peer: string; readonly port: MessagePort }[];
  }[];
}

const THINK_MS = 800;
/** Everybody is here from the start: long enough to hear of it. */
const CALM_MS = 100;

async function start({ config: bytes, strength, bots }: BotWorkerStart): Promise<void> {
  const config = decodeTableConfig(bytes);
  const tableId = tableIdOf(config);
  await hashTreesInWasm();
  const ed25519 = await createEd25519(crypto.subtle);
  const lanes = navigator.hardwareConcurrency > 4 ? 2 : 1;
  const { deckSize } = gameOf(config);
  const table = keyNameOf(config, deckSize);
  const deck = shareDeckWorker(createBrowserDeckWorker({ deckSize, table, lanes }));
  for (const [place, { name, peer, ports }] of bots.entries()) {
    const { secretKey } = ed25519.generateKeyPair(systemRandom);
    const platform = {
      ed25519,
      network: createPortNetwork({ self: peer, ports, scheduler: systemScheduler }),
      storage: createMemoryGame(),
      worker: deck.handle(),
      scheduler: systemScheduler,
      wallClockMs: () => Date.now(),
    };
    const node = openNode(platform, config, { secretKey, nickname: name });
    const client = createTableClient(node, { tableId: toHex(tableId), config, release: () => undefined });
    const { done } = runBot({
      client,
      random: randomShare,
      strength,
      scheduler: systemScheduler,
      thinkMs: thinkAbout(THINK_MS),
      place,
      calmMs: CALM_MS,
      hostIsHere: () => node.isHere(config.creatorKey),
    });
    void done.then((how) => {
      if (how === 'failed') console.error(`${name} stopped:`, node.fatal);
    });
    node.start();
  }
}

self.addEventListener(
  'message',
  ({ data }: MessageEvent<BotWorkerStart>) => {
    start(data).catch((error: unknown) => {
      // As an uncaught error it reaches the page, which says so.
      queueMicrotask(() => {
        throw error;
      });
    });
  },
  { once: true },
);
