import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { circuitRelayTransport } from '@libp2p/circuit-relay-v2';
import { identify } from '@libp2p/identify';
import { noise } from '@libp2p/noise';
import { webSockets } from '@libp2p/websockets';
import { yamux } from '@libp2p/yamux';
import { multiaddr } from '@multiformats/multiaddr';
import { createLibp2p } from 'libp2p';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import type { Network, NetworkEvent } from '../src/net/network.ts';
import { fetchRelayAddresses } from '../src/net/relayAddresses.ts';
import { AddressBytes } from './addressLimits.ts';
import { type Relay, startRelay } from './relay.ts';
import { originOf, siblingAddress } from './siblings.ts';

const seed = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const table = (n: number): Uint8Array => new Uint8Array(32).fill(n);

async function until(what: string, holds: () => boolean, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((r) => setTimeout(r, 10));
  }
}

/** `/relay.json` under headers that fetch does not let one set. */
async function askRelay(
  relay: Relay,
  headers: Record<string, string>,
): Promise<{ body: unknown; headers: IncomingHttpHeaders }> {
  return await new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port: relay.port, path: '/relay.json', headers };
    get(target, (answer) => {
      let text = '';
      answer.on('data', (d) => {
        text += d;
      });
      answer.on('end', () => resolve({ body: JSON.parse(text), headers: answer.headers }));
    }).on('error', reject);
  });
}

const bare = { port: 0, host: '127.0.0.1', dist: '/nonexistent', logLevel: 'silent' } as const;

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
      tableId: table(5),
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

