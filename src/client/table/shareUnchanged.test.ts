import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareUnchanged } from './shareUnchanged.ts';

const plain = fc.jsonValue({ maxDepth: 4 });

describe('sharing what has not changed', () => {
  it('says what the new value says, whatever came before', () => {
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        expect(shareUnchanged(before, after)).toStrictEqual(after);
      }),
    );
  });

  it('gives back the very value where nothing has changed', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(shareUnchanged(value, structuredClone(value))).toBe(value);
      }),
    );
  });

  it('changes neither of the two', () => {
    fc.assert(
      fc.property(plain, plain, (before, after) => {
        const [b, a] = [structuredClone(before), structuredClone(after)];
        shareUnchanged(before, after);
        expect(before).toStrictEqual(b);
        expect(after).toStrictEqual(a);
      }),
    );
  });

  it('keeps every seat but the one that bet', () => {
    const before = { seats: [{ bet: 0 }, { bet: 2 }], chain: { height: 1 } };
    const after = shareUnchanged(before, { seats: [{ bet: 4 }, { bet: 2 }], chain: { height: 1 } });
    expect(after.seats[0]).toEqual({ bet: 4 });
    expect(after.seats[1]).toBe(before.seats[1]);
    expect(after.chain).toBe(before.chain);
  });

  it('a list that has grown shorter or longer is another list', () => {
    const list = [{ id: 1 }, { id: 2 }];
    expect(shareUnchanged(list, [{ id: 1 }])).toEqual([{ id: 1 }]);
    expect(shareUnchanged(list.slice(0, 1), list)).toEqual(list);
    expect(
      shareUnchanged({ a: 1, b: undefined } as { a: number; b?: undefined }, { a: 1 }),
    ).not.toHaveProperty('b');
  });
});
