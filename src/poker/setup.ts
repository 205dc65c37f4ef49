/**
 * What a hand begins with. `parseSetup` is the only door: a setup no hand can be played with does not parse.
 */
import { type AnteKind, GAMES, type GameName, STRUCTURES, type StructureName } from '../codec/config.ts';
import { gameNamed } from './catalogue.ts';
import { clockwise, firstFromButton } from './order.ts';

/**
 * Editions of the rules of a hand. 2 is the book's (docs/RULES.md); 1 is what tables of the first protocol version
 * play, so that their logs replay to the chip.
 */
export type RulesEdition = 1 | 2;

export type ForcedKind = 'small-blind' | 'big-blind' | 'straddle' | 'post';

export interface SetupSeat {
  readonly seat: number;
  readonly stackChips: number;
}

/** A forced bet as demanded; a shorter stack posts what it has. */
export interface ForcedBet {
  readonly seat: number;
  readonly kind: ForcedKind;
  /** Counts as this seat's bet. */
  readonly liveChips: number;
  /** Goes to the pot without counting as a bet (a missed small blind). */
  readonly deadChips: number;
}

/** A checked, complete setup: plain data, everything spelt out. Only `parseSetup` makes one. */
export interface HandSetup {
  readonly game: GameName;
  readonly structure: StructureName;
  /** Seats dealt in, ascending, at least two. */
  readonly seats: readonly SetupSeat[];
  /** May be a seat that is not dealt in (dead button). */
  readonly buttonSeat: number;
  /** Ante demanded of each seat, in the order of `seats`. */
  readonly antesChips: readonly number[];
  /** True: an ante wins only what it matches of the others' (a big-blind ante is dead money: false). */
  readonly trimAntes: boolean;
  /** In posting order. */
  readonly forced: readonly ForcedBet[];
  /** 0 without a bring-in. */
  readonly bringInChips: number;
  /** Smallest bet; in a fixed limit the small bet. */
  readonly smallBetChips: number;
  /** In a fixed limit the bet of the later streets; else the same as the small bet. */
  readonly bigBetChips: number;
  /** What odd chips are counted in; every split is in whole units. */
  readonly unitChips: number;
  /** Chips in the main pot that belong to nobody. */
  readonly deadChips: number;
  /** True: no betting before the flop. */
  readonly bombPot: boolean;
  /** True: an all-in with no action left asks the players whether to run it twice. */
  readonly runItTwice: boolean;
  /** True: a finished hand from elsewhere is replayed; see `parseSetup`. */
  readonly replay: boolean;
  /** All-in the cards to come are dealt before hands are tabled: nobody can look first and withhold them then. */
  readonly boardFirst?: true;
  /** Every card of a game without a board has its place in the deck from the start: see `dealRequests`. */
  readonly fixedPositions?: true;
  /** Absent: edition 1, which states of that time do not name. */
  readonly rules?: 2;
  /** Both blinds in full, whoever could pay them: what pot-limit counts before the flop (TDA 54-B). Edition 2. */
  readonly blindsChips?: number;
  /** A fixed limit's cap holds for the last two players too; a house rule. Edition 2. */
  readonly capHeadsUp?: true;
}

/** What a table or a hand history says about a hand that is to begin. Absent optional fields mean 'none'. */
export interface SetupInput {
  readonly game: GameName;
  readonly structure: StructureName;
  readonly seats: readonly SetupSeat[];
  readonly buttonSeat: number;
  /** null: dead small blind, or a game without blinds. */
  readonly smallBlindSeat: number | null;
  readonly bigBlindSeat: number | null;
  /** In a game with a bring-in: the bring-in. */
  readonly smallBlindChips: number;
  /** In a game with a bring-in, and in every fixed limit: the small bet. */
  readonly bigBlindChips: number;
  readonly ante: { readonly kind: AnteKind; readonly chips: number };
  readonly posts?: readonly {
    readonly seat: number;
    readonly liveChips: number;
    readonly deadChips: number;
  }[];
  readonly straddles?: readonly { readonly seat: number; readonly chips: number }[];
  /** Each seat's ante straight to the flop, no blinds. */
  readonly bombPotChips?: number;
  readonly deadChips?: number;
  readonly unitChips?: number;
  readonly runItTwice?: boolean;
  readonly boardFirst?: boolean;
  readonly fixedPositions?: boolean;
  /** Fixed limit's later streets; twice the small bet when absent. */
  readonly bigBetChips?: number;
  /**
   * A hand history's own lists, in the order of `seats`; they replace blinds, straddles and ante. Negative: a live
   * post.
   */
  readonly explicit?: {
    readonly antesChips: readonly number[];
    readonly trimAntes: boolean;
    readonly blindsChips: readonly number[];
    readonly bringInChips: number;
    readonly smallBetChips: number;
    readonly bigBetChips: number;
  };
  readonly replay?: boolean;
  /** Edition 2 when absent; a replay of foreign hands has none. */
  readonly rules?: RulesEdition;
  /** Fixed limit: one bet and three raises even when only two players can raise. */
  readonly capHeadsUp?: boolean;
}

