/**
 * The one place where the table talks to the rules engine. The engine sees the public state only: cards
 * that belong to one seat are dealt to it as null and appear when they are tabled.
 */

import { GAMES, STRUCTURES, type TableConfig } from '../../codec/config.ts';
import type { BetVerb } from '../../codec/transactions.ts';
import type { Card, SeenCard } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import { dealPlan } from '../../poker/dealing.ts';
import type { Division } from '../../poker/division.ts';
import {
  applyBet,
  applyClaim,
  applyKill,
  applyMuck,
  applyShow,
  applyTwice,
  awaiting,
  canKill,
  canMuck,
  deal,
  playerAt,
  result,
  showdownOrder,
  startHand,
  timeoutAction,
  verifyBet,
  verifyShow,
} from '../../poker/hand.ts';
import type { HandPlan } from '../../poker/life/state.ts';
import { parseSetup } from '../../poker/setup.ts';
import type { ClaimRelation, HandState } from '../../poker/state.ts';
import { applyDivide, applyStop } from '../../poker/stop.ts';
import type { TableRefusal } from '../refusal.ts';
import { rulesOf } from '../state/rulesOf.ts';

/** A card to be dealt, with its place in the deck. */
export interface DealtCard {
  readonly position: number;
  readonly to: 'board' | number;
  /** Everybody will see it. */
  readonly public: boolean;
}

export type Step =
  | { readonly kind: 'deal'; readonly cards: readonly DealtCard[] }
  /** All-in: these seats must table their cards before the run-out. */
  | { readonly kind: 'open'; readonly seats: readonly number[] }
  /** All-in: these seats have not said whether to run it twice. */
  | { readonly kind: 'choose'; readonly seats: readonly number[] }
  | { readonly kind: 'act'; readonly seat: number; readonly decision: number }
  /** `seat` is next to show or muck; `live` are all who still may. */
  | { readonly kind: 'showdown'; readonly seat: number; readonly live: readonly number[] }
  /** The cards to come never come: the pots wait for their division. */
  | { readonly kind: 'divide' }
  | { readonly kind: 'over' };

/** @throws Error if the plan is none a hand can start from: a bug, never a player's doing */
export function openHand(
  plan: HandPlan,
  config: TableConfig,
  deadChips: number,
  straddleSeat?: number,
  boardFirst = false,
): HandState {
  const game = GAMES[config.game]!;
  const blinds = gameNamed(game).forced === 'blinds';
  const parsed = parseSetup({
    game,
    structure: STRUCTURES[config.structure]!,
    seats: plan.dealtIn,
    buttonSeat: plan.buttonSeat,
    smallBlindSeat: blinds ? plan.smallBlindSeat : null,
    bigBlindSeat: blinds ? plan.bigBlindSeat : null,
    smallBlindChips: plan.smallBlindChips,
    bigBlindChips: plan.bigBlindChips,
    ante: plan.ante,
    posts: blinds ? plan.posts : [],
    straddles: straddleSeat === undefined ? [] : [{ seat: straddleSeat, chips: 2 * plan.bigBlindChips }],
    runItTwice: config.runItTwice === 1,
    capHeadsUp: config.capHeadsUp === 1 || inALargerEvent(plan, config),
    ...(plan.bombPot ? { bombPotChips: config.bombPotChips } : {}),
    deadChips,
    rules: rulesOf(config),
    boardFirst,
    fixedPositions: !blinds && rulesOf(config) === 2,
  });
  if (!parsed.ok) throw new Error(`hand ${plan.hand}: ${parsed.code}: ${parsed.sentence}`);
  return startHand(parsed.setup);
}

/** TDA 48: two who are alone in a pot are not the last two of the event while others are dealt in. */
function inALargerEvent(plan: HandPlan, config: TableConfig): boolean {
  return config.levels.length > 0 && plan.dealtIn.length > 2;
}

/** What the hand waits for. */
export function nextStep(engine: HandState): Step {
  const a = awaiting(engine);
  switch (a.kind) {
    case 'deal':
      return {
        kind: 'deal',
        cards: a.requests.map(({ position, to, faceUp }) => ({
          position,
          to,
          public: to === 'board' || faceUp,
        })),
      };
    case 'showdown':
      return { kind: 'showdown', seat: a.seat, live: showdownOrder(engine) };
    default:
      return a;
  }
}

/** Deck positions of the seat's face-down cards, dealt or being dealt. */
export function holePositions(engine: HandState, seat: number): number[] {
  const a = awaiting(engine);
  const batches = engine.records.flatMap((r) => (r.kind === 'deal' ? [r.requests] : []));
  if (a.kind === 'deal') batches.push(a.requests);
  return batches.flat().flatMap((r) => (r.to === seat && !r.faceUp ? [r.position] : []));
}

/** All cards of the seat in the order it holds them; `down` are its face-down cards in that order. */
export function wholeHand(engine: HandState, seat: number, down: readonly Card[]): Card[] {
  const player = playerAt(engine, seat);
  let next = 0;
  return (player?.cards ?? []).map((c, i) => (player?.up[i] === true && c !== null ? c : down[next++]!));
}

export function deckSize(engine: HandState): number {
  return gameNamed(engine.setup.game).deck.length;
}

/** Card number of an index into the game's deck. */
export function cardAt(engine: HandState, index: number | undefined): Card | undefined {
  return index === undefined ? undefined : gameNamed(engine.setup.game).deck[index];
}

export function dealCards(engine: HandState, cards: SeenCard[]): HandState {
  return deal(engine, cards);
}

export function judgeBet(
  engine: HandState,
  seat: number,
  verb: BetVerb,
  amountChips: number,
): TableRefusal | undefined {
  return verifyBet(engine, seat, verb, amountChips)?.code;
}

