/** Rounds of Open Hand History and the actions in them: checked against their names, and made lines of a history. */
import type { GameName } from '../../../codec/config.ts';
import { parseCard, type SeenCard } from '../../cards.ts';
import { type HistoryAction, HistoryError } from '../history.ts';
import { amountOf, isNothing, list, object, textOf } from './json.ts';
import { BOARD_STREETS, isStud, SHOWDOWN, STUD_STREETS } from './types.ts';

const MAX_ACTIONS = 4_000;
/** A whole stud hand is seven; files may repeat a board's. */
const MAX_CARDS = 16;

export interface RawAction {
  /** Whose it is: the `id` of a player in the list. */
  readonly id: unknown;
  readonly verb: string;
  readonly units: number;
  readonly cards: readonly SeenCard[];
}

export interface Round {
  readonly street: string;
  readonly cards: readonly SeenCard[];
  readonly actions: readonly RawAction[];
}

const BLIND_VERBS = new Set(['Post SB', 'Post BB', 'Straddle', 'Post Straddle']);
const POST_VERBS = new Set([...BLIND_VERBS, 'Post Ante', 'Post Dead', 'Post Extra Blind']);
/** What people do at the table beside the hand: chips added now count from the next one on. */
const SEAT_VERBS = new Set(['Added Chips', 'Sits Down', 'Stands Up']);
/** Chips of nobody; the specification's two pages disagree on how it is written. */
const POT_VERBS = new Set(['added to pot', 'add to pot']);

export function isBlind(verb: string): boolean {
  return BLIND_VERBS.has(verb);
}

export function isSeatVerb(verb: string): boolean {
  return SEAT_VERBS.has(verb) || POT_VERBS.has(verb.toLowerCase());
}

export function decodeRound(value: unknown): Round {
  const round = object(value, 'rounds');
  const actions = list(round.actions, 'actions', MAX_ACTIONS).map((v): RawAction => {
    const a = object(v, 'actions');
    const verb = textOf(a.action) ?? '';
    const units = amountOf(a.amount, 'amount', 0);
    if (POT_VERBS.has(verb.toLowerCase()) && units > 0) throw new HistoryError('unsupported-feature', verb);
    return { id: a.player_id, verb, units, cards: isNothing(a.cards) ? [] : cardsOf(a.cards, 'cards') };
  });
  const cards = isNothing(round.cards) ? [] : cardsOf(round.cards, 'cards');
  return { street: textOf(round.street) ?? '', cards, actions };
}

/** Cards in dealing order; hidden ones are written X, XX, ? and in other ways. @throws HistoryError */
export function cardsOf(value: unknown, what: string): SeenCard[] {
  return list(value, what, MAX_CARDS).map((c) => {
    const card = typeof c === 'string' ? parseCard(/^[xX?]*$/.test(c) ? '??' : c) : undefined;
    if (card === undefined) throw new HistoryError('bad-field', what);
    return card;
  });
}

/** Case, and the word "Street" behind the number, are written either way. */
function plain(street: string): string {
  return street
    .trim()
    .toLowerCase()
    .replace(/ street$/, '');
}

/**
 * Every round is the one that its name says: in order, none left out, none twice, with the cards that street brings.
 * @throws HistoryError: 'unsupported-feature' for a second board, else 'bad-field' naming the street
 */
export function checkStreets(rounds: readonly Round[], game: GameName): void {
  const streets = (isStud(game) ? STUD_STREETS : BOARD_STREETS).map((s) => s.toLowerCase());
  const bad = (street: string, why: string): never => {
    throw new HistoryError('bad-field', `street ${street.slice(0, 20)}: ${why}`);
  };
  let next = 0;
  let shown = false;
  for (const { street, cards, actions } of rounds) {
    const name = plain(street);
    if (name === SHOWDOWN.toLowerCase()) {
      if (shown) bad(street, 'twice');
      if (cards.length > 0) bad(street, 'with cards');
      shown = true;
      continue;
    }
    const index = streets.indexOf(name);
    if (index < 0) bad(street, 'unknown');
    if (!isStud(game) && index > 0 && index < next)
      throw new HistoryError('unsupported-feature', 'a second board');
    if (shown) bad(street, 'after the showdown');
    if (index !== next) bad(street, 'out of order');
    const right = isStud(game) ? studCards(index, cards, actions) : boardCards(index, cards, actions);
    if (!right) bad(street, `${cards.length} cards`);
    next++;
  }
}

function boardCards(index: number, cards: readonly SeenCard[], actions: readonly RawAction[]): boolean {
  if (index > 0 && actions.some((a) => a.verb === 'Dealt Cards')) return false;
  return cards.length === [0, 3, 1, 1][index];
}

