/** Files as other programs write them, and files that somebody wrote to do harm. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { HistoryError } from '../history.ts';
import { checkHistory, replayHand } from '../replay.ts';
import { decodeOhh, decodeOhhFile, splitOhh } from './read.ts';

const file = (name: string): string =>
  readFileSync(new URL(`../../../testing/hands/${name}`, import.meta.url), 'utf8');

/** What refuses a text, or 'read'. */
function verdictOf(text: string): string {
  try {
    for (const hand of splitOhh(text)) hand.decode();
    return 'read';
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    return error.message;
  }
}

interface Hand {
  flags?: unknown;
  bet_limit: unknown;
  players: { cards?: unknown; id: number }[];
  rounds: { street: string; cards: unknown; actions: Record<string, unknown>[] }[];
  pots: unknown;
}

const base = file('player_cards.ohh');
/** The hand of player_cards.ohh, changed. */
function changed(change: (hand: Hand) => void): string {
  const wrapper = JSON.parse(base) as { ohh: Hand };
  change(wrapper.ohh);
  return JSON.stringify(wrapper);
}

describe('what other programs write', () => {
  test.each([
    ['cards that stand at the player', 'player_cards.ohh', 1],
    ['one hand a line, hidden cards as X', 'jsonl.ohh', 2],
    ['an ante of null', 'null_ante.ohh', 1],
    ['a player who only sits down and adds chips', 'sit_out_added.ohh', 1],
  ])('%s', (_, name, count) => {
    const hands = decodeOhhFile(file(name));
    expect(hands).toHaveLength(count);
    for (const hand of hands) {
      expect(hand.players.map((p) => p.name)).toEqual(['P1', 'P2', 'P3']);
      expect(checkHistory(hand)).toBeUndefined();
      expect(replayHand(hand).complete).toBe(true);
    }
  });

  test('cards at the player are those dealt', () => {
    const hole = decodeOhh(base).actions.flatMap((a) => (a.kind === 'hole' ? [a.cards] : []));
    expect(hole).toEqual([
      [51, 45],
      [0, 21],
      [30, 31],
    ]);
  });

  test('only one player’s cards are dealt, and the others are taken to have theirs', () => {
    const text = changed((h) => {
      for (const p of h.players) delete p.cards;
      h.rounds[0]!.actions.splice(2, 0, { player_id: 1, action: 'Dealt Cards', cards: ['As', 'Kd'] });
    });
    expect(checkHistory(decodeOhh(text))).toBeUndefined();
  });

  test('no cards, no flags and no pots may be "" or null, and fields unknown here stand anywhere', () => {
    for (const nothing of ['', null]) {
      const text = changed((h) => {
        h.rounds[0]!.cards = nothing;
        h.flags = nothing;
        h.pots = nothing;
        for (const a of h.rounds[0]!.actions) a.cards = nothing;
      });
      const wrapped = JSON.stringify({ source: 'tracker', id: 7, ...(JSON.parse(text) as object) });
      expect(checkHistory(decodeOhh(wrapped))).toBeUndefined();
    }
  });

  test('hands may follow each other without anything between them, printed or not', () => {
    const one = JSON.stringify(JSON.parse(base));
    expect(decodeOhhFile(`\ufeff${base}${one}\r\n${base}\n\n${one}${one}`)).toHaveLength(5);
  });
});

