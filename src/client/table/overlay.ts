/**
 * A table for a stream's picture: watched from the rail with a key of its own that nothing keeps. Whoever plays on the
 * same device never shows there what only this player may see.
 */
import { createEd25519 } from '../../crypto/ed25519.ts';
import { isShipped, keyNameOf } from '../../crypto/shuffleKey.ts';
import { fetchRelayAddresses, RelayAddressError } from '../../net/relayAddresses.ts';
import { systemScheduler } from '../../node/clock.ts';
import { openNode } from '../../node/openNode.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import { createBrowserDeckWorker } from '../../workers/browserPool.ts';
import type { TableClient } from '../contract/actions.ts';
import { gameOf } from '../create/gameOf.ts';
import { randomBytes } from '../create/identity.ts';
import { parseTableUrl, type TableAddress } from '../create/tableUrl.ts';
import { createTableClient } from './client.ts';
import { watchPage } from './lifecycle.ts';
import { failedClient, openingClient } from './opening.ts';
import { watchFromRail } from './rail.ts';

/** Resolves at once; what goes wrong later shows as phase 'failed'. @param url a table's long link */
export async function openOverlay(
  url: URL,
  { relayedOnly }: { readonly relayedOnly: boolean },
): Promise<TableClient> {
  const address = parseTableUrl(url);
  if (typeof address === 'string') return failedClient(address);
  if (typeof RTCPeerConnection === 'undefined') return failedClient('no-webrtc');
  const { config, tableId } = address;
  const client = openingClient({ tableId, name: new TextDecoder().decode(config.name) });
  watch(address, url.origin, relayedOnly).then(
    (opened) => (opened === undefined ? client.fail('crs-mismatch') : client.attach(opened)),
    (error: unknown) =>
      client.fail(error instanceof RelayAddressError ? 'relay-unreachable' : 'internal', error),
  );
  return client;
}

/** Undefined for a table that is proved with other keys than this app has. */
async function watch(
  { config, tableId, relays, mark }: TableAddress,
  origin: string,
  relayedOnly: boolean,
): Promise<TableClient | undefined> {
  const { deckSize } = gameOf(config);
  const table = keyNameOf(config, deckSize);
  if (!isShipped(table)) return undefined;
  const ed25519 = await createEd25519(crypto.subtle);
  const network = await watchFromRail({
    ...{ config, ed25519, relayedOnly },
    relays: async () => (relays.length > 0 ? relays : fetchRelayAddresses(origin)),
  });
  const platform = {
    ...{ ed25519, network, storage: createMemoryGame(), scheduler: systemScheduler },
    worker: createBrowserDeckWorker({ deckSize, table }),
    wallClockMs: () => Date.now(),
  };
  const { secretKey } = ed25519.generateKeyPair(randomBytes);
  const node = openNode(platform, config, { secretKey, nickname: 'Overlay', linkMark: mark });
  network.attach(node.rail());
  node.watch(true);
  const wakes = watchPage(
    { document, window },
    { slept: () => node.slept(), back: () => node.awake(), nowMs: () => performance.now() },
  );
  node.start();
  return createTableClient(node, {
    ...{ tableId, config, release: wakes },
    rail: network,
  });
}
