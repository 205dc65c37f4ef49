import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cashRules, TestTable } from '../../testing/lifeTable.ts';
import { beginHand } from './blinds.ts';
import { settleHand } from './settle.ts';
import { createLife, isOver, type LifeRules } from './state.ts';
import { currentBlinds, pauseClock, payouts, resumeClock } from './tournament.ts';

const level = (small: number, hands: number, minutes = 0, anteChips = 0) => ({
  smallBlindChips: small,
  bigBlindChips: 2 * small,
  anteChips,
  hands,
  durationMs: minutes * 60_000,
});

const sitAndGo: Partial<LifeRules> = {
  kind: 'tournament',
  levels: [level(1, 2), level(2, 2), level(4, 0, 10, 1), level(8, 0, 10, 2)],
  payoutsBasisPoints: [5000, 3000, 2000],
};

describe('sit-and-go', () => {
  test('blind levels by hands', () => {
    const t = new TestTable('ABC', sitAndGo);
    const blinds: number[] = [];
    for (let i = 0; i < 5; i++) {
      t.begin();
      blinds.push(t.plan!.bigBlindChips);
      t.settle();
    }
    expect(blinds).toEqual([2, 2, 4, 4, 8]);
    expect(t.plan!.ante).toEqual({ kind: 'each', chips: 1 });
  });

  test('blind levels by time, from hand to hand', () => {
    const t = new TestTable('ABC', { ...sitAndGo, levels: [level(1, 0, 1), level(2, 0, 1), level(4, 0, 1)] });
    const at = (seconds: number): number => {
      t.hand({}, seconds * 1000);
      return t.plan!.bigBlindChips;
    };
    expect([at(500), at(559), at(560), at(619), at(620), at(9999)]).toEqual([2, 2, 4, 4, 8, 8]);
  });

  test('the clock is paused while the table is halted', () => {
    const t = new TestTable('ABC', { ...sitAndGo, levels: [level(1, 0, 1), level(2, 0, 1)] });
    t.hand({}, 0);
    t.begin(30_000);
    t.life = pauseClock(t.life, 40_000);
    t.life = resumeClock(t.life, 640_000);
    t.settle({}, 650_000);
    t.begin(659_999);
    expect(t.plan!.bigBlindChips).toBe(2);
    t.settle({}, 659_999);
    t.begin(660_000);
    expect(t.plan!.bigBlindChips).toBe(4);
  });

  test('the sitting out are dealt in and pay, and their hands are folded', () => {
    const t = new TestTable('ABC', sitAndGo);
    t.hand();
    t.say('A out');
    expect(t.begin()).toBe('btn B sb C bb A: ABC');
    expect(t.plan!.autoFold).toEqual([0]);
    t.settle();
    expect(t.debt('A')).toBe('none');
  });

  test('nobody comes in, leaves or rebuys', () => {
    const t = new TestTable('ABC-', sitAndGo);
    expect(t.ask({ kind: 'sitDown', seat: 3, player: 'D', chips: 100 })).toBe('tournament-closed');
    expect(t.say('A leaves')).toBe('tournament-closed');
    expect(t.ask({ kind: 'topUp', seat: 0, chips: 10 })).toBe('no-rebuy');
  });

  test('elimination order: places count down to the winner, who takes the first prize', () => {
    const t = new TestTable('ABCD', sitAndGo);
    t.hand({ A: 0, B: 200 });
    t.hand({ C: 0, B: 300 });
    expect(isOver(t.life)).toBe(false);
    t.hand({ D: 0, B: 400 });
    expect(t.life.tournament!.finished.map((f) => [f.player, f.place, f.prizeChips])).toEqual([
      ['A', 4, 0],
      ['C', 3, 80],
      ['D', 2, 120],
      ['B', 1, 200],
    ]);
    expect(isOver(t.life)).toBe(true);
    expect(t.hand()).toBe('no hand');
  });

  test('two out in one hand: the larger stack at its start takes the better place', () => {
    const t = new TestTable('ABCD', sitAndGo);
    t.hand({ A: 60, B: 140 });
    t.hand({ A: 0, C: 0, D: 260 });
    expect(t.life.tournament!.finished.map((f) => [f.player, f.place, f.tied])).toEqual([
      ['A', 4, false],
      ['C', 3, false],
    ]);
  });

  test('ties in one hand share the place and the prizes, odd chips clockwise from the button', () => {
    const t = new TestTable('ABCD', {
      ...sitAndGo,
      prizePoolChips: 101,
      payoutsBasisPoints: [5000, 3000, 2000],
    });
    t.begin(); // btn A
    t.settle({ B: 0, C: 0, A: 300 });
    // Places 3 and 4 pay 20 + 0; 2nd pays 30, 1st 51.
    expect(t.life.tournament!.finished).toMatchObject([
      { player: 'C', place: 3, tied: true, prizeChips: 10 },
      { player: 'B', place: 3, tied: true, prizeChips: 10 },
    ]);
    const u = new TestTable('ABC', {
      ...sitAndGo,
      prizePoolChips: 101,
      payoutsBasisPoints: [5000, 3000, 2000],
    });
    u.begin(); // btn A
    u.settle({ B: 0, C: 0, A: 300 });
    expect(u.life.tournament!.finished.map((f) => [f.player, f.place, f.prizeChips])).toEqual([
      ['C', 2, 25],
      ['B', 2, 25],
      ['A', 1, 51],
    ]);
    const odd = new TestTable('ABC', {
      ...sitAndGo,
      prizePoolChips: 100,
      payoutsBasisPoints: [4900, 3100, 2000],
    });
    odd.begin();
    odd.settle({ B: 0, C: 0, A: 300 });
    expect(odd.life.tournament!.finished.map((f) => [f.player, f.prizeChips])).toEqual([
      ['C', 25],
      ['B', 26],
      ['A', 49],
    ]);
  });

  test('heads-up button: the big blind moves on and is not paid twice running', () => {
    const t = new TestTable('ABC', sitAndGo);
    expect(t.hand({ B: 0, A: 200 })).toBe('btn A sb B bb C: ABC');
    expect(t.hand()).toBe('btn C sb C bb A: AC');
    expect(t.hand()).toBe('btn A sb A bb C: AC');
  });

  test('an expelled player takes the worst place left', () => {
    const t = new TestTable('ABC', sitAndGo);
    t.hand();
    t.say('C expelled');
    expect(t.life.tournament!.finished).toMatchObject([{ player: 'C', place: 3 }]);
    t.say('A expelled');
    expect(t.life.tournament!.finished.map((f) => f.player)).toEqual(['C', 'A', 'B']);
    expect(isOver(t.life)).toBe(true);
  });

  test('a level with an ante keeps the kind of ante the table has', () => {
    const t = new TestTable('ABC', {
      ...sitAndGo,
      ante: { kind: 'big-blind', chips: 2 },
      levels: [level(1, 9, 0, 2)],
    });
    expect(currentBlinds(t.life).ante).toEqual({ kind: 'big-blind', chips: 2 });
  });
});

