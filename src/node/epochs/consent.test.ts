/** Whole nodes at a table that asks who may join: what a stranger can do at most, and how a friend gets in. */
import { afterEach, describe, expect, it } from 'vitest';
import { CONFIG_VERSION, SECOND_DEFAULTS, tableIdOf } from '../../codec/config.ts';
import { NO_SEAT } from '../../codec/genesis.ts';
import { type Hello, helloSigningBytes } from '../../codec/hello.ts';
import { PROOF_KINDS } from '../../codec/proofKinds.ts';
import { encodeMessage } from '../../codec/wire.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import type { Network } from '../../net/network.ts';
import { appAt } from '../../testing/appAt.ts';
import { root, TestTable, until } from '../../testing/nodes.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import type { GameNode } from '../gameNode.ts';
import { MOST_ASKERS } from './admission.ts';

let table: TestTable | undefined;
afterEach(async () => {
  await table?.stop();
  table = undefined;
});

const ed25519 = await createEd25519();
const asked = { protocolVersion: CONFIG_VERSION, proofs: PROOF_KINDS.indexOf('groth16'), ...SECOND_DEFAULTS };

/** One tab of a stranger: a link, a key of its own, and whatever it says. */
class Stranger {
  readonly keys = ed25519.generateKeyPair(systemRandom);
  private revision = 0;
  readonly network: Network;
  constructor(
    private readonly t: TestTable,
    readonly name: string,
  ) {
    this.network = t.hub.join(name);
  }

  async says(change: Partial<Hello>): Promise<void> {
    const unsigned: Hello = {
      tableId: tableIdOf(this.t.config),
      key: this.keys.publicKey,
      ...{ role: 0, seat: NO_SEAT, ready: 1, epoch: 0, nickname: new TextEncoder().encode(this.name) },
      revision: ++this.revision,
      peerId: new TextEncoder().encode(this.name),
      signature: new Uint8Array(64),
      ...appAt(this.t.config),
      ...change,
    };
    const signature = await ed25519.sign(this.keys.secretKey, helloSigningBytes(unsigned));
    this.network.broadcast(encodeMessage({ kind: 'hello', body: { ...unsigned, signature } }));
  }
}

const state = (n: GameNode) => n.validator!.settled;
const handOf = (n: GameNode): number => n.validator!.table.life.handsBegun;
const consent = (n: GameNode, who: { key: Uint8Array; seat: number }, agree: 0 | 1) =>
  n.submit({ kind: 'consent', body: { ...who, role: 0, agree } });

describe('a stranger with nine tabs', () => {
  it('is a count on the screens: no seat, no vote, nothing in the log, and the game goes on', async () => {
    const t = await TestTable.create({ ...asked, seats: 9 });
    table = t;
    await t.start(3);
    const players = [...t.nodes];
    const tabs = Array.from({ length: 9 }, (_, i) => new Stranger(t, `S${i}`));
    await until(players, 'the links', () =>
      players.every((n) => tabs.every((s) => n.lobby.links.has(s.name))),
    );
    // Each asks for a free seat, again and again, also in the name of another epoch and as a witness.
    for (const [i, s] of tabs.entries()) {
      await s.says({ seat: 3 + (i % 6) });
      await s.says({ seat: 3 + (i % 6), epoch: 7 });
      await s.says({ role: 1, seat: NO_SEAT });
      await s.says({ seat: 3 + (i % 6) });
    }
    await until(players, 'the wishes', () => players.every((n) => n.door()?.askers.length === MOST_ASKERS));
    const before = handOf(players[0]!);
    await t.foldUntil(players, 'two more hands', () => players.every((n) => handOf(n) >= before + 2));
    for (const n of players) {
      expect(n.phase).toBe('playing');
      expect(n.door()?.askers.length).toBeLessThanOrEqual(MOST_ASKERS);
      const { joins, epoch, house, validators } = n.validator!.table;
      expect({ joins, epoch, voting: validators.length }).toEqual({ joins: [], epoch: 0, voting: 3 });
      expect(house.door).toBeUndefined();
      expect(validators.map((v) => v.refused)).toEqual([{}, {}, {}]);
      expect(n.pending.filter((p) => p.transaction.kind === 'admit')).toEqual([]);
      expect(n.network.links().map((l) => l.peer)).toEqual(
        expect.arrayContaining(players.map((p) => p.network.self).filter((p) => p !== n.network.self)),
      );
    }
    await until(players, 'one state', () => new Set(players.map((n) => state(n).height)).size === 1);
    expect(new Set(players.map(root)).size).toBe(1);
  });
});

describe('a friend', () => {
  it('asks, hears how it stands, is let in by those who are seated, and plays with the next epoch', async () => {
    const t = await TestTable.create(asked);
    table = t;
    await t.start(3);
    const players = [...t.nodes];
    const dave = await t.open(3);
    await until([dave], 'the table', () => dave.phase === 'started-without-us');
    expect(dave.choose({ kind: 'seat', seat: 4 }) ?? dave.choose({ kind: 'ready', ready: true })).toBe(
      undefined,
    );
    await until(t.nodes, 'the question', () => players.every((n) => n.door()?.askers.length === 1));
    await until([dave], 'an answer', () => dave.asking()?.standing === 'asked');
    const { key } = dave.lobby;
    // One objects, so that the creator's word alone is not enough; then two of three agree.
    expect(consent(players[2]!, { key, seat: 4 }, 0)).toBeUndefined();
    await until(players, 'the objection', () =>
      players.every((n) => n.validator!.table.house.door?.asking.length === 1),
    );
    for (const n of players.slice(0, 2)) expect(consent(n, { key, seat: 4 }, 1)).toBeUndefined();
    await until([dave], 'the word', () => dave.asking()?.standing === 'let-in');
    await t.foldUntil(players, 'Dave at the table', () => t.nodes.every((n) => n.phase === 'playing'));
    await until(t.nodes, 'the epoch', () => t.nodes.every((n) => n.validator?.epoch === 1));
    expect(dave.validator!.table.validators.map((v) => v.seat)).toEqual([0, 1, 2, 4]);
    // Who comes later is shown the epoch that is on, and believes it on the word of two of the four.
    const eve = await t.open(4);
    expect(eve.watch(true)).toBeUndefined();
    await until([eve], 'the epoch that is on', () => eve.phase === 'watching' && eve.validator?.epoch === 1);
    expect(eve.past()).toEqual({ pasts: undefined, disbelieved: false, onTheirWord: true });
  });

  it('who is not let in is told so, and may watch', async () => {
    const t = await TestTable.create(asked);
    table = t;
    await t.start(2);
    const players = [...t.nodes];
    const dave = await t.open(2);
    await until([dave], 'the table', () => dave.phase === 'started-without-us');
    dave.choose({ kind: 'seat', seat: 4 });
    dave.choose({ kind: 'ready', ready: true });
    await until(t.nodes, 'the question', () => players.every((n) => n.door()?.askers.length === 1));
    consent(players[1]!, { key: dave.lobby.key, seat: 4 }, 0);
    await until([dave], 'the answer', () => dave.asking()?.standing === 'declined');
    expect(players[0]!.door()?.askers).toMatchObject([{ decided: 'declined', mayAgree: true }]);
    expect(dave.watch(true)).toBeUndefined();
    await until([dave], 'the picture', () => dave.phase === 'watching');
    expect(dave.asking()).toBeUndefined();
  });
});
