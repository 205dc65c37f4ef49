/** Whole nodes at a table with a seal: what strangers forge, and a creator that is killed between journal and word. */
import { afterEach, describe, expect, it } from 'vitest';
import { CONFIG_VERSION, SECOND_DEFAULTS } from '../../codec/config.ts';
import {
  decodeGenesis,
  type Genesis,
  type GenesisBody,
  genesisSigningBytes,
  sealSigningBytes,
} from '../../codec/genesis.ts';
import { PROOF_KINDS } from '../../codec/proofKinds.ts';
import { encodeMessage } from '../../codec/wire.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import { appAt } from '../../testing/appAt.ts';
import { TestTable, until } from '../../testing/nodes.ts';
import { systemRandom } from '../../workers/inProcess.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const sealed = {
  protocolVersion: CONFIG_VERSION,
  proofs: PROOF_KINDS.indexOf('groth16'),
  ...SECOND_DEFAULTS,
};
const ed25519 = await createEd25519();
const text = (s: string): Uint8Array => new TextEncoder().encode(s);

/** Two strangers' own genesis of this table; sealed with a key of theirs, or with whatever `seal` gives. */
async function forged(t: TestTable, seal?: (body: GenesisBody) => Promise<Uint8Array>): Promise<Genesis> {
  const pairs = [0, 1].map(() => ed25519.generateKeyPair(systemRandom));
  const body: GenesisBody = {
    config: t.config,
    members: pairs.map(({ publicKey }, seat) => ({
      role: 0,
      seat,
      key: publicKey,
      nickname: text(`S${seat}`),
      ...appAt(t.config),
    })),
  };
  const signatures = await Promise.all(
    pairs.map(({ secretKey }) => ed25519.sign(secretKey, genesisSigningBytes(body))),
  );
  const last = seal ? await seal(body) : await ed25519.sign(pairs[0]!.secretKey, sealSigningBytes(body));
  return { body, signatures: [...signatures, last] };
}

describe('a table with a seal', () => {
  it('a stranger’s own genesis ends no lobby, is stored nowhere, and the table begins', async () => {
    const t = await TestTable.create(sealed);
    table = t;
    for (let i = 0; i < 3; i++) await t.open(i);
    const stranger = t.hub.join('stranger');
    await until(t.nodes, 'the stranger’s link', () => t.nodes.every((n) => n.lobby.links.has('stranger')));
    stranger.broadcast(encodeMessage({ kind: 'genesis', body: await forged(t) }));
    await t.start(3);
    expect(t.nodes.map((n) => n.phase)).toEqual(['playing', 'playing', 'playing']);
    for (const [i, n] of t.nodes.entries()) {
      expect(n.network.penalties().get('stranger')).toMatchObject({ 'bad-signature': 1 });
      const { body } = decodeGenesis((await t.storages[i]!.loadGenesis())!);
      expect(body.members.map((m) => new TextDecoder().decode(m.nickname))).toEqual(['P0', 'P1', 'P2']);
    }
  });

  it('a creator killed after its seal is durable and before anybody heard it begins the table when it is back', async () => {
    const t = await TestTable.create(sealed);
    table = t;
    const memory = createMemoryGame();
    let killed: Promise<void> | undefined;
    t.storages[0] = {
      ...memory,
      async saveGenesis(bytes) {
        await memory.saveGenesis(bytes);
        killed ??= t.nodes[0]!.stop();
        await killed;
      },
    };
    for (let i = 0; i < 3; i++) await t.open(i);
    await t.ready(3);
    t.nodes[0]!.choose({ kind: 'start' });
    const others = t.nodes.slice(1);
    await until(others, 'the creator gone', () => others.every((n) => n.lobby.setback !== undefined));
    expect(others.map((n) => n.phase)).toEqual(['lobby', 'lobby']);
    expect(killed).toBeDefined();
    await t.open(0, 'P0 again', t.hub.join('P0 again'));
    await until(t.nodes, 'the table', () => t.nodes.every((n) => n.phase === 'playing'));
    const roots = await Promise.all(t.storages.map((s) => s.loadGenesis()));
    expect(new Set(roots.map(String)).size).toBe(1);
  });

  it('a creator who lets others play is in no seat; the table goes on and takes newcomers without it', async () => {
    const t = await TestTable.create(sealed);
    table = t;
    for (let i = 0; i < 4; i++) await t.open(i);
    await until(t.nodes, 'all hellos', () => t.nodes.every((n) => n.lobby.others.size === 3));
    for (const i of [1, 2]) t.nodes[i]!.choose({ kind: 'seat', seat: i });
    for (const i of [1, 2]) t.nodes[i]!.choose({ kind: 'ready', ready: true });
    await until(t.nodes, 'ready', () => t.nodes[0]!.seats().canStart);
    expect(t.nodes[0]!.choose({ kind: 'start' })).toBeUndefined();
    await until(
      t.nodes,
      'the table',
      () =>
        [1, 2].every((i) => t.nodes[i]!.phase === 'playing') &&
        [0, 3].every((i) => t.nodes[i]!.phase === 'started-without-us'),
    );
    expect(t.nodes[3]!.seats().setback).toBe('begun-without-you');
    expect(t.nodes[0]!.seats().setback).toBeUndefined();
    await t.nodes[0]!.stop();
    const late = await t.open(4);
    await until([late], 'the beginning', () => late.phase === 'started-without-us');
    expect(late.watch(true)).toBeUndefined();
    await until([late], 'the table', () => late.phase === 'watching');
  });

  it('a newcomer who sits down before it knows that the table is played keeps the seat, and asks for it', async () => {
    const t = await TestTable.create(sealed);
    table = t;
    await t.start(2);
    const late = await t.open(2);
    expect(late.phase).toBe('lobby');
    expect(late.choose({ kind: 'seat', seat: 4 })).toBeUndefined();
    expect(late.choose({ kind: 'ready', ready: true })).toBeUndefined();
    await until([late], 'the beginning', () => late.phase === 'started-without-us');
    expect(late.seats()).toMatchObject({ yourSeat: 4, youAreReady: true, setback: undefined });
    await until(t.nodes, 'it is asked for', () =>
      t.nodes.slice(0, 2).every((n) => n.door()?.askers.some((a) => a.nickname === 'P2')),
    );
  });

  it('two beginnings sealed by the creator are shown to whoever comes, who enters neither', async () => {
    const t = await TestTable.create(sealed);
    table = t;
    await t.start(2);
    const lie = await forged(t, (body) => t.signAs(0, sealSigningBytes(body)));
    const stranger = t.hub.join('stranger');
    const late = await t.open(2);
    await until([late], 'the beginning', () => late.phase === 'started-without-us');
    await until([late], 'the stranger', () => late.lobby.links.has('stranger'));
    stranger.send('P2', encodeMessage({ kind: 'genesis', body: lie }));
    await until(t.nodes, 'the lie', () => t.nodes.every((n) => n.seats().beginnings !== undefined));
    expect(late.seats().beginnings).toEqual([
      ['P0', 'P1'],
      ['S0', 'S1'],
    ]);
    expect(late.watch(true)).toBe('two-beginnings');
    expect(late.choose({ kind: 'seat', seat: 3 })).toBe('two-beginnings');
    expect(t.nodes.slice(0, 2).map((n) => n.phase)).toEqual(['playing', 'playing']);
  });
});
