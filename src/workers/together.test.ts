import { describe, expect, it } from 'vitest';
import { askedTogether } from './together.ts';

describe('questions of one turn', () => {
  it('are answered together, each with its own answer, and later ones with the next', async () => {
    const asked: number[][] = [];
    const double = askedTogether(async (all: readonly number[]) => {
      asked.push([...all]);
      return all.map((n) => 2 * n);
    });
    expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
    expect(await double(4)).toBe(8);
    expect(asked).toEqual([[1, 2, 3], [4]]);
  });

  it('are all left without an answer where there is none, and nobody after them', async () => {
    let broken = true;
    const answer = askedTogether(async (all: readonly number[]) => {
      if (broken) throw new Error('no memory');
      return all;
    });
    const results = await Promise.allSettled([answer(1), answer(2)]);
    expect(results.map((r) => r.status)).toEqual(['rejected', 'rejected']);
    broken = false;
    expect(await answer(3)).toBe(3);
  });
});
