/** Opens a table URL in this tab: platform in, `TableClient` out. Loaded only when a table is opened. */
import { equalBytes, fromHex } from '../../codec/decode.ts';
import { crs } from '../../crypto/crsDigests.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { createLibp2pNetwork } from '../../net/libp2pBrowser.ts';
import { systemScheduler } from '../../node/clock.ts';
import { openNode } from '../../node/openNode.ts';
import { openIndexedDb } from '../../storage/indexedDb.ts';
import type { DeviceStorage } from '../../storage/storage.ts';
import { createBrowserDeckWorker } from '../../workers/browserPool.ts';
import type { FailureCode, TableClient } from '../contract/view.ts';
import { gameOf } from '../create/gameOf.ts';
import { type HeldIdentity, holdIdentity, randomBytes } from '../create/identity.ts';
import { parseTableUrl } from '../create/tableUrl.ts';
import { isPractice, startAtOnce, takePractice } from '../practice/sessions.ts';
import { createTableClient, failedClient, openingClient } from './client.ts';

/**
 * Resolves at once with a client in phase 'opening'; what goes wrong later shows as its phase 'failed'.
 * @param url the table URL
 */
export async function openTable(url: URL): Promise<TableClient> {
  const address = parseTableUrl(url);
  if (typeof address === 'string') return failedClient(address);
  const practice = isPractice(url) ? takePractice(address.tableId) : undefined;
  if (isPractice(url) && practice === undefined) return failedClient('practice-over');
  if (practice === undefined && typeof RTCPeerConnection === 'undefined') return failedClient('no-webrtc');
  if (typeof indexedDB === 'undefined') return failedClient('no-indexeddb');
  const client = openingClient(address);
  const fail = (code: FailureCode, error?: unknown): void => {
    if (error !== undefined) console.error(code, error);
    client.fail(code);
  };

  void (async () => {
    let device: DeviceStorage;
    try {
      device = await openIndexedDb();
    } catch (error) {
      return fail('no-indexeddb', error);
    }
    const { config, tableId, relays } = address;
    const { deckSize } = gameOf(config);
    if (!equalBytes(config.crsDigest, fromHex(crs[deckSize].vkey))) return fail('crs-mismatch');
    let identity: HeldIdentity | undefined;
    try {
      const ed25519 = await createEd25519(crypto.subtle);
      const tableName = new TextDecoder().decode(config.name);
      const path = `${url.pathname}${url.hash}`;
      const held = await holdIdentity(device, ed25519, { tableId, path, tableName });
      if (held === 'already-open') return fail('already-open');
      identity = held;
      const network =
        practice?.network ??
        (await createLibp2pNetwork({
          tableId: fromHex(tableId),
          relayAddresses: relays,
          privateKeySeed: randomBytes(32),
        }));
      const platform = {
        ed25519,
        network,
        storage: device.openGame(held.record.id),
        worker: createBrowserDeckWorker({ deckSize }),
        scheduler: systemScheduler,
        wallClockMs: () => Date.now(),
      };
      const nickname = client.nickname() || (practice === undefined ? '' : 'You');
      const node = openNode(platform, config, { secretKey: held.record.secretKey, nickname });
      const release = (): void => {
        held.release();
        practice?.close();
      };
      const options = { tableId, config, practice: practice !== undefined, release };
      client.attach(createTableClient(node, options));
      node.start();
      if (practice !== undefined) startAtOnce(client, practice.bots);
    } catch (error) {
      identity?.release();
      fail('internal', error);
    }
  })();
  return client;
}
