import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstStage, type Stage, type StageEvent, shown, stageAfter } from './stage.ts';

const events: readonly StageEvent[] = [
  'proposed',
  'voided',
  'enter',
  'play',
  'watch',
  'leave',
  'fail',
  'stop',
];
const at = (...happened: StageEvent[]): Stage => happened.reduce(stageAfter, firstStage);

describe('the stage of a node', () => {
  it('a player: lobby, signing, the first epoch, the next one, and the end', () => {
    expect(at('proposed').at).toBe('signing');
    expect(at('proposed', 'voided').at).toBe('lobby');
    expect(at('proposed', 'enter')).toEqual({ at: 'entering', shows: 'signing' });
    expect(at('proposed', 'enter', 'play').at).toBe('playing');
    expect(at('enter', 'play', 'enter')).toEqual({ at: 'entering', shows: 'playing' });
    expect(at('enter', 'play', 'enter', 'leave').at).toBe('outside');
    expect(at('enter', 'play', 'stop')).toEqual({ at: 'stopped', shows: 'playing' });
  });

  it('one who watches: outside, following, outside again', () => {
    expect(at('enter', 'leave').at).toBe('outside');
    expect(at('enter', 'leave', 'enter', 'watch').at).toBe('watching');
    expect(at('enter', 'leave', 'enter', 'watch', 'leave').at).toBe('outside');
    expect(at('enter', 'watch', 'enter', 'play').at).toBe('playing');
  });

  it('an epoch that is entered while another one is being entered leaves the picture that stood', () => {
    expect(at('enter', 'play', 'enter', 'enter')).toEqual({ at: 'entering', shows: 'playing' });
  });

  it('nobody plays, watches or leaves without entering; nobody signs once the table has begun', () => {
    for (const event of ['play', 'watch', 'leave'] as const) expect(() => at(event)).toThrow(event);
    for (const event of ['proposed', 'voided'] as const) {
      expect(() => at('enter', event)).toThrow(event);
      expect(() => at('enter', 'play', event)).toThrow(event);
    }
    expect(() => at('enter', 'play', 'leave')).toThrow('leave');
  });

  it('what was under way when it failed or was closed changes nothing any more', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), fc.boolean(), (later, closed) => {
        const ended = closed ? at('enter', 'play', 'stop') : at('enter', 'play', 'fail');
        const stage = later.reduce(stageAfter, ended);
        expect(['failed', 'stopped']).toContain(stage.at);
        expect(shown(stage)).toBe(closed ? 'playing' : 'failed');
      }),
    );
  });

  it('in any order of events that can happen, an entered stage follows an entering one', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (happened) => {
        let stage = firstStage;
        for (const event of happened) {
          const before = stage;
          try {
            stage = stageAfter(before, event);
          } catch (error) {
            expect(String(error)).toContain(`cannot ${event}`);
            continue;
          }
          if (stage.at === 'playing') expect(before.at).toBe('entering');
          if (before.at === 'stopped') expect(stage).toBe(before);
          if (stage.at === 'entering') expect(shown(stage)).toBe(shown(before));
        }
      }),
    );
  });
});
