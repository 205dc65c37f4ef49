/** The web half: the built app, where the relay is, health and metrics. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { IceServer } from '../src/net/iceServers.ts';
import { MAX_RELAY_ADDRESSES } from '../src/net/relayAddresses.ts';
import { readHost, relayAddressFor } from './address.ts';
import { AddressCount, AddressRate } from './addressLimits.ts';
import { SECURITY_HEADERS, STRICT_TRANSPORT } from './headers.ts';
import { limitKey } from './ipPrefix.ts';
import { relayLimits } from './limits.ts';
import type { Listings } from './listings.ts';
import type { Metrics } from './metrics.ts';
import { pageNow, readsMapsLater, tableLinkOf } from './pageHeaders.ts';
import { serveRail } from './railRoute.ts';
import { serveTables } from './tablesRoutes.ts';

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
  /** Addresses of the host's other relays, for new links. */
  readonly siblings: readonly string[];
  readonly listings: Listings;
  /** Loopback port of the host's rail; undefined where it has none now. */
  readonly railPort: () => number | undefined;
  /** Why no newcomer should be sent here now; undefined = one may. */
  readonly notReady: () => string | undefined;
  /** One line for the host. */
  readonly warn: (line: string) => void;
  /** Milliseconds of a steady clock. */
  readonly nowMs: () => number;
}

/** Paths that the app itself routes. */
const appPages = [
  '/',
  '/t',
  '/t/*',
  '/overlay/*',
  '/history',
  '/history/*',
  '/diagnostics',
  '/seats',
  '/verify',
  '/receipt',
  '/tables',
  '/gallery',
  '/gallery/*',
];

export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { metrics } = options;
  const app = Fastify({
    logger: false,
    // Only what connects to us may say for whom it does; further hops are anybody's invention.
    trustProxy: (_address: string, hop: number) => options.trustProxy && hop === 0,
    bodyLimit: relayLimits.requestBodyBytes,
    requestTimeout: relayLimits.requestTimeoutMs,
    forceCloseConnections: true,
    // The app takes an address with a slash behind it for the same page.
    routerOptions: { ignoreTrailingSlash: true },
    http: {
      maxHeaderSize: relayLimits.requestHeaderBytes,
      headersTimeout: relayLimits.headersTimeoutMs,
      connectionsCheckingInterval: relayLimits.headersCheckMs,
    },
  });
  limitSockets(app, options);
  const rate = new AddressRate(
    relayLimits.requestsPerSecond,
    relayLimits.requestBurst,
    relayLimits.rememberedAddresses,
  );

  let proxySeen = false;
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (options.trustProxy && request.protocol === 'https')
      reply.header('strict-transport-security', STRICT_TRANSPORT);
    if (!options.trustProxy && !proxySeen && FORWARDED.some((name) => name in request.headers)) {
      proxySeen = true;
      options.warn(
        'A proxy stands in front of this relay (it sends X-Forwarded-…) but TRUST_PROXY is not 1: all its visitors count as one address, and links may name the wrong one.',
      );
    }
    if (rate.take(limitKey(request.ip), options.nowMs())) return;
    metrics.refused('requests');
    reply.code(429).header('retry-after', '1');
    return reply.type('text/plain').send('Too many requests.\n');
  });
  app.addHook('onResponse', async (_request, reply) => metrics.request(reply.statusCode));

  app.get('/healthz', async (_request, reply) => {
    reply.header('cache-control', 'no-store');
    return { ok: true };
  });
  app.get('/readyz', async (_request, reply) => {
    const reason = options.notReady();
    reply.header('cache-control', 'no-store').code(reason === undefined ? 200 : 503);
    return reason === undefined ? { ready: true } : { ready: false, reason };
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
    const secure = request.protocol === 'https';
    const derived = relayAddressFor(request.host, secure, options.peerId);
    const addresses = options.announce.length > 0 ? options.announce : derived === undefined ? [] : [derived];
    if (addresses.length === 0) {
      reply.code(400);
      return { error: 'The Host header names nothing that can be dialled; set ANNOUNCE.' };
    }
    const { peerId, witness, siblings } = options;
    const iceServers = options.iceServers(readHost(request.host)?.name);
    // Whoever makes a link takes all of them, this host's own first; a list of siblings may name this one as well.
    const others = siblings.filter((s) => !addresses.some((a) => a === s || a.startsWith(`${s}/p2p/`)));
    return {
      peerId,
      addresses: [...addresses, ...others].slice(0, MAX_RELAY_ADDRESSES),
      witness,
      iceServers,
    };
  });

  serveTables(app, {
    listings: options.listings,
    nowMs: options.nowMs,
    refused: (reason) => metrics.refused(reason),
  });
  serveRail(app, {
    port: options.railPort,
    nowMs: options.nowMs,
    refused: (reason) => metrics.refused(reason),
    sent: metrics.historySent,
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
  const pageFile = pageNow(join(options.dist, 'index.html'));
  const sendPage = async (reply: FastifyReply): Promise<FastifyReply> => {
    const { html, headers } = await pageFile();
    reply.headers(headers);
    const { url, headers: asked } = reply.request;
    if (/^\/t(\/|\?|$)/.test(url)) {
      // A cache between us and several browsers must not give one what is meant for another.
      reply.header('vary', 'accept-encoding, accept-language, user-agent');
      const isHeeded = readsMapsLater(asked['user-agent'] ?? '');
      const link = isHeeded && tableLinkOf(html, asked['accept-language'] ?? '');
      if (link) reply.header('link', link);
    }
    return reply.sendFile('index.html');
  };
  // Also by its own name: the digests that a page is compared by are of what stands there.
  for (const path of [...appPages, '/index.html']) app.get(path, (_request, reply) => sendPage(reply));
  app.setNotFoundHandler(async (request, reply) => {
    const page = request.method === 'GET' && String(request.headers.accept ?? '').includes('text/html');
    reply.code(404);
    // The app says where the player may go instead.
    return page ? sendPage(reply) : { error: 'There is nothing here.' };
  });
  return app;
}

const FORWARDED = ['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host'];

/** Sockets that never ask for anything cost as much as those that do. Behind a proxy all are the proxy's. */
function limitSockets(app: FastifyInstance, { trustProxy, metrics }: HttpOptions): void {
  const counts = new AddressCount(relayLimits.socketsPerAddress, relayLimits.sockets);
  app.server.maxConnections = relayLimits.sockets;
  app.server.on('connection', (socket) => {
    if (trustProxy) return;
    const address = limitKey(socket.remoteAddress ?? 'unknown');
    if (!counts.enter(address)) {
      metrics.refused('sockets');
      socket.destroy();
      return;
    }
    socket.once('close', () => counts.leave(address));
  });
}
