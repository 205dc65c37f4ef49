import { describe, expect, it } from 'vitest';
import { drawDag, drawnStartMs } from '../testing/drawnDag.ts';
import { observedTime, reachedByOthers } from './clock.ts';
import { createConsensus, step } from './step.ts';

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
