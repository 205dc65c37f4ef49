import { describe, expect, it } from 'vitest';
import { createTableClock } from './clock.ts';

function handClock() {
  let now = 1_000_000;
  return { scheduler: { nowMs: () => now, after: () => () => undefined }, pass: (ms: number) => (now += ms) };
}

const exactly = (ms: number) => ({ leastMs: ms, mostMs: ms });

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
    expect(clock.observe(exactly(3_600_000))).toBe(50);
    expect(clock.nowMs()).toBe(1_050);
  });

  it('is left alone where it may be right, however far that reaches', () => {
    const { scheduler, pass } = handClock();
    const clock = createTableClock(scheduler, 10_000);
    for (const [leastMs, mostMs] of [
      [9_000, 12_000],
      [0, Number.POSITIVE_INFINITY],
    ] as const) {
      pass(100);
      expect(clock.observe({ leastMs, mostMs })).toBe(0);
    }
    expect(clock.nowMs()).toBe(10_200);
    pass(1_000);
    expect(clock.observe({ leastMs: 10_000, mostMs: 11_100 })).toBe(-50);
    pass(1_000);
    expect(clock.observe({ leastMs: 12_180, mostMs: 13_000 })).toBe(30);
  });

  it('never goes back', () => {
    const { scheduler, pass } = handClock();
    const clock = createTableClock(scheduler, 10_000);
    let last = clock.nowMs();
    for (let i = 0; i < 50; i++) {
      pass(10);
      clock.observe(exactly(0));
      expect(clock.nowMs()).toBeGreaterThanOrEqual(last);
      last = clock.nowMs();
    }
  });

  it('after a sleep what a quorum says is believed at once; five seconds later it only slews', () => {
    const { scheduler, pass } = handClock();
    const clock = createTableClock(scheduler, 1_000, true);
    clock.observe(exactly(61_000));
    expect(clock.nowMs()).toBe(61_000);
    pass(5_001);
    clock.observe(exactly(99_000));
    expect(clock.nowMs()).toBe(66_001 + 250);
  });

  it('keeps the jump after a sleep for what the sleep took: a small error does not use it up', () => {
    const { scheduler, pass } = handClock();
    const clock = createTableClock(scheduler, 1_000, true);
    expect(clock.observe(exactly(1_300))).toBe(300);
    pass(60_000);
    expect(clock.observe(exactly(3_661_300))).toBe(3_600_000);
  });
});

describe('a device that slept', () => {
  /** A clock whose device slept so long with its monotonic clock standing still. */
  function woken(sleptMs: number, wall = true) {
    let monotonicMs = 0;
    let wallMs = 1_700_000_000_000;
    const scheduler = { nowMs: () => monotonicMs, after: () => () => undefined };
    const clock = createTableClock(scheduler, 1_000_000, false, wall ? () => wallMs : undefined);
    monotonicMs += 1000;
    wallMs += 1000 + sleptMs;
    const pass = (ms: number): void => {
      monotonicMs += ms;
      wallMs += ms;
    };
    return { clock, pass, othersMs: 1_001_000 + sleptMs };
  }

  it('has its time back at once, as soon as all others but f have reached it', () => {
    const { clock, othersMs } = woken(30_000, false);
    clock.catchUp(othersMs, 4);
    expect(clock.nowMs()).toBe(othersMs);
  });

  it('of two players, one that opens the table again has the time back that it was away, once', () => {
    const { scheduler, pass } = handClock();
    const clock = createTableClock(scheduler, 1_000_000, true);
    expect(clock.catchUp(1_000_900, 2)).toBe(0);
    expect(clock.catchUp(1_300_000, 2)).toBe(300_000);
    pass(5_001);
    expect(clock.catchUp(1_600_000, 2)).toBe(0);
    expect(clock.nowMs()).toBe(1_305_001);
  });

  it('of two players, one that wakes up hears oldest first what was said meanwhile, and has all of it back', () => {
    const { clock, othersMs } = woken(30_000);
    for (const ms of [28_000, 20_000, 1_500, 0]) clock.catchUp(othersMs - ms, 2);
    expect(clock.nowMs()).toBe(othersMs);
  });

  it('with more of them does not lose the jump beyond a minute to the first that it hears', () => {
    const { clock, othersMs } = woken(600_000);
    expect(clock.catchUp(othersMs - 580_000, 4)).toBe(20_000);
    clock.catchUp(othersMs, 4);
    expect(clock.nowMs()).toBe(othersMs);
  });

  it('jumps neither back nor for a second of drift', () => {
    for (const ms of [-30_000, 900]) {
      const { clock } = woken(0);
      clock.catchUp(1_001_000 + ms, 4);
      expect(clock.nowMs()).toBe(1_001_000);
    }
  });

  it('of two players, or by more than a minute, only if it noticed the sleep itself, once', () => {
    for (const [validators, ms] of [
      [2, 30_000],
      [4, 600_000],
    ] as const) {
      const blind = woken(ms, false);
      blind.clock.catchUp(blind.othersMs, validators);
      expect(blind.clock.nowMs()).toBe(1_001_000);
      blind.clock.slept();
      blind.clock.catchUp(blind.othersMs, validators);
      expect(blind.clock.nowMs()).toBe(blind.othersMs);
      blind.pass(5_001);
      blind.clock.catchUp(blind.othersMs + 5_001 + ms, validators);
      expect(blind.clock.nowMs()).toBe(blind.othersMs + 5_001);
      const seeing = woken(ms);
      seeing.clock.catchUp(seeing.othersMs, validators);
      expect(seeing.clock.nowMs()).toBe(seeing.othersMs);
    }
  });
});
