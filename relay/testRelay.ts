/** What the relay's tests have in common. */
import { get, type IncomingHttpHeaders } from 'node:http';
import WebSocket from 'ws';
import type { Relay } from './relay.ts';

export const seed = (n: number): Uint8Array => new Uint8Array(32).fill(n);
export const table = (n: number): Uint8Array => new Uint8Array(32).fill(n);

export async function until(what: string, holds: () => boolean, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((r) => setTimeout(r, 10));
  }
}

/** `/relay.json` under headers that fetch does not let one set. */
export async function askRelay(
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

export const bare = { port: 0, host: '127.0.0.1', dist: '/nonexistent', logLevel: 'silent' } as const;

/** What an upgrade is answered. */
export function upgradeStatus(relay: Relay, headers: Record<string, string>): Promise<number | undefined> {
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
