import { describe, expect, it } from 'vitest';
import type { SignedBlock } from '../../codec/block.ts';
import { decodeTwoBlocks, encodeTwoBlocks, type TwoBlocks } from '../../codec/evidence.ts';
import type { Facts } from '../../table/apply/facts.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import type { TableState } from '../../table/state/state.ts';
import { genesis } from '../../testing/tablePlay.ts';
import { Accuser } from './accuser.ts';
import type { Unnumbered } from './deckWork.ts';

/** Timers that fire when they are told to. */
class Timers {
  private nowAtMs = 0;
  private waiting: { atMs: number; callback: () => void }[] = [];
  nowMs = (): number => this.nowAtMs;
  after = (delayMs: number, callback: () => void): (() => void) => {
    const timer = { atMs: this.nowAtMs + delayMs, callback };
    this.waiting.push(timer);
    return () => {
      this.waiting = this.waiting.filter((t) => t !== timer);
    };
  };
  /** Runs what is due, and what that leads to. */
  async pass(ms: number): Promise<void> {
    this.nowAtMs += ms;
    const due = this.waiting.filter((t) => t.atMs <= this.nowAtMs);
    this.waiting = this.waiting.filter((t) => t.atMs > this.nowAtMs);
    for (const t of due) t.callback();
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
  get left(): number {
    return this.waiting.length;
  }
}

function accuser(self: number, facts: Facts = { signaturesHold: true }) {
  const timers = new Timers();
  const sent: Unnumbered[] = [];
  const state: TableState = tableFromGenesis(genesis([0, 1, 2, 3]));
  const a = new Accuser({
    self,
    scheduler: timers,
    table: () => state,
    facts: async () => facts,
    submit: (tx) => {
      sent.push(tx);
      return undefined;
    },
    onFatal: (error) => {
      throw error;
    },
  });
  return { a, timers, sent };
}

function block(author: number, round: number, timeMs: number): SignedBlock {
  const content = {
    tableId: new Uint8Array(32),
    epoch: 0,
    author,
    round,
    parents: [],
    timeMs,
    transactions: [],
  };
  return { content, signature: new Uint8Array(64) };
}

const two = (one: SignedBlock, other: SignedBlock): TwoBlocks => decodeTwoBlocks(encodeTwoBlocks(one, other));

describe('an accuser', () => {
  it('speaks at once after the accused’s number, the others later, each once', async () => {
    for (const [self, turn] of [
      [3, 0],
      [0, 1],
      [1, 2],
    ] as const) {
      const { a, timers, sent } = accuser(self);
      a.saw(2, two(block(2, 5, 1), block(2, 5, 2)));
      a.saw(2, two(block(2, 6, 1), block(2, 6, 2)));
      await timers.pass(1_500 * turn - 1);
      expect(sent).toEqual([]);
      await timers.pass(1);
      await timers.pass(60_000);
      expect(sent).toMatchObject([{ kind: 'evidence', body: { kind: 1, accused: 2 } }]);
    }
  });

  it('says nothing of itself, nothing that does not hold, and nothing that is known', async () => {
    const own = accuser(2);
    own.a.saw(2, two(block(2, 5, 1), block(2, 5, 2)));
    expect(own.timers.left).toBe(0);
    for (const facts of [{ signaturesHold: false }, {}]) {
      const { a, timers, sent } = accuser(3, facts);
      a.saw(2, two(block(2, 5, 1), block(2, 5, 2)));
      await timers.pass(10_000);
      expect(sent).toEqual([]);
    }
  });

  it('falls silent with its epoch', async () => {
    const { a, timers, sent } = accuser(1);
    a.saw(2, two(block(2, 5, 1), block(2, 5, 2)));
    a.stop();
    a.saw(3, two(block(3, 5, 1), block(3, 5, 2)));
    expect(timers.left).toBe(0);
    await timers.pass(60_000);
    expect(sent).toEqual([]);
  });

  it('carries what it has seen into the next epoch, where the same is told again unless it is known', async () => {
    const before = accuser(1);
    before.a.saw(2, two(block(2, 5, 1), block(2, 5, 2)));
    before.a.stop();
    const after = accuser(3);
    after.a.carry(before.a.accusations);
    after.a.carry(before.a.accusations);
    await after.timers.pass(10_000);
    expect(after.sent).toMatchObject([{ kind: 'evidence', body: { accused: 2 } }]);
    const known = accuser(3, {});
    known.a.carry(before.a.accusations);
    await known.timers.pass(10_000);
    expect(known.sent).toEqual([]);
  });

  it('brings several accused forward, one by one', async () => {
    const { a, timers, sent } = accuser(0);
    a.saw(2, two(block(2, 5, 1), block(2, 5, 2)));
    a.saw(3, two(block(3, 9, 1), block(3, 9, 2)));
    await timers.pass(0);
    await timers.pass(1_500);
    expect(sent).toMatchObject([{ body: { accused: 3 } }, { body: { accused: 2 } }]);
  });
});
