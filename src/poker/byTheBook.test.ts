/**
 * The rules by the book, case by case: RRoP = Robert's Rules of Poker, TDA = Tournament Directors' rules 2024; see
 * docs/RULES.md.
 */
import { describe, expect, it } from 'vitest';
import { hand, play, type Sketch, stacks } from '../testing/handScript.ts';
import { awaiting, legalActions, timeoutAction, verifyBet } from './hand.ts';

const raiseOf = (sketch: Sketch, script: string) => legalActions(play(hand(sketch), script))?.raise;
const codeOf = (...args: Parameters<typeof verifyBet>) => verifyBet(...args)?.code;
const four = [2000, 2000, 2000, 2000];

describe('a straddle is a new bring-in, not a raise (RRoP 14, No-Limit Rules)', () => {
  it('the least raise over 200 is to 400', () => {
    expect(raiseOf({ stacks: four, more: { straddles: [{ seat: 3, chips: 200 }] } }, 'deal')?.minTo).toBe(
      400,
    );
  });
  it('over a double straddle of 200 and 400 to 800', () => {
    const straddles = [
      { seat: 3, chips: 200 },
      { seat: 4, chips: 400 },
    ];
    expect(raiseOf({ stacks: [...four, 2000], more: { straddles } }, 'deal')?.minTo).toBe(800);
  });
  it('tables of the first edition go on as they were', () => {
    const more = { straddles: [{ seat: 3, chips: 200 }], rules: 1 as const };
    expect(raiseOf({ stacks: four, more }, 'deal')?.minTo).toBe(300);
  });
  it('after the flop the least bet is the big blind', () => {
    const more = { straddles: [{ seat: 3, chips: 200 }] };
    expect(raiseOf({ stacks: four, more }, 'deal, p4 c, p1 c, p2 c, p3 x, deal AsKs2d')?.minTo).toBe(100);
  });
});

describe('fixed limit: a short all-in is completed, not raised (RRoP 3, Betting and Raising)', () => {
  const limit = (stackChips: readonly number[]): Sketch => ({ structure: 'fixed-limit', stacks: stackChips });

  it('before the flop, all-in for 140 over 100: the next completes to 200', () => {
    expect(raiseOf(limit([2000, 2000, 140]), 'deal, p3 r 140')).toEqual({
      minTo: 200,
      maxTo: 200,
      isBet: false,
    });
  });
  it('on the flop, all-in for 30: the next completes to 100', () => {
    const s = play(hand(limit([2000, 130, 2000])), 'deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 x, p2 r 30');
    expect(legalActions(s)).toMatchObject({ seat: 3, callChips: 30, raise: { minTo: 100, maxTo: 100 } });
    // p1 has checked, and faces less than half a bet.
    expect(codeOf(play(s, 'p3 c'), 1, 'raiseTo', 100)).toBe('raise-not-reopened');
    // Completed, it is a full bet again.
    expect(legalActions(play(s, 'p3 r 100'))?.raise?.minTo).toBe(200);
  });
  it('completing uses up no raise of the cap', () => {
    const s = play(
      hand(limit([9000, 9000, 9000, 140])),
      'deal, p3 c, p4 r 140, p1 r 200, p2 r 300, p3 r 400',
    );
    expect(codeOf(s, 1, 'raiseTo', 500)).toBe('raise-cap-reached');
  });
  it('stud 20/40: all-in for 7 over a bring-in of 5 is completed to 20, for 12 raised to 32', () => {
    const stud = (third: number): Sketch => ({ game: 'stud', stacks: [1000, third, 1000], blinds: [5, 20] });
    expect(raiseOf(stud(7), 'deal 2cKd9h, p1 c, p2 r 7')?.minTo).toBe(20);
    expect(raiseOf(stud(12), 'deal 2cKd9h, p1 c, p2 r 12')?.minTo).toBe(32);
  });
});

describe('fixed limit: an all-in of half a bet or more reopens the betting (RRoP 3, Betting and Raising; TDA 47-B)', () => {
  const allInFor = (allIn: number) =>
    play(
      hand({ structure: 'fixed-limit', stacks: [2000, 2000, 100 + allIn] }),
      `deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 c, p3 r ${allIn}`,
    );
  it('49 more do not, 50 do, and count as a full raise', () => {
    expect(codeOf(allInFor(149), 1, 'raiseTo', 200)).toBe('raise-not-reopened');
    expect(legalActions(allInFor(150))?.raise).toMatchObject({ minTo: 250, maxTo: 250 });
  });
  it('two short ones together do', () => {
    const s = play(
      hand({ structure: 'fixed-limit', stacks: [2000, 2000, 230, 270] }),
      'deal, p3 c, p4 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 c, p3 r 130, p4 r 170',
    );
    expect(legalActions(s)).toMatchObject({ seat: 1, raise: { minTo: 270 } });
  });
  it('a caller of the first short one faces too little of the second', () => {
    const s = play(
      hand({ structure: 'fixed-limit', stacks: [2000, 230, 2000, 270] }),
      'deal, p3 c, p4 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 r 130, p3 c, p4 r 170, p1 c',
    );
    expect(codeOf(s, 3, 'raiseTo', 270)).toBe('raise-not-reopened');
  });
});

