import { describe, expect, it } from 'vitest';
import { hand, play, stacks } from '../testing/handScript.ts';
import { legalActions, timeoutAction, verifyBet } from './hand.ts';

const codeOf = (...args: Parameters<typeof verifyBet>) => verifyBet(...args)?.code;

describe('minimum raise', () => {
  it('is at least the last full bet or raise of the round', () => {
    const s = play(hand({ stacks: [5000, 5000, 5000] }), 'deal, p3 r 350');
    expect(legalActions(s)?.raise).toEqual({ minTo: 600, maxTo: 5000, isBet: false });
    expect(codeOf(s, 1, 'raiseTo', 599)).toBe('raise-too-small');
  });

  it('bet 100, all-in 140: the next full raise is to 240', () => {
    const s = play(
      hand({ stacks: [5000, 5000, 240] }),
      'deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 c, p3 r 140',
    );
    expect(legalActions(s)?.raise).toBeUndefined();
    const fresh = play(
      hand({ stacks: [5000, 240, 5000] }),
      'deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 r 140',
    );
    expect(legalActions(fresh)?.raise?.minTo).toBe(240);
  });

  it('of all-in players may be anything above the bet', () => {
    const s = play(hand({ stacks: [5000, 130, 5000] }), 'deal, p3 c, p1 c');
    expect(legalActions(s)?.raise).toEqual({ minTo: 130, maxTo: 130, isBet: false });
  });

  it('over a straddle is to twice the straddle, which is a new bring-in (RRoP no-limit)', () => {
    const s = play(
      hand({ stacks: [5000, 5000, 5000, 5000], more: { straddles: [{ seat: 3, chips: 400 }] } }),
      'deal',
    );
    expect(legalActions(s)).toMatchObject({ seat: 4, callChips: 400, raise: { minTo: 800 } });
  });
});

describe('a short all-in does not reopen the betting', () => {
  it('for a player who already acted', () => {
    const s = play(
      hand({ stacks: [5000, 5000, 240] }),
      'deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 c, p3 r 140',
    );
    expect(codeOf(s, 1, 'raiseTo', 1000)).toBe('raise-not-reopened');
    expect(codeOf(play(s, 'p1 c'), 2, 'raiseTo', 1000)).toBe('raise-not-reopened');
  });

  it('unless the total facing that player is at least a full raise', () => {
    // p1 bets 100; p3 all-in 160, p4 all-in 220: p1 faces 120 more and may raise, p2 (who called 100) too.
    const s = play(
      hand({ stacks: [5000, 5000, 260, 320] }),
      'deal, p3 c, p4 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 c, p3 r 160, p4 r 220',
    );
    expect(legalActions(s)).toMatchObject({ seat: 1, raise: { minTo: 320 } });
  });

  it('and reopening is per player: the caller of 160 faces only 60 of 220 and may not raise', () => {
    const s = play(
      hand({ stacks: [5000, 260, 5000, 320] }),
      'deal, p3 c, p4 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 r 160, p3 c, p4 r 220',
    );
    // p1 faces 120 on his bet of 100: reopened. He only calls.
    expect(legalActions(s)).toMatchObject({ seat: 1, raise: { minTo: 320 } });
    const next = play(s, 'p1 c');
    expect(legalActions(next)).toMatchObject({ seat: 3, callChips: 60 });
    expect(codeOf(next, 3, 'raiseTo', 400)).toBe('raise-not-reopened');
  });

  it('for one who checked, when the all-in bet is less than a bet', () => {
    const s = play(
      hand({ stacks: [5000, 5000, 160] }),
      'deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 x, p2 x, p3 r 60',
    );
    expect(codeOf(s, 1, 'raiseTo', 1000)).toBe('raise-not-reopened');
    expect(legalActions(s)).toMatchObject({ seat: 1, callChips: 60, fold: true, check: false });
  });

  it('but a full raise does', () => {
    const s = play(
      hand({ stacks: [5000, 5000, 300] }),
      'deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 c, p3 r 200',
    );
    expect(legalActions(s)).toMatchObject({ seat: 1, raise: { minTo: 300, maxTo: 4900 } });
  });
});

