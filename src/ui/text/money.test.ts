import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MoneyView } from '../../client/contract/money.ts';
import { moneyText, netMoneyText, parseMoney } from './money.ts';

const euro: MoneyView = { centsPerChip: 5, currency: 'EUR' };
const plain = (text: string) => text.replace(/[\u00a0\u202f]/gu, ' ');

describe('money as it is read', () => {
  it('is chips times their worth, to the cent, as each language writes it', () => {
    expect(plain(moneyText(241, euro, 'de'))).toBe('12,05 €');
    expect(plain(moneyText(241, euro, 'en'))).toBe('€12.05');
    expect(plain(moneyText(-1, euro, 'es'))).toBe('-0,05 €');
    expect(plain(netMoneyText(20, euro, 'de'))).toBe('+1,00 €');
    expect(plain(netMoneyText(0, euro, 'de'))).toBe('0,00 €');
  });
  it('is exact where a double is not', () => {
    const cents: MoneyView = { centsPerChip: 1_000_000, currency: 'USD' };
    expect(moneyText(900_719_925_474_991, cents, 'en')).toBe('$9,007,199,254,749,910,000.00');
  });
});

describe('money as it is typed', () => {
  it.each([
    ['0.05', 5],
    ['0,05', 5],
    ['.5', 50],
    ['10', 1000],
    ['10.0', 1000],
    ['\u00a0 12,34\u202f€ ', 1234],
    ['$3', 300],
    ['007', 700],
  ])('%j is %i hundredths', (text, cents) => {
    expect(parseMoney(text)).toMatchObject({ ok: true, cents });
  });
  it.each([
    ['', 'empty'],
    [' \u2009\u00a0', 'empty'],
    ['1,000', 'separator'],
    ['1.000', 'separator'],
    ['1.000,50', 'separator'],
    ['1 000', 'separator'],
    ['1\u202f000', 'separator'],
    ['1’000', 'separator'],
    ['5.', 'separator'],
    ['.', 'separator'],
    ['0.0005', 'too-fine'],
    ['-1', 'sign'],
    ['−0,05', 'sign'],
    ['1e3', 'exponent'],
    ['ten', 'not-a-number'],
    ['٠٫٠٥', 'not-a-number'],
    ['0x10', 'not-a-number'],
    ['9999999999999999', 'too-large'],
  ])('%j is refused: %s', (text, problem) => {
    expect(parseMoney(text)).toEqual({ ok: false, problem });
  });
  it('knows whether money was meant', () => {
    expect(parseMoney('5')).toMatchObject({ decimals: false });
    expect(parseMoney('5.0')).toMatchObject({ decimals: true });
  });
  it('reads back every amount it could have written, with a point or a comma', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), fc.constantFrom('.', ','), (cents, point) => {
        const text = `${Math.floor(cents / 100)}${point}${String(cents % 100).padStart(2, '0')}`;
        expect(parseMoney(text)).toEqual({ ok: true, cents, decimals: true });
      }),
    );
  });
  it('never throws, and never reads what has a sign or three digits behind its separator', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const read = parseMoney(text);
        if (read.ok) expect(text).toMatch(/^[^-+−]*[0-9][^-+−]*$/u);
      }),
    );
  });
});
