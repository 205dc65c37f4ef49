import fc from 'fast-check';
import phe from 'phe';
import { describe, expect, test } from 'vitest';
import { CATEGORIES, categoryOf, rankHigh, rankOmahaHigh, rankUpcardsHigh } from './evaluator.ts';
import { forEachFive, rankLow8, rankOmahaLow8, rankRazz, rankUpcardsLow } from './evaluatorLow.ts';
import { handName } from './handNames.ts';

const cards = (text: string): number[] =>
  (text.match(/../g) ?? []).map((c) => '23456789TJQKA'.indexOf(c[0]!) * 4 + 'cdhs'.indexOf(c[1]!));

const deck = Array.from({ length: 52 }, (_, i) => i);
const distinct = (n: number, from: number[] = deck) =>
  fc.shuffledSubarray(from, { minLength: n, maxLength: n });

/** Deterministic stream of 7-card hands, so that a failure can be looked at again. */
function* sampleHands(count: number, size: number, seed: number): Generator<number[]> {
  let x = seed;
  const next = (below: number): number => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor((x / 2 ** 32) * below);
  };
  const pack = [...deck];
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < size; k++) {
      const j = k + next(52 - k);
      [pack[k], pack[j]] = [pack[j]!, pack[k]!];
    }
    yield pack.slice(0, size);
  }
}

describe('high hands', () => {
  test('all 2,598,960 five-card hands fall into 7,462 classes with the published totals', () => {
    const totals = new Map<string, number>();
    const seen = new Set<number>();
    forEachFive(deck, (five) => {
      const rank = rankHigh(five);
      seen.add(rank);
      const category = categoryOf(rank);
      totals.set(category, (totals.get(category) ?? 0) + 1);
    });
    expect(seen.size).toBe(7462);
    expect(CATEGORIES.map((c) => totals.get(c))).toEqual([
      40, 624, 3744, 5108, 10200, 54912, 123552, 1098240, 1302540,
    ]);
  });

  test('the second library agrees on 5, 6 and 7 cards', () => {
    for (const size of [5, 6, 7]) {
      for (const hand of sampleHands(60_000, size, 20 + size)) {
        const ours = rankHigh(hand);
        // phe numbers suits s h d c, ours c d h s: a relabelling, which no rank depends on.
        const theirs = 7463 - phe.evaluateCardCodes(hand.map((c) => (c & ~3) | (3 - (c & 3))));
        if (ours !== theirs) expect({ hand, ours }).toEqual({ hand, ours: theirs });
      }
    }
  });

  test('sampled seven-card category shares are the published ones within five standard deviations', () => {
    const published = [41584, 224848, 3473184, 4047644, 6180020, 6461620, 31433400, 58627800, 23294460];
    const n = 300_000;
    const counts = new Map<string, number>();
    for (const hand of sampleHands(n, 7, 7)) {
      const c = categoryOf(rankHigh(hand));
      counts.set(c, (counts.get(c) ?? 0) + 1);
    }
    CATEGORIES.forEach((c, i) => {
      const p = published[i]! / 133_784_560;
      const off = Math.abs((counts.get(c) ?? 0) - n * p) / Math.sqrt(n * p * (1 - p));
      expect(off, c).toBeLessThan(5);
    });
  });

  test('another number of cards is refused', () => {
    expect(() => rankHigh(cards('AcAdAhAs'))).toThrow(RangeError);
    expect(() => rankHigh(deck.slice(0, 8))).toThrow(RangeError);
  });

  test('the order of the cards does not matter', () => {
    fc.assert(
      fc.property(distinct(7), fc.nat(), (hand, k) => {
        const turned = [...hand.slice(k % 7), ...hand.slice(0, k % 7)];
        expect(rankHigh(turned)).toBe(rankHigh(hand));
        expect(rankHigh(turned, 'short-deck')).toBe(rankHigh(hand, 'short-deck'));
      }),
    );
  });
});

