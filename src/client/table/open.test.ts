/** Tables that do not open leave nothing behind: over links in memory, with a browser that lacks something. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TableConfig } from '../../codec/config.ts';
import { encodeMessage } from '../../codec/wire.ts';
import { proofFields } from '../../crypto/shuffleKey.ts';
import type { Network } from '../../net/network.ts';
import { systemScheduler } from '../../node/clock.ts';
import { sealedConfig } from '../../testing/lobbyRoom.ts';
import { createMemoryHub } from '../../testing/memoryNetwork.ts';
import { formatShortPath } from '../create/shortLink.ts';
import { openTable } from './open.ts';

const hub = createMemoryHub({ scheduler: { now: () => performance.now(), after: systemScheduler.after } });
let joined = 0;
const stops: ReturnType<typeof vi.spyOn>[] = [];
vi.mock('../../net/libp2pBrowser.ts', () => ({
  async createLibp2pNetwork(): Promise<Network> {
    const network = hub.join(`newcomer ${joined++}`);
    stops.push(vi.spyOn(network, 'stop'));
    return network;
  },
}));

/** Somebody at the table who answers every word with its rules. */
function answering(config: TableConfig): void {
  const alice = hub.join(`alice ${config.salt[0]}`);
  alice.subscribe((event) => {
    if (event.kind === 'message')
      alice.send(event.from, encodeMessage({ kind: 'tableConfig', body: config }));
  });
}

beforeEach(() => {
  vi.stubGlobal('RTCPeerConnection', class {});
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  stops.length = 0;
});

it.each([
  // Of other keys than this page ships.
  ['crs-mismatch', { ...sealedConfig, salt: new Uint8Array(16).fill(1) }],
  // No locks and no address bar here: a page that can hold no key.
  ['internal', { ...sealedConfig, salt: new Uint8Array(16).fill(2), ...proofFields('both', 52) }],
])(
  'a short link that ends as %s when its rules are here stops the links it asked over',
  async (code, config) => {
    answering(config);
    const path = formatShortPath(config, ['/dns4/relay.example/tcp/443/wss'], 'cards.example') ?? '';
    const client = await openTable(new URL(path, 'https://cards.example'));
    await new Promise<void>((resolve) => {
      const end = client.subscribe(() => {
        if (client.view().phase !== 'failed') return;
        end();
        resolve();
      });
    });
    expect(client.view().failure).toBe(code);
    expect(stops).toHaveLength(1);
    await vi.waitFor(() => expect(stops[0]).toHaveBeenCalledOnce());
  },
);
