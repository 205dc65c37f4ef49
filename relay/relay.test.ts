import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
import { type Relay, startRelay } from './relay.ts';
import { askRelay, bare, seed, table, until } from './testRelay.ts';

describe('a relay with two peers', () => {
  let relay: Relay;
  let dist: string;
  const networks: Network[] = [];

  const open = async (n: number, tableId = table(1)): Promise<Network> => {
    const network = await createNodeNetwork({
      meetingKey: tableId,
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
    for (const path of ['/', '/t/00ff', '/history', '/history/x', '/verify', '/receipt', '/gallery']) {
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
    const numbers = await (await get('/metrics')).text();
    const number = (name: string) =>
      Number(new RegExp(`^dealerless_relay_${name} (.*)$`, 'm').exec(numbers)?.[1]);
    expect(number('tables')).toBe(2);
    expect(number('circuits')).toBe(1);
    expect(number('upgrades_total')).toBe(3);
    expect(number('handshakes_total')).toBe(3);
    expect(number('directory_joins_total')).toBe(3);
    expect(number('sent_bytes_total')).toBeGreaterThan(large.length);
    expect(numbers).toMatch(/dealerless_build_info\{version="\d/);
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
      meetingKey: table(3),
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

describe('peers that come and go', () => {
  it('leave no reservation behind: neither one that comes again and again, nor many that come once', async () => {
    const relay = await startRelay(bare);
    const metric = async (name: string): Promise<number> => {
      const text = await (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
      return Number(new RegExp(`^dealerless_relay_${name} (\\d+)`, 'm').exec(text)?.[1]);
    };
    let most = 0;
    for (let i = 0; i < 40; i++) {
      const network = await createNodeNetwork({
        meetingKey: table(1),
        relayAddresses: relay.addresses,
        privateKeySeed: seed(i < 20 ? 60 : 60 + i),
        relayedOnly: true,
      });
      await until('joined', () => network.relay() === 'connected');
      most = Math.max(most, await metric('reservations'));
      await network.stop();
    }
    // One that is on its way out may still stand beside the one that has come.
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThan(5);
    await expect.poll(() => metric('reservations'), { timeout: 60_000 }).toBe(0);
    expect(await metric('tables')).toBe(0);
    await relay.stop();
  });
});

describe('one who comes back a hundred times', () => {
  it('finds a place each time, takes no more than one, and leaves none behind', async () => {
    const relay = await startRelay(bare);
    const metric = async (name: string): Promise<number> => {
      const text = await (await fetch(`http://127.0.0.1:${relay.port}/metrics`)).text();
      return Number(new RegExp(`^dealerless_relay_${name} (\\d+)`, 'm').exec(text)?.[1]);
    };
    const visitor = await createLibp2p({
      addresses: { listen: ['/p2p-circuit'] },
      transports: [webSockets(), circuitRelayTransport()],
      connectionEncrypters: [noise()],
      streamMuxers: [yamux()],
      services: { identify: identify() },
      connectionGater: { denyDialMultiaddr: () => false },
    });
    const relayAddress = multiaddr(`/ip4/127.0.0.1/tcp/${relay.port}/ws`);
    const visits = 100;
    for (let visit = 0; visit < visits; visit++) {
      const connection = await visitor.dial(relayAddress);
      await until('a place', () => visitor.getMultiaddrs().length > 0);
      // Some slam the door.
      if (visit % 2 === 0) await connection.close();
      else connection.abort(new Error('gone'));
      await until(
        'gone',
        () => visitor.getMultiaddrs().length === 0 && visitor.getConnections().length === 0,
      );
      if (visit % 10 === 0) expect(await metric('reservations')).toBeLessThanOrEqual(1);
    }
    await visitor.stop();
    await expect.poll(() => metric('connections'), { timeout: 60_000 }).toBe(0);
    await expect.poll(() => metric('reservations'), { timeout: 60_000 }).toBe(0);
    await relay.stop();
  });
});

describe('a relay that goes away', () => {
  it('is found again by its peers, even with another key', async () => {
    const first = await startRelay({ port: 0, host: '127.0.0.1', dist: '/nonexistent', logLevel: 'silent' });
    const options = { meetingKey: table(7), relayAddresses: first.addresses, relayedOnly: true };
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
    const options = { meetingKey: table(8), relayAddresses: relay.addresses, relayedOnly: true };
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
