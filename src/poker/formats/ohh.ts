/**
 * Open Hand History (hh-specs.handhistory.org, 1.4): JSON, one `{"ohh": …}` a hand, hands separated by a
 * blank line. An action's `amount` is what it adds to the pot, unlike the raise-to of PHH.
 *
 * Read strictly where a hand's course depends on it; unknown fields are passed over. Only whom cards are dealt
 * to or who posts something is a player of the hand: others in the list were sitting out.
 */
import type { GameName, StructureName } from '../../codec/config.ts';
import { cardText, parseCard, type SeenCard } from '../cards.ts';
import {
  decimalsOf,
  type HandHistory,
  type HistoryAction,
  HistoryError,
  type HistoryPlayer,
  MAX_PLAYERS,
  scaleFor,
  toChips,
} from './history.ts';

/** `ShortDeck` and `Razz` are ours: the specification has no name for these games. */
const GAME_TYPES: Readonly<Record<string, GameName>> = {
  Holdem: 'holdem',
  Omaha: 'omaha',
  OmahaHiLo: 'omaha-hilo',
  ShortDeck: 'short-deck',
  Stud: 'stud',
  StudHiLo: 'stud-hilo',
  Razz: 'razz',
};
const BET_TYPES: Readonly<Record<string, StructureName>> = {
  NL: 'no-limit',
  PL: 'pot-limit',
  FL: 'fixed-limit',
};
const BOARD_STREETS = ['Preflop', 'Flop', 'Turn', 'River'];
const STUD_STREETS = ['Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh'];

/** More hands than any file holds; a longer one is refused before it is looked at. */
const MAX_FILE_CHARACTERS = 256 * 1024 * 1024;

type Json = Readonly<Record<string, unknown>>;

/** All hands of a file. @throws HistoryError */
export function decodeOhhFile(text: string): HandHistory[] {
  if (text.length > MAX_FILE_CHARACTERS) throw new HistoryError('unreadable', 'too long');
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n[ \t]*\r?\n/)
    .filter((part) => part.trim() !== '')
    .map(decodeOhh);
}

/** One hand: `{"ohh": {…}}`. @throws HistoryError */
export function decodeOhh(text: string): HandHistory {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new HistoryError('unreadable', 'JSON');
  }
  const root = object(value, 'hand');
  return decodeHand(object(root.ohh, 'ohh'));
}

function object(value: unknown, what: string): Json {
  if (value === undefined) throw new HistoryError('missing-field', what);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new HistoryError('bad-field', what);
  return value as Json;
}

function list(value: unknown, what: string): unknown[] {
  if (value === undefined) throw new HistoryError('missing-field', what);
  if (!Array.isArray(value)) throw new HistoryError('bad-field', what);
  return value;
}

function amountOf(value: unknown, what: string, absent?: number): number {
  if (value === undefined && absent !== undefined) return absent;
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0)
    throw new HistoryError('bad-field', what);
  return value;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
}

function cardsOf(value: unknown, what: string): SeenCard[] {
  return list(value, what).map((c) => {
    const card = typeof c === 'string' ? parseCard(/^[xX?]+$/.test(c) ? '??' : c) : undefined;
    if (card === undefined) throw new HistoryError('bad-field', what);
    return card;
  });
}

interface RawAction {
  /** Whose it is: the `id` of a player in the list. */
  readonly id: unknown;
  readonly verb: string;
  readonly units: number;
  readonly cards: SeenCard[];
}

interface Round {
  readonly cards: SeenCard[];
  readonly actions: RawAction[];
}

