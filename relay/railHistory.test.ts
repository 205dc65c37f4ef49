/** A host's rail: what those who watch have missed comes from it over HTTP, within limits, and is not believed. */
import { afterEach, describe, expect, it } from 'vitest';
import { serveHistory } from '../src/cli/railHistory.ts';
import { RailHost, railHostLimits } from '../src/cli/railHost.ts';
import { CONFIG_VERSION } from '../src/codec/config.ts';
import { toHex } from '../src/codec/decode.ts';
import { meetingKeyOf, railKeyOf } from '../src/codec/meeting.ts';
import { decodeHistory, encodeHistory } from '../src/codec/railHistory.ts';
import { createEd25519 } from '../src/crypto/ed25519.ts';
import { HISTORY_TYPE, type HistoryHost, historyHost } from '../src/net/rail/historyHosts.ts';
import { railLimits } from '../src/net/rail/limits.ts';
import type { GameNode } from '../src/node/gameNode.ts';
import { createManualScheduler } from '../src/testing/manualScheduler.ts';
import { root, until } from '../src/testing/nodes.ts';
import { TestRail } from '../src/testing/railTable.ts';
import { createNodeDeckWorker } from '../src/workers/nodeWorker.ts';
import { createHttp } from './http.ts';
import { relayLimits } from './limits.ts';
import { Listings } from './listings.ts';
import { createMetrics } from './metrics.ts';
import { type Relay, startRelay } from './relay.ts';
import { bare } from './testRelay.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** The relay's pages, with a rail's process behind them that answers so. */
async function pages(history: Parameters<typeof serveHistory>[0]['history'] | undefined) {
  const served = history && (await serveHistory({ history }));
  if (served) closing.push(() => served.close());
  const clock = { ms: 0 };
  const metrics = createMetrics();
  const http = await createHttp({
    ...{ dist: '/nonexistent', trustProxy: true, peerId: 'p', announce: [], witness: false, siblings: [] },
    ...{ metrics, iceServers: () => [], notReady: () => undefined, warn: () => undefined },
    listings: new Listings({ nowMs: () => 0, isHere: () => true }),
    railPort: () => served?.port,
    nowMs: () => clock.ms,
  });
  closing.push(() => http.close());
  const ask = (address = '203.0.113.1', change: { url?: string; authorization?: string } = {}) =>
    http.inject({
      url: change.url ?? '/rail?epoch=0&from=1',
      headers: {
        authorization: change.authorization ?? `Rail ${'ab'.repeat(32)}`,
        'x-forwarded-for': address,
      },
    });
  return { http, ask, clock, metrics };
}

describe('what was missed, over HTTP', () => {
  it('says nothing where there is no rail, and refuses what is no question', async () => {
    const { ask } = await pages(undefined);
    expect((await ask()).statusCode).toBe(204);
    const wrong = await Promise.all([
      ask(undefined, { authorization: '' }),
      ask(undefined, { authorization: `Rail ${'ab'.repeat(31)}` }),
      ask(undefined, { url: '/rail?epoch=-1&from=1' }),
      ask(undefined, { url: '/rail?epoch=1' }),
      ask(undefined, { url: `/rail?epoch=0&from=${'9'.repeat(400)}` }),
    ]);
    expect(wrong.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 400, 400]);
  });

  it('answers one address so often and so much, and takes nothing from the others', async () => {
    const answer = new Uint8Array(railLimits.historyBytes);
    const { ask, clock, metrics } = await pages(async (key, epoch, from) =>
      key === 'ab'.repeat(32) && epoch === 0 ? answer.subarray(0, from) : undefined,
    );
    const long = { url: `/rail?epoch=0&from=${answer.length}` };
    const first = await ask();
    expect([first.statusCode, first.headers['content-type'], first.rawPayload.length]).toEqual([
      200,
      HISTORY_TYPE,
      1,
    ]);
    expect((await ask('203.0.113.9', { url: '/rail?epoch=5&from=1' })).statusCode).toBe(204);
    const busy = async (address: string, question: { url?: string }, count: number): Promise<number> => {
      const codes: number[] = [];
      for (let i = 0; i < count; i++) codes.push((await ask(address, question)).statusCode);
      return codes.filter((code) => code === 429).length;
    };
    // Too often, and too much.
    expect(await busy('203.0.113.1', {}, relayLimits.railHistoryBurst + 4)).toBe(5);
    const most = relayLimits.railHistoryByteBurst / answer.length;
    expect(await busy('203.0.113.2', long, most + 3)).toBe(3);
    expect((await ask('203.0.113.3', long)).statusCode).toBe(200);
    clock.ms += 60_000;
    expect([(await ask()).statusCode, (await ask('203.0.113.2', long)).statusCode]).toEqual([200, 200]);
    expect(await metrics.registry.metrics()).toMatch(/refused_total\{reason="rail-history"\} 8/);
  });

  it('an answer that the process makes too long is not passed on', async () => {
    const { ask } = await pages(async () => new Uint8Array(railLimits.historyBytes + 1));
    expect((await ask()).statusCode).toBe(204);
  });
});

