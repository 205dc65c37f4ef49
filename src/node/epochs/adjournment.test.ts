/** What ends an epoch without a member, what does not, and what is left as proof of a broken word. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Adjourn, adjournSigningBytes, type Stop } from '../../codec/adjournment.ts';
import type { BlockRef } from '../../codec/block.ts';
import { type Checkpoint, checkpointSigningBytes } from '../../codec/checkpoint.ts';
import { DecodeError, toHex } from '../../codec/decode.ts';
import type { Genesis } from '../../codec/genesis.ts';
import { decodeMessage, encodeMessage } from '../../codec/wire.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import type { Network, PeerId } from '../../net/network.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { adjournedEpoch } from '../../table/epoch/epoch.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { config } from '../../testing/tablePlay.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import { Adjournment, tipsOf } from './adjournment.ts';
import { EpochBook } from './book.ts';

let ed25519: Ed25519;
beforeAll(async () => {
  ed25519 = await createEd25519(crypto.subtle);
});

function players(count: number) {
  const keys = Array.from({ length: count }, () => ed25519.generateKeyPair(systemRandom));
  const members = keys.map((k, seat) => ({
    role: 0,
    seat,
    key: k.publicKey,
    nickname: new TextEncoder().encode(`P${seat}`),
  }));
  const genesis: Genesis = { body: { config: config(), members }, signatures: [] };
  return { keys, genesis, instance: new EpochBook(genesis, ed25519).instance };
}
type Table = ReturnType<typeof players>;

const blank = { round: 0, digest: new Uint8Array(32) };
const last = (round: number) => ({ round, digest: new Uint8Array(32).fill(round) });

/** A statement under the key of `by`, whoever it speaks for. */
async function said(
  t: Table,
  stopped: number,
  unsigned: Omit<Stop, 'signature'>,
  { by = unsigned.validator, epoch = 0, instance = t.instance } = {},
): Promise<Adjourn> {
  const body = { epoch, stopped, stop: { ...unsigned, signature: new Uint8Array(64) } };
  const bytes = adjournSigningBytes(instance, body);
  const signature = await ed25519.sign(t.keys[by]!.secretKey, bytes);
  return { ...body, epoch: 0, stop: { ...unsigned, signature } };
}

/** The checkpoint to which the members but `missing` came, and the state. */
async function adjourned(t: Table, missing: number, round = 7) {
  const others = t.keys.flatMap((_, v) => (v === missing ? [] : [v]));
  const statements = await Promise.all(
    others.map((validator) => said(t, 1, { validator, missing, ...last(round) })),
  );
  const stops = statements.map((s) => s.stop);
  const next = adjournedEpoch(tableFromGenesis(t.genesis), missing);
  const book = new EpochBook(t.genesis, ed25519);
  const root = await book.begin(next, stops);
  for (const v of others) {
    const signature = await ed25519.sign(t.keys[v]!.secretKey, checkpointSigningBytes(root));
    await book.sign(1, toHex(root), v, signature);
  }
  return { book, stops, told: book.forNewcomer()[0]! };
}

