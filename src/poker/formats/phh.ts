/**
 * Poker Hand History (.phh): one TOML document a hand; .phhs: one table a hand. Format by the University of
 * Toronto's PHH specification (phh.readthedocs.io).
 *
 * Strict where a hand's course depends on it, tolerant where it does not: unknown and descriptive fields are
 * passed over. Amounts may be integers or decimals; antes and blinds shorter than the table are filled with
 * zeros. Heads-up the file lists antes and blinds the other way round than the players; here they are put right.
 */
import { parse, TomlError } from 'smol-toml';
import type { GameName, StructureName } from '../../codec/config.ts';
import { cardsText, parseCards, type SeenCard } from '../cards.ts';
import {
  decimalsOf,
  type HandHistory,
  type HistoryAction,
  HistoryError,
  MAX_HANDS,
  MAX_PLAYERS,
  scaleFor,
  toChips,
} from './history.ts';

interface Variant {
  readonly game: GameName;
  readonly structure: StructureName;
}

/** The codes this project plays. */
const PHH_VARIANTS: Readonly<Record<string, Variant>> = {
  FT: { game: 'holdem', structure: 'fixed-limit' },
  NT: { game: 'holdem', structure: 'no-limit' },
  NS: { game: 'short-deck', structure: 'no-limit' },
  PO: { game: 'omaha', structure: 'pot-limit' },
  'FO/8': { game: 'omaha-hilo', structure: 'fixed-limit' },
  F7S: { game: 'stud', structure: 'fixed-limit' },
  'F7S/8': { game: 'stud-hilo', structure: 'fixed-limit' },
  FR: { game: 'razz', structure: 'fixed-limit' },
};

/** Codes of ours that the specification has no letter pair for; written for our own hands, read back alike. */
const OWN_VARIANTS: Readonly<Record<string, Variant>> = {
  PT: { game: 'holdem', structure: 'pot-limit' },
  FO: { game: 'omaha', structure: 'fixed-limit' },
  'PO/8': { game: 'omaha-hilo', structure: 'pot-limit' },
};

function variantOf(code: string): Variant | undefined {
  const own = [PHH_VARIANTS, OWN_VARIANTS].find((variants) => Object.hasOwn(variants, code));
  return own?.[code];
}

const BETTING_FIELDS = { fixed: ['small_bet', 'big_bet'], other: ['min_bet'] } as const;

type Table = Record<string, unknown>;

/** The hand of a .phh document. @throws HistoryError */
export function decodePhh(text: string): HandHistory {
  return decodeTable(parseToml(text));
}

/** The hands of a .phhs document, by the names of their tables; a plain .phh has one, named ''. @throws HistoryError */
export function splitPhh(text: string): { readonly name: string; readonly decode: () => HandHistory }[] {
  const root = parseToml(text);
  if ('variant' in root || 'actions' in root) return [{ name: '', decode: () => decodeTable(root) }];
  const hands = Object.entries(root).filter((entry): entry is [string, Table] => isTable(entry[1]));
  if (hands.length === 0) throw new HistoryError('missing-field', 'variant');
  if (hands.length > MAX_HANDS) throw new HistoryError('unreadable', 'too many hands');
  return hands.map(([name, table]) => ({ name, decode: () => decodeTable(table) }));
}

/** Hundreds of times the actions of a long hand; a key of so many parts alone would keep the parser busy for long. */
const MAX_LINE_CHARACTERS = 256 * 1024;

function parseToml(text: string): Table {
  if (longestLine(text) > MAX_LINE_CHARACTERS)
    throw new HistoryError('unreadable', 'a line that is too long');
  try {
    return parse(text.replace(/^\ufeff/, ''), { integersAsBigInt: true });
  } catch (error) {
    if (error instanceof TomlError) throw new HistoryError('unreadable', `TOML, line ${error.line}`);
    throw error;
  }
}

function longestLine(text: string): number {
  let longest = 0;
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    longest = Math.max(longest, end - at);
    at = end + 1;
  }
  return longest;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** A number of the file, and whether it is written as a fraction. */
interface Amount {
  readonly units: number;
  readonly fractional: boolean;
}