const over = (n: GameNode, hand: number): boolean => (n.validator?.part().hand?.hand ?? 0) > hand;

it('who comes late has the rounds from the host; one that forges is found out, and neighbours do instead', async () => {
  const relay: Relay = await startRelay(bare);
  closing.push(() => relay.stop());
  const rail = await TestRail.create(relay.addresses, 4, { protocolVersion: CONFIG_VERSION });
  closing.push(() => rail.stop());
  const { table } = rail;
  await table.start(3);
  const three = [...table.nodes];
  const ed25519 = await createEd25519(crypto.subtle);
  const lines: string[] = [];
  const manual = createManualScheduler();
  const host = new RailHost({
    connect: async () => table.hub.join('rail'),
    ...{ relayAddresses: relay.addresses, ed25519 },
    scheduler: { nowMs: () => manual.now(), after: (ms, run) => manual.after(ms, run) },
    workerFor: (deckSize) => createNodeDeckWorker({ deckSize }),
    say: (line) => lines.push(line),
  });
  closing.push(() => host.close());
  const meetingKey = meetingKeyOf(table.config);
  host.offer(toHex(meetingKey));
  host.offer('nonsense');
  expect(host.tables).toBe(1);
  const railKey = railKeyOf(meetingKey);
  const served = await serveHistory(host);
  closing.push(() => served.close());
  const honest = historyHost(`http://127.0.0.1:${served.port}`, railKey);
  await table.callUntil(three, 'a flop', () =>
    three.every((n) => n.validator?.part().hand?.stage === 'flop'),
  );

  let forged = 0;
  const forger: HistoryHost = {
    async ask(question, signal) {
      const answer = await honest.ask(question, signal);
      if (!(answer instanceof Uint8Array)) return answer;
      forged++;
      // The last byte of each message is of a signature's block, or of what one is over.
      return encodeHistory(
        decodeHistory(answer).map((message) => message.map((b, i) => (i === message.length - 1 ? b ^ 1 : b))),
      );
    },
  };
  const wanda = await rail.watch('Wanda', [honest]);
  const walter = await rail.watch('Walter', [forger]);
  const watching = [wanda.node, walter.node];
  await until(watching, 'the table', () => watching.every((n) => n.phase === 'watching'));
  const all = [...three, ...watching];
  await table.callUntil(all, 'the end of the hand', () => all.every((n) => over(n, 1)));
  await until(all, 'one root', () => new Set(all.map(root)).size === 1);
  expect(wanda.network.history().taken, 'from the host').toBeGreaterThan(0);
  expect(wanda.network.history().refused).toBeUndefined();
  expect(forged).toBeGreaterThan(0);
  expect(['forged', 'malformed']).toContain(walter.network.history().refused);
  expect(
    three.map((n) => n.network.links().length),
    'the rail takes one place',
  ).toEqual([3, 3, 3]);
  expect(lines).toContain(`table ${toHex(meetingKey).slice(0, 8)} has a rail`);

  // As long as somebody plays and somebody watches it stays.
  for (let i = 0; i < 5; i++) manual.advance(railHostLimits.aloneMs / 2);
  await new Promise((resolve) => setImmediate(resolve));
  expect(host.tables).toBe(1);
  // Nobody plays or watches any more: the table is left.
  await rail.stop();
  while (host.tables > 0) {
    manual.advance(railHostLimits.aloneMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(lines.at(-1)).toMatch(/ left$/);
  expect(await honest.ask({ epoch: 0, fromRound: 1 }, AbortSignal.timeout(60_000))).toBe('none');
});
