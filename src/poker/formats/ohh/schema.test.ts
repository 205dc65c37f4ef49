/**
 * Written files against the published format: the fields of hh-specs.handhistory.org 1.4 with their types and words.
 * `ShortDeck` and `Razz` are the two words of ours that it has not.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gameNamed } from '../../../poker/catalogue.ts';
import { PLAYED, playOut, type RandomHand, randomHand, seededBelow } from '../../../testing/randomHands.ts';
import { parseSetup, type SetupInput } from '../../setup.ts';
import { courseOf, historyOf } from '../record.ts';
import { checkHistory, comparePots, compareStacks, replayHand } from '../replay.ts';
import { decodeOhh } from './read.ts';
import { type OhhMeta, PLAY_MONEY } from './types.ts';
import { encodeOhh } from './write.ts';

type Check = (value: unknown, at: string) => string[];

const wrong = (at: string, what: string): string[] => [`${at}: ${what}`];
const text: Check = (v, at) => (typeof v === 'string' ? [] : wrong(at, 'text'));
const flag: Check = (v, at) => (typeof v === 'boolean' ? [] : wrong(at, 'boolean'));
const amount: Check = (v, at) => (typeof v === 'number' && v >= 0 ? [] : wrong(at, 'amount'));
const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Check =>
  (v, at) =>
    typeof v === 'number' && Number.isInteger(v) && v >= least && v <= most ? [] : wrong(at, `integer ${v}`);
const word =
  (...words: string[]): Check =>
  (v, at) =>
    words.includes(v as string) ? [] : wrong(at, `word ${String(v)}`);
const matching =
  (pattern: RegExp): Check =>
  (v, at) =>
    typeof v === 'string' && pattern.test(v) ? [] : wrong(at, `form of ${String(v)}`);
const list =
  (of: Check): Check =>
  (v, at) =>
    Array.isArray(v) ? v.flatMap((x, i) => of(x, `${at}[${i}]`)) : wrong(at, 'list');
/** Keys that end in ? may be absent; no others are known. */
const fields =
  (of: Readonly<Record<string, Check>>): Check =>
  (v, at) => {
    if (typeof v !== 'object' || v === null || Array.isArray(v)) return wrong(at, 'object');
    const known = new Set(Object.keys(of).map((k) => k.replace('?', '')));
    const extra = Object.keys(v).flatMap((k) => (known.has(k) ? [] : wrong(`${at}.${k}`, 'unknown')));
    const told = Object.entries(of).flatMap(([key, check]) => {
      const name = key.replace('?', '');
      const value = (v as Record<string, unknown>)[name];
      if (value === undefined) return key.endsWith('?') ? [] : wrong(`${at}.${name}`, 'missing');
      return check(value, `${at}.${name}`);
    });
    return [...extra, ...told];
  };