describe('an adjourned epoch, as others are told of it', () => {
  it('is followed upon the stops and signatures of all but the missing one', async () => {
    const t = players(3);
    const { told } = await adjourned(t, 2);
    const body = { kind: 'epochs', body: told } as const;
    const sent = decodeMessage(encodeMessage(body));
    if (sent.kind !== 'epochs') throw new Error('another message');
    const mine = new EpochBook(t.genesis, ed25519);
    const start = await mine.follow(sent.body.checkpoints, sent.body.state);
    expect(start?.validators.map((v) => v.seat)).toEqual([0, 1]);
    expect(mine.isCertified(1)).toBe(true);
    expect(mine.checkpoint(1)?.stops).toHaveLength(2);
  });

  it('is not believed where a stop is missing, forged, of another epoch or table, or only willing', async () => {
    const t = players(3);
    const { told } = await adjourned(t, 2);
    const [checkpoint] = told.checkpoints as [Checkpoint];
    const [a, b] = checkpoint.stops as [Stop, Stop];
    const refused = async (stops: Stop[], change: Partial<Checkpoint> = {}): Promise<void> => {
      const mine = new EpochBook(t.genesis, ed25519);
      await expect(mine.follow([{ ...checkpoint, ...change, stops }], told.state)).rejects.toThrow(
        DecodeError,
      );
      expect(mine.epoch).toBe(0);
    };
    const of = async (...args: Parameters<typeof said>): Promise<Stop> => (await said(...args)).stop;
    const stop = { validator: 1, missing: 2, ...last(7) };
    await refused([]);
    await refused([a]);
    await refused([a, { ...b, round: 8 }]);
    await refused([a, await of(t, 1, stop, { by: 0 })]);
    await refused([a, await of(t, 1, stop, { epoch: 1 })]);
    await refused([a, await of(t, 1, stop, { instance: new Uint8Array(32) })]);
    await refused([a, await of(t, 0, stop)]);
    await refused([a, b], { signatures: checkpoint.signatures.slice(0, 1) });
    // The missing one's signature stands for nobody's.
    const [first] = checkpoint.signatures;
    await refused([a, b], { signatures: [first!, { ...first!, validator: 2 }] });
  });

  it('is not believed of four: there nobody has to be waited for', async () => {
    const t = players(4);
    const { book } = await adjourned(t, 3);
    const mine = new EpochBook(t.genesis, ed25519);
    const told = book.forNewcomer()[0]!;
    await expect(mine.follow(told.checkpoints, told.state)).rejects.toThrow(DecodeError);
    expect(() => decodeMessage(encodeMessage({ kind: 'epochs', body: told }))).toThrow();
  });

  it('two that contradict each other have a member in common, whose two stops are the proof', async () => {
    const t = players(3);
    const one = await adjourned(t, 2);
    const other = await adjourned(t, 0, 9);
    await expect(one.book.follow(other.told.checkpoints, other.told.state)).resolves.toBeUndefined();
    const mine = new EpochBook(t.genesis, ed25519);
    await mine.follow(one.told.checkpoints, one.told.state);
    // What only looks longer is certified by nobody, so it is not even another history.
    const longer = [...other.told.checkpoints, ...other.told.checkpoints];
    await expect(mine.follow(longer, other.told.state)).rejects.toThrow(DecodeError);
    expect(mine.epoch).toBe(1);
    const twice = one.stops.flatMap((a) =>
      other.stops.filter((b) => b.validator === a.validator).map((b) => [a, b]),
    );
    expect(twice).toHaveLength(1);
    const [a, b] = twice[0]!;
    expect(a!.validator).toBe(1);
    expect([a!.missing, b!.missing]).toEqual([2, 0]);
    for (const stop of [a!, b!]) {
      const bytes = adjournSigningBytes(t.instance, { epoch: 0, stopped: 1, stop });
      expect(await ed25519.verify(t.keys[1]!.publicKey, bytes, stop.signature)).toBe(true);
    }
  });
});

/** The tab of member 0 of three, with everything around it in hand. */
async function tab(t: Table, storage = createMemoryGame()) {
  const log: string[] = [];
  const linked = new Set([1]);
  let tips: readonly BlockRef[] | undefined;
  const clock = createManualScheduler();
  const network = {
    send: (to: PeerId, bytes: Uint8Array) => {
      const m = decodeMessage(bytes);
      log.push(`${to} ${m.kind === 'adjourn' ? (m.body.stopped === 1 ? 'stopped' : 'willing') : m.kind}`);
    },
    penalize: (_: PeerId, why: string) => log.push(why),
  } as unknown as Network;
  const a = await Adjournment.open({
    ...{ epoch: 0, instance: t.instance, members: t.genesis.body.members, index: 0 },
    ...{ secretKey: t.keys[0]!.secretKey, ed25519, network, storage },
    scheduler: { nowMs: () => clock.now(), after: (ms, f) => clock.after(ms, f) },
    peerOf: (v) => (linked.has(v) ? `peer${v}` : undefined),
    judge: () => undefined,
    onChange: () => undefined,
    onFatal: (error) => {
      throw error;
    },
  });
  a.attach({
    halt: () => log.push('halt'),
    lastOwnBlock: () => ({ author: 0, ...last(5) }),
    catchUp: () => undefined,
    close: (at) => {
      tips = at;
    },
  });
  return { a, log, linked, storage, tips: () => tips };
}

/** Signing and storing take turns of the event loop. */
async function settled(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 500_000 && !holds(); i++) await new Promise((resolve) => setImmediate(resolve));
  expect(holds()).toBe(true);
}

