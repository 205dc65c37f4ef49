/** The relay's addresses as a page must dial them, from what the page itself was reached by. */

const HOST_NAME = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,198}[A-Za-z0-9])?$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^[0-9a-fA-F:]{2,45}$/;

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
  const parts = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::(\d{1,5}))?$/.exec(host ?? '');
  if (parts === null) return undefined;
  const name = parts[1] ?? parts[2]!;
  const port = Number(parts[3] ?? (secure ? 443 : 80));
  if (port < 1 || port > 65_535) return undefined;
  let part: string;
  if (parts[1] !== undefined) {
    if (!IPV6.test(name)) return undefined;
    part = `/ip6/${name}`;
  } else if (IPV4.test(name)) {
    if (name.split('.').some((n) => Number(n) > 255)) return undefined;
    part = `/ip4/${name}`;
  } else {
    if (!HOST_NAME.test(name)) return undefined;
    part = `/dns4/${name}`;
  }
  return `${part}/tcp/${port}${secure ? '/tls/ws' : '/ws'}/p2p/${peerId}`;
}
