import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limits as codecLimits } from '../../codec/limits.ts';
import {
  act,
  adjourn,
  chips,
  comesBack,
  dealt,
  onTheFlop,
  stack,
  table,
  until,
} from '../../testing/asidePlay.ts';
import { type Play, seeded } from '../../testing/tablePlay.ts';
import { adjournedEpoch } from '../epoch/epoch.ts';
import { chipsIn } from '../state/chips.ts';
import { lifeSeat } from '../state/seats.ts';
import { encodeState } from '../state/stateBytes.ts';
import { tableView } from '../view/view.ts';
import { isKept, judgeAdjournment, playersIn, resumable, voidedAside } from './aside.ts';

describe('adjourning', () => {
  it('sets the hand aside as it is, with what was put in; the rest stays in the stacks', async () => {
    const p = await onTheFlop();
    const hand = p.state.hand!;
    adjourn(p, 2);
    expect(p.state).toMatchObject({ epoch: 1, epochEnds: false });
    expect(p.state.hand).toBeUndefined();
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1]);
    expect(p.state.aside).toEqual([
      { hand: { ...hand, requests: [] }, sentOut: [2], leaving: [], agreed: [] },
    ]);
    expect(chipsIn(p.state.aside[0]!.hand)).toBe(90);
    expect([0, 1, 2].map((s) => stack(p.state, s))).toEqual([70, 70, 70]);
    expect(lifeSeat(p.state.life, 2)?.status).toBe('sitting-out');
    expect(p.state.seats.map((s) => s.seat)).toEqual([0, 1, 2]);
    expect(resumable(p.state)).toBeUndefined();
    expect(tableView(p.state, { seat: 0 }).aside).toEqual([
      { hand: hand.hand, chips: 90, waitsFor: ['P2'], agreed: [], mayAgree: true },
    ]);
  });

  it('the others play on; the hand goes on in its exact state once its player is back, and is paid', async () => {
    const p = await onTheFlop();
    const { engine, deck, hand: number } = p.state.hand!;
    const toAct = p.toAct();
    adjourn(p, 2);
    await until(p, () => p.state.hand?.phase === 'play');
    expect(p.state.hand).toMatchObject({ hand: number + 1, dealtIn: [0, 1] });
    await act(p);
    expect(p.state.hand?.phase).toBe('done');
    await comesBack(p, 2, 0);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2]);
    await until(p, () => p.state.hand?.hand === number);
    expect(p.state.aside).toEqual([]);
    expect(p.state.hand?.engine).toEqual(engine);
    expect(p.state.hand?.deck).toEqual(deck);
    expect(p.state.hand?.deck.context.epoch).toBe(0);
    expect(p.toAct()).toBe(toAct);
    // The clock of the decision begins again, and nobody's turn is taken for it.
    expect(p.state.deadline?.key).toMatch(/^act\./);
    expect(p.state.deadline?.deadline.dueMs).toBeNull();
    await act(p, 'call');
    await until(p, () => p.state.hand?.phase === 'done');
    expect(p.state.hand?.outcome?.seats.reduce((sum, s) => sum + s.wonChips, 0)).toBe(90);
    expect(chips(p)).toBe(360);
    const played = p.state.life.handsBegun;
    expect(played).toBeGreaterThan(number);
    await until(p, () => p.state.hand?.phase === 'play');
    expect(p.state.hand?.hand).toBe(played + 1);
  });

  it('whoever won meanwhile keeps it out of the hand; whoever lost has bought in for it', async () => {
    const p = await onTheFlop();
    adjourn(p, 2);
    await until(p, () => p.state.hand?.phase === 'play');
    const first = p.toAct()!;
    expect(p.bet(first, 'raiseTo', 70)).toEqual({ applied: true });
    expect(p.bet(p.toAct()!, 'call')).toEqual({ applied: true });
    await p.work();
    await until(p, () => p.state.hand?.phase === 'done');
    const [a, b] = [stack(p.state, 0), stack(p.state, 1)];
    expect(a + b).toBe(140);
    const loser = a < b ? 0 : 1;
    await comesBack(p, 2, loser);
    await until(p, () => p.state.hand?.resumed !== undefined);
    if (a !== b) {
      expect(p.state.broughtChips).toBe(70);
      expect(p.state.seats.map((s) => s.creditChips)).toEqual(loser === 0 ? [0, 70, 0] : [70, 0, 0]);
    }
    expect(tableView(p.state, { seat: 0 }).seats.map((s) => s.stackChips)).toEqual([70, 70, 70]);
    expect([0, 1, 2].map((s) => lifeSeat(p.state.life, s)?.status)).toEqual(['in', 'in', 'in']);
    expect(chips(p)).toBe(360);
    await act(p, 'call');
    await until(p, () => p.state.hand?.phase === 'done');
    expect(chips(p)).toBe(360);
  });

  it.each(['keys', 'shuffle', 'deal'] as const)(
    'a hand whose deck is being made waits as it is: %s',
    async (phase) => {
      const p = table();
      await p.work();
      p.silent.add(2);
      while (p.state.hand === undefined) p.passDeadline();
      if (phase !== 'keys') {
        p.silent.clear();
        p.twist.set(2, (tx) => (tx.kind === (phase === 'shuffle' ? 'shuffle' : 'shares') ? undefined : tx));
      }
      await p.work();
      expect(p.state.hand.phase).toBe(phase);
      const { deck } = p.state.hand;
      adjourn(p, 2);
      p.twist.clear();
      p.silent.clear();
      await until(p, () => p.state.hand?.phase === 'play');
      await act(p);
      await comesBack(p, 2, 1);
      await until(p, () => p.state.hand?.hand === 1);
      expect(p.state.hand.deck).toEqual(deck);
      await until(p, () => p.state.hand?.phase === 'play');
      expect(p.state.hand).toMatchObject({ hand: 1, dealtIn: [0, 1, 2], attempt: 0 });
      await act(p, 'call');
      await until(p, () => p.state.hand?.phase === 'done');
      expect(chips(p)).toBe(360);
    },
  );

  it('a hand that is dealt anew after it was set aside keeps its number, its players and its places', async () => {
    const p = table();
    await p.work();
    p.twist.set(2, (tx) => (tx.kind === 'shares' ? undefined : tx));
    while (p.state.hand === undefined) p.passDeadline();
    await p.work();
    const { buttonSeat } = p.state.hand.plan;
    adjourn(p, 2);
    await until(p, () => p.state.hand?.phase === 'play');
    await act(p);
    await comesBack(p, 2, 1);
    const numbers = p.state.life.handsBegun;
    await until(p, () => p.state.hand?.hand === 1);
    // It still does not send its shares: dealt anew without it, at its cost.
    await until(p, () => p.state.hand?.attempt === 1 && p.state.hand.phase === 'play');
    expect(p.state.hand).toMatchObject({ hand: 1, dealtIn: [0, 1] });
    expect([0, 1]).toContain(p.state.hand.plan.buttonSeat);
    expect(p.state.hand.lifeBefore.buttonSeat).toBe(buttonSeat);
    await act(p);
    expect(p.state.life.handsBegun).toBe(numbers);
    expect(chips(p)).toBe(360);
    p.twist.clear();
    await until(p, () => p.state.hand?.phase === 'play');
    expect(p.state.hand.hand).toBe(numbers + 1);
  });

  it('between hands nothing is set aside', async () => {
    const p = await dealt();
    await act(p);
    expect(p.state.hand?.phase).toBe('done');
    adjourn(p, 1);
    expect(p.state.aside).toEqual([]);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 2]);
    await until(p, () => p.state.hand?.phase === 'play');
    expect(p.state.hand?.dealtIn).toEqual([0, 2]);
  });

  it('a second one may be set aside while the first waits; both go on, the oldest first', async () => {
    const p = await onTheFlop();
    adjourn(p, 2);
    await until(p, () => p.state.hand?.phase === 'play');
    await act(p);
    await comesBack(p, 2, 0);
    await until(p, () => p.state.hand?.hand === 1 && p.toAct() !== undefined);
    adjourn(p, 0);
    expect(p.state.aside).toHaveLength(1);
    expect(chips(p)).toBe(360);
    await until(p, () => p.state.hand?.phase === 'play');
    expect(p.state.hand?.dealtIn).toEqual([1, 2]);
    await act(p);
    await comesBack(p, 0, 1);
    await until(p, () => p.state.hand?.hand === 1 && p.toAct() !== undefined);
    await act(p, 'call');
    await until(p, () => p.state.hand?.phase === 'done');
    expect(p.state.aside).toEqual([]);
    expect(chips(p)).toBe(360);
  });
});

