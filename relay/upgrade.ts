/**
 * WebSocket upgrades on the HTTP port, handed on byte for byte to libp2p's listener on loopback, because that
 * listener cannot share somebody else's server. Connections are counted here, where their address is known.
 */
import type { IncomingMessage, Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { type Duplex, Transform } from 'node:stream';
import { AddressBytes, AddressCount, AddressRate } from './addressLimits.ts';
import { limitKey } from './ipPrefix.ts';
import { relayLimits } from './limits.ts';

export interface UpgradeOptions {
  /** Port on 127.0.0.1. */
  readonly targetPort: number;
  /** Filled with the clients' addresses, by the port from which their bytes reach the target. */
  readonly addresses: Map<number, string>;
  /** The client's address as a proxy in front of us says it. */
  readonly trustProxy: boolean;
  readonly refused: (reason: string) => void;
  /** One was let in; bytes came from a peer, and went to one. */
  readonly upgraded: () => void;
  readonly received: (bytes: number) => void;
  readonly sent: (bytes: number) => void;
  /** Web origins whose pages may come, besides this host's own; undefined = all. */
  readonly allowedOrigins?: ReadonlySet<string> | undefined;
}

export interface UpgradeProxy {
  /** Open WebSockets. */
  count(): number;
  /** Whether one more would be let in. */
  hasRoom(): boolean;
  /** From now on nobody is let in. */
  closeDoor(): void;
  /** Ends them all. */
  stop(): void;
}

export function proxyUpgrades(server: Server, options: UpgradeOptions): UpgradeProxy {
  const open = new Set<Duplex>();
  const counts = new AddressCount(relayLimits.connectionsPerAddress, relayLimits.connections);
  const rate = new AddressRate(
    relayLimits.connectionsPerAddressPerSecond,
    relayLimits.connectionBurstPerAddress,
    relayLimits.rememberedAddresses,
  );

  const bytes = new AddressBytes(relayLimits.bytesPerAddressPerSecond, relayLimits.byteBurstPerAddress);
  let doorClosed = false;

  const refuse = (socket: Duplex, status: string, reason: string): void => {
    options.refused(reason);
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const address = clientAddress(request, options.trustProxy);
    if (request.headers.upgrade?.toLowerCase() !== 'websocket' || request.url !== '/') {
      refuse(socket, '404 Not Found', 'upgrade-path');
      return;
    }
    if (doorClosed) {
      refuse(socket, '503 Service Unavailable', 'draining');
      return;
    }
    if (!mayCome(request, options)) {
      refuse(socket, '403 Forbidden', 'origin');
      return;
    }
    if (!rate.take(address, performance.now()) || !counts.enter(address)) {
      refuse(socket, '429 Too Many Requests', 'connections');
      return;
    }
    const target: Socket = connect({ host: '127.0.0.1', port: options.targetPort });
    target.setNoDelay(true);
    if ('setNoDelay' in socket && typeof socket.setNoDelay === 'function') socket.setNoDelay(true);
    open.add(socket);
    options.upgraded();
    bytes.enter(address, performance.now());
    let port: number | undefined;
    let done = false;
    const close = (): void => {
      if (done) return;
      done = true;
      if (port !== undefined) options.addresses.delete(port);
      open.delete(socket);
      counts.leave(address);
      bytes.leave(address);
      socket.destroy();
      target.destroy();
    };
    for (const end of [socket, target]) end.on('error', close).on('close', close);
    target.on('connect', () => {
      port = target.localPort;
      if (port !== undefined) options.addresses.set(port, address);
      target.write(requestHead(request));
      if (head.length > 0) target.write(head);
      socket.pipe(paced(bytes, address, options.received)).pipe(target);
      target.pipe(paced(bytes, address, options.sent)).pipe(socket);
    });
  });

  return {
    count: () => open.size,
    hasRoom: () => !doorClosed && open.size < relayLimits.connections,
    closeDoor: () => {
      doorClosed = true;
    },
    stop: () => {
      for (const socket of [...open]) socket.destroy();
    },
  };
}

/** Passes bytes on when their address may send them; what waits here waits in the sender's socket too. */
function paced(bytes: AddressBytes, address: string, passed: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed(chunk.length);
      const waitMs = bytes.waitMs(address, chunk.length, performance.now());
      if (waitMs === 0) done(null, chunk);
      else setTimeout(() => done(null, chunk), waitMs);
    },
  });
}

/** Programs that are no page name no origin; a page of this host has the host's own. */
function mayCome({ headers }: IncomingMessage, { allowedOrigins, trustProxy }: UpgradeOptions): boolean {
  const { origin } = headers;
  if (allowedOrigins === undefined || origin === undefined || allowedOrigins.has(origin)) return true;
  const forwarded = trustProxy ? headers['x-forwarded-host'] : undefined;
  return URL.canParse(origin) && new URL(origin).host === String(forwarded ?? headers.host).toLowerCase();
}

function clientAddress(request: IncomingMessage, trustProxy: boolean): string {
  return limitKey(realAddress(request, trustProxy));
}

function realAddress(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = request.headers['x-forwarded-for'];
  if (trustProxy && forwarded !== undefined) {
    const last = String(forwarded).split(',').at(-1)?.trim();
    if (last !== undefined && last !== '') return last;
  }
  return request.socket.remoteAddress ?? 'unknown';
}

/** The request again, with only the headers that a WebSocket needs: what Node has parsed is safe to write. */
function requestHead(request: IncomingMessage): string {
  const names = [
    'upgrade',
    'connection',
    'sec-websocket-key',
    'sec-websocket-version',
    'sec-websocket-protocol',
  ];
  const lines = names.flatMap((name) => {
    const value = request.headers[name];
    return value === undefined ? [] : [`${name}: ${String(value)}`];
  });
  return `GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('\r\n')}\r\n\r\n`;
}