export function placeBet(engine: HandState, seat: number, verb: BetVerb, amountChips: number): HandState {
  return applyBet(engine, seat, verb, amountChips).state;
}

/** An answer to whether to run it twice. */
export function answerTwice(engine: HandState, seat: number, agree: boolean): HandState {
  return applyTwice(engine, seat, agree).state;
}

/** Gives the hand up where that is legal (never a due bring-in), else what the clock does. */
export function automaticFold(engine: HandState, seat: number): HandState {
  return judgeBet(engine, seat, 'fold', 0) === undefined
    ? placeBet(engine, seat, 'fold', 0)
    : automaticBet(engine, seat);
}

/** What the clock does for a seat. */
export function automaticBet(engine: HandState, seat: number): HandState {
  return applyBet(engine, seat, timeoutAction(engine), 0).state;
}

/** The engine with the seat's cards tabled; undefined when the cards cannot be (one of them lies elsewhere already). */
export function tableCards(engine: HandState, seat: number, cards: readonly Card[]): HandState | undefined {
  return verifyShow(engine, seat, cards) === undefined ? applyShow(engine, seat, cards).state : undefined;
}

/** The engine with what the seat wins given to it, its cards closed. */
export function takeUnseen(engine: HandState, seat: number, relation: ClaimRelation): HandState {
  return applyClaim(engine, seat, relation).state;
}

export function mayMuck(engine: HandState, seat: number): boolean {
  return canMuck(engine, seat);
}

/** Gives the hand up at showdown; where the rules want it open (nobody else could win), the hand is killed. */
export function giveUpHand(engine: HandState, seat: number): HandState {
  return canMuck(engine, seat) ? applyMuck(engine, seat).state : applyKill(engine, seat).state;
}

/**
 * The engine with the seat's hand declared dead, its chips left in the pot; as it was if it is no live hand, or the
 * last.
 */
export function killHand(engine: HandState, seat: number): HandState {
  return canKill(engine, seat) ? applyKill(engine, seat).state : engine;
}

/**
 * Positions opened to everybody after the hole cards: the board, and a second one where it may be run twice.
 * Undefined in games where a fold moves later cards to other places: there nobody could say beforehand which
 * position becomes whose.
 */
export function boardPositions(engine: HandState): number[] | undefined {
  const game = gameNamed(engine.setup.game);
  if (game.forced !== 'blinds') return undefined;
  const seats = engine.setup.seats.map((s) => s.seat);
  const board = dealPlan(game, seats, engine.setup.buttonSeat).flatMap((c) =>
    c.to === 'board' ? [c.position] : [],
  );
  const end = Math.max(...board) + 1;
  if (!engine.setup.runItTwice) return board;
  const second = Array.from({ length: game.boardCards }, (_, i) => end + i);
  return [...board, ...second.filter((p) => p < game.deck.length)];
}

/**
 * Positions that are opened after the first cards, whoever sees them: a board, or in games without one every later card
 * by its fixed place. Undefined where a fold moves later cards to other places (tables of the first rules).
 */
export function laterPositions(engine: HandState): number[] | undefined {
  const { game, seats, fixedPositions } = engine.setup;
  const { forced, deck, holeCards, streets } = gameNamed(game);
  if (forced === 'blinds') return boardPositions(engine);
  if (fixedPositions !== true) return undefined;
  const first = streets[0]!.deal.reduce((n, d) => n + d.count, 0) * seats.length;
  const last = holeCards * seats.length;
  const end = last <= deck.length ? last : last - seats.length + 1;
  return Array.from({ length: end - first }, (_, i) => first + i);
}

/** Of `laterPositions` the seat's own face-down cards: only it may ever make its share of these. */
export function laterDownPositions(engine: HandState, seat: number): number[] {
  const { game, seats, buttonSeat, fixedPositions } = engine.setup;
  if (fixedPositions !== true) return [];
  return dealPlan(
    gameNamed(game),
    seats.map((s) => s.seat),
    buttonSeat,
  ).flatMap((c) => (c.to === seat && !c.faceUp && c.street !== 'third' ? [c.position] : []));
}

/** The cards now due never come. */
export function stopDealing(engine: HandState): HandState {
  return applyStop(engine).state;
}

/** @throws RuleError unless the pots wait for this division */
export function dividePots(engine: HandState, division: Division): HandState {
  return applyDivide(engine, division).state;
}

/** Would the seat win chips with these cards if everybody still to come mucked? Then it has to show. */
export function wouldWin(engine: HandState, seat: number, cards: readonly Card[]): boolean {
  let e = tableCards(engine, seat, cards);
  if (e === undefined) return false;
  for (let a = awaiting(e); a.kind === 'showdown'; a = awaiting(e)) {
    if (!canMuck(e, a.seat)) break;
    e = applyMuck(e, a.seat).state;
  }
  if (awaiting(e).kind !== 'over') return true;
  return result(e).some((r) => r.seat === seat && r.wonChips > 0);
}

export function finalStacks(engine: HandState): { seat: number; stackChips: number }[] {
  const starts = new Map(engine.setup.seats.map((s) => [s.seat, s.stackChips]));
  return result(engine).map((r) => ({ seat: r.seat, stackChips: starts.get(r.seat)! + r.netChips }));
}

export function results(
  engine: HandState,
): { seat: number; netChips: number; wonChips: number; handName: string | undefined }[] {
  return result(engine).map((r) => ({
    seat: r.seat,
    netChips: r.netChips,
    wonChips: r.wonChips,
    handName: r.handName === '' ? undefined : r.handName,
  }));
}
