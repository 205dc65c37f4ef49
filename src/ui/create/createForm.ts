/** The create form's fields to options, or what is wrong with which field. */

import type { CreateTableOptions, Pace } from '../../client/contract/create.ts';
import {
  type Admission,
  type GameName,
  hasBringIn,
  mayClaim,
  PLAYABLE,
  type StructureName,
} from '../../client/contract/games.ts';
import type { MoneyView } from '../../client/contract/money.ts';
import type { Messages } from '../messages/en/index.ts';
import { formatChips, parseAmount } from '../text/amounts.ts';
import { moneyText } from '../text/money.ts';
import { utf8Bytes } from '../text/names.ts';
import { inMoney, readMoney, readStake, type Stake } from './createMoney.ts';
import { readLevels, readPayouts, type ScheduleFields } from './levelFields.ts';

export interface CreateFields extends ScheduleFields {
  readonly name: string;
  readonly seats: string;
  readonly seconds: string;
  readonly structure: StructureName;
  readonly timeBank: string;
  readonly bigBlindAnte: boolean;
  readonly straddle: boolean;
  readonly runItTwice: boolean;
  readonly rabbitHunt: boolean;
  readonly escrow: boolean;
  readonly escrowOfThree: boolean;
  readonly admission: Admission;
  readonly claims: boolean;
  readonly proofs: NonNullable<CreateTableOptions['proofs']>;
  readonly bombHands: string;
  readonly pace: Pace;
  readonly capHeadsUp: boolean;
}

/** What the form begins with: a no-limit hold'em cash game. */
export const FIRST_FIELDS: Omit<CreateFields, 'name'> = {
  smallBlind: '5',
  bigBlind: '10',
  stack: '1000',
  seats: '6',
  seconds: '30',
  game: 'holdem',
  structure: 'no-limit',
  format: 'cash',
  ante: '0',
  timeBank: '30',
  bigBlindAnte: false,
  minutes: '5',
  straddle: false,
  runItTwice: false,
  rabbitHunt: false,
  escrow: true,
  escrowOfThree: false,
  admission: 'asked',
  claims: true,
  proofs: 'both',
  bombHands: '0',
  levels: undefined,
  payouts: '',
  bond: '',
  minBuyIn: '',
  maxBuyIn: '',
  pace: 'usual',
  capHeadsUp: false,
  currency: '',
  chipValue: '0.05',
};

/** Another game, with the structure and ante it is usually played with. */
export function withGame(fields: CreateFields, game: GameName): CreateFields {
  const structures = structuresOf(game);
  const was = hasBringIn(fields.game);
  const is = hasBringIn(game);
  return {
    ...fields,
    game,
    structure: structures[0] ?? fields.structure,
    ante: is && !was && fields.ante === '0' ? '1' : was && !is && fields.ante === '1' ? '0' : fields.ante,
  };
}

export const ADMISSION_NAMES = ['asked', 'open', 'closed'] as const satisfies readonly Admission[];
export const GAME_NAMES = Object.keys(PLAYABLE) as GameName[];

export const structuresOf = (game: GameName): readonly StructureName[] => PLAYABLE[game];

/** Straddles, run it twice and bomb pots are for cash games with blinds. */
export function hasExtras(fields: Pick<CreateFields, 'game' | 'format'>): boolean {
  return fields.format === 'cash' && !hasBringIn(fields.game);
}

/** Winning without showing: where a hand is two cards of one's own, for chips that stay on the table. */
export function hasClaims({ game, format }: Pick<CreateFields, 'game' | 'format'>): boolean {
  return format === 'cash' && mayClaim(game);
}

type Ticks =
  | 'bigBlindAnte'
  | 'straddle'
  | 'runItTwice'
  | 'rabbitHunt'
  | 'escrow'
  | 'escrowOfThree'
  | 'capHeadsUp'
  | 'claims';
type Choices = 'game' | 'structure' | 'format' | 'proofs' | 'admission' | 'currency' | 'chipValue' | 'pace';
type NumberField = Exclude<keyof CreateFields, Ticks | Choices | 'name' | 'levels' | 'payouts'>;
type Numbers = Readonly<Record<NumberField, number>>;
export type CreateProblems = Partial<Record<keyof CreateFields, string>>;
type ProblemWords = Messages['landing']['create']['problems'];

export const NAME_BYTES = 64;
/** Ante of a bomb pot. */
const BOMB_BIG_BLINDS = 3;
const MAX_STACK = 1_000_000_000_000;

