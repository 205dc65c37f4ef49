/**
 * The links of a table that is about to be opened: they begin when its code is here, before its page is drawn and
 * before this device's storage is open. Neither is needed to look for the others.
 */
import { meetingKeyOf } from '../../codec/meeting.ts';
import { createLibp2pNetwork } from '../../net/libp2pBrowser.ts';
import type { Network } from '../../net/network.ts';
import { fetchRelayAddresses } from '../../net/relayAddresses.ts';
import { randomBytes } from '../create/identity.ts';
import { isShortUrl, parseShortUrl } from '../create/shortLink.ts';
import { parseTableUrl } from '../create/tableUrl.ts';
import { isForWatching } from './rail.ts';

/** A page that has not come by then will not. */
const UNTAKEN_MS = 30_000;

interface Early {
  readonly href: string;
  readonly relayedOnly: boolean;
  readonly network: Promise<Network>;
  readonly untaken: ReturnType<typeof setTimeout>;
}

let begun: Early | undefined;

/** Where the others of a table are looked for; a link that names no relay means the one of the site it leads to. */
export async function connectTo(
  url: URL,
  relayedOnly: boolean,
  meetingKey: Uint8Array,
  relays: readonly string[],
): Promise<Network> {
  return createLibp2pNetwork({
    meetingKey,
    relayAddresses: relays.length > 0 ? relays : await fetchRelayAddresses(url.origin),
    privateKeySeed: randomBytes(32),
    relayedOnly,
  });
}

/** Begins to look for the others of whoever will play at this address. */
export function beginLinks(url: URL, relayedOnly: boolean): void {
  if (begun !== undefined || typeof RTCPeerConnection === 'undefined' || isForWatching(url)) return;
  const link = isShortUrl(url) ? parseShortUrl(url) : parseTableUrl(url);
  if (typeof link === 'string') return;
  const meetingKey = 'config' in link ? meetingKeyOf(link.config) : link.meetingKey;
  const network = connectTo(url, relayedOnly, meetingKey, link.relays);
  // Told by whoever waits for it.
  network.catch(() => undefined);
  const untaken = setTimeout(() => void stopped(takeLinks(url, relayedOnly)), UNTAKEN_MS);
  begun = { href: url.href, relayedOnly, network, untaken };
}

/** What has begun for this address, once; what has begun for another one ends. */
export function takeLinks(url: URL, relayedOnly: boolean): Promise<Network> | undefined {
  const early = begun;
  begun = undefined;
  clearTimeout(early?.untaken);
  if (early?.href === url.href && early.relayedOnly === relayedOnly) return early.network;
  void stopped(early?.network);
  return undefined;
}

/** Of a table that is not opened: nobody waits for it. */
export async function stopped(network: Promise<Network> | Network | undefined): Promise<void> {
  try {
    await (await network)?.stop();
  } catch (error) {
    console.warn(error);
  }
}
