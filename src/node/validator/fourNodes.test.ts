/** Four whole nodes in one process: real consensus, real deck, real rules; only the wires are in memory. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { PROTOCOL_VERSION, type TableConfig } from '../../codec/config.ts';
import { fromHex } from '../../codec/decode.ts';
import { crs } from '../../crypto/crsDigests.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import type { Network } from '../../net/network.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import type { GameStorage } from '../../storage/storage.ts';
import { createMemoryHub } from '../../testing/memoryNetwork.ts';
import { height, root } from '../../testing/nodes.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import { createNodeDeckWorker } from '../../workers/nodeWorker.ts';
import { systemScheduler } from '../clock.ts';
import type { GameNode } from '../gameNode.ts';
import { openNode } from '../openNode.ts';

const names = ['Alice', 'Bob', 'Carol', 'Dave'];

/** Resolves as soon as `holds` is true, looked at after every change of any node. */
function until(nodes: readonly GameNode[], what: string, holds: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const look = (): void => {
      const broken = nodes.find((n) => n.fatal !== undefined);
      if (broken)
        finish(() =>
          reject(new Error(`while waiting for ${what}: ${String(broken.fatal)}`, { cause: broken.fatal })),
        );
      else if (holds()) finish(resolve);
    };
    const finish = (settle: () => void): void => {
      for (const stop of stops) stop();
      settle();
    };
    for (const n of nodes) stops.push(n.subscribe(look));
    look();
  });
}

/** Resolves when something has come from every one of the peers. */
function heardFrom(network: Network, peers: readonly string[]): Promise<void> {
  const silent = new Set(peers);
  return new Promise((resolve) => {
    const stop = network.subscribe((event) => {
      if (event.kind !== 'message' || !silent.delete(event.from) || silent.size > 0) return;
      stop();
      resolve();
    });
  });
}

async function seated(count: number, change: Partial<TableConfig> = {}) {
  const ed25519 = await createEd25519(crypto.subtle);
  const keys = names.slice(0, count).map(() => ed25519.generateKeyPair(systemRandom));
  const config: TableConfig = {
    protocolVersion: PROTOCOL_VERSION,
    name: new TextEncoder().encode('in memory'),
    game: 0,
    structure: 0,
    smallBlindChips: 1,
    bigBlindChips: 2,
    anteKind: 0,
    anteChips: 0,
    startingStackChips: 100,
    bondChips: 0,
    seats: count,
    actionTimeMs: 600_000,
    timeBankMs: 0,
    escrow: 0,
    levels: [],
    payoutsBasisPoints: [],
    straddle: 0,
    runItTwice: 0,
    bombPotHands: 0,
    bombPotChips: 0,
    rabbitHunt: 0,
    crsDigest: fromHex(crs[52].vkey),
    creatorKey: keys[0]!.publicKey,
    salt: systemRandom(16),
    ...change,
  };
  const scheduler = { now: () => performance.now(), after: systemScheduler.after };
  const hub = createMemoryHub({ scheduler, latencyMs: () => 2 });
  const storages: GameStorage[] = [];
  const make = async (
    i: number,
    storage: GameStorage,
    network: Network = hub.join(names[i]!),
  ): Promise<GameNode> => {
    const worker = await createNodeDeckWorker({ deckSize: 52 });
    const platform = { ed25519, network, storage, worker, scheduler: systemScheduler, wallClockMs: () => 0 };
    return openNode(platform, config, { secretKey: keys[i]!.secretKey, nickname: names[i]! });
  };
  const nodes: GameNode[] = [];
  for (let i = 0; i < count; i++) {
    storages[i] = createMemoryGame();
    nodes[i] = await make(i, storages[i]!);
  }
  for (const n of nodes) n.start();
  await until(nodes, 'all hellos', () => nodes.every((n) => n.lobby.others.size === count - 1));
  for (const [i, n] of nodes.entries()) {
    expect(n.choose({ kind: 'seat', seat: i })).toBeUndefined();
    expect(n.choose({ kind: 'ready', ready: true })).toBeUndefined();
  }
  await until(nodes, 'everyone ready', () =>
    [...nodes[0]!.lobby.others.values()].every((h) => h.ready === 1),
  );
  expect(nodes[0]!.choose({ kind: 'start' })).toBeUndefined();
  await until(nodes, 'the genesis', () => nodes.every((n) => n.phase === 'playing'));
  return { nodes, make, storages, hub };
}

const hand = (n: GameNode) => n.validator!.table.hand;