export function readCreateForm(
  fields: CreateFields,
  m: Messages,
):
  | { readonly ok: true; readonly options: CreateTableOptions }
  | { readonly ok: false; readonly problems: CreateProblems } {
  const read = readMoney(fields, m);
  const money = 'money' in read ? read.money : undefined;
  const { numbers, problems: unread } = readNumbers(fields, money, m);
  const schedule = fields.format === 'sit-and-go' ? readSchedule(fields, numbers, money, m) : {};
  const problems = {
    ...check(fields, numbers, m.landing.create.problems),
    ...checkBuyIns(numbers, m.hostRules.problems),
    ...unread,
    ...('problem' in read && { chipValue: read.problem }),
    ...schedule.problems,
  };
  if (Object.keys(problems).length > 0) return { ok: false, problems };
  const options = { ...optionsOf(fields, numbers), ...(money && { money }), ...schedule.options };
  return { ok: true, options };
}

/** A sit-and-go's levels and prizes. */
function readSchedule(
  fields: CreateFields,
  n: Numbers,
  money: MoneyView | undefined,
  m: Messages,
): {
  readonly options?: Pick<CreateTableOptions, 'levels' | 'payoutsBasisPoints'>;
  readonly problems?: CreateProblems;
} {
  const first = {
    ...{ smallBlindChips: n.smallBlind, bigBlindChips: n.bigBlind, anteChips: n.ante, minutes: n.minutes },
  };
  const levels = readLevels(fields, first, money, m);
  const payouts = readPayouts(fields, n.seats, m);
  if ('problem' in levels) return { problems: { levels: levels.problem } };
  if ('problem' in payouts) return { problems: { payouts: payouts.problem } };
  return {
    options: {
      ...(levels.levels && { levels: levels.levels }),
      ...(payouts.basisPoints && { payoutsBasisPoints: payouts.basisPoints }),
    },
  };
}

/** What is not asked for at this table counts as 0; what cannot be read as NaN, which no check finds fault with. */
function readNumbers(
  fields: CreateFields,
  money: MoneyView | undefined,
  m: Messages,
): { readonly numbers: Numbers; readonly problems: CreateProblems } {
  const problems: CreateProblems = {};
  const number = (field: NumberField, asked = true): number => {
    if (!asked) return 0;
    const parsed = parseAmount(fields[field]);
    if (parsed.ok) return parsed.chips;
    problems[field] = m.amountProblems[parsed.problem];
    return Number.NaN;
  };
  const stake = (field: Stake): number => {
    const read = readStake(fields, field, money, m);
    if ('chips' in read) return read.chips;
    problems[field] = read.problem;
    return Number.NaN;
  };
  // Left empty, the table says what is usual.
  const optional = (field: Stake): number =>
    hasBond(fields) && fields[field].trim() !== '' ? stake(field) : 0;
  const numbers = {
    smallBlind: stake('smallBlind'),
    bigBlind: stake('bigBlind'),
    stack: stake('stack'),
    seats: number('seats'),
    seconds: number('seconds'),
    timeBank: number('timeBank'),
    ante: stake('ante'),
    minutes: number('minutes', fields.format === 'sit-and-go'),
    bombHands: number('bombHands', hasExtras(fields)),
    bond: 0,
    minBuyIn: optional('minBuyIn'),
    maxBuyIn: optional('maxBuyIn'),
  };
  const { bigBlind, stack } = numbers;
  const bond = !hasBond(fields)
    ? 0
    : fields.bond.trim() === ''
      ? defaultBond(bigBlind, stack)
      : stake('bond');
  return { numbers: { ...numbers, bond }, problems };
}

/** In a tournament a stack is a place, and nothing of it is locked. */
export const hasBond = ({ format }: Pick<CreateFields, 'format'>): boolean => format === 'cash';

const BOND_BIG_BLINDS = 20;

/** What is locked of each stack where nothing else is said: what it costs to lie has to be worth more than a hand. */
const defaultBond = (bigBlind: number, stack: number): number =>
  Math.min(BOND_BIG_BLINDS * bigBlind, Math.floor(stack / 4));

/** What empty fields stand for, as text; undefined where the stakes cannot be read yet. */
export function usualText(
  fields: CreateFields,
  m: Messages,
): { readonly bond: string; readonly minBuyIn: string; readonly maxBuyIn: string } | undefined {
  const read = readMoney(fields, m);
  const money = 'money' in read ? read.money : undefined;
  const [big, stack] = (['bigBlind', 'stack'] as const).map((key) => readStake(fields, key, money, m));
  if (big === undefined || stack === undefined || !('chips' in big) || !('chips' in stack)) return undefined;
  const written = (chips: number): string =>
    money && inMoney(fields) ? moneyText(chips, money, m.language) : formatChips(chips);
  const given = readStake(fields, 'bond', money, m);
  const bond = defaultBond(big.chips, stack.chips);
  const locked = 'chips' in given ? given.chips : bond;
  return { bond: written(bond), minBuyIn: written(big.chips + locked), maxBuyIn: written(stack.chips) };
}

