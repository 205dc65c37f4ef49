import { describe, expect, it } from 'vitest';
import { checkRelayAddress } from './relayAddresses.ts';

const id = '12D3KooWE53Mgy6r9Rx9LaPJWesvJUSi5XpaQByWnBcaNwf1Wdn4';

describe('relay addresses in a table URL', () => {
  it.each([
    `/ip4/127.0.0.1/tcp/4600/ws/p2p/${id}`,
    `/dns4/localhost/tcp/4600/ws`,
    `/dns4/cards.example.org/tcp/443/tls/ws/p2p/${id}`,
    `/dns/cards.example.org/tcp/443/wss`,
    `/ip6/::1/tcp/4600/ws`,
  ])('%s is one', (address) => expect(checkRelayAddress(address)).toBe(true));

  it.each([
    '',
    '/ip4/127.0.0.1/udp/4600/quic',
    '/ip4/127.0.0.1/tcp/4600',
    '/dns4/x/tcp/443/tls',
    `/ip4/127.0.0.1/tcp/4600/ws/p2p/${id}/p2p-circuit`,
    '/dns4/evil.example/x/tcp/1/ws',
    'javascript:alert(1)',
    `/dns4/${'a'.repeat(300)}/tcp/1/ws`,
  ])('%s is none', (address) => expect(checkRelayAddress(address)).toBe(false));
});
