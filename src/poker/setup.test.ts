import { describe, expect, it } from 'vitest';
import { type Sketch, sketchInput } from '../testing/handScript.ts';
import { parseSetup, type SetupInput } from './setup.ts';

const three: Sketch = { stacks: [1000, 1000, 1000] };
const codeOf = (sketch: Sketch, more: Partial<SetupInput> = {}) => {
  const parsed = parseSetup({ ...sketchInput(sketch), ...more });
  return parsed.ok ? undefined : parsed.code;
};

describe('illegal setups do not parse', () => {
  it.each<[string, Sketch, Partial<SetupInput>]>([
    ['too-few-seats', { stacks: [1000] }, {}],
    ['too-many-seats', { game: 'stud', stacks: Array(10).fill(100), blinds: [1, 2] }, {}],
    ['too-many-seats', { game: 'omaha', stacks: Array(11).fill(100) }, {}],
    ['bad-number', { stacks: [1000, -5] }, {}],
    ['bad-number', { stacks: [1000, 0.5] }, {}],
    ['bad-number', three, { unitChips: 0 }],
    ['bad-number', three, { buttonSeat: -1 }],
    ['empty-stack', { stacks: [1000, 0] }, {}],
    ['overflow', { stacks: [2 ** 52, 2 ** 52] }, {}],
    [
      'seats-not-ascending',
      three,
      {
        seats: [
          { seat: 2, stackChips: 5 },
          { seat: 2, stackChips: 5 },
        ],
      },
    ],
    ['blinds-out-of-order', { ...three, blinds: [200, 100] }, {}],
    ['blinds-out-of-order', { ...three, blinds: [0, 0] }, {}],
    ['blind-seat-not-dealt-in', three, { bigBlindSeat: 7 }],
    ['blind-seat-not-dealt-in', three, { bigBlindSeat: null }],
    ['blind-seat-not-dealt-in', three, { smallBlindSeat: 2 }],
    ['bad-straddle', three, { straddles: [{ seat: 3, chips: 150 }] }],
    ['bad-straddle', three, { straddles: [{ seat: 2, chips: 200 }] }],
    ['bad-post', three, { posts: [{ seat: 3, liveChips: 101, deadChips: 0 }] }],
    ['bad-post', three, { posts: [{ seat: 1, liveChips: 100, deadChips: 0 }] }],
    ['bad-ante', { ...three, ante: ['each', 0] }, {}],
    ['bad-ante', { game: 'stud', stacks: [50, 50], blinds: [1, 2], ante: ['big-blind', 1] }, {}],
    ['bad-bring-in', { game: 'stud', stacks: [50, 50], blinds: [2, 2] }, {}],
    ['bad-bomb-pot', three, { bombPotChips: 0 }],
    ['bad-bet-size', three, { bigBetChips: 50 }],
    ['unknown-game', three, { game: 'whist' as never }],
  ])('%s', (code, sketch, more) => {
    expect(codeOf(sketch, more)).toBe(code);
  });

  it('and say why in a sentence', () => {
    const parsed = parseSetup(sketchInput({ stacks: [1000] }));
    expect(parsed).toEqual({
      ok: false,
      code: 'too-few-seats',
      sentence: 'A hand needs at least two players.',
    });
  });
});

describe('legal setups', () => {
  it('stacks below the blinds are no error: they are all-in', () => {
    expect(codeOf({ stacks: [3, 5] })).toBeUndefined();
  });
  it('lists of a hand history: blinds by size, then clockwise; a negative one is a post', () => {
    const parsed = parseSetup({
      ...sketchInput({ stacks: [9, 9, 9, 9] }),
      explicit: {
        antesChips: [0, 0, 0, 0],
        trimAntes: true,
        blindsChips: [1, 2, 4, -2],
        bringInChips: 0,
        smallBetChips: 2,
        bigBetChips: 2,
      },
    });
    expect(parsed.ok && parsed.setup.forced).toEqual([
      { seat: 1, kind: 'small-blind', liveChips: 1, deadChips: 0 },
      { seat: 2, kind: 'big-blind', liveChips: 2, deadChips: 0 },
      { seat: 3, kind: 'straddle', liveChips: 4, deadChips: 0 },
      { seat: 4, kind: 'post', liveChips: 2, deadChips: 0 },
    ]);
  });
});
