/** Those who watch without a vote: whole nodes, real consensus and deck; and peers that only pretend. */
import { afterEach, describe, expect, it } from 'vitest';
import { blockId, blockSigningBytes } from '../../codec/block.ts';
import { tableIdOf } from '../../codec/config.ts';
import { genesisRootOf } from '../../codec/genesis.ts';
import { decodeMessage, encodeMessage, type Message } from '../../codec/wire.ts';
import type { Network } from '../../net/network.ts';
import { totalChips } from '../../table/state/seats.ts';
import { root, TestTable, until } from '../../testing/nodes.ts';
import type { GameNode } from '../gameNode.ts';
import { watchLimits } from './limits.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const state = (n: GameNode) => n.validator!.table;
const epoch = (n: GameNode) => n.validator?.table.epoch ?? -1;
const stage = (n: GameNode) => n.validator?.part().hand?.stage;

/** Same height, same root. */
async function agreed(nodes: readonly GameNode[]): Promise<void> {
  await until(
    nodes,
    'one root',
    () => nodes.every((n) => n.validator) && new Set(nodes.map(root)).size === 1,
  );
}

/** What the node has of cards that nobody has shown. */
function hiddenCards(n: GameNode): (string | null)[] {
  return n.validator!.part().seats.flatMap((s) => s.cards);
}

describe('watching', () => {
  it('comes in the middle of a hand, follows into the next epoch with the same state, and holds no secret', async () => {
    table = await TestTable.create({ seats: 4 });
    await table.start(3);
    const three = [...table.nodes];
    await until(three, 'cards', () => three.every((n) => n.validator!.ownCards !== undefined));

    const wanda = await table.open(3, 'Wanda');
    await until([wanda], 'the table', () => wanda.phase === 'started-without-us');
    expect(wanda.watch(true)).toBeUndefined();
    await until([...three, wanda], 'it to follow', () => stage(wanda) === 'preflop');
    await agreed([...three, wanda]);
    expect(wanda.phase).toBe('watching');
    expect(three.map((n) => n.audience.size)).toEqual([1, 1, 1]);

    // Before the showdown: backs only, no own cards, nothing secret on the device, nothing to be done.
    expect(hiddenCards(wanda).length).toBe(6);
    expect(hiddenCards(wanda).every((c) => c === null)).toBe(true);
    expect(wanda.validator!.ownCards).toBeUndefined();
    const { context } = state(wanda).hand!.deck;
    for (const name of ['key', 'shuffle']) {
      const secret = `${context.epoch}:${context.hand}:${context.attempt}:${name}`;
      expect(await table.storages[3]!.getSecret(secret)).toBeUndefined();
    }
    expect(
      await table.storages[0]!.getSecret(`${context.epoch}:${context.hand}:${context.attempt}:key`),
    ).toBeDefined();
    expect(wanda.validator!.part().legal).toBeUndefined();
    expect(wanda.submit({ kind: 'chat', body: { text: new TextEncoder().encode('hi') } })).toBe('watching');

    // Dora joins: the epoch ends, and whoever watches goes along without being told by anybody.
    const dora = await table.open(4, 'Dora');
    await until(
      [dora],
      'the table',
      () => dora.phase === 'started-without-us' && dora.lobby.others.size >= 3,
    );
    expect(
      dora.choose({ kind: 'seat', seat: 3 }) ?? dora.choose({ kind: 'ready', ready: true }),
    ).toBeUndefined();
    const all = [...three, dora, wanda];
    await table.callUntil(all, 'the next epoch', () => all.every((n) => epoch(n) === 1));
    expect(wanda.phase).toBe('watching');
    await table.callUntil(all, 'a showdown in it', () =>
      all.every((n) => state(n).hand?.phase === 'done' && epoch(n) === 1),
    );
    await agreed(all);
    expect(hiddenCards(wanda).filter((c) => c !== null).length, 'what was shown').toBeGreaterThan(0);
    expect(totalChips(state(wanda))).toBe(400);
  }, 240_000);

  it('whoever asked in the lobby watches from the start; who stood up may watch, and whoever watches may sit down', async () => {
    table = await TestTable.create({ seats: 4 });
    const wanda = await table.open(3, 'Wanda');
    expect(wanda.watch(true)).toBeUndefined();
    await table.start(3, 1);
    const [a, b, c] = table.nodes.slice(0, 3) as [GameNode, GameNode, GameNode];
    const four = [a, b, c, wanda];
    await until(four, 'it to follow', () => four.every((n) => state(n)?.hand !== undefined));
    expect(c.watch(true), 'who plays does not watch').toBe('already-started');

    expect(c.submit({ kind: 'standUp', body: { version: 0 } })).toBeUndefined();
    await table.foldUntil(four, 'Carol to be out', () => c.phase === 'started-without-us');
    expect(c.watch(true)).toBeUndefined();
    await until(four, 'her to follow', () => c.phase === 'watching');
    await agreed(four);

    expect(wanda.watch(false)).toBeUndefined();
    expect(wanda.phase).toBe('started-without-us');
    await until(four, 'nobody to send to her', () => !a.audience.has('Wanda') && !b.audience.has('Wanda'));
    expect(
      wanda.choose({ kind: 'seat', seat: 3 }) ?? wanda.choose({ kind: 'ready', ready: true }),
    ).toBeUndefined();
    await table.foldUntil(four, 'her to play', () => wanda.phase === 'playing');
    await table.foldUntil(four, 'a hand of hers', () =>
      four.every((n) => state(n).hand?.dealtIn.includes(3) === true),
    );
    await agreed(four);
    expect(state(c).validators.map((v) => v.seat)).toEqual([0, 1, 3]);
  }, 240_000);
});

