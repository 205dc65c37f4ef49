import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLAYED, randomHand } from '../../../testing/randomHands.ts';
import { HistoryError } from '../history.ts';
import { courseOf, historyOf } from '../record.ts';
import { compareStacks, replayHand } from '../replay.ts';
import { decodeOhh, decodeOhhFile } from './read.ts';
import type { OhhMeta } from './types.ts';
import { encodeOhh } from './write.ts';

const meta: OhhMeta = {
  siteName: 'Dealerless',
  networkName: 'Dealerless',
  startDateUtc: '2026-01-02T03:04:05Z',
  currency: 'Chips',
  tableSize: 9,
  heroSeat: null,
};

/** A hand as other software writes it: fractions, hidden hole cards, a player sitting out. */
const foreign = {
  ohh: {
    spec_version: '1.4.6',
    game_type: 'Holdem',
    bet_limit: { bet_type: 'NL', bet_cap: 0 },
    table_name: 'Aster',
    game_number: '77',
    dealer_seat: 3,
    small_blind_amount: 0.5,
    big_blind_amount: 1,
    ante_amount: 0,
    players: [
      { id: 11, seat: 1, name: 'Ann', starting_stack: 100 },
      { id: 12, seat: 3, name: 'Bob', starting_stack: 50.5 },
      { id: 13, seat: 4, name: 'Cy', starting_stack: 20 },
      { id: 14, seat: 6, name: 'Away', starting_stack: 20 },
    ],
    rounds: [
      {
        id: 0,
        street: 'Preflop',
        actions: [
          { action_number: 1, player_id: 13, action: 'Post SB', amount: 0.5 },
          { action_number: 2, player_id: 11, action: 'Post BB', amount: 1 },
          { action_number: 3, player_id: 13, action: 'Dealt Cards', cards: ['XX', 'XX'] },
          { action_number: 4, player_id: 11, action: 'Dealt Cards', cards: ['As', 'Ad'] },
          { action_number: 5, player_id: 12, action: 'Dealt Cards', cards: ['Xx', 'Xx'] },
          { action_number: 6, player_id: 12, action: 'Raise', amount: 3 },
          { action_number: 7, player_id: 13, action: 'Fold' },
          { action_number: 8, player_id: 11, action: 'Call', amount: 2 },
        ],
      },
      {
        id: 1,
        street: 'Flop',
        cards: ['Ah', 'Kh', '2c'],
        actions: [
          { action_number: 9, player_id: 11, action: 'Bet', amount: 2 },
          { action_number: 10, player_id: 12, action: 'Raise', amount: 6 },
          { action_number: 11, player_id: 11, action: 'Raise', amount: 12 },
          { action_number: 12, player_id: 12, action: 'Fold' },
        ],
      },
    ],
    pots: [{ number: 0, amount: 18.5, rake: 0, player_wins: [{ player_id: 11, win_amount: 18.5 }] }],
  },
};

const changed = (change: (hand: typeof foreign.ohh) => object): string =>
  JSON.stringify({ ohh: { ...foreign.ohh, ...change(foreign.ohh) } });

