import { describe, expect, it } from 'vitest';
import { hand, play, stacks } from '../testing/handScript.ts';
import { pots, result } from './hand.ts';
import { totalPot } from './pots.ts';

describe('side pots', () => {
  it('are made by all-in level and divided separately', () => {
    const s = play(
      hand({ stacks: [300, 600, 1000] }),
      'deal, p3 r 1000, p1 c, p2 c, p3 show KsKh, p2 show QsQh, p1 show AsAh',
    );
    expect(pots(s)).toEqual([
      { chips: 900, eligibleSeats: [1, 2, 3] },
      { chips: 600, eligibleSeats: [2, 3] },
    ]);
    const over = play(s, 'deal 2c3d4h, deal 8s, deal 9c');
    expect(stacks(over)).toEqual([900, 0, 1000]);
    const wins = over.records.filter((r) => r.kind === 'win').map((r) => [r.pot, r.seat, r.chips]);
    expect(wins).toEqual([
      [1, 3, 600],
      [0, 1, 900],
    ]);
  });

  it('uncalled bets are returned', () => {
    const s = play(hand({ stacks: [5000, 300] }), 'deal, p2 c, p1 r 5000, p2 c');
    expect(s.records).toContainEqual({ kind: 'refund', seat: 1, chips: 4700 });
    expect(stacks(s)).toEqual([4700, 0]);
  });

  it('money of folded hands is in the pots it went to', () => {
    const s = play(
      hand({ stacks: [1000, 1000, 200] }),
      'deal, p3 r 200, p1 r 400, p2 c, deal 2c3d4h, p1 r 600, p2 f',
    );
    expect(pots(s)).toEqual([
      { chips: 600, eligibleSeats: [1, 3] },
      { chips: 400, eligibleSeats: [1] },
    ]);
  });

  it('dead chips of the setup go to the winner of the main pot', () => {
    const s = play(hand({ stacks: [500, 500], more: { deadChips: 77 } }), 'deal, p2 f');
    expect(stacks(s)).toEqual([627, 450]);
    expect(result(s).reduce((sum, r) => sum + r.netChips, 0)).toBe(77);
    expect(totalPot(hand({ stacks: [500, 500], more: { deadChips: 77 } }))).toBe(227);
  });
});

describe('odd chips', () => {
  const board = 'deal AsKsQs, p1 x, p3 x, deal JsTs'.split(', ');
  it('go to the first winner clockwise from the button', () => {
    // A royal flush on the board; 255 in the pot for two.
    const s = play(
      hand({ stacks: [1000, 1000, 1000], blinds: [55, 100] }),
      `deal, p3 r 200, p1 c, p2 f, ${board[0]}, p1 x, p3 x, deal Js, p1 r 155, p3 c, deal Ts, p1 x, p3 x, p1 show 2c3c, p3 show 2d3d`,
    );
    expect(stacks(s)).toEqual([1050, 900, 1050]);
    const odd = play(
      hand({ stacks: [1000, 1000, 1000], blinds: [55, 101] }),
      'deal, p3 r 202, p1 c, p2 f, deal AsKsQs, p1 x, p3 x, deal Js, p1 x, p3 x, deal Ts, p1 x, p3 x, p1 show 2c3c, p3 show 2d3d',
    );
    expect(stacks(odd)).toEqual([1051, 899, 1050]);
  });

  it('are counted in the smallest unit of the table', () => {
    const s = play(
      hand({ stacks: [1000, 1000, 1000], more: { unitChips: 25 }, blinds: [25, 50] }),
      'deal, p3 r 100, p1 c, p2 f, deal AsKsQs, p1 x, p3 x, deal Js, p1 x, p3 x, deal Ts, p1 x, p3 x, p1 show 2c3c, p3 show 2d3d',
    );
    expect(stacks(s)).toEqual([1025, 950, 1025]);
    const odd = play(
      hand({ stacks: [1000, 1000, 1000], more: { unitChips: 50 }, blinds: [25, 50] }),
      'deal, p3 r 100, p1 c, p2 f, deal AsKsQs, p1 x, p3 x, deal Js, p1 x, p3 x, deal Ts, p1 x, p3 x, p1 show 2c3c, p3 show 2d3d',
    );
    // 250 = five units of 50: three for the first, two for the other.
    expect(stacks(odd)).toEqual([1050, 950, 1000]);
  });
});