describe('fixed limit: no cap for the last two (RRoP 3, Betting and Raising; TDA 48)', () => {
  const headsUp: Sketch = { structure: 'fixed-limit', stacks: [9000, 9000] };
  const script = 'deal, p2 c, p1 x, deal AsKs2d, p1 r 100, p2 r 200, p1 r 300, p2 r 400';
  it('heads-up a bet and three raises may be raised', () => {
    expect(raiseOf(headsUp, script)?.minTo).toBe(500);
    expect(raiseOf(headsUp, `${script}, p1 r 500, p2 r 600`)?.minTo).toBe(700);
  });
  it('unless the house wants it', () => {
    const s = play(hand({ ...headsUp, more: { capHeadsUp: true } }), script);
    expect(codeOf(s, 1, 'raiseTo', 500)).toBe('raise-cap-reached');
  });
  it('what was capped with three stays capped, what became heads-up before does not', () => {
    const three: Sketch = { structure: 'fixed-limit', stacks: [9000, 9000, 9000] };
    const flop = 'deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 r 200, p3 r 300';
    expect(codeOf(play(hand(three), `${flop}, p1 r 400, p2 f`), 3, 'raiseTo', 500)).toBe('raise-cap-reached');
    expect(raiseOf(three, `${flop}, p1 f, p2 r 400`)?.minTo).toBe(500);
  });
});

describe('pot-limit before the flop', () => {
  const omaha = (more: Partial<Sketch>): Sketch => ({
    game: 'omaha',
    structure: 'pot-limit',
    stacks: [9000, 9000, 9000],
    ...more,
  });
  it('a short blind counts in full (TDA 54-B)', () => {
    expect(raiseOf(omaha({ stacks: [9000, 60, 9000] }), 'deal')?.maxTo).toBe(350);
    expect(raiseOf(omaha({ stacks: [20, 9000, 9000] }), 'deal')?.maxTo).toBe(350);
  });
  it('a dead small blind counts in full (TDA 54-B)', () => {
    expect(raiseOf(omaha({ more: { smallBlindSeat: null } }), 'deal')?.maxTo).toBe(350);
  });
  it('after the flop the pot is what is in it', () => {
    const s = 'deal, p3 c, p1 c, deal AsKs2d';
    expect(raiseOf(omaha({ stacks: [9000, 60, 9000] }), s)?.maxTo).toBe(260);
  });
  it("a big blind's ante does not enter the maximum", () => {
    expect(raiseOf(omaha({ ante: ['big-blind', 100] }), 'deal')?.maxTo).toBe(350);
  });
  it("everybody's ante does", () => {
    expect(raiseOf(omaha({ ante: ['each', 10] }), 'deal')?.maxTo).toBe(380);
  });
});

describe('odd chips', () => {
  it('nobody gets more than one of a pot (RRoP 3, Ties 4)', () => {
    const s = play(
      hand({ stacks: [100, 100, 100], blinds: [1, 2], more: { deadChips: 2 } }),
      'deal, p3 r 100, p1 c, p2 c, p1 show 2c3d, p2 show 2d3h, p3 show 2h3c, deal AsKsQs, deal Js, deal Ts',
    );
    expect(stacks(s)).toEqual([101, 101, 100]);
  });

  const stud: Sketch = { game: 'stud', stacks: [20, 20], blinds: [1, 4], more: { deadChips: 1 } };
  const street = 'p1 show 2c3c%1, p2 show 2d3d%2, ';
  const tied = (game: Sketch['game'], one: readonly string[], two: readonly string[]) => {
    const first =
      game === 'razz'
        ? 'p2 r 4, p1 r 8, p2 r 12, p1 r 16, p2 r 20, p1 c'
        : 'p1 r 4, p2 r 8, p1 r 12, p2 r 16, p1 r 20, p2 c';
    const shows = street.replace('%1', one[0]!).replace('%2', two[0]!);
    const deals = [1, 2, 3, 4].map((k) => `deal ${one[k]}${two[k]}`).join(', ');
    return stacks(
      play(
        hand({ ...stud, ...(game === undefined ? {} : { game }) }),
        `deal ${one[0]}${two[0]}, ${first}, ${shows}${deals}`,
      ),
    );
  };
  it('in stud go to the highest card by suit of all that a player holds (RRoP 3, Ties 5)', () => {
    // Both have a ten-high straight; the kings stand outside it, and decide.
    const first = ['6c', '7c', '8d', '9c', 'Th'];
    expect(tied('stud', first, ['6d', '7d', '8h', '9d', 'Ts'])).toEqual([20, 21]);
    expect(tied('stud', ['6c', '7c', '8d', '9c', 'Ts'], ['6d', '7d', '8h', '9d', 'Th'])).toEqual([21, 20]);
  });
  it('in razz to the lowest card by suit (RRoP 3, Ties 5)', () => {
    expect(tied('razz', ['Kc', 'Qh', '4c', '5c', '6c'], ['Kd', 'Qd', '4d', '5d', '6d'])).toEqual([21, 20]);
  });
});

