/** Strangers' hellos and silences: what they cost, and that nobody pays for what others say. */
import { describe, expect, it } from 'vitest';
import { createManualScheduler } from '../testing/manualScheduler.ts';
import { BudgetOfEach } from './budgetOfEach.ts';
import { FirstHello, firstHelloMs } from './firstHello.ts';
import { helloLimits } from './inbox.ts';

describe('hellos of one key', () => {
  it('are heard twelve at once, then one in five seconds; of another key as before', () => {
    let nowMs = 0;
    const budget = new BudgetOfEach(() => nowMs, helloLimits);
    const heard = (key: string, n: number) =>
      Array.from({ length: n }, () => budget.take(key)).filter(Boolean);
    expect(heard('a', 100)).toHaveLength(12);
    expect(heard('b', 3)).toHaveLength(3);
    nowMs += 5_000;
    expect(heard('a', 100)).toHaveLength(1);
    nowMs += 3_600_000;
    expect(heard('a', 100)).toHaveLength(12);
  });

  it('are counted for so many keys, and no memory grows beyond', () => {
    const budget = new BudgetOfEach(() => 0, helloLimits);
    for (let i = 0; i < 10 * helloLimits.names; i++) expect(budget.take(`key ${i}`)).toBe(true);
    expect((budget as unknown as { buckets: Map<string, unknown> }).buckets.size).toBe(helloLimits.names);
  });
});

describe('a link without a hello', () => {
  it('is let go after ten seconds, and one that speaks or breaks before that is not', () => {
    const scheduler = createManualScheduler();
    const dropped: string[] = [];
    const first = new FirstHello(
      { drop: (peer) => void dropped.push(peer) },
      { nowMs: () => scheduler.now(), after: (ms, run) => scheduler.after(ms, run) },
    );
    for (const peer of ['silent', 'speaks', 'breaks']) first.linked(peer);
    first.settled('speaks');
    first.settled('breaks');
    scheduler.advance(firstHelloMs - 1);
    expect(dropped).toEqual([]);
    // Another event of the same link does not give it more time.
    first.linked('silent');
    scheduler.advance(1);
    expect(dropped).toEqual(['silent']);
    first.linked('silent');
    first.stop();
    scheduler.advance(2 * firstHelloMs);
    expect(dropped).toEqual(['silent']);
  });
});
