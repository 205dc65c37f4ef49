/** Opens a table URL in this tab: platform in, `TableClient` out. Loaded only when a table is opened. */

import type { TableConfig } from '../../codec/config.ts';
import { fromHex, toHex } from '../../codec/decode.ts';
import { meetingKeyOf } from '../../codec/meeting.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { isShipped, keyNameOf } from '../../crypto/shuffleKey.ts';
import { hashTreesInWasm } from '../../crypto/treeHasher.ts';
import type { Network } from '../../net/network.ts';
import { fetchRelayAddresses, RelayAddressError } from '../../net/relayAddresses.ts';
import { systemScheduler } from '../../node/clock.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { openNode } from '../../node/openNode.ts';
import { openIndexedDb } from '../../storage/indexedDb.ts';
import type { DeviceStorage } from '../../storage/storage.ts';
import { createBrowserDeckWorker } from '../../workers/browserPool.ts';
import { ownBuild, thisHost } from '../build/ownBuild.ts';
import type { TableClient } from '../contract/actions.ts';
import { afterHand } from '../contract/afterHand.ts';
import { storageFailure } from '../contract/storageFailure.ts';
import type { FailureCode } from '../contract/view.ts';
import { gameOf } from '../create/gameOf.ts';
import { type HeldIdentity, holdIdentity } from '../create/identity.ts';
import { formatShortPath, isShortUrl, parseShortUrl } from '../create/shortLink.ts';
import { formatMark, formatTablePath, parseTableUrl, type TableAddress } from '../create/tableUrl.ts';
import { answerForTable } from '../diagnostics/tableNumbers.ts';
import { OwnListing } from '../openTables/list.ts';
import { createTableClient } from './client.ts';
import { beginLinks, connectTo, stopped, takeLinks } from './early.ts';
import { keepSeat, thisBrowser } from './keepSeat.ts';
import { watchPage } from './lifecycle.ts';
import { failedClient, type OpeningTable, openingClient } from './opening.ts';
import { feedRail, hasSeat, isForWatching, type RailPlace, watchFromRail } from './rail.ts';
import { resolveShort } from './resolve.ts';

export { beginLinks };

/** Longest wait for the manifest, milliseconds; it is small, and kept with the page. */
const BUILD_WAIT_MS = 3_000;

export interface OpenOptions {
  /** "Never show my address": only over TURN or the relay (Libp2pNetworkOptions.relayedOnly). */
  readonly relayedOnly?: boolean;
  /** The others live in this page: no relay, and no links to anybody else. */
  readonly company?: {
    readonly network: Network;
    /** Until one is typed. */
    readonly nickname: string;
    /** The table is closed. */
    readonly leave: () => void;
  };
}

/**
 * Resolves at once with a client in phase 'opening'; what goes wrong later shows as its phase 'failed'.
 * @param url the table URL
 */