describe('who shows first where the last round was checked (TDA 17-A)', () => {
  const checked = (game: 'stud' | 'razz') => {
    const s = hand({ game, stacks: [100, 100, 100], blinds: [1, 4] });
    const [a, b] =
      game === 'stud' ? ['p1 c, p2 c, p3 c', 'p2 x, p3 x, p1 x'] : ['p2 c, p3 c, p1 c', 'p1 x, p2 x, p3 x'];
    return awaiting(
      play(s, `deal 2cKd9h, ${a}, deal 3sQh8c, ${b}, deal 4sJh7c, ${b}, deal 5sTd6c, ${b}, deal, ${b}`),
    );
  };
  it('the high board in stud', () => {
    expect(checked('stud')).toEqual({ kind: 'showdown', seat: 2 });
  });
  it('the low board in razz', () => {
    expect(checked('razz')).toEqual({ kind: 'showdown', seat: 1 });
  });
});

describe('stud high: an open pair on fourth street (RRoP 8)', () => {
  const stud: Sketch = { game: 'stud', stacks: [1000, 1000, 1000], blinds: [5, 20] };
  const fourth = 'deal 2cAd9h, p1 c, p2 c, p3 c, deal 7sAh8c';
  it('lets everybody bet 20 or 40, and nothing between', () => {
    const s = play(hand(stud), fourth);
    expect(legalActions(s)?.raise).toEqual({ minTo: 20, maxTo: 40, isBet: true, totals: [20, 40] });
    expect(codeOf(s, 2, 'raiseTo', 30)).toBe('raise-too-small');
    expect(legalActions(play(s, 'p2 x'))?.raise?.totals).toEqual([20, 40]);
    expect(legalActions(play(s, 'p2 r 20'))?.raise?.totals).toEqual([40, 60]);
  });
  it('once 40 are bet, raises are of 40', () => {
    expect(raiseOf(stud, `${fourth}, p2 r 40`)).toEqual({ minTo: 80, maxTo: 80, isBet: false });
    expect(raiseOf(stud, `${fourth}, p2 r 20, p3 r 60`)).toEqual({ minTo: 100, maxTo: 100, isBet: false });
  });
  it('without a pair, in razz and in stud hi-lo there is one bet', () => {
    expect(raiseOf(stud, 'deal 2cAd9h, p1 c, p2 c, p3 c, deal 7sKh8c')?.totals).toBeUndefined();
    expect(raiseOf({ ...stud, game: 'stud-hilo' }, fourth)?.totals).toBeUndefined();
  });
});

describe('stud: the low card is all-in for the ante (RRoP 8)', () => {
  const s = () =>
    play(hand({ game: 'stud', stacks: [40, 40, 1], blinds: [1, 4], ante: ['each', 1] }), 'deal KcQd2h');
  it('the next may fold, bring in, or complete', () => {
    expect(legalActions(s())).toMatchObject({
      seat: 1,
      fold: true,
      check: false,
      bringIn: true,
      callChips: 1,
      raise: { minTo: 4 },
    });
    expect(timeoutAction(s())).toBe('fold');
  });
  it('and when it folds, the hand is between the others', () => {
    expect(awaiting(play(s(), 'p1 f')).kind).toBe('open');
  });
  it('with four, the one after has the same choice', () => {
    const more = play(
      hand({ game: 'stud', stacks: [40, 40, 40, 1], blinds: [1, 4], ante: ['each', 1] }),
      'deal KcQdJd2h, p1 f',
    );
    expect(legalActions(more)).toMatchObject({ seat: 2, fold: true, bringIn: true });
    expect(legalActions(play(more, 'p2 c'))).toMatchObject({
      seat: 3,
      fold: true,
      callChips: 1,
      raise: { minTo: 4 },
    });
  });
});
