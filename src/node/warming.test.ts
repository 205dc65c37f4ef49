import { describe, expect, it } from 'vitest';
import { createManualScheduler } from '../testing/manualScheduler.ts';
import { Warming } from './warming.ts';

function lobby(willPlay = true) {
  const { now: nowMs, after, advance } = createManualScheduler();
  const seen = { warm: 0, willPlay, relayed: false };
  const warming = new Warming({
    scheduler: { nowMs, after },
    willPlay: () => seen.willPlay,
    warm: () => seen.warm++,
    relayed: () => seen.relayed,
  });
  return { warming, seen, advance };
}

describe('making ready for a deck', () => {
  it('begins once nobody has been linked for a moment, and once only', () => {
    const { warming, seen, advance } = lobby();
    for (let i = 0; i < 3; i++) {
      warming.linked();
      advance(200);
    }
    expect(seen.warm).toBe(0);
    advance(100);
    expect(seen.warm).toBe(1);
    warming.linked();
    advance(5_000);
    expect(seen.warm).toBe(1);
  });

  it('waits longer while a link may still become direct', () => {
    const { warming, seen, advance } = lobby();
    seen.relayed = true;
    warming.linked();
    advance(900);
    seen.relayed = false;
    warming.linked();
    advance(299);
    expect(seen.warm).toBe(0);
    advance(1);
    expect(seen.warm).toBe(1);
  });

  it('is put off for four seconds at most, whoever comes and goes', () => {
    const { warming, seen, advance } = lobby();
    for (let ms = 0; ms < 4_100; ms += 100) {
      warming.linked();
      advance(100);
    }
    expect(seen.warm).toBe(1);
  });

  it('is nothing for whoever does not play, and comes with the next link of one who does by then', () => {
    const { warming, seen, advance } = lobby(false);
    warming.linked();
    advance(5_000);
    expect(seen.warm).toBe(0);
    seen.willPlay = true;
    warming.linked();
    advance(1);
    expect(seen.warm).toBe(1);
  });

  it('never comes after the end', () => {
    const { warming, seen, advance } = lobby();
    warming.linked();
    warming.stop();
    advance(5_000);
    expect(seen.warm).toBe(0);
  });
});
