/**
 * Hosts that may keep a table's history for those on its rail (`npm start -- --rail`). The key by which a rail is known
 * stands in a header: web servers write addresses into their logs, and whoever has the key may watch.
 */
import { toHex } from '../../codec/decode.ts';
import { readCapped } from '../readCapped.ts';
import { webOriginOf } from '../relayAddresses.ts';
import { railLimits } from './limits.ts';

export const RAIL_PATH = '/rail';
/** The scheme of its `authorization` header. */
export const RAIL_SCHEME = 'Rail';
export const HISTORY_TYPE = 'application/octet-stream';

/** The answer is longer than any may be, or was cut off. */
export type HistoryFault = 'oversized' | 'truncated';

export interface HistoryHost {
  /** The answer's bytes; 'none' where there is none now. Never rejects. */
  ask(
    question: { readonly epoch: number; readonly fromRound: number },
    signal: AbortSignal,
  ): Promise<Uint8Array | 'none' | HistoryFault>;
}

/** Of the hosts whose relays a table's link names, each once. */
export function hostsOf(relayAddresses: readonly string[], railKey: Uint8Array): HistoryHost[] {
  const origins = new Set(relayAddresses.flatMap((address) => webOriginOf(address) ?? []));
  return [...origins].map((origin) => historyHost(origin, railKey));
}

/** @param origin such as `https://example.org` */
export function historyHost(
  origin: string,
  railKey: Uint8Array,
  ask: typeof fetch = globalThis.fetch.bind(globalThis),
): HistoryHost {
  const headers = { authorization: `${RAIL_SCHEME} ${toHex(railKey)}` };
  return {
    async ask({ epoch, fromRound }, signal) {
      let answer: Response;
      try {
        const url = new URL(`${RAIL_PATH}?epoch=${epoch}&from=${fromRound}`, origin);
        const asIs = { redirect: 'error', credentials: 'omit', cache: 'no-store' } as const;
        answer = await ask(url, { headers, signal, ...asIs });
      } catch {
        // Not there, or not in time.
        return 'none';
      }
      const type = answer.headers.get('content-type');
      if (answer.status !== 200 || answer.body === null || type !== HISTORY_TYPE) return 'none';
      return readCapped(answer.body, railLimits.historyBytes).catch(() => 'truncated' as const);
    },
  };
}
