/** The web half: the built app, where the relay is, health and metrics. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance } from 'fastify';
import type { IceServer } from '../src/net/iceServers.ts';
import { readHost, relayAddressFor } from './address.ts';
import { AddressRate } from './addressLimits.ts';
import { relayLimits } from './limits.ts';
import type { Metrics } from './metrics.ts';

export interface HttpOptions {
  /** The built app. Without it the relay works and the pages say what is missing. */
  readonly dist: string;
  readonly trustProxy: boolean;
  readonly peerId: string;
  /** Addresses to give instead of those derived from the request. */
  readonly announce: readonly string[];
  /** This host offers a witness to its tables. */
  readonly witness: boolean;
  readonly metrics: Metrics;
  /** STUN and TURN servers for a page that came by this host name. */
  readonly iceServers: (host: string | undefined) => readonly IceServer[];
  /** Milliseconds of a steady clock. */
  readonly nowMs: () => number;
}

/** Paths that the app itself routes. */
const appPages = ['/', '/t', '/t/*', '/history', '/history/*', '/gallery', '/gallery/*'];

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { metrics } = options;
  const app = Fastify({
    logger: false,
    // Only what connects to us may say for whom it does; further hops are anybody's invention.
    trustProxy: (_address: string, hop: number) => options.trustProxy && hop === 0,
    bodyLimit: relayLimits.requestBodyBytes,
    requestTimeout: relayLimits.requestTimeoutMs,
    forceCloseConnections: true,
    http: { maxHeaderSize: relayLimits.requestHeaderBytes },
  });
  const rate = new AddressRate(
    relayLimits.requestsPerSecond,
    relayLimits.requestBurst,
    relayLimits.rememberedAddresses,
  );

  app.addHook('onRequest', async (request, reply) => {
    // Isolation gives the page precise clocks and shared memory for its workers.
    reply.header('cross-origin-opener-policy', 'same-origin');
    reply.header('cross-origin-embedder-policy', 'require-corp');
    reply.header('cross-origin-resource-policy', 'same-origin');
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    if (rate.take(request.ip, options.nowMs())) return;
    metrics.refused('requests');
    reply.code(429).header('retry-after', '1');
    return reply.type('text/plain').send('Too many requests.\n');
  });
  app.addHook('onResponse', async (_request, reply) => metrics.request(reply.statusCode));

  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { ok: true };
  });
  app.get('/metrics', async (_request, reply) => {
    reply.header('cache-control', 'no-store').type(metrics.registry.contentType);
    return metrics.registry.metrics();
  });
  app.get('/relay.json', async (request, reply) => {
    // Only says how to dial what is dialled anyway, so any page and any header may ask.
    reply.header('cache-control', 'no-store');
    reply.header('access-control-allow-origin', '*');
    reply.header('cross-origin-resource-policy', 'cross-origin');
    const forwarded = String(request.headers['x-forwarded-proto'] ?? '').split(',')[0];
    const secure = request.protocol === 'https' || forwarded === 'https';
    const derived = relayAddressFor(request.headers.host, secure, options.peerId);
    const addresses = options.announce.length > 0 ? options.announce : derived === undefined ? [] : [derived];
    if (addresses.length === 0) {
      reply.code(400);
      return { error: 'The Host header names nothing that can be dialled; set ANNOUNCE.' };
    }
    const iceServers = options.iceServers(readHost(request.headers.host)?.name);
    return { peerId: options.peerId, addresses, witness: options.witness, iceServers };
  });

  if (!existsSync(join(options.dist, 'index.html'))) {
    for (const path of appPages)
      app.get(path, async (_request, reply) => {
        reply.code(503).type('text/plain');
        return 'The app is not built: run npm start.\n';
      });
    return app;
  }
  await app.register(fastifyStatic, {
    root: options.dist,
    index: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      // Names under assets/ carry their content's hash; everything else is asked for again, by its ETag.
      const hashed = path.includes('/assets/');
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  for (const path of appPages) app.get(path, async (_request, reply) => reply.sendFile('index.html'));
  return app;
}
