/**
 * Table URLs: `/t/<table id>#c=<configuration>&r=<relay>…`. The id is the hash of the configuration, so the
 * link cannot be bent to other rules; everything after `#` never reaches a web server.
 */
import { decodeTableConfig, encodeTableConfig, type TableConfig, tableIdOf } from '../../codec/config.ts';
import { DecodeError, toHex } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';

export interface TableAddress {
  readonly tableId: string;
  readonly config: TableConfig;
  /** Multiaddrs of relays that may introduce the players; the table itself does not depend on them. */
  readonly relays: readonly string[];
}

export type TableUrlFault = 'bad-url' | 'wrong-id';

/** Path and fragment of a table's URL, without origin. */
export function formatTablePath(config: TableConfig, relays: readonly string[]): string {
  const fragment = new URLSearchParams({ c: toBase64Url(encodeTableConfig(config)) });
  for (const relay of relays) fragment.append('r', relay);
  return `/t/${toHex(tableIdOf(config))}#${fragment}`;
}

/** Reads a table URL; a fault is a code, for there is one sentence to show for each. */
export function parseTableUrl(url: URL): TableAddress | TableUrlFault {
  const tableId = /^\/t\/([0-9a-f]{64})\/?$/.exec(url.pathname)?.[1];
  if (!tableId || url.hash.length > 16_384) return 'bad-url';
  const fragment = new URLSearchParams(url.hash.slice(1));
  const encoded = fragment.get('c');
  const relays = fragment.getAll('r');
  if (!encoded || relays.length > limits.relayAddresses) return 'bad-url';
  if (relays.some((r) => r.length > limits.relayAddressBytes || !/^\/[!-~]+$/.test(r))) return 'bad-url';
  let config: TableConfig;
  try {
    config = decodeTableConfig(fromBase64Url(encoded));
  } catch (error) {
    if (error instanceof DecodeError) return 'bad-url';
    throw error;
  }
  return toHex(tableIdOf(config)) === tableId ? { tableId, config, relays } : 'wrong-id';
}

function toBase64Url(bytes: Uint8Array): string {
  let s = '';
  for (const b of bytes) s += String.fromCharCode(b);
  return btoa(s).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** @throws DecodeError */
function fromBase64Url(text: string): Uint8Array {
  if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length % 4 === 1)
    throw new DecodeError('malformed', 'base64url');
  const s = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(s, (c) => c.charCodeAt(0));
}