export type SetupCode =
  | 'bad-number'
  | 'unknown-game'
  | 'too-few-seats'
  | 'too-many-seats'
  | 'seats-not-ascending'
  | 'empty-stack'
  | 'blind-seat-not-dealt-in'
  | 'blinds-out-of-order'
  | 'bad-bet-size'
  | 'bad-straddle'
  | 'bad-post'
  | 'bad-ante'
  | 'bad-bring-in'
  | 'bad-bomb-pot'
  | 'bad-explicit'
  | 'overflow';

const SENTENCES: Record<SetupCode, string> = {
  'bad-number': 'Seats and chips are whole numbers, not negative.',
  'unknown-game': 'There is no such game or betting structure.',
  'too-few-seats': 'A hand needs at least two players.',
  'too-many-seats': 'The deck has too few cards for so many players.',
  'seats-not-ascending': 'Seats have to be different and in ascending order.',
  'empty-stack': 'A player without chips cannot be dealt in.',
  'blind-seat-not-dealt-in': 'A blind is owed by a seat that is not dealt in, or both by the same seat.',
  'blinds-out-of-order':
    'The small blind cannot be more than the big blind, and the big blind cannot be nothing.',
  'bad-bet-size': 'The bet sizes do not fit together.',
  'bad-straddle': 'A straddle is at least twice what was posted before it, by a player without a blind.',
  'bad-post':
    'A posted blind is at most the big blind live and the small blind dead, by a player without a blind.',
  'bad-ante': 'The ante does not fit its kind.',
  'bad-bring-in': 'The bring-in has to be less than the small bet, and not nothing.',
  'bad-bomb-pot': 'A bomb pot needs an ante and a game with a board.',
  'bad-explicit': 'The lists of a hand history need one entry for each seat.',
  overflow: 'There are more chips than can be counted.',
};

export type ParsedSetup =
  | { readonly ok: true; readonly setup: HandSetup }
  | { readonly ok: false; readonly code: SetupCode; readonly sentence: string };

/**
 * Checks everything and spells everything out.
 *
 * In a game with a bring-in `smallBlindChips` is the bring-in and `bigBlindChips` the small bet; blind seats,
 * posts and straddles mean nothing there and are not read. With `replay` the engine accepts what other software
 * is known to allow: see `betting.ts`, and hands may be shown or mucked in any order, all-in or not.
 */
export function parseSetup(input: SetupInput): ParsedSetup {
  const code = fault(input);
  if (code !== undefined) return { ok: false, code, sentence: SENTENCES[code] };
  return {
    ok: true,
    setup: input.explicit === undefined ? spellOut(input) : fromLists(input, input.explicit),
  };
}

const LAST_SEAT = 255;

function isChips(n: unknown): n is number {
  return typeof n === 'number' && Number.isSafeInteger(n) && n >= 0;
}

