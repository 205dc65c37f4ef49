/**
 * Three players, one of whom goes away after the deal: with a witness the hand goes on, without one it stands still.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { height, root, TestTable, until } from '../../testing/nodes.ts';
import type { GameNode } from '../gameNode.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const state = (n: GameNode) => n.validator!.table;
const WITNESS = 3;

/** Three players sit down, with a witness or without one, and the game starts. */
async function threePlayers(witness: boolean): Promise<TestTable> {
  const made = await TestTable.create({ escrow: 1, actionTimeMs: 6_000 });
  table = made;
  for (let i = 0; i < 3; i++) await made.open(i);
  if (witness) await made.open(WITNESS, 'Witness', undefined, 'witness');
  const { nodes } = made;
  await until(nodes, 'all hellos', () => nodes.every((n) => n.lobby.others.size === nodes.length - 1));
  for (const [i, n] of nodes.slice(0, 3).entries()) {
    expect(n.choose({ kind: 'seat', seat: i }) ?? n.choose({ kind: 'ready', ready: true })).toBeUndefined();
  }
  await until(nodes, 'everyone ready', () =>
    [...nodes[0]!.lobby.others.values()].every((h) => h.ready === 1),
  );
  nodes[0]!.choose({ kind: 'start' });
  await until(nodes, 'the genesis', () => nodes.every((n) => n.phase === 'playing'));
  const players = nodes.slice(0, 3);
  await until(nodes, 'cards and a decision', () =>
    players.every((n) => n.validator!.ownCards !== undefined && state(n).hand?.phase === 'play'),
  );
  await until(nodes, 'somebody to act', () => players.some((n) => n.validator!.part().legal));
  return made;
}

describe('three players', () => {
  it('and a witness: one is gone after the deal, the hand is played to the river by escrow and paid out', async () => {
    const { nodes, hub } = await threePlayers(true);
    const players = nodes.slice(0, 3);
    expect(state(nodes[0]!).validators.map((v) => v.seat)).toEqual([0, 1, 2, undefined]);
    // The witness is restarted first: what was left with it must have outlived that.
    await nodes[WITNESS]!.stop();
    const witness = await table!.open(WITNESS, 'Witness', hub.join('Witness again'), 'witness');
    await until([witness], 'the witness at the table', () => witness.validator !== undefined);
    const gone = players.find((n) => !n.validator!.part().legal)!;
    const seat = gone.validator!.part().yourSeat!;
    await gone.stop();
    const left = [...players.filter((n) => n !== gone), witness];
    const done = () => left.every((n) => state(n).hand?.hand === 1 && state(n).hand?.phase === 'done');
    await table!.callUntil(left, 'the end of the hand', done);
    for (const n of left) {
      const { engine, outcome, faults, deck } = state(n).hand!;
      expect(engine.board).toHaveLength(5);
      expect(outcome).toMatchObject({ voidReason: undefined });
      expect(outcome?.seats.reduce((sum, s) => sum + s.netChips, 0)).toBe(0);
      expect(faults).toMatchObject([{ seat, step: 'shares', reason: 'silent' }]);
      // Its cards stay closed: nobody has its share of its own positions.
      const own = n.validator!.part().seats.find((s) => s.seat === seat)!.cards;
      expect(own.every((c) => c === null)).toBe(true);
      expect(Object.keys(deck.opened).length).toBeGreaterThanOrEqual(5);
    }
    expect(witness.validator!.ownCards).toBeUndefined();
    expect(witness.validator!.part()).toMatchObject({ yourSeat: undefined, legal: undefined });
    await until(left, 'one height', () => new Set(left.map(height)).size === 1);
    expect(new Set(left.map(root)).size).toBe(1);
    await until(left, 'the next hand', () => left.every((n) => state(n).hand?.hand === 2));
  }, 240_000);

  it('without one: nothing is final any more, and both who are left know for whom they wait', async () => {
    const { nodes } = await threePlayers(false);
    const actor = nodes.find((n) => n.validator!.part().legal)!;
    const gone = nodes.find((n) => n !== actor)!;
    const other = nodes.find((n) => n !== actor && n !== gone)!;
    await until(nodes, 'one height', () => new Set(nodes.map(height)).size === 1);
    const name = nodes.indexOf(gone);
    await gone.stop();
    const { hand, decision } = actor.validator!.part().legal!;
    const verb = 0;
    expect(actor.submit({ kind: 'bet', body: { hand, decision, verb, amountChips: 0 } })).toBeUndefined();
    // Each has said what it has to say, and holds what the other said: a third of the votes is missing.
    const stuck = (n: GameNode) => {
      const s = n.validator!.status();
      return s.working && s.waitingFor.length === 1 && s.waitingFor[0] === name;
    };
    await table!.settle([actor, other], () => stuck(actor) && stuck(other));
    const before = [root(actor), root(other)];
    let heard = 0;
    await table!.settle([actor, other], () => ++heard > 20);
    expect([root(actor), root(other)]).toEqual(before);
    expect(actor.validator!.pending.some((p) => p.transaction.kind === 'bet')).toBe(true);
  }, 240_000);
});