function decodeHand(o: Json): HandHistory {
  const gameType = textOf(o.game_type) ?? '';
  const game = GAME_TYPES[gameType];
  const betType = textOf(object(o.bet_limit, 'bet_limit').bet_type) ?? '';
  const structure = BET_TYPES[betType];
  if (game === undefined || structure === undefined) {
    throw new HistoryError('unsupported-variant', `${betType} ${gameType}`.trim());
  }
  const rounds = list(o.rounds, 'rounds').map(decodeRound);
  const actions = rounds.flatMap((r) => r.actions);
  const dealtIn = new Set(actions.map((a) => a.id));
  const listed = list(o.players, 'players').map((p) => object(p, 'players'));
  const present = listed.filter((p) => dealtIn.has(p.id));
  if (present.length < 2) throw new HistoryError('bad-field', 'players');
  if (present.length > MAX_PLAYERS) throw new HistoryError('too-many-players', String(present.length));

  const dealer = amountOf(o.dealer_seat, 'dealer_seat', 0);
  const seatOf = (p: Json): number => amountOf(p.seat, 'seat');
  // First left of the button comes first; the seats after the button, then those up to it.
  const ordered = [...present].sort((a, b) => seatOf(a) - seatOf(b));
  const first = ordered.findIndex((p) => seatOf(p) > dealer);
  const inOrder = first < 0 ? ordered : [...ordered.slice(first), ...ordered.slice(0, first)];
  const indexOf = new Map(inOrder.map((p, i) => [p.id, i]));
  if (indexOf.size !== inOrder.length) throw new HistoryError('bad-field', 'players');

  const smallBlind = amountOf(o.small_blind_amount, 'small_blind_amount', 0);
  const bigBlind = amountOf(o.big_blind_amount, 'big_blind_amount', 0);
  const anteAmount = amountOf(o.ante_amount, 'ante_amount', 0);
  const stacks = inOrder.map((p) => amountOf(p.starting_stack, 'starting_stack'));
  const inputs = [...stacks, smallBlind, bigBlind, anteAmount, ...actions.map((a) => a.units)];
  const exactSplits = inputs.some((x) => !Number.isInteger(x));
  const decimals = inputs.reduce((max, x) => Math.max(max, decimalsOf(x)), 0);
  const scale = scaleFor(
    decimals,
    exactSplits,
    stacks.reduce((a, b) => a + b, 0),
  );
  const chips = (units: number, what: string): number => toChips(units, scale, what);

  const stud = game === 'stud' || game === 'stud-hilo' || game === 'razz';
  const big = chips(bigBlind, 'big_blind_amount');
  const stacksChips = stacks.map((x) => chips(x, 'starting_stack'));
  const nominal = {
    anteChips: chips(anteAmount, 'ante_amount'),
    smallChips: chips(smallBlind, 'small_blind_amount'),
    bigChips: big,
  };
  const paid = forcedBets(actions, indexOf, stacksChips, nominal, chips);
  return {
    game,
    structure,
    scale,
    exactSplits,
    players: inOrder.map((p, i): HistoryPlayer => {
      const stackChips = stacksChips[i]!;
      return { name: textOf(p.name) ?? '', seat: seatOf(p), stackChips, ...paid[i]! };
    }),
    // A big-blind ante is one player's and dead; equal antes are matched like bets.
    trimAntes: paid.filter((p) => p.anteChips > 0).length > 1,
    bringInChips: stud ? chips(smallBlind, 'small_blind_amount') : 0,
    smallBetChips: big,
    bigBetChips: structure === 'fixed-limit' ? 2 * big : big,
    actions: historyActions(rounds, indexOf, inOrder.length, chips),
    finishingStacks: null,
    rake: 0,
    handName: textOf(o.game_number),
    tableName: textOf(o.table_name),
  };
}

function decodeRound(value: unknown): Round {
  const round = object(value, 'rounds');
  const actions = list(round.actions, 'actions').map((v): RawAction => {
    const a = object(v, 'actions');
    const verb = textOf(a.action) ?? '';
    return {
      id: a.player_id,
      verb,
      units: amountOf(a.amount, 'amount', 0),
      cards: a.cards === undefined ? [] : cardsOf(a.cards, 'cards'),
    };
  });
  return { cards: round.cards === undefined ? [] : cardsOf(round.cards, 'cards'), actions };
}

const BLIND_VERBS = new Set(['Post SB', 'Post BB', 'Straddle', 'Post Straddle']);
const POST_VERBS = new Set(['Post Extra Blind']);
const SEAT_VERBS = new Set(['Added Chips', 'Sits Down', 'Stands Up', 'Added to Pot']);

type Forced = Pick<HistoryPlayer, 'anteChips' | 'blindChips' | 'postChips' | 'deadChips'>;

/** A player who went all in on a forced bet was asked for the whole one; the file has only what was there. */
function forcedBets(
  actions: readonly RawAction[],
  indexOf: ReadonlyMap<unknown, number>,
  stacks: readonly number[],
  nominal: { readonly anteChips: number; readonly smallChips: number; readonly bigChips: number },
  chips: (units: number, what: string) => number,
): Forced[] {
  const paid = stacks.map(() => ({ anteChips: 0, blindChips: 0, postChips: 0, deadChips: 0 }));
  const left = [...stacks];
  const asked: Readonly<Record<string, number>> = {
    'Post Ante': nominal.anteChips,
    'Post SB': nominal.smallChips,
    'Post BB': nominal.bigChips,
    Straddle: 2 * nominal.bigChips,
    'Post Straddle': 2 * nominal.bigChips,
    'Post Extra Blind': nominal.bigChips,
    'Post Dead': nominal.smallChips,
  };
  for (const a of actions) {
    const i = indexOf.get(a.id) ?? -1;
    const p = paid[i];
    if (p === undefined) continue;
    const added = chips(a.units, a.verb);
    left[i] = left[i]! - added;
    const due = left[i] === 0 ? Math.max(added, asked[a.verb] ?? 0) : added;
    if (a.verb === 'Post Ante') p.anteChips += due;
    else if (a.verb === 'Post Dead') p.deadChips += due;
    else if (BLIND_VERBS.has(a.verb)) p.blindChips += due;
    else if (POST_VERBS.has(a.verb)) p.postChips += due;
  }
  return paid;
}

