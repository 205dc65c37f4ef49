import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLAYED, playOut, randomHand, seededBelow } from '../../testing/randomHands.ts';
import { parseSetup } from '../setup.ts';
import { type HandHistory, HistoryError } from './history.ts';
import { decodePhh, encodePhh, splitPhh } from './phh.ts';
import { historyOf } from './record.ts';
import { checkHistory, compareStacks, ReplayError, replayHand } from './replay.ts';

/** A no-limit document with the given lines changed or added. */
function document(changes: Record<string, string> = {}): string {
  const fields: Record<string, string> = {
    variant: "'NT'",
    antes: '[0, 0, 0]',
    blinds_or_straddles: '[1, 2, 0]',
    min_bet: '2',
    starting_stacks: '[100, 100, 100]',
    actions: "['d dh p1 ????', 'd dh p2 ????', 'd dh p3 ????', 'p3 f', 'p1 f']",
    ...changes,
  };
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key} = ${value}`)
    .join('\n');
}

const deals = (cards: string[]): string => cards.map((c, i) => `'d dh p${i + 1} ${c}'`).join(', ');
const codeOf = (text: string): string => {
  try {
    decodePhh(text);
    return 'read';
  } catch (error) {
    if (error instanceof HistoryError) return error.code;
    throw error;
  }
};
const check = (changes: Record<string, string>): string => checkHistory(decodePhh(document(changes))) ?? 'ok';

describe('reading PHH', () => {
  test('comments, empty actions, several spaces, commas in amounts', () => {
    const hand = decodePhh(
      document({
        actions: "['# preflop', '', ' d  dh p1   AcKd # seen', 'p3 cbr 1,000 # overbet', 'p3 sm -', 'p3 sm']",
      }),
    );
    expect(hand.actions).toEqual([
      { kind: 'hole', player: 0, cards: [48, 45] },
      { kind: 'raise', player: 2, toChips: 1000 },
      { kind: 'show', player: 2, cards: null },
      { kind: 'muck', player: 2 },
    ]);
  });

  test('heads-up antes and blinds are reversed: p1 is the big blind, p2 the button', () => {
    const { players } = decodePhh(
      document({
        antes: '[0, 3]',
        blinds_or_straddles: '[1, 2]',
        starting_stacks: '[50, 60]',
        actions: '[]',
      }),
    );
    expect(players.map((p) => [p.anteChips, p.blindChips, p.stackChips])).toEqual([
      [3, 2, 50],
      [0, 1, 60],
    ]);
  });

  test('fractions are scaled to integers, finely enough for exact splits', () => {
    const hand = decodePhh(document({ starting_stacks: '[100.25, 100, inf]' }));
    expect(hand.exactSplits).toBe(true);
    expect(hand.players[0]!.stackChips).toBe(100.25 * hand.scale);
    expect(Number.isSafeInteger(hand.scale / 100)).toBe(true);
    expect(hand.players[2]!.stackChips).toBeNull();
  });

  test('whole numbers stay whole chips', () => {
    expect(decodePhh(document())).toMatchObject({ scale: 1, exactSplits: false });
  });

  test('an amount needs no zero before its point', () => {
    const hand = decodePhh(document({ min_bet: '0.5', actions: "['p3 cbr .75', 'p3 cbr 5.']" }));
    expect(hand.actions.map((a) => a.kind === 'raise' && a.toChips / hand.scale)).toEqual([0.75, 5]);
    expect(codeOf(document({ actions: "['p3 cbr .']" }))).toBe('bad-action');
  });

  test('a raked hand is said to be raked, not wrong', () => {
    const played = {
      antes: '[0, 0]',
      blinds_or_straddles: '[1, 2]',
      starting_stacks: '[100, 100]',
      actions: "['d dh p1 ????', 'd dh p2 ????', 'p2 cbr 10', 'p1 cc', 'd db 2c7d9h', 'p1 cbr 5', 'p2 f']",
    };
    expect(check({ ...played, finishing_stacks: '[110, 90]' })).toBe('ok');
    expect(check({ ...played, finishing_stacks: '[109, 90]', rake: '0.05' })).toBe('ok');
    expect(check({ ...played, finishing_stacks: '[109, 90]' })).toBe(
      'the hand is raked: its winners have 1 less than they won',
    );
    expect(check({ ...played, finishing_stacks: '[100, 90]', rake: '0.05' })).toContain(
      'not the share of 0.05',
    );
    expect(check({ ...played, finishing_stacks: '[110, 89]', rake: '0.05' })).toContain(
      'finishing stacks are',
    );
    expect(codeOf(document({ rake: '2' }))).toBe('bad-field');
  });

  test('optional and unknown fields do not disturb', () => {
    const extra = {
      time: '12:30:00',
      players: "['A', 'B', 'C']",
      seats: '[4, 5, 9]',
      venue: "'x'",
      _own: '{a = 1}',
      hand: "'h7'",
    };
    const hand = decodePhh(document(extra));
    expect(hand.players.map((p) => [p.name, p.seat])).toEqual([
      ['A', 4],
      ['B', 5],
      ['C', 9],
    ]);
    expect(hand.handName).toBe('h7');
  });

  test('several hands in one document', () => {
    const hands = splitPhh(`[1]\n${document()}\n[2]\n${document({ variant: "'FB'" })}`);
    expect(hands.map((h) => h.name)).toEqual(['1', '2']);
    expect(hands[0]!.decode().game).toBe('holdem');
    expect(() => hands[1]!.decode()).toThrow('unsupported-variant: FB');
  });

  test.each([
    ['not TOML', 'variant = ', 'unreadable'],
    ['no variant', document({ variant: '' }), 'missing-field'],
    ['a game we do not play', document({ variant: "'N2L1D'" }), 'unsupported-variant'],
    ['a variant that is no text', document({ variant: '7' }), 'unsupported-variant'],
    ['no blinds', document({ blinds_or_straddles: '' }), 'missing-field'],
    ['no stacks', document({ starting_stacks: '' }), 'missing-field'],
    ['no actions', document({ actions: '' }), 'missing-field'],
    ['one player', document({ starting_stacks: '[100]' }), 'bad-field'],
    ['too many players', document({ starting_stacks: `[${new Array(23).fill(5)}]` }), 'too-many-players'],
    ['negative ante', document({ antes: '[-1, 0, 0]' }), 'bad-field'],
    ['nan', document({ starting_stacks: '[nan, 1, 1]' }), 'bad-field'],
    ['beyond safe integers', document({ starting_stacks: '[9007199254740993, 1, 1]' }), 'bad-field'],
    ['text for a number', document({ min_bet: "'2'" }), 'bad-field'],
    ['finishing stacks of others', document({ finishing_stacks: '[1, 2]' }), 'bad-field'],
    ['an unknown verb', document({ actions: "['p1 dances']" }), 'bad-action'],
    ['a player who is not there', document({ actions: "['p4 f']" }), 'bad-action'],
    ['a card that does not exist', document({ actions: "['d db AcKdXx']" }), 'bad-action'],
    ['a raise to nothing', document({ actions: "['p1 cbr']" }), 'bad-action'],
    ['a raise to less than nothing', document({ actions: "['p1 cbr -5']" }), 'bad-action'],
    ['actions that are no text', document({ actions: '[1]' }), 'bad-field'],
  ])('%s is refused', (_, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  test('any text is read or refused with HistoryError', () => {
    const words = fc.constantFrom(
      'variant',
      '=',
      "'NT'",
      '[',
      ']',
      ',',
      '1',
      'inf',
      'actions',
      "'p1 f'",
      '\n',
      '{',
      '}',
      '"',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((w) => w.join(' ')),
        ),
        (text) => {
          codeOf(text);
        },
      ),
    );
  });
});

describe('replaying histories', () => {
  test('an uncalled blind comes back', () => {
    expect(check({ finishing_stacks: '[99, 101, 100]' })).toBe('ok');
  });

  test('other stacks than the file names are reported', () => {
    expect(check({ finishing_stacks: '[98, 102, 100]' })).toMatch(
      'finishing stacks are [99, 101, 100], the file says',
    );
  });

  test('an action out of turn, out of the rules or after the end is reported', () => {
    const dealt = (actions: string): string =>
      check({ actions: `[${deals(['????', '????', '????'])}, ${actions}]` });
    expect(dealt("'p1 f'")).toBe('p1 f where p3 is to act');
    expect(dealt("'p3 cbr 3'")).toBe('p3 cbr 3, decision 0: raise-too-small');
    expect(dealt("'p3 f', 'p1 f', 'p2 cc'")).toBe('p2 cc after the hand is over');
    expect(dealt("'d db AcKcQc'")).toBe('d db where p3 is to act');
    expect(check({ actions: "['p3 f']" })).toBe('p3 f where cards are due');
    expect(check({ actions: `[${deals(['AcKd', 'AcQd', '????'])}]` })).toMatch('duplicate-card');
  });

  test('a history may end before the hand: the stacks are those of then', () => {
    expect(
      check({ actions: `[${deals(['????', '????', '????'])}, 'p3 cc']`, finishing_stacks: '[99, 98, 98]' }),
    ).toBe('ok');
  });

  test('straddles: under the gun and on the button', () => {
    const four = { antes: '[0, 0, 0, 0]', starting_stacks: '[100, 100, 100, 100]' };
    const dealt = deals(['????', '????', '????', '????']);
    const utg = { ...four, blinds_or_straddles: '[1, 2, 4, 0]', finishing_stacks: '[99, 98, 107, 96]' };
    expect(check({ ...utg, actions: `[${dealt}, 'p4 cc', 'p1 f', 'p2 f', 'p3 cbr 8', 'p4 f']` })).toBe('ok');
    const button = { ...four, blinds_or_straddles: '[1, 2, 0, 4]', finishing_stacks: '[96, 98, 100, 106]' };
    expect(check({ ...button, actions: `[${dealt}, 'p1 cc', 'p2 f', 'p3 f', 'p4 cbr 8', 'p1 f']` })).toBe(
      'ok',
    );
  });

  test('mucks and unknown cards: who shows wins', () => {
    const calls =
      "'p3 cc', 'p1 f', 'p2 cc', 'd db AhKhQs', 'p2 cc', 'p3 cc', 'd db 2s', 'p2 cc', 'p3 cc', 'd db 4d', 'p2 cc', 'p3 cc'";
    const end = (show: string): string =>
      check({
        actions: `[${deals(['????', '????', '????'])}, ${calls}, ${show}]`,
        finishing_stacks: '[99, 98, 103]',
      });
    expect(end("'p2 sm', 'p3 sm 2c7d'")).toBe('ok');
    expect(end("'p2 sm ????', 'p3 sm 2c7d'")).toBe('ok');
    expect(end("'p3 sm 2c7d'")).toBe('ok');
    expect(end("'p2 sm'")).toBe('ok');
    expect(end("'p2 sm ????', 'p3 sm ????'")).toMatch("nobody's cards are known");
  });

  test('an all-in may be shown before or after the run-out', () => {
    const start = `${deals(['????', '????'])}, 'p2 cbr 100', 'p1 cc'`;
    const board = "'d db AhKhQs', 'd db 2s', 'd db 4d'";
    const two = {
      antes: '[0, 0]',
      blinds_or_straddles: '[1, 2]',
      starting_stacks: '[100, 100]',
      finishing_stacks: '[0, 200]',
    };
    expect(check({ ...two, actions: `[${start}, 'p2 sm AcAd', 'p1 sm KcKd', ${board}]` })).toBe('ok');
    expect(check({ ...two, actions: `[${start}, ${board}, 'p2 sm AcAd', 'p1 sm KcKd']` })).toBe('ok');
    expect(check({ ...two, actions: `[${start}, ${board}, 'p2 sm AcAd', 'p1 sm']` })).toBe('ok');
  });

  test('half chips: a pot split in a file that counts fractions', () => {
    const play = `[${deals(['2c3d', 'AcKd', 'AdKc'])}, 'p3 cc', 'p1 f', 'p2 cc', 'd db AhKhQs', 'p2 cc', 'p3 cc', 'd db 2s', 'p2 cc', 'p3 cc', 'd db 4d', 'p2 cc', 'p3 cc', 'p2 sm -', 'p3 sm KcAd']`;
    expect(check({ actions: play, finishing_stacks: '[99, 100.5, 100.5]' })).toBe('ok');
    expect(check({ actions: play, finishing_stacks: '[99, 101, 100]' })).toBe('ok');
    expect(check({ actions: play, finishing_stacks: '[99, 100, 101]' })).toMatch('finishing stacks');
  });

  test('a stack that is not known is never all in and not compared', () => {
    expect(check({ starting_stacks: '[100, inf, 100]', finishing_stacks: '[99, inf, 100]' })).toBe('ok');
  });

  test('stud with an unknown door card, bring-in and cards in several orders', () => {
    const stud = `
