/** The open tables for pages and other relays, and where a creator's tab lists its own. */
import type { FastifyInstance } from 'fastify';
import { limits } from '../src/codec/limits.ts';
import { AddressRate } from './addressLimits.ts';
import { limitKey } from './ipPrefix.ts';
import { relayLimits } from './limits.ts';
import type { Listings } from './listings.ts';

export interface TablesOptions {
  readonly listings: Listings;
  /** Milliseconds of a steady clock. */
  readonly nowMs: () => number;
  readonly refused: (reason: string) => void;
}

export function serveTables(app: FastifyInstance, { listings, nowMs, refused }: TablesOptions): void {
  const rate = new AddressRate(
    relayLimits.listingsPerAddressPerSecond,
    relayLimits.listingBurstPerAddress,
    relayLimits.rememberedAddresses,
  );
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: limits.listingBytes },
    (_request, body, done) => done(null, body),
  );
  app.get<{ Querystring: { own?: string } }>('/tables.json', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    // Public, and signed by whom it is about: any page may read it.
    reply.header('access-control-allow-origin', '*');
    reply.header('cross-origin-resource-policy', 'cross-origin');
    const listed = request.query.own === undefined ? listings.all() : listings.own();
    return { tables: listed.map((bytes) => Buffer.from(bytes).toString('base64url')) };
  });
  app.post('/tables.json', { bodyLimit: limits.listingBytes }, async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const address = limitKey(request.ip);
    if (!rate.take(address, nowMs())) {
      refused('listings');
      return reply.code(429).send({ reason: 'too-often' });
    }
    const { body } = request;
    const reason =
      body instanceof Uint8Array ? await listings.offer(new Uint8Array(body), address) : 'malformed';
    if (reason === undefined) return { listed: true };
    refused(`listing-${reason}`);
    // Whoever's clock is off learns by how much.
    return reply.code(reason === 'full' ? 503 : 400).send({ reason, nowMs: Date.now() });
  });
}