describe('giving one’s word', () => {
  const willing = (t: Table, validator = 1, missing = 2) => said(t, 0, { validator, missing, ...blank });
  const stopped = (t: Table, round: number, missing = 2) =>
    said(t, 1, { validator: 1, missing, ...last(round) });

  it('stops only when all others are willing, and closes with everybody’s last block', async () => {
    const t = players(3);
    const { a, log, tips } = await tab(t);
    expect(a.agree(1)).toBe('not-missing');
    expect(a.agree(2)).toBeUndefined();
    await settled(() => log.includes('peer1 willing'));
    expect(log).not.toContain('halt');
    await a.receive('peer1', await willing(t));
    expect(a.agreed(2)).toEqual([0, 1]);
    await settled(() => log.includes('peer1 stopped'));
    expect(log.indexOf('halt')).toBeLessThan(log.indexOf('peer1 stopped'));
    expect(tips()).toBeUndefined();
    await a.receive('peer1', await stopped(t, 6));
    expect(a.complete?.missing).toBe(2);
    expect(tips()).toEqual(tipsOf(a.complete!.stops));
    expect(tips()?.map((x) => x.round)).toEqual([5, 6]);
    a.end();
  });

  it('does not stop once the missing one is back, unless somebody has given its word', async () => {
    const t = players(3);
    const { a, log, linked } = await tab(t);
    a.agree(2);
    await settled(() => log.includes('peer1 willing'));
    linked.add(2);
    await a.receive('peer1', await willing(t));
    expect(log).not.toContain('halt');
    await a.receive('peer1', await stopped(t, 6));
    expect(log).toContain('halt');
    a.end();
  });

  it('what was wished while somebody was missing is wished no longer when it is back', async () => {
    const t = players(3);
    const { a, log, linked } = await tab(t);
    await a.receive('peer1', await willing(t));
    linked.add(2);
    a.met('peer2');
    expect(a.agreed(2)).toEqual([]);
    linked.delete(2);
    // It goes missing again: an old word of the other is not enough.
    a.agree(2);
    await settled(() => log.includes('peer1 willing'));
    expect(log).not.toContain('halt');
    await a.receive('peer1', await willing(t));
    expect(log).toContain('halt');
    a.end();
  });

  it('follows a stop that was given upon a word since lapsed', async () => {
    const t = players(3);
    const { a, log, linked } = await tab(t);
    a.agree(2);
    await settled(() => log.includes('peer1 willing'));
    linked.add(2);
    a.met('peer2');
    expect(a.agreed(2)).toEqual([]);
    await a.receive('peer1', await stopped(t, 6));
    await settled(() => log.includes('peer1 stopped'));
    a.end();
  });

  it('the missing one itself closes where the others have stopped, and says nothing', async () => {
    const t = players(3);
    const { a, log, tips } = await tab(t);
    const stops = await Promise.all(
      [1, 2].map(async (validator) => (await said(t, 1, { validator, missing: 0, ...last(4) })).stop),
    );
    a.follow(stops);
    expect(tips()).toEqual(tipsOf(stops));
    expect(log.filter((l) => l.includes('stopped') || l.includes('willing'))).toEqual([]);
    a.end();
  });

  it('a second stop of one member is proof against it, and changes nothing', async () => {
    const t = players(3);
    const { a, log, tips } = await tab(t);
    a.agree(2);
    await a.receive('peer1', await stopped(t, 6));
    await settled(() => tips() !== undefined);
    await a.receive('peer1', await stopped(t, 8));
    expect(a.contradictions.map(({ a: x, b: y }) => [x.round, y.round])).toEqual([[6, 8]]);
    expect(a.complete?.stops.map((s) => s.round)).toEqual([5, 6]);
    expect(log).not.toContain('bad-signature');
    a.end();
  });

  it('refuses what its member did not sign, and takes nothing of another epoch', async () => {
    const t = players(3);
    const { a, log } = await tab(t);
    a.agree(2);
    await a.receive('peer1', await said(t, 1, { validator: 1, missing: 2, ...last(6) }, { by: 2 }));
    expect(log).toContain('bad-signature');
    await a.receive('peer1', { ...(await willing(t)), epoch: 1 });
    expect(a.agreed(2)).toEqual([0]);
    a.end();
  });

  it('keeps what it said over a reload, and says the same again', async () => {
    const t = players(3);
    const before = await tab(t);
    before.a.agree(2);
    await before.a.receive('peer1', await willing(t));
    await settled(() => before.log.includes('peer1 stopped'));
    before.a.end();
    const after = await tab(t, before.storage);
    expect(after.log[0]).toBe('halt');
    expect(after.log).toContain('peer1 stopped');
    expect(after.a.agree(2)).toBe('already-given');
    await after.a.receive('peer1', await stopped(t, 6));
    expect(after.a.complete?.stops.map((s) => s.round)).toEqual([5, 6]);
    after.a.end();
  });
});
