/** Three tabs, one gone in the middle of a hand: the others go on, and the hand waits. Whole nodes, real deck. */
import { afterEach, describe, expect, it } from 'vitest';
import { chipsIn } from '../../table/state/chips.ts';
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
const chips = (n: GameNode) => totalChips(state(n)) - state(n).broughtChips;
/** As decided by what all see: bets are there, and somebody has to act. */
const facing = (n: GameNode) => state(n).hand?.engine.decision ?? -1;

async function cutShort(): Promise<{ a: GameNode; b: GameNode; c: GameNode }> {
  table = await TestTable.create({ bondChips: 20, startingStackChips: 120 });
  await table.start(3);
  const [a, b, c] = table.nodes as [GameNode, GameNode, GameNode];
  const three = [a, b, c];
  await until(three, 'cards', () => three.every((n) => n.validator!.ownCards !== undefined));
  await table.callUntil(three, 'a flop', () => three.every((n) => state(n).hand?.engine.board.length === 3));
  return { a, b, c };
}

/** The others have agreed and are in the next epoch. */
async function goneOn(two: readonly GameNode[]): Promise<void> {
  await until(two, 'the link to be seen as gone', () => two.every((n) => n.lobby.links.size === 1));
  expect(two[0]!.adjourn(2)).toBeUndefined();
  expect(two[0]!.adjourn(2)).toBe('already-given');
  await until(two, 'its wish to be heard', () => two[1]!.adjourners(2).includes(0));
  expect(two.map(epoch)).toEqual([0, 0]);
  expect(two[1]!.adjourn(2)).toBeUndefined();
  await until(two, 'the next epoch', () => two.every((n) => epoch(n) === 1));
}