/** What an upgrade is answered. */
function upgradeStatus(relay: Relay, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${relay.port}/`, { headers });
    socket.on('open', () => {
      resolve(101);
      socket.terminate();
    });
    socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode));
    socket.on('error', reject);
  });
}

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
    expect(originOf('/ip6/2001:db8::1/tcp/8443/tls/ws')).toBe('https://[2001:db8::1]:8443');
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

describe('a relay with two peers', () => {
  let relay: Relay;
  let dist: string;
  const networks: Network[] = [];

  const open = async (n: number, tableId = table(1)): Promise<Network> => {
    const network = await createNodeNetwork({
      tableId,
      relayAddresses: relay.addresses,
      privateKeySeed: seed(n),
      relayedOnly: true,
    });
    networks.push(network);
    return network;
  };

  beforeAll(async () => {
    dist = mkdtempSync(join(tmpdir(), 'dist-'));
    mkdirSync(join(dist, 'assets'));
    mkdirSync(join(dist, 'crs'));
    writeFileSync(join(dist, 'index.html'), '<!doctype html><title>app</title>');
    writeFileSync(join(dist, 'assets', 'index-abc.js'), `// ${'x'.repeat(5_000)}\n`);
    writeFileSync(join(dist, 'assets', 'm-abc.wasm'), Uint8Array.of(0, 97, 115, 109));
    writeFileSync(join(dist, 'crs', 'shuffle.zkey'), new Uint8Array(100));
    relay = await startRelay({ port: 0, host: '127.0.0.1', dist, logLevel: 'silent' });
  });
  afterAll(async () => {
    await Promise.all(networks.map((n) => n.stop()));
    await relay.stop();
    rmSync(dist, { recursive: true });
  });

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`http://127.0.0.1:${relay.port}${path}`, { headers });

  it('says that it is well, and what it counts', async () => {
    expect(await (await get('/healthz')).json()).toEqual({ ok: true });
    expect(await (await get('/readyz')).json()).toEqual({ ready: true });
    expect(await (await get('/metrics')).text()).toContain('dealerless_relay_tables 0');
  });

  it('serves the app for its own paths, isolated, and nothing for others', async () => {
    for (const path of ['/', '/t/00ff', '/history', '/history/x', '/gallery']) {
      const answer = await get(path);
      expect(answer.status, path).toBe(200);
      expect(await answer.text()).toContain('<title>app</title>');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      expect(answer.headers.get('cross-origin-opener-policy')).toBe('same-origin');
    }
    for (const path of ['/nothing', '/assets/nothing.js', '/../relay.ts']) {
      const program = await get(path);
      expect(program.status).toBe(404);
      expect(await program.text()).not.toContain('<title>');
      const page = await get(path, { accept: 'text/html,application/xhtml+xml' });
      expect(page.status).toBe(404);
      expect(await page.text()).toContain('<title>app</title>');
    }
  });

  it('sends every answer with the headers that fence the page in', async () => {
    for (const path of ['/', '/t/00ff', '/nothing', '/assets/index-abc.js', '/healthz', '/relay.json']) {
      const { headers } = await get(path);
      expect(Object.fromEntries(headers), path).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
        'content-security-policy': expect.stringMatching(
          /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';.*frame-ancestors 'none'$/,
        ),
        'origin-agent-cluster': '?1',
        'permissions-policy': expect.stringContaining('microphone=()'),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      });
      expect(headers.get('strict-transport-security')).toBeNull();
    }
  });

  it('serves built files with their types, cached by their hashed names, compressed', async () => {
    const script = await get('/assets/index-abc.js');
    expect(script.headers.get('content-type')).toContain('javascript');
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('content-encoding')).toBe('gzip');
    expect((await get('/assets/m-abc.wasm')).headers.get('content-type')).toBe('application/wasm');
    const key = await get('/crs/shuffle.zkey');
    expect(key.headers.get('content-type')).toBe('application/octet-stream');
    expect(key.headers.get('cache-control')).toBe('no-cache');
  });

  it('tells a page the relay by the name the page came by', async () => {
    expect(await fetchRelayAddresses(`http://127.0.0.1:${relay.port}`)).toEqual(relay.addresses);
    const ask = (headers: Record<string, string>) => askRelay(relay, headers).then((a) => a.body);
    // Whoever is no proxy of ours does not decide what links say.
    const forged = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'evil.example' };
    expect(await ask({ host: 'cards.example.org', ...forged })).toEqual({
      peerId: relay.peerId,
      addresses: [`/dns4/cards.example.org/tcp/80/ws/p2p/${relay.peerId}`],
      witness: false,
      iceServers: [],
    });
    expect(await ask({ host: `localhost:${relay.port}` })).toMatchObject({
      iceServers: [{ urls: [`stun:localhost:${relay.port}`] }],
    });
    expect(await ask({ host: 'a/b/../c' })).toHaveProperty('error');
  });

  it('introduces them, carries their messages, and lists who leaves no longer', async () => {
    const a = await open(1);
    const b = await open(2);
    const stranger = await open(3, table(2));
    const got: NetworkEvent[] = [];
    b.subscribe((e) => got.push(e));
    await until('both linked', () => a.links().length === 1 && b.links().length === 1);
    expect(a.links()[0]).toMatchObject({ peer: b.self, kind: 'relayed' });
    expect(a.relay()).toBe('connected');
    expect(stranger.links()).toEqual([]);
    const large = new Uint8Array(1_000_000).map((_, i) => i % 251);
    a.send(b.self, Uint8Array.of(1, 2, 3));
    a.broadcast(large);
    const messages = (): Uint8Array[] => got.flatMap((e) => (e.kind === 'message' ? [e.bytes] : []));
    await until('two messages', () => messages().length === 2);
    expect(messages()[0]).toEqual(Uint8Array.of(1, 2, 3));
    expect(Buffer.from(messages()[1]!).equals(Buffer.from(large))).toBe(true);
    expect(await (await get('/metrics')).text()).toContain('dealerless_relay_tables 2');
    await b.stop();
    await until('link gone', () => a.links().length === 0);
    expect(await (await get('/metrics')).text()).toContain('dealerless_relay_peers 2');
  });

  it('refuses upgrades elsewhere than at its root', async () => {
    const status = await new Promise((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${relay.port}/elsewhere`);
      socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode));
      socket.on('error', resolve);
    });
    expect(status).toBe(404);
  });
});

describe('a relay that is abused', () => {
  it('answers only so many requests, opens only so many connections, and carries nothing between strangers', async () => {
    const relay = await startRelay({
      port: 0,
      host: '127.0.0.1',
      dist: '/nonexistent',
      logLevel: 'silent',
      nowMs: () => 0,
    });
    const address = `/dns4/localhost/tcp/${relay.port}/ws`;
    const options = {
      relayAddresses: [address],
      privateKeySeed: seed(21),
      tableId: table(3),
      relayedOnly: true,
    };
    const a = await createNodeNetwork(options);
    const b = await createNodeNetwork({ ...options, privateKeySeed: seed(22) });
    await until('linked', () => a.links().length === 1);

    const stranger = await createLibp2p({
      transports: [webSockets(), circuitRelayTransport()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      services: { identify: identify() },
    });
    const far = `${address}/p2p/${relay.peerId}/p2p-circuit/p2p/${a.self}`;
    await expect(stranger.dial(multiaddr(far))).rejects.toThrow('PERMISSION_DENIED');
    await stranger.stop();
    expect(a.links()).toHaveLength(1);

    const sockets = Array.from({ length: 140 }, () => new WebSocket(`ws://127.0.0.1:${relay.port}/`));
    const refused = await Promise.all(
      sockets.map(
        (socket) =>
          new Promise<boolean>((resolve) => {
            socket.on('open', () => resolve(false));
            socket.on('error', () => resolve(true));
          }),
      ),
    );
    const count = refused.filter((r) => r).length;
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(40);
    for (const socket of sockets) socket.terminate();

    const answers = await Promise.all(
      Array.from({ length: 700 }, () =>
        fetch(`http://127.0.0.1:${relay.port}/healthz`).then((r) => r.status),
      ),
    );
    expect(new Set(answers)).toEqual(new Set([200, 429]));
    expect(a.links()).toHaveLength(1);
    await a.stop();
    await b.stop();
    await relay.stop();
  });
});