describe('who may', () => {
  it('up to three validators, two players left, a cash game, and not too many hands aside', async () => {
    const p = await onTheFlop();
    expect(judgeAdjournment(p.state, 2)).toBeUndefined();
    expect(judgeAdjournment(p.state, 3)).toBe('unknown-author');
    const [entry] = adjournedEpoch(p.state, 2).aside;
    const full = { ...p.state, aside: [entry!, entry!, entry!, entry!] };
    expect(judgeAdjournment(full, 2)).toBe('too-many-aside');
    // As many fit what a newcomer is sent.
    expect(encodeState({ ...full, hand: undefined }).length).toBeLessThan(codecLimits.stateBytes / 2);
    const two = table({}, [0, 1]);
    expect(judgeAdjournment(two.state, 1)).toBe('nobody-left');
    const four = table({}, [0, 1, 2, 3]);
    expect(judgeAdjournment(four.state, 1)).toBe('not-needed');
    const levels = [{ smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 5, durationMs: 0 }];
    const sitAndGo = table({ bondChips: 0, levels, payoutsBasisPoints: [{ share: 10_000 }] });
    expect(judgeAdjournment(sitAndGo.state, 1)).toBe('tournament');
  });

  it('nobody stands up from a hand that is set aside: its deck needs every key', async () => {
    const p = await onTheFlop();
    adjourn(p, 2);
    expect(p.commit(0, { kind: 'standUp', body: { version: 0 } })).toMatchObject({ reason: 'hand-aside' });
  });

  it('whoever asked to leave during the hand leaves when it is over', async () => {
    const p = await onTheFlop();
    expect(p.commit(1, { kind: 'standUp', body: { version: 0 } })).toEqual({ applied: true });
    await p.work();
    adjourn(p, 2);
    expect(p.state.aside[0]?.leaving).toEqual([1]);
    await until(p, () => p.state.hand?.phase === 'play');
    await act(p);
    expect(lifeSeat(p.state.life, 1)).toBeDefined();
    await comesBack(p, 2, 0);
    await until(p, () => p.state.hand?.hand === 1 && p.state.hand.phase !== 'done');
    await act(p, 'call');
    await until(p, () => p.state.hand?.phase === 'done');
    expect(lifeSeat(p.state.life, 1)).toBeUndefined();
    expect(chips(p)).toBe(360);
  });
});

