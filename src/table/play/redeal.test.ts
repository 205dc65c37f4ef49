import { describe, expect, it } from 'vitest';
import { conserved } from '../../testing/conserved.ts';
import { clearDeck, genesis, type Play, seeded, spoiled, type Unsent } from '../../testing/tablePlay.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';

const play = conserved();

function table(seats: number[], change = {}): Play {
  return play(genesis(seats, change), clearDeck(seeded(3)));
}
const stack = (p: Play, seat: number) => lifeSeat(p.state.life, seat)!.stackChips;
const lie =
  (kind: Unsent['kind']) =>
  (tx: Unsent): Unsent =>
    tx.kind === kind ? spoiled(tx) : tx;
const nothing =
  (kind: Unsent['kind']) =>
  (tx: Unsent): Unsent | undefined =>
    tx.kind === kind ? undefined : tx;

describe('a hand is dealt again', () => {
  for (const [kind, step] of [
    ['deckKey', 'key'],
    ['shuffle', 'shuffle'],
    ['shares', 'shares'],
  ] as const) {
    it(`without a seat whose ${step} proof fails: named, penalised, thrown out`, async () => {
      const p = table([0, 1, 2, 3], { bondChips: 50 });
      p.twist.set(2, lie(kind));
      await p.deal();
      const { hand } = p.state;
      expect(hand).toMatchObject({ hand: 1, attempt: 1, phase: 'play', dealtIn: [0, 1, 3], dropped: [2] });
      expect(hand?.faults).toMatchObject([{ seat: 2, step, reason: 'proof-fails', attempt: 0 }]);
      expect(hand?.faults[0]?.statement).toMatch(/^[0-9a-f]{64}$/);
      expect(tableView(p.state, { seat: 0 }).seats.find((s) => s.seat === 2)?.faults).toHaveLength(1);
      expect(p.state.events.map((e) => e.kind)).toEqual(expect.arrayContaining(['fault', 'redeal']));
      expect(stack(p, 2)).toBe(150 - 4);
      expect(hand?.deadChips).toBe(4);
      expect(p.state.seats.map((s) => s.bondChips)).toEqual([50, 50, 0, 50]);
      expect(p.state.seats.map((s) => s.creditChips)).toEqual([17, 16, 0, 17]);
      expect(totalChips(p.state)).toBe(800);
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
      expect(totalChips(p.state)).toBe(800);
      await p.deal();
      expect(p.state.hand?.dealtIn).toEqual([0, 1, 3]);
      // It is no member of the epoch that began with this hand.
      expect(p.commit(2, { kind: 'sitIn', body: { comeBack: 0 } })).toMatchObject({
        applied: false,
        reason: 'unknown-author',
      });
    });

    it(`without a seat that keeps its ${step} back: penalised, sitting out, may come back`, async () => {
      const p = table([0, 1, 2, 3], { bondChips: 50 });
      p.twist.set(2, nothing(kind));
      await p.deal();
      expect(
        tableView(p.state, { seat: 0 })
          .seats.filter((s) => s.awaited === step)
          .map((s) => s.seat),
      ).toEqual([2]);
      p.passDeadline();
      await p.work();
      expect(p.state.hand).toMatchObject({ attempt: 1, phase: 'play', dealtIn: [0, 1, 3], deadChips: 4 });
      expect(p.state.hand?.faults).toMatchObject([{ seat: 2, step, reason: 'silent' }]);
      expect(stack(p, 2)).toBe(146);
      expect(p.state.seats.find((s) => s.seat === 2)?.bondChips).toBe(50);
      p.twist.clear();
      expect(p.commit(2, { kind: 'sitIn', body: { comeBack: 0 } }).applied).toBe(true);
      expect(totalChips(p.state)).toBe(800);
    });
  }

  it('heads-up there is nobody to deal again with: the penalty goes to the other', async () => {
    const p = table([0, 1]);
    p.twist.set(1, lie('shuffle'));
    await p.deal();
    expect(p.state.hand).toBeUndefined();
    expect(stack(p, 0)).toBe(204);
    expect(stack(p, 1)).toBe(196);
    expect(p.state.over).toBe(true);
  });

  it('when everybody is silent nobody pays, and the table waits for somebody to come back', async () => {
    const p = table([0, 1, 2]);
    for (const s of [0, 1, 2]) p.silent.add(s);
    await p.deal();
    p.passDeadline();
    expect(p.state.hand?.phase).toBe('done');
    expect([0, 1, 2].map((s) => stack(p, s))).toEqual([200, 200, 200]);
    expect(p.state.deadline).toBeUndefined();
    p.silent.clear();
    p.commit(0, { kind: 'sitIn', body: { comeBack: 0 } });
    expect(p.state.deadline).toBeUndefined();
    p.commit(2, { kind: 'sitIn', body: { comeBack: 0 } });
    await p.deal();
    expect(p.state.hand).toMatchObject({ hand: 2, attempt: 0, phase: 'play', dealtIn: [0, 2] });
  });

  it('twice in one hand, and a request made meanwhile is not lost', async () => {
    const p = table([0, 1, 2, 3, 4]);
    p.twist.set(4, lie('deckKey'));
    p.twist.set(3, nothing('shares'));
    await p.deal();
    p.commit(0, { kind: 'sitOut', body: { version: 0 } });
    p.passDeadline();
    await p.work();
    expect(p.state.hand).toMatchObject({ attempt: 2, dealtIn: [1, 2], dropped: [4, 3], deadChips: 8 });
    expect(lifeSeat(p.state.life, 0)?.status).toBe('sitting-out');
    expect(totalChips(p.state)).toBe(1000);
  });

  it('messages of the first attempt are stale in the second, and nobody is blamed for them', async () => {
    const p = table([0, 1, 2]);
    const sent: Unsent[] = [];
    p.twist.set(0, (tx) => {
      sent.push(tx);
      return tx;
    });
    p.twist.set(2, lie('shares'));
    await p.deal();
    expect(p.state.hand?.attempt).toBe(1);
    const faults = p.state.hand?.faults;
    for (const tx of sent.filter((t) => 'attempt' in t.body && t.body.attempt === 0)) {
      for (const old of [tx, spoiled(tx)]) {
        const before = p.state.hand;
        expect(p.commit(0, old)).toEqual({ applied: false, reason: 'stale' });
        expect(p.state.hand).toBe(before);
      }
    }
    expect(p.state.hand?.faults).toBe(faults);
  });
});