describe('what cannot be replayed truly is refused by name', () => {
  const flop = { street: 'Flop', cards: ['2h', '3h', '4h'], actions: [] };
  test.each([
    [
      'two boards by flag',
      changed((h) => {
        h.flags = ['RUN_IT_TWICE'];
      }),
      'unsupported-feature: RUN_IT_TWICE',
    ],
    [
      'a flag nobody knows',
      changed((h) => {
        h.flags = ['Observed', 'Double_Board'];
      }),
      'unsupported-feature: Double_Board',
    ],
    [
      'two boards by rounds',
      changed((h) => {
        h.rounds.push(flop, flop);
      }),
      'unsupported-feature: a second board',
    ],
    [
      'a cap',
      changed((h) => {
        h.bet_limit = { bet_type: 'NL', bet_cap: 30 };
      }),
      'unsupported-feature: bet_cap',
    ],
    [
      'chips of nobody',
      changed((h) => {
        h.rounds[0]!.actions.push({ player_id: 1, action: 'Added To Pot', amount: 3 });
      }),
      'unsupported-feature: Added To Pot',
    ],
    [
      'a turn without a flop',
      changed((h) => {
        h.rounds.push({ ...flop, street: 'Turn', cards: ['2h'] });
      }),
      'bad-field: street Turn: out of order',
    ],
    [
      'three cards on the turn',
      changed((h) => {
        h.rounds.push(flop, { ...flop, street: 'Turn' });
      }),
      'bad-field: street Turn: 3 cards',
    ],
    [
      'a flop before the hands',
      changed((h) => {
        h.rounds.unshift(flop);
      }),
      'bad-field: street Flop: out of order',
    ],
    [
      'a flop after the showdown',
      changed((h) => {
        h.rounds.push({ ...flop, street: 'Showdown', cards: [] }, flop);
      }),
      'bad-field: street Flop: after the showdown',
    ],
    [
      'two showdowns',
      changed((h) => {
        const s = { ...flop, street: 'Showdown', cards: [] };
        h.rounds.push(s, s);
      }),
      'bad-field: street Showdown: twice',
    ],
    [
      'a street of no game',
      changed((h) => {
        h.rounds[0]!.street = 'Third';
      }),
      'bad-field: street Third: unknown',
    ],
  ])('%s', (_, text, refusal) => {
    expect(verdictOf(text)).toBe(refusal);
  });

  test.each([
    [
      'another winner',
      [{ amount: 4, player_wins: [{ player_id: 2, win_amount: 4 }] }],
      /the players win \[4, 0, 0\]/,
    ],
    [
      'a pot that is too large',
      [{ amount: 5, player_wins: [{ player_id: 1, win_amount: 5 }] }],
      /the pots are 4, the file says 5/,
    ],
    [
      'less than the pot, and no rake',
      [{ amount: 4, player_wins: [{ player_id: 1, win_amount: 3 }] }],
      /the players win/,
    ],
    [
      'the rake of a loser',
      [
        {
          amount: 4,
          rake: 1,
          player_wins: [
            { player_id: 1, win_amount: 2 },
            { player_id: 2, win_amount: 1 },
          ],
        },
      ],
      /the players win/,
    ],
  ])('its own pots: %s', (_, pots, fault) => {
    expect(
      checkHistory(
        decodeOhh(
          changed((h) => {
            h.pots = pots;
          }),
        ),
      ),
    ).toMatch(fault);
  });

  test('a rake that the winner pays is no fault', () => {
    const pots = [{ amount: 4, rake: 0.5, player_wins: [{ player_id: 1, win_amount: 3.5 }] }];
    expect(
      checkHistory(
        decodeOhh(
          changed((h) => {
            h.pots = pots;
          }),
        ),
      ),
    ).toBeUndefined();
  });
});

describe('hostile files', () => {
  const mega = 10 * 1024 * 1024;
  const named = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ id: i, seat: i + 1, name: 'x', starting_stack: 1 }));
  test.each([
    ['ten million brackets', '['.repeat(mega), 'unreadable: nested too deep'],
    ['an object in an object, and so on', '{"ohh":'.repeat(mega / 8), 'unreadable: nested too deep'],
    [
      'one hand of ten megabytes',
      `{"ohh":{"a":[${'1,'.repeat(mega / 2)}1]}}`,
      'unreadable: a hand that is too long',
    ],
    ['a text that never ends', `{"ohh":"${'x'.repeat(mega)}`, 'unreadable: JSON'],
    ['no JSON at all', 'PokerStars Hand #1'.repeat(mega / 20), 'unreadable: JSON'],
    [
      'a thousand players',
      changed((h) => {
        h.players = named(1000) as Hand['players'];
      }),
      'too-many-players: 1000',
    ],
    [
      'a thousand rounds',
      changed((h) => {
        h.rounds = new Array(1000).fill(h.rounds[0]) as Hand['rounds'];
      }),
      'bad-field: rounds',
    ],
    ['bytes of UTF-16 read as Latin', Buffer.from(base, 'utf16le').toString('latin1'), 'unreadable: JSON'],
    [
      'an amount of 1e308',
      changed((h) => {
        h.rounds[0]!.actions[3]!.amount = 1e308;
      }),
      'bad-field: Raise',
    ],
  ])('%s', (_, text, refusal) => {
    expect(verdictOf(text)).toBe(refusal);
  });

  test('names of prototypes are names', () => {
    expect(
      verdictOf(
        changed((h) => {
          (h as { game_type?: unknown }).game_type = '__proto__';
        }),
      ),
    ).toMatch(/unsupported-variant/);
    expect(
      verdictOf(
        changed((h) => {
          h.rounds[0]!.actions[2]!.action = 'constructor';
        }),
      ),
    ).toBe('bad-action: constructor');
  });
});
