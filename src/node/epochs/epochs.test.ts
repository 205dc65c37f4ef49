/** Members come and go between hands: whole nodes, real consensus and deck. */
import { afterEach, describe, expect, it } from 'vitest';
import { totalChips } from '../../table/state/seats.ts';
import { height, root, TestTable, until } from '../../testing/nodes.ts';
import type { GameNode } from '../gameNode.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const state = (n: GameNode) => n.validator!.table;
const seats = (n: GameNode) => state(n).validators.map((v) => v.seat);
const epoch = (n: GameNode) => n.validator?.table.epoch ?? -1;

describe('epochs', () => {
  it('a fourth player joins a table of three between hands, plays, and leaves again', async () => {
    table = await TestTable.create({ bondChips: 20, startingStackChips: 100 });
    await table.start(3);
    const three = [...table.nodes];
    const chips = () => three.map((n) => totalChips(state(n)) - state(n).broughtChips);
    expect(chips()).toEqual([300, 300, 300]);

    const dora = await table.open(3);
    await until(
      [...three, dora],
      'the table as a newcomer sees it',
      () => dora.phase === 'started-without-us',
    );
    await until([dora], 'members', () => dora.lobby.others.size === 3);
    expect(dora.choose({ kind: 'seat', seat: 1 })).toBe('seat-taken');
    expect(
      dora.choose({ kind: 'seat', seat: 4 }) ?? dora.choose({ kind: 'ready', ready: true }),
    ).toBeUndefined();
    const four = [...three, dora];
    await table.foldUntil(four, 'the newcomer to be a validator', () => four.every((n) => epoch(n) === 1));
    expect(seats(dora)).toEqual([0, 1, 2, 4]);
    expect(totalChips(state(dora))).toBe(400);
    expect(chips()).toEqual([300, 300, 300]);
    const dealtIn = () =>
      state(dora).hand?.dealtIn.includes(4) === true && state(dora).hand?.phase === 'done';
    await table.foldUntil(four, 'a hand with the newcomer', dealtIn);

    expect(dora.submit({ kind: 'standUp', body: { version: 0 } })).toBeUndefined();
    await table.foldUntil(four, 'the newcomer to be gone', () => three.every((n) => epoch(n) === 2));
    await until(four, 'the newcomer to know', () => dora.phase === 'started-without-us');
    expect(seats(three[0]!)).toEqual([0, 1, 2]);
    await table.foldUntil(three, 'a hand without it', () =>
      three.every((n) => state(n).hand?.phase === 'done' && epoch(n) === 2),
    );
    expect(chips()).toEqual([300, 300, 300]);
    await until(three, 'one height', () => new Set(three.map(height)).size === 1);
    expect(new Set(three.map(root)).size).toBe(1);
    // What it took away is what it had: nothing was made and nothing was lost.
    expect(state(three[0]!).seats.map((s) => s.bondChips)).toEqual([20, 20, 20]);
  }, 240_000);

  it('a member that was away while epochs passed comes back to its seat', async () => {
    table = await TestTable.create({ seats: 6 });
    await table.start(4);
    const [a, b, c, d] = table.nodes as [GameNode, GameNode, GameNode, GameNode];
    await until([d], 'cards', () => d.validator!.ownCards !== undefined);
    await d.stop();
    const eve = await table.open(4);
    await until([eve], 'the table', () => eve.lobby.others.size === 3 && eve.phase === 'started-without-us');
    eve.choose({ kind: 'seat', seat: 5 });
    eve.choose({ kind: 'ready', ready: true });
    const present = [a, b, c, eve];
    const back = await table.open(3, 'P3 again');
    // It was reloaded in the middle of the hand; the hand goes on, and the epoch changes under it.
    const five = [...present, back];
    await table.foldUntil(five, 'the next epoch', () => five.every((n) => epoch(n) === 1));
    expect(seats(back)).toEqual([0, 1, 2, 3, 5]);
    await table.foldUntil(five, 'a hand of it', () => five.every((n) => state(n).hand?.phase === 'done'));
    await until(five, 'one height', () => new Set(five.map(height)).size === 1);
    expect(new Set(five.map(root)).size).toBe(1);
  }, 240_000);

  it('whoever is left alone keeps the table, and the next to come plays with it', async () => {
    table = await TestTable.create();
    await table.start(2);
    const [a, b] = table.nodes as [GameNode, GameNode];
    await until([b], 'cards', () => b.validator!.ownCards !== undefined);
    expect(b.submit({ kind: 'standUp', body: { version: 0 } })).toBeUndefined();
    await table.foldUntil([a, b], 'one to be left', () => epoch(a) === 1);
    expect(seats(a)).toEqual([0]);
    const eve = await table.open(2);
    await until([eve], 'the table', () => eve.phase === 'started-without-us' && eve.lobby.others.size === 2);
    eve.choose({ kind: 'seat', seat: 3 });
    eve.choose({ kind: 'ready', ready: true });
    const two = [a, eve];
    await table.foldUntil(two, 'a hand of the two', () =>
      two.every((n) => epoch(n) === 2 && state(n).hand?.phase === 'done'),
    );
    expect(seats(eve)).toEqual([0, 3]);
    await until(two, 'one height', () => new Set(two.map(height)).size === 1);
    expect(root(a)).toBe(root(eve));
  }, 240_000);
});
