import { describe, expect, it } from 'vitest';
import {
  clampToBounds,
  formatBigBlinds,
  formatChips,
  formatNet,
  formatShort,
  formatTableTime,
  fractionLeft,
  isInBounds,
  parseAmount,
  potPreset,
  secondsLeft,
  stepAmount,
} from './amounts.ts';

describe('amounts as typed', () => {
  it.each([
    ['40', 40],
    [' 40 ', 40],
    ['0', 0],
    ['0040', 40],
  ])('reads %j as %d', (text, chips) => {
    expect(parseAmount(text)).toEqual({ ok: true, chips });
  });

  it.each([
    ['', 'empty'],
    ['1,000', 'separator'],
    ['1.000', 'separator'],
    ['1 000', 'separator'],
    ['1’000', 'separator'],
    ['-40', 'sign'],
    ['−40', 'sign'],
    ['+40', 'sign'],
    ['1e3', 'exponent'],
    ['1.5e3', 'exponent'],
    ['12.5', 'fraction'],
    ['12.50', 'fraction'],
    ['0x10', 'not-a-number'],
    ['٤٠', 'not-a-number'],
    ['forty', 'not-a-number'],
    ['NaN', 'not-a-number'],
    ['Infinity', 'not-a-number'],
    ['99999999999999999999', 'too-large'],
  ])('refuses %j: %s', (text, problem) => {
    expect(parseAmount(text)).toEqual({ ok: false, problem });
  });
});

describe('pot presets', () => {
  const bounds = { minToChips: 20, maxToChips: 1000 };
  it('raises by the pot after calling', () => {
    // 30 in the middle, 10 to call, nothing in front: pot after the call is 40, raise to 10 + 40.
    expect(potPreset(1, { totalPotChips: 30, yourBetChips: 0, callChips: 10 }, bounds)).toBe(50);
  });
  it('bets a share of the pot when nothing is to call', () => {
    expect(potPreset(0.5, { totalPotChips: 120, yourBetChips: 0, callChips: 0 }, bounds)).toBe(60);
  });
  it('never leaves what may be done', () => {
    expect(potPreset(0.5, { totalPotChips: 4, yourBetChips: 0, callChips: 0 }, bounds)).toBe(20);
    expect(potPreset(1, { totalPotChips: 5000, yourBetChips: 0, callChips: 0 }, bounds)).toBe(1000);
  });
  it('steps by big blinds and stops at both ends', () => {
    expect(stepAmount(40, 1, 10, bounds)).toBe(50);
    expect(stepAmount(25, -1, 10, bounds)).toBe(20);
    expect(stepAmount(995, 1, 10, bounds)).toBe(1000);
  });
});

describe('two fixed bets to choose from', () => {
  const bounds = { minToChips: 20, maxToChips: 40, totalsChips: [20, 40] };
  it('nothing between them is allowed', () => {
    expect([19, 20, 21, 30, 40, 41].filter((chips) => isInBounds(chips, bounds))).toEqual([20, 40]);
    expect([10, 29, 31, 50].map((chips) => clampToBounds(chips, bounds))).toEqual([20, 20, 40, 40]);
  });
  it('steps go from one to the other', () => {
    expect(stepAmount(20, 1, 2, bounds)).toBe(40);
    expect(stepAmount(40, 1, 2, bounds)).toBe(40);
    expect(stepAmount(40, -10, 2, bounds)).toBe(20);
  });
});

describe('numbers as shown', () => {
  it('groups from five digits on', () => {
    expect(formatChips(9999)).toBe('9999');
    expect(formatChips(12_500)).toBe('12\u202f500');
    expect(formatChips(1_234_567)).toBe('1\u202f234\u202f567');
  });
  it('counts in big blinds', () => {
    expect(formatBigBlinds(1000, 10)).toBe('100');
    expect(formatBigBlinds(125, 10)).toBe('12.5');
    expect(formatBigBlinds(1, 3)).toBe('0.33');
    expect(formatBigBlinds(205, 100)).toBe('2.05');
    expect(formatBigBlinds(0, 10)).toBe('0');
    expect(formatBigBlinds(1, 1000)).toBe('<0.01');
    expect(formatBigBlinds(-5, 10)).toBe('−0.5');
    expect(formatBigBlinds(500_000, 10)).toBe('50\u202f000');
    expect(formatBigBlinds(500, 0)).toBe('500');
  });
  it('shortens what would not fit on a seat, never upwards', () => {
    expect(formatShort(1_250_000)).toBe('1\u202f250\u202f000');
    expect(formatShort(10_000_000)).toBe('10.00M');
    expect(formatShort(12_349_999)).toBe('12.34M');
    expect(formatShort(999_999_999_999_999)).toBe('999.99T');
    expect(formatShort(-12_349_999)).toBe('−12.34M');
  });
  it('signs results', () => {
    expect([formatNet(5), formatNet(-5), formatNet(0)]).toEqual(['+5', '−5', '0']);
  });
  it('counts down without going below zero', () => {
    expect(secondsLeft(10_000, 9_001)).toBe(1);
    expect(secondsLeft(10_000, 12_000)).toBe(0);
    expect(fractionLeft(10_000, 5_000, 10_000)).toBe(0.5);
    expect(fractionLeft(10_000, 99_000, 10_000)).toBe(0);
  });
  it('writes table time', () => {
    expect(formatTableTime(65_000)).toBe('1:05');
    expect(formatTableTime(3_725_000)).toBe('1:02:05');
  });
});
