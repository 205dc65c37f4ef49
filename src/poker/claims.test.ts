/** Winning without showing: who may, over which hands, and what it pays. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cards, hand, play, stacks } from '../testing/handScript.ts';
import { randomHand } from '../testing/randomHands.ts';
import { unseenPairs } from './claims.ts';
import { applyClaim, applyShow, replay, result, verifyClaim } from './hand.ts';

const three = { stacks: [1000, 1000, 1000] };
const toRiver =
  'deal, p3 c, p1 c, p2 x, deal 2c3d4h, p1 x, p2 x, p3 x, deal 8s, p1 x, p2 x, p3 x, deal 9c, p1 x, p2 x, p3 x';

describe('a claim', () => {
  it('of a better hand takes the pot with the cards closed', () => {
    const s = play(hand(three), `${toRiver}, p1 show KsKh, p2 muck, p3 claim better`);
    expect(s.phase).toBe('over');
    expect(stacks(s)).toEqual([900, 900, 1200]);
    expect(s.players[2]).toMatchObject({ cards: [null, null], shown: false, claimed: 'better' });
    expect(result(s)[2]).toMatchObject({ wonChips: 300, handName: '' });
    expect(replay(s.setup, s.records)).toEqual(s);
  });

  it('of an equal hand shares it with every best one that was shown, odd chips left of the button', () => {
    const s = play(
      hand({ ...three, blinds: [50, 101] }),
      `${toRiver}, p1 show KsKh, p2 show QsQh, p3 claim equal`,
    );
    // 303 chips for two: the first left of the button has the odd one.
    expect(stacks(s)).toEqual([1051, 899, 1050]);
    const equals = play(hand(three), `${toRiver}, p1 show As5s, p2 show Ad5d, p3 claim equal`);
    expect(stacks(equals)).toEqual([1000, 1000, 1000]);
  });

  it('is open to the last hand only, once another one is tabled, and never when all are opened', () => {
    const code = (script: string, seat: number) => verifyClaim(play(hand(three), script), seat)?.code;
    expect(code(toRiver, 1)).toBe('no-claim');
    expect(code(toRiver, 3)).toBe('not-your-show');
    expect(code(`${toRiver}, p1 show KsKh`, 2)).toBe('no-claim');
    expect(code(`${toRiver}, p1 show KsKh, p2 muck`, 2)).toBe('not-in-hand');
    expect(code(`${toRiver}, p1 show KsKh, p2 muck`, 3)).toBeUndefined();
    expect(code(`${toRiver}, p1 show KsKh, p2 show QsQh`, 1)).toBe('already-shown');
    expect(code(`${toRiver}, p1 show KsKh, p2 muck, p3 claim better`, 3)).toBe('hand-over');
    expect(code('deal, p3 c, p1 c', 2)).toBe('not-showdown');
    expect(code(`${toRiver}, p1 show KsKh, p2 kill, p3 kill`, 3)).toBe('hand-over');
    const allIn = 'deal, p3 r 1000, p1 c, p2 f, p3 show KsKh';
    expect(code(allIn, 1)).toBe('no-claim');
  });

  it('counts only what is alive: a tabled hand that was declared dead sets no height', () => {
    const s = play(hand(three), `${toRiver}, p1 show AsAh, p2 show KsKh, p1 kill`);
    const { better } = unseenPairs(s, 3);
    expect(better).toContainEqual(cards('AcAd'));
    expect(
      unseenPairs(play(hand(three), `${toRiver}, p1 show AsAh, p2 show KsKh`), 3).better,
    ).not.toContainEqual(cards('AcAd'));
  });

  it('is for games in which a hand is two cards', () => {
    const omaha = { stacks: [1000, 1000], game: 'omaha' as const };
    const s = play(
      hand(omaha),
      'deal, p2 c, p1 x, deal 2c3d4h, p1 x, p2 x, deal 8s, p1 x, p2 x, deal 9c, p1 x, p2 x, p1 show AsAhKsKh',
    );
    expect(verifyClaim(s, 2)?.code).toBe('no-claim');
    expect(unseenPairs(s, 2)).toEqual({ better: [], equal: [] });
  });
});

describe('a claim pays what showing would have paid', () => {
  it('in random hands, and the lists have exactly the pairs that win', () => {
    const seen = { better: 0, equal: 0, beaten: 0 };
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('holdem' as const, 'short-deck' as const), (seed, game) => {
        const seats = 2 + (seed % 3);
        const { state, cards: held } = randomHand(seed, { game, structure: 'no-limit', seats, hidden: true });
        const last = state.records.findLastIndex((r) => r.kind === 'show' || r.kind === 'muck');
        const record = state.records[last];
        if (record === undefined || !('seat' in record)) return;
        const { seat } = record;
        const before = replay(state.setup, state.records.slice(0, last));
        if (verifyClaim(before, seat) !== undefined) return;
        const own = held.get(seat)!;
        const shown = applyShow(before, seat, own).state;
        const won = result(shown).find((r) => r.seat === seat)!.wonChips;
        const pot = result(shown).reduce((sum, r) => sum + r.wonChips, 0);
        const { better, equal } = unseenPairs(before, seat);
        const has = (pairs: typeof better) => pairs.some((pair) => pair.every((c) => own.includes(c)));
        expect(has(better)).toBe(won === pot);
        expect(has(equal)).toBe(won > 0 && won < pot);
        seen[won === 0 ? 'beaten' : won === pot ? 'better' : 'equal']++;
        if (won === 0) return;
        const claimed = applyClaim(before, seat, won === pot ? 'better' : 'equal').state;
        expect(stacks(claimed)).toEqual(stacks(shown));
        expect(replay(claimed.setup, claimed.records)).toEqual(claimed);
      }),
      { numRuns: 800 },
    );
    for (const times of Object.values(seen)) expect(times).toBeGreaterThan(0);
  });
});
