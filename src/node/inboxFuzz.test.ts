/**
 * A running tab under ten thousand strings: random ones, and what was really said bent a little, from a member, a
 * stranger with a key, and somebody nobody knows; before the game and in it; and one member of three that signs junk.
 */

import { afterEach, describe, expect, it } from 'vitest';
import { blockId, blockSigningBytes } from '../codec/block.ts';
import { compareBytes } from '../codec/decode.ts';
import { headerId } from '../codec/evidence.ts';
import { genesisRootOf } from '../codec/genesis.ts';
import { encodeMessage, type Message } from '../codec/wire.ts';
import type { Misbehaviour, Network, NetworkEvent, PeerId } from '../net/network.ts';
import { height, root, TestTable, until } from '../testing/nodes.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import type { GameNode } from './gameNode.ts';
import { earlyLimits } from './inbox.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const seed = String(Date.now());

/** A network whose penalties are counted and close no link, and into which anything can be said by anybody. */
class Tapped {
  readonly counted = new Map<string, number>();
  readonly heard: Uint8Array[] = [];
  readonly network: Network;
  private readonly listeners = new Set<(event: NetworkEvent) => void>();

  constructor(inner: Network) {
    const self = inner.self;
    this.network = {
      self,
      send: (to, bytes) => inner.send(to, bytes),
      broadcast: (bytes) => inner.broadcast(bytes),
      links: () => inner.links(),
      relay: () => inner.relay(),
      setMembers: () => undefined,
      reserve: () => undefined,
      awake: () => undefined,
      drop: () => undefined,
      penalties: () => inner.penalties(),
      stop: () => inner.stop(),
      penalize: (_peer: PeerId, what: Misbehaviour) =>
        void this.counted.set(what, (this.counted.get(what) ?? 0) + 1),
      subscribe: (listener) => {
        this.listeners.add(listener);
        const stop = inner.subscribe((event) => {
          if (event.kind === 'message' && this.heard.length < 2_000) this.heard.push(event.bytes);
          listener(event);
        });
        return () => {
          this.listeners.delete(listener);
          stop();
        };
      },
    };
  }

  say(from: PeerId, bytes: Uint8Array): void {
    for (const listener of this.listeners) listener({ kind: 'message', from, bytes });
  }
}

