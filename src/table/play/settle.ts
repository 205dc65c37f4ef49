/**
 * Drives the hand as far as it goes by itself, then arms the deadline for what is awaited.
 *
 * Upon every share of the batch being in: the cards are dealt (the players' own ones face down).
 * Upon the turn of a seat that is away: it checks or folds at once; one that is leaving, or that a tournament
 *   deals in although it is not there, folds.
 * Upon a seat's cards being open in its turn at showdown, or when all must open: they are tabled.
 * Upon the end of the betting or the showdown: pots are paid, and the pause before the next hand begins.
 */

import { SECOND_DEFAULTS } from '../../codec/config.ts';
import { OLDEST_RULES } from '../../consensus/rules.ts';
import type { Card } from '../../poker/cards.ts';
import { planHand } from '../../poker/life/blinds.ts';
import { ESCROW_KEYS, escrowKeysAwaited, isRecoverable } from '../deck/escrow.ts';
import { downPositions, dueCards, isTabled, owedPositions } from '../deck/owed.ts';
import { absentOwing, awaited, presentOwing, turnsTaken } from '../deck/turns.ts';
import { closeEpoch } from '../epoch/epoch.ts';
import { resumable } from '../hand/aside.ts';
import { streetsRunOut } from '../hand/awards.ts';
import {
  answerTwice,
  automaticBet,
  automaticFold,
  dealCards,
  giveUpHand,
  nextStep,
  tableCards,
  wholeHand,
} from '../hand/engine.ts';
import { canHunt } from '../hand/rabbit.ts';
import { drainRecords } from '../hand/records.ts';
import { resumed, suspend } from '../hand/suspend.ts';
import { closedNow } from '../house/closing.ts';
import { armHousePause, isPaused } from '../house/pause.ts';
import { carryOutRemovals } from '../house/removal.ts';
import { actionTimeMs, carryOutTerms } from '../house/terms.ts';
import { arm, disarm, shorten } from '../state/deadline.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { givesUp, isAway, withHand } from '../state/seats.ts';
import type { TableHand, TableState } from '../state/state.ts';
import { finishHand, voidHand } from './end.ts';
import { beginExit, exitDeadline, goesOn } from './exit.ts';
import { prepareNext } from './prepareNext.ts';
import { rebuyKey, rebuysAwaited } from './rebuy.ts';

/** To be called after every change. */
export function settle(state: TableState): TableState {
  if (state.closed !== undefined) return state;
  let now = drainRecords(state);
  for (let next = advance(now); next !== undefined; next = advance(now)) now = drainRecords(next);
  const decided = carryOutTerms(carryOutRemovals(now));
  return closedNow(decided) ?? armFor(prepareNext(decided));
}

/** One automatic step, or undefined when somebody is awaited. */
function advance(state: TableState): TableState | undefined {
  const { hand } = state;
  if (hand === undefined || (hand.phase !== 'deal' && hand.phase !== 'play')) return undefined;
  const step = nextStep(hand.engine);
  switch (step.kind) {
    case 'deal': {
      if (hand.dealtIn.some((s) => owedPositions(hand, s).length > 0)) return undefined;
      const cards = step.cards.map((c) => (c.public ? hand.deck.opened[c.position]! : null));
      return withHand(resumed(state), hand, {
        phase: 'play',
        suspended: false,
        exit: undefined,
        deck: { ...hand.deck, openings: {} },
        engine: dealCards(hand.engine, cards),
      });
    }
    case 'act':
      if (!isAway(state, step.seat)) return undefined;
      return withHand(state, hand, {
        engine: givesUp(state, step.seat)
          ? automaticFold(hand.engine, step.seat)
          : automaticBet(hand.engine, step.seat),
      });
    case 'choose': {
      const away = step.seats.find((seat) => isAway(state, seat));
      if (away === undefined) return undefined;
      return withHand(state, hand, { engine: answerTwice(hand.engine, away, false) });
    }
    case 'open': {
      const seat = step.seats.find((s) => isTabled(hand, s));
      return seat === undefined ? undefined : tableSeat(state, hand, seat);
    }
    case 'showdown':
      if (isTabled(hand, step.seat)) return tableSeat(state, hand, step.seat);
      if (!hand.mucked.includes(step.seat)) return undefined;
      return withHand(state, hand, { engine: giveUpHand(hand.engine, step.seat) });
    case 'divide':
      return undefined;
    case 'over':
      return finishHand(state);
  }
}

function tableSeat(state: TableState, hand: TableHand, seat: number): TableState {
  const engine = tableCards(hand.engine, seat, openedHand(hand, seat));
  // Two proven openings of one card cannot be: the reference string is broken, and nobody is to blame.
  return engine === undefined ? voidHand(state, 'impossible-card') : withHand(state, hand, { engine });
}