function historyActions(
  rounds: readonly Round[],
  indexOf: ReadonlyMap<unknown, number>,
  n: number,
  chips: (units: number, what: string) => number,
): HistoryAction[] {
  const out: HistoryAction[] = [];
  for (const round of rounds) {
    const bets = new Array<number>(n).fill(0);
    if (round.cards.length > 0) out.push({ kind: 'board', cards: round.cards });
    for (const a of round.actions) {
      const player = indexOf.get(a.id);
      if (player === undefined) throw new HistoryError('bad-action', `${a.verb} of nobody`);
      const added = chips(a.units, a.verb);
      if (a.verb !== 'Post Ante' && a.verb !== 'Post Dead') bets[player] = bets[player]! + added;
      const action = actionOf(a, player, bets[player]!);
      if (action !== undefined) out.push(action);
    }
  }
  return out;
}

function actionOf(a: RawAction, player: number, totalChips: number): HistoryAction | undefined {
  switch (a.verb) {
    case 'Dealt Cards':
      return { kind: 'hole', player, cards: a.cards };
    case 'Fold':
      return { kind: 'fold', player };
    case 'Check':
    case 'Call':
      return { kind: 'call', player };
    case 'Bet':
    case 'Raise':
    case 'Completes':
      return { kind: 'raise', player, toChips: totalChips };
    case 'Bring In':
      return { kind: 'bringIn', player };
    case 'Shows Cards':
      return { kind: 'show', player, cards: a.cards.length === 0 ? null : a.cards };
    case 'Mucks Cards':
      return { kind: 'muck', player };
    default:
      if (a.verb.startsWith('Post') || BLIND_VERBS.has(a.verb) || SEAT_VERBS.has(a.verb)) return undefined;
      throw new HistoryError('bad-action', a.verb);
  }
}

/** What the file says about a hand besides its course. */
export interface OhhMeta {
  readonly siteName: string;
  readonly networkName: string;
  /** ISO 8601, UTC. */
  readonly startDateUtc: string;
  readonly currency: string;
  readonly tableSize: number;
  /** Seat number of the reader, or null for nobody. */
  readonly heroSeat: number | null;
}

/** Chips a player put in with one voluntary action, and the pots that were paid; from the engine's records. */
export interface OhhCourse {
  /**
   * Chips added by each `call`, `raise` and `bringIn` of the history, in their order, and whether they were the
   * last.
   */
  readonly added: readonly { readonly chips: number; readonly allIn: boolean }[];
  readonly pots: readonly {
    readonly chips: number;
    readonly wins: readonly { readonly player: number; readonly chips: number }[];
  }[];
}

/** One hand as the JSON text of one `{"ohh": …}`. */
export function encodeOhh(hand: HandHistory, course: OhhCourse, meta: OhhMeta): string {
  const units = (chips: number): number => chips / hand.scale;
  const stud = hand.game === 'stud' || hand.game === 'stud-hilo' || hand.game === 'razz';
  const blinds = hand.players
    .map((p) => p.blindChips)
    .filter((c) => c > 0)
    .sort((a, b) => a - b);
  const key = <T>(names: Readonly<Record<string, T>>, value: T): string =>
    Object.keys(names).find((k) => names[k] === value)!;
  const button = hand.players.at(-1)!;
  return JSON.stringify({
    ohh: {
      spec_version: '1.4.7',
      site_name: meta.siteName,
      network_name: meta.networkName,
      internal_version: '1',
      tournament: false,
      game_number: hand.handName ?? '',
      start_date_utc: meta.startDateUtc,
      table_name: hand.tableName ?? '',
      game_type: key(GAME_TYPES, hand.game),
      bet_limit: { bet_type: key(BET_TYPES, hand.structure), bet_cap: 0 },
      table_size: meta.tableSize,
      currency: meta.currency,
      dealer_seat: button.seat,
      small_blind_amount: units(stud ? hand.bringInChips : blinds.length > 1 ? blinds[0]! : 0),
      big_blind_amount: units(hand.smallBetChips),
      ante_amount: units(Math.max(...hand.players.map((p) => p.anteChips))),
      ...(meta.heroSeat === null ? {} : { hero_player_id: meta.heroSeat }),
      players: hand.players.map((p) => ({
        id: p.seat,
        seat: p.seat,
        name: p.name,
        display: p.name,
        starting_stack: units(p.stackChips ?? 0),
      })),
      rounds: encodeRounds(hand, course, stud),
      pots: course.pots.map((pot, number) => ({
        number,
        amount: units(pot.chips),
        rake: 0,
        player_wins: pot.wins.map((w) => ({
          player_id: hand.players[w.player]!.seat,
          win_amount: units(w.chips),
        })),
      })),
    },
  });
}

