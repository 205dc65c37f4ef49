/**
 * The way out of a hand that waits for shares nobody else can make. Nobody gains by keeping a street from the others.
 *
 * Upon shares missing their deadline where escrow cannot make them: the hand is suspended (settle.ts). It goes on
 *   whenever the shares come, until it is decided.
 * Upon `withheldMs` more: a countdown of `exitMs` of table time begins, which every screen shows.
 * Upon its end, of those who still owe and whose turn it is:
 *   *refusing* is of whom blocks were output, at the beginning of the countdown and at its end, that name a settled
 *   height at or above the slot in which the deadline passed: it knows what it owes. So is who sent false shares.
 *   Its hand is dead, and it pays security;
 *   *absent* is who else does not send them. Where the others are enough without it, its hand is dead, too, but only
 *   after `absentMs`, `absentRounds` and `absentExitMs` more, and nothing else is taken from it. With two or three
 *   validators the log cannot tell a slow one from a silent one, and nothing is decided without it;
 *   otherwise the countdown begins anew.
 * Upon one live hand being left: it has won. Upon none: everybody has back what it put in. Upon several: betting is
 *   over, each tables its hand (who does not is dead), and the pots are divided by what each would win on average.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { divisionOf } from '../../poker/divided.ts';
import type { Division, DivisionRequest } from '../../poker/division.ts';
import { playerAt } from '../../poker/hand.ts';
import { dueCards } from '../deck/owed.ts';
import { absentOwing } from '../deck/turns.ts';
import { dividePots, killHand, stopDealing } from '../hand/engine.ts';
import { drainRecords } from '../hand/records.ts';
import { resumed } from '../hand/suspend.ts';
import { emit } from '../state/events.ts';
import { limits } from '../state/limits.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { validatorOf, withHand } from '../state/seats.ts';
import type { ArmedDeadline, Exit, TableHand, TableState } from '../state/state.ts';
import { voidHand } from './end.ts';

/** Up to so many validators nothing is committed without each of them. */
const NEEDS_ALL = 3;

/** What a block that was output says of its author's table. */
export interface NamedHeight {
  readonly author: number;
  /** The settled height that it names. */
  readonly height: number;
  /** Its own time. */
  readonly timeMs: number;
}

/** Prefixes of the keys of its two deadlines. */
const WITHHELD = 'withheld';
export const EXIT = 'exit';

/** The hand stands still from now on: `suspend` by the rules that know a way out. */
export function beginExit(state: TableState): TableState {
  const { hand } = state;
  if (hand === undefined || rulesOf(state.config) === 1 || hand.exit !== undefined) return state;
  const { height, timeMs, round } = state;
  return withHand(state, hand, { exit: { stage: 'suspended', height, timeMs, round, count: 0, known: {} } });
}

/** Somebody who was waited for has sent its shares, and it is another's turn: its time is its own. */
export function goesOn(state: TableState, hand: TableHand): TableState {
  if (!hand.suspended || rulesOf(state.config) === 1) return state;
  return withHand(resumed(state), hand, { suspended: false, exit: undefined });
}

/** Key and duration of the deadline that a suspended hand calls for; undefined where only its shares help. */
export function exitDeadline(hand: TableHand, id: string): { key: string; totalMs: number } | undefined {
  const { exit } = hand;
  if (exit === undefined) return undefined;
  const street = `${id}.${dueCards(hand)[0]!.position}`;
  return exit.stage === 'suspended'
    ? { key: `${WITHHELD}.${street}`, totalMs: limits.withheldMs }
    : { key: `${EXIT}.${street}.${exit.count}`, totalMs: limits.exitMs };
}

/** To be called for every slot, before its deadline: who shows by its blocks that it knows what it owes. */
export function noteKnowing(state: TableState, named: readonly NamedHeight[]): TableState {
  const { hand } = state;
  const exit = hand?.exit;
  if (hand === undefined || exit?.stage !== 'countdown' || !hand.suspended) return state;
  let { known } = exit;
  for (const seat of absentOwing(state, hand)) {
    const author = validatorOf(state, seat);
    // Block times of one author never fall, and none is below the median of its parents.
    const timesMs = named.filter((n) => n.author === author && n.height >= exit.height).map((n) => n.timeMs);
    if (timesMs.length === 0) continue;
    const before = known[seat];
    const firstMs = before?.firstMs ?? Math.min(...timesMs);
    known = { ...known, [seat]: { firstMs, lastMs: Math.max(before?.lastMs ?? 0, ...timesMs) } };
  }
  return known === exit.known ? state : withHand(state, hand, { exit: { ...exit, known } });
}

