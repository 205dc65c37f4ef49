/** Witnesses as a host runs them: what they ask, whom they believe, when they leave. Wires in memory. */
import { afterEach, describe, expect, it } from 'vitest';
import { presentNode } from '../client/table/present.ts';
import { CONFIG_VERSION, SECOND_DEFAULTS, type TableConfig, tableIdOf } from '../codec/config.ts';
import { fromHex, toHex } from '../codec/decode.ts';
import { meetingKeyOf } from '../codec/meeting.ts';
import { PROOF_KINDS } from '../codec/proofKinds.ts';
import { encodeMessage } from '../codec/wire.ts';
import { crs } from '../crypto/crsDigests.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import type { Network } from '../net/network.ts';
import { askForConfig } from '../node/askConfig.ts';
import { systemScheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import { witnesses } from '../node/lobby/seating.ts';
import { openNode } from '../node/openNode.ts';
import { createMemoryStorage } from '../storage/memory.ts';
import { createMemoryHub, type MemoryHub } from '../testing/memoryNetwork.ts';
import { until } from '../testing/nodes.ts';
import { fires, promtoolIsThere } from '../testing/promtool.ts';
import { systemRandom } from '../workers/inProcess.ts';
import { createNodeDeckWorker } from '../workers/nodeWorker.ts';
import { createGameMetrics } from './metrics/gameMetrics.ts';
import { readWitnessOptions } from './witness.ts';
import { WitnessHost } from './witnessHost.ts';

const ed25519 = await createEd25519(crypto.subtle);
const creator = ed25519.generateKeyPair(systemRandom);
const config: TableConfig = {
  protocolVersion: CONFIG_VERSION,
  proofs: PROOF_KINDS.indexOf('groth16'),
  ...SECOND_DEFAULTS,
  name: new TextEncoder().encode('Friday'),
  game: 0,
  structure: 0,
  smallBlindChips: 1,
  bigBlindChips: 2,
  anteKind: 0,
  anteChips: 0,
  startingStackChips: 100,
  bondChips: 0,
  seats: 6,
  actionTimeMs: 30_000,
  timeBankMs: 0,
  escrow: 1,
  levels: [],
  payoutsBasisPoints: [],
  straddle: 0,
  runItTwice: 0,
  bombPotHands: 0,
  bombPotChips: 0,
  rabbitHunt: 0,
  crsDigest: fromHex(crs[52].vkey),
  creatorKey: creator.publicKey,
  salt: new Uint8Array(16),
};
const meetingKey = meetingKeyOf(config);
const keys = [creator, ...[1, 2].map(() => ed25519.generateKeyPair(systemRandom))];

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const newHub = (): MemoryHub =>
  createMemoryHub({ scheduler: { now: () => performance.now(), after: systemScheduler.after } });

async function player(hub: MemoryHub, i: number): Promise<GameNode> {
  const platform = {
    ed25519,
    network: hub.join(`P${i}`),
    storage: createMemoryStorage().openGame('x'),
    worker: await createNodeDeckWorker({ deckSize: 52 }),
    scheduler: systemScheduler,
    wallClockMs: () => 0,
  };
  const node = openNode(platform, config, { secretKey: keys[i]!.secretKey, nickname: `P${i}` });
  closing.push(() => node.stop());
  node.start();
  return node;
}

/** A host whose witnesses join `hub`; resolves lines as they are said. */
function hostOn(
  hub: MemoryHub,
  limits: ConstructorParameters<typeof WitnessHost>[0]['limits'] = {},
  watch?: (node: GameNode) => () => void,
) {
  const said: string[] = [];
  const waiting = new Set<() => void>();
  let joined = 0;
  const opened: Network[] = [];
  const rails = newHub();
  let fed: (key: Uint8Array) => void = () => undefined;
  /** Under which key the first table meets whose rail was joined. */
  const feeds = new Promise<Uint8Array>((resolve) => {
    fed = resolve;
  });
  const host = new WitnessHost({
    rail: (key) => async () => {
      fed(key);
      return {
        network: rails.join(`feeder ${joined++}`),
        gossip: { publish: () => undefined, publishChat: () => undefined, meshPeers: () => [] },
      };
    },
    connect: async () => {
      const network = hub.join(`witness ${joined++}`);
      opened.push(network);
      return network;
    },
    relayAddresses: [],
    device: createMemoryStorage(),
    ed25519,
    workerFor: (deckSize) => createNodeDeckWorker({ deckSize }),
    say: (line) => {
      said.push(line);
      for (const look of waiting) look();
    },
    limits,
    watch,
  });
  closing.push(() => host.close());
  const heard = (text: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (said.some((l) => l.includes(text))) resolve();
      };
      waiting.add(look);
      look();
    });
  return { host, heard, said, opened, feeds };
}