interface EncodedAction {
  action_number: number;
  player_id: number;
  action: string;
  amount?: number;
  is_allin?: boolean;
  cards?: string[];
}

function encodeRounds(hand: HandHistory, course: OhhCourse, stud: boolean): unknown[] {
  const streets = stud ? STUD_STREETS : BOARD_STREETS;
  const rounds: { id: number; street: string; cards?: string[]; actions: EncodedAction[] }[] = [];
  let number = 0;
  let betThisStreet = false;
  const begin = (street: string): void => {
    rounds.push({ id: rounds.length, street, actions: [] });
    betThisStreet = false;
  };
  const push = (player: number, action: string, rest: Omit<Partial<EncodedAction>, 'action'> = {}): void => {
    number++;
    rounds
      .at(-1)!
      .actions.push({ action_number: number, player_id: hand.players[player]!.seat, action, ...rest });
  };
  begin(streets[0]!);
  forcedActions(hand, push);
  betThisStreet = !stud;
  const added = course.added[Symbol.iterator]();
  let dealt = 0;
  let acted = false;
  for (const a of hand.actions) {
    switch (a.kind) {
      case 'board':
        begin(streets[Math.min(rounds.length, streets.length - 1)]!);
        rounds.at(-1)!.cards = a.cards.map(cardText);
        break;
      case 'hole':
        // In stud every later street begins with its first card.
        if (stud && acted && dealt === 0) begin(streets[Math.min(rounds.length, streets.length - 1)]!);
        dealt++;
        acted = false;
        push(a.player, 'Dealt Cards', { cards: a.cards.map(cardText) });
        break;
      case 'show':
        if (rounds.at(-1)!.street !== 'Showdown') begin('Showdown');
        push(a.player, 'Shows Cards', { cards: (a.cards ?? []).map(cardText) });
        break;
      case 'muck':
        if (rounds.at(-1)!.street !== 'Showdown') begin('Showdown');
        push(a.player, 'Mucks Cards');
        break;
      case 'fold':
        push(a.player, 'Fold');
        break;
      case 'call':
      case 'raise':
      case 'bringIn': {
        const { chips, allIn } = added.next().value ?? { chips: 0, allIn: false };
        const verb =
          a.kind === 'bringIn'
            ? 'Bring In'
            : a.kind === 'raise'
              ? betThisStreet
                ? 'Raise'
                : 'Bet'
              : chips === 0
                ? 'Check'
                : 'Call';
        if (a.kind !== 'call') betThisStreet = true;
        push(
          a.player,
          verb,
          chips === 0 ? {} : { amount: chips / hand.scale, ...(allIn ? { is_allin: true } : {}) },
        );
        break;
      }
    }
    if (a.kind !== 'hole') {
      dealt = 0;
      acted = true;
    }
  }
  return rounds;
}

function forcedActions(
  hand: HandHistory,
  push: (player: number, action: string, rest: { amount: number }) => void,
): void {
  const left = hand.players.map((p) => p.stackChips ?? Number.POSITIVE_INFINITY);
  const take = (i: number, action: string, demanded: number): void => {
    if (demanded === 0) return;
    // Also an amount of 0 is written: who had nothing left after the ante still was on that blind.
    const chips = Math.min(left[i]!, demanded);
    left[i] = left[i]! - chips;
    push(i, action, { amount: chips / hand.scale });
  };
  for (const [i, p] of hand.players.entries()) take(i, 'Post Ante', p.anteChips);
  // Posting order is by size: small blind, big blind, then straddles.
  const posting = [...hand.players.keys()].filter((i) => hand.players[i]!.blindChips > 0);
  posting.sort((a, b) => hand.players[a]!.blindChips - hand.players[b]!.blindChips || a - b);
  const big = hand.smallBetChips;
  for (const i of posting) {
    const { blindChips } = hand.players[i]!;
    take(i, blindChips > big ? 'Straddle' : blindChips === big ? 'Post BB' : 'Post SB', blindChips);
  }
  for (const [i, p] of hand.players.entries()) {
    take(i, 'Post Extra Blind', p.postChips);
    take(i, 'Post Dead', p.deadChips);
  }
}