/** Everybody checks or calls until hand `number` is over. */
async function playPassively(nodes: readonly GameNode[], number: number): Promise<void> {
  const over = (n: GameNode) =>
    (hand(n)?.hand ?? 0) > number || (hand(n)?.hand === number && hand(n)?.phase === 'done');
  while (!nodes.every(over)) {
    await until(
      nodes,
      `a turn in hand ${number}`,
      () =>
        nodes.every(over) ||
        nodes.some((n) => n.validator!.part().legal && n.validator!.pending.length === 0),
    );
    for (const n of nodes) {
      const legal = n.validator!.part().legal;
      if (!legal || n.validator!.pending.length > 0) continue;
      const verb = legal.check ? 1 : 2;
      const { hand, decision } = legal;
      expect(n.submit({ kind: 'bet', body: { hand, decision, verb, amountChips: 0 } })).toBeUndefined();
    }
  }
}

let running: readonly GameNode[] = [];
afterEach(async () => {
  await Promise.all(running.map((n) => n.stop()));
  running = [];
});

describe('whole nodes over a network in memory', () => {
  it('four play a hand to the showdown and agree on every chip', async () => {
    const { nodes } = await seated(4);
    running = nodes;
    await playPassively(nodes, 1);
    await until(nodes, 'one height', () => new Set(nodes.map(height)).size === 1);
    expect(new Set(nodes.map(root)).size).toBe(1);
    const chips = nodes.map((n) => n.validator!.part().seats.reduce((a, s) => a + s.stackChips, 0));
    expect(chips).toEqual([400, 400, 400, 400]);
    for (const n of nodes)
      expect(n.validator!.table.hand?.proofs.filter((p) => p.step === 'shuffle' && p.ok)).toHaveLength(4);
  });

  it('one that is reloaded in the middle of a hand comes back with its cards and plays on', async () => {
    const { nodes, make, storages, hub } = await seated(4);
    running = nodes;
    await until(nodes, 'cards', () => nodes.every((n) => n.validator!.ownCards !== undefined));
    const before = nodes[3]!.validator!.ownCards;
    await nodes[3]!.stop();
    const storage = storages[3]!;
    const kept = new Set((await storage.loadBlocks()).map((b) => b.id));
    const lastHeight = (await storage.loadSlots()).at(-1)!.height;
    const journal = vi.spyOn(storage, 'journal');
    const appendSlots = vi.spyOn(storage, 'appendSlots');
    // It starts late: what the others said when its links opened has gone past it.
    const network = hub.join('Dave again');
    await heardFrom(network, names.slice(0, 3));
    const back = await make(3, storage, network);
    const now = [...nodes.slice(0, 3), back];
    running = now;
    back.start();
    await until(now, 'the same cards', () => back.validator?.ownCards !== undefined);
    expect(back.validator!.ownCards).toEqual(before);
    await playPassively(now, 1);
    await until(now, 'one height', () => new Set(now.map(height)).size === 1);
    expect(new Set(now.map(root)).size).toBe(1);
    // What was replayed is on disk already, and is not written again.
    const written = [...journal.mock.calls, ...appendSlots.mock.calls.map((call) => [call[1]] as const)];
    expect(written.flatMap(([blocks]) => blocks).filter((b) => kept.has(b.id))).toEqual([]);
    const heights = appendSlots.mock.calls.flatMap(([slots]) => slots).map((s) => s.height);
    expect(heights.length).toBeGreaterThan(0);
    expect(Math.min(...heights)).toBe(lastHeight + 1);
    expect(new Set(heights).size).toBe(heights.length);
  });

  it('one is gone after the deal: the hand reaches the river by escrow, pays out, and its cards stay closed', async () => {
    const { nodes } = await seated(4, { escrow: 1, actionTimeMs: 6_000 });
    running = nodes;
    await until(nodes, 'cards', () => nodes.every((n) => n.validator!.ownCards !== undefined));
    expect(hand(nodes[0]!)?.escrow?.keys.every((k) => k !== null)).toBe(true);
    const gone = hand(nodes[0]!)!;
    await nodes[3]!.stop();
    const left = nodes.slice(0, 3);
    await playPassively(left, 1);
    await until(left, 'one height', () => new Set(left.map(height)).size === 1);
    for (const n of left) {
      const last = hand(n)!;
      expect(last).toMatchObject({ hand: 1, attempt: 0, phase: 'done' });
      expect(last.engine.board).toHaveLength(5);
      expect(last.outcome).toMatchObject({ voidReason: undefined });
      expect(last.outcome?.seats.reduce((sum, s) => sum + s.netChips, 0)).toBe(0);
      expect(last.faults).toMatchObject([{ seat: 3, step: 'shares', reason: 'silent' }]);
      const cards = n.validator!.part().seats.find((s) => s.seat === 3)!.cards;
      expect(cards.every((c) => c === null)).toBe(true);
      const open = Object.keys(last.deck.opened).map(Number);
      expect(open.filter((p) => p < 8 && last.deck.shares[p]?.[3] === undefined)).toEqual([]);
    }
    expect(new Set(left.map(root)).size).toBe(1);
    expect(gone.deck.escrows[3]).toBeDefined();
  });
});