describe('a host’s witness', () => {
  it('knows alone under which key the table meets, asks its players, votes with them, and leaves when they have left', async () => {
    const hub = newHub();
    const players = await Promise.all([0, 1, 2].map((i) => player(hub, i)));
    const clock = { laterMs: 0 };
    const metrics = createGameMetrics({ nowMs: () => performance.now() + clock.laterMs, version: '' });
    let witness: GameNode | undefined;
    const { host, heard, opened, feeds } = hostOn(hub, { aloneMs: 5_000 }, (node) => {
      witness = node;
      return metrics.watch(node);
    });
    const scraped = async (name: string): Promise<number> =>
      Number(new RegExp(`^dealerless_${name} (.*)$`, 'm').exec(await metrics.registry.metrics())?.[1]);
    host.offer('not a key');
    // Who knows the id alone asks in vain.
    expect(meetingKey).not.toEqual(tableIdOf(config));
    host.offer(toHex(meetingKey));
    host.offer(toHex(meetingKey));
    expect(host.tables).toBe(1);
    await until(players, 'a witness', () => players.every((n) => witnesses(n.lobby).length === 1));
    for (const [i, n] of players.entries()) {
      expect(n.choose({ kind: 'seat', seat: i }) ?? n.choose({ kind: 'ready', ready: true })).toBeUndefined();
    }
    await until(players, 'everyone ready', () =>
      [...players[0]!.lobby.others.values()].every((h) => h.ready === 1),
    );
    expect(players[0]!.choose({ kind: 'start' })).toBeUndefined();
    await until(players, 'the game', () => players.every((n) => n.phase === 'playing'));
    await heard('started with 3 players and 1 witness');
    await until(players, 'cards', () => players.every((n) => n.validator!.ownCards !== undefined));
    // It feeds those who watch, before any player's device does.
    expect(toHex(await feeds)).toBe(toHex(meetingKey));
    // The host sees in numbers that all is well, and is not told whose table it is.
    expect(await scraped('tables')).toBe(1);
    expect(await scraped('hands_on')).toBe(1);
    expect(await scraped('linked_members')).toBe(4);
    expect(await scraped('slots_total')).toBeGreaterThan(0);
    const well = await metrics.registry.metrics();
    expect(well).not.toMatch(/Friday|P0|[0-9a-f]{32}/);
    expect(players[1]!.validator!.table.validators.map((v) => v.seat)).toEqual([0, 1, 2, undefined]);
    // One may be gone; of two every screen says that the table cannot go on without them.
    const chain = () => presentNode(players[0]!, { tableId: '', config, release: () => undefined }).chain;
    expect(chain()).toMatchObject({ missing: [], witnessesTrusted: false });
    await players[2]!.stop();
    await until([players[0]!], 'P2 to be away', () => chain()?.members?.[2]?.linked === false);
    expect(chain()?.missing).toEqual([]);
    await players[1]!.stop();
    await until([players[0]!], 'who is missing', () => chain()?.missing?.join() === 'P1,P2');
    // Somebody speaks, and nothing of it can be committed.
    const text = new TextEncoder().encode('anybody?');
    expect(players[0]!.submit({ kind: 'chat', body: { text } })).toBeUndefined();
    await new Promise<void>((resolve) => {
      // Who has work repeats its frontier without end.
      opened[0]!.subscribe(() => {
        if (witness?.gauges()?.working) resolve();
      });
    });
    await heard('P2 is away');
    await heard('P1 is away');
    expect(await scraped('stalled_seconds'), 'it has only begun').toBeLessThan(100);
    clock.laterMs = 150_000;
    const stopped = await metrics.registry.metrics();
    expect(await scraped('members_beyond_quorum')).toBe(-1);
    expect(await scraped('stalled_seconds')).toBeGreaterThan(100);
    if (promtoolIsThere) {
      expect(['TableStalled', 'PeersLow'].map((alert) => fires(alert, well, 3))).toEqual([false, false]);
      expect(['TableStalled', 'PeersLow'].map((alert) => fires(alert, stopped, 3))).toEqual([true, true]);
    }
    await players[0]!.stop();
    await heard(' left');
  }, 240_000);

  it('leaves a table whose players say nothing true about it, and takes no more tables than it may', async () => {
    const hub = newHub();
    const liar = hub.join('liar');
    closing.push(() => liar.stop());
    const lie = encodeMessage({ kind: 'tableConfig', body: { ...config, bigBlindChips: 4 } });
    const { host, heard, opened } = hostOn(hub, { askMs: 5_000, tables: 1 });
    const asked = new Promise<void>((resolve) => {
      liar.subscribe((event) => {
        if (event.kind !== 'message') return;
        liar.send(event.from, lie);
        resolve();
      });
    });
    host.offer(toHex(meetingKey));
    host.offer('ab'.repeat(32));
    await heard('no witness for another table');
    await asked;
    await heard(' left');
    // Asked when the link came and perhaps once more, as one of those who were linked already.
    const { 'wrong-table': lies, ...others } = opened[0]!.penalties().get('liar')!;
    expect(lies).toBeGreaterThanOrEqual(1);
    expect(others).toEqual({});
  }, 60_000);

  it('stops asking when it is told to', async () => {
    const hub = newHub();
    const network = hub.join('alone');
    closing.push(() => network.stop());
    const options = { network, meetingKey, secretKey: systemRandom(32), ed25519, nickname: 'w' };
    expect(await askForConfig({ ...options, signal: AbortSignal.abort() })).toBeUndefined();
  });
});

describe('the command line', () => {
  it('says what is wrong', () => {
    expect(readWitnessOptions([])).toContain('--url');
    expect(readWitnessOptions(['--url', 'http://localhost:4600/t/abc'])).toContain('the end of this address');
    expect(readWitnessOptions(['--url', 'http://localhost:4600/t#m=abc'])).toContain('the end of this');
    expect(readWitnessOptions(['--url', 'http://localhost:4600/about'])).toContain('not the address');
    expect(readWitnessOptions(['--what'])).toContain('--what');
    expect(readWitnessOptions(['--url', 'http://x/', '--name', 'n'.repeat(60)])).toContain('48 bytes');
  });
});