variant = 'F7S/8'
antes = [50, 50, 50]
bring_in = 75
small_bet = 250
big_bet = 500
starting_stacks = [4500, 1750, 14675]
actions = ['d dh p1 6s', 'd dh p2 ??', 'd dh p3 Ac', 'd dh p1 5h', 'd dh p2 ??', 'd dh p3 7d', 'd dh p1 6d', 'd dh p2 ??',
  'd dh p3 3h', 'p3 pb', 'p1 cbr 250', 'p2 f', 'p3 f']
finishing_stacks = [4675, 1700, 14550]`;
    expect(checkHistory(decodePhh(stud))).toBeUndefined();
  });

  test('a lone ante that a file says to trim is read both ways', () => {
    const ante = { ante_trimming_status: 'true', antes: '[0, 2, 0]' };
    expect(check({ ...ante, finishing_stacks: '[99, 101, 100]' })).toBe('ok');
    const called = { ...ante, actions: `[${deals(['????', '????', '????'])}, 'p3 cbr 10', 'p1 f', 'p2 f']` };
    expect(check({ ...called, finishing_stacks: '[99, 96, 105]' })).toBe('ok');
    expect(check({ ...called, finishing_stacks: '[99, 98, 103]' })).toBe('ok');
  });

  test('illegal beginnings are named', () => {
    expect(check({ starting_stacks: '[0, 100, 100]' })).toMatch('the hand cannot begin: empty-stack');
  });
});

describe('writing PHH', () => {
  test('what is written is read back the same', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(PLAYED.length - 1),
        fc.integer({ min: 2, max: 8 }),
        fc.boolean(),
        (seed, k, seats, hidden) => {
          const [game, structure] = PLAYED[k]!;
          const { state, cards } = randomHand(seed, { game, structure, seats, hidden });
          const names = new Map([[0, 'Zoë "Q" \\ #1']]);
          const history = historyOf(state, {
            names,
            holeCards: new Map([[1, cards.get(1)!]]),
            handName: String(seed),
            tableName: "d'Or",
          });
          expect(decodePhh(encodePhh(history))).toEqual(history);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('a written hand replays to the stacks it was played to, from the file alone', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(PLAYED.length - 1),
        fc.integer({ min: 2, max: 8 }),
        fc.boolean(),
        (seed, k, seats, hidden) => {
          const [game, structure] = PLAYED[k]!;
          const { state } = randomHand(seed, { game, structure, seats, hidden });
          const read = decodePhh(encodePhh(historyOf(state)));
          const replay = replayHand(read, 'house');
          expect(replay.complete).toBe(true);
          expect(compareStacks(read, replay)).toBeUndefined();
        },
      ),
      { numRuns: 250 },
    );
  });

  test('a bomb pot is antes and a round that everybody checks', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 12 }), (seed, bombPotChips) => {
        const parsed = parseSetup({
          game: 'omaha',
          structure: 'pot-limit',
          seats: [0, 3, 4].map((seat) => ({ seat, stackChips: 5 * (seat + 1) })),
          buttonSeat: 3,
          smallBlindSeat: null,
          bigBlindSeat: null,
          smallBlindChips: 1,
          bigBlindChips: 2,
          ante: { kind: 'none', chips: 0 },
          bombPotChips,
        });
        if (!parsed.ok) throw new Error(parsed.code);
        const { state } = playOut(parsed.setup, seededBelow(seed), false);
        const read = decodePhh(encodePhh(historyOf(state)));
        expect(compareStacks(read, replayHand(read, 'house'))).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  test('a hand run twice is refused', () => {
    const history: HandHistory = { ...decodePhh(document()), runTwice: true };
    expect(() => encodePhh(history)).toThrow('unsupported-feature');
    expect(() => replayHand(history)).toThrow(ReplayError);
  });

  test('a game the format has no code for is refused', () => {
    const history: HandHistory = { ...decodePhh(document()), game: 'razz', structure: 'no-limit' };
    expect(() => encodePhh(history)).toThrow(HistoryError);
  });

  test('an illegal history does not replay', () => {
    const history = decodePhh(document());
    const illegal: HandHistory = { ...history, actions: history.actions.slice(1) };
    expect(() => replayHand(illegal)).toThrow(ReplayError);
  });
});
