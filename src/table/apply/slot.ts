/** A committed slot begins: its time stamps or fires the deadline before any of its transactions. */
import { onSlot } from '../../consensus/deadline.ts';
import type { Verdict } from '../../mentalpoker/statement.ts';
import type { Sharing } from '../../mentalpoker/threshold/sharing.ts';
import type { Division } from '../../poker/division.ts';
import { planHand } from '../../poker/life/blinds.ts';
import { ESCROW_KEYS, escrowKeysAwaited } from '../deck/escrow.ts';
import { beforeFirstHand } from '../deck/nextDeck.ts';
import { awaited, presentOwing } from '../deck/turns.ts';
import { closeEpoch } from '../epoch/epoch.ts';
import { noteOutputs } from '../epoch/presence.ts';
import { noteDecision } from '../hand/decision.ts';
import { answerTwice, automaticBet, giveUpHand, nextStep } from '../hand/engine.ts';
import { drainRecords } from '../hand/records.ts';
import { suspend } from '../hand/suspend.ts';
import { withoutHalt } from '../hand/tournament.ts';
import { closedNow, tickClosed } from '../house/closing.ts';
import { tickAskings } from '../house/consent.ts';
import { isPaused, tickPause } from '../house/pause.ts';
import { sharingDue, tickKey } from '../key/generation.ts';
import { startHand } from '../play/begin.ts';
import { beginExit, divideNow, type NamedHeight, noteKnowing, tickExit } from '../play/exit.ts';
import { recordFailure } from '../play/faults.ts';
import { judgeNext } from '../play/prepareNext.ts';
import { redeal } from '../play/redeal.ts';
import { settle } from '../play/settle.ts';
import { emit } from '../state/events.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { withHand } from '../state/seats.ts';
import type { ArmedDeadline, ProofStep, TableHand, TableState } from '../state/state.ts';

interface SlotHeader {
  readonly height: number;
  readonly round: number;
  /** Fair time of the slot, milliseconds. */
  readonly timeMs: number;
  /** Authors of the blocks that it outputs, applied or not. */
  readonly authors: readonly number[];
  /** What these blocks say of their authors' tables; none in epochs by the first rules. */
  readonly named?: readonly NamedHeight[];
}

/**
 * To be called once for each committed slot, in order, before its transactions.
 * @param verdicts on `proofsToJudge(state)`, in their order
 * @param sharing what the dealings of `sharingDue(state)` come to, where there is one
 * @param division what `divide` makes of `divisionDue(state)`, where there is one
 */
export function beginSlot(
  state: TableState,
  slot: SlotHeader,
  verdicts: readonly Verdict[] = [],
  division?: Division,
  sharing?: Sharing | null,
): TableState {
  if (state.closed !== undefined) return tickClosed(anew(state), slot);
  const ran = withoutHalt(anew(state), state.deadline, state.timeMs, slot.timeMs);
  const here = tickAskings({ ...ran, height: slot.height, round: slot.round, timeMs: slot.timeMs }, slot);
  const keyed = tickKey(here, sharing, sharingDue(state) !== undefined);
  const judged = judgeNext(keyed, verdicts);
  const noted = noteOutputs(judged, slot.authors, state.round === 0);
  const known = noteKnowing(noted, slot.named ?? []);
  const divided = divideNow(known, division);
  // Whose turn it is may be somebody's who sits out as of now.
  const same = judged === keyed && noted.life === here.life && divided === known;
  const now = same ? divided : settle(divided);
  if (now.closed !== undefined) return now;
  // The last word may have been said, or the last who was asked may have gone, as an epoch ended.
  const closed = closedNow(now);
  if (closed !== undefined) return closed;
  // A lie stands on every screen for a slot before anything goes on.
  if (judged.hand !== here.hand || judged.life !== here.life) return now;
  if (isReady(now)) return settle(closeEpoch(now) ?? startHand({ ...now, deadline: undefined }));
  const armed = now.deadline;
  if (armed === undefined) return now;
  const { deadline, fired } = onSlot(armed.deadline, slot, rulesOf(now.config));
  if (!fired) return deadline === armed.deadline ? now : { ...now, deadline: { ...armed, deadline } };
  return settle(tick({ ...now, deadline: undefined }, armed));
}

