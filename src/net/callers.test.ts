import { describe, expect, it } from 'vitest';
import { Callers } from './callers.ts';
import { netLimits } from './limits.ts';

describe('strangers who call over a relay', () => {
  const callers = () => {
    let nowMs = 0;
    const c = new Callers(netLimits, () => nowMs);
    const at = (ms: number): void => {
      nowMs = ms;
    };
    return { c, at };
  };

  it('of whom one hangs up and calls again without end is answered now and then, and costs the others nothing', () => {
    const { c, at } = callers();
    let answered = 0;
    for (let i = 0; i < 10_000; i++) {
      at(i);
      if (c.mayCall('hasty')) answered += 1;
      if (i % 1_000 === 0) expect(c.mayCall('friend'), `after ${i} ms`).toBe(true);
    }
    expect(answered).toBeLessThanOrEqual(netLimits.callBurstOfOne + 10 * netLimits.callsOfOnePerSecond);
    expect(answered).toBeGreaterThanOrEqual(netLimits.callBurstOfOne);
  });

  it('are all answered when a whole table comes at once', () => {
    const { c } = callers();
    for (let i = 0; i < netLimits.peers; i++) expect(c.mayCall(`p${i}`)).toBe(true);
  });

  it('who are always somebody new keep a tab no busier than the rate for all', () => {
    const { c, at } = callers();
    let answered = 0;
    for (let i = 0; i < 20_000; i++) {
      at(i);
      if (c.mayCall(`s${i}`)) answered += 1;
    }
    expect(answered).toBeLessThanOrEqual(netLimits.callBurst + 20 * netLimits.callsPerSecond);
    expect(answered).toBeGreaterThan(20 * netLimits.callsPerSecond);
  });
});
