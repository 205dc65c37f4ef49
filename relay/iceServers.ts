/** The STUN and TURN servers that a host gives to its tabs (RTCIceServer of WebRTC). */
import { createHmac } from 'node:crypto';
import { ICE_URL, type IceOffer, type IceServer, stunUrlOf } from '../src/net/iceServers.ts';
import { isPrivateAddress } from './ipPrefix.ts';
import { relayLimits } from './limits.ts';

export interface IceOptions {
  /** As the host has set them; undefined = the relay's own, at whatever name it is dialled by. */
  readonly stunUrls?: readonly string[] | undefined;
  readonly turnUrls?: readonly string[] | undefined;
  /** Shared with the TURN server (coturn's `static-auth-secret`). SECRET */
  readonly turnSecret?: string | undefined;
}

/** Says what is wrong with the settings, in a sentence; undefined = nothing. */
export function iceFault(o: IceOptions): string | undefined {
  const bad = [...(o.stunUrls ?? []), ...(o.turnUrls ?? [])].find((url) => !ICE_URL.test(url));
  if (bad !== undefined)
    return `"${bad}" is no address of a STUN or TURN server: stun:host:port or turn:host:port.`;
  if ((o.stunUrls ?? []).some((url) => !url.startsWith('stun')))
    return 'STUN_URLS names something else than stun:…';
  if ((o.turnUrls ?? []).some((url) => !url.startsWith('turn')))
    return 'TURN_URLS names something else than turn:…';
  if ((o.turnUrls ?? []).length > 0 && !o.turnSecret)
    return 'TURN_URLS needs TURN_SECRET: a TURN server that asks nobody would carry the traffic of strangers.';
  return undefined;
}

export class IceServers {
  /** Those that turned out to show everybody the same private address. */
  readonly #useless = new Set<string>();

  constructor(
    private readonly options: IceOptions,
    /** UDP port of the relay's own STUN server at a host name (undefined = any); undefined = none there. */
    private readonly ownPort: ((host: string | undefined) => number | undefined) | undefined,
    private readonly wallClockMs: () => number,
  ) {}

  /** For a page that came by this host name. */
  list(host: string | undefined): IceServer[] {
    const port = this.ownPort === undefined ? undefined : this.ownPort(host);
    const own = host === undefined || port === undefined ? [] : [stunUrlOf(host, port)];
    return [...stunServer(this.#stun() ?? own), ...this.#turn()];
  }

  /** For peers of the directory, who know by which name they dialled the relay. */
  offer(): IceOffer {
    const stun = this.#stun();
    return {
      servers: [...stunServer(stun ?? []), ...this.#turn()],
      stunPort: stun === undefined ? this.ownPort?.(undefined) : undefined,
    };
  }

  #stun(): string[] | undefined {
    return this.options.stunUrls?.filter((url) => !this.#useless.has(url));
  }

  /**
   * Asks the named STUN servers whether they see addresses of the world. Behind a proxy or a container that rewrites
   * them they would tell every tab the same private one.
   * @returns sentences for the host
   */
  async check(
    ask: (server: StunAddress) => Promise<{ readonly address: string } | undefined>,
  ): Promise<string[]> {
    const said: string[] = [];
    for (const url of this.options.stunUrls ?? []) {
      const server = stunAddress(url);
      if (server === undefined) continue;
      const seen = await ask(server);
      if (seen === undefined)
        said.push(`${url} did not answer this machine; tabs are told of it all the same.`);
      else if (isPrivateAddress(seen.address) && !isPrivateAddress(server.host)) {
        this.#useless.add(url);
        said.push(`${url} sees private addresses only, so tabs are not told of it: something rewrites them.`);
      }
    }
    return said;
  }

  #turn(): IceServer[] {
    const { turnUrls = [], turnSecret } = this.options;
    if (turnUrls.length === 0 || !turnSecret) return [];
    const expires = Math.floor(this.wallClockMs() / 1000) + relayLimits.turnCredentialSeconds;
    return [{ urls: [...turnUrls], ...turnCredentials(turnSecret, expires) }];
  }
}

function stunServer(urls: readonly string[]): IceServer[] {
  return urls.length === 0 ? [] : [{ urls }];
}

/**
 * "TURN REST" credentials (draft-uberti-behave-turn-rest-00), as coturn's `use-auth-secret` checks them.
 * @param expires seconds since 1970
 */
export function turnCredentials(secret: string, expires: number): { username: string; credential: string } {
  const username = String(expires);
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') };
}

export interface StunAddress {
  readonly host: string;
  readonly port: number;
}

/** Host and port of a `stun:` address; undefined for `stuns:` (TLS), which is not asked. */
export function stunAddress(url: string): StunAddress | undefined {
  const parts = /^stun:(?:\[([^\]]+)\]|([^:?]+))(?::(\d+))?/.exec(url);
  return parts === null ? undefined : { host: parts[1] ?? parts[2]!, port: Number(parts[3] ?? 3478) };
}
