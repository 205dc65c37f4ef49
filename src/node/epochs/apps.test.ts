/** Two builds at one table, and an app that plays by other rules at its door: whole nodes. */
import { afterEach, describe, expect, it } from 'vitest';
import { CONFIG_VERSION, SECOND_DEFAULTS } from '../../codec/config.ts';
import { PROOF_KINDS } from '../../codec/proofKinds.ts';
import { TestTable, until } from '../../testing/nodes.ts';
import type { GameNode } from '../gameNode.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const second = {
  protocolVersion: CONFIG_VERSION,
  proofs: PROOF_KINDS.indexOf('transparent'),
  ...SECOND_DEFAULTS,
};
const build = (n: number) => new Uint8Array(32).fill(n);
const builds = (n: GameNode) => n.apps().others.map((o) => [o.nickname, o.build?.[0]]);

describe('at a running table', () => {
  it('builds differ and are named; an app of other rules asks, both sides are told, and nothing is held against it', async () => {
    const t = await TestTable.create(second);
    table = t;
    t.apps[0] = { build: build(1) };
    t.apps[1] = { build: build(2) };
    t.apps[2] = { build: build(3), rules: 3 };
    await t.start(2);
    const [alice, bob] = t.nodes as [GameNode, GameNode];
    expect(builds(alice)).toEqual([['P1', 2]]);
    expect(builds(bob)).toEqual([['P0', 1]]);

    const carol = await t.open(2);
    await until(t.nodes, 'the hellos', () => carol.apps().older.length === 2);
    await until([carol], 'the beginning', () => carol.apps().table !== undefined);
    expect(carol.apps()).toMatchObject({ newer: [], older: ['P0', 'P1'], table: 'older' });
    carol.choose({ kind: 'seat', seat: 4 });
    carol.choose({ kind: 'ready', ready: true });
    const asks = (n: GameNode): boolean =>
      [...n.lobby.others.values()].some((h) => h.seat === 4 && h.ready === 1);
    await until(t.nodes, 'her wish', () => asks(alice) && asks(bob));
    for (const n of [alice, bob]) {
      expect(n.apps()).toMatchObject({ newer: ['P2'], older: [], table: undefined });
      expect(n.door()?.askers).toEqual([]);
      expect(n.seats().seats.map((s) => s.seat)).toEqual([0, 1]);
    }
    // The game goes on, and nobody has been accused or fined of anything.
    const before = alice.validator!.table.life.handsBegun;
    await t.foldUntil([alice, bob], 'another hand', () => alice.validator!.table.life.handsBegun > before);
    for (const n of t.nodes) for (const [, refused] of n.network.penalties()) expect(refused).toEqual({});
    expect(alice.validator!.table.validators.map((v) => v.refused)).toEqual([{}, {}]);
    expect(carol.fatal).toBeUndefined();
  });
});

it('two whose tabs cannot reach each other begin with the others and play', async () => {
  const t = await TestTable.create(second);
  table = t;
  t.hub.cut('P1', 'P2');
  for (let i = 0; i < 3; i++) await t.open(i);
  await until(t.nodes, 'the hellos', () =>
    t.nodes.every((n, i) => n.lobby.others.size === (i === 0 ? 2 : 1)),
  );
  for (const [i, n] of t.nodes.entries())
    expect(n.choose({ kind: 'seat', seat: i }) ?? n.choose({ kind: 'ready', ready: true })).toBeUndefined();
  const [alice] = t.nodes as [GameNode];
  await until(t.nodes, 'everybody ready', () => alice.seats().canStart && alice.seats().seats.length === 3);
  expect(alice.choose({ kind: 'start' })).toBeUndefined();
  await until(t.nodes, 'the beginning', () => t.nodes.every((n) => n.phase === 'playing'));
  await t.foldUntil(t.nodes, 'a hand', () => t.nodes.every((n) => n.validator!.table.life.handsBegun >= 2));
  for (const n of t.nodes) for (const [, refused] of n.network.penalties()) expect(refused).toEqual({});
});