describe('short big blind', () => {
  it('others must still call the full blind', () => {
    const s = play(hand({ stacks: [5000, 30, 5000] }), 'deal');
    expect(legalActions(s)).toMatchObject({ seat: 3, callChips: 100 });
  });

  it('or raise to at least double it', () => {
    const s = play(hand({ stacks: [5000, 30, 5000] }), 'deal');
    expect(legalActions(s)?.raise?.minTo).toBe(200);
  });
});

describe('order of action', () => {
  it('before the flop begins left of the big blind and gives the big blind the option', () => {
    const s = play(hand({ stacks: [500, 500, 500, 500] }), 'deal, p3 c, p4 c, p1 c');
    expect(legalActions(s)).toMatchObject({ seat: 2, check: true, raise: { minTo: 200 } });
  });

  it('heads-up the button posts the small blind, acts first before the flop and last after', () => {
    const s = play(hand({ stacks: [500, 500] }), 'deal');
    expect(legalActions(s)).toMatchObject({ seat: 2, callChips: 50 });
    expect(legalActions(play(s, 'p2 c, p1 x, deal AsKs2d'))?.seat).toBe(1);
  });

  it('a UTG straddle acts last before the flop', () => {
    const s = play(
      hand({ stacks: [500, 500, 500, 500], more: { straddles: [{ seat: 3, chips: 200 }] } }),
      'deal, p4 c, p1 c, p2 c',
    );
    expect(legalActions(s)).toMatchObject({ seat: 3, check: true, raise: { minTo: 400 } });
  });

  it('a button straddle acts last before the flop, the small blind first', () => {
    const s = hand({ stacks: [500, 500, 500, 500], more: { straddles: [{ seat: 4, chips: 200 }] } });
    expect(legalActions(play(s, 'deal'))?.seat).toBe(1);
    expect(legalActions(play(s, 'deal, p1 c, p2 c, p3 c'))).toMatchObject({ seat: 4, check: true });
  });

  it('after a straddled round the minimum bet is the big blind', () => {
    const s = play(
      hand({ stacks: [900, 900, 900], more: { straddles: [{ seat: 3, chips: 200 }] } }),
      'deal, p1 c, p2 c, p3 x, deal AsKs2d',
    );
    expect(legalActions(s)?.raise?.minTo).toBe(100);
  });

  it('with a dead small blind and a dead button begins at the right seats', () => {
    const s = play(
      hand({ stacks: [900, 900, 900], more: { smallBlindSeat: null, bigBlindSeat: 1, buttonSeat: 9 } }),
      'deal',
    );
    expect(legalActions(s)?.seat).toBe(2);
    expect(stacks(s)).toEqual([800, 900, 900]);
  });

  it('a posted missed blind is live, its small part is dead', () => {
    const s = play(
      hand({ stacks: [900, 900, 900, 900], more: { posts: [{ seat: 4, liveChips: 100, deadChips: 50 }] } }),
      'deal, p3 c',
    );
    expect(stacks(s)).toEqual([850, 800, 800, 750]);
    expect(legalActions(s)).toMatchObject({ seat: 4, check: true, raise: { minTo: 200, maxTo: 850 } });
  });
});

describe('end of the betting', () => {
  it('nobody is asked when nobody can be bet against', () => {
    const s = play(hand({ stacks: [500, 5000, 60] }), 'deal, p3 c, p1 f');
    expect(s.phase).toBe('open');
  });

  it('a raise that nobody could call is refused', () => {
    const s = play(hand({ stacks: [5000, 300] }), 'deal, p2 c, p1 r 5000');
    expect(stacks(s)).toEqual([0, 200]);
    expect(codeOf(s, 2, 'raiseTo', 300)).toBe('no-chips-behind');
    const covered = play(hand({ stacks: [300, 5000] }), 'deal, p2 c, p1 r 300');
    expect(codeOf(covered, 2, 'raiseTo', 1000)).toBe('raise-pointless');
  });

  it('everybody folding to one player ends the hand unshown', () => {
    const s = play(hand({ stacks: [500, 500, 500] }), 'deal, p3 f, p1 f');
    expect(s.phase).toBe('over');
    expect(stacks(s)).toEqual([450, 550, 500]);
  });
});

