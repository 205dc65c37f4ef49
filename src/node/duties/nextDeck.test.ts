/** The next deck in whole nodes: made while the hand is played, hidden from the screen, and its secrets kept apart. */
import { afterEach, describe, expect, it } from 'vitest';
import { height, root, TestTable, until } from '../../testing/nodes.ts';
import type { GameNode } from '../gameNode.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const state = (n: GameNode) => n.validator!.table;
const ready = (n: GameNode) => state(n).nextDeck?.phase === 'deal';

/** Every phase of hand `number` that a node was seen in. */
function watch(n: GameNode, number: number): Set<string> {
  const seen = new Set<string>();
  n.subscribe(() => {
    const hand = n.validator?.table.hand;
    if (hand?.hand === number) seen.add(hand.phase);
  });
  return seen;
}

describe('the next deck in whole nodes', () => {
  it('hand 2 begins with dealing, and every player sees its cards without waiting for a shuffle', async () => {
    table = await TestTable.create();
    await table.start(3);
    const { nodes } = table;
    const phases = nodes.map((n) => watch(n, 2));
    await until(nodes, 'cards', () => nodes.every((n) => n.validator!.ownCards?.hand === 1));
    const busy: unknown[] = [];
    for (const n of nodes) n.subscribe(() => busy.push(n.validator!.part().hand?.proofs.busy));
    await until(nodes, 'the next deck', () => nodes.every(ready));
    expect(nodes.every((n) => state(n).hand?.phase === 'play' && state(n).hand?.hand === 1)).toBe(true);
    expect(busy.filter((b) => b === 'proving-shuffle')).toEqual([]);
    // Durable before it was announced; the running hand's own key is another.
    for (const { getSecret } of table.storages) {
      const [now, ahead] = await Promise.all([getSecret('0:1:0:key'), getSecret('0:2:0:key')]);
      expect(now).toHaveLength(32);
      expect(ahead).toHaveLength(32);
      expect(ahead).not.toEqual(now);
    }
    await table.foldUntil(nodes, 'cards of hand 2', () =>
      nodes.every((n) => n.validator!.ownCards?.hand === 2),
    );
    for (const seen of phases) {
      expect(seen).not.toContain('keys');
      expect(seen).not.toContain('shuffle');
    }
    for (const n of nodes) {
      const { hand } = state(n);
      expect(hand).toMatchObject({ hand: 2, attempt: 0, faults: [] });
      expect(hand!.proofs.filter((p) => p.step === 'shuffle' && p.ok)).toHaveLength(3);
      expect(new Set(n.validator!.ownCards!.cards).size).toBe(2);
    }
    for (const { getSecret } of table.storages) expect(await getSecret('0:1:0:key')).toBeUndefined();
    await until(nodes, 'one height', () => new Set(nodes.map(height)).size === 1);
    expect(new Set(nodes.map(root)).size).toBe(1);
  }, 240_000);

  it('one sits out: the first deck and its keys are forgotten, the others have another one ready', async () => {
    table = await TestTable.create();
    await table.start(3);
    const { nodes, storages } = table;
    await until(nodes, 'the next deck', () => nodes.every((n) => n.validator !== undefined && ready(n)));
    const quitter = nodes[2]!;
    expect(quitter.submit({ kind: 'sitOut', body: { version: 0 } })).toBeUndefined();
    await until(nodes, 'another deck', () =>
      nodes.every((n) => ready(n) && state(n).nextDeck?.attempt === 1),
    );
    for (const { getSecret } of storages) expect(await getSecret('0:2:0:key')).toBeUndefined();
    expect(await storages[0]!.getSecret('0:2:1:key')).toHaveLength(32);
    expect(await storages[2]!.getSecret('0:2:1:key')).toBeUndefined();
    const left = nodes.slice(0, 2);
    await table.foldUntil(nodes, 'cards of hand 2', () =>
      left.every((n) => n.validator!.ownCards?.hand === 2),
    );
    expect(state(nodes[0]!).hand).toMatchObject({ hand: 2, attempt: 1, dealtIn: [0, 1], faults: [] });
  }, 240_000);

  it('a tab that is reloaded in the middle of it makes the same key and the same shuffle again', async () => {
    table = await TestTable.create();
    await table.start(3);
    const { nodes } = table;
    await until(nodes, 'the next deck', () => nodes.every((n) => n.validator !== undefined && ready(n)));
    const key = await table.storages[1]!.getSecret('0:2:0:key');
    await nodes[1]!.stop();
    await table.open(1, 'P1 again');
    await until(table.nodes, 'the next deck again', () =>
      table!.nodes.every((n) => n.validator !== undefined && ready(n)),
    );
    expect(await table.storages[1]!.getSecret('0:2:0:key')).toEqual(key);
    await table.foldUntil(table.nodes, 'cards of hand 2', () =>
      table!.nodes.every((n) => n.validator!.ownCards?.hand === 2),
    );
    expect(state(nodes[0]!).hand).toMatchObject({ hand: 2, attempt: 0, faults: [] });
  }, 240_000);
});