describe('an adjourned table', () => {
  it('plays on with two, and goes on with the hand when the third is back', async () => {
    const { a, b, c } = await cutShort();
    const { engine, deck, hand: number } = state(a).hand!;
    const cards = c.validator!.ownCards;
    expect(a.adjourn(2)).toBe('not-missing');
    await c.stop();
    const two = [a, b];
    await goneOn(two);
    expect(seats(a)).toEqual([0, 1]);
    expect(state(a).aside).toHaveLength(1);
    expect(state(a).aside[0]!.hand.hand).toBe(number);
    expect(chipsIn(state(a).aside[0]!.hand)).toBe(chipsIn({ ...state(a).aside[0]!.hand, engine }));
    expect(two.map(chips)).toEqual([360, 360]);
    await table!.foldUntil(two, 'a hand of two', () => two.every((n) => state(n).hand?.phase === 'done'));
    expect(state(a).hand?.dealtIn).toEqual([0, 1]);

    const back = await table!.open(2, 'P2 again');
    const three = [a, b, back];
    await table!.foldUntil(three, 'it to be a member again', () => three.every((n) => epoch(n) === 2));
    await until(three, 'the hand to go on', () => three.every((n) => state(n).hand?.hand === number));
    expect(state(back).hand?.deck.deckDigest).toEqual(deck.deckDigest);
    expect(facing(back)).toBeGreaterThanOrEqual(engine.decision);
    await until(three, 'its cards', () => back.validator!.ownCards?.hand === number);
    expect(back.validator!.ownCards?.cards).toEqual(cards?.cards);
    await table!.callUntil(three, 'its end', () =>
      three.every((n) => state(n).hand?.hand === number && state(n).hand?.phase === 'done'),
    );
    const { outcome } = state(a).hand!;
    expect(outcome?.voidReason).toBeUndefined();
    expect(outcome?.seats.reduce((sum, s) => sum + s.wonChips, 0)).toBe(
      chipsIn({ ...state(a).hand!, engine }),
    );
    expect(three.map(chips)).toEqual([360, 360, 360]);
    await until(three, 'one height', () => new Set(three.map(height)).size === 1);
    expect(new Set(three.map(root)).size).toBe(1);
    await table!.foldUntil(three, 'another hand', () =>
      three.every((n) => (state(n).hand?.hand ?? 0) > number && state(n).hand?.phase === 'done'),
    );
  }, 240_000);

  it('a tab that is reloaded in between keeps its word, and what is set aside', async () => {
    const { a, b, c } = await cutShort();
    const two = [a, b];
    await c.stop();
    await until(two, 'the link to be seen as gone', () => two.every((n) => n.lobby.links.size === 1));
    expect(a.adjourn(2)).toBeUndefined();
    await until(two, 'its wish', () => b.adjourners(2).includes(0));
    await a.stop();
    const again = await table!.open(0, 'P0 again');
    await until([again], 'its table', () => again.phase === 'playing' && again.lobby.others.size === 1);
    expect(again.adjourners(2)).toEqual([0]);
    expect(b.adjourn(2)).toBeUndefined();
    const now = [again, b];
    await until(now, 'the next epoch', () => now.every((n) => epoch(n) === 1));
    expect(now.map(chips)).toEqual([360, 360]);
    expect(new Set(now.map((n) => state(n).aside[0]?.hand.hand))).toEqual(new Set([1]));
    // Reloaded once more: the epoch and what is set aside are on the device.
    await b.stop();
    const b2 = await table!.open(1, 'P1 again');
    await until([b2], 'its table again', () => b2.phase === 'playing');
    expect(epoch(b2)).toBe(1);
    expect(state(b2).aside).toHaveLength(1);
    const pair = [again, b2];
    await table!.foldUntil(pair, 'a hand of two', () => pair.every((n) => state(n).hand?.phase === 'done'));
    expect(pair.map(chips)).toEqual([360, 360]);
  }, 240_000);

  it('a tab that lost only its links finds out when it has them again, and follows', async () => {
    const { a, b, c } = await cutShort();
    const number = state(c).hand!.hand;
    table!.hub.partition([['P0', 'P1', 'P0 again', 'P1 again'], ['P2']]);
    await until([a, b], 'the link to be seen as gone', () => [a, b].every((n) => n.lobby.links.size === 1));
    // Blocks that only the others have: it has to be given them before it can know where its epoch ended.
    const text = new TextEncoder().encode('where is everybody?');
    for (const n of [a, b]) expect(n.submit({ kind: 'chat', body: { text } })).toBeUndefined();
    await table!.settle([a, b], () => [a, b].every((n) => n.validator!.status().waitingFor.length > 0));
    await goneOn([a, b]);
    expect(epoch(c)).toBe(0);
    // And from those who have forgotten all but what they stored.
    const two: GameNode[] = [];
    for (const [i, n] of [a, b].entries()) {
      await n.stop();
      two.push(await table!.open(i, `P${i} again`));
    }
    await until(two, 'their table again', () => two.every((n) => n.phase === 'playing'));
    await table!.foldUntil(two, 'a hand of two', () => two.every((n) => state(n).hand?.phase === 'done'));
    table!.hub.heal();
    const three = [...two, c];
    await table!.foldUntil(three, 'it to be a member again', () => three.every((n) => epoch(n) === 2));
    await until(three, 'the hand to go on', () => three.every((n) => state(n).hand?.hand === number));
    await table!.callUntil(three, 'its end', () =>
      three.every((n) => state(n).hand?.hand === number && state(n).hand?.phase === 'done'),
    );
    expect(three.map(chips)).toEqual([360, 360, 360]);
  }, 240_000);

  it('whoever is back before all have given their word is not left out; two alone wait', async () => {
    const { a, b, c } = await cutShort();
    await c.stop();
    const two = [a, b];
    await until(two, 'the link to be seen as gone', () => two.every((n) => n.lobby.links.size === 1));
    expect(a.adjourn(2)).toBeUndefined();
    const back = await table!.open(2, 'P2 again');
    const three = [a, b, back];
    await until(three, 'links', () => three.every((n) => n.lobby.others.size === 2));
    expect(b.adjourn(2)).toBe('not-missing');
    await table!.callUntil(three, 'the hand to end', () =>
      three.every((n) => state(n).hand?.phase === 'done'),
    );
    expect(three.map(epoch)).toEqual([0, 0, 0]);
    expect(three.map(chips)).toEqual([360, 360, 360]);
  }, 240_000);
});
