/** The relay's addresses as a page must dial them, from what the page itself was reached by. */
import { domainToASCII } from 'node:url';

/** Letters, digits, hyphens, and the underscores that machines in companies have. */
const HOST_NAME = /^[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,198}[A-Za-z0-9_])?$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^[0-9a-fA-F:]{2,45}$/;

export interface PageHost {
  readonly kind: 'ip4' | 'ip6' | 'dns4';
  /** Without brackets; a name in its ASCII form and without the root's dot. */
  readonly name: string;
  readonly port: number | undefined;
}

/** Reads a Host header, `name[:port]`; undefined when it names nothing that can be dialled. */
export function readHost(header: string | undefined): PageHost | undefined {
  const parts = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(header ?? '');
  if (parts === null) return undefined;
  const port = parts[3] === undefined ? undefined : Number(parts[3]);
  if (port !== undefined && (port < 1 || port > 65_535)) return undefined;
  if (parts[1] !== undefined) return IPV6.test(parts[1]) ? { kind: 'ip6', name: parts[1], port } : undefined;
  const given = parts[2]!.replace(/\.$/, '');
  if (IPV4.test(given)) {
    if (given.split('.').some((n) => Number(n) > 255)) return undefined;
    return { kind: 'ip4', name: given, port };
  }
  // Node reads headers byte by byte; whatever is no ASCII was UTF-8.
  const foreign = /^[A-Za-z0-9._\u0080-\u00ff-]+$/.test(given) && !HOST_NAME.test(given);
  const name = foreign ? domainToASCII(Buffer.from(given, 'latin1').toString('utf8')) : given;
  return HOST_NAME.test(name) ? { kind: 'dns4', name, port } : undefined;
}

/**
 * @param host a request's Host header, `name[:port]`
 * @param secure whether the page came over https
 * @returns undefined when the header names nothing that can be dialled
 */
export function relayAddressFor(
  host: string | undefined,
  secure: boolean,
  peerId: string,
): string | undefined {
  const page = readHost(host);
  if (page === undefined) return undefined;
  const port = page.port ?? (secure ? 443 : 80);
  return `/${page.kind}/${page.name}/tcp/${port}${secure ? '/tls/ws' : '/ws'}/p2p/${peerId}`;
}
