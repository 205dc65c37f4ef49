/** A table that has had more epochs than fit into one message, told to somebody who comes anew. */
import { describe, expect, it } from 'vitest';
import { CONFIG_VERSION, SECOND_DEFAULTS, type TableConfig, tableIdOf } from '../../codec/config.ts';
import { DecodeError, toHex } from '../../codec/decode.ts';
import type { Genesis } from '../../codec/genesis.ts';
import { limits } from '../../codec/limits.ts';
import { PROOF_KINDS } from '../../codec/proofKinds.ts';
import { decodeMessage, encodeMessage, type MessageOf } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { nextEpoch } from '../../table/epoch/epoch.ts';
import { appAt } from '../../testing/appAt.ts';
import { config } from '../../testing/tablePlay.ts';
import { EpochBook } from './book.ts';
import { EpochGossip } from './gossip.ts';
import { LongHistory } from './longHistory.ts';

type Told = MessageOf<'epochs'>['body'];
type Part = MessageOf<'epochsPart'>['body'];

const sealed: TableConfig = {
  ...config(),
  protocolVersion: CONFIG_VERSION,
  proofs: PROOF_KINDS.indexOf('both'),
  ...SECOND_DEFAULTS,
};
const tableId = tableIdOf(sealed);
const members = [1, 2].map((n, seat) => ({
  ...{ role: 0, seat, key: new Uint8Array(32).fill(n), nickname: new TextEncoder().encode(`P${n}`) },
  ...appAt(sealed),
}));
const genesis: Genesis = { body: { config: sealed, members }, signatures: [] };

/** A signature is its key's, whatever it is under: what is looked at here is who is asked for what. */
function counted() {
  const checks = { verified: 0 };
  const verify = async (key: Uint8Array, _: Uint8Array, signature: Uint8Array): Promise<boolean> => {
    checks.verified++;
    return signature[0] === key[0];
  };
  return { checks, ed25519: { verify, isAdmissibleKey: () => true } };
}

const EPOCHS = 2 * limits.checkpoints + 132;
/** What the members have. */
async function longTable(epochs = EPOCHS): Promise<EpochBook> {
  const book = new EpochBook(genesis, counted().ed25519);
  let state = tableFromGenesis(genesis);
  for (let i = 0; i < epochs; i++) {
    state = nextEpoch({ ...state, hand: undefined, epochEnds: true });
    const root = toHex(await book.begin(state));
    for (const n of [1, 2]) await book.sign(state.epoch, root, n - 1, new Uint8Array(64).fill(n));
  }
  return book;
}

/** Peers that say nothing by themselves; what is sent is delivered one by one. */
class Room {
  readonly sent: { from: PeerId; to: PeerId; kind: string }[] = [];
  readonly penalties: string[] = [];
  nowMs = 0;
  private readonly queue: (() => void | Promise<void>)[] = [];
  private readonly timers = new Set<{ atMs: number; run: () => void }>();
  private readonly tabs = new Map<PeerId, { long: LongHistory; gossip: EpochGossip }>();

  tab(
    peer: PeerId,
    book: EpochBook,
    onWhole: (from: PeerId, told: Told) => Promise<void> = async () => undefined,
  ) {
    const scheduler = {
      nowMs: () => this.nowMs,
      after: (delayMs: number, run: () => void) => {
        const timer = { atMs: this.nowMs + delayMs, run };
        this.timers.add(timer);
        return () => void this.timers.delete(timer);
      },
    };
    const network = {
      send: (to: PeerId, bytes: Uint8Array) => this.send(peer, to, bytes),
      penalize: (of: PeerId, what: string) => void this.penalties.push(`${of} ${what}`),
    };
    const long = new LongHistory({ tableId, network, scheduler, book, onWhole, gossip: () => gossip });
    const gossip: EpochGossip = new EpochGossip({
      ...{ book, long, scheduler, storage: createMemoryGame(), peers: () => [], isAmong: () => true },
      ...{
        tap: { signed: () => undefined },
        newcomer: { otherRules: () => undefined, otherHistory: () => undefined },
      },
      ...{ network, ed25519: undefined, secretKey: new Uint8Array(32), publicKey: new Uint8Array(32) },
    } as unknown as ConstructorParameters<typeof EpochGossip>[0]);
    this.tabs.set(peer, { long, gossip });
    return { long, gossip };
  }

  send(from: PeerId, to: PeerId, bytes: Uint8Array): void {
    const message = decodeMessage(bytes);
    this.sent.push({ from, to, kind: message.kind });
    this.queue.push(() => {
      const long = this.tabs.get(to)?.long;
      if (message.kind === 'epochsFrom') return long?.question(from, message.body.from);
      if (message.kind === 'epochsPart') return long?.part(from, message.body);
    });
  }

