import { describe, expect, it } from 'vitest';
import { hand, play, stacks } from '../testing/handScript.ts';
import { awaiting, legalActions, timeoutAction, verifyBet } from './hand.ts';

// Ante 1, bring-in 2, small bet 4, big bet 8.
const stud = { game: 'stud', stacks: [100, 100, 100], blinds: [2, 4], ante: ['each', 1] } as const;

describe('bring-in', () => {
  it('is owed by the lowest door card, clubs lowest', () => {
    expect(awaiting(play(hand(stud), 'deal Kd2h2c'))).toMatchObject({ kind: 'act', seat: 3 });
  });

  it('is owed in razz by the highest door card, the ace being low and spades highest', () => {
    expect(awaiting(play(hand({ ...stud, game: 'razz' }), 'deal KdAsKs'))).toMatchObject({ seat: 3 });
  });

  it('has to be posted or completed first, and the clock posts it', () => {
    const s = play(hand(stud), 'deal 2cKd9h');
    expect(legalActions(s)).toEqual({
      seat: 1,
      decision: 0,
      fold: false,
      check: false,
      bringIn: true,
      callChips: 2,
      raise: { minTo: 4, maxTo: 4, isBet: true },
    });
    expect(verifyBet(s, 1, 'fold', 0)?.code).toBe('must-bring-in');
    expect(verifyBet(s, 1, 'check', 0)?.code).toBe('must-bring-in');
    expect(timeoutAction(s)).toBe('call');
  });

  it('posted short by an all-in player has to be called in full', () => {
    const s = play(hand({ ...stud, stacks: [2, 100, 100] }), 'deal 2cKd9h, p1 c');
    expect(legalActions(s)).toMatchObject({ seat: 2, callChips: 2 });
  });

  it('falls to the next player when the lowest card is all-in with the ante', () => {
    const s = play(hand({ ...stud, stacks: [1, 100, 100] }), 'deal 2cKd9h');
    expect(legalActions(s)).toMatchObject({ seat: 2, bringIn: true });
  });

  it('is completed to the small bet, which is a full bet for those who called the bring-in', () => {
    const s = play(hand(stud), 'deal 2cKd9h, p1 c, p2 c, p3 r 4');
    expect(legalActions(s)).toMatchObject({ seat: 1, callChips: 2, raise: { minTo: 8, maxTo: 8 } });
  });

  it('ends the street when everybody just calls it', () => {
    const s = play(hand(stud), 'deal 2cKd9h, p1 c, p2 c, p3 c');
    expect(awaiting(s).kind).toBe('deal');
    expect(stacks(s)).toEqual([97, 97, 97]);
  });
});

describe('later streets', () => {
  const third = 'deal 2cKd9h, p1 c, p2 c, p3 c';
  it('are opened by the best cards showing', () => {
    expect(legalActions(play(hand(stud), `${third}, deal 2d7s8c`))).toMatchObject({ seat: 1, check: true });
    expect(
      legalActions(play(hand({ ...stud, game: 'razz' }), 'deal 2cKd9h, p2 c, p3 c, p1 c, deal 2d7s8c'))?.seat,
    ).toBe(3);
  });

  it('tie: the first clockwise from the button opens', () => {
    expect(legalActions(play(hand(stud), 'deal AcAdAh, p1 c, p2 c, p3 c, deal Kh3sKd'))?.seat).toBe(1);
  });

  it('bet small until the fifth card and big from it', () => {
    const s = play(hand(stud), `${third}, deal Td7s8c`);
    expect(legalActions(s)?.raise).toEqual({ minTo: 4, maxTo: 4, isBet: true });
    const fifth = play(s, 'p2 x, p3 x, p1 x, deal 3d4d5d');
    expect(legalActions(fifth)?.raise).toEqual({ minTo: 8, maxTo: 8, isBet: true });
  });

  it('deal the seventh card face down, face up once all-in hands are tabled', () => {
    const s = play(
      hand({ ...stud, stacks: [9, 9] }),
      'deal 2cKd, p1 r 4, p2 r 8, p1 c, p1 show 3c3d2c, p2 show AsAcKd, deal 4c4d, deal 5c5d, deal 6c6d',
    );
    const due = awaiting(s);
    expect(due.kind === 'deal' && due.requests.map((r) => r.faceUp)).toEqual([true, true]);
    const over = play(s, 'deal 7c7d');
    expect(stacks(over)).toEqual([18, 0]);
  });
});

describe('the deck runs out', () => {
  it('with eight players to the end the last card is common to all', () => {
    const eight = { ...stud, stacks: [100, 100, 100, 100, 100, 100, 100, 100] };
    const checks = (from: number) =>
      Array.from({ length: 8 }, (_, i) => `p${((from - 1 + i) % 8) + 1} x`).join(', ');
    const calls = Array.from({ length: 8 }, (_, i) => `p${i + 1} c`).join(', ');
    const s = play(
      hand(eight),
      `deal 2c2d2h2s3c3d3h3s, ${calls}, deal AcAdAhAsKcKdKhKs, ${checks(1)}, deal QcQdQhQsJcJdJhJs, ${checks(1)}, deal TcTdThTs9c9d9h9s, ${checks(1)}`,
    );
    const due = awaiting(s);
    expect(due.kind === 'deal' && due.requests).toEqual([
      { to: 'board', faceUp: true, index: 0, board: 0, position: 48 },
    ]);
  });
});
