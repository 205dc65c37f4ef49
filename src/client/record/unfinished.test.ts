/** Books that say what is not decided: hands without an end, withheld cards, hands this device did not see. */
import { describe, expect, it } from 'vitest';
import type { BlockContent } from '../../codec/block.ts';
import type { TableConfig } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { nextEpoch } from '../../table/epoch/epoch.ts';
import { lifeSeat } from '../../table/state/seats.ts';
import type { TableState } from '../../table/state/state.ts';
import { adjourn, onTheFlop } from '../../testing/asidePlay.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { acesAgainstKings, withholdRiver } from '../../testing/withheldRiver.ts';
import type { SessionView } from '../contract/record.ts';
import { closeBook, openBook, readState, type SessionBook } from './numbers.ts';
import { sessionNotes } from './sessionNotes.ts';
import { type Beyond, sentIn } from './unfinished.ts';

const byTheBook: Partial<TableConfig> = { protocolVersion: 2, proofs: 0, claims: 0, bondChips: 30 };

class Kept extends Play {
  readonly states: TableState[] = [this.state];
  override slot(ms?: number, author?: number): void {
    this.keep();
    super.slot(ms, author);
    this.keep();
  }
  override commitBytes(author: number, bytes: Uint8Array) {
    const outcome = super.commitBytes(author, bytes);
    this.keep();
    return outcome;
  }
  private keep(): void {
    if (this.states.at(-1) !== this.state) this.states.push(this.state);
  }
}

const open = (seats: readonly number[], change: Partial<TableConfig> = {}): Kept =>
  new Kept(genesis(seats, { ...byTheBook, ...change }), clearDeck(seeded(5), acesAgainstKings));
const bookOf = ([first, ...rest]: readonly TableState[]): SessionBook =>
  rest.reduce(readState, openBook(first!));
const read = (p: Kept, beyond: Beyond = {}): SessionView => closeBook(bookOf(p.states), undefined, beyond);
const sum = (s: SessionView): number => s.ledger.reduce((chips, r) => chips + r.resultChips, 0);
const keyOf = (seat: number): string => toHex(new Uint8Array(32).fill(seat + 1));

/** Two players all-in before the flop; seat 0, which is behind, keeps the river closed. */
const riverWithheld = (change: Partial<TableConfig> = {}): Promise<Kept> =>
  withholdRiver(open([0, 1], change));

describe('an unfinished hand', () => {
  it('waits for the cards of whoever keeps a street closed, not for who may only send after it', async () => {
    const p = await riverWithheld();
    p.passDeadline();
    const session = read(p);
    expect(session.openHands).toMatchObject([
      { hand: 1, street: 'river', aside: false, potChips: 340, due: { what: 'cards', from: ['P0'] } },
    ]);
    expect(sessionNotes(session)).toEqual([
      'hand 1 (river): unfinished, cards due from P0; pot 340 (P0 170, P1 170)',
    ]);
    expect(sum(session)).toBe(0);
  });

  it('while the table goes on nobody is named; as soon as one is out of reach, that one', async () => {
    const p = open([0, 1]);
    await p.work();
    await p.deal();
    const acts = p.toAct()!;
    expect(read(p, { missing: [] }).openHands[0]?.due).toBeUndefined();
    const away = `P${1 - acts}`;
    expect(read(p, { missing: [away] }).openHands[0]?.due).toEqual({ what: 'word', from: [away] });
    // A log read later knows whose turn it is, and no more.
    expect(read(p).openHands[0]?.due).toEqual({ what: 'word', from: [`P${acts}`] });
  });

  it('who has sent its part is not waited for, although nothing is committed without the other', async () => {
    const p = await riverWithheld();
    const sent = (txs: readonly Uint8Array[]): BlockContent[] => [
      { author: p.author(0), transactions: txs } as unknown as BlockContent,
    ];
    const { hand, attempt } = p.state.hand!;
    const body = { hand, decision: 0, verb: 0, amountChips: 0 };
    const bet = encodeTransaction({ kind: 'bet', body, nonce: 1 } as Transaction);
    const other = encodeTransaction({
      kind: 'bet',
      body: { ...body, hand: hand + 1 },
      nonce: 1,
    } as Transaction);
    expect(attempt).toBe(0);
    expect(sentIn(p.state, sent([new Uint8Array([250, 1, 2]), other]))).toEqual(new Set());
    const seats = sentIn(p.state, sent([bet]));
    expect(seats).toEqual(new Set([0]));
    expect(read(p, { sent: seats }).openHands[0]?.due).toEqual({ what: 'cards', from: ['P1'] });
    // All have: the log cannot tell whom it lacks.
    expect(read(p, { sent: new Set([0, 1]) }).openHands[0]?.due?.from).toEqual(['P0', 'P1']);
  });

  it('one that is set aside waits for who is gone, and its chips are nobody’s yet', async () => {
    const p = await onTheFlop({ protocolVersion: 2, proofs: 0, claims: 0 });
    const before = p.state;
    adjourn(p, 2);
    const session = closeBook(readState(openBook(before), p.state), undefined);
    expect(session.openHands).toMatchObject([
      { hand: 1, aside: true, street: 'flop', potChips: 90, due: { what: 'word', from: ['P2'] } },
    ]);
    expect(sum(session)).toBe(0);
  });
});

