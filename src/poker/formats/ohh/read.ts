/**
 * Reads Open Hand History: JSON, one `{"ohh": …}` a hand. An action's `amount` is what it adds to the pot, unlike the
 * raise-to of PHH.
 *
 * Read strictly where a hand's course depends on it; unknown fields are passed over. Only whom cards are dealt to or
 * who acts or posts something is a player of the hand: others in the list sit out. What could only be settled
 * wrongly is refused by name ('unsupported-feature'). Reading says nothing about the rules: see replay.ts.
 */

import {
  decimalsOf,
  type FilePots,
  type HandHistory,
  HistoryError,
  type HistoryPlayer,
  MAX_PLAYERS,
  scaleFor,
  toChips,
} from '../history.ts';
import { amountOf, isNothing, type Json, list, object, parseHandJson, splitObjects, textOf } from './json.ts';
import {
  cardsOf,
  checkStreets,
  decodeRound,
  historyActions,
  isBlind,
  isSeatVerb,
  type RawAction,
  type Round,
} from './rounds.ts';
import { BET_TYPES, GAME_TYPES, isStud, OBSERVED } from './types.ts';

/** Longer lists than any table has; the players of the hand are counted apart. */
const MAX_LISTED = 64;
const MAX_ROUNDS = 16;
const MAX_POTS = 64;
/** Flags that change nothing about the course of a hand. */
const HARMLESS_FLAGS = new Set([OBSERVED, 'Anonymous', 'Fast'].map((f) => f.toLowerCase()));

/**
 * All hands of a file, each to be read by itself: one that cannot be read says nothing of the others.
 * @throws HistoryError
 */
export function splitOhh(text: string): { readonly name: string; readonly decode: () => HandHistory }[] {
  return splitObjects(text).map((part, i) => ({ name: String(i + 1), decode: () => decodeOhh(part) }));
}

/** All hands of a file. @throws HistoryError */
export function decodeOhhFile(text: string): HandHistory[] {
  return splitOhh(text).map((hand) => hand.decode());
}

/** One hand: `{"ohh": {…}}`. @throws HistoryError */
export function decodeOhh(text: string): HandHistory {
  const root = object(parseHandJson(text), 'hand');
  return decodeHand(object(root.ohh, 'ohh'));
}

function decodeHand(o: Json): HandHistory {
  const gameType = textOf(o.game_type) ?? '';
  const game = Object.hasOwn(GAME_TYPES, gameType) ? GAME_TYPES[gameType] : undefined;
  const limit = object(o.bet_limit, 'bet_limit');
  const betType = textOf(limit.bet_type) ?? '';
  const structure = Object.hasOwn(BET_TYPES, betType) ? BET_TYPES[betType] : undefined;
  if (game === undefined || structure === undefined) {
    throw new HistoryError('unsupported-variant', `${betType} ${gameType}`.trim());
  }
  refuseFlags(o.flags);
  if (amountOf(limit.bet_cap, 'bet_cap', 0) > 0) throw new HistoryError('unsupported-feature', 'bet_cap');
  const rounds = list(o.rounds, 'rounds', MAX_ROUNDS).map(decodeRound);
  checkStreets(rounds, game);
  const inOrder = playersOf(o, rounds);
  const indexOf = new Map(inOrder.map((p, i) => [p.id, i]));
  if (indexOf.size !== inOrder.length) throw new HistoryError('bad-field', 'players');

  const actions = rounds.flatMap((r) => r.actions);
  const smallBlind = amountOf(o.small_blind_amount, 'small_blind_amount', 0);
  const bigBlind = amountOf(o.big_blind_amount, 'big_blind_amount', 0);
  const anteAmount = amountOf(o.ante_amount, 'ante_amount', 0);
  const stacks = inOrder.map((p) => amountOf(p.starting_stack, 'starting_stack'));
  const pots = potsOf(o.pots, indexOf);
  const inputs = [...stacks, smallBlind, bigBlind, anteAmount, ...actions.map((a) => a.units)];
  const exactSplits = [...inputs, ...(pots?.wins ?? [])].some((x) => !Number.isInteger(x));
  const decimals = inputs.reduce((max, x) => Math.max(max, decimalsOf(x)), 0);
  const scale = scaleFor(
    decimals,
    exactSplits,
    stacks.reduce((a, b) => a + b, 0),
  );
  const chips = (units: number, what: string): number => toChips(units, scale, what);

  const stud = isStud(game);
  const big = chips(bigBlind, 'big_blind_amount');
  const stacksChips = stacks.map((x) => chips(x, 'starting_stack'));
  const nominal = {
    anteChips: chips(anteAmount, 'ante_amount'),
    smallChips: chips(smallBlind, 'small_blind_amount'),
    bigChips: big,
  };
  // In stud only antes come before the cards.
  const forced = stud ? actions.filter((a) => a.verb === 'Post Ante') : actions;
  const paid = forcedBets(forced, indexOf, stacksChips, nominal, chips);
  return {
    game,
    structure,
    scale,
    exactSplits,
    players: inOrder.map((p, i): HistoryPlayer => {
      const stackChips = stacksChips[i]!;
      return { name: textOf(p.name) ?? '', seat: amountOf(p.seat, 'seat'), stackChips, ...paid[i]! };
    }),
    dealerSeat: amountOf(o.dealer_seat, 'dealer_seat', 0),
    bombPot: !stud && isBombPot(rounds),
    runTwice: false,
    // A big-blind ante is one player's and dead; equal antes are matched like bets.
    trimAntes: paid.filter((p) => p.anteChips > 0).length > 1,
    bringInChips: stud ? chips(smallBlind, 'small_blind_amount') : 0,
    smallBetChips: big,
    bigBetChips: structure === 'fixed-limit' ? 2 * big : big,
    actions: historyActions(rounds, game, indexOf, inOrder.map(standingCards), chips),
    finishingStacks: null,
    pots,
    rake: 0,
    handName: textOf(o.game_number),
    tableName: textOf(o.table_name),
  };
}

