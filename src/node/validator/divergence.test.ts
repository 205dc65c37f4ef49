/** Whole nodes, one of which judges otherwise than the others: it finds out, and nobody is accused of it. */
import { afterEach, describe, expect, it } from 'vitest';
import { SECOND_DEFAULTS } from '../../codec/config.ts';
import { proofFields } from '../../crypto/shuffleKey.ts';
import { root, TestTable, until } from '../../testing/nodes.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { OtherState } from '../failStop.ts';
import type { GameNode } from '../gameNode.ts';

let table: TestTable;
afterEach(() => table.stop());

/** Judges the first shuffle of another one false; by the reference too, if it errs there as well. */
function erring(alsoByReference: boolean): (worker: DeckWorker) => DeckWorker {
  return (worker) => {
    let wrong: Promise<unknown> | undefined;
    let digest = '';
    return {
      ...worker,
      verify: async (statement, by) => {
        const judged = await worker.verify(statement);
        if (statement.kind !== 'shuffle') return judged;
        const name = JSON.stringify([statement.ctx.hand, statement.author]);
        if (wrong === undefined) {
          digest = name;
          wrong = Promise.resolve();
        }
        if (name !== digest || (by === 'reference' && !alsoByReference)) return judged;
        return { ...judged, verdict: { ok: false, reason: 'proof-fails' } };
      },
    };
  };
}

async function seated(alsoByReference: boolean): Promise<GameNode[]> {
  table = await TestTable.create({ ...proofFields('groth16', 52), ...SECOND_DEFAULTS, bondChips: 20 });
  for (let i = 0; i < 4; i++) {
    if (i === 3) await table.open(i, `P${i}`, undefined, 'player', erring(alsoByReference));
    else await table.open(i);
  }
  await table.start(4);
  return table.nodes;
}

describe('one of four judges a shuffle otherwise', () => {
  it('finds out, judges its log once more with the reference arithmetic, and goes on', async () => {
    const nodes = await seated(false);
    const [, , , erred] = nodes as [GameNode, GameNode, GameNode, GameNode];
    await until(nodes, 'it to accuse somebody', () => (erred.table?.hand?.faults.length ?? 0) > 0);
    const height = (): number => Math.min(...nodes.map((n) => n.validator?.settled.height ?? 0));
    const cured = () => erred.validator?.settled.validators.every((v) => !v.expelled) === true;
    await table.foldUntil(nodes.slice(0, 3), 'the next hands', () => cured() && height() > 48);
    const same = () => new Set(nodes.map((n) => (n.validator ? root(n) : ''))).size === 1;
    await table.foldUntil(nodes, 'one state', same);
    expect(nodes[0]!.table?.validators.map((v) => v.expelled)).toEqual([false, false, false, false]);
    expect(erred.fatal).toBeUndefined();
  });

  it('stops and says so where that does not help; nobody is accused, fined or banned', async () => {
    const nodes = await seated(true);
    const erred = nodes[3]!;
    const others = nodes.slice(0, 3);
    await table.foldUntil(others, 'it to stop', () => erred.phase === 'failed');
    expect(erred.fatal).toBeInstanceOf(OtherState);
    for (const n of others) {
      expect(n.table?.validators.map((v) => v.expelled)).toEqual([false, false, false, false]);
      expect(n.table?.seats.map((s) => s.bondChips)).toEqual([20, 20, 20, 20]);
    }
  });
});