describe('pot limit', () => {
  it('the largest opening is three and a half big blinds', () => {
    const s = play(hand({ game: 'omaha', structure: 'pot-limit', stacks: [9000, 9000, 9000] }), 'deal');
    expect(legalActions(s)?.raise).toEqual({ minTo: 200, maxTo: 350, isBet: false });
    expect(codeOf(s, 3, 'raiseTo', 351)).toBe('raise-too-large');
  });

  it('a raise is at most the pot after calling', () => {
    const s = play(
      hand({ game: 'omaha', structure: 'pot-limit', stacks: [9000, 9000, 9000] }),
      'deal, p3 r 350',
    );
    // 50 + 100 + 350 in the middle, 300 to call: 800 on top of 350.
    expect(legalActions(s)?.raise?.maxTo).toBe(1150);
  });
});

describe('fixed limit', () => {
  const limit = { structure: 'fixed-limit', stacks: [9000, 9000, 9000] } as const;

  it('bets small before the turn and big from it', () => {
    const s = play(hand(limit), 'deal, p3 c, p1 c, p2 x, deal AsKs2d');
    expect(legalActions(s)?.raise).toEqual({ minTo: 100, maxTo: 100, isBet: true });
    const turn = play(s, 'p1 x, p2 x, p3 x, deal 3d');
    expect(legalActions(turn)?.raise).toEqual({ minTo: 200, maxTo: 200, isBet: true });
  });

  it('allows one bet and three raises on a street, the big blind being the first', () => {
    const s = play(hand(limit), 'deal, p3 r 200, p1 r 300, p2 r 400');
    expect(codeOf(s, 3, 'raiseTo', 500)).toBe('raise-cap-reached');
    const flop = play(s, 'p3 c, p1 c, deal AsKs2d, p1 r 100, p2 r 200, p3 r 300, p1 r 400');
    expect(codeOf(flop, 2, 'raiseTo', 500)).toBe('raise-cap-reached');
  });
});

describe('refusals have their own code and leave the state alone', () => {
  const start = play(hand({ stacks: [500, 500, 500] }), 'deal');
  it.each([
    [4, 'fold', 0, 'unknown-seat'],
    [1, 'fold', 0, 'not-your-turn'],
    [3, 'check', 0, 'must-call-or-fold'],
    [3, 'raiseTo', 150, 'raise-too-small'],
    [3, 'raiseTo', 501, 'raise-above-stack'],
    [3, 'raiseTo', 200.5, 'bad-amount'],
    [3, 'raiseTo', -200, 'bad-amount'],
    [3, 'raiseTo', Number.NaN, 'bad-amount'],
    [3, 'raiseTo', 2 ** 53, 'bad-amount'],
  ] as const)('p%i %s %d: %s', (seat, verb, chips, code) => {
    const before = JSON.stringify(start);
    const refusal = verifyBet(start, seat, verb, chips);
    expect(refusal?.code).toBe(code);
    expect(JSON.stringify(start)).toBe(before);
  });

  it('call with nothing to call, and anything outside the betting', () => {
    const flop = play(start, 'p3 c, p1 c, p2 x');
    expect(codeOf(flop, 1, 'check', 0)).toBe('not-betting');
    const dealt = play(flop, 'deal AsKs2d');
    expect(codeOf(dealt, 1, 'call', 0)).toBe('nothing-to-call');
    expect(codeOf(play(start, 'p3 f, p1 f'), 2, 'check', 0)).toBe('hand-over');
    expect(codeOf(play(start, 'p3 f'), 3, 'check', 0)).toBe('not-in-hand');
  });
});

describe('timeout', () => {
  it('checks if it is free, else folds', () => {
    const s = play(hand({ stacks: [500, 500, 500] }), 'deal');
    expect(timeoutAction(s)).toBe('fold');
    expect(timeoutAction(play(s, 'p3 c, p1 c'))).toBe('check');
  });
});

describe('fold', () => {
  it('is legal even when checking is free, so that a leaver can be folded', () => {
    const s = play(hand({ stacks: [500, 500, 500] }), 'deal, p3 c, p1 c');
    expect(codeOf(s, 2, 'fold', 0)).toBeUndefined();
  });
});
