/** Other relays of the same host: both stand in every new link, so that a table outlives either. */
import { checkRelayAddress } from '../src/net/relayAddresses.ts';

/**
 * A sibling's multiaddr from how a host names it, `https://b.example.org` or a multiaddr; a sentence when it is
 * neither.
 * Pages on https dial nothing but wss; on this machine, for trying it out, plain ws.
 */
export function siblingAddress(text: string): { readonly address: string } | { readonly fault: string } {
  const fault = { fault: `SIBLINGS: "${text}" is neither https://host[:port] nor a wss multiaddr.` };
  if (text.startsWith('/')) {
    const encrypted = /\/(?:tls\/ws|wss)(?:\/|$)/.test(text);
    return checkRelayAddress(text) && encrypted ? { address: text } : fault;
  }
  if (!URL.canParse(text)) return fault;
  const { protocol, hostname, port, pathname } = new URL(text);
  const here = hostname === 'localhost' || hostname === '127.0.0.1';
  if (pathname !== '/' || (protocol !== 'https:' && !(protocol === 'http:' && here))) return fault;
  const name = hostname.replace(/^\[|\]$/g, '');
  const kind = name.includes(':') ? 'ip6' : /^[\d.]+$/.test(name) ? 'ip4' : 'dns4';
  const secure = protocol === 'https:';
  const address = `/${kind}/${name}/tcp/${port || (secure ? 443 : 80)}${secure ? '/tls/ws' : '/ws'}`;
  return checkRelayAddress(address) ? { address } : fault;
}