describe('payouts', () => {
  test('in basis points, what rounding leaves to the winner', () => {
    expect(payouts(1000, [5000, 3000, 2000])).toEqual([500, 300, 200]);
    expect(payouts(7, [5000, 3000, 2000])).toEqual([4, 2, 1]);
    expect(payouts(1000, [5000, 3000, 2000], 2)).toEqual([700, 300]);
  });

  test('the prizes sum to the pool, also beyond where a plain product leaves the safe integers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_000_000_000_000 }),
        fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 9 }),
        (pool, weights) => {
          const shares = weights.map((w) => w);
          shares[0] = 10_000 - weights.slice(1).reduce((a, b) => a + b, 0);
          const prizes = payouts(pool, shares);
          expect(prizes.reduce((a, b) => a + b, 0)).toBe(pool);
          for (const [i, p] of prizes.entries()) {
            expect(Number.isSafeInteger(p)).toBe(true);
            expect(BigInt(p)).toBeGreaterThanOrEqual((BigInt(pool) * BigInt(shares[i]!)) / 10_000n);
          }
        },
      ),
    );
  });

  test('over random tournaments every entrant gets one place and the pool is paid out exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 9 }),
        fc.array(fc.array(fc.nat(8), { maxLength: 4 }), { maxLength: 40 }),
        (n, hands) => {
          const players = Array.from({ length: n }, (_, seat) => ({
            seat,
            player: `p${seat}`,
            stackChips: 100,
          }));
          const rules: LifeRules = { ...cashRules, ...sitAndGo, seats: 9, prizePoolChips: 1001 };
          let life = createLife(rules, players, 0);
          for (const losers of [...hands, ...players.map((p) => [p.seat])]) {
            const begun = beginHand(life, 0);
            if (begun === undefined) break;
            const dealt = begun.plan.dealtIn.map((d) => d.seat);
            const winner = dealt.find((s) => !losers.includes(s)) ?? dealt[0]!;
            const stacks = begun.plan.dealtIn.map((d) => ({
              seat: d.seat,
              stackChips: d.seat === winner || !losers.includes(d.seat) ? d.stackChips : 0,
            }));
            life = settleHand(begun.life, stacks, 0);
          }
          const t = life.tournament!;
          expect(t.over).toBe(true);
          expect(new Set(t.finished.map((f) => f.player)).size).toBe(n);
          expect(t.finished.reduce((sum, f) => sum + f.prizeChips, 0)).toBe(1001);
          expect(t.finished.at(-1)!.place).toBe(1);
        },
      ),
    );
  });
});
