/** A sit-and-go's levels and prizes, from what is typed to what a configuration takes. */
import { describe, expect, it } from 'vitest';
import { en } from '../messages/en/index.ts';
import { type CreateFields, FIRST_FIELDS, readCreateForm } from './createForm.ts';
import { levelsAfterFirst, withLevel } from './levelFields.ts';

const form = (change: Partial<CreateFields> = {}): CreateFields => ({
  ...FIRST_FIELDS,
  name: 'Friday',
  format: 'sit-and-go',
  ...change,
});
const read = (change: Partial<CreateFields> = {}) => {
  const got = readCreateForm(form(change), en);
  return got.ok ? got.options : got.problems;
};
const row = (small: string, big: string, ante = '0', minutes = '5') => ({ small, big, ante, minutes });

describe('levels', () => {
  it('are the usual ones until somebody changes one, and follow the blinds', () => {
    expect(read()).not.toHaveProperty('levels');
    expect(levelsAfterFirst(form()).slice(0, 2)).toEqual([row('10', '20'), row('15', '30')]);
    const money = form({ smallBlind: '0,05', bigBlind: '0,10', ante: '0', minutes: '8' });
    expect(levelsAfterFirst(money)[0]).toEqual(row('0,10', '0,20', '0', '8'));
    expect(withLevel(form({ levels: [] })).levels).toEqual([row('10', '20')]);
  });

  it('are read in chips or in money, the first one being the blinds above', () => {
    expect(read({ levels: [row('10', '25', '5', '3')] })).toMatchObject({
      levels: [
        { smallBlindChips: 5, bigBlindChips: 10, anteChips: 0, minutes: 5 },
        { smallBlindChips: 10, bigBlindChips: 25, anteChips: 5, minutes: 3 },
      ],
    });
    const cents = { smallBlind: '0.05', bigBlind: '0.10', stack: '10.00', ante: '0', bond: '0' };
    const money = { ...cents, currency: 'EUR', chipValue: '0.01' } as const;
    expect(read({ ...money, levels: [row('0.10', '0.20')] })).toMatchObject({
      levels: [{ bigBlindChips: 10 }, { smallBlindChips: 10, bigBlindChips: 20 }],
    });
  });

  it.each([
    [row('10', '5'), 'Level 2: the small blind cannot be larger than the big blind.'],
    [row('4', '8'), 'Level 2: blinds cannot become smaller.'],
    [row('10', '20', '21'), 'Level 2: the ante cannot be more than the big blind.'],
    [row('10', '20', '0', '0'), 'Level 2: choose 1 to 240 minutes.'],
    [row('10', '20', '0', '241'), 'Level 2: choose 1 to 240 minutes.'],
    [row('1,000', '20'), `Level 2: ${en.amountProblems.separator}`],
    [row('', '20'), `Level 2: ${en.amountProblems.empty}`],
  ])('%j is refused in words', (level, words) => {
    expect(read({ levels: [level] })).toEqual({ levels: words });
  });

  it('that are let through are such as a configuration takes, and no other', () => {
    const values = ['0', '1', '5', '10', '20', '1000'];
    for (const small of values)
      for (const big of values)
        for (const ante of values) {
          const fits = +small <= +big && +ante <= +big && +big >= 10;
          const got = read({ levels: [row(small, big, ante)] });
          expect('name' in got, `${small}/${big}/${ante}`).toBe(fits);
        }
  });

  it('are at most 64', () => {
    const many = Array.from({ length: 64 }, () => row('5', '10'));
    expect(read({ levels: many })).toEqual({ levels: en.schedule.problems.many });
    expect(read({ levels: many.slice(1) })).toHaveProperty('levels.63.bigBlindChips', 10);
    expect(withLevel(form({ levels: many.slice(1) })).levels).toHaveLength(63);
  });
});

describe('prizes', () => {
  it.each([
    ['50 30 20', [5000, 3000, 2000]],
    ['65 / 35', [6500, 3500]],
    ['33,34 33,33 33,33', [3334, 3333, 3333]],
    ['100%', [10_000]],
    ['60%, 40%', [6000, 4000]],
  ])('%s', (payouts, basisPoints) => {
    expect(read({ payouts })).toMatchObject({ payoutsBasisPoints: basisPoints });
  });

  it('are by the number of seats where the field is empty', () => {
    expect(read({ payouts: '  ' })).not.toHaveProperty('payoutsBasisPoints');
  });

  it.each([
    ['50 30', en.schedule.problems.sum('80')],
    ['30 70', en.schedule.problems.order],
    ['first takes all', en.schedule.problems.percent],
    ['100 0', en.schedule.problems.percent],
    ['1e2', en.schedule.problems.percent],
    ['20 20 20 10 10 10 10', en.schedule.problems.places],
  ])('%s is refused in words', (payouts, words) => {
    expect(read({ payouts })).toEqual({ payouts: words });
  });

  it('a cash game has neither', () => {
    expect(read({ format: 'cash', payouts: 'x', levels: [row('', '')] })).not.toHaveProperty('levels');
  });
});
