import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Transfer } from '../contract/record.ts';
import { settleGreedily, settleUp } from './ledger.ts';

const balances = (...chips: number[]) => chips.map((c, i) => ({ player: `P${i}`, chips: c }));

/** What each player has after the transfers. */
function leftOver(results: ReturnType<typeof balances>, transfers: readonly Transfer[]): number[] {
  const left = new Map(results.map((r) => [r.player, r.chips]));
  for (const t of transfers) {
    left.set(t.from, left.get(t.from)! + t.chips);
    left.set(t.to, left.get(t.to)! - t.chips);
  }
  return [...left.values()];
}

/** The fewest transfers by trying every order of paying one debtor at a time; only for small tables. */
function fewest(chips: readonly number[], from = 0): number {
  let i = from;
  while (chips[i] === 0) i++;
  if (i >= chips.length) return 0;
  let best = Number.POSITIVE_INFINITY;
  for (let j = i + 1; j < chips.length; j++) {
    if (chips[i]! * chips[j]! >= 0) continue;
    const rest = [...chips];
    rest[j] = rest[j]! + rest[i]!;
    best = Math.min(best, 1 + fewest(rest, i + 1));
  }
  return best;
}

/** Two to nine whole results that sum to zero; small numbers make even groups likely. */
const results = fc
  .array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 8 })
  .map((chips) => balances(...chips, -chips.reduce((a, b) => a + b, 0)));

describe('settling up', () => {
  it('two pairs that are even need two transfers, where greed takes three', () => {
    const table = balances(5, 4, -5, -4);
    expect(settleUp(table)).toHaveLength(2);
    const tricky = balances(7, 6, -3, -4, -5, -1);
    expect(settleGreedily(tricky).length).toBe(5);
    expect(settleUp(tricky)).toHaveLength(4);
  });
  it('nobody owes anything: nothing to do', () => {
    expect(settleUp([])).toEqual([]);
    expect(settleUp(balances(0, 0, 0))).toEqual([]);
  });
  it('refuses accounts that do not sum to zero, and broken numbers', () => {
    expect(() => settleUp(balances(5, -4))).toThrow(RangeError);
    expect(() => settleUp(balances(0.5, -0.5))).toThrow(RangeError);
    expect(() => settleUp(balances(Number.NaN))).toThrow(RangeError);
  });
  it('everybody is even afterwards, with positive payments from losers to winners only', () => {
    fc.assert(
      fc.property(results, (r) => {
        const transfers = settleUp(r);
        expect(leftOver(r, transfers).every((c) => c === 0)).toBe(true);
        const sign = new Map(r.map((x) => [x.player, Math.sign(x.chips)]));
        for (const t of transfers) {
          expect(t.chips).toBeGreaterThan(0);
          expect([sign.get(t.from), sign.get(t.to)]).toEqual([-1, 1]);
        }
      }),
    );
  });
  it('never takes more transfers than greed', () => {
    fc.assert(
      fc.property(results, (r) => {
        expect(settleUp(r).length).toBeLessThanOrEqual(settleGreedily(r).length);
      }),
    );
  });
  it('takes the fewest there can be, against trying everything', () => {
    const small = fc
      .array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 6 })
      .map((chips) => balances(...chips, -chips.reduce((a, b) => a + b, 0)));
    fc.assert(
      fc.property(small, (r) => {
        expect(settleUp(r).length).toBe(fewest(r.map((x) => x.chips)));
      }),
    );
  });
  it('settles large tables too, greedily', () => {
    const many = balances(...Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? i + 1 : -i)));
    const transfers = settleUp(many);
    expect(leftOver(many, transfers).every((c) => c === 0)).toBe(true);
    expect(transfers.length).toBeLessThan(40);
  });
});
