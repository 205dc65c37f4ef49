import { describe, expect, it } from 'vitest';
import { createTableClock } from './clock.ts';

function handClock() {
  let now = 1_000_000;
  return { scheduler: { nowMs: () => now, after: () => () => undefined }, pass: (ms: number) => (now += ms) };
}

describe('the table clock', () => {
  it('starts where it is told, whatever the platform counts from', () => {
    const { scheduler, pass } = handClock();
    const clock = createTableClock(scheduler, 5_000);
    pass(250);
    expect(clock.nowMs()).toBe(5_250);
  });

  it('is slewed, never set: an hour of disagreement moves it by a twentieth of the time that passes', () => {
    const { scheduler, pass } = handClock();
    const clock = createTableClock(scheduler, 0);
    pass(1_000);
    clock.observe(3_600_000);
    expect(clock.nowMs()).toBe(1_050);
  });

  it('never goes back', () => {
    const { scheduler, pass } = handClock();
    const clock = createTableClock(scheduler, 10_000);
    let last = clock.nowMs();
    for (let i = 0; i < 50; i++) {
      pass(10);
      clock.observe(0);
      expect(clock.nowMs()).toBeGreaterThanOrEqual(last);
      last = clock.nowMs();
    }
  });

  it('after a sleep the first quorum is believed, the next ones only slew', () => {
    const { scheduler } = handClock();
    const clock = createTableClock(scheduler, 1_000, true);
    clock.observe(61_000);
    expect(clock.nowMs()).toBe(61_000);
    clock.observe(99_000);
    expect(clock.nowMs()).toBe(61_000);
  });
});