/** The deadline of a suspended hand has passed; undefined if it was another. */
export function tickExit(state: TableState, armed: ArmedDeadline): TableState | undefined {
  const { hand } = state;
  const exit = hand?.exit;
  if (hand === undefined || exit === undefined || !hand.suspended) return undefined;
  if (armed.key.startsWith(`${WITHHELD}.`)) {
    const told = absentOwing(state, hand).reduce((s, seat) => emit(s, 'withheld', { seat }), state);
    return withHand(told, hand, { exit: { ...exit, stage: 'countdown' } });
  }
  if (!armed.key.startsWith(`${EXIT}.`)) return undefined;
  const owing = absentOwing(state, hand);
  const refusing = owing.filter((seat) => isRefusing(state, hand, exit, seat));
  const gone = isGivenUp(state, exit) ? owing : refusing;
  if (gone.length === 0) return withHand(state, hand, { exit: { ...exit, count: exit.count + 1 } });
  return leaveBehind(state, hand, { ...exit, refusers: refusing }, gone);
}

function isRefusing(state: TableState, hand: TableHand, exit: Exit, seat: number): boolean {
  const lied = hand.faults.some(
    (f) => f.seat === seat && f.hand === hand.hand && f.step === 'shares' && f.reason !== 'silent',
  );
  if (lied) return true;
  const known = exit.known[seat];
  if (known === undefined) return false;
  const toTheEnd = state.timeMs - known.lastMs <= limits.exitTailMs;
  return toTheEnd && known.lastMs - known.firstMs >= limits.exitMs - limits.exitTailMs;
}

/** The others can decide without whoever is missing, and have waited long enough. */
function isGivenUp(state: TableState, exit: Exit): boolean {
  if (state.validators.length <= NEEDS_ALL) return false;
  const waitedMs = state.timeMs - exit.timeMs;
  return waitedMs >= limits.absentMs + limits.absentExitMs && state.round - exit.round >= limits.absentRounds;
}

/** These hands are dead; what is left is won, given back or divided. */
function leaveBehind(state: TableState, hand: TableHand, exit: Exit, gone: readonly number[]): TableState {
  const live = hand.dealtIn.filter((seat) => playerAt(hand.engine, seat)?.status === 'live');
  const closed = withHand(resumed(state), hand, { exit: { ...exit, stage: 'closed' }, suspended: false });
  if (live.every((seat) => gone.includes(seat))) return voidHand(closed, 'withheld');
  const engine = gone.reduce(killHand, hand.engine);
  // With one hand left it is over, and there is nothing to stop.
  const stopped = engine.phase === 'over' ? engine : stopDealing(engine);
  return drainRecords(withHand(closed, closed.hand!, { engine: stopped }));
}

/** What workers compute before the next slot; undefined unless a hand waits for its division. */
export function divisionDue(state: TableState): DivisionRequest | undefined {
  const { hand } = state;
  if (hand?.phase !== 'play' || hand.engine.phase !== 'divide') return undefined;
  return divisionOf(hand.engine, seedOf(hand));
}

const tag = new TextEncoder().encode('dealerless/division/v1\0');

/** The deck nobody could choose, and the positions nobody will see. */
function seedOf({ deck, engine }: TableHand): Uint8Array {
  const size = engine.setup.seats.length;
  const positions = Uint8Array.of(
    size,
    engine.dealt,
    engine.street,
    engine.board.length,
    engine.secondBoard.length,
  );
  return sha256(Uint8Array.from([...tag, ...(deck.deckDigest ?? []), ...positions]));
}

/** @throws Error without the division: the caller's bug */
export function divideNow(state: TableState, division: Division | undefined): TableState {
  if (divisionDue(state) === undefined) return state;
  if (division === undefined) throw new Error('missing fact: the division of a pot');
  const hand = state.hand!;
  return drainRecords(withHand(state, hand, { engine: dividePots(hand.engine, division) }));
}