export async function openTable(
  url: URL,
  { company, relayedOnly = false }: OpenOptions = {},
): Promise<TableClient> {
  const link = isShortUrl(url) ? parseShortUrl(url) : parseTableUrl(url);
  if (typeof link === 'string') return failedClient(link);
  if (company === undefined && typeof RTCPeerConnection === 'undefined') return failedClient('no-webrtc');
  if (typeof indexedDB === 'undefined') return failedClient('no-indexeddb');
  const client = openingClient('config' in link ? shownOf(link) : { tableId: '', name: '' });
  const { fail } = client;
  const connect = (meetingKey: Uint8Array, at: readonly string[]): Promise<Network> =>
    connectTo(url, relayedOnly, meetingKey, at);
  // Whoever will play begins to look for the others at once.
  if (company === undefined) beginLinks(url, relayedOnly);
  let early = company === undefined ? takeLinks(url, relayedOnly) : undefined;

  void (async () => {
    let device: DeviceStorage;
    let deleted = (error: unknown): void => fail('storage-deleted', error);
    try {
      device = await openIndexedDb('dealerless', {
        waiting: () => {
          client.waiting();
          // For as long as that may take nobody should be linked to somebody who says nothing.
          void stopped(early);
          early = undefined;
        },
        wanted: () => afterHand(client, giveWay),
        deleted: (error) => deleted(error),
      });
    } catch (error) {
      fail(storageFailure(error) ?? 'internal', error);
      return stopped(early);
    }
    async function giveWay(): Promise<void> {
      await client.close();
      device.close();
      fail('gave-way');
    }
    let identity: HeldIdentity | undefined;
    /** Made here, and nobody's yet: whoever opens no table leaves no links behind. */
    let asked: Network | undefined;
    const giveUp = (code: FailureCode, error?: unknown): void => {
      identity?.release();
      fail(code, error);
      void stopped(asked ?? early);
    };
    try {
      const ed25519 = await createEd25519(crypto.subtle);
      const found =
        'config' in link
          ? { address: link }
          : await resolveShort({ short: link, device, ed25519, client, connect, early });
      if (found === undefined) return;
      asked = found.network;
      const { address } = found;
      const { config, tableId, relays } = address;
      // This device may know the table by other relays than a short link names.
      if (asked === undefined && relays.join() !== link.relays.join()) {
        void stopped(early);
        early = undefined;
      }
      const { deckSize } = gameOf(config);
      const table = keyNameOf(config, deckSize);
      if (!isShipped(table)) return giveUp('crs-mismatch');
      const path = 'config' in link ? `${url.pathname}${url.hash}` : longPath(url, address);
      if (!('config' in link)) {
        client.knows(shownOf(address));
        // From here on the page is the table's own: a reload needs nobody's answer.
        history.replaceState(history.state, '', path);
      }
      const tableName = new TextDecoder().decode(config.name);
      const held = await holdIdentity(device, ed25519, { tableId, path, tableName });
      if (typeof held === 'string') return giveUp(held);
      identity = held;
      // Told the others with the first hello; a host that does not say which build this is must not hold it up.
      const build = company === undefined ? buildOf(AbortSignal.timeout(BUILD_WAIT_MS)) : undefined;
      const storage = device.openGame(held.record.id);
      const place: RailPlace = {
        ...{ config, ed25519, relayedOnly },
        relays: async () => (relays.length > 0 ? relays : await fetchRelayAddresses(url.origin)),
      };
      // Whoever has a seat here plays, by whatever link it comes.
      const onRail = company === undefined && isForWatching(url) && !(await hasSeat(storage, held.publicKey));
      if (onRail) await asked?.stop();
      const rail = onRail ? await watchFromRail(place) : undefined;
      if (onRail) asked = rail;
      if (company === undefined) asked ??= await (early ?? connect(meetingKeyOf(config), relays));
      const network = company?.network ?? asked;
      if (network === undefined) throw new Error('a table needs a network');
      const platform = {
        ...{ ed25519, network, storage },
        worker: createBrowserDeckWorker({ deckSize, table }),
        scheduler: systemScheduler,
        wallClockMs: () => Date.now(),
      };
      const nickname = client.nickname() || (company?.nickname ?? '');
      const node = openNode(platform, config, {
        secretKey: held.record.secretKey,
        nickname,
        build: await build,
        linkMark: address.mark,
      });
      deleted = (error) => node.failed(error);
      rail?.attach(node.rail());
      if (rail) node.watch(true);
      const feeding = company === undefined && !rail ? feedRail(node, place) : undefined;
      const wakes = watchPage(
        { document, window },
        {
          slept: () => node.slept(),
          back: () => node.awake(),
          nowMs: () => performance.now(),
        },
      );
      const letsGo = keepSeat(client, thisBrowser());
      const numbersEnd = answerForTable(node, () => client.view());
      const release = (): void => {
        wakes();
        numbersEnd();
        letsGo();
        held.release();
        company?.leave();
        void feeding?.stop();
      };
      const { id, secretKey } = held.record;
      const kept = {
        player: toHex(ed25519.publicKeyOf(secretKey)),
        readBook: async (upToHeight: number) =>
          (await import('../record/history.ts')).readBook(id, upToHeight),
        shareHand: async (hand: number) => (await import('../record/shareHand.ts')).shareHand(id, hand),
        exportLog: async () => (await import('../record/exportLog.ts')).exportLog(id),
        receipt: async () => (await import('../record/makeReceipt.ts')).makeReceipt(id),
      };
      const listing =
        company === undefined && toHex(config.creatorKey) === kept.player
          ? listingOf(node, config, relays, (message) => ed25519.sign(secretKey, message))
          : undefined;
      const options = {
        listing,
        tableId,
        config,
        practice: company !== undefined,
        elsewhere: held.elsewhere,
        copy: held.copy,
        ...(company === undefined && { invite: formatShortPath(config, relays, url.hostname) }),
        kept,
        addressHidden: relayedOnly,
        ...(rail && { rail }),
        ...(feeding && { feeds: () => feeding.feeds }),
        release,
      };
      client.attach(createTableClient(node, options));
      // Not beside what the first link needs: until it is there trees are hashed as well, only slower.
      const unsubscribe = node.subscribe(() => {
        if (node.network.links().length === 0) return;
        unsubscribe();
        void hashTreesInWasm();
      });
      node.start();
    } catch (error) {
      if (error instanceof RelayAddressError) return giveUp('relay-unreachable', error);
      giveUp(storageFailure(error) ?? 'internal', error);
    }
  })();
  return client;
}

const shownOf = ({ tableId, config }: TableAddress): OpeningTable => ({
  tableId,
  name: new TextDecoder().decode(config.name),
});

/** The long link that a short one stands for; for watching where that was. */
function longPath(url: URL, { config, relays, mark }: TableAddress): string {
  const path = formatTablePath(config, relays);
  const marked = mark === undefined ? path : path.replace(/&r=|$/, (rest) => `&e=${formatMark(mark)}${rest}`);
  return isForWatching(url) ? `${marked}&w=1` : marked;
}

/** For the host that served this page. */
function listingOf(
  node: GameNode,
  config: TableConfig,
  relays: readonly string[],
  sign: (message: Uint8Array) => Promise<Uint8Array>,
): OwnListing {
  const headers = { 'content-type': 'application/octet-stream' };
  return new OwnListing({
    ...{ config, relays, sign },
    seats: () => {
      const { seats, running } = node.seats();
      return { free: config.seats - seats.length, playing: running };
    },
    scheduler: systemScheduler,
    wallClockMs: () => Date.now(),
    // A page that is being left may still take its table off the list.
    post: (bytes) =>
      fetch('/tables.json', { method: 'POST', headers, body: Uint8Array.from(bytes), keepalive: true }),
  });
}

/** The digest of this page's build; undefined where there is none, or the host does not answer in time. */
async function buildOf(signal: AbortSignal): Promise<Uint8Array | undefined> {
  const host = thisHost();
  try {
    const fetch: typeof host.fetch = (path, init) => host.fetch(path, { ...init, signal });
    const own = await ownBuild({ ...host, fetch });
    return own && fromHex(own.digest, 'build');
  } catch (error) {
    console.warn(error);
    return undefined;
  }
}
