/** Texts for trackers, read again by a reader that knows the format by its lines alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLAYED, playOut, type RandomHand, randomHand, seededBelow } from '../../testing/randomHands.ts';
import { parseSetup, type SetupInput } from '../setup.ts';
import { encodePokerStars, joinPokerStars } from './pokerstars.ts';
import type { PokerStarsMeta } from './pokerstarsLines.ts';

const meta: PokerStarsMeta = {
  handNumber: '4711',
  startedAtMs: Date.UTC(2026, 6, 4, 2, 3, 5),
  tableName: "Friday's",
  tableSize: 9,
  names: new Map(),
  smallBlindChips: 1,
  bigBlindChips: 2,
};

interface ReadHand {
  readonly header: string;
  readonly stacks: Map<string, number>;
  readonly put: Map<string, number>;
  readonly collected: Map<string, number>;
  readonly pot: number;
  readonly sides: number[];
  readonly boards: string[][];
  readonly streets: string[];
}

const number = (text: string): number => Math.round(Number(text.replace(/[^\d.]/g, '')) * 100) / 100;

/** Every line has to be one that the format knows; the sums are made from the lines. */
function read(text: string): ReadHand {
  const [header, table, ...rest] = text.trimEnd().split('\n');
  expect(header).toMatch(
    /^PokerStars Hand #\d+: ( [\w' +/]+|Tournament #\d+, Freeroll {2}[\w' +/]+ - Level [IVXL]+) \([^)]+\) - \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d UTC \[\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d ET\]$/,
  );
  expect(table).toMatch(/^Table '[^']+' \d+-max( \(Play Money\))? Seat #\d+ is the button$/);
  const hand: ReadHand = {
    header: header!,
    stacks: new Map(),
    put: new Map(),
    collected: new Map(),
    pot: 0,
    sides: [],
    boards: [],
    streets: [],
  };
  const add = (to: Map<string, number>, who: string, n: number): void => {
    to.set(who, Math.round(((to.get(who) ?? 0) + n) * 100) / 100);
  };
  /** Of this street. */
  let bets = new Map<string, number>();
  let pot = 0;
  for (const line of rest) {
    const seat = /^Seat \d+: (.+) \((\S+) in chips\)$/.exec(line);
    const post =
      /^(.+): posts (the ante|small blind|big blind|straddle|small & big blinds) (\S+)( and is all-in)?$/.exec(
        line,
      );
    const raise = /^(.+): raises \S+ to (\S+)( and is all-in)?$/.exec(line);
    const bet = /^(.+): (?:bets|calls|brings in for) (\S+)( and is all-in)?$/.exec(line);
    const back = /^Uncalled bet \((\S+)\) returned to (.+)$/.exec(line);
    const won = /^(.+) collected (\S+) from (pot|main pot|side pot|side pot-\d)$/.exec(line);
    const street = /^\*\*\* ([\w ]+) \*\*\*( \[[^\]]+\])*$/.exec(line);
    const total = /^Total pot (\S+)((?: (?:Main|Side) pot\S* \S+\.)*) \| Rake \S*0$/.exec(line);
    const allIn = line.endsWith(' and is all-in');
    let who: string | undefined;
    if (seat !== null) hand.stacks.set(seat[1]!, number(seat[2]!));
    else if (post !== null) {
      who = post[1]!;
      add(hand.put, who, number(post[3]!));
      const live =
        post[2] === 'the ante' ? 0 : post[2] === 'small & big blinds' ? meta.bigBlindChips : number(post[3]!);
      add(bets, who, live);
    } else if (raise !== null) {
      who = raise[1]!;
      add(hand.put, who, number(raise[2]!) - (bets.get(who) ?? 0));
      bets.set(who, number(raise[2]!));
    } else if (bet !== null) {
      who = bet[1]!;
      add(hand.put, who, number(bet[2]!));
      add(bets, who, number(bet[2]!));
    } else if (back !== null) add(hand.put, back[2]!, -number(back[1]!));
    else if (won !== null) add(hand.collected, won[1]!, number(won[2]!));
    else if (street !== null) {
      hand.streets.push(street[1]!);
      if (street[1] !== 'HOLE CARDS' && street[1] !== '3rd STREET') bets = new Map();
    } else if (total !== null) {
      pot = number(total[1]!);
      hand.sides.push(...[...total[2]!.matchAll(/pot\S* (\S+)\./g)].map((m) => number(m[1]!)));
    } else if (/^(FIRST |SECOND )?Board \[/.test(line))
      hand.boards.push(line.replace(/^.*\[|\]$/g, '').split(' '));
    else
      expect(line).toMatch(
        /^(.+: (folds|checks|mucks hand|doesn't show hand|shows \[[^\]]+\]( \(.+\))?)|Dealt to .+ \[.+\]|Hand was run twice|Seat \d+: .+ (folded .+|mucked|collected \(\S+\)|showed \[.+\] and (won \(\S+\)|lost) with .+))$/,
      );
    if (who !== undefined && hand.streets.at(-1) !== 'SUMMARY')
      expect(hand.put.get(who) === hand.stacks.get(who), line).toBe(allIn);
  }
  return { ...hand, pot };
}

const sum = (of: Iterable<number>): number => [...of].reduce((a, b) => a + b, 0);

function expectExact({ state }: Pick<RandomHand, 'state'>, more: Partial<PokerStarsMeta> = {}): ReadHand {
  const text = encodePokerStars(state, { ...meta, ...more });
  const hand = read(text);
  const unit = (more.money?.hundredthsPerChip ?? 100) / 100;
  const won = sum(state.players.map((p) => p.wonChips));
  expect(hand.pot, text).toBeCloseTo(won * unit, 6);
  expect(sum(hand.collected.values())).toBeCloseTo(hand.pot, 6);
  expect(sum(hand.put.values())).toBeCloseTo(hand.pot, 6);
  if (hand.sides.length > 0) expect(sum(hand.sides)).toBeCloseTo(hand.pot, 6);
  const names = [...hand.stacks.keys()];
  for (const [i, p] of state.players.entries()) {
    const name = names[i]!;
    const end = hand.stacks.get(name)! - (hand.put.get(name) ?? 0) + (hand.collected.get(name) ?? 0);
    expect(end, `${name}\n${text}`).toBeCloseTo(p.stackChips * unit, 6);
  }
  return hand;
}

const played = (input: SetupInput, seed: number): RandomHand => {
  const parsed = parseSetup(input);
  if (!parsed.ok) throw new Error(parsed.code);
  return playOut(parsed.setup, seededBelow(seed), false);
};
const headsUp: SetupInput = {
  game: 'holdem',
  structure: 'no-limit',
  seats: [
    { seat: 1, stackChips: 5 },
    { seat: 4, stackChips: 6 },
  ],
  buttonSeat: 1,
  smallBlindSeat: 1,
  bigBlindSeat: 4,
  smallBlindChips: 1,
  bigBlindChips: 2,
  ante: { kind: 'none', chips: 0 },
};

describe('a hand as trackers read it', () => {
  test('its sums are the engine’s, in every game, with antes, posts and straddles', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat(PLAYED.length - 1),
        fc.integer({ min: 2, max: 8 }),
        fc.boolean(),
        (seed, k, seats, hidden) => {
          const [game, structure] = PLAYED[k]!;
          expectExact(randomHand(seed, { game, structure, seats, hidden }));
        },
      ),
      { numRuns: 400 },
    );
  });

  test('to the cent, where a chip has a value', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 5, 25, 100, 333), (seed, hundredthsPerChip) => {
        const hand = randomHand(seed, { game: 'holdem', structure: 'no-limit', seats: 3, hidden: false });
        const money = { symbol: '€', currency: 'EUR', hundredthsPerChip };
        // The reader above knows the live part of a post in chips only: nobody posts at a table of three.
        expect(expectExact(hand, { money }).header).toContain(' EUR) - ');
      }),
      { numRuns: 100 },
    );
  });

  test('run twice: two boards, two show downs, and each pot whole', () => {
    let twice = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const hand = played({ ...headsUp, runItTwice: true }, seed);
        const { streets, boards } = expectExact(hand);
        if (hand.state.secondBoard.length === 0) return;
        twice++;
        expect(streets.slice(-3)).toEqual(['FIRST SHOW DOWN', 'SECOND SHOW DOWN', 'SUMMARY']);
        expect(boards.map((b) => b.length)).toEqual([5, 5]);
        const first = streets.filter((s) => /^FIRST (FLOP|TURN|RIVER)$/.test(s));
        expect(streets.filter((s) => /^SECOND (FLOP|TURN|RIVER)$/.test(s))).toEqual(
          first.map((s) => s.replace('FIRST', 'SECOND')),
        );
        expect(new Set(boards.flat()).size).toBe(5 + [0, 1, 2, 5][first.length]!);
      }),
      { numRuns: 150 },
    );
    expect(twice).toBeGreaterThan(10);
  });

  test('a bomb pot goes from the antes to the flop', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { streets } = expectExact(played({ ...headsUp, bombPotChips: 2 }, seed));
        expect(streets.slice(0, 2)).toEqual(['HOLE CARDS', 'FLOP']);
      }),
      { numRuns: 50 },
    );
  });

  test('a tournament names its number and its level', () => {
    const { header } = expectExact(played(headsUp, 3), { tournament: { number: '99', level: 13 } });
    expect(header).toBe(
      "PokerStars Hand #4711: Tournament #99, Freeroll  Hold'em No Limit - Level XIV (1/2) - 2026/07/04 02:03:05 UTC [2026/07/03 22:03:05 ET]",
    );
  });

  test('a name can be no line of the file, and two of one name stay two', () => {
    const names = new Map([
      [1, 'Ada: folds\n*** SUMMARY ***\u202e'],
      [4, 'Ada: folds\n*** SUMMARY ***'],
    ]);
    const hand = expectExact(played(headsUp, 3), { names });
    expect(hand.streets.filter((s) => s === 'SUMMARY')).toHaveLength(1);
    expect(hand.stacks.size).toBe(2);
  });

  test('a session is its hands, set apart by blank lines', () => {
    const text = encodePokerStars(played(headsUp, 3).state, meta);
    expect(
      joinPokerStars([text, text])
        .split('\n\n\n')
        .filter((t) => t !== ''),
    ).toHaveLength(2);
  });
});
