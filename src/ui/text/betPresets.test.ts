import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentText, readBigBlindPresets, readPotPresets } from './betPresets.ts';

describe('bet sizes of one’s own', () => {
  it.each([
    ['50 75 100', [50, 75, 100]],
    ['33%, 66%, 125%', [33, 66, 125]],
    [' 25/50/1000 ', [25, 50, 1000]],
  ])('%s of the pot', (text, percents) => expect(readPotPresets(text)).toEqual(percents));

  it.each([
    ['2.5 3 4', [2.5, 3, 4]],
    ['2,5; 3; 4', [2.5, 3, 4]],
    ['2bb 3bb 200BB', [2, 3, 200]],
  ])('%s in big blinds', (text, totals) => expect(readBigBlindPresets(text)).toEqual(totals));

  it.each(['', '50', '50 75', '1 2 3 4', '0 1 2', '-1 2 3', '1e3 2 3', 'a b c', '50 75 1001', 'NaN 1 2'])(
    '%s is none',
    (text) => expect(readPotPresets(text)).toBeUndefined(),
  );

  it('whatever is typed gives three possible numbers or none', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const read = readBigBlindPresets(text);
        if (read === undefined) return;
        expect(read).toHaveLength(3);
        for (const n of read) expect(n > 0 && n <= 200).toBe(true);
      }),
    );
  });

  it('are named shortly', () => {
    expect([25, 33, 50, 66, 75, 100, 120].map(percentText)).toEqual([
      ...['¼', '⅓', '½', '⅔', '¾', undefined, '120 %'],
    ]);
  });
});
