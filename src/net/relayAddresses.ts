/** Where relays are: the addresses a page learns from its host, and the ones a table URL may carry. */

/** Longest address, in characters, and most addresses of one table. */
const MAX_RELAY_ADDRESS_LENGTH = 256;
export const MAX_RELAY_ADDRESSES = 8;
const FETCH_TIMEOUT_MS = 10_000;

/** The host names no relay, or does not answer. */
export class RelayAddressError extends Error {
  override name = 'RelayAddressError';
}

const HOST = '(?:ip4/[0-9.]{7,15}|ip6/[0-9a-fA-F:.]{2,45}|dns[46]?/[A-Za-z0-9._-]{1,200})';
const ADDRESS = new RegExp(
  `^/${HOST}/tcp/[0-9]{1,5}(?:/tls|/wss|/ws|/tls/ws)(?:/p2p/[1-9A-HJ-NP-Za-km-z]{20,96})?$`,
);

/** A multiaddr of a relay that can be dialled from a page: WebSocket over TCP, with or without TLS. */
export function checkRelayAddress(text: string): boolean {
  return text.length <= MAX_RELAY_ADDRESS_LENGTH && ADDRESS.test(text) && !text.endsWith('/tls');
}

/**
 * Asks the host that served the page for its relay.
 * @param origin such as `https://example.org`
 * @throws RelayAddressError with a sentence when there is no usable answer
 */
export async function fetchRelayAddresses(origin: string): Promise<string[]> {
  let body: unknown;
  try {
    const answer = await fetch(new URL('/relay.json', origin), {
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (!answer.ok)
      throw new RelayAddressError(`The host answered ${answer.status} when asked for its relay.`);
    body = await answer.json();
  } catch (error) {
    if (error instanceof RelayAddressError) throw error;
    throw new RelayAddressError('The host did not answer when asked for its relay.');
  }
  const listed =
    typeof body === 'object' && body !== null && 'addresses' in body ? body.addresses : undefined;
  const addresses = Array.isArray(listed) ? listed.filter((a): a is string => typeof a === 'string') : [];
  const usable = addresses.filter(checkRelayAddress).slice(0, MAX_RELAY_ADDRESSES);
  if (usable.length === 0) throw new RelayAddressError('The host names no relay that can be used.');
  return usable;
}

/** The web origin of the host whose relay has this multiaddr. */
export function webOriginOf(address: string): string | undefined {
  const parts = /^\/(ip4|ip6|dns[46]?)\/([^/]+)\/tcp\/(\d+)\/(.*)$/.exec(address);
  if (parts === null) return undefined;
  const [, kind, name, port, rest] = parts;
  const scheme = rest!.startsWith('ws') && !rest!.startsWith('wss') ? 'http' : 'https';
  return new URL(`${scheme}://${kind === 'ip6' ? `[${name}]` : name}:${port}`).origin;
}
