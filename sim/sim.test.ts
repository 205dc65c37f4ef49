import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { faultKinds } from './faults.ts';
import { brokenBy, runFlood } from './flood.ts';
import { runScenario } from './scenario.ts';
import { createVirtualTime } from './time.ts';

const all = { validators: undefined, faults: undefined };

describe('the simulator', () => {
  it('gives the same stream and messages for the same seed, and another for another', () => {
    const first = runScenario({ seed: 3, ...all });
    expect(runScenario({ seed: 3, ...all }).hash).toBe(first.hash);
    expect(runScenario({ seed: 4, ...all }).hash).not.toBe(first.hash);
  });

  it.each([2, 3, 4, 5, 6, 7])('%i validators without faults', (validators) => {
    const result = runScenario({ seed: validators, validators, faults: [] });
    expect(result.violation).toBeUndefined();
    expect(result.slots).toBeGreaterThan(10);
  });

  it.each(faultKinds)('four validators under %s', (fault) => {
    const result = runScenario({ seed: 11, validators: 4, faults: [fault] });
    expect(result.violation, result.picture).toBeUndefined();
  });

  it.each(['all', 'careful'] as const)(
    'a flood of %s costs the others nothing, and its sender its place',
    (how) => {
      expect(brokenBy(runFlood(0.1, how), runFlood(0.1, 'calm'), how)).toEqual([]);
    },
  );

  it('reads its arguments, and says what is wrong with them', () => {
    expect(parseArguments(['--seeds', '5', '--faults', 'drop,crash', '--from', '9'])).toEqual({
      seeds: 5,
      from: 9,
      validators: undefined,
      faults: ['drop', 'crash'],
      stopAtFirst: false,
    });
    expect(parseArguments(['--faults', 'none']).faults).toEqual([]);
    expect(() => parseArguments(['--faults', 'rain'])).toThrow(RangeError);
    expect(() => parseArguments(['--seeds', 'many'])).toThrow(RangeError);
    expect(() => parseArguments(['--validators', '1'])).toThrow(RangeError);
    expect(() => parseArguments(['--seed', '1'])).toThrow(RangeError);
    expect(() => parseArguments(['--seeds'])).toThrow(RangeError);
  });

  it('runs events in the order of their time, and not what was cancelled', () => {
    const time = createVirtualTime();
    const seen: string[] = [];
    time.after(20, () => seen.push('late'));
    time.after(10, () => time.after(0, () => seen.push('nested')));
    time.after(10, () => seen.push('second'));
    time.after(5, () => seen.push('never'))();
    expect(time.waiting()).toBe(3);
    time.run(15);
    expect([seen, time.nowMs()]).toEqual([['second', 'nested'], 15]);
    time.run(100);
    expect(seen).toEqual(['second', 'nested', 'late']);
  });
});
