/** What `replay` adds for hands that other software dealt. Without it every one of these is refused or not asked. */
import { describe, expect, it } from 'vitest';
import { cards, hand, play, type Sketch, stacks } from '../testing/handScript.ts';
import { awaiting, legalActions, verifyBet, verifyMuck, verifyShow } from './hand.ts';

const replayed = (sketch: Sketch): Sketch => ({ ...sketch, more: { ...sketch.more, replay: true } });
const both = (sketch: Sketch, script: string) =>
  [play(hand(sketch), script), play(hand(replayed(sketch)), script)] as const;

describe('a replay accepts', () => {
  it('a raise by one whom a short all-in did not reopen the betting for', () => {
    const [strict, lenient] = both(
      { stacks: [5000, 5000, 240] },
      'deal, p3 c, p1 c, p2 x, deal AsKs2d, p1 r 100, p2 c, p3 r 140',
    );
    expect(verifyBet(strict, 1, 'raiseTo', 1000)?.code).toBe('raise-not-reopened');
    expect(verifyBet(lenient, 1, 'raiseTo', 1000)).toBeUndefined();
  });

  it('a raise to no more than the largest stack that can call it', () => {
    const [strict, lenient] = both({ stacks: [1000, 250] }, 'deal, p2 r 240');
    expect(legalActions(strict)?.raise?.minTo).toBe(380);
    expect(legalActions(lenient)?.raise?.minTo).toBe(250);
  });

  it('four raises on top of the big blind in a fixed limit', () => {
    const [strict, lenient] = both(
      { structure: 'fixed-limit', stacks: [9000, 9000, 9000] },
      'deal, p3 r 200, p1 r 300, p2 r 400',
    );
    expect(verifyBet(strict, 3, 'raiseTo', 500)?.code).toBe('raise-cap-reached');
    expect(verifyBet(lenient, 3, 'raiseTo', 500)).toBeUndefined();
    expect(verifyBet(play(lenient, 'p3 r 500'), 1, 'raiseTo', 600)?.code).toBe('raise-cap-reached');
  });

  it('the check of a player nobody can bet against any more', () => {
    const [strict, lenient] = both({ stacks: [5000, 5000, 60] }, 'deal, p3 c, p1 f');
    expect(awaiting(strict).kind).toBe('open');
    expect(awaiting(lenient)).toMatchObject({ kind: 'act', seat: 2 });
    expect(awaiting(play(lenient, 'p2 x')).kind).toBe('open');
  });

  it('mucks of all-in hands, and shows in any order', () => {
    const [strict, lenient] = both({ stacks: [500, 500] }, 'deal, p2 r 500, p1 c');
    expect(verifyMuck(strict, 1)?.code).toBe('must-show');
    expect(stacks(play(lenient, 'p1 muck'))).toEqual([0, 1000]);
    const river = 'deal, p2 c, p1 x, deal 2c3d4h, p1 x, p2 x, deal 8s, p1 x, p2 x, deal 9c, p1 x, p2 x';
    const [ordered, unordered] = both({ stacks: [500, 500] }, river);
    expect(verifyShow(ordered, 2, cards('AsAh'))?.code).toBe('not-your-show');
    expect(verifyShow(unordered, 2, cards('AsAh'))).toBeUndefined();
  });

  it('calls of a short bring-in as it lies', () => {
    const [strict, lenient] = both(
      { game: 'stud', stacks: [2, 100, 100], blinds: [2, 4], ante: ['each', 1] },
      'deal 2cKd9h, p1 c',
    );
    expect(legalActions(strict)).toMatchObject({ seat: 2, callChips: 2, raise: { minTo: 4 } });
    expect(legalActions(lenient)).toMatchObject({ seat: 2, callChips: 1, raise: { minTo: 4 } });
  });

  it('cards of folded stud hands dealt again when the deck has run out', () => {
    const sketch = { game: 'stud', stacks: Array(8).fill(100), blinds: [2, 4], ante: ['each', 1] } as const;
    const around = (from: number, verb: string, skip = 0) =>
      Array.from({ length: 8 }, (_, i) => ((from - 1 + i) % 8) + 1)
        .filter((seat) => seat !== skip)
        .map((seat) => `p${seat} ${verb}`)
        .join(', ');
    const [strict, lenient] = both(
      sketch,
      `deal 2c2d2h2s3c3d3h3s, ${around(1, 'c')}, deal AcAdAhAsKcKdKhKs, ${around(1, 'x')}, deal QcQdQhQsJcJdJhJs, ${around(1, 'x')}, deal TcTdThTs9c9d9h9s, p1 f, ${around(2, 'x', 1)}`,
    );
    expect(awaiting(strict)).toMatchObject({ kind: 'deal', requests: [{ to: 'board' }] });
    const due = awaiting(lenient);
    expect(due.kind === 'deal' && due.requests.map((r) => r.to)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });
});
