/** What a host sets: proxies, siblings, origins, and how a relay goes. */
import { describe, expect, it } from 'vitest';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import { fetchRelayAddresses, webOriginOf } from '../src/net/relayAddresses.ts';
import { AddressBytes } from './addressLimits.ts';
import { startRelay } from './relay.ts';
import { siblingAddress } from './siblings.ts';
import { askRelay, bare, seed, table, until, upgradeStatus } from './testRelay.ts';

describe('a relay behind a proxy', () => {
  it('believes where the page came from, sends strict transport, and names no STUN server of its own', async () => {
    const relay = await startRelay({ ...bare, trustProxy: true });
    const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'cards.example.org' };
    const answer = await askRelay(relay, {
      host: '127.0.0.1:4600',
      'x-forwarded-for': '203.0.113.9',
      ...headers,
    });
    expect(answer.body).toMatchObject({
      addresses: [`/dns4/cards.example.org/tcp/443/tls/ws/p2p/${relay.peerId}`],
      iceServers: [],
    });
    expect(answer.headers['strict-transport-security']).toMatch(/^max-age=\d+$/);
    await relay.stop();
  });
});

describe('a relay with siblings', () => {
  it('names them in new links, and closes its door before it goes', async () => {
    const siblings = ['/dns4/b.example/tcp/443/tls/ws'];
    const relay = await startRelay({ ...bare, siblings });
    expect(await fetchRelayAddresses(`http://127.0.0.1:${relay.port}`)).toEqual([
      ...relay.addresses,
      ...siblings,
    ]);
    const ready = () =>
      fetch(`http://127.0.0.1:${relay.port}/readyz`).then(async (r) => [r.status, await r.json()]);
    expect(await ready()).toEqual([503, { ready: false, reason: 'the app is not built' }]);
    await relay.drain();
    expect(await ready()).toEqual([503, { ready: false, reason: 'draining' }]);
    expect(await (await fetch(`http://127.0.0.1:${relay.port}/healthz`)).json()).toEqual({ ok: true });
    expect(await upgradeStatus(relay, {})).toBe(503);
    await relay.stop();
  });

  it('hands its tabs over: relayed links go on over the sibling before the sockets close', async () => {
    const [a, b] = [await startRelay(bare), await startRelay(bare)];
    const options = {
      meetingKey: table(5),
      relayAddresses: [...a.addresses, ...b.addresses],
      relayedOnly: true,
    };
    const one = await createNodeNetwork({ ...options, privateKeySeed: seed(31) });
    const two = await createNodeNetwork({ ...options, privateKeySeed: seed(32) });
    await until('linked', () => one.links().length === 1 && two.links().length === 1);
    const lost: unknown[] = [];
    for (const network of [one, two])
      network.subscribe((e) => {
        if (e.kind === 'link' && e.link === undefined) lost.push(e);
      });
    await a.drain();
    await a.stop();
    expect(one.links().length + two.links().length).toBe(2);
    expect(one.relay()).toBe('connected');
    expect(lost).toEqual([]);
    const got: number[] = [];
    two.subscribe((e) => {
      if (e.kind === 'message') got.push(e.bytes[0]!);
    });
    one.send(two.self, Uint8Array.of(7));
    await until('heard over the sibling', () => got.includes(7));
    // Somebody new finds them with the first relay dead.
    const late = await createNodeNetwork({ ...options, privateKeySeed: seed(33) });
    await until('the newcomer is linked', () => late.links().length === 2);
    await Promise.all([one.stop(), two.stop(), late.stop()]);
    await b.stop();
  });
});

describe('WebSockets of pages elsewhere', () => {
  it('are let in unless the host names the origins that may come', async () => {
    const open = await startRelay(bare);
    expect(await upgradeStatus(open, { origin: 'https://elsewhere.example' })).toBe(101);
    await open.stop();
    const relay = await startRelay({
      ...bare,
      allowedOrigins: ['https://friend.example'],
      siblings: ['/dns4/b.example/tcp/8443/tls/ws'],
    });
    const own = `http://127.0.0.1:${relay.port}`;
    for (const origin of [own, 'https://friend.example', 'https://b.example:8443'])
      expect(await upgradeStatus(relay, { origin }), origin).toBe(101);
    // Programs name none.
    expect(await upgradeStatus(relay, {})).toBe(101);
    for (const origin of ['https://elsewhere.example', 'null', 'https://friend.example.evil.example'])
      expect(await upgradeStatus(relay, { origin }), origin).toBe(403);
    await relay.stop();
  });
});

describe('settings of a host', () => {
  it('siblings are wss, named by their page or their multiaddr', () => {
    expect(siblingAddress('https://b.example.org')).toEqual({
      address: '/dns4/b.example.org/tcp/443/tls/ws',
    });
    expect(siblingAddress('https://b.example.org:8443/')).toEqual({
      address: '/dns4/b.example.org/tcp/8443/tls/ws',
    });
    expect(siblingAddress('http://localhost:4601')).toEqual({ address: '/dns4/localhost/tcp/4601/ws' });
    expect(siblingAddress('/dns4/b.example/tcp/443/wss')).toEqual({ address: '/dns4/b.example/tcp/443/wss' });
    for (const bad of [
      'b.example.org',
      'http://b.example.org',
      '/dns4/b.example/tcp/80/ws',
      'https://b.example/x',
    ])
      expect(siblingAddress(bad)).toHaveProperty('fault');
    expect(webOriginOf('/ip6/2001:db8::1/tcp/8443/tls/ws')).toBe('https://[2001:db8::1]:8443');
  });

  it('bytes beyond the rate of an address wait, whichever of its connections they come by', () => {
    const bytes = new AddressBytes(1_000, 5_000);
    bytes.enter('a', 0);
    bytes.enter('a', 0);
    expect(bytes.waitMs('a', 5_000, 0)).toBe(0);
    expect(bytes.waitMs('a', 500, 0)).toBe(500);
    expect(bytes.waitMs('a', 500, 500)).toBe(500);
    expect(bytes.waitMs('a', 500, 2_000)).toBe(0);
    bytes.leave('a');
    bytes.leave('a');
    expect(bytes.waitMs('a', 1e9, 0)).toBe(0);
  });
});