/** Nobody gets more than the street brings, and only the last card may be common to all. */
function studCards(index: number, cards: readonly SeenCard[], actions: readonly RawAction[]): boolean {
  const most = index === 0 ? 3 : 1;
  const got = new Map<unknown, number>();
  for (const a of actions) {
    if (a.verb === 'Dealt Cards') got.set(a.id, (got.get(a.id) ?? 0) + a.cards.length);
  }
  return [...got.values()].every((n) => n <= most) && cards.length <= (index === 4 ? 1 : 0);
}

/**
 * The lines of a history. Whoever plays is dealt to, whether the file says so or not: cards of a player that no action
 * deals are those that stand at the player, and face down where none do.
 * @param standing by player
 */
export function historyActions(
  rounds: readonly Round[],
  game: GameName,
  indexOf: ReadonlyMap<unknown, number>,
  standing: readonly (readonly SeenCard[])[],
  chips: (units: number, what: string) => number,
): HistoryAction[] {
  const playerOf = (a: RawAction): number => {
    const player = indexOf.get(a.id);
    if (player === undefined) throw new HistoryError('bad-action', `${a.verb} of nobody`);
    return player;
  };
  const deals = isStud(game) ? studDeals : holeDeals;
  const folded = new Set<number>();
  const dealt = standing.map(() => 0);
  const out: HistoryAction[] = [];
  const acting = rounds.map((r) => ({ ...r, actions: r.actions.filter((a) => !isSeatVerb(a.verb)) }));
  const anyDealt = new Set(
    acting.flatMap((r) => r.actions.filter((a) => a.verb === 'Dealt Cards').map(playerOf)),
  );
  for (const [street, round] of acting.entries()) {
    const bets = standing.map(() => 0);
    const given = standing.map((): SeenCard[] => []);
    for (const a of round.actions) if (a.verb === 'Dealt Cards') given[playerOf(a)]!.push(...a.cards);
    if (round.cards.length > 0) out.push({ kind: 'board', cards: round.cards });
    for (const [player, cards] of given.entries()) {
      if (folded.has(player) || plain(round.street) === SHOWDOWN.toLowerCase()) continue;
      const due = deals(game, street, round);
      if (due === 0) continue;
      const own = anyDealt.has(player)
        ? cards
        : standing[player]!.slice(dealt[player]!, dealt[player]! + due);
      dealt[player] = dealt[player]! + due;
      out.push({ kind: 'hole', player, cards: filled(own, due, isStud(game)) });
    }
    for (const a of round.actions) {
      const player = playerOf(a);
      const added = chips(a.units, a.verb);
      if (a.verb !== 'Post Ante' && a.verb !== 'Post Dead') bets[player] = bets[player]! + added;
      const action = actionOf(a, player, bets[player]!, isStud(game));
      if (action?.kind === 'fold') folded.add(player);
      if (action !== undefined) out.push(action);
    }
  }
  return out;
}

function holeDeals(game: GameName, street: number): number {
  return street > 0 ? 0 : game === 'omaha' || game === 'omaha-hilo' ? 4 : 2;
}

function studDeals(_: GameName, street: number, round: Round): number {
  return round.cards.length > 0 ? 0 : street === 0 ? 3 : 1;
}

/** In stud the cards face down come first, and those are the ones a file does not know. @throws HistoryError */
function filled(cards: readonly SeenCard[], due: number, stud: boolean): SeenCard[] {
  if (cards.length > due) throw new HistoryError('bad-field', `${cards.length} cards where ${due} are dealt`);
  const hidden = new Array<SeenCard>(due - cards.length).fill(null);
  return stud ? [...hidden, ...cards] : [...cards, ...hidden];
}

/** `totalChips`: bets of the player on this street, this one included. */
function actionOf(
  a: RawAction,
  player: number,
  totalChips: number,
  stud: boolean,
): HistoryAction | undefined {
  switch (a.verb) {
    case 'Dealt Cards':
      return undefined;
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
    case 'Post Extra Blind':
      // The specification's "any other type of blind": in stud the bring-in.
      return stud ? { kind: 'bringIn', player } : undefined;
    case 'Shows Cards':
      return { kind: 'show', player, cards: a.cards.length === 0 ? null : a.cards };
    case 'Mucks Cards':
      return { kind: 'muck', player };
    default:
      if (POST_VERBS.has(a.verb)) return undefined;
      throw new HistoryError('bad-action', a.verb.slice(0, 40));
  }
}
