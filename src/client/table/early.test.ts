/** The links of a table that is about to be opened. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Network } from '../../net/network.ts';
import { systemScheduler } from '../../node/clock.ts';
import { sealedConfig } from '../../testing/lobbyRoom.ts';
import { createMemoryHub } from '../../testing/memoryNetwork.ts';
import { formatShortPath } from '../create/shortLink.ts';
import { formatTablePath } from '../create/tableUrl.ts';
import { beginLinks, takeLinks } from './early.ts';

const hub = createMemoryHub({ scheduler: { now: () => performance.now(), after: systemScheduler.after } });
let joined = 0;
const stops: ReturnType<typeof vi.spyOn>[] = [];
vi.mock('../../net/libp2pBrowser.ts', () => ({
  async createLibp2pNetwork(): Promise<Network> {
    const network = hub.join(`tab ${joined++}`);
    stops.push(vi.spyOn(network, 'stop'));
    return network;
  },
}));

const relays = ['/dns4/relay.example/tcp/443/wss'];
const at = (path: string): URL => new URL(path, 'https://cards.example');
const long = at(formatTablePath(sealedConfig, relays));
const short = at(formatShortPath(sealedConfig, relays, 'cards.example') ?? '');

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('RTCPeerConnection', class {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  stops.length = 0;
});

it.each([long, short])('begin once, and are taken once by whoever opens it: %s', async (url) => {
  beginLinks(url, false);
  beginLinks(url, false);
  await expect(takeLinks(url, false)).resolves.toBeDefined();
  expect(takeLinks(url, false)).toBeUndefined();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(stops).toHaveLength(1);
  expect(stops[0]).not.toHaveBeenCalled();
});

it.each([
  ['another table', short, false],
  ['one who hides his address', long, true],
] as const)('that have begun otherwise end when they are asked for by %s', async (_who, url, relayedOnly) => {
  beginLinks(long, false);
  expect(takeLinks(url, relayedOnly)).toBeUndefined();
  await vi.advanceTimersByTimeAsync(0);
  expect(stops[0]).toHaveBeenCalledOnce();
});

it('end by themselves where the page never comes', async () => {
  beginLinks(long, false);
  await vi.advanceTimersByTimeAsync(29_000);
  expect(stops[0]).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(stops[0]).toHaveBeenCalledOnce();
  expect(takeLinks(long, false)).toBeUndefined();
});

it('do not begin for who watches, without WebRTC, or by a link that is none', () => {
  beginLinks(at(`${long.pathname}${long.hash}&w=1`), false);
  beginLinks(at('/t/12'), false);
  vi.stubGlobal('RTCPeerConnection', undefined);
  beginLinks(long, false);
  expect(takeLinks(long, false)).toBeUndefined();
  expect(stops).toHaveLength(0);
});