function decodeTable(table: Table): HandHistory {
  const code = table.variant;
  if (code === undefined) throw new HistoryError('missing-field', 'variant');
  const variant = typeof code === 'string' ? variantOf(code) : undefined;
  if (variant === undefined) throw new HistoryError('unsupported-variant', String(code));
  const stud = variant.game === 'stud' || variant.game === 'stud-hilo' || variant.game === 'razz';

  const stacks = amounts(table, 'starting_stacks', true)!;
  const n = stacks.length;
  if (n < 2) throw new HistoryError('bad-field', 'starting_stacks');
  if (n > MAX_PLAYERS) throw new HistoryError('too-many-players', String(n));
  const fill = (list: Amount[] | undefined, what: string): Amount[] => {
    if (list !== undefined && list.length > n) throw new HistoryError('bad-field', what);
    const full = Array.from({ length: n }, (_, i) => list?.[i] ?? { units: 0, fractional: false });
    return n === 2 ? full.reverse() : full;
  };
  const antes = fill(amounts(table, 'antes', false), 'antes');
  const blinds = fill(stud ? undefined : amounts(table, 'blinds_or_straddles', true), 'blinds_or_straddles');
  const bringIn = stud ? amount(table, 'bring_in') : { units: 0, fractional: false };
  const bets = (variant.structure === 'fixed-limit' ? BETTING_FIELDS.fixed : BETTING_FIELDS.other).map((f) =>
    amount(table, f),
  );
  const dead = amounts(table, '_dead', false) ?? [];
  const posts = amounts(table, '_posts', false) ?? [];
  const lines = actionLines(table);
  const raises = lines.flatMap((line) => (line[1] === 'cbr' ? [raiseAmount(line)] : []));
  const finishing = amounts(table, 'finishing_stacks', false);
  if (finishing !== undefined && finishing.length !== n)
    throw new HistoryError('bad-field', 'finishing_stacks');

  const inputs = [
    ...stacks.filter((s) => s.units !== Infinity),
    ...antes,
    ...blinds,
    bringIn,
    ...bets,
    ...dead,
    ...posts,
    ...raises,
  ];
  const largest = inputs.reduce((max, a) => Math.max(max, Math.abs(a.units)), 1);
  const decimals = inputs.reduce((max, a) => Math.max(max, decimalsOf(a.units)), 0);
  const exactSplits =
    inputs.some((a) => a.fractional) || (finishing?.some((f) => !Number.isInteger(f.units)) ?? false);
  const scale = scaleFor(decimals, exactSplits, largest * n);
  const chips = (a: Amount, what: string): number => toChips(a.units, scale, what);

  const names = table.players;
  const seats = table.seats;
  return {
    ...variant,
    scale,
    exactSplits,
    players: stacks.map((stack, i) => {
      const blind = chips(blinds[i]!, 'blinds_or_straddles');
      return {
        name: Array.isArray(names) && typeof names[i] === 'string' ? names[i] : '',
        seat: Array.isArray(seats) && typeof seats[i] === 'bigint' ? Number(seats[i]) : i + 1,
        stackChips: stack.units === Infinity ? null : chips(stack, 'starting_stacks'),
        anteChips: chips(antes[i]!, 'antes'),
        // A negative entry is a post: live, but nobody acts later for it.
        blindChips: Math.max(0, blind),
        postChips: Math.max(0, -blind) + (posts[i] === undefined ? 0 : chips(posts[i], '_posts')),
        deadChips: dead[i] === undefined ? 0 : chips(dead[i], '_dead'),
      };
    }),
    dealerSeat: Array.isArray(seats) && typeof seats[n - 1] === 'bigint' ? Number(seats[n - 1]) : n,
    bombPot: false,
    runTwice: false,
    trimAntes: flag(table, 'ante_trimming_status'),
    bringInChips: chips(bringIn, 'bring_in'),
    smallBetChips: chips(bets[0]!, 'small_bet'),
    bigBetChips: chips(bets.at(-1)!, 'big_bet'),
    actions: lines.map((line) => decodeAction(line, n, scale)),
    finishingStacks: finishing?.map((f) => f.units) ?? null,
    pots: null,
    rake: table.rake === undefined ? 0 : rakeOf(number(table.rake, 'rake').units),
    handName: text(table.hand),
    tableName: text(table.table),
  };
}

function number(value: unknown, what: string): Amount {
  if (typeof value === 'bigint') {
    const units = Number(value);
    if (!Number.isSafeInteger(units)) throw new HistoryError('bad-field', what);
    return { units, fractional: false };
  }
  if (typeof value === 'number' && !Number.isNaN(value))
    return { units: value, fractional: Number.isFinite(value) };
  throw new HistoryError('bad-field', what);
}

