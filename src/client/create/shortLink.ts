/**
 * Short links: `/t#m=<meeting key>`. The key is a hash of the table's configuration (codec/meeting.ts), which comes
 * from whoever is at the table and has to hash to it; behind the `#` no web server sees it. Relays are named only
 * where they are not the site's own. `e` is as in a long link (tableUrl.ts).
 */

import type { TableConfig } from '../../codec/config.ts';
import { isSealed } from '../../codec/genesis.ts';
import type { LinkMark } from '../../codec/linkMark.ts';
import { meetingKeyOf } from '../../codec/meeting.ts';
import { fromBase64Url, toBase64Url } from './base64Url.ts';
import { parseMark, relaysOf, type TableUrlFault } from './tableUrl.ts';

export interface ShortAddress {
  readonly meetingKey: Uint8Array;
  readonly relays: readonly string[];
  readonly mark?: LinkMark | undefined;
}

/** Base64url of 32 bytes. */
const KEY_CHARACTERS = 43;

/** Is it a short link at all, whole or not? */
export const isShortUrl = (url: URL): boolean => /^\/t\/?$/.test(url.pathname);

/** Path and fragment; undefined for tables of the first version, whose key stands in the path of every long link. */
export function formatShortPath(
  config: TableConfig,
  relays: readonly string[],
  host: string,
): string | undefined {
  if (!isSealed(config)) return undefined;
  const fragment = new URLSearchParams({ m: toBase64Url(meetingKeyOf(config)) });
  if (!relays.every((relay) => isAt(relay, host))) for (const relay of relays) fragment.append('r', relay);
  return `/t#${fragment}`;
}

/** @param host as in a page's address, without a port */
function isAt(relay: string, host: string): boolean {
  const name = relay.split('/')[2];
  const local = host === 'localhost' && name === '127.0.0.1';
  return local || name === host.replace(/^\[|\]$/g, '');
}

/** Reads a short link; a fault is a code, for there is one sentence to show for each. */
export function parseShortUrl(url: URL): ShortAddress | TableUrlFault {
  if (url.hash.length > 16_384) return 'bad-url';
  const fragment = new URLSearchParams(url.hash.slice(1));
  const key = fragment.get('m') ?? '';
  const rest = [...fragment.keys()].some((name) => name !== 'm');
  if (!/^[A-Za-z0-9_-]*$/.test(key) || key.length > KEY_CHARACTERS) return 'bad-url';
  // Nothing but (part of) the key stands behind the #, or not even that.
  if (key.length < KEY_CHARACTERS) return rest ? 'bad-url' : 'cut-off';
  const marked = fragment.get('e');
  const mark = marked === null ? undefined : parseMark(marked);
  if (marked !== null && mark === undefined) return fragment.has('r') ? 'bad-url' : 'cut-off';
  const relays = relaysOf(fragment);
  if (typeof relays === 'string') return relays;
  const meetingKey = fromBase64Url(key);
  // One key has one spelling.
  if (toBase64Url(meetingKey) !== key) return 'bad-url';
  return { meetingKey, relays, ...(mark ? { mark } : {}) };
}
