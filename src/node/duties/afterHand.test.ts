/**
 * Whole nodes after a hand: cards shown one by one, a rabbit hunt, and hand keys that live no longer than the pause.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { cardText } from '../../poker/cards.ts';
import { height, root, TestTable, until } from '../../testing/nodes.ts';
import type { GameNode } from '../gameNode.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const state = (n: GameNode) => n.validator!.table;
const part = (n: GameNode) => n.validator!.part();
const over = (n: GameNode, hand = 1) => state(n).hand?.hand === hand && state(n).hand?.phase === 'done';
const key = (i: number) => table!.storages[i]!.getSecret('0:1:0:key');

/** The seat to act folds, until the hand is over in every tab. */
async function foldAll(nodes: readonly GameNode[]): Promise<void> {
  while (!nodes.every((n) => over(n))) {
    const turn = (n: GameNode) => part(n).legal && n.validator!.pending.length === 0;
    await until(nodes, 'the end', () => nodes.every((n) => over(n)) || nodes.some(turn));
    const actor = nodes.find(turn);
    if (!actor) continue;
    const { hand, decision } = part(actor).legal!;
    actor.submit({ kind: 'bet', body: { hand, decision, verb: 0, amountChips: 0 } });
    await until(nodes, 'the fold', () => actor.validator!.pending.length === 0);
  }
}

async function folded(rabbitHunt: number): Promise<readonly GameNode[]> {
  table = await TestTable.create({ rabbitHunt });
  await table.start(3);
  const { nodes } = table;
  await until(nodes, 'cards', () => nodes.every((n) => n.validator?.ownCards?.hand === 1));
  expect(nodes[0]!.validator!.showable()).toEqual([]);
  expect(nodes[0]!.validator!.showCards()).toBe('not-now');
  await foldAll(nodes);
  return nodes;
}

describe('after a hand in whole nodes', () => {
  it('one card is shown to all, then the other, and the key goes with the pause', async () => {
    const nodes = await folded(0);
    const own = nodes[0]!.validator!.showable();
    expect(own).toHaveLength(2);
    for (const i of [0, 1, 2]) expect(await key(i)).toHaveLength(32);
    expect(nodes[0]!.validator!.showCards([own[1]!])).toBeUndefined();
    // On its way it is no longer offered, nor is it made twice.
    expect(nodes[0]!.validator!.showable()).toEqual([own[0]]);
    expect(nodes[0]!.validator!.showCards([own[1]!])).toBe('not-now');
    const shown = (n: GameNode) => part(n).seats[0]!.cards;
    await until(nodes, 'one card', () => nodes.every((n) => shown(n).includes(cardText(own[1]!))));
    for (const n of nodes.slice(1)) expect(shown(n)).toEqual([null, cardText(own[1]!)]);
    expect(nodes[1]!.validator!.showCards([own[0]!])).toBe('not-now');
    expect(nodes[0]!.validator!.showCards()).toBeUndefined();
    await until(nodes, 'both cards', () => nodes.every((n) => !shown(n).includes(null)));
    for (const n of nodes) expect(shown(n)).toEqual(own.map(cardText));
    await until(nodes, 'hand 2', () => nodes.every((n) => state(n).hand?.hand === 2));
    await until(nodes, 'cards of hand 2', () => nodes.every((n) => n.validator?.ownCards?.hand === 2));
    for (const i of [0, 1, 2]) {
      expect(await key(i)).toBeUndefined();
      expect(await table!.storages[i]!.getSecret('0:1:0:deck')).toBeUndefined();
    }
    expect(nodes[0]!.validator!.showCards()).toBe('not-now');
    expect(state(nodes[0]!).hand?.faults).toEqual([]);
  }, 240_000);

  it('a rabbit hunt opens the board with the shares of all, and no hand', async () => {
    const nodes = await folded(1);
    expect(part(nodes[1]!).offers?.rabbit).toBe(true);
    expect(nodes[1]!.submit({ kind: 'rabbit', body: { hand: 1 } })).toBeUndefined();
    await until(nodes, 'the board', () => nodes.every((n) => part(n).hand?.rabbit !== undefined));
    const seen = nodes.map((n) => part(n).hand!.rabbit!);
    expect(new Set(seen[0]).size).toBe(5);
    for (const cards of seen) expect(cards).toEqual(seen[0]);
    const held = nodes.flatMap((n) => n.validator!.ownCards!.cards);
    expect(held).toHaveLength(6);
    const hands = nodes.flatMap((n, i) => part(n).seats[i]!.cards);
    expect(new Set([...hands, ...seen[0]!]).size).toBe(11);
    const others = nodes.flatMap((n, i) =>
      part(n)
        .seats.filter((s) => s.seat !== i)
        .flatMap((s) => s.cards),
    );
    expect(others.filter((c) => c !== null)).toEqual([]);
    expect(state(nodes[0]!).hand?.hand).toBe(1);
    await until(nodes, 'cards of hand 2', () => nodes.every((n) => n.validator?.ownCards?.hand === 2));
    for (const i of [0, 1, 2]) expect(await key(i)).toBeUndefined();
    expect(nodes.map((n) => state(n).hand?.faults)).toEqual([[], [], []]);
    await until(nodes, 'one height', () => new Set(nodes.map(height)).size === 1);
    expect(new Set(nodes.map(root)).size).toBe(1);
  }, 240_000);

  it('a tab that is reloaded in the pause still has its key, and can show', async () => {
    const nodes = await folded(0);
    const [card] = nodes[1]!.validator!.showable();
    await nodes[1]!.stop();
    const again = await table!.open(1, 'P1 again');
    // With three players nothing is committed without it, so the hand is still the same.
    await until(table!.nodes, 'its cards again', () => again.validator?.showable().length === 2);
    expect(state(again).hand?.hand).toBe(1);
    expect(again.validator!.showCards([card!])).toBeUndefined();
    const others = [nodes[0]!, nodes[2]!];
    await until(table!.nodes, 'the card', () =>
      others.every((n) => part(n).seats[1]!.cards.includes(cardText(card!))),
    );
    await until(table!.nodes, 'cards of hand 2', () =>
      table!.nodes.every((n) => n.validator?.ownCards?.hand === 2),
    );
    for (const i of [0, 1, 2]) expect(await key(i)).toBeUndefined();
    expect(again.fatal).toBeUndefined();
  }, 240_000);
});
