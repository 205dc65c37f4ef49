/**
 * Writes Open Hand History. Rounds follow from the cards that were dealt; whatever is shown, before a run-out or
 * after it, stands in the one round "Showdown" at the end. A hand run twice has the flag for it and the rounds of
 * the second board after those of the first, under the same names. A bomb pot has antes and no action before the
 * flop; the specification has no flag for it.
 */
import { cardText, type SeenCard } from '../../cards.ts';
import type { HandHistory, HistoryAction } from '../history.ts';
import {
  BET_TYPES,
  BOARD_STREETS,
  GAME_TYPES,
  isStud,
  OBSERVED,
  type OhhCourse,
  type OhhMeta,
  type OhhTournament,
  RUN_IT_TWICE,
  SHOWDOWN,
  STUD_STREETS,
} from './types.ts';

const SPEC_VERSION = '1.4.7';
/** Rises with every change of what is written. */
const WRITER_VERSION = '2.0.0';

/** One hand as the JSON text of one `{"ohh": …}`, on one line. */
export function encodeOhh(hand: HandHistory, course: OhhCourse, meta: OhhMeta): string {
  const units = (chips: number): number => chips / hand.scale;
  const stud = isStud(hand.game);
  const blinds = course.forced.filter((f) => f.bet === 'small-blind').map((f) => f.player);
  const small = blinds[0] === undefined ? 0 : hand.players[blinds[0]]!.blindChips;
  const flags = [
    ...(hand.runTwice ? [RUN_IT_TWICE] : []),
    // Who looks on has no hero; the specification wants that said.
    ...(meta.heroSeat === null ? [OBSERVED] : []),
  ];
  return JSON.stringify({
    ohh: {
      spec_version: SPEC_VERSION,
      site_name: meta.siteName,
      network_name: meta.networkName,
      internal_version: WRITER_VERSION,
      tournament: meta.tournament !== undefined,
      ...(meta.tournament === undefined ? {} : { tournament_info: tournamentInfo(meta.tournament, meta) }),
      game_number: hand.handName ?? '',
      start_date_utc: meta.startDateUtc,
      table_name: hand.tableName ?? '',
      game_type: nameOf(GAME_TYPES, hand.game),
      bet_limit: { bet_type: nameOf(BET_TYPES, hand.structure), bet_cap: 0 },
      table_size: meta.tableSize,
      currency: meta.currency,
      dealer_seat: hand.dealerSeat,
      small_blind_amount: units(stud ? hand.bringInChips : small),
      big_blind_amount: units(hand.smallBetChips),
      ante_amount: units(Math.max(...hand.players.map((p) => p.anteChips))),
      ...(meta.heroSeat === null ? {} : { hero_player_id: meta.heroSeat }),
      flags,
      players: hand.players.map((p) => ({
        id: p.seat,
        seat: p.seat,
        name: p.name,
        display: p.name,
        starting_stack: units(p.stackChips ?? 0),
      })),
      rounds: encodeRounds(hand, course),
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

/** Hands as a file: separated by blank lines, as the specification's storage format has them. */
export function joinOhh(hands: readonly string[]): string {
  return hands.map((h) => `${h}\n\n`).join('');
}

function nameOf<T>(names: Readonly<Record<string, T>>, value: T): string {
  return Object.keys(names).find((k) => names[k] === value)!;
}

function tournamentInfo(t: OhhTournament, meta: OhhMeta): object {
  return {
    tournament_number: t.number,
    name: t.name,
    start_date_utc: t.startDateUtc,
    currency: meta.currency,
    buyin_amount: t.buyIn,
    fee_amount: 0,
    bounty_fee_amount: 0,
    initial_stack: t.initialStack,
    type: 'STT',
    flags: ['SNG'],
    speed: { type: 'Normal', round_time: t.roundSeconds },
  };
}

interface EncodedAction {
  readonly action_number: number;
  readonly player_id: number;
  readonly action: string;
  readonly amount: number;
  readonly is_allin: boolean;
  readonly cards?: string[];
}

interface EncodedRound {
  readonly id: number;
  readonly street: string;
  readonly cards: string[];
  readonly actions: EncodedAction[];
}

/** Numbers rounds, and the actions of each from 1. */
class Rounds {
  readonly list: EncodedRound[] = [];

  constructor(private readonly hand: HandHistory) {}

  begin(street: string, cards: readonly SeenCard[] = []): void {
    this.list.push({ id: this.list.length, street, cards: cards.map(cardText), actions: [] });
  }

  /** What is dealt face down is not told: the specification has no card that nobody knows. */
  deal(player: number, cards: readonly SeenCard[]): void {
    const known = cards.filter((c) => c !== null);
    if (known.length > 0) this.push(player, 'Dealt Cards', 0, false, known);
  }

  push(player: number, action: string, chips = 0, allIn = false, cards?: readonly SeenCard[] | null): void {
    const { actions } = this.list.at(-1)!;
    actions.push({
      action_number: actions.length + 1,
      player_id: this.hand.players[player]!.seat,
      action,
      amount: chips / this.hand.scale,
      is_allin: allIn,
      ...(cards === undefined ? {} : { cards: (cards ?? []).map(cardText) }),
    });
  }
}

function encodeRounds(hand: HandHistory, course: OhhCourse): readonly EncodedRound[] {
  const rounds = new Rounds(hand);
  rounds.begin(isStud(hand.game) ? STUD_STREETS[0] : BOARD_STREETS[0]);
  writeForced(course, rounds);
  const isTabled = (a: HistoryAction): boolean =>
    a.kind === 'show' || a.kind === 'muck' || a.kind === 'claim';
  const played = hand.actions.filter((a) => !isTabled(a));
  if (isStud(hand.game)) writeStud(played, course, rounds);
  else writeBoards(played, course, rounds);
  const tabled = hand.actions.filter(isTabled);
  if (tabled.length > 0) rounds.begin(SHOWDOWN);
  for (const a of tabled) {
    if (a.kind === 'show') rounds.push(a.player, 'Shows Cards', 0, false, a.cards);
    else if (a.kind === 'muck' || a.kind === 'claim') rounds.push(a.player, 'Mucks Cards');
  }
  return rounds.list;
}

const FORCED_VERBS = {
  ante: 'Post Ante',
  'small-blind': 'Post SB',
  'big-blind': 'Post BB',
  straddle: 'Straddle',
  post: 'Post Extra Blind',
} as const;

/** Also an amount of 0 is written: who had nothing left after the ante still was on that blind. */
function writeForced(course: OhhCourse, rounds: Rounds): void {
  for (const f of course.forced) {
    if (f.bet === 'ante') rounds.push(f.player, FORCED_VERBS.ante, f.deadChips, f.allIn);
    else {
      if (f.bet !== 'post' || f.liveChips > 0)
        rounds.push(f.player, FORCED_VERBS[f.bet], f.liveChips, f.allIn && f.deadChips === 0);
      if (f.deadChips > 0) rounds.push(f.player, 'Post Dead', f.deadChips, f.allIn);
    }
  }
}

/** The street of a board's first, second and third part, by the cards that lie before it. */
function streetAfter(cards: number): string {
  return cards < 3 ? 'Flop' : cards === 3 ? 'Turn' : 'River';
}

function writeBoards(actions: readonly HistoryAction[], course: OhhCourse, rounds: Rounds): void {
  const bets = new Bets(course, true);
  const laid = [0, 5 - secondCards(actions)];
  for (const a of actions) {
    if (a.kind === 'hole') rounds.deal(a.player, a.cards);
    else if (a.kind === 'board') {
      const board = a.board ?? 0;
      for (const part of partsOf(laid[board]!, a.cards)) {
        rounds.begin(streetAfter(laid[board]!), part);
        laid[board] = laid[board]! + part.length;
      }
      bets.nextStreet();
    } else bets.write(a, rounds);
  }
}

/** One deal may bring several streets. */
function partsOf(laid: number, cards: readonly SeenCard[]): SeenCard[][] {
  const parts: SeenCard[][] = [];
  for (let at = 0; at < cards.length; ) {
    const size = laid + at < 3 ? 3 - (laid + at) : 1;
    parts.push(cards.slice(at, at + size));
    at += size;
  }
  return parts;
}

/** Of the second board's own: what it has in common with the first was dealt before it was run twice. */
function secondCards(actions: readonly HistoryAction[]): number {
  return actions.reduce((sum, a) => sum + (a.kind === 'board' && a.board === 1 ? a.cards.length : 0), 0);
}

/** In stud every later round begins with its first card: after a bet, or with a player's second deal of the street. */
function writeStud(actions: readonly HistoryAction[], course: OhhCourse, rounds: Rounds): void {
  const bets = new Bets(course, false);
  let street = 0;
  let dealt = new Set<number | 'board'>();
  const next = (cards?: readonly SeenCard[]): void => {
    street++;
    rounds.begin(STUD_STREETS[Math.min(street, STUD_STREETS.length - 1)]!, cards);
    dealt = new Set();
    bets.nextStreet();
  };
  let acted = false;
  for (const a of actions) {
    if (a.kind === 'board') {
      // The one card common to all where the deck is too short for a seventh each.
      next(a.cards);
      dealt.add('board');
      acted = false;
    } else if (a.kind === 'hole') {
      if (acted || dealt.has(a.player)) next();
      acted = false;
      dealt.add(a.player);
      rounds.deal(a.player, a.cards);
    } else {
      bets.write(a, rounds);
      acted = true;
    }
  }
}

/** Betting as the format says it: an amount is what is added. */
class Bets {
  readonly #added: Iterator<OhhCourse['added'][number]>;
  #open: boolean;

  /** @param blinds the first street begins with a bet that is raised */
  constructor(course: OhhCourse, blinds: boolean) {
    this.#added = course.added[Symbol.iterator]();
    this.#open = blinds;
  }

  nextStreet(): void {
    this.#open = false;
  }

  write(a: HistoryAction, rounds: Rounds): void {
    if (a.kind === 'fold') rounds.push(a.player, 'Fold');
    if (a.kind !== 'call' && a.kind !== 'raise' && a.kind !== 'bringIn') return;
    const { chips, allIn } = this.#next();
    rounds.push(a.player, this.#verb(a.kind, chips), chips, allIn);
    if (a.kind !== 'call') this.#open = true;
  }

  #next(): OhhCourse['added'][number] {
    const step = this.#added.next();
    return step.done === true ? { chips: 0, allIn: false } : step.value;
  }

  #verb(kind: 'call' | 'raise' | 'bringIn', chips: number): string {
    // The specification has no word for the bring-in: it is "any other type of blind".
    if (kind === 'bringIn') return FORCED_VERBS.post;
    if (kind === 'raise') return this.#open ? 'Raise' : 'Bet';
    return chips === 0 ? 'Check' : 'Call';
  }
}
