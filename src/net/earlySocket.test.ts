// @vitest-environment happy-dom
import { multiaddr } from '@multiformats/multiaddr';
import { afterEach, describe, expect, it } from 'vitest';
import { takeSocket, withEarlySocket } from './earlySocket.ts';

/** A socket of a browser, as far as it is looked at here. */
class Socket extends EventTarget {
  readyState: number = WebSocket.CONNECTING;
  constructor(readonly url: string) {
    super();
  }
  becomes(what: 'open' | 'close'): void {
    this.readyState = what === 'open' ? WebSocket.OPEN : WebSocket.CLOSED;
    this.dispatchEvent(new Event(what));
  }
  close(): void {
    this.becomes('close');
  }
}

const relay = '/dns4/cards.example.org/tcp/443/tls/ws';
function early(url = 'wss://cards.example.org/'): Socket {
  const socket = new Socket(url);
  window.dealerlessSocket = socket as unknown as WebSocket;
  return socket;
}
afterEach(() => {
  window.dealerlessSocket = undefined;
});

/** The library's transport, which dials anew. */
const anew = new Socket('dialled anew') as unknown as WebSocket;
const transport = withEarlySocket((() => ({ _connect: async () => anew })) as never)(
  undefined as never,
) as unknown as {
  _connect(address: unknown, options: object): Promise<unknown>;
};
const dial = (signal?: AbortSignal) =>
  transport._connect(multiaddr(relay), signal === undefined ? {} : { signal });

describe('the socket that the page has opened', () => {
  it.each([
    [relay, 'wss://cards.example.org/'],
    ['/dns4/cards.example.org/tcp/8443/wss', 'wss://cards.example.org:8443/'],
    ['/ip4/192.0.2.1/tcp/80/ws/p2p/12D3KooW', 'ws://192.0.2.1/'],
    ['/ip6/2001:db8::1/tcp/4600/ws', 'ws://[2001:db8::1]:4600/'],
  ])('goes to whoever dials its relay, once: %s', (address, url) => {
    const socket = early(url);
    expect(takeSocket(address)).toBe(socket);
    expect(takeSocket(address)).toBeUndefined();
  });

  it('is not for another relay, another port or scheme, or a peer behind one', () => {
    early();
    for (const other of [
      '/dns4/other.example.org/tcp/443/tls/ws',
      '/dns4/cards.example.org/tcp/444/tls/ws',
      '/dns4/cards.example.org/tcp/443/ws',
      '/webrtc/p2p/12D3KooW',
    ])
      expect(takeSocket(other), other).toBeUndefined();
    expect(takeSocket(relay)).toBeDefined();
  });

  it('is dialled with when it has opened', async () => {
    const socket = early();
    const dialled = dial();
    socket.becomes('open');
    expect(await dialled).toBe(socket);
    expect(await dial()).toBe(anew);
  });

  it('that closes, or has closed, is dialled anew', async () => {
    const socket = early();
    const dialled = dial();
    socket.becomes('close');
    expect(await dialled).toBe(anew);
    early().becomes('close');
    expect(await dial()).toBe(anew);
  });

  it('is closed when the dial is given up', async () => {
    const socket = early();
    const giveUp = new AbortController();
    const dialled = dial(giveUp.signal);
    giveUp.abort();
    await dialled;
    expect(socket.readyState).toBe(WebSocket.CLOSED);
  });
});
