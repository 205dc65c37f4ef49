import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GameName } from '../codec/config.ts';
import { play, hand as sketch, stacks } from '../testing/handScript.ts';
import { parseCards } from './cards.ts';
import { divisionOf, proportionally } from './divided.ts';
import { divide, SAMPLES, stream } from './division.ts';
import { applyShow, awaiting, deal, playerAt, replay } from './hand.ts';
import type { HandState } from './state.ts';
import { applyDivide } from './stop.ts';

const seed = new Uint8Array(32).fill(4);
const cardsOf = (text: string): number[] => parseCards(text)!.map((c) => c!);

/** Divides what waits for it. */
function divided(state: HandState): HandState {
  expect(awaiting(state).kind).toBe('divide');
  return applyDivide(state, divide(divisionOf(state, seed))).state;
}

/** What the engine itself gives each of three players who put in a third of `chips` each and see this board. */
function awarded(
  game: GameName,
  holes: readonly (readonly number[])[],
  board: readonly number[],
  chips: number,
): number[] {
  const third = chips / 3;
  let state = play(
    sketch({ blinds: [1, 2], stacks: [third, third, third], game, more: { boardFirst: true } }),
    `deal, p3 r ${third}, p1 c, p2 c`,
  );
  for (const cards of [board.slice(0, 3), board.slice(3, 4), board.slice(4)]) state = deal(state, cards);
  for (const [i, hole] of holes.entries()) state = applyShow(state, i + 1, hole).state;
  return stacks(state);
}

describe('a river that never comes', () => {
  it('two kings against two aces have two cards of forty-four', () => {
    const state = play(
      sketch({ blinds: [1, 2], stacks: [100, 100] }),
      'deal, p2 r 100, p1 c, p1 show AsAh, p2 show KdKc, deal 2c7d9h, deal Js, stop',
    );
    const end = divided(state);
    // 200 · 42/44 = 190.9: the odd chip is the first's clockwise from the button.
    expect(stacks(end)).toEqual([191, 9]);
    expect(end.records.filter((r) => r.kind === 'win').map((r) => r.chips)).toEqual([191, 9]);
    expect(replay(end.setup, end.records)).toEqual(end);
  });

  it('hands are tabled first, and one that is not has no part', () => {
    const state = play(
      sketch({ blinds: [1, 2], stacks: [100, 100, 100], more: { boardFirst: true } }),
      'deal, p3 r 100, p1 c, p2 c, deal 2c7d9h, deal Js, stop',
    );
    expect(awaiting(state)).toEqual({ kind: 'open', seats: [1, 2, 3] });
    const two = play(state, 'p1 show AsAh, p3 kill, p2 show KdKc');
    expect(stacks(divided(two))).toEqual([287, 13, 0]);
    expect(stacks(play(state, 'p1 kill, p3 kill'))).toEqual([0, 300, 0]);
  });

  it('each pot is divided among its own hands: a side pot with one hand left is won', () => {
    const state = play(
      sketch({ blinds: [1, 2], stacks: [50, 100, 100], more: { boardFirst: true } }),
      'deal, p3 r 100, p1 c, p2 c, deal 2c7d9h, deal Js, p3 kill, stop, p1 show AsAh, p2 show KdKc',
    );
    const end = divided(state);
    // Main pot 150: 42/44 and 2/44; the side pot of 100 is the second's.
    expect(stacks(end)).toEqual([144, 106, 0]);
  });

  it('run twice with the first board out: half the pot by that board, half by chances', () => {
    const state = play(
      sketch({ blinds: [1, 2], stacks: [100, 100], more: { runItTwice: true, boardFirst: true } }),
      'deal, p2 r 100, p1 c, p1 twice, p2 twice, deal 2c7d9h, deal Js, deal Kh, stop, p1 show AsAh, p2 show KdKc',
    );
    // The first board is the kings': 100. Of the second all five cards are missing.
    const [board, other] = divide(divisionOf(state, seed)).boards;
    expect(board).toEqual([[0, 5_040]]);
    expect(other![0]!.every((n) => n > 0)).toBe(true);
    expect(stacks(divided(state)).reduce((a, b) => a + b)).toBe(200);
  });

  it('is refused where cards are not due, and with a division of other pots', () => {
    const preflop = play(sketch({ blinds: [1, 2], stacks: [100, 100] }), 'deal');
    expect(() => play(preflop, 'stop')).toThrow('no-deal-due');
    expect(() => play(sketch({ blinds: [1, 2], stacks: [100, 100] }), 'stop')).toThrow('no-deal-due');
    const state = play(
      sketch({ blinds: [1, 2], stacks: [100, 100] }),
      'deal, p2 r 100, p1 c, p1 show AsAh, p2 show KdKc, deal 2c7d9h, deal Js, stop',
    );
    for (const boards of [[], [[]], [[[1]]], [[[0, 0]]], [[[1, -1]]], [[[1, 0.5]]], [[[1, 1]], [[1, 1]]]])
      expect(() => applyDivide(state, { boards })).toThrow('wrong-division');
    expect(() => applyDivide(preflop, { boards: [] })).toThrow('not-dividing');
  });
});

