/**
 * What those on a rail have missed, over HTTP: asked of the rail's process on this machine, and passed on within the
 * limits of an address and of all. The relay knows no game and reads nothing of it.
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { HISTORY_TYPE, RAIL_PATH, RAIL_SCHEME } from '../src/net/rail/historyHosts.ts';
import { railLimits } from '../src/net/rail/limits.ts';
import { TokenBucket } from '../src/net/tokenBucket.ts';
import { AddressRate } from './addressLimits.ts';
import { limitKey } from './ipPrefix.ts';
import { relayLimits } from './limits.ts';

export interface RailRouteOptions {
  /** Loopback port of the rail's process; undefined where there is none now. */
  readonly port: () => number | undefined;
  /** Milliseconds of a steady clock. */
  readonly nowMs: () => number;
  readonly refused: (reason: string) => void;
  /** Bytes of history that were sent. */
  readonly sent: (bytes: number) => void;
}

const KEY = new RegExp(`^${RAIL_SCHEME} [0-9a-f]{64}$`);
const NUMBER = /^\d{1,10}$/;

export function serveRail(app: FastifyInstance, o: RailRouteOptions): void {
  const { railHistoryPerSecond, railHistoryBurst, rememberedAddresses: remembered } = relayLimits;
  const asks = new AddressRate(railHistoryPerSecond, railHistoryBurst, remembered);
  const { railHistoryBytesPerSecond, railHistoryByteBurst } = relayLimits;
  const bytes = new AddressRate(railHistoryBytesPerSecond, railHistoryByteBurst, remembered);
  const all = new TokenBucket(
    relayLimits.railHistoryAllBytesPerSecond,
    relayLimits.railHistoryAllByteBurst,
    o.nowMs(),
  );
  let open = 0;

  const busy = (reply: FastifyReply): FastifyReply => {
    o.refused('rail-history');
    return reply.code(429).header('retry-after', '5').type('text/plain').send('Too much history.\n');
  };
  app.get<{ Querystring: { epoch?: string; from?: string } }>(RAIL_PATH, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const { epoch = '', from = '' } = request.query;
    const { authorization = '' } = request.headers;
    if (!KEY.test(authorization) || ![epoch, from].every((text) => NUMBER.test(text)))
      return reply.code(400).type('text/plain').send('A rail, an epoch and a round are asked for.\n');
    const port = o.port();
    // No error: a host without a rail is asked by every page that watches.
    if (port === undefined) return reply.code(204).send();
    const address = limitKey(request.ip);
    if (open >= relayLimits.railHistoryOpen || !asks.take(address, o.nowMs())) return busy(reply);
    open += 1;
    try {
      const answer = await askProcess(port, `?epoch=${epoch}&from=${from}`, authorization);
      if (answer === undefined) return reply.code(204).send();
      const nowMs = o.nowMs();
      if (!bytes.take(address, nowMs, answer.length) || !all.take(answer.length, nowMs)) return busy(reply);
      o.sent(answer.length);
      return reply.type(HISTORY_TYPE).send(answer);
    } finally {
      open -= 1;
    }
  });
}

/** Undefined where the process has nothing to say, or does not answer. */
async function askProcess(port: number, query: string, authorization: string): Promise<Buffer | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${RAIL_PATH}${query}`, {
      headers: { authorization },
      signal: AbortSignal.timeout(relayLimits.railHistoryTimeoutMs),
    });
    if (answer.status !== 200) return undefined;
    const whole = Buffer.from(await answer.arrayBuffer());
    return whole.length > railLimits.historyBytes ? undefined : whole;
  } catch {
    // It has just ended, and is started again.
    return undefined;
  }
}