describe('short deck', () => {
  const short = (text: string): number => rankHigh(cards(text), 'short-deck');
  const thirtySix = deck.filter((c) => c >= 16);

  test('a flush beats a full house', () => {
    expect(short('6c7c9cJcKc')).toBeGreaterThan(short('AcAdAhKcKd'));
    expect(short('6c6d6h6s7c')).toBeGreaterThan(short('AcKcQcJc9c'));
    expect(rankHigh(cards('6c7c9cJcKc'))).toBeLessThan(rankHigh(cards('AcAdAhKcKd')));
  });
  test('A-6-7-8-9 is the lowest straight', () => {
    expect(categoryOf(short('Ac6d7h8s9c'), 'short-deck')).toBe('straight');
    expect(short('Ac6d7h8s9c')).toBeLessThan(short('6d7h8s9cTc'));
    expect(short('Ac6d7h8s9c')).toBeGreaterThan(short('AcAdAhKsQc'));
    expect(short('Ac6d7h8s9cTcTd')).toBe(short('6d7h8s9cTc'));
    expect(short('Ac6c7c8c9c')).toBeLessThan(short('6d7d8d9dTd'));
    expect(categoryOf(short('Ac6c7c8c9cKcKd'), 'short-deck')).toBe('straight-flush');
    expect(categoryOf(short('Ac6c7c8c9d9hKc'), 'short-deck')).toBe('flush');
  });
  test('the best of seven is the best of its twenty-one fives', () => {
    fc.assert(
      fc.property(distinct(7, thirtySix), (hand) => {
        let best = 0;
        forEachFive(hand, (five) => {
          best = Math.max(best, rankHigh(five, 'short-deck'));
        });
        expect(rankHigh(hand, 'short-deck')).toBe(best);
      }),
      { numRuns: 3000 },
    );
  });
  test('all 376,992 five-card hands have the totals of 36 cards', () => {
    const totals = new Map<string, number>();
    forEachFive(thirtySix, (five) => {
      const c = categoryOf(rankHigh(five, 'short-deck'), 'short-deck');
      totals.set(c, (totals.get(c) ?? 0) + 1);
    });
    expect(Object.fromEntries(totals)).toEqual({
      'straight-flush': 24,
      'four-of-a-kind': 288,
      'full-house': 1728,
      flush: 480,
      straight: 6120,
      'three-of-a-kind': 16128,
      'two-pair': 36288,
      pair: 193536,
      'high-card': 122400,
    });
  });
});

describe('Omaha', () => {
  test('exactly two hole cards play', () => {
    const four = cards('AcAdAhAs');
    expect(categoryOf(rankOmahaHigh(four, cards('KcQdJh9s8c')))).toBe('pair');
    expect(categoryOf(rankOmahaHigh(cards('Ac2d3h4s'), cards('KcQcJc9c8d')))).toBe('high-card');
  });
  test('the low needs two hole and three board cards too', () => {
    expect(rankOmahaLow8(cards('Ac2dKhKs'), cards('3c4d9hTsJc'))).toBeNull();
    expect(rankOmahaLow8(cards('Ac2dKhKs'), cards('3c4d8hTsJc'))).toBe(rankLow8(cards('Ac2d3c4d8h')));
    expect(rankOmahaLow8(cards('AcKdKhKs'), cards('2c3c4d5h8s'))).toBeNull();
  });
});