function fault(input: SetupInput): SetupCode | undefined {
  if (!GAMES.includes(input.game) || !STRUCTURES.includes(input.structure)) return 'unknown-game';
  const { seats, explicit } = input;
  const numbers = [
    input.buttonSeat,
    input.smallBlindChips,
    input.bigBlindChips,
    input.ante.chips,
    input.deadChips ?? 0,
    input.unitChips ?? 1,
    input.bombPotChips ?? 0,
    input.bigBetChips ?? 0,
    ...seats.flatMap((s) => [s.seat, s.stackChips]),
  ];
  if (!numbers.every(isChips) || input.unitChips === 0) return 'bad-number';
  if ([input.buttonSeat, ...seats.map((s) => s.seat)].some((s) => s > LAST_SEAT)) return 'bad-number';
  const game = gameNamed(input.game);
  if (seats.length < 2) return 'too-few-seats';
  if (seats.length > game.maxSeats) return 'too-many-seats';
  if (seats.some((s, i) => i > 0 && s.seat <= seats[i - 1]!.seat)) return 'seats-not-ascending';
  if (seats.some((s) => s.stackChips === 0)) return 'empty-stack';
  if (!isChips(4 * seats.reduce((sum, s) => sum + s.stackChips, input.deadChips ?? 0))) return 'overflow';
  if (explicit !== undefined) return faultyLists(input, explicit);
  if (input.bigBlindChips === 0 || input.smallBlindChips > input.bigBlindChips) return 'blinds-out-of-order';
  if ((input.ante.kind === 'none') !== (input.ante.chips === 0)) return 'bad-ante';
  if (input.bigBetChips !== undefined && input.bigBetChips < input.bigBlindChips) return 'bad-bet-size';
  if (game.forced === 'bring-in') {
    if (input.bombPotChips !== undefined) return 'bad-bomb-pot';
    if (input.ante.kind === 'big-blind') return 'bad-ante';
    return input.smallBlindChips === 0 || input.smallBlindChips >= input.bigBlindChips
      ? 'bad-bring-in'
      : undefined;
  }
  if (input.bombPotChips !== undefined) return input.bombPotChips === 0 ? 'bad-bomb-pot' : undefined;
  return faultyBlinds(input);
}

function faultyBlinds(input: SetupInput): SetupCode | undefined {
  const dealtIn = new Set(input.seats.map((s) => s.seat));
  const { smallBlindSeat, bigBlindSeat } = input;
  if (bigBlindSeat === null || !dealtIn.has(bigBlindSeat)) return 'blind-seat-not-dealt-in';
  if (smallBlindSeat !== null && (!dealtIn.has(smallBlindSeat) || smallBlindSeat === bigBlindSeat)) {
    return 'blind-seat-not-dealt-in';
  }
  const posted = new Set([smallBlindSeat, bigBlindSeat]);
  for (const p of input.posts ?? []) {
    if (!isChips(p.liveChips) || !isChips(p.deadChips)) return 'bad-number';
    // Who posts a blind may still owe the dead part of a missed small blind (see life/blinds.ts), never a second
    // live one.
    if (!dealtIn.has(p.seat) || (posted.has(p.seat) && p.liveChips > 0)) return 'bad-post';
    if (p.liveChips > input.bigBlindChips || p.deadChips > input.smallBlindChips) return 'bad-post';
    posted.add(p.seat);
  }
  let before = input.bigBlindChips;
  for (const s of input.straddles ?? []) {
    if (!isChips(s.chips)) return 'bad-number';
    if (!dealtIn.has(s.seat) || posted.has(s.seat) || s.chips < 2 * before) return 'bad-straddle';
    posted.add(s.seat);
    before = s.chips;
  }
  return isChips(8 * before) ? undefined : 'overflow';
}

function faultyLists(input: SetupInput, e: NonNullable<SetupInput['explicit']>): SetupCode | undefined {
  const n = input.seats.length;
  if (e.antesChips.length !== n || e.blindsChips.length !== n) return 'bad-explicit';
  const numbers = [
    ...e.antesChips,
    ...e.blindsChips.map(Math.abs),
    e.bringInChips,
    e.smallBetChips,
    e.bigBetChips,
  ];
  if (!numbers.every(isChips)) return 'bad-number';
  if (!numbers.every((x) => isChips(8 * x))) return 'overflow';
  for (const p of input.posts ?? []) {
    if (!isChips(8 * p.liveChips) || !isChips(8 * p.deadChips)) return 'bad-number';
    if (!input.seats.some((s) => s.seat === p.seat)) return 'bad-post';
  }
  if (e.smallBetChips === 0 || e.bigBetChips < e.smallBetChips) return 'bad-bet-size';
  if ((gameNamed(input.game).forced === 'bring-in') !== e.bringInChips > 0) return 'bad-bring-in';
  return e.bringInChips > 0 && e.bringInChips >= e.smallBetChips ? 'bad-bring-in' : undefined;
}

