import { describe, expect, it } from 'vitest';
import { niceSteps, segments } from './stackLines.ts';

describe('the stack graph', () => {
  it('has round steps that reach the largest stack', () => {
    expect(niceSteps(1000)).toEqual([0, 200, 400, 600, 800, 1000]);
    expect(niceSteps(1)).toEqual([0, 1]);
    for (const most of [1, 2, 3, 7, 19, 20, 99, 401, 2_000, 123_456, 9e12]) {
      const steps = niceSteps(most);
      expect(steps.at(-1)).toBeGreaterThanOrEqual(most);
      expect(steps.length).toBeLessThanOrEqual(6);
      expect(new Set(steps).size).toBe(steps.length);
    }
  });
  it('breaks the line while somebody is away', () => {
    expect(segments([5, 6, undefined, 7])).toEqual([
      [
        { at: 0, chips: 5 },
        { at: 1, chips: 6 },
      ],
      [
        { at: 3, chips: 7 },
        { at: 3.1, chips: 7 },
      ],
    ]);
    expect(segments([undefined])).toEqual([]);
  });
});