class Dice {
  private readonly bytes;
  constructor(seed: string) {
    this.bytes = seededRandom(seed);
  }
  some(length: number): Uint8Array {
    return this.bytes(length);
  }
  below(n: number): number {
    const [a, b, c] = this.bytes(3);
    return ((a! << 16) | (b! << 8) | c!) % n;
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

const kinds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13, 14, 15, 22];

function randomString(dice: Dice): Uint8Array {
  const bytes = dice.some(dice.below(dice.below(4) === 0 ? 2_000 : 200));
  if (bytes.length > 0 && dice.below(4) > 0) bytes[0] = dice.pick(kinds);
  return bytes;
}

/** A valid message, word for word or bent. */
function bent(dice: Dice, corpus: readonly Uint8Array[]): Uint8Array {
  const bytes = Uint8Array.from(dice.pick(corpus));
  switch (dice.below(6)) {
    case 0:
      return bytes;
    case 1:
      return bytes.subarray(0, dice.below(bytes.length + 1));
    case 2:
      return Uint8Array.from([...bytes, ...dice.some(dice.below(64))]);
    case 3: {
      const other = dice.pick(corpus);
      return Uint8Array.from([...bytes.subarray(0, dice.below(bytes.length)), ...other.subarray(0, 300)]);
    }
    case 4:
      bytes[0] = dice.pick(kinds);
      return bytes;
    default:
      for (let i = dice.below(8); i >= 0; i--) bytes[dice.below(bytes.length)] = dice.below(256);
      return bytes;
  }
}

/** Well-formed, about this very table, and untrue. */
function untrue(dice: Dice, instance: Uint8Array): Message {
  const ref = () => ({ author: dice.below(5), round: dice.below(2 ** 20), digest: dice.some(32) });
  const refs = (n: number) => Array.from({ length: dice.below(n) }, ref);
  const signature = dice.some(64);
  const epoch = dice.below(4);
  switch (dice.below(8)) {
    case 6:
      return { kind: 'ask', body: { tableId: instance, epoch, wanted: refs(64) } };
    case 7: {
      const header = () => {
        const [author, round] = [dice.below(5), 1 + dice.below(9)];
        const lists = { parents: dice.some(32), transactions: dice.some(32) };
        return { tableId: instance, epoch, author, round, timeMs: dice.below(2 ** 30), ...lists };
      };
      const two = [header(), header()].sort((a, b) => compareBytes(headerId(a), headerId(b)));
      const [a, b] = two.map((h) => ({ header: h, signature }));
      return { kind: 'contradiction', body: { a: a!, b: b! } };
    }
    case 0: {
      const links = dice.below(2 ** 16);
      return {
        kind: 'frontier',
        body: { tableId: instance, epoch, tips: refs(30), missing: refs(30), links },
      };
    }
    case 1: {
      const body = { epoch, root: dice.some(32), validator: dice.below(5), signature };
      return { kind: 'checkpointSignature', body };
    }
    case 2: {
      const stop = { validator: dice.below(5), missing: dice.below(5), round: 7, digest: dice.some(32) };
      return { kind: 'adjourn', body: { epoch, stopped: dice.below(2), stop: { ...stop, signature } } };
    }
    case 3:
      return { kind: 'epochs', body: { checkpoints: [], state: dice.some(dice.below(500)) } };
    case 4:
      return { kind: 'genesisSignature', body: { root: instance, key: dice.some(32), signature } };
    default: {
      const transactions = [dice.some(dice.below(60))];
      const where = { tableId: instance, epoch: 0, author: dice.below(5), round: 1 + dice.below(60) };
      return {
        kind: 'block',
        body: {
          content: { ...where, parents: refs(6), timeMs: dice.below(2 ** 20), transactions },
          signature,
        },
      };
    }
  }
}

const breath = () => new Promise<void>((resolve) => setImmediate(resolve));

async function flood(count: number, each: () => void): Promise<void> {
  for (let i = 0; i < count; i++) {
    each();
    if (i % 50 === 49) await breath();
  }
  await breath();
}

function unharmed(node: GameNode): void {
  expect(node.surprises, `seed ${seed}`).toEqual([]);
  expect(node.fatal, `seed ${seed}`).toBeUndefined();
}

describe('whatever is said to a tab', () => {
  it('no exception leaves the inbox, no tab ends, and the game goes on', async () => {
    console.log(`inbox fuzz: seed ${seed}`);
    const dice = new Dice(seed);
    table = await TestTable.create();
    const tapped = new Tapped(table.hub.join('P2'));
    const victim = await table.open(2, 'P2', tapped.network);
    await table.open(3, 'stranger');
    await flood(2_000, () => tapped.say(dice.pick(['stranger', 'nobody']), randomString(dice)));
    unharmed(victim);
    expect(victim.held.messages).toBeLessThanOrEqual(earlyLimits.messages + 4);

    const among = [await table.open(0), await table.open(1), victim];
    await until(among, 'all hellos', () => among.every((n) => n.lobby.others.size === 3));
    for (const [seat, n] of among.entries())
      expect(n.choose({ kind: 'seat', seat }) ?? n.choose({ kind: 'ready', ready: true })).toBeUndefined();
    await until(
      among,
      'all ready',
      () => [...among[0]!.lobby.others.values()].filter((h) => h.ready).length === 2,
    );
    expect(among[0]!.choose({ kind: 'start' })).toBeUndefined();
    await until(among, 'the game', () => among.every((n) => n.phase === 'playing'));
    await until(among, 'cards', () => among.every((n) => n.validator!.ownCards !== undefined));

    const senders = ['P0', 'P1', 'stranger', 'nobody'];
    const instance = genesisRootOf(victim.lobby.genesis!.body);
    const corpus = [...tapped.heard];
    await flood(4_000, () => tapped.say(dice.pick(senders), randomString(dice)));
    await flood(3_000, () => tapped.say(dice.pick(senders), bent(dice, corpus)));
    await flood(1_000, () => tapped.say(dice.pick(senders), encodeMessage(untrue(dice, instance))));
    unharmed(victim);
    expect(victim.phase).toBe('playing');
    expect([...tapped.counted.keys()]).not.toContain('internal');
    expect(tapped.counted.get('malformed')).toBeGreaterThan(1_000);
    expect(tapped.counted.get('bad-signature')).toBeGreaterThan(10);

    const reached = height(victim);
    await table.foldUntil(among, 'the hand to end', () =>
      among.every((n) => height(n) > reached && n.validator!.table.hand?.phase === 'done'),
    );
    await until(among, 'one height', () => new Set(among.map(height)).size === 1);
    expect(new Set(among.map(root)).size).toBe(1);
  }, 600_000);

  it('one of three members signs junk in its own name: counted or taken as its fault, and nobody else stops', async () => {
    console.log(`inbox fuzz: seed ${seed}`);
    const dice = new Dice(`junk ${seed}`);
    table = await TestTable.create();
    const tapped = new Tapped(table.hub.join('P2'));
    const victim = await table.open(2, 'P2', tapped.network);
    const among = [await table.open(0), await table.open(1), victim];
    await until(among, 'all hellos', () => among.every((n) => n.lobby.others.size === 2));
    for (const [seat, n] of among.entries())
      expect(n.choose({ kind: 'seat', seat }) ?? n.choose({ kind: 'ready', ready: true })).toBeUndefined();
    await until(among, 'all ready', () => [...among[0]!.lobby.others.values()].every((h) => h.ready === 1));
    expect(among[0]!.choose({ kind: 'start' })).toBeUndefined();
    await until(among, 'the game', () => among.every((n) => n.phase === 'playing'));
    const instance = genesisRootOf(victim.lobby.genesis!.body);
    for (let i = 0; i < 400; i++) {
      const made = untrue(dice, instance);
      if (made.kind !== 'block') continue;
      const content = { ...made.body.content, author: 0 };
      const signature = await table.signAs(0, blockSigningBytes(blockId(content)));
      tapped.say('P0', encodeMessage({ kind: 'block', body: { content, signature } }));
      await breath();
    }
    unharmed(victim);
    expect(victim.phase).toBe('playing');
    expect(tapped.counted.get('bad-structure')).toBeGreaterThan(20);
    expect([...tapped.counted.keys()]).not.toContain('internal');
  }, 600_000);
});
