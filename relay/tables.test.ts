/** The list of open tables over HTTP, and between two relays. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openTables } from '../src/client/openTables/read.ts';
import { tableIdOf } from '../src/codec/config.ts';
import { toHex } from '../src/codec/decode.ts';
import { meetingKeyOf } from '../src/codec/meeting.ts';
import { createNodeNetwork } from '../src/net/libp2pNode.ts';
import type { Network } from '../src/net/network.ts';
import { listedAddress, newCreator } from '../src/testing/listings.ts';
import { federationOrigin } from './federation.ts';
import { type Relay, startRelay } from './relay.ts';
import { bare, seed, until } from './testRelay.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function relayWith(federation: readonly string[] = []): Promise<{ relay: Relay; origin: string }> {
  const relay = await startRelay({ ...bare, federation });
  closing.push(() => relay.stop());
  return { relay, origin: `http://127.0.0.1:${relay.port}` };
}

/** A creator whose tab is at its table by this relay. */
async function creatorAt(relay: Relay, n: number) {
  const creator = await newCreator();
  const network: Network = await createNodeNetwork({
    meetingKey: meetingKeyOf(creator.config),
    relayAddresses: relay.addresses,
    privateKeySeed: seed(n),
    relayedOnly: true,
  });
  closing.push(() => network.stop());
  await until('the relay', () => network.relay() === 'connected');
  return creator;
}

const post = (origin: string, body: Uint8Array, type = 'application/octet-stream') =>
  fetch(`${origin}/tables.json`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: Uint8Array.from(body),
  });

describe('a table that is listed', () => {
  it('is found at its relay and at another one of the federation, with everything one wants to know', async () => {
    const there = await relayWith();
    const here = await relayWith([there.origin]);
    const ada = await creatorAt(there.relay, 1);
    const listing = await ada.listing({ issuedAtMs: Date.now() });
    expect((await post(there.origin, listing)).status).toBe(200);
    expect((await post(here.origin, listing)).status, 'nobody is at that table here').toBe(400);
    const shown = {
      tableId: toHex(tableIdOf(ada.config)),
      name: 'Friday',
      game: 'holdem',
      smallBlindChips: 1,
      bigBlindChips: 2,
      freeSeats: 4,
      admission: 'asked',
    };
    expect(await openTables(there.origin)).toMatchObject([shown]);
    expect(await openTables(here.origin)).toEqual([]);
    await here.relay.askFederation();
    const [found] = await openTables(here.origin);
    expect(found).toMatchObject(shown);
    expect(new URLSearchParams(found!.path.split('#')[1]).getAll('r')).toEqual([listedAddress]);
    const own: unknown = await (await fetch(`${here.origin}/tables.json?own=1`)).json();
    expect(own, 'nothing is passed on').toEqual({ tables: [] });
  });

  it('is refused in words that a tab understands: by the clock, the size, the kind, or said too often', async () => {
    const { relay, origin } = await relayWith();
    const ada = await creatorAt(relay, 2);
    const late = await post(origin, await ada.listing({ issuedAtMs: Date.now() - 600_000 }));
    expect(await late.json()).toMatchObject({ reason: 'clock', nowMs: expect.any(Number) });
    expect((await post(origin, new Uint8Array(10_240))).status).toBe(413);
    expect((await post(origin, Uint8Array.of(1), 'text/plain')).status).toBe(400);
    let last = 200;
    for (let i = 0; i < 40 && last !== 429; i++) last = (await post(origin, Uint8Array.of(1))).status;
    expect(last).toBe(429);
    expect((await fetch(`${origin}/tables.json`)).status, 'reading goes on').toBe(200);
  });
});

describe('a relay of the federation that lies', () => {
  it('has its floods, forgeries and nonsense refused, and costs nobody else anything', async () => {
    let body = '';
    const liar = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
    closing.push(async () => {
      liar.close();
      liar.closeAllConnections();
    });
    await new Promise((resolve) => liar.once('listening', resolve));
    const honest = await relayWith();
    const { relay, origin } = await relayWith([
      `http://127.0.0.1:${(liar.address() as AddressInfo).port}`,
      honest.origin,
    ]);
    const ada = await creatorAt(honest.relay, 3);
    await post(honest.origin, await ada.listing({ issuedAtMs: Date.now() }));
    const mallory = await newCreator();
    const forged = await ada.listing({ issuedAtMs: Date.now() + 5 }, mallory.sign);
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');
    for (const lie of [
      'x'.repeat(3_000_000),
      '{"tables":7}',
      '[',
      JSON.stringify({ tables: [text(forged), 7, null, '***', text(new Uint8Array(10_240))] }),
    ]) {
      body = lie;
      await relay.askFederation();
      expect((await openTables(origin)).map((t) => t.tableId)).toEqual([toHex(tableIdOf(ada.config))]);
    }
    const metrics = await (await fetch(`${origin}/metrics`)).text();
    expect(metrics).toContain('refused_total{reason="federation-silent"}');
    expect(metrics).toContain('refused_total{reason="federation-signature"}');
  });

  it('is named by its address', () => {
    expect(federationOrigin('https://a.example.org/')).toEqual({ origin: 'https://a.example.org' });
    for (const bad of ['a.example.org', 'http://a.example.org', 'https://a.example.org/x', 'ftp://a'])
      expect(federationOrigin(bad)).toHaveProperty('fault');
  });
});