/** The seat's cards, all of them opened. */
export function openedHand(hand: TableHand, seat: number): Card[] {
  const down = downPositions(hand, seat).map((p) => hand.deck.opened[p]!);
  return wholeHand(hand.engine, seat, down);
}

/** The deadline that the present situation calls for; the same situation keeps its deadline. */
function armFor(state: TableState): TableState {
  const { hand } = state;
  if (state.epochEnds) return state;
  // With nobody to play against, there is no pause to wait for.
  const playing = hand !== undefined && hand.phase !== 'done';
  const waits = resumable(state) !== undefined;
  const idle = state.over || (!playing && !waits && planHand(state.life, state.timeMs) === undefined);
  if (idle) return closeEpoch(state) ?? disarm(state);
  if (hand === undefined || hand.phase === 'done') return armPause(state);
  const waiting = awaited(state);
  const id = `${hand.hand}.${hand.attempt}`;
  switch (waiting?.what) {
    case 'key':
      return arm(state, `key.${id}`, limits.keyMs);
    case 'shuffle':
      return arm(state, `shuffle.${id}.${hand.deck.shuffles}`, limits.shuffleMs);
    case 'shares':
      return hand.phase === 'deal' ? arm(state, `deal.${id}`, limits.dealMs) : armStreet(state, hand, id);
    case 'choice':
      return arm(state, `twice.${id}`, limits.twiceMs);
    case 'action':
      return arm(state, `act.${id}.${waiting.decision}`, actionTimeMs(state));
    case 'show': {
      // One deadline for all who must open before a run-out; one for each turn of a showdown.
      const all = nextStep(hand.engine).kind === 'open';
      return arm(state, all ? `open.${id}` : `show.${id}.${waiting.seats[0]}`, limits.showMs);
    }
    default:
      // The workers divide the pots meanwhile.
      return hand.engine.phase === 'divide' ? arm(state, `divide.${id}`, 0) : disarm(state);
  }
}

/**
 * Shares of a later street: first from everybody whose turn it is, then by escrow from those who are left; after that,
 * or where escrow cannot help, the hand is suspended (exit.ts; by the first rules nothing is counted any more).
 */
function armStreet(state: TableState, hand: TableHand, id: string): TableState {
  const street = `${id}.${dueCards(hand)[0]!.position}`;
  // Each whose turn it is has the whole time.
  const turns = turnsTaken(state, hand);
  const turn = turns === undefined ? '' : `.${turns}`;
  if (presentOwing(state, hand).length > 0)
    return arm(goesOn(state, hand), `board.${street}${turn}`, limits.boardMs);
  if (hand.suspended) return armSuspended(state, hand, id);
  if (absentOwing(state, hand).every((seat) => isRecoverable(state, hand, seat)))
    return arm(state, `escrow.${street}`, limits.escrowOpenMs);
  const waiting = beginExit(suspend(state));
  return armSuspended(waiting, waiting.hand!, id);
}

function armSuspended(state: TableState, hand: TableHand, id: string): TableState {
  const way = exitDeadline(hand, id);
  return way === undefined ? disarm(state) : arm(state, way.key, way.totalMs);
}

function armPause(state: TableState): TableState {
  if (resumable(state) === undefined && planHand(state.life, state.timeMs) === undefined)
    return disarm(state);
  if (isPaused(state)) return armHousePause(state);
  if (escrowKeysAwaited(state)) return arm(state, ESCROW_KEYS, limits.escrowKeyMs);
  const { hand } = state;
  const pauseMs = hand === undefined ? limits.firstHandMs : pauseAfter(state, hand);
  const key = `pause.${state.life.handsBegun}`;
  if (rebuysAwaited(state).length > 0) return arm(state, rebuyKey(state), Math.max(pauseMs, limits.rebuyMs));
  return state.deadline?.key === rebuyKey(state) ? shorten(state, key, pauseMs) : arm(state, key, pauseMs);
}

/** By what there is to see. Known when the pause begins: asking for a rabbit hunt makes it no longer. */
function pauseAfter(state: TableState, hand: TableHand): number {
  const toSee = hand.dealtIn.some((s) => isTabled(hand, s)) || canHunt(state);
  if (rulesOf(state.config) === OLDEST_RULES) return toSee ? limits.pauseAfterShowdownMs : limits.pauseMs;
  const { pauseUncalledMs, pauseShownMs } = { ...SECOND_DEFAULTS, ...state.config };
  if (!toSee) return pauseUncalledMs;
  const { first, second } = streetsRunOut(hand.engine);
  return pauseShownMs + limits.pauseRunOutMs[first]! + second * limits.pauseSecondBoardMs;
}