describe('a relay that goes away', () => {
  it('is found again by its peers, even with another key', async () => {
    const first = await startRelay({ port: 0, host: '127.0.0.1', dist: '/nonexistent', logLevel: 'silent' });
    const options = { tableId: table(7), relayAddresses: first.addresses, relayedOnly: true };
    const a = await createNodeNetwork({ ...options, privateKeySeed: seed(11) });
    const b = await createNodeNetwork({ ...options, privateKeySeed: seed(12) });
    await until('linked', () => a.links().length === 1 && b.links().length === 1);
    await first.stop();
    await until('lost', () => a.relay() === 'lost' && a.links().length === 0 && b.links().length === 0);
    const second = await startRelay({
      port: first.port,
      host: '127.0.0.1',
      dist: '/nonexistent',
      logLevel: 'silent',
    });
    expect(second.peerId).not.toBe(first.peerId);
    expect((await fetch(`http://127.0.0.1:${first.port}/`)).status).toBe(503);
    await until('linked again', () => a.links().length === 1 && b.links().length === 1);
    await a.stop();
    await b.stop();
    await second.stop();
  });
});

describe('a relayed connection that has lived its time', () => {
  it('is made again by the peers, and carries on', async () => {
    const relay = await startRelay({
      port: 0,
      host: '127.0.0.1',
      dist: '/nonexistent',
      logLevel: 'silent',
      relayedConnectionMs: 5_000,
    });
    const options = { tableId: table(8), relayAddresses: relay.addresses, relayedOnly: true };
    const a = await createNodeNetwork({ ...options, privateKeySeed: seed(31) });
    const b = await createNodeNetwork({ ...options, privateKeySeed: seed(32) });
    const changes: boolean[] = [];
    const got: Uint8Array[] = [];
    b.subscribe((e) => {
      if (e.kind === 'message') got.push(e.bytes);
      if (e.kind === 'link' && (e.link !== undefined) !== changes.at(-1)) changes.push(e.link !== undefined);
    });
    await until('linked, cut, linked, cut, linked', () => changes.length >= 5, 200_000);
    // The link may have lived its time again at any moment: what is sent over one that is cut is lost.
    await until('a message', () => {
      if (got.length === 0 && a.links().length === 1) a.send(b.self, Uint8Array.of(7));
      return got.length > 0;
    });
    expect(a.relay()).toBe('connected');
    await Promise.all([a.stop(), b.stop()]);
    await relay.stop();
  }, 300_000);
});