describe('cards that were withheld', () => {
  it('are a line of their own: who paid, who got it; and the accounts have it', async () => {
    const p = await riverWithheld();
    for (let i = 0; i < 3; i++) p.passDeadline();
    expect(p.state.hand?.phase).toBe('done');
    const session = read(p);
    expect(session.openHands).toEqual([]);
    expect(session.withheld).toEqual([
      {
        hand: 1,
        moved: [
          { player: keyOf(1), nickname: 'P1', chips: 30 },
          { player: keyOf(0), nickname: 'P0', chips: -30 },
        ],
      },
    ]);
    expect(session.ledger.map((r) => r.resultChips)).toEqual([-200, 200]);
    expect(session.transfers).toEqual([{ from: keyOf(0), to: keyOf(1), chips: 200 }]);
  });

  it('the winner leaves with that hand: what it got by them was won, not brought', async () => {
    const p = await riverWithheld();
    p.commit(1, { kind: 'standUp', body: { version: 0 } });
    p.commit(0, { kind: 'standUp', body: { version: 0 } });
    for (let i = 0; i < 3; i++) p.passDeadline();
    const session = read(p);
    expect(lifeSeat(p.state.life, 1)).toBeUndefined();
    expect(session.ledger.map((r) => [r.broughtChips, r.resultChips])).toEqual([
      [200, -200],
      [200, 200],
    ]);
  });
});

describe('a device that missed an epoch', () => {
  /**
   * Four players. In the second hand one stands up, and with it the first epoch ends, which this device did not see to
   * its end.
   */
  async function twoEpochs(buys: boolean): Promise<{ whole: SessionView; partial: SessionView }> {
    const p = open([0, 1, 2, 3], { protocolVersion: 2 });
    const foldAll = (): void => {
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    };
    await p.work();
    await p.deal();
    foldAll();
    const awayFrom = p.state.height;
    const chips = (seat: number): number => lifeSeat(p.state.life, seat)!.stackChips;
    const short = [0, 1, 2, 3].find((seat) => chips(seat) < 170)!;
    if (buys) expect(p.commit(short, { kind: 'topUp', body: { chips: 1 } }).applied).toBe(true);
    await p.deal();
    p.commit([0, 1, 2, 3].find((seat) => seat !== short)!, { kind: 'standUp', body: { version: 0 } });
    foldAll();
    await p.deal();
    expect(p.state.epoch).toBe(1);
    const seen = p.states.filter((s) => s.height <= awayFrom || s.epoch === 1);
    return { whole: read(p), partial: closeBook(bookOf(seen), undefined) };
  }

  it('knows who went, not who bought chips: nothing is attributed to another, no payment is proposed', async () => {
    for (const buys of [true, false]) {
      const { whole, partial } = await twoEpochs(buys);
      expect(whole.missed).toEqual([]);
      expect(whole.transfers).toBeDefined();
      expect(partial.missed).toEqual([{ afterHand: 1, toHand: 2, known: false }]);
      expect(partial.transfers).toBeUndefined();
      for (const r of partial.ledger) {
        const full = whole.ledger.find((x) => x.player === r.player)!;
        expect(r.broughtChips, r.nickname).toBeLessThanOrEqual(full.broughtChips);
        expect(r.atTableChips, r.nickname).toBe(full.atTableChips);
      }
      expect(sessionNotes(partial)).toContain(
        'this device was away after hand 1 until hand 2 was over; who brought or took chips meanwhile is not known here',
      );
    }
  });

  it('that came late adds up what has been played since, from the chips that everybody had then', async () => {
    const p = open([0, 1, 2, 3], { protocolVersion: 2 });
    const foldAll = (): void => {
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    };
    await p.work();
    await p.deal();
    const leaver = p.toAct()!;
    p.bet(leaver, 'raiseTo', 20);
    p.commit(leaver, { kind: 'standUp', body: { version: 0 } });
    foldAll();
    await p.deal();
    expect(p.state.epoch).toBe(1);
    const start = p.states.find((s) => s.epoch === 1)!;
    p.bet(p.toAct()!, 'raiseTo', 20);
    foldAll();
    const late = closeBook(bookOf([p.states[0]!, ...p.states.filter((s) => s.epoch === 1)]), undefined);
    expect(late.since).toBe(1);
    expect(late.missed).toEqual([]);
    expect(late.points.map((x) => x.hand)).toEqual([1, 2]);
    const then = (player: string): number => start.life.seats.find((s) => s?.player === player)!.stackChips;
    expect(late.ledger.length).toBe(3);
    for (const r of late.ledger) expect(r.atTableChips - r.resultChips, r.nickname).toBe(then(r.player) + 30);
    expect(late.ledger.some((r) => r.resultChips !== 0)).toBe(true);
    expect(sum(late)).toBe(0);
    expect(late.transfers).toBeDefined();
    const note = 'this device came after hand 1: everybody counts from the chips it had then';
    expect(sessionNotes(late)).toEqual([note]);
    expect(read(p).since).toBeUndefined();
  });

  it('where nobody came, went or bought chips, the difference of the stacks is what was won', async () => {
    const p = open([0, 1, 2, 3], { protocolVersion: 2 });
    await p.work();
    const first = p.state;
    for (let i = 0; i < 2; i++) {
      await p.deal();
      p.bet(p.toAct()!, 'raiseTo', 20);
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    }
    const given = nextEpoch({ ...p.state, epochEnds: true });
    const session = closeBook(readState(openBook(first), given), undefined);
    expect(session.missed).toEqual([{ afterHand: 0, toHand: 2, known: true }]);
    expect(session.ledger.map((r) => r.resultChips)).toEqual(read(p).ledger.map((r) => r.resultChips));
    expect(session.transfers).toEqual(read(p).transfers);
  });
});