describe('what the missing one left behind', () => {
  it('is as it was, or it does not come back', async () => {
    const p = await onTheFlop();
    adjourn(p, 2);
    const before = p.state;
    await until(p, () => p.state.hand?.phase === 'play');
    await act(p);
    const { state } = p;
    expect(isKept(before, state, 2)).toBe(true);
    const [entry] = state.aside;
    const { hand } = entry!;
    const poorer = state.life.seats.map((s) => (s?.seat === 2 ? { ...s, stackChips: s.stackChips - 1 } : s));
    expect(isKept(before, { ...state, life: { ...state.life, seats: poorer } }, 2)).toBe(false);
    const other = state.life.seats.map((s) => (s?.seat === 2 ? { ...s, player: 'ff' } : s));
    expect(isKept(before, { ...state, life: { ...state.life, seats: other } }, 2)).toBe(false);
    const bent = (change: Partial<typeof hand>) => ({
      ...state,
      aside: [{ ...entry!, hand: { ...hand, ...change } }],
    });
    expect(isKept(before, bent({ mucked: [2] }), 2)).toBe(false);
    expect(isKept(before, bent({ deck: { ...hand.deck, shuffles: 2 } }), 2)).toBe(false);
    expect(isKept(before, { ...state, aside: [] }, 2)).toBe(false);
  });
});