describe('reading OHH', () => {
  const hand = decodeOhh(JSON.stringify(foreign));

  test('players in order of position, the sitting out left out', () => {
    expect(hand.players.map((p) => [p.name, p.blindChips / hand.scale])).toEqual([
      ['Cy', 0.5],
      ['Ann', 1],
      ['Bob', 0],
    ]);
  });

  test('an amount is what the action adds, unlike the raise-to of PHH', () => {
    expect(hand.actions.flatMap((a) => (a.kind === 'raise' ? [a.toChips / hand.scale] : []))).toEqual([
      3, 2, 6, 14,
    ]);
  });

  test('it replays by the rules', () => {
    const finishing = { ...hand, finishingStacks: [19.5, 109.5, 41.5] };
    expect(compareStacks(finishing, replayHand(finishing, 'house'))).toBeUndefined();
  });

  test('a file has hands separated by blank lines', () => {
    const one = JSON.stringify(foreign);
    expect(decodeOhhFile(`${one}\n\n${one}\r\n\r\n${one}\n`)).toHaveLength(3);
    expect(decodeOhhFile('\n\n')).toEqual([]);
  });

  test.each([
    ['no JSON', '{', 'unreadable'],
    ['no hand', '{}', 'missing-field'],
    ['a list', '[]', 'bad-field'],
    ['a game we do not play', changed(() => ({ game_type: 'Draw' })), 'unsupported-variant'],
    ['a limit we do not play', changed(() => ({ bet_limit: { bet_type: 'SL' } })), 'unsupported-variant'],
    ['no rounds', changed(() => ({ rounds: undefined })), 'missing-field'],
    ['nobody', changed(() => ({ players: [] })), 'bad-field'],
    [
      'a negative stack',
      changed((h) => ({ players: h.players.map((p) => ({ ...p, starting_stack: -1 })) })),
      'bad-field',
    ],
    [
      'two players of one id',
      changed((h) => ({ players: h.players.map((p) => ({ ...p, id: 11 })) })),
      'bad-field',
    ],
    [
      'an unknown verb',
      changed((h) => ({
        rounds: [{ ...h.rounds[0], actions: [...h.rounds[0]!.actions, { player_id: 11, action: 'Dances' }] }],
      })),
      'bad-action',
    ],
    [
      'an action of nobody',
      changed((h) => ({
        rounds: [{ ...h.rounds[0], actions: [...h.rounds[0]!.actions, { player_id: 99, action: 'Fold' }] }],
      })),
      'bad-action',
    ],
    [
      'a card that does not exist',
      changed((h) => ({ rounds: [{ ...h.rounds[1], cards: ['1z'] }] })),
      'bad-field',
    ],
  ])('%s is refused', (_, text, code) => {
    let got = 'read';
    try {
      decodeOhh(text);
    } catch (error) {
      if (!(error instanceof HistoryError)) throw error;
      got = error.code;
    }
    expect(got).toBe(code);
  });

  test('any JSON is read or refused with HistoryError', () => {
    fc.assert(
      fc.property(fc.json(), fc.json(), (a, b) => {
        for (const text of [
          a,
          `{"ohh":${a}}`,
          changed(() => ({ rounds: JSON.parse(a), players: JSON.parse(b) })),
        ]) {
          try {
            decodeOhh(text);
          } catch (error) {
            expect(error).toBeInstanceOf(HistoryError);
          }
        }
      }),
    );
  });
});

describe('writing OHH', () => {
  test('a written hand replays to the stacks it was played to', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(PLAYED.length - 1), fc.integer({ min: 2, max: 8 }), (seed, k, seats) => {
        const [game, structure] = PLAYED[k]!;
        const { state } = randomHand(seed, { game, structure, seats, hidden: true });
        const history = historyOf(state);
        const read = decodeOhh(encodeOhh(history, courseOf(state), meta));
        const finishing = { ...read, finishingStacks: history.finishingStacks };
        expect(compareStacks(finishing, replayHand(finishing, 'house'))).toBeUndefined();
      }),
      { numRuns: 250 },
    );
  });

  test('what the pots pay is what was put in', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(PLAYED.length - 1), (seed, k) => {
        const [game, structure] = PLAYED[k]!;
        const { state } = randomHand(seed, { game, structure, seats: 4, hidden: false });
        const { ohh } = JSON.parse(encodeOhh(historyOf(state), courseOf(state), meta));
        const won = ohh.pots.flatMap((p: { player_wins: { win_amount: number }[] }) =>
          p.player_wins.map((w) => w.win_amount),
        );
        const paid = won.reduce((a: number, b: number) => a + b, 0);
        expect(paid).toBe(state.players.reduce((sum, p) => sum + p.wonChips, 0));
      }),
      { numRuns: 100 },
    );
  });
});
