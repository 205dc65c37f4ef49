/** One key open in two places, as when somebody copied a browser's profile: it never contradicts itself. */
import { afterEach, describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { height, TestTable, until } from '../../testing/nodes.ts';
import type { GameNode } from '../gameNode.ts';

let table: TestTable | undefined;
afterEach(() => table?.stop());

const isElsewhere = (n: GameNode) => n.chain()?.keyElsewhere === true;
const noContradiction = (nodes: readonly GameNode[]) => {
  for (const n of nodes) {
    expect(n.validator!.equivocations).toEqual([]);
    expect(n.table!.validators.map((v) => v.expelled)).not.toContain(true);
  }
};

describe('a second place opens with the key of one who plays', () => {
  it('while both are open neither says anything and the others go on; then the first one goes on', async () => {
    table = await TestTable.create();
    const t = table;
    await t.start(4);
    const { nodes } = t;
    await t.foldUntil(nodes, 'the second hand', () => (nodes[0]!.table?.hand?.hand ?? 0) >= 2);
    const copy = await t.openCopy(1, 4, 'P1 again');
    await until(nodes, 'both to notice', () => isElsewhere(nodes[1]!) && isElsewhere(copy));
    const before = height(nodes[0]!);
    const ownRound = () => nodes[1]!.validator!.lastOwnBlock();
    const last = ownRound();
    expect(nodes[0]!.submit({ kind: 'chat', body: { text: new Uint8Array([65]) } })).toBeUndefined();
    await until(nodes, 'the others to go on', () => height(nodes[0]!) > before + 2);
    expect(ownRound()).toEqual(last);
    noContradiction(nodes);

    await copy.stop();
    await until(nodes.slice(0, 4), 'the key to be here alone', () => !isElsewhere(nodes[1]!));
    await t.foldUntil(nodes.slice(0, 4), 'another hand', () => (nodes[0]!.table?.hand?.hand ?? 0) >= 4);
    await until(nodes.slice(0, 4), 'all to be as far', () => {
      const heights = nodes.slice(0, 4).map(height);
      return heights.every((h) => h === heights[0]);
    });
    const roots = nodes.slice(0, 4).map((n) => toHex(n.validator!.root));
    expect(new Set(roots).size).toBe(1);
    noContradiction(nodes.slice(0, 4));
  });
});
