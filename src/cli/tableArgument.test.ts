/** The table that a command is to join, by either kind of link. Wires in memory. */
import { afterEach, describe, expect, it } from 'vitest';
import { formatShortPath } from '../client/create/shortLink.ts';
import { formatTablePath } from '../client/create/tableUrl.ts';
import { tableIdOf } from '../codec/config.ts';
import { toHex } from '../codec/decode.ts';
import { encodeMessage } from '../codec/wire.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import { RelayAddressError } from '../net/relayAddresses.ts';
import { systemScheduler } from '../node/clock.ts';
import { openNode } from '../node/openNode.ts';
import { createMemoryStorage } from '../storage/memory.ts';
import { sealedConfig as config } from '../testing/lobbyRoom.ts';
import { createMemoryHub, type MemoryHub } from '../testing/memoryNetwork.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeDeckWorker } from '../workers/nodeWorker.ts';
import { type FindOptions, findTable, readTableArgument, type TableArgument } from './tableArgument.ts';

const ed25519 = await createEd25519(crypto.subtle);
const origin = 'https://poker.example';
const relay = '/dns4/poker.example/tcp/443/tls/ws';
const long = formatTablePath(config, [relay]);
const short = formatShortPath(config, [relay], 'poker.example')!;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const newHub = (): MemoryHub =>
  createMemoryHub({ scheduler: { now: () => performance.now(), after: systemScheduler.after } });

/** Somebody at the table. */
async function sits(hub: MemoryHub): Promise<void> {
  const platform = {
    ...{ ed25519, network: hub.join('player'), storage: createMemoryStorage().openGame('x') },
    ...{ worker: await createNodeDeckWorker({ deckSize: 52 }), scheduler: systemScheduler },
    wallClockMs: () => 0,
  };
  const { secretKey } = ed25519.generateKeyPair(systemRandom);
  const node = openNode(platform, config, { secretKey, nickname: 'P' });
  closing.push(() => node.stop());
  node.start();
}

function options(hub: MemoryHub, change: Partial<FindOptions> = {}): FindOptions {
  return {
    ...{ ed25519, identities: [], say: () => undefined, signal: new AbortController().signal },
    relaysOf: async () => [relay],
    connect: async () => hub.join('asker'),
    ...change,
  };
}

const read = (path: string): TableArgument => {
  const argument = readTableArgument(`${origin}${path}`);
  if (typeof argument === 'string') throw new Error(argument);
  return argument;
};

describe('the table of --url', () => {
  it('is known by its long link, and nobody is asked', async () => {
    const found = await findTable(
      read(long),
      options(newHub(), { connect: () => Promise.reject(new Error()) }),
    );
    expect(found).toMatchObject({ path: long, address: { relays: [relay] } });
  });

  it('is told by whoever is there behind a short one, over the relay of its own host', async () => {
    const hub = newHub();
    const asked: string[] = [];
    const relaysOf = async (host: string): Promise<string[]> => {
      asked.push(host);
      return [relay];
    };
    const finding = findTable(read(short), options(hub, { relaysOf }));
    await sits(hub);
    expect(await finding).toEqual({
      path: long,
      address: { tableId: toHex(tableIdOf(config)), config, relays: [relay] },
    });
    expect(asked).toEqual([origin]);
  });

  it('is not what somebody else says it is', async () => {
    const hub = newHub();
    const liar = hub.join('liar');
    liar.subscribe((event) => {
      if (event.kind === 'message')
        liar.send(event.from, encodeMessage({ kind: 'tableConfig', body: { ...config, bigBlindChips: 40 } }));
    });
    closing.push(() => liar.stop());
    const finding = findTable(read(short), options(hub));
    await sits(hub);
    expect(await finding).toMatchObject({ address: { config } });
  });

  it('is known again from the folder with the keys', async () => {
    const identity = {
      ...{ id: 'a', secretKey: new Uint8Array(32), createdAt: 0, tableName: '' },
      ...{ tableId: toHex(tableIdOf(config)), path: long },
    };
    const found = await findTable(
      read(short),
      options(newHub(), { identities: [identity], connect: () => Promise.reject(new Error()) }),
    );
    expect(found).toMatchObject({ path: long, address: { config } });
  });

  it('waits for somebody until it is told to stop', async () => {
    const stopping = new AbortController();
    const finding = findTable(read(short), options(newHub(), { signal: stopping.signal }));
    stopping.abort();
    expect(await finding).toBeUndefined();
  });

  it('is a sentence where the host names no relay, and where the link is none', async () => {
    const relaysOf = (): Promise<string[]> => Promise.reject(new RelayAddressError('No relay here.'));
    expect(await findTable(read(short), options(newHub(), { relaysOf }))).toBe('No relay here.');
    expect(readTableArgument(`${origin}${short.slice(0, -3)}`)).toContain('the end of this address');
    expect(readTableArgument(`${origin}/t/abc`)).toContain('the end of this address');
    expect(readTableArgument(`${origin}/about`)).toContain('not the address');
    expect(readTableArgument(undefined)).toContain('--url');
  });
});
