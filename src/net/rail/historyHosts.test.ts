/** Hosts that answer as none should: over real HTTP. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HISTORY_TYPE, historyHost, hostsOf } from './historyHosts.ts';
import { railLimits } from './limits.ts';

const railKey = new Uint8Array(32).fill(9);
const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function host(answer: RequestListener) {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { ask } = historyHost(`http://127.0.0.1:${port}`, railKey);
  return (signal = AbortSignal.timeout(60_000)) => ask({ epoch: 2, fromRound: 40 }, signal);
}

describe('a host of a rail’s history', () => {
  it('is asked by rounds, and the rail’s key is in no address', async () => {
    let asked: { url?: string | undefined; authorization?: string | undefined } = {};
    const ask = await host(({ url, headers: { authorization } }, response) => {
      asked = { url, authorization };
      response.writeHead(200, { 'content-type': HISTORY_TYPE }).end(Uint8Array.of(1, 2, 3));
    });
    expect(await ask()).toEqual(Uint8Array.of(1, 2, 3));
    expect(asked).toEqual({ url: '/rail?epoch=2&from=40', authorization: `Rail ${'09'.repeat(32)}` });
  });

  it('that has none, says something else, leads elsewhere or is not there has none', async () => {
    const none = await host((_, response) => response.writeHead(204).end());
    const page = await host((_, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end('<p>'),
    );
    const away = await host((_, response) => response.writeHead(302, { location: '/elsewhere' }).end());
    const busy = await host((_, response) => response.writeHead(429).end());
    expect(await Promise.all([none(), page(), away(), busy()])).toEqual(Array(4).fill('none'));
    expect(await none(AbortSignal.abort())).toBe('none');
  });

  it('that sends without end, or hangs up in the middle, is told apart', async () => {
    const endless = await host((_, response) => {
      response.writeHead(200, { 'content-type': HISTORY_TYPE });
      const more = (): void => {
        while (response.write(new Uint8Array(256 * 1024)));
        response.once('drain', more);
      };
      more();
    });
    expect(await endless()).toBe('oversized');
    const cut = await host((_, response) => {
      response.writeHead(200, { 'content-type': HISTORY_TYPE, 'content-length': railLimits.historyBytes });
      response.write(new Uint8Array(8), () => response.destroy());
    });
    expect(await cut()).toBe('truncated');
  });

  it('is found by the relays of a link, each once', () => {
    const peer = `/p2p/${'1'.repeat(40)}`;
    const relays = [`/dns4/a.example.org/tcp/443/tls/ws${peer}`, '/dns4/a.example.org/tcp/443/tls/ws'];
    expect(hostsOf([...relays, '/ip4/127.0.0.1/tcp/4600/ws'], railKey)).toHaveLength(2);
    expect(hostsOf(['/nonsense'], railKey)).toEqual([]);
  });
});