describe('chances', () => {
  it('agree with counting by the engine itself, card by card, in every game with a board', () => {
    const random = fc.sample(
      fc.shuffledSubarray(
        Array.from({ length: 52 }, (_, i) => i),
        { minLength: 52 },
      ),
      {
        seed: 7,
        numRuns: 6,
      },
    );
    for (const [i, deck] of random.entries()) {
      const game = (['holdem', 'omaha', 'omaha-hilo'] as const)[i % 3]!;
      const holes = game === 'holdem' ? 2 : 4;
      const hands = [1, 2, 3].map((seat, k) => ({ seat, cards: deck.slice(k * holes, (k + 1) * holes) }));
      const board = deck.slice(20, 24);
      const seen = new Set([...hands.flatMap((h) => h.cards), ...board]);
      const unseen = deck.filter((c) => !seen.has(c));
      const request = {
        game,
        hands,
        boards: [board],
        unseen,
        missing: [0, 0, 0],
        contests: [[1, 2, 3]],
        seed,
      };
      const parts = divide(request).boards[0]![0]!;
      const counted = [0, 0, 0];
      for (const river of unseen) {
        const chips = awarded(
          game,
          hands.map((h) => h.cards),
          [...board, river],
          5_040,
        );
        chips.forEach((n, k) => {
          counted[k]! += n;
        });
      }
      expect(parts).toEqual(counted);
      expect(parts.reduce((a, b) => a + b)).toBe(5_040 * unseen.length);
    }
  });

  it('of closed last cards in stud are over all pairs of them', () => {
    const hands = [
      { seat: 1, cards: cardsOf('AsAhAd2c3d4h') },
      { seat: 2, cards: cardsOf('KsKhKd5c6d7h') },
    ];
    const seen = new Set(hands.flatMap((h) => h.cards));
    const unseen = Array.from({ length: 52 }, (_, i) => i).filter((c) => !seen.has(c));
    const request = {
      game: 'stud' as const,
      hands,
      boards: [[]],
      unseen,
      missing: [1, 1],
      contests: [[1, 2]],
      seed,
    };
    const parts = divide(request).boards[0]![0]!;
    expect(parts.reduce((a, b) => a + b)).toBe(5_040 * 40 * 39);
    // Kings full (9 cards) or four kings beat three aces unless the aces fill up as well.
    expect(parts[1]! / (5_040 * 40 * 39)).toBeGreaterThan(0.15);
    expect(parts[0]!).toBeGreaterThan(parts[1]!);
  });

  it('over too many completions are sampled, the same everywhere and only by the seed', () => {
    const hands = ['AsAh2d', 'KsKh3d', 'QsQh4d'].map((text, k) => ({ seat: k + 1, cards: cardsOf(text) }));
    const seen = new Set(hands.flatMap((h) => h.cards));
    const unseen = Array.from({ length: 52 }, (_, i) => i).filter((c) => !seen.has(c));
    const request = {
      game: 'stud' as const,
      hands,
      boards: [[]],
      unseen,
      missing: [4, 4, 4],
      contests: [[1, 2, 3]],
      seed,
    };
    const parts = divide(request).boards[0]![0]!;
    expect(parts.reduce((a, b) => a + b)).toBe(5_040 * SAMPLES);
    expect(parts[0]!).toBeGreaterThan(parts[1]!);
    expect(parts[1]!).toBeGreaterThan(parts[2]!);
    expect(parts).toMatchInlineSnapshot(`
      [
        496550880,
        290724840,
        220724280,
      ]
    `);
  });

  it('draw without bias: every number below a bound comes equally often', () => {
    const below = stream(seed);
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i++) counts[below(6)]! += 1;
    for (const n of counts) expect(Math.abs(n - 10_000)).toBeLessThan(500);
  });
});

describe('shares in proportion', () => {
  it('are whole units, add up, differ from the exact part by less than two units, and none comes from nothing', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e12 }),
        fc
          .array(fc.integer({ min: 0, max: 1e10 }), { minLength: 1, maxLength: 9 })
          .filter((p) => p.some((n) => n > 0)),
        fc.integer({ min: 1, max: 50 }),
        (chips, parts, unit) => {
          const shares = proportionally(chips, parts, unit);
          expect(shares.reduce((a, b) => a + b)).toBe(chips);
          const whole = parts.reduce((a, b) => a + b);
          const broken = shares.filter((s) => s % unit !== 0).length;
          expect(broken).toBeLessThanOrEqual(1);
          shares.forEach((s, k) => {
            if (parts[k] === 0) expect(s).toBe(0);
            expect(Math.abs(s - (chips * parts[k]!) / whole)).toBeLessThan(2 * unit + chips * 1e-12);
          });
        },
      ),
    );
  });
});

it('with the board first nobody tables a hand before the last card, and nobody can choose not to', () => {
  const state = play(
    sketch({ blinds: [1, 2], stacks: [100, 100], more: { boardFirst: true } }),
    'deal, p2 r 100, p1 c, deal 2c7d9h, deal Js, deal 3c',
  );
  expect(awaiting(state)).toEqual({ kind: 'open', seats: [1, 2] });
  const end = play(state, 'p1 show AsAh, p2 show KdKc');
  expect(stacks(end)).toEqual([200, 0]);
  expect(playerAt(end, 1)?.shown).toBe(true);
});