function spellOut(input: SetupInput): HandSetup {
  const bringIn = gameNamed(input.game).forced === 'bring-in';
  const bombPotChips = input.bombPotChips ?? 0;
  const forced: ForcedBet[] = [];
  if (!bringIn && bombPotChips === 0) {
    const blind = (seat: number | null, kind: ForcedKind, liveChips: number): void => {
      if (seat !== null && liveChips > 0) forced.push({ seat, kind, liveChips, deadChips: 0 });
    };
    blind(input.smallBlindSeat, 'small-blind', input.smallBlindChips);
    blind(input.bigBlindSeat, 'big-blind', input.bigBlindChips);
    for (const p of input.posts ?? []) {
      forced.push({ seat: p.seat, kind: 'post', liveChips: p.liveChips, deadChips: p.deadChips });
    }
    for (const s of input.straddles ?? []) blind(s.seat, 'straddle', s.chips);
  }
  const anteOf = (seat: number): number => {
    if (bombPotChips > 0) return bombPotChips;
    return input.ante.kind === 'each' || seat === input.bigBlindSeat ? input.ante.chips : 0;
  };
  return {
    ...common(input),
    antesChips: input.seats.map((s) => anteOf(s.seat)),
    trimAntes: bombPotChips > 0 || input.ante.kind !== 'big-blind',
    forced,
    bringInChips: bringIn ? input.smallBlindChips : 0,
    smallBetChips: input.bigBlindChips,
    bigBetChips: input.bigBetChips ?? 2 * input.bigBlindChips,
    bombPot: bombPotChips > 0,
    ...(forced.length > 0 ? blindsInFull(input, input.smallBlindChips + input.bigBlindChips) : {}),
  };
}

/** Blinds by size, then clockwise: the least is the small blind, the next the big one; negative ones are posts. */
function fromLists(input: SetupInput, e: NonNullable<SetupInput['explicit']>): HandSetup {
  const order = clockwise(input.seats.length, firstFromButton(input));
  const blinds = order
    .filter((i) => e.blindsChips[i]! > 0)
    .sort((a, b) => e.blindsChips[a]! - e.blindsChips[b]!);
  const kinds: ForcedKind[] = blinds.length === 1 ? ['big-blind'] : ['small-blind', 'big-blind'];
  const forced = blinds.map((i, k): ForcedBet => {
    const kind = kinds[k] ?? 'straddle';
    return { seat: input.seats[i]!.seat, kind, liveChips: e.blindsChips[i]!, deadChips: 0 };
  });
  for (const i of order) {
    const chips = -e.blindsChips[i]!;
    if (chips > 0) forced.push({ seat: input.seats[i]!.seat, kind: 'post', liveChips: chips, deadChips: 0 });
  }
  for (const p of input.posts ?? []) {
    forced.push({ seat: p.seat, kind: 'post', liveChips: p.liveChips, deadChips: p.deadChips });
  }
  return {
    ...common(input),
    antesChips: [...e.antesChips],
    trimAntes: e.trimAntes,
    forced,
    bringInChips: e.bringInChips,
    smallBetChips: e.smallBetChips,
    bigBetChips: e.bigBetChips,
    bombPot: false,
    ...(blinds.length > 0
      ? blindsInFull(
          input,
          blinds.slice(0, 2).reduce((sum, i) => sum + e.blindsChips[i]!, 0),
        )
      : {}),
  };
}

function isByTheBook(input: SetupInput): boolean {
  return input.replay !== true && (input.rules ?? 2) === 2;
}

function blindsInFull(input: SetupInput, blindsChips: number): Pick<HandSetup, 'blindsChips'> {
  return isByTheBook(input) && input.structure === 'pot-limit' ? { blindsChips } : {};
}

function common(input: SetupInput) {
  return {
    game: input.game,
    structure: input.structure,
    seats: input.seats.map((s) => ({ seat: s.seat, stackChips: s.stackChips })),
    buttonSeat: input.buttonSeat,
    unitChips: input.unitChips ?? 1,
    deadChips: input.deadChips ?? 0,
    runItTwice: input.runItTwice ?? false,
    replay: input.replay ?? false,
    ...(input.boardFirst === true ? { boardFirst: true as const } : {}),
    ...(input.fixedPositions === true ? { fixedPositions: true as const } : {}),
    ...(isByTheBook(input) ? { rules: 2 as const } : {}),
    ...(isByTheBook(input) && input.capHeadsUp === true ? { capHeadsUp: true as const } : {}),
  };
}
