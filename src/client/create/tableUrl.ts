/**
 * Table URLs: `/t/<table id>#c=<configuration>&r=<relay>…`. The id is the hash of the configuration, so the
 * link cannot be bent to other rules; everything after `#` never reaches a web server.
 */
import {
  decodeTableConfig,
  encodeTableConfig,
  isLaterConfig,
  type TableConfig,
  tableIdOf,
} from '../../codec/config.ts';
import { DecodeError, toHex } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import type { LinkMark } from '../../codec/linkMark.ts';
import { fromBase64Url, toBase64Url } from './base64Url.ts';

export interface TableAddress {
  readonly tableId: string;
  readonly config: TableConfig;
  /** Multiaddrs of relays that may introduce the players; the table itself does not depend on them. */
  readonly relays: readonly string[];
  /** Of a link that was copied at a running table. */
  readonly mark?: LinkMark | undefined;
}

/** 'cut-off': the end is missing, as some apps cut long links. 'newer-link': a later version than this app reads. */
export type TableUrlFault = 'bad-url' | 'cut-off' | 'wrong-id' | 'newer-link';

/** Path and fragment of a table's URL, without origin. */
export function formatTablePath(config: TableConfig, relays: readonly string[]): string {
  const fragment = new URLSearchParams({ c: toBase64Url(encodeTableConfig(config)) });
  for (const relay of relays) fragment.append('r', relay);
  return `/t/${toHex(tableIdOf(config))}#${fragment}`;
}

/** A link's mark as it stands in its fragment: the epoch, a point, base64url. */
export const formatMark = ({ epoch, digest }: LinkMark): string => `${epoch}.${toBase64Url(digest)}`;

/** Undefined for what is none. */
export function parseMark(text: string): LinkMark | undefined {
  const [, epoch, digest] = /^([1-9][0-9]{0,8})\.([A-Za-z0-9_-]{22})$/.exec(text) ?? [];
  return epoch && digest ? { epoch: Number(epoch), digest: fromBase64Url(digest) } : undefined;
}

/** The relays that a fragment names; `whole`: the last one must not be cut off. */
export function relaysOf(fragment: URLSearchParams, whole = true): string[] | TableUrlFault {
  const relays = fragment.getAll('r').filter((relay) => relay !== '');
  if (relays.length > limits.relayAddresses) return 'bad-url';
  // The first sign of an address, half written.
  if (relays.some((r) => /^(?:%2?|\/)$/.test(r))) return 'cut-off';
  if (relays.some((r) => r.length > limits.relayAddressBytes || !/^\/[!-~]+$/.test(r))) return 'bad-url';
  return whole && !isWhole(relays.at(-1)) ? 'cut-off' : relays;
}

/** Reads a table URL; a fault is a code, for there is one sentence to show for each. */
export function parseTableUrl(url: URL): TableAddress | TableUrlFault {
  const tableId = /^\/t\/([0-9a-f]{64})\/?$/.exec(url.pathname)?.[1];
  if (!tableId) return /^\/t\/[0-9a-f]{1,63}$/.test(url.pathname) && url.hash === '' ? 'cut-off' : 'bad-url';
  if (url.hash.length > 16_384) return 'bad-url';
  if (url.hash === '') return 'cut-off';
  const fragment = new URLSearchParams(url.hash.slice(1));
  const encoded = fragment.get('c');
  // The configuration stands first and relays last: a link that ends before them has lost its end.
  if (!encoded) return /^#c?=?$/.test(url.hash) ? 'cut-off' : 'bad-url';
  const relays = relaysOf(fragment, false);
  if (typeof relays === 'string') return relays;
  let config: TableConfig;
  try {
    const bytes = fromBase64Url(encoded);
    if (isLaterConfig(bytes)) return 'newer-link';
    config = decodeTableConfig(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return endsInConfig(url.hash) ? 'cut-off' : 'bad-url';
    throw error;
  }
  const marked = fragment.get('e');
  const mark = marked === null ? undefined : parseMark(marked);
  // It has a fixed length and stands before the relays.
  if (marked !== null && mark === undefined) return relays.length === 0 ? 'cut-off' : 'bad-url';
  if (!isWhole(relays.at(-1))) return 'cut-off';
  return toHex(tableIdOf(config)) === tableId
    ? { tableId, config, relays, ...(mark ? { mark } : {}) }
    : 'wrong-id';
}

/** Nothing but (part of) a configuration stands behind the #. */
const endsInConfig = (hash: string): boolean => /^#c=[A-Za-z0-9_-]*$/.test(hash);

/** A relay's address ends with its web protocol or with who it is; the name of an Ed25519 peer has 52 characters. */
const isWhole = (relay: string | undefined): boolean =>
  relay === undefined ||
  /\/wss?$|\/tls$|\/p2p\/(?:12D3KooW[A-Za-z0-9]{44}|(?!12D3)[A-Za-z0-9]{46,})$/.test(relay);
