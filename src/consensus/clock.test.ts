import { describe, expect, it } from 'vitest';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { observedTime, reachedByOthers } from './clock.ts';
import { createConsensus, restoreConsensus, step } from './step.ts';

/** Validator A of as many as there are letters in the drawing, with what the others have said, received at `nowMs`. */
function heard(validators: number, drawing: string, nowMs: number) {
  const dag = drawDag(validators, drawing);
  const state = createConsensus(dag.config(0));
  for (const block of dag.blocks.values())
    if (block.content.author !== 0) step(state, { kind: 'block', block, from: block.content.author, nowMs });
  return state;
}

describe('what the others say about the time', () => {
  const at = drawnStartMs + 100;

  it('is what q − 1 of them have reached, advanced by the age of their blocks', () => {
    const state = heard(4, '1: B@90 C@60 D@80', at);
    expect(reachedByOthers(state, at)).toBe(drawnStartMs + 80);
    expect(reachedByOthers(state, at + 500)).toBe(drawnStartMs + 580);
  });

  it('one liar of four cannot pretend it', () => {
    const state = heard(4, '1: B@450 C@60 D@70', at);
    expect(reachedByOthers(state, at)).toBe(drawnStartMs + 70);
  });

  it('nobody is believed who has said nothing for five seconds, nor fewer than q − 1', () => {
    expect(reachedByOthers(heard(4, '1: B@90 C@60 D@80', at), at + 5_001)).toBeUndefined();
    expect(reachedByOthers(heard(4, '1: B@90', at), at)).toBeUndefined();
    expect(observedTime(heard(4, '1: B@90', at), at)).toBeUndefined();
  });
});

describe('what blocks prove of the time', () => {
  const at = (ms: number) => drawnStartMs + ms;
  /**
   * Validator A has sent its block at 1000 (`said`), or was told of it then; blocks of `round2` name it, and come at
   * `nowMs`.
   */
  function answered(validators: number, round2: string, nowMs: number, said = true) {
    const all = [...'ABCD'.slice(0, validators)].map((v) => `${v}@0`).join(' ');
    const dag = drawDag(validators, `1: ${all}\n2: ${round2}`);
    const state = createConsensus(dag.config(0));
    if (said) state.own.saidFromRound = 1;
    for (const block of dag.blocks.values()) {
      const from = block.content.author === 0 ? ('log' as const) : block.content.author;
      step(state, { kind: 'block', block, from, nowMs: at(block.content.round === 1 ? 1000 : nowMs) });
    }
    return state;
  }

  it('is no error where a message took its time, there or back', () => {
    for (const signedMs of [1000, 1500, 2999]) {
      const state = answered(3, `B@${signedMs} C@${signedMs}`, 3000);
      expect(observedTime(state, at(3000))).toEqual({ leastMs: at(signedMs), mostMs: at(signedMs + 2000) });
      expect(observedTime(state, at(3700))).toEqual({
        leastMs: at(signedMs + 700),
        mostMs: at(signedMs + 2700),
      });
    }
  });

  it('is that a clock is behind what others have signed, and ahead of what they signed since', () => {
    expect(observedTime(answered(3, 'B@1450 C@1450', 1040), at(1040))).toEqual({
      leastMs: at(1450),
      mostMs: at(1490),
    });
    expect(observedTime(answered(3, 'B@700 C@700', 1040), at(1040))).toEqual({
      leastMs: at(700),
      mostMs: at(740),
    });
  });

  it('does not grow when nobody says anything, however long and often it is looked at', () => {
    const state = answered(3, 'B@700 C@700', 1040);
    for (let i = 1; i <= 5; i++) {
      // A second passes, in which the clock is slewed by a twentieth of it.
      const now = 1040 + 950 * i;
      step(state, { kind: 'adjusted', byMs: -50, nowMs: at(now) });
      expect(observedTime(state, at(now))!.mostMs - at(now)).toBe(-300 + 50 * i);
    }
  });

  it('is nothing from above after a restart, until an own new block is answered', () => {
    const dag = drawDag(3, '1: A@0 B@0 C@0\n2: B@700 C@700');
    const { state } = restoreConsensus(dag.config(0), [...dag.blocks.values()], at(1040));
    expect(observedTime(state, at(1140))).toEqual({ leastMs: at(800), mostMs: Number.POSITIVE_INFINITY });
  });

  it('is nothing from above where others told us of our own block: the journal was lost', () => {
    expect(observedTime(answered(3, 'B@700 C@700', 1040, false), at(1040))).toEqual({
      leastMs: at(700),
      mostMs: Number.POSITIVE_INFINITY,
    });
  });

  it('cannot be pushed by one liar of four beyond honest clocks, either way', () => {
    for (const lie of [0, 1450]) {
      const state = answered(4, `B@1010 C@1012 D@${lie}`, 1020);
      const { leastMs, mostMs } = observedTime(state, at(1020))!;
      expect(leastMs).toBeLessThanOrEqual(at(1020));
      expect(mostMs).toBeGreaterThanOrEqual(at(1020));
    }
  });

  it('one that only follows keeps to what it is shown', () => {
    const dag = drawDag(3, '1: A@0 B@0 C@0\n2: A@50 B@50 C@50');
    const state = createConsensus(dag.config(null));
    for (const block of dag.blocks.values())
      step(state, { kind: 'block', block, from: undefined, nowMs: at(100) });
    expect(observedTime(state, at(100))).toEqual({ leastMs: at(50), mostMs: at(50) });
  });
});

describe('two players', () => {
  /** Time of the last slot that is output when B always signs the same old time. */
  const lastSlotMs = (rules: 1 | 2): number => {
    const lines = Array.from({ length: 8 }, (_, i) => `${i + 1}: A@${1000 * i} B@0`);
    const dag = drawDag(2, lines.join('\n'), rules);
    const state = createConsensus(dag.config(null));
    let timeMs = 0;
    for (const block of dag.blocks.values())
      for (const e of step(state, { kind: 'block', block, from: undefined, nowMs: drawnStartMs + 10_000 }))
        if (e.kind === 'output') timeMs = e.slot.timeMs;
    return timeMs - drawnStartMs;
  };

  it('one of them cannot stop the clock with old times, by the second rules', () => {
    expect(lastSlotMs(1)).toBe(0);
    expect(lastSlotMs(2)).toBeGreaterThanOrEqual(4000);
  });
});