describe('a void hand', () => {
  const agree = (p: Play, seat: number, hand = 1) => p.commit(seat, { kind: 'voidHand', body: { hand } });

  it('needs the word of everybody who put something in, also of the one who was missing', async () => {
    const p = await onTheFlop();
    expect(agree(p, 0)).toMatchObject({ reason: 'no-hand' });
    adjourn(p, 2);
    expect(agree(p, 0)).toEqual({ applied: true });
    expect(agree(p, 0)).toMatchObject({ reason: 'already-given' });
    expect(agree(p, 1)).toEqual({ applied: true });
    expect(agree(p, 1, 9)).toMatchObject({ reason: 'no-hand' });
    expect(p.state.aside).toHaveLength(1);
    await until(p, () => p.state.hand?.phase === 'play');
    await act(p);
    await comesBack(p, 2, 0);
    const waits = p.state;
    await until(p, () => p.state.hand?.hand === 1);
    expect(voidedAside(waits, p.state), 'it goes on').toEqual([]);
    const before = p.state.seats.slice(0, 2).map((s) => 100 + s.creditChips);
    expect(p.state.hand?.resumed?.agreed).toEqual([0, 1]);
    expect(agree(p, 2)).toEqual({ applied: true });
    expect(p.state.hand).toMatchObject({ phase: 'done', outcome: { voidReason: 'agreed' } });
    expect([0, 1].map((s) => stack(p.state, s))).toEqual(before);
    expect(stack(p.state, 2)).toBe(100);
    expect(chips(p)).toBe(360);
  });

  it('gives the bets back at once where all who are in it are here', async () => {
    const p = await dealt();
    const first = p.toAct()!;
    p.bet(first, 'fold');
    const others = [0, 1, 2].filter((s) => s !== first);
    expect(playersIn(p.state.hand!)).toEqual(others);
    adjourn(p, first);
    for (const s of others) {
      const before = p.state;
      expect(agree(p, s)).toEqual({ applied: true });
      expect(voidedAside(before, p.state)).toEqual(s === others[1] ? [1] : []);
    }
    expect(p.state.aside).toEqual([]);
    expect([0, 1, 2].map((s) => stack(p.state, s))).toEqual([100, 100, 100]);
    expect(chips(p)).toBe(360);
  });

  it('also while another hand is on, whose result it does not touch', async () => {
    const p = await dealt();
    const first = p.toAct()!;
    p.bet(first, 'fold');
    const others = [0, 1, 2].filter((s) => s !== first);
    adjourn(p, first);
    await until(p, () => p.state.hand?.phase === 'play');
    for (const s of others) expect(agree(p, s)).toEqual({ applied: true });
    expect(chips(p)).toBe(360);
    await act(p);
    expect(p.state.hand?.phase).toBe('done');
    expect(others.reduce((sum, s) => sum + stack(p.state, s), 0)).toBe(200);
    expect(chips(p)).toBe(360);
  });
});

describe('whatever is played meanwhile', () => {
  it('no chip is lost or made, and the hand goes on where it was', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 30 }), async (seed) => {
        const random = seeded(seed);
        const p = table({ bondChips: random(2) * 20 }, [0, 1, 2], seed);
        await p.work();
        await p.deal();
        const gamble = async (times: number): Promise<void> => {
          for (let i = 0; i < times; i++) {
            await p.work();
            const seat = p.toAct();
            if (seat === undefined) {
              if (p.state.deadline === undefined) return;
              p.passDeadline();
              continue;
            }
            const legal = tableView(p.state, { seat }).legal!;
            const choice = random(10);
            if (legal.raise !== undefined && choice < 3) {
              const { minToChips, maxToChips } = legal.raise;
              p.bet(seat, 'raiseTo', choice === 0 ? maxToChips : minToChips);
            } else if (legal.check) p.bet(seat, 'check');
            else if (legal.callChips !== undefined && choice < 9) p.bet(seat, 'call');
            else p.bet(seat, 'fold');
          }
        };
        await gamble(random(8));
        if (p.state.over) return;
        const gone = random(3);
        const stay = [0, 1, 2].filter((s) => s !== gone);
        const was = p.state.hand;
        const running = was !== undefined && was.phase !== 'done';
        adjourn(p, gone);
        await gamble(random(40));
        expect(chips(p), `seed ${seed}`).toBe(360);
        for (const s of stay) p.commit(s, { kind: 'topUp', body: { chips: 100 } });
        await comesBack(p, gone, stay[0]!);
        expect(chips(p), `seed ${seed}`).toBe(360);
        // One that the missing player had no part in goes on at once.
        if (!running || !was.dealtIn.includes(gone)) return;
        await until(p, () => p.state.hand?.hand === was.hand);
        expect(p.state.hand?.deck, `seed ${seed}`).toEqual(was.deck);
        await gamble(60);
        expect(chips(p), `seed ${seed}`).toBe(360);
        expect(p.state.aside).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});