/** Nothing is to be seen before the first hand: it begins as soon as everybody's escrow key is there. */
function isReady(state: TableState): boolean {
  if (!beforeFirstHand(state) || state.over || isPaused(state) || escrowKeysAwaited(state)) return false;
  return planHand(state.life, state.timeMs) !== undefined;
}

/** Whose proof failed in the slot before is heard again. */
function anew(state: TableState): TableState {
  return state.failedInSlot === undefined ? state : { ...state, failedInSlot: undefined };
}

/** The deadline has passed: silence is answered. */
function tick(state: TableState, armed: ArmedDeadline): TableState {
  const { hand } = state;
  const paused = tickPause(state, armed);
  if (paused !== undefined) return paused;
  const closed = closeEpoch(state);
  if (closed !== undefined) return closed;
  if (armed.key === ESCROW_KEYS) return startHand({ ...state, escrowKeysClosed: true });
  if (hand === undefined || hand.phase === 'done') return startHand(state);
  const decided = tickExit(state, armed);
  if (decided !== undefined) return decided;
  const waiting = awaited(state);
  if (waiting === undefined) return state;
  if (hand.phase !== 'play') return dropSilent(state, waiting.seats);
  if (waiting.what === 'action') {
    const seat = waiting.seats[0];
    const late = emit(noteDecision(state, seat, true, armed), 'timeout', { seat });
    return drainRecords(withHand(late, hand, { engine: automaticBet(hand.engine, seat) }));
  }
  if (waiting.what === 'shares') return lateStreet(state, hand);
  // Silence is no: it is run once.
  if (waiting.what === 'choice')
    return drainRecords(
      withHand(state, hand, { engine: answerTwice(hand.engine, waiting.seats[0]!, false) }),
    );
  // Not opening one's hand is giving it up: mucked in its turn, dead before a run-out.
  return waiting.seats.reduce(giveUpSilent, state);
}

const steps: Readonly<Record<string, ProofStep>> = { key: 'key', shuffle: 'shuffle', shares: 'shares' };

/** Whoever has not sent its shares of a later street is absent; if nobody is left to be so, escrow has failed. */
function lateStreet(state: TableState, hand: TableHand): TableState {
  const late = presentOwing(state, hand);
  if (late.length === 0) return beginExit(suspend(state));
  const told = tellSilent(state, late, 'shares');
  return withHand(told, told.hand!, { absent: [...hand.absent, ...late] });
}

function tellSilent(state: TableState, seats: readonly number[], step: ProofStep): TableState {
  return seats.reduce(
    (s, seat) =>
      recordFailure(s, s.hand!, { seat, step, reason: 'silent', nonce: undefined, statement: undefined }),
    state,
  );
}

function dropSilent(state: TableState, seats: readonly number[]): TableState {
  const step = steps[awaited(state)!.what]!;
  return redeal(tellSilent(state, seats, step), seats);
}

function giveUpSilent(state: TableState, seat: number): TableState {
  const hand = state.hand!;
  const step = nextStep(hand.engine);
  const stillDue =
    step.kind === 'open' ? step.seats.includes(seat) : step.kind === 'showdown' && step.seat === seat;
  if (!stillDue) return state;
  const late = emit(state, 'timeout', { seat });
  const mucked = [...hand.mucked, seat];
  const noted = rulesOf(state.config) === 1 ? { mucked } : { mucked, late: [...(hand.late ?? []), seat] };
  if (step.kind === 'showdown') return withHand(late, hand, noted);
  return drainRecords(withHand(late, hand, { ...noted, engine: giveUpHand(hand.engine, seat) }));
}
