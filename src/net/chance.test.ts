import { afterEach, describe, expect, it, vi } from 'vitest';
import { randomBelow, randomShare } from './chance.ts';

afterEach(() => vi.restoreAllMocks());

/** The platform's next draws, each of 32 bits. */
function draws(...values: number[]): void {
  vi.spyOn(crypto, 'getRandomValues').mockImplementation((into) => {
    if (!(into instanceof Uint32Array)) throw new TypeError('32 bits at a time');
    into[0] = values.shift()!;
    return into;
  });
}

describe('a number at random', () => {
  it('is drawn again where the remainder would favour small ones', () => {
    // 2³² = 613566756 · 7 + 4: the last four values would make 0 to 3 more likely.
    draws(2 ** 32 - 4, 2 ** 32 - 1, 2 ** 32 - 5);
    expect(randomBelow(7)).toBe((2 ** 32 - 5) % 7);
  });
  it('takes every draw where nothing is left over', () => {
    draws(2 ** 32 - 1);
    expect(randomBelow(16)).toBe(15);
  });
  it('as a share is at least 0 and less than 1', () => {
    draws(0, 2 ** 32 - 1);
    expect(randomShare()).toBe(0);
    const most = randomShare();
    expect(most).toBeLessThan(1);
    expect(most).toBeGreaterThan(0.999_999_999);
  });
});