function refuseFlags(value: unknown): void {
  if (isNothing(value)) return;
  for (const flag of list(value, 'flags', MAX_LISTED)) {
    if (typeof flag !== 'string') throw new HistoryError('bad-field', 'flags');
    if (!HARMLESS_FLAGS.has(flag.toLowerCase()))
      throw new HistoryError('unsupported-feature', flag.slice(0, 40));
  }
}

/** First left of the button comes first: the seats after the button, then those up to it. */
function playersOf(o: Json, rounds: readonly Round[]): Json[] {
  const actors = new Set(
    rounds.flatMap((r) => r.actions.filter((a) => !isSeatVerb(a.verb)).map((a) => a.id)),
  );
  const given = o.players;
  if (Array.isArray(given) && given.length > MAX_LISTED)
    throw new HistoryError('too-many-players', String(given.length));
  const listed = list(given, 'players', MAX_LISTED).map((p) => object(p, 'players'));
  const present = listed.filter((p) => actors.has(p.id));
  if (present.length < 2) throw new HistoryError('bad-field', 'players');
  if (present.length > MAX_PLAYERS) throw new HistoryError('too-many-players', String(present.length));
  const dealer = amountOf(o.dealer_seat, 'dealer_seat', 0);
  const seatOf = (p: Json): number => amountOf(p.seat, 'seat');
  const ordered = present.toSorted((a, b) => seatOf(a) - seatOf(b));
  const first = ordered.findIndex((p) => seatOf(p) > dealer);
  return first < 0 ? ordered : [...ordered.slice(first), ...ordered.slice(0, first)];
}

/** Cards that stand at the player, where no action deals them. */
function standingCards(p: Json) {
  return isNothing(p.cards) ? [] : cardsOf(p.cards, 'cards');
}

/** No blind, antes of several, and a flop without anybody having acted before it. */
function isBombPot(rounds: readonly Round[]): boolean {
  const [first] = rounds;
  if (first === undefined || first.actions.some((a) => isBlind(a.verb) || BETTING.has(a.verb))) return false;
  return first.actions.filter((a) => a.verb === 'Post Ante').length > 1 && rounds.length > 1;
}

const BETTING = new Set(['Fold', 'Check', 'Call', 'Bet', 'Raise', 'Post Extra Blind']);

function potsOf(value: unknown, indexOf: ReadonlyMap<unknown, number>): FilePots | null {
  if (isNothing(value)) return null;
  const pots = list(value, 'pots', MAX_POTS).map((p) => object(p, 'pots'));
  if (pots.length === 0) return null;
  const wins = new Array<number>(indexOf.size).fill(0);
  let total = 0;
  let rake = 0;
  for (const pot of pots) {
    total += amountOf(pot.amount, 'amount');
    rake += amountOf(pot.rake, 'rake', 0) + amountOf(pot.jackpot, 'jackpot', 0);
    for (const w of isNothing(pot.player_wins) ? [] : list(pot.player_wins, 'player_wins', MAX_LISTED)) {
      const win = object(w, 'player_wins');
      const player = indexOf.get(win.player_id);
      if (player === undefined) throw new HistoryError('bad-field', 'player_wins');
      wins[player] = wins[player]! + amountOf(win.win_amount, 'win_amount');
    }
  }
  return { total, rake, wins };
}

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
    else if (a.verb === 'Post Extra Blind') p.postChips += due;
    else if (isBlind(a.verb)) p.blindChips += due;
  }
  return paid;
}