/** A share of each pot. */
function rakeOf(share: number): number {
  if (share < 0 || share > 1) throw new HistoryError('bad-field', 'rake');
  return share;
}

function amount(table: Table, field: string): Amount {
  if (table[field] === undefined) throw new HistoryError('missing-field', field);
  const a = number(table[field], field);
  if (a.units < 0 || a.units === Infinity) throw new HistoryError('bad-field', field);
  return a;
}

function amounts(table: Table, field: string, required: boolean): Amount[] | undefined {
  const value = table[field];
  if (value === undefined) {
    if (required) throw new HistoryError('missing-field', field);
    return undefined;
  }
  if (!Array.isArray(value)) throw new HistoryError('bad-field', field);
  const list = value.map((v: unknown) => number(v, field));
  const signed = field === 'blinds_or_straddles';
  const infinite = field === 'starting_stacks' || field === 'finishing_stacks';
  for (const a of list) {
    if (a.units < 0 && !signed) throw new HistoryError('bad-field', field);
    if (!Number.isFinite(a.units) && !(infinite && a.units > 0)) throw new HistoryError('bad-field', field);
  }
  return list;
}

function flag(table: Table, field: string): boolean {
  const value = table[field];
  if (value !== undefined && typeof value !== 'boolean') throw new HistoryError('bad-field', field);
  return value ?? false;
}

function text(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'bigint' || typeof value === 'number'
    ? String(value)
    : null;
}

/** Words of every action; comments and actions that are nothing but a comment left out. */
function actionLines(table: Table): string[][] {
  const list = table.actions;
  if (list === undefined) throw new HistoryError('missing-field', 'actions');
  if (!Array.isArray(list)) throw new HistoryError('bad-field', 'actions');
  const lines: string[][] = [];
  for (const action of list as unknown[]) {
    if (typeof action !== 'string') throw new HistoryError('bad-field', 'actions');
    const words = action
      .split('#')[0]!
      .split(/\s+/)
      .filter((w) => w !== '');
    if (words.length > 0) lines.push(words);
  }
  return lines;
}

function raiseAmount(words: readonly string[]): Amount {
  const written = (words[2] ?? '').replaceAll(',', '');
  if (words.length !== 3 || !/^(\d+\.?\d*|\.\d+)$/.test(written))
    throw new HistoryError('bad-action', words.join(' '));
  return { units: Number(written), fractional: written.includes('.') };
}

function decodeAction(words: readonly string[], n: number, scale: number): HistoryAction {
  const bad = (): never => {
    throw new HistoryError('bad-action', words.join(' '));
  };
  const playerOf = (word: string | undefined): number => {
    const match = /^p(\d+)$/.exec(word ?? '');
    const player = match === null ? 0 : Number(match[1]);
    return player >= 1 && player <= n ? player - 1 : bad();
  };
  const cardsOf = (word: string | undefined): SeenCard[] => parseCards(word ?? '?') ?? bad();
  const [actor, verb] = words;
  if (actor === 'd') {
    if (verb === 'db' && words.length === 3) return { kind: 'board', cards: cardsOf(words[2]) };
    if (verb === 'dh' && words.length === 4)
      return { kind: 'hole', player: playerOf(words[2]), cards: cardsOf(words[3]) };
    return bad();
  }
  const player = playerOf(actor);
  if (verb === 'sm' && words.length <= 3) {
    if (words.length === 2) return { kind: 'muck', player };
    return { kind: 'show', player, cards: words[2] === '-' ? null : cardsOf(words[2]) };
  }
  if (verb === 'cbr')
    return { kind: 'raise', player, toChips: toChips(raiseAmount(words).units, scale, words.join(' ')) };
  if (words.length !== 2) return bad();
  switch (verb) {
    case 'f':
      return { kind: 'fold', player };
    case 'cc':
      return { kind: 'call', player };
    case 'pb':
      return { kind: 'bringIn', player };
    default:
      return bad();
  }
}