describe('after the first shares a hand is never called off', () => {
  it('an invalid board share is recorded, costs bond, seat and the hand, and without escrow the rest is suspended until a valid one', async () => {
    const p = table([0, 1, 2], { bondChips: 30 });
    await p.deal();
    p.twist.set(1, (tx) => (tx.kind === 'shares' ? spoiled(tx) : tx));
    while (p.state.hand?.engine.phase === 'act') {
      p.bet(p.toAct()!, tableView(p.state, { seat: p.toAct() }).legal?.check ? 'check' : 'call');
    }
    await p.work();
    const view = tableView(p.state, { seat: 0 });
    expect(view.hand).toMatchObject({ stage: 'suspended', attempt: 0 });
    expect(view.seats.find((s) => s.seat === 1)).toMatchObject({
      awaited: 'shares',
      out: true,
      folded: true,
    });
    expect(view.seats.find((s) => s.seat === 1)?.faults).toMatchObject([
      { step: 'shares', reason: 'proof-fails' },
    ]);
    expect(p.state.seats.find((s) => s.seat === 1)?.bondChips).toBe(0);
    p.twist.clear();
    await p.work();
    expect(tableView(p.state, { seat: 0 }).hand?.board).toHaveLength(3);
    for (let s = p.toAct(); s !== undefined; s = p.toAct()) {
      p.bet(s, 'check');
      await p.work();
    }
    expect(p.state.hand?.phase).toBe('done');
    expect(totalChips(p.state)).toBe(600);
  });

  it('the second lie of a step is refused, and the truth is still accepted', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    p.twist.set(1, (tx) => (tx.kind === 'shares' ? spoiled(tx) : tx));
    while (p.state.hand?.engine.phase === 'act') {
      p.bet(p.toAct()!, tableView(p.state, { seat: p.toAct() }).legal?.check ? 'check' : 'call');
    }
    for (let i = 0; i < 3; i++) await p.work();
    expect(p.state.hand?.faults).toHaveLength(1);
    expect(p.state.validators[p.author(1)]?.refused).toEqual({ 'fault-repeated': 2 });
    p.twist.clear();
    await p.work();
    expect(p.state.hand?.engine.board).toHaveLength(3);
  });

  it('a card that nobody can find voids the hand and blames nobody', async () => {
    const start = genesis([0, 1]);
    const deck = clearDeck(seeded(3));
    const p = play(start, { ...deck, open: () => undefined });
    await p.deal();
    p.bet(p.toAct()!, 'call');
    p.bet(p.toAct()!, 'check');
    await p.work();
    expect(p.state.hand).toMatchObject({
      phase: 'done',
      faults: [],
      outcome: { voidReason: 'impossible-card' },
    });
    expect([stack(p, 0), stack(p, 1)]).toEqual([200, 200]);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
  });
});
