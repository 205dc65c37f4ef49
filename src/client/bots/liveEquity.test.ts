import { describe, expect, it } from 'vitest';
import { cards } from '../../testing/handScript.ts';
import { liveEquity } from './liveEquity.ts';

const near = (shares: number[], digits = 3) => shares.map((s) => Number(s.toFixed(digits)));

describe('equity of open hands', () => {
  it('is exact where few boards are left', () => {
    // 44 rivers: only the two nines make four of a kind against the full house.
    const board = cards('AhKh9c9d');
    expect(near(liveEquity('holdem', [cards('AsAd'), cards('9h9s')], board))).toEqual([0.023, 0.977]);
    // One out of 42 unseen: the ace of clubs makes the higher four of a kind.
    expect(near(liveEquity('holdem', [cards('AsAd'), cards('9h9s')], cards('AhKh9c9dAc')))).toEqual([1, 0]);
  });

  it('of a flush draw on the flop is what books say: 45 boards of two from 45 cards', () => {
    const [draw, pair] = liveEquity('holdem', [cards('AhKh'), cards('QsQd')], cards('2h7h9c')) as [
      number,
      number,
    ];
    expect(draw + pair).toBeCloseTo(1);
    expect(draw).toBeGreaterThan(0.52);
    expect(draw).toBeLessThan(0.57);
  });

  it('before the flop is near the known value, and the same on every screen', () => {
    const hands = [cards('AhKd'), cards('QsQc')];
    const once = liveEquity('holdem', hands, []);
    expect(once[1]).toBeGreaterThan(0.5);
    expect(once[1]).toBeLessThan(0.62);
    expect(liveEquity('holdem', hands, [])).toEqual(once);
  });

  it('shares a tie, and counts no card that is known to lie elsewhere', () => {
    const board = cards('2c3d4h8s9c');
    expect(liveEquity('holdem', [cards('AhKd'), cards('AsKc')], board)).toEqual([0.5, 0.5]);
    // The only outs lie on the first board.
    const turn = cards('AhKh9c9d');
    expect(liveEquity('holdem', [cards('AsAd'), cards('9h9s')], turn, cards('Ac'))).toEqual([0, 1]);
  });

  it('has an answer in every game with a board, three hands at once', () => {
    const omaha = [cards('AhKdQc2s'), cards('QsQd7h6h'), cards('JcTc9s8s')];
    for (const game of ['omaha', 'omaha-hilo'] as const) {
      const shares = liveEquity(game, omaha, cards('2h7d9c'));
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1);
      for (const s of shares) expect(s).toBeGreaterThan(0);
    }
    const short = liveEquity('short-deck', [cards('AhKd'), cards('QsQc')], []);
    expect(short[0]! + short[1]!).toBeCloseTo(1);
  });
});