/** The first thing that is wrong with each field. */
function check(fields: CreateFields, n: Numbers, words: ProblemWords): CreateProblems {
  const name = fields.name.trim();
  const bringIn = hasBringIn(fields.game);
  const faults: readonly (readonly [keyof CreateFields, boolean, string])[] = [
    ['name', name === '', words.name],
    ['name', utf8Bytes(name) > NAME_BYTES, words.nameLong],
    ['bigBlind', n.bigBlind < 1, words.bigBlind],
    ['smallBlind', bringIn && (n.smallBlind < 1 || n.smallBlind >= n.bigBlind), words.bringIn],
    ['smallBlind', n.smallBlind > n.bigBlind, words.smallBlind],
    ['ante', n.ante > n.bigBlind, words.ante],
    ['minutes', fields.format === 'sit-and-go' && (n.minutes < 1 || n.minutes > 240), words.minutes],
    ['bombHands', n.bombHands > 255, words.bombHands],
    // The bond comes out of the stack, and what is left must still be one.
    ['bond', n.bond > 0 && n.bond + n.bigBlind > n.stack, words.bond],
    ['stack', n.stack > MAX_STACK, words.stackLarge],
    ['stack', n.stack < n.bigBlind || n.stack < 1, words.stack],
    ['seats', n.seats < 2 || n.seats > 9, words.seats],
    ['seats', bringIn && n.seats > 8, words.seatsStud],
    ['timeBank', n.timeBank > 600, words.timeBank],
    ['seconds', n.seconds < 3 || n.seconds > 600, words.seconds],
  ];
  const problems: CreateProblems = {};
  for (const [field, wrong, sentence] of faults) if (wrong) problems[field] ??= sentence;
  return problems;
}

/** In a cash game: what is bought in again holds a big blind beside the bond; nobody begins with more than the most. */
function checkBuyIns(n: Numbers, words: Messages['hostRules']['problems']): CreateProblems {
  const { minBuyIn: min, maxBuyIn: max } = n;
  return {
    ...(min > 0 && (min < n.bigBlind + n.bond || min > n.stack) && { minBuyIn: words.minBuyIn }),
    ...(max > 0 && (max < n.stack || max > MAX_STACK) && { maxBuyIn: words.maxBuyIn }),
  };
}

/** A fixed limit's cap is a question in a fixed limit only. */
export const isFixedLimit = ({ structure }: Pick<CreateFields, 'structure'>): boolean =>
  structure === 'fixed-limit';

function optionsOf(fields: CreateFields, n: Numbers): CreateTableOptions {
  const { game, structure, format } = fields;
  const extras = hasExtras(fields);
  return {
    name: fields.name.trim(),
    game,
    structure,
    format,
    smallBlindChips: n.smallBlind,
    bigBlindChips: n.bigBlind,
    startingStackChips: n.stack,
    seats: n.seats,
    actionSeconds: n.seconds,
    anteChips: n.ante,
    bigBlindAnte: !hasBringIn(game) && fields.bigBlindAnte,
    timeBankSeconds: n.timeBank,
    ...(format === 'sit-and-go' && { levelMinutes: n.minutes }),
    straddle: extras && fields.straddle,
    runItTwice: extras && fields.runItTwice,
    rabbitHunt: !hasBringIn(game) && fields.rabbitHunt,
    escrow: fields.escrow,
    escrowOfThree: fields.escrow && fields.escrowOfThree,
    ...(format === 'cash' && { admission: fields.admission }),
    claims: hasClaims(fields) && fields.claims,
    proofs: fields.proofs,
    bombPotHands: n.bombHands,
    bombPotChips: n.bombHands > 0 ? Math.min(n.stack, BOMB_BIG_BLINDS * n.bigBlind) : 0,
    bondChips: n.bond,
    minBuyInChips: n.minBuyIn,
    maxBuyInChips: n.maxBuyIn,
    pace: fields.pace,
    capHeadsUp: isFixedLimit(fields) && fields.capHeadsUp,
  };
}

/** One step of a number field; leaves text that is no number alone. */
export function stepField(value: string, by: 1 | -1, step: number, min: number, max: number): string {
  const parsed = parseAmount(value);
  if (!parsed.ok) return value;
  return String(Math.min(max, Math.max(min, parsed.chips + by * step)));
}