describe('hi-lo', () => {
  const omaha = { game: 'omaha-hilo', structure: 'fixed-limit', stacks: [1000, 1000] } as const;
  const checks = 'p1 x, p2 x';

  it('splits the pot between the best high and the best low', () => {
    const s = play(
      hand(omaha),
      `deal, p2 c, p1 x, deal 2s3s8h, ${checks}, deal Kd, ${checks}, deal Kc, ${checks}, p1 show KhKsQdJd, p2 show Ac4c9dTd`,
    );
    expect(stacks(s)).toEqual([1000, 1000]);
    expect(result(s)[1]!.handName).toMatch(/low 8-4-3-2-A/i);
  });

  it('gives all to the high when nobody has a low', () => {
    const s = play(
      hand(omaha),
      `deal, p2 c, p1 x, deal 2sTs9h, ${checks}, deal Kd, ${checks}, deal Kc, ${checks}, p1 show KhKsQdJd, p2 show Ac4c9dTd`,
    );
    expect(stacks(s)).toEqual([1100, 900]);
  });

  it('the odd chip goes to the high', () => {
    const s = play(
      hand({ ...omaha, more: { deadChips: 1 } }),
      `deal, p2 c, p1 x, deal 2s3s8h, ${checks}, deal Kd, ${checks}, deal Kc, ${checks}, p1 show Ac4c9dTd, p2 show KhKsQdJd`,
    );
    expect(stacks(s)).toEqual([1000, 1001]);
  });

  it('a low that only the main pot has does not share the side pot', () => {
    const s = play(
      hand({ ...omaha, stacks: [1000, 1000, 100] }),
      'deal, p3 c, p1 c, p2 x, deal 2s3s8h, p1 r 100, p2 c, deal Kd, p1 x, p2 x, deal Kc, p1 x, p2 x, p1 show KhKsQdJd, p2 show QhQcJhJc, p3 show Ac4c9dTd',
    );
    expect(stacks(s)).toEqual([1000 - 200 + 150 + 200, 800, 150]);
  });
});

describe('antes', () => {
  it('per player: a short ante wins only what it matches', () => {
    const s = play(
      hand({ stacks: [1000, 1000, 6], ante: ['each', 10] }),
      'deal, p1 c, p2 x, deal 2c3d4h, p1 x, p2 x, deal 8s, p1 x, p2 x, deal 9c, p1 x, p2 x, p1 show QsQh, p2 show KsKh, p3 show AsAh',
    );
    expect(stacks(s)).toEqual([890, 1098, 18]);
  });

  it('per player: what nobody matches of an ante goes back', () => {
    const s = hand({ stacks: [6, 5, 1000], ante: ['each', 10] });
    expect(s.records).toContainEqual({ kind: 'refund', seat: 3, chips: 4 });
  });

  it('big-blind ante: one player antes for all, and all can win it', () => {
    const s = play(hand({ stacks: [1000, 1000, 1000], ante: ['big-blind', 100] }), 'deal');
    expect(stacks(s)).toEqual([950, 800, 1000]);
    expect(pots(s)).toEqual([{ chips: 100, eligibleSeats: [1, 2, 3] }]);
  });

  it('big-blind ante: the blind before the ante when short (TDA 2024, RP-11)', () => {
    const s = hand({ stacks: [1000, 120, 1000], ante: ['big-blind', 100] });
    expect(s.players[1]).toMatchObject({ stackChips: 0, anteChips: 20, betChips: 100, allIn: true });
    expect(hand({ stacks: [1000, 60, 1000], ante: ['big-blind', 100] }).players[1]).toMatchObject({
      anteChips: 0,
      betChips: 60,
    });
  });

  it("everybody's ante: the ante before the blind when short", () => {
    expect(hand({ stacks: [1000, 120, 1000], ante: ['each', 100] }).players[1]).toMatchObject({
      anteChips: 100,
      betChips: 20,
    });
  });
});
