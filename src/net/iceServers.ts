/** STUN and TURN servers as relays name them and WebRTC takes them. */
import { MAX_RELAY_ADDRESSES } from './relayAddresses.ts';

export interface IceServer {
  readonly urls: readonly string[];
  readonly username?: string;
  /** For a TURN server, and for some hours only. */
  readonly credential?: string;
}

/** What one relay says about itself. */
export interface IceOffer {
  readonly servers: readonly IceServer[];
  /** UDP port of the relay's own STUN server, at the name it was dialled by. */
  readonly stunPort: number | undefined;
}

export const ICE_URL = /^(?:stuns?:[^\s?]{1,200}|turns?:[^\s?]{1,200}(?:\?transport=(?:udp|tcp))?)$/;
const MAX_SERVERS = 4;
const MAX_URLS = 8;
const MAX_SECRET_LENGTH = 256;
const MAX_OFFER_BYTES = 4096;

/** @param host a name, an IPv4 address, or an IPv6 address without brackets */
export function stunUrlOf(host: string, port: number): string {
  return `stun:${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function encodeOffer({ servers, stunPort }: IceOffer): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ iceServers: servers, stunPort }));
}

/** Undefined for anything that is not exactly an offer within its caps. */
export function decodeOffer(bytes: Uint8Array): IceOffer | undefined {
  if (bytes.length > MAX_OFFER_BYTES) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    // Not JSON: the caller counts it as malformed.
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { iceServers, stunPort } = value as { iceServers?: unknown; stunPort?: unknown };
  if (!Array.isArray(iceServers) || iceServers.length > MAX_SERVERS) return undefined;
  const servers = iceServers.map(readServer);
  if (!servers.every((s) => s !== undefined)) return undefined;
  if (stunPort === undefined) return { servers, stunPort: undefined };
  const port =
    typeof stunPort === 'number' && Number.isInteger(stunPort) && stunPort > 0 && stunPort < 65_536;
  return port ? { servers, stunPort } : undefined;
}

function readServer(value: unknown): IceServer | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { urls, username, credential } = value as Record<string, unknown>;
  if (!Array.isArray(urls) || urls.length === 0 || urls.length > MAX_URLS) return undefined;
  if (!urls.every((u): u is string => typeof u === 'string' && ICE_URL.test(u))) return undefined;
  if (username === undefined && credential === undefined) return { urls };
  const short = (x: unknown): x is string => typeof x === 'string' && x.length <= MAX_SECRET_LENGTH;
  return short(username) && short(credential) ? { urls, username, credential } : undefined;
}

/** What all relays of a table have named, newest word of each. */
export class IceBook {
  readonly #offers = new Map<string, IceOffer>();

  constructor(private readonly own: readonly IceServer[] = []) {}

  /** @param relay its multiaddr, as it is dialled */
  set(relay: string, offer: IceOffer): void {
    this.#offers.set(relay, offer);
  }

  get servers(): IceServer[] {
    const all = [...this.own];
    for (const [relay, { servers, stunPort }] of this.#offers) {
      const host = dialledHost(relay);
      if (stunPort !== undefined && host !== undefined && !isThisMachine(host))
        all.push({ urls: [stunUrlOf(host, stunPort)] });
      all.push(...servers);
    }
    const seen = new Set<string>();
    return all
      .map((server) => ({ ...server, urls: server.urls.filter((url) => !seen.has(url) && seen.add(url)) }))
      .filter((server) => server.urls.length > 0)
      .slice(0, 2 * MAX_RELAY_ADDRESSES);
  }

  /** Whether some server would carry traffic, so that nobody need see our address. */
  get hasTurn(): boolean {
    return this.servers.some((server) => server.urls.some((url) => url.startsWith('turn')));
  }
}

function dialledHost(relay: string): string | undefined {
  return /^\/(?:ip[46]|dns[46]?)\/([^/]+)\//.exec(relay)?.[1];
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host.startsWith('127.') || host === '::1';
}