const version = matching(/^\d+\.\d+\.\d+$/);
const utc = matching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/);
const card = matching(/^[2-9TJQKA][hsdc]$/);
const currency = matching(/^[A-Z]{3}$/);
const action = fields({
  action_number: whole(1),
  player_id: whole(0),
  action: word(
    ...[
      'Dealt Cards',
      'Mucks Cards',
      'Shows Cards',
      'Post Ante',
      'Post SB',
      'Post BB',
      'Straddle',
      'Post Dead',
    ],
    ...['Post Extra Blind', 'Fold', 'Check', 'Bet', 'Raise', 'Call', 'Added Chips', 'Sits Down', 'Stands Up'],
    'Added To Pot',
  ),
  amount,
  is_allin: flag,
  'cards?': list(card),
});
const published: Check = fields({
  ohh: fields({
    spec_version: version,
    site_name: text,
    network_name: text,
    internal_version: version,
    tournament: flag,
    'tournament_info?': fields({
      tournament_number: text,
      name: text,
      start_date_utc: utc,
      currency,
      buyin_amount: amount,
      fee_amount: amount,
      bounty_fee_amount: amount,
      initial_stack: whole(1),
      type: word('STT', 'MTT'),
      flags: list(word('SNG', 'DON', 'Bounty', 'Shootout', 'Rebuy', 'Satellite', 'Deep', 'Re-Entry')),
      speed: fields({
        type: word('Normal', 'Semi-Turbo', 'Turbo', 'Super-Turbo', 'Hyper-Turbo', 'Ultra-Turbo'),
        round_time: whole(0),
      }),
    }),
    game_number: text,
    start_date_utc: utc,
    table_name: text,
    game_type: word('Holdem', 'Omaha', 'OmahaHiLo', 'Stud', 'StudHiLo', 'Draw', 'ShortDeck', 'Razz'),
    bet_limit: fields({ bet_type: word('NL', 'PL', 'FL'), bet_cap: amount }),
    table_size: whole(2, 10),
    currency,
    dealer_seat: whole(1),
    small_blind_amount: amount,
    big_blind_amount: amount,
    'ante_amount?': amount,
    'hero_player_id?': whole(0),
    flags: list(word('Run_It_Twice', 'Anonymous', 'Observed', 'Fast', 'Cap')),
    players: list(
      fields({
        id: whole(0),
        seat: whole(1),
        name: text,
        'display?': text,
        starting_stack: amount,
        'is_sitting_out?': flag,
      }),
    ),
    rounds: list(
      fields({
        id: whole(0),
        street: word(
          ...['Preflop', 'Flop', 'Turn', 'River', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Showdown'],
        ),
        cards: list(card),
        actions: list(action),
      }),
    ),
    pots: list(
      fields({
        number: whole(0),
        amount,
        rake: amount,
        player_wins: list(fields({ player_id: whole(0), win_amount: amount })),
      }),
    ),
  }),
});

interface Written {
  readonly flags: string[];
  readonly dealer_seat: number;
  readonly players: { id: number; starting_stack: number }[];
  readonly rounds: {
    id: number;
    street: string;
    cards: string[];
    actions: { action: string; player_id: number; amount: number; is_allin: boolean; cards?: string[] }[];
  }[];
  readonly pots: { amount: number; player_wins: { win_amount: number }[] }[];
}

const meta: OhhMeta = {
  siteName: 'Dealerless',
  networkName: 'Dealerless',
  startDateUtc: '2026-01-02T03:04:05.678Z',
  currency: PLAY_MONEY,
  tableSize: 9,
  heroSeat: null,
};

function written(
  { state }: Pick<RandomHand, 'state'>,
  more: Partial<OhhMeta> = {},
): { ohh: Written; text: string } {
  const text = encodeOhh(historyOf(state, { handName: '7', tableName: 'Friday' }), courseOf(state), {
    ...meta,
    ...more,
  });
  const parsed: unknown = JSON.parse(text);
  expect(published(parsed, 'file')).toEqual([]);
  return { ohh: (parsed as { ohh: Written }).ohh, text };
}

/** Of the first board; the second's rounds bear the same names again. */
function expectStreets({ rounds }: Written, stud: boolean): void {
  const names = rounds.map((r) => r.street);
  const order = stud
    ? ['Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh']
    : ['Preflop', 'Flop', 'Turn', 'River'];
  const shown = names.at(-1) === 'Showdown';
  const played = shown ? names.slice(0, -1) : names;
  expect(played).toEqual(order.slice(0, played.length));
  for (const r of rounds) {
    const brings = { Flop: 3, Turn: 1, River: 1 }[r.street] ?? 0;
    if (!stud) expect(r.cards, r.street).toHaveLength(brings);
    for (const a of r.actions) {
      const tabled = a.action === 'Shows Cards' || a.action === 'Mucks Cards';
      expect(tabled, `${a.action} in ${r.street}`).toBe(r.street === 'Showdown');
    }
  }
}

/** Who has put everything in has done so in an action that says so, and nobody else. */
function expectAllIns({ players, rounds }: Written): void {
  const left = new Map(players.map((p) => [p.id, p.starting_stack]));
  for (const a of rounds.flatMap((r) => r.actions)) {
    const before = left.get(a.player_id)!;
    left.set(a.player_id, before - a.amount);
    if (a.amount > 0) expect(a.is_allin, JSON.stringify(a)).toBe(before === a.amount);
  }
}

const anyHand = fc.record({
  seed: fc.nat(),
  k: fc.nat(PLAYED.length - 1),
  seats: fc.integer({ min: 2, max: 8 }),
});

describe('written OHH', () => {
  test('has the published fields, streets by their cards, one showdown at the end, and every all-in', () => {
    fc.assert(
      fc.property(anyHand, ({ seed, k, seats }) => {
        const [game, structure] = PLAYED[k]!;
        const hand = randomHand(seed, { game, structure, seats, hidden: true });
        const { ohh, text } = written(hand, { heroSeat: hand.state.players[0]!.seat + 1 });
        expectStreets(ohh, gameNamed(game).forced === 'bring-in');
        expectAllIns(ohh);
        const read = decodeOhh(text);
        const finishing = { ...read, finishingStacks: historyOf(hand.state).finishingStacks };
        const replay = replayHand(finishing, 'house');
        expect(compareStacks(finishing, replay) ?? comparePots(finishing, replay)).toBeUndefined();
      }),
      { numRuns: 400 },
    );
  });

  const headsUp: SetupInput = {
    game: 'holdem',
    structure: 'no-limit',
    seats: [
      { seat: 1, stackChips: 100 },
      { seat: 4, stackChips: 100 },
    ],
    buttonSeat: 1,
    smallBlindSeat: 1,
    bigBlindSeat: 4,
    smallBlindChips: 1,
    bigBlindChips: 2,
    ante: { kind: 'none', chips: 0 },
  };
  const played = (input: SetupInput, seed: number): RandomHand => {
    const parsed = parseSetup(input);
    if (!parsed.ok) throw new Error(parsed.code);
    return playOut(parsed.setup, seededBelow(seed), false);
  };

  test('a stack that the ante or the blind takes is all in by it', () => {
    const seats = [
      { seat: 1, stackChips: 1 },
      { seat: 4, stackChips: 2 },
    ];
    const { ohh } = written(played({ ...headsUp, seats, ante: { kind: 'each', chips: 1 } }, 1));
    const posts = ohh.rounds[0]!.actions.filter((a) => a.action.startsWith('Post'));
    expect(posts.map((a) => [a.action, a.amount, a.is_allin])).toEqual([
      ['Post Ante', 1, false],
      ['Post Ante', 1, true],
      ['Post BB', 1, true],
      ['Post SB', 0, true],
    ]);
  });

  test('the button may lie at an empty seat', () => {
    const seats = [...headsUp.seats, { seat: 6, stackChips: 50 }];
    const hand = played({ ...headsUp, seats, buttonSeat: 8, smallBlindSeat: null, bigBlindSeat: 1 }, 3);
    const { ohh, text } = written(hand);
    expect(ohh.dealer_seat).toBe(9);
    const read = decodeOhh(text);
    expect(read.dealerSeat).toBe(9);
    expect(checkHistory({ ...read, finishingStacks: historyOf(hand.state).finishingStacks })).toBeUndefined();
  });

  test('a sit-and-go says so, with what it costs and how it runs', () => {
    const tournament = {
      number: '1a2b',
      name: 'Friday',
      startDateUtc: '2026-01-02T03:00:00Z',
      buyIn: 1500,
      initialStack: 1500,
      roundSeconds: 600,
    };
    const { text } = written(played(headsUp, 5), { tournament });
    expect(JSON.parse(text).ohh).toMatchObject({
      tournament: true,
      tournament_info: { type: 'STT', flags: ['SNG'], buyin_amount: 1500, speed: { round_time: 600 } },
    });
    expect(decodeOhh(text).players).toHaveLength(2);
  });

  test('a bomb pot has antes, and a flop without anything before it', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const hand = played({ ...headsUp, bombPotChips: 5 }, seed);
        const { ohh, text } = written(hand);
        expect(ohh.rounds[0]!.actions.map((a) => a.action)).toEqual([
          ...['Post Ante', 'Post Ante', 'Dealt Cards', 'Dealt Cards'],
        ]);
        expect(ohh.flags).toEqual(['Observed']);
        const read = decodeOhh(text);
        expect(read.bombPot).toBe(true);
        const finishing = { ...read, finishingStacks: historyOf(hand.state).finishingStacks };
        expect(checkHistory(finishing)).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test('a hand run twice has the flag and both boards; read, it is refused by name', () => {
    let twice = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const seats = headsUp.seats.map((s, i) => ({ ...s, stackChips: 4 + i }));
        const hand = played({ ...headsUp, seats, runItTwice: true }, seed);
        const { ohh, text } = written(hand);
        const names = ohh.rounds.map((r) => r.street);
        expect(ohh.rounds.map((r) => r.id)).toEqual(names.map((_, i) => i));
        if (hand.state.secondBoard.length === 0) return;
        twice++;
        expect(ohh.flags).toContain('Run_It_Twice');
        const [first, second] = [names.slice(0, 4), names.slice(4, -1)];
        expect(first).toEqual(['Preflop', 'Flop', 'Turn', 'River']);
        expect(second).toEqual(first.slice(4 - second.length));
        expect(names.at(-1)).toBe('Showdown');
        const brought = ohh.rounds.slice(4).reduce((sum, r) => sum + r.cards.length, 0);
        expect(brought).toBe([0, 1, 2, 5][second.length]);
        const won = ohh.pots.flatMap((p) => p.player_wins.map((w) => w.win_amount));
        expect(won.reduce((a, b) => a + b, 0)).toBe(ohh.pots.reduce((sum, p) => sum + p.amount, 0));
        expect(() => decodeOhh(text)).toThrow('unsupported-feature: Run_It_Twice');
      }),
      { numRuns: 150 },
    );
    expect(twice).toBeGreaterThan(10);
  });
});
