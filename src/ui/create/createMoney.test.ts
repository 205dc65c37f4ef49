import { describe, expect, it } from 'vitest';
import { en } from '../messages/en/index.ts';
import { type CreateFields, FIRST_FIELDS, readCreateForm, usualText } from './createForm.ts';
import { currencyFor, withTypedMoney } from './createMoney.ts';

const start: CreateFields = { name: 'T', ...FIRST_FIELDS };
const type = (fields: CreateFields, change: Partial<CreateFields>) =>
  withTypedMoney(fields, { ...fields, ...change }, ['de-DE']);
const options = (fields: CreateFields) => {
  const read = readCreateForm(fields, en);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.options;
};
const problems = (fields: CreateFields) => {
  const read = readCreateForm(fields, en);
  return read.ok ? {} : read.problems;
};

describe('stakes by typing them', () => {
  it('0.05/0.10 are five and ten chips of a cent, and a hundred big blinds to begin with', () => {
    const fields = type(type(start, { smallBlind: '0,05' }), { bigBlind: '0,10' });
    expect(fields).toMatchObject({ currency: 'EUR', chipValue: '0.01', stack: '10,00' });
    expect(options(fields)).toMatchObject({
      smallBlindChips: 5,
      bigBlindChips: 10,
      startingStackChips: 1000,
      money: { centsPerChip: 1, currency: 'EUR' },
    });
    // Once one stake is money all are: ten is ten euros.
    expect(options(type(fields, { stack: '20' }))).toMatchObject({ startingStackChips: 2000 });
  });

  it('the bond of an empty field is twenty big blinds, at most a quarter of the stack, and none in a tournament', () => {
    expect(options(start)).toMatchObject({ startingStackChips: 1000, bondChips: 200 });
    expect(options(type(start, { stack: '100' }))).toMatchObject({ bondChips: 25 });
    expect(options(type(start, { bond: ' ' }))).toMatchObject({ bondChips: 200 });
    expect(options(type(start, { bond: '0' }))).toMatchObject({ bondChips: 0 });
    expect(options(type(start, { bond: '70', format: 'sit-and-go' }))).toMatchObject({ bondChips: 0 });
    expect(usualText(start, en)?.bond).toBe('200');
    expect(usualText(type(start, { stack: 'x' }), en)).toBeUndefined();
    const money = type(type(start, { smallBlind: '0,05' }), { bigBlind: '0,10' });
    expect(options(money)).toMatchObject({ startingStackChips: 1000, bondChips: 200 });
    expect(usualText(money, en)?.bond).toBe('€2.00');
  });

  it('buy-ins of empty fields are what is usual, and others lie on both sides of the stack', () => {
    expect(options(start)).toMatchObject({
      minBuyInChips: 0,
      maxBuyInChips: 0,
      pace: 'usual',
      capHeadsUp: false,
    });
    expect(usualText(start, en)).toEqual({ bond: '200', minBuyIn: '210', maxBuyIn: '1000' });
    const own = type(start, { minBuyIn: '400', maxBuyIn: '2500', pace: 'slow' });
    expect(options(own)).toMatchObject({ minBuyInChips: 400, maxBuyInChips: 2500, pace: 'slow' });
    expect(problems(type(start, { minBuyIn: '209', maxBuyIn: '999' }))).toEqual(en.hostRules.problems);
    expect(problems(type(start, { minBuyIn: '1001' }))).toEqual({ minBuyIn: en.hostRules.problems.minBuyIn });
    const money = type(type(start, { smallBlind: '0,05' }), { maxBuyIn: '25,00' });
    expect(options(type(money, { bigBlind: '0,10' }))).toMatchObject({ maxBuyInChips: 2_500 });
    // A tournament knows neither, whatever still stands in the fields.
    expect(options(type(own, { format: 'sit-and-go' }))).toMatchObject({
      minBuyInChips: 0,
      maxBuyInChips: 0,
    });
  });

  it('the cap for two is a question of a fixed limit', () => {
    expect(options(type(start, { capHeadsUp: true }))).toMatchObject({ capHeadsUp: false });
    expect(options(type(start, { capHeadsUp: true, structure: 'fixed-limit' }))).toMatchObject({
      capHeadsUp: true,
    });
  });

  it('a worth can be given to plain chips', () => {
    const fields = type(start, { currency: 'USD', chipValue: '0.05' });
    expect(options(fields)).toMatchObject({
      smallBlindChips: 5,
      bigBlindChips: 10,
      money: { centsPerChip: 5, currency: 'USD' },
    });
  });

  it('what is no whole number of chips is refused at its field', () => {
    const fields = type(start, { currency: 'EUR', chipValue: '0.10', smallBlind: '0.05', bigBlind: '0.10' });
    expect(problems(fields)).toEqual({ smallBlind: en.money.problems.chips });
    expect(problems({ ...fields, smallBlind: '0.10', bigBlind: '1.000' })).toMatchObject({
      bigBlind: en.money.problems.separator,
    });
    for (const chipValue of ['', '0', '-1', '10000.01', '1,000', 'x', '\u200b'])
      expect(problems({ ...fields, chipValue })).toHaveProperty('chipValue');
  });

  it('without money nothing changes', () => {
    expect(type(start, { smallBlind: '6' })).toMatchObject({ currency: '', stack: '1000' });
    expect(options(start)).not.toHaveProperty('money');
  });

  it('offers the money of the reader’s region', () => {
    expect(currencyFor(['de-CH', 'en-US'])).toBe('CHF');
    expect(currencyFor(['en', 'es-MX'])).toBe('MXN');
    expect(currencyFor(['es'])).toBe('EUR');
    expect(currencyFor([])).toBe('EUR');
  });
});
