/** What a rail's process answers the relay of its machine (relay/railRoute.ts), which passes it on within limits. */
import type { IncomingMessage } from 'node:http';
import { HISTORY_TYPE, RAIL_PATH, RAIL_SCHEME } from '../net/rail/historyHosts.ts';
import { listening } from './listening.ts';

/** A question as it stands in a request; undefined for anything else. */
function readQuestion(request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>) {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const key = new RegExp(`^${RAIL_SCHEME} ([0-9a-f]{64})$`).exec(request.headers.authorization ?? '')?.[1];
  const [epoch, fromRound] = ['epoch', 'from'].map((name) => Number(searchParams.get(name) ?? Number.NaN));
  const areNumbers = [epoch, fromRound].every((n) => Number.isInteger(n) && n! >= 0 && n! <= 0xffff_ffff);
  if (request.method !== 'GET' || pathname !== RAIL_PATH || key === undefined || !areNumbers)
    return undefined;
  return { key, epoch: epoch!, fromRound: fromRound! };
}

/** @returns the loopback port, and its end */
export async function serveHistory(host: {
  history(railKey: string, epoch: number, fromRound: number): Promise<Uint8Array | undefined>;
}): Promise<{ readonly port: number; close(): Promise<void> }> {
  return listening({ port: 0, host: '127.0.0.1', connections: 64 }, (request, response) => {
    const question = readQuestion(request);
    if (question === undefined) {
      response.writeHead(400).end();
      return;
    }
    host.history(question.key, question.epoch, question.fromRound).then(
      (answer) => {
        if (answer === undefined) response.writeHead(204).end();
        else response.writeHead(200, { 'content-type': HISTORY_TYPE }).end(answer);
      },
      () => response.writeHead(500).end(),
    );
  });
}
