/** The list of hands of a device: one that never ends is in it, and says for whose cards it stands still. */
import { describe, expect, it } from 'vitest';
import { createMemoryGame } from '../../storage/memory.ts';
import { adjournedEpoch } from '../../table/epoch/epoch.ts';
import type { TableState } from '../../table/state/state.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { acesAgainstKings, withholdRiver } from '../../testing/withheldRiver.ts';
import { HandBook } from './handBook.ts';

/** Every slot is read as a validator reads it. */
class Listed extends Play {
  readonly storage = createMemoryGame();
  readonly book = new HandBook({
    ...{ seat: 1, storage: this.storage, handsKept: new Set<number>() },
    wallClockMs: () => 77,
  });
  private readonly reading: Promise<void>[] = [];
  private readTo: TableState = this.state;
  override slot(ms?: number, author?: number): void {
    super.slot(ms, author);
    this.read();
  }
  override commitBytes(author: number, bytes: Uint8Array) {
    const outcome = super.commitBytes(author, bytes);
    this.read();
    return outcome;
  }
  private read(): void {
    const [before, now] = [this.readTo, this.state];
    this.readTo = now;
    const over = before.hand?.phase !== 'done' && now.hand?.phase === 'done';
    this.reading.push(over ? this.book.finished(before, now, undefined) : this.book.goesOn(before, now));
  }
  async list() {
    await Promise.all(this.reading);
    return this.storage.loadHands();
  }
}

const riverWithheld = (): Promise<Listed> => {
  const change = { protocolVersion: 2, proofs: 0, claims: 0, bondChips: 30 };
  return withholdRiver(new Listed(genesis([0, 1], change), clearDeck(seeded(5), acesAgainstKings)));
};

describe('the list of hands', () => {
  it('has a hand from its cards on, then whose cards it lacks, then its end with what was paid for them', async () => {
    const p = await riverWithheld();
    expect(await p.list()).toMatchObject([{ hand: 1, unfinished: { what: 'word', from: [] }, winners: [] }]);
    p.passDeadline();
    expect(await p.list()).toMatchObject([{ hand: 1, unfinished: { what: 'cards', from: ['P0'] } }]);
    p.passDeadline();
    p.passDeadline();
    const [ended, ...more] = await p.list();
    expect(more).toEqual([]);
    expect(ended).toMatchObject({ hand: 1, withheld: true, finishedAt: 77 });
    expect(ended?.unfinished).toBeUndefined();
    // The stacks of 170 besides the bond of 30.
    expect(ended?.seats.map((s) => s.netChips)).toEqual([-200, 200]);
  });

  it('shares that come after all take back what it said', async () => {
    const p = await riverWithheld();
    p.passDeadline();
    p.twist.clear();
    await p.work();
    const [hand] = await p.list();
    expect(hand?.unfinished).toBeUndefined();
    expect(hand?.withheld).toBe(false);
  });

  it('one that was set aside and is void is over, and nobody has won or lost by it', async () => {
    const p = new Listed(genesis([0, 1, 2], { protocolVersion: 2, proofs: 0 }), clearDeck(seeded(5)));
    await p.work();
    await p.deal();
    const { hand } = p.state;
    p.state = adjournedEpoch(p.state, 2);
    expect((await p.list())[0]?.unfinished).toBeDefined();
    await p.book.voided(p.state, hand!);
    const [voided] = await p.list();
    expect(voided?.unfinished).toBeUndefined();
    expect(voided?.seats.every((s) => s.netChips === 0)).toBe(true);
  });
});
