/** The create form's fields to options, or what is wrong with which field. */

import type { CreateTableOptions } from '../../client/contract/create.ts';
import { type GameName, hasBringIn, PLAYABLE, type StructureName } from '../../client/contract/games.ts';
import type { Messages } from '../messages/en/index.ts';
import { parseAmount } from '../text/amounts.ts';
import { utf8Bytes } from '../text/names.ts';

export interface CreateFields {
  readonly name: string;
  readonly smallBlind: string;
  readonly bigBlind: string;
  readonly stack: string;
  readonly seats: string;
  readonly seconds: string;
  readonly game: GameName;
  readonly structure: StructureName;
  readonly format: NonNullable<CreateTableOptions['format']>;
  readonly ante: string;
  readonly minutes: string;
  readonly straddle: boolean;
  readonly runItTwice: boolean;
  readonly rabbitHunt: boolean;
  readonly escrow: boolean;
  readonly bombHands: string;
  readonly bond: string;
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
  minutes: '5',
  straddle: false,
  runItTwice: false,
  rabbitHunt: false,
  escrow: true,
  bombHands: '0',
  bond: '0',
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

export const GAME_NAMES = Object.keys(PLAYABLE) as GameName[];

export const structuresOf = (game: GameName): readonly StructureName[] => PLAYABLE[game];

/** Straddles, run it twice and bomb pots are for cash games with blinds. */
export function hasExtras(fields: Pick<CreateFields, 'game' | 'format'>): boolean {
  return fields.format === 'cash' && !hasBringIn(fields.game);
}

type NumberField = Exclude<keyof CreateFields, 'straddle' | 'runItTwice' | 'rabbitHunt' | 'escrow'>;
export type CreateProblems = Partial<Record<keyof CreateFields, string>>;

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
  const problems: CreateProblems = {};
  const words = m.landing.create.problems;
  const number = (field: NumberField): number | undefined => {
    const parsed = parseAmount(fields[field]);
    if (parsed.ok) return parsed.chips;
    problems[field] = m.amountProblems[parsed.problem];
    return undefined;
  };
  const name = fields.name.trim();
  if (name === '') problems.name = words.name;
  else if (utf8Bytes(name) > NAME_BYTES) problems.name = words.nameLong;
  const smallBlindChips = number('smallBlind');
  const bigBlindChips = number('bigBlind');
  const startingStackChips = number('stack');
  const seats = number('seats');
  const actionSeconds = number('seconds');
  const anteChips = number('ante');
  const sitAndGo = fields.format === 'sit-and-go';
  const levelMinutes = sitAndGo ? number('minutes') : 0;
  const extras = hasExtras(fields);
  const bombPotHands = extras ? number('bombHands') : 0;
  const bondChips = number('bond');
  const bringIn = hasBringIn(fields.game);
  if (bigBlindChips !== undefined && bigBlindChips < 1) problems.bigBlind = words.bigBlind;
  if (smallBlindChips !== undefined && bigBlindChips !== undefined && smallBlindChips > bigBlindChips) {
    problems.smallBlind = words.smallBlind;
  }
  if (bringIn && smallBlindChips !== undefined && bigBlindChips !== undefined) {
    if (smallBlindChips < 1 || smallBlindChips >= bigBlindChips) problems.smallBlind = words.bringIn;
  }
  if (anteChips !== undefined && anteChips > (bigBlindChips ?? anteChips)) problems.ante = words.ante;
  if (sitAndGo && levelMinutes !== undefined && (levelMinutes < 1 || levelMinutes > 240))
    problems.minutes = words.minutes;
  if (bombPotHands !== undefined && bombPotHands > 255) problems.bombHands = words.bombHands;
  // The bond comes out of the stack, and what is left must still be one.
  if (bondChips !== undefined && bondChips > 0 && startingStackChips !== undefined) {
    if (bondChips + (bigBlindChips ?? 0) > startingStackChips) problems.bond = words.bond;
  }
  if (startingStackChips !== undefined) {
    if (startingStackChips < (bigBlindChips ?? 1)) problems.stack = words.stack;
    if (startingStackChips > MAX_STACK) problems.stack = words.stackLarge;
  }
  if (seats !== undefined && (seats < 2 || seats > 9)) problems.seats = words.seats;
  else if (seats !== undefined && bringIn && seats > 8) problems.seats = words.seatsStud;
  if (actionSeconds !== undefined && (actionSeconds < 3 || actionSeconds > 600))
    problems.seconds = words.seconds;
  if (
    Object.keys(problems).length > 0 ||
    smallBlindChips === undefined ||
    bigBlindChips === undefined ||
    startingStackChips === undefined ||
    seats === undefined ||
    actionSeconds === undefined ||
    anteChips === undefined ||
    levelMinutes === undefined ||
    bombPotHands === undefined ||
    bondChips === undefined
  ) {
    return { ok: false, problems };
  }
  return {
    ok: true,
    options: {
      name,
      game: fields.game,
      structure: fields.structure,
      smallBlindChips,
      bigBlindChips,
      startingStackChips,
      seats,
      actionSeconds,
      anteChips,
      ...(sitAndGo ? { format: 'sit-and-go', levelMinutes } : { format: 'cash' }),
      straddle: extras && fields.straddle,
      runItTwice: extras && fields.runItTwice,
      rabbitHunt: !bringIn && fields.rabbitHunt,
      escrow: fields.escrow,
      bombPotHands,
      bondChips,
      bombPotChips: bombPotHands > 0 ? Math.min(startingStackChips, BOMB_BIG_BLINDS * bigBlindChips) : 0,
    },
  };
}

/** One step of a number field; leaves text that is no number alone. */
export function stepField(value: string, by: 1 | -1, step: number, min: number, max: number): string {
  const parsed = parseAmount(value);
  if (!parsed.ok) return value;
  return String(Math.min(max, Math.max(min, parsed.chips + by * step)));
}
