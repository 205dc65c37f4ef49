/** One of four signs two blocks for one round: every honest tab proves it, and the table goes on without it. */
import { afterEach, describe, expect, it } from 'vitest';
import { decodeTransaction } from '../../codec/transactions.ts';
import { lifeSeat, totalChips } from '../../table/state/seats.ts';
import { height, root, TestTable, until } from '../../testing/nodes.ts';
import { forgeTwin } from '../../testing/twin.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type { GameNode } from '../gameNode.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const state = (n: GameNode) => n.validator!.table;
const told = (n: GameNode) => state(n).events.filter((e) => e.text === 'equivocation: two-blocks');
const epoch = (n: GameNode) => n.validator?.table.epoch ?? -1;

describe('two blocks for one round', () => {
  it('become evidence in every honest tab: bond slashed, seat lost, the next epoch without it', async () => {
    table = await TestTable.create({ bondChips: 20, startingStackChips: 100 });
    const blocks = forgeTwin(table, 3, ['P0', 'P1', 'P2']);
    await table.start(4);
    const all = [...table.nodes];
    const honest = all.slice(0, 3);
    await until(all, 'the evidence', () => all.every((n) => told(n).length > 0));
    for (const n of all) {
      const now = state(n);
      expect(now.validators.map((v) => v.expelled)).toEqual([false, false, false, true]);
      expect(lifeSeat(now.life, 3)?.status).toBe('expelled');
      expect(now.seats.map((s) => s.bondChips)).toEqual([20, 20, 20, 0]);
      expect(totalChips(now)).toBe(400);
      // Two may speak at once; whoever comes second is late, and nothing else is refused.
      expect(now.validators.flatMap((v) => Object.keys(v.refused)).filter((r) => r !== 'stale')).toEqual([]);
      expect(told(n)).toMatchObject([{ kind: 'fault', seat: 3 }]);
      expect(now.hand?.dealtIn).toEqual([0, 1, 2]);
    }
    for (const n of honest) expect(n.validator!.equivocations).toMatchObject([{ author: 3 }]);

    // Whoever spoke first is reloaded: the pair of blocks is in its journal, and so is what came of it.
    // While it is being replayed nothing is said, whatever the others say meanwhile. A deck that was prepared holds the
    // replay up; verdicts do not, where they were stored.
    await until(all, 'a deck', () => state(all[0]!).hand?.phase === 'shuffle');
    await all[0]!.stop();
    let goOn = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = (worker: DeckWorker): DeckWorker => ({
      ...worker,
      prepareDeck: (keys) => gate.then(() => worker.prepareDeck(keys)),
    });
    const again = await table.open(0, 'P0 again', undefined, 'player', slow);
    honest[0] = again;
    all[0] = again;
    await until([again], 'its table', () => again.validator?.equivocations.length === 1);
    let heard = 0;
    await table.settle([again], () => ++heard > 20);
    expect(again.replaying).toBe(true);
    expect(again.pending).toEqual([]);
    expect(again.submit({ kind: 'standUp', body: { version: 0 } })).toBe('catching-up');
    goOn();
    await until(honest, 'it to be back', () => !again.replaying);

    await table.foldUntil(honest, 'the next epoch', () => honest.every((n) => epoch(n) === 1));
    await table.foldUntil(honest, 'a hand of it', () => honest.every((n) => state(n).hand?.phase === 'done'));
    await until(honest, 'one height', () => new Set(honest.map(height)).size === 1);
    expect(new Set(honest.map(root)).size).toBe(1);
    for (const n of honest) {
      expect(state(n).validators.map((v) => v.seat)).toEqual([0, 1, 2]);
      expect(totalChips(state(n))).toBe(400);
      // Its stack stays in its name; the bond is in the others' stacks.
      expect(lifeSeat(state(n).life, 3)?.stackChips).toBeLessThanOrEqual(80);
    }
    await until(all, 'the one that lied to know', () => all[3]!.phase === 'started-without-us');

    // Whose turn came before it was final spoke, nobody twice.
    const accusers = blocks.flatMap(({ content }) =>
      content.transactions
        .filter((tx) => decodeTransaction(tx).kind === 'evidence')
        .map(() => content.author),
    );
    expect(accusers).toContain(0);
    expect(accusers).toHaveLength(new Set(accusers).size);
  }, 240_000);
});