/** A peer with nothing but a link: it says what the test wants, and counts what it gets. */
function stranger(network: Network): { say(m: Message): void; heard: Message[]; bytes: () => number } {
  const heard: Message[] = [];
  let bytes = 0;
  network.subscribe((e) => {
    if (e.kind !== 'message') return;
    heard.push(decodeMessage(e.bytes));
    bytes += e.bytes.length;
  });
  return { say: (m) => network.broadcast(encodeMessage(m)), heard, bytes: () => bytes };
}

describe('what somebody who only watches cannot do', () => {
  it('frames that look like a validator’s change nothing', async () => {
    table = await TestTable.create({ seats: 4 });
    await table.start(2);
    const two = [...table.nodes];
    await until(two, 'cards', () => two.every((n) => n.validator!.ownCards !== undefined));
    const instance = instanceOf(two[0]!);
    const eve = stranger(table.hub.join('Eve'));
    const tableId = tableIdOf(table.config);
    await table.settle(two, () => two.every((n) => n.lobby.links.has('Eve')));
    eve.say({ kind: 'watch', body: { tableId, watching: 1 } });
    await until(two, 'her to watch', () => two.every((n) => n.audience.has('Eve')));
    const stakes = () => two.map((n) => n.validator!.part().seats.map((s) => [s.stackChips, s.betChips]));
    const before = stakes();

    // A block in the name of player 0, signed by another key; a checkpoint's signature; a wish in no name.
    const content = {
      tableId: instance,
      epoch: 0,
      author: 0,
      round: 1000,
      parents: [],
      timeMs: 0,
      transactions: [new Uint8Array(40)],
    };
    const signature = await table.signAs(1, blockSigningBytes(blockId(content)));
    eve.say({ kind: 'block', body: { content, signature } });
    eve.say({ kind: 'blocks', body: { blocks: [{ content, signature }] } });
    eve.say({
      kind: 'checkpointSignature',
      body: { epoch: 1, root: new Uint8Array(32), validator: 0, signature: new Uint8Array(64) },
    });
    eve.say({
      kind: 'frontier',
      body: {
        tableId: instance,
        epoch: 0,
        tips: [{ author: 1, round: 9, digest: new Uint8Array(32) }],
        missing: [],
        links: 0,
      },
    });
    // Blocks of one who does not vote are not even read (wire.test.ts); the false signature costs her points.
    await until(two, 'it to be counted', () =>
      two.every((n) => (n.network.penalties().get('Eve')?.['bad-signature'] ?? 0) >= 1),
    );
    expect(stakes()).toEqual(before);
    for (const n of two) expect(n.validator!.status().highestRound).toBeLessThan(1000);
    await table.foldUntil(two, 'the hand to be over', () =>
      two.every((n) => state(n).hand?.phase === 'done'),
    );
    await agreed(two);
    expect(totalChips(state(two[0]!))).toBe(200);
  }, 120_000);

  it('asking for everything again and again, it gets no more than the caps allow', async () => {
    table = await TestTable.create({ seats: 4 });
    await table.start(2);
    const two = [...table.nodes];
    await until(two, 'cards', () => two.every((n) => n.validator!.ownCards !== undefined));
    const instance = instanceOf(two[0]!);
    const tableId = tableIdOf(table.config);
    const eve = stranger(table.hub.join('Eve'));
    await table.settle(two, () => two.every((n) => n.lobby.links.has('Eve')));
    const everything: Message = {
      kind: 'frontier',
      body: { tableId: instance, epoch: 0, tips: [], missing: [], links: 0 },
    };
    eve.say(everything);
    eve.say({ kind: 'watch', body: { tableId, watching: 1 } });
    await until(two, 'her to watch', () => two.every((n) => n.audience.has('Eve')));
    expect(
      eve.heard.filter((m) => m.kind === 'blocks'),
      'who has not asked gets nothing',
    ).toEqual([]);
    for (let i = 0; i < 200; i++) eve.say(everything);
    eve.say({ kind: 'watch', body: { tableId, watching: 0 } });
    await until(two, 'a hand to be played under it', () => two.every((n) => n.validator !== undefined));
    await table.foldUntil(two, 'the hand to be over', () =>
      two.every((n) => state(n).hand?.phase === 'done'),
    );
    const answers = eve.heard.filter((m) => m.kind === 'blocks').length;
    expect(answers).toBeGreaterThan(0);
    // A hand before the flop is one message; each member answers a burst and what refills in these seconds.
    expect(answers).toBeLessThan(2 * (watchLimits.requestBurst + 60 * watchLimits.requestsPerSecond));
    expect(answers).toBeLessThan(200);
    await agreed(two);
  }, 120_000);

  it('no more of them than there is room for; who comes later is told', async () => {
    table = await TestTable.create({ seats: 4 });
    await table.start(2);
    const two = [...table.nodes];
    const tableId = tableIdOf(table.config);
    const crowd = Array.from({ length: watchLimits.spectators }, (_, i) =>
      stranger(table!.hub.join(`Eve ${i}`)),
    );
    await table.settle(two, () => two.every((n) => n.lobby.links.size > watchLimits.spectators));
    for (const eve of crowd) eve.say({ kind: 'watch', body: { tableId, watching: 1 } });
    await until(two, 'a full house', () => two.every((n) => n.audience.size === watchLimits.spectators));
    const wanda = await table.open(2, 'Wanda');
    await until([wanda], 'the table', () => wanda.phase === 'started-without-us');
    wanda.watch(true);
    await until([wanda], 'the answer', () => wanda.noRoomToWatch);
    expect(two.map((n) => n.audience.size)).toEqual([watchLimits.spectators, watchLimits.spectators]);
    await table.foldUntil(two, 'a hand', () => two.every((n) => state(n).hand?.phase === 'done'));
    await agreed(two);
  }, 120_000);
});

function instanceOf(n: GameNode): Uint8Array {
  return genesisRootOf(n.lobby.genesis!.body);
}