/** A hand as a .phh document. @throws HistoryError for a game the format has no code for */
export function encodePhh(hand: HandHistory): string {
  const codes = Object.entries({ ...PHH_VARIANTS, ...OWN_VARIANTS });
  const code = codes.find(([, v]) => v.game === hand.game && v.structure === hand.structure)?.[0];
  if (code === undefined) throw new HistoryError('unsupported-variant', `${hand.structure} ${hand.game}`);
  if (hand.runTwice) throw new HistoryError('unsupported-feature', 'a hand run twice');
  const units = (chips: number): string => String(chips / hand.scale);
  // Only what the file's reader splits to fractions is written with a point: 5 and 5.0 are different there.
  const written = (chips: number | null): string => {
    if (chips === null) return 'inf';
    const plain = units(chips);
    return hand.exactSplits && !plain.includes('.') ? `${plain}.0` : plain;
  };
  const list = (chips: readonly (number | null)[]): string => `[${chips.map(written).join(', ')}]`;
  // Heads-up the format lists forced bets from the button on.
  const forced = (chips: readonly number[]): string =>
    list(chips.length === 2 ? [...chips].reverse() : chips);
  const quoted = (s: string): string => JSON.stringify(s);
  const { players } = hand;
  const stud = hand.game === 'stud' || hand.game === 'stud-hilo' || hand.game === 'razz';
  const lines = [
    `variant = ${quoted(code)}`,
    `ante_trimming_status = ${hand.trimAntes}`,
    `antes = ${forced(players.map((p) => p.anteChips))}`,
    ...(stud ? [] : [`blinds_or_straddles = ${forced(players.map((p) => p.blindChips))}`]),
    ...(players.some((p) => p.postChips > 0) ? [`_posts = ${list(players.map((p) => p.postChips))}`] : []),
    ...(players.some((p) => p.deadChips > 0) ? [`_dead = ${list(players.map((p) => p.deadChips))}`] : []),
    ...(stud ? [`bring_in = ${written(hand.bringInChips)}`] : []),
    ...(hand.structure === 'fixed-limit'
      ? [`small_bet = ${written(hand.smallBetChips)}`, `big_bet = ${written(hand.bigBetChips)}`]
      : [`min_bet = ${written(hand.smallBetChips)}`]),
    `starting_stacks = ${list(players.map((p) => p.stackChips))}`,
    'actions = [',
    ...withChecks(hand).map((a) => `  ${quoted(actionText(a, units))},`),
    ']',
    ...(hand.handName === null
      ? []
      : [`hand = ${/^\d{1,15}$/.test(hand.handName) ? hand.handName : quoted(hand.handName)}`]),
    ...(hand.tableName === null ? [] : [`table = ${quoted(hand.tableName)}`]),
    `seats = [${players.map((p) => p.seat).join(', ')}]`,
    ...(players.some((p) => p.name !== '')
      ? [`players = [${players.map((p) => quoted(p.name)).join(', ')}]`]
      : []),
    ...(hand.finishingStacks === null
      ? []
      : [
          `finishing_stacks = [${hand.finishingStacks.map((u) => (u === Infinity ? 'inf' : String(u))).join(', ')}]`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** The format has no hand without a first round of betting: in a bomb pot everybody who still can checks it. */
function withChecks(hand: HandHistory): readonly HistoryAction[] {
  if (!hand.bombPot) return hand.actions;
  const flop = hand.actions.findIndex((a) => a.kind !== 'hole' && a.kind !== 'show');
  const able = [...hand.players.keys()].filter(
    (i) => (hand.players[i]!.stackChips ?? Number.POSITIVE_INFINITY) > hand.players[i]!.anteChips,
  );
  if (able.length < 2) return hand.actions;
  const checks = able.map((player): HistoryAction => ({ kind: 'call', player }));
  return [...hand.actions.slice(0, flop), ...checks, ...hand.actions.slice(flop)];
}

function actionText(a: HistoryAction, units: (chips: number) => string): string {
  switch (a.kind) {
    case 'board':
      return `d db ${cardsText(a.cards)}`;
    case 'hole':
      return `d dh p${a.player + 1} ${cardsText(a.cards)}`;
    case 'fold':
      return `p${a.player + 1} f`;
    case 'call':
      return `p${a.player + 1} cc`;
    case 'bringIn':
      return `p${a.player + 1} pb`;
    case 'raise':
      return `p${a.player + 1} cbr ${units(a.toChips)}`;
    case 'muck':
      return `p${a.player + 1} sm`;
    // Shown and not seen: the format has no other word for a hand that wins closed.
    case 'claim':
      return `p${a.player + 1} sm ????`;
    case 'show':
      return `p${a.player + 1} sm ${a.cards === null ? '-' : cardsText(a.cards)}`;
  }
}