  /** Until nothing is under way and no timer is due within `waitMs`. */
  async settle(waitMs = 0): Promise<void> {
    const untilMs = this.nowMs + waitMs;
    for (;;) {
      const next = this.queue.shift();
      if (next) {
        await next();
        continue;
      }
      const [timer] = [...this.timers].filter((t) => t.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
      if (!timer) break;
      this.timers.delete(timer);
      this.nowMs = Math.max(this.nowMs, timer.atMs);
      timer.run();
    }
    this.nowMs = untilMs;
  }

  count(kind: string, from: PeerId): number {
    return this.sent.filter((m) => m.kind === kind && m.from === from).length;
  }
}

function newcomer(room: Room) {
  const { checks, ed25519 } = counted();
  const book = new EpochBook(genesis, ed25519);
  const wholes: Told[] = [];
  const { long } = room.tab('late', book, async (_, told) => {
    wholes.push(told);
    await book.follow(told.checkpoints, told.state);
  });
  return { book, long, checks, wholes };
}

const forged = (part: Part): Part => ({
  ...part,
  checkpoints: part.checkpoints.map((c) => ({
    ...c,
    signatures: c.signatures.map((s) => ({ ...s, signature: new Uint8Array(64).fill(9) })),
  })),
});

describe('a history longer than one message', () => {
  it('comes in parts, each checked once, and is followed to the epoch that is on', async () => {
    const book = await longTable();
    expect(book.forNewcomer()).toBeUndefined();
    const room = new Room();
    const { gossip } = room.tab('member', book);
    const late = newcomer(room);
    gossip.tell('late');
    await room.settle(10_000);
    expect(late.book.epoch).toBe(EPOCHS);
    expect(late.book.start?.height).toBe(book.start?.height);
    expect(late.checks.verified).toBe(2 * EPOCHS);
    expect(late.wholes).toHaveLength(1);
    // It says how long it is, and then three parts: nobody is sent what it has not asked for.
    expect([room.count('epochsPart', 'member'), room.count('epochsFrom', 'late')]).toEqual([4, 3]);
    // Whoever lacks the last epochs alone is told those alone.
    gossip.tell('late');
    await room.settle(10_000);
    expect(room.count('epochsFrom', 'late')).toBe(3);
  });

  it('is asked of the next one where the first is silent, gone, or lies; nothing false is kept', async () => {
    const book = await longTable();
    const room = new Room();
    const { gossip } = room.tab('member', book);
    const late = newcomer(room);
    const boast = {
      tableId,
      total: limits.checkpointsInAll,
      from: 1,
      checkpoints: [],
      state: new Uint8Array(0),
    };
    for (const liar of ['silent', 'gone', 'liar'])
      room.send(liar, 'late', encodeMessage({ kind: 'epochsPart', body: boast }));
    await room.settle();
    gossip.tell('late');
    await room.settle();
    expect(room.sent.at(-1)).toMatchObject({ to: 'late', kind: 'epochsPart' });
    await room.settle(15_000);
    late.long.forget('gone');
    await room.settle();
    const lie = forged({ tableId, ...book.part(1)!, total: limits.checkpointsInAll });
    room.send('liar', 'late', encodeMessage({ kind: 'epochsPart', body: lie }));
    await room.settle();
    expect(room.penalties).toEqual(['liar bad-signature']);
    expect(late.book.certifiedEpochs).toBe(0);
    await room.settle(10_000);
    expect(late.book.epoch).toBe(EPOCHS);
  });

  it('that nobody has asked for is not looked at', async () => {
    const book = await longTable(3);
    const room = new Room();
    const late = newcomer(room);
    const part = { tableId, ...book.part(1)! };
    for (let i = 0; i < 50; i++)
      room.send('stranger', 'late', encodeMessage({ kind: 'epochsPart', body: part }));
    await room.settle();
    expect([late.checks.verified, late.book.certifiedEpochs]).toEqual([0, 0]);
  });

  it('is told to one that asks all the time once in a second', async () => {
    const book = await longTable(3);
    const room = new Room();
    const { long } = room.tab('member', book);
    for (let i = 0; i < 50; i++) {
      long.question('greedy', 1);
      await room.settle(100);
    }
    expect(room.count('epochsPart', 'member')).toBeLessThanOrEqual(6);
    expect(room.count('epochsPart', 'member')).toBeGreaterThan(3);
    long.question('greedy', 1);
    long.stop();
    const before = room.sent.length;
    await room.settle(10_000);
    expect(room.sent).toHaveLength(before);
  });

  it('has a part for no epoch that there is not, and a shape that is looked at', async () => {
    const book = await longTable(3);
    expect([book.part(0), book.part(4)]).toEqual([undefined, undefined]);
    const part = { tableId, ...book.part(2)! };
    expect(part).toMatchObject({ total: 3, from: 2 });
    for (const change of [
      { total: limits.checkpointsInAll + 1 },
      { from: 0 },
      { from: 3 },
      { state: new Uint8Array(0) },
      { total: 4 },
    ])
      expect(() =>
        decodeMessage(encodeMessage({ kind: 'epochsPart', body: { ...part, ...change } })),
      ).toThrow(DecodeError);
  });
});