describe('low hands', () => {
  test('eight or better', () => {
    expect(rankLow8(cards('Ac2d3h4s9cTdKh'))).toBeNull();
    expect(rankLow8(cards('Ac2d3h4s5c'))).toBeGreaterThan(rankLow8(cards('Ac2d3h4s6c'))!);
    expect(rankLow8(cards('8c7d3h2sAc'))).toBeLessThan(rankLow8(cards('8c6d5h4s3c'))!);
    expect(rankLow8(cards('AcAd2h3s4c5dKh'))).toBe(rankLow8(cards('Ac2d3h4s5c')));
  });
  test('straights and flushes do not spoil a low', () => {
    expect(rankLow8(cards('Ac2c3c4c5c'))).toBe(rankLow8(cards('Ac2d3h4s5c')));
    expect(rankRazz(cards('Ac2c3c4c5c'))).toBeGreaterThan(rankRazz(cards('Ac2d3h4s6c')));
  });
  test('razz: pairs count against, two pairs more, and so on', () => {
    const ladder = [
      'Ac2d3h4s5cKdKh',
      '6c5d3h2sAc',
      'KcQdJhTs9c',
      'AcAd2h3s4c',
      'KcKd2h3s4c',
      'AcAd2h2s3c',
      'KcKdQhQsJc',
      'AcAdAh2s3c',
      'AcAdAh2s2c',
      'AcAdAhAs2c',
    ].map((t) => rankRazz(cards(t)));
    for (let i = 1; i < ladder.length; i++) expect(ladder[i - 1], String(i)).toBeGreaterThan(ladder[i]!);
  });
  test('razz: the best of seven is the best of its twenty-one fives', () => {
    const few = deck.filter((c) => c < 16);
    fc.assert(
      fc.property(fc.oneof(distinct(7), distinct(7, few), distinct(6, few)), (hand) => {
        let best = 0;
        forEachFive(hand, (five) => {
          best = Math.max(best, rankRazz(five));
        });
        expect(rankRazz(hand)).toBe(best);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('upcards of stud', () => {
  test('kinds, then kickers; four to a straight are nothing', () => {
    expect(rankUpcardsHigh(cards('2c2d'))).toBeGreaterThan(rankUpcardsHigh(cards('AcKd')));
    expect(rankUpcardsHigh(cards('AcKdQhJs'))).toBeLessThan(rankUpcardsHigh(cards('2c2d3h4s')));
    expect(rankUpcardsHigh(cards('2c2d3h3s'))).toBeLessThan(rankUpcardsHigh(cards('2c2d2h3s')));
    expect(rankUpcardsHigh(cards('AcKd'))).toBe(rankUpcardsHigh(cards('KsAh')));
  });
  test('razz: the lowest shows best and aces are low', () => {
    expect(rankUpcardsLow(cards('Ac2d'))).toBeGreaterThan(rankUpcardsLow(cards('2c3d')));
    expect(rankUpcardsLow(cards('KcQd'))).toBeGreaterThan(rankUpcardsLow(cards('AcAd')));
  });
});

describe('names', () => {
  test.each([
    ['KcKd', 'Kh3c3d2s7h', 'holdem', 'Full house, kings over threes'],
    ['AcKc', 'QcJcTc2s7h', 'holdem', 'Royal flush'],
    ['Ac2c', '3c4c5cKsKh', 'holdem', 'Straight flush, five high'],
    ['Ac2d', '3c4c5hKsKh', 'holdem', 'Straight, five high'],
    ['Ac6d', '7c8c9hKsKh', 'short-deck', 'Straight, nine high'],
    ['AcAd', 'KcQdJh9s8c', 'holdem', 'Pair of aces'],
    ['AcAd', 'KcKdJhJs8c', 'holdem', 'Two pair, aces and kings'],
    ['6c6d', '6h6s8c', 'holdem', 'Four of a kind, sixes'],
    ['6c6d', '6hKs8c', 'holdem', 'Three of a kind, sixes'],
    ['6c8d', 'AhKsTc', 'holdem', 'High card, ace'],
    ['AcKc7c4c', 'Qc9c2c3h8s', 'omaha', 'Flush, ace high'],
    ['AcKd4c6d', 'Ah4h8s3dQc', 'omaha-hilo', 'Two pair, aces and fours; low 8-6-4-3-A'],
    ['AcAd4c6d', '4h9dTsKsQh', 'omaha-hilo', 'Pair of aces'],
    ['Ac2d4c5dKhKs7c', '', 'razz', 'Low, 7-5-4-2-A'],
    ['AcAd2c2dKhKsKc', '', 'razz', 'Two pair, twos and aces'],
    ['AcKd', '', 'holdem', ''],
  ] as const)('%s on %s in %s: %s', (hole, board, game, name) => {
    expect(handName(cards(hole), cards(board), game)).toBe(name);
  });
});
