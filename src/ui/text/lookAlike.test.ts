import { describe, expect, it } from 'vitest';
import { alikeAmong, looksLike } from './lookAlike.ts';

describe('names that look alike', () => {
  it.each([
    ['letters of another script', 'Anna', '\u0410nna'],
    ['all of them', 'Coca', '\u0421\u043e\u0441\u0430'],
    ['Greek', 'Otto', '\u039ftto'],
    ['a capital I for an l', 'Paul', 'PauI'],
    ['a digit', 'Olly', '0lly'],
    ['r and n for an m', 'Tom', 'Torn'],
    ['case', 'bob', 'BOB'],
    ['an accent', 'Jose', 'Jos\u00e9'],
    ['composed and not', 'Jos\u00e9', 'Jose\u0301'],
    ['wide letters', 'Eva', '\uff25\uff56\uff41'],
    ['a mark that is not seen', 'Eva', 'E\u200dva'],
    ['a filler', 'Eva', 'Eva\u3164'],
    ['a space', 'Big Al', 'BigAl'],
  ])('%s', (_, a, b) => {
    expect(a).not.toBe(b);
    expect(looksLike(a, b)).toBe(true);
    expect(looksLike(b, a)).toBe(true);
  });

  it.each([
    ['Anna', 'Anne'],
    ['Tom', 'Tim'],
    ['\u674e\u96f7', '\u674e\u660e'],
    ['\u0410\u043d\u043d\u0430', 'Anna'],
    ['\ud83d\udc31', '\ud83d\udc36'],
  ])('not %s and %s', (a, b) => {
    expect(looksLike(a, b)).toBe(false);
  });

  it('are found among many, and a name of a megabyte costs nothing', () => {
    expect(alikeAmong(['Ann', 'Bob', '\u0412ob', 'Ann'])).toEqual([0, 3]);
    expect(alikeAmong(['Ann', 'Bob', '\u0412ob'])).toEqual([1, 2]);
    expect(alikeAmong(['Ann', 'Bob'])).toBeUndefined();
    expect(looksLike('x'.repeat(1_000_000), 'y')).toBe(false);
  });
});
