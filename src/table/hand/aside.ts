/**
 * Hands set aside: a table of at most three that misses one goes on without it (docs/PROTOCOL.md, Adjournment).
 *
 * Upon adjournment: the hand that is on is kept exactly as it is, with its deck. What its players have put in lies
 *   with it; what they have behind stays in their stacks, and they answer for it. The missing one is not dealt in.
 * Upon a hand to be begun, once all who were dealt into one that is set aside are validators again: that one goes on
 *   instead. Who has more in front by now keeps the surplus out of it until it is over; who has less has bought in
 *   for the difference, or losing chips to a friend would be a way to see a hand for free.
 * Upon the word of everybody who has put something in or holds cards: the hand is void, and everybody has back what
 *   it put in. Nobody else, and nothing else, can take a pot out of the hand.
 *
 * Whoever was dealt in keeps its seat until then: its key is needed for the deck.
 */

import { equalBytes } from '../../codec/decode.ts';
import { playerAt } from '../../poker/hand.ts';
import { type LifeRequest, topUp } from '../../poker/life/requests.ts';
import { type LifeSeat, NOTHING_PENDING, type TableLife } from '../../poker/life/state.ts';
import type { AdjournRefusal, TableRefusal } from '../refusal.ts';
import { chipsIn, committedChips } from '../state/chips.ts';
import { emit } from '../state/events.ts';
import { moved } from '../state/ledger.ts';
import { limits } from '../state/limits.ts';
import { encodePlain } from '../state/root.ts';
import { addChips, grant, lifeSeat, payCredits, validatorOf, withSeat } from '../state/seats.ts';
import type { AsideHand, TableHand, TableState } from '../state/state.ts';

/** May the members other than `missing` (an author number) go on without it? */
export function judgeAdjournment(state: TableState, missing: number): AdjournRefusal | undefined {
  const { validators, life } = state;
  if (validators[missing] === undefined) return 'unknown-author';
  if (validators.length > limits.adjournValidators) return 'not-needed';
  // Chips that are lost in the meantime can be bought again only here.
  if (life.tournament !== null) return 'tournament';
  const players = validators.filter((v, author) => author !== missing && v.seat !== undefined);
  if (players.length < 2) return 'nobody-left';
  return isOn(state.hand) && state.aside.length >= limits.asideHands ? 'too-many-aside' : undefined;
}

function isOn(hand: TableHand | undefined): hand is TableHand {
  return hand !== undefined && hand.phase !== 'done';
}

/** Does this seat belong to a hand that is set aside? Then it stays. */
export function isTied(state: TableState, seat: number): boolean {
  return state.aside.some(({ hand }) => hand.dealtIn.includes(seat));
}

/** The state without the hand that is on, which is kept; the seat of the missing one sits out. */
export function setAside(state: TableState, missing: number): TableState {
  const { hand } = state;
  const gone = state.validators[missing]?.seat;
  const sitOut = (s: TableState): TableState => {
    const out = gone === undefined ? s : grant(s, { kind: 'sitOut', seat: gone });
    return out === s || gone === undefined ? out : emit(out, 'sit-out', { seat: gone, text: 'absent' });
  };
  const bare = { ...state, hand: undefined, nextDeck: undefined, deadline: undefined };
  if (!isOn(hand)) return sitOut(bare);
  const wasIn = (seat: number): boolean => lifeSeat(state.life, seat)?.status === 'in';
  const entry: AsideHand = {
    hand: { ...withHolders(state, hand), requests: [] },
    sentOut: gone !== undefined && hand.dealtIn.includes(gone) && wasIn(gone) ? [gone] : [],
    leaving: hand.dealtIn.filter((seat) => lifeSeat(state.life, seat)?.pending.leave === true),
    agreed: hand.resumed?.agreed ?? [],
  };
  const idle: TableLife = { ...state.life, inHand: null };
  const life = hand.dealtIn.reduce((l, seat) => takenOut(l, hand, seat), idle);
  const counted = { ...toppedUp(bare, hand), life };
  const told = emit({ ...payCredits(counted, life), aside: [...state.aside, entry] }, 'set-aside', {
    chips: chipsIn(hand),
    text: String(hand.hand),
  });
  return sitOut(told);
}

/** The hand as it is set aside in the epoch in which it began; one that was set aside before stays as it is. */
function withHolders({ validators }: TableState, hand: TableHand): TableHand {
  const { escrow } = hand;
  if (escrow === undefined || escrow.holders !== undefined) return hand;
  const holders = validators.map(({ key, seat }) => ({ key, seat: seat ?? null }));
  return { ...hand, escrow: { ...escrow, holders } };
}

/** The seat between hands, less what it has put in; what it asked for meanwhile is done, but for leaving. */
function takenOut(life: TableLife, hand: TableHand, seat: number): TableLife {
  const s = lifeSeat(life, seat);
  if (s === undefined) return life;
  const { pending } = s;
  const rest: LifeSeat = { ...s, pending: NOTHING_PENDING };
  const left = addChips(replaced(life, rest), seat, -committedChips(hand.engine, seat));
  const filled =
    pending.topUpChips === 0 ? left : replaced(left, topUp(lifeSeat(left, seat)!, pending.topUpChips));
  const now = lifeSeat(filled, seat)!;
  return pending.sitOut && now.status === 'in' ? replaced(filled, { ...now, status: 'sitting-out' }) : filled;
}

function toppedUp(state: TableState, hand: TableHand): TableState {
  return hand.dealtIn.reduce((counted, seat) => {
    const s = lifeSeat(state.life, seat);
    return s === undefined ? counted : moved(counted, s.player, s.pending.topUpChips, seat);
  }, state);
}

function replaced(life: TableLife, s: LifeSeat): TableLife {
  return { ...life, seats: life.seats.map((x, i) => (i === s.seat ? s : x)) };
}

/** The first hand set aside whose players are all here. */
export function resumable(state: TableState): AsideHand | undefined {
  return state.aside.find(({ hand }) =>
    hand.dealtIn.every((seat) => {
      const author = validatorOf(state, seat);
      const here = author !== undefined && state.validators[author]?.expelled === false;
      return here && lifeSeat(state.life, seat) !== undefined;
    }),
  );
}

/** No hand is on: goes on with one that was set aside, if its players are here. */
export function resumeAside(state: TableState): TableState | undefined {
  const entry = resumable(state);
  if (entry === undefined) return undefined;
  const { hand, leaving, sentOut, agreed } = entry;
  const { handsBegun, buttonSeat, smallBlindPosition, bigBlindSeat } = state.life;
  let next: TableState = { ...state, aside: state.aside.filter((a) => a !== entry) };
  for (const dealt of hand.plan.dealtIn) next = broughtBack(next, entry, dealt);
  const back = next.life.seats.map((s) =>
    s !== null && sentOut.includes(s.seat) && s.status === 'sitting-out'
      ? { ...s, status: 'in' as const }
      : s,
  );
  const life = { ...next.life, seats: back };
  const requests = leaving.map((seat): LifeRequest => ({ kind: 'standUp', seat }));
  const { lifeBefore } = hand;
  const now: TableState = {
    ...next,
    life: {
      ...life,
      inHand: hand.plan,
      seats: life.seats.map((s) =>
        s !== null && leaving.includes(s.seat) ? { ...s, pending: { ...s.pending, leave: true } } : s,
      ),
    },
    hand: {
      ...hand,
      requests,
      // A redeal deals this very hand again, from the places it had; afterwards the table goes on from where it is.
      lifeBefore: {
        ...life,
        handsBegun: hand.hand - 1,
        buttonSeat: lifeBefore.buttonSeat,
        smallBlindPosition: lifeBefore.smallBlindPosition,
        bigBlindSeat: lifeBefore.bigBlindSeat,
      },
      resumed: { places: { handsBegun, buttonSeat, smallBlindPosition, bigBlindSeat }, agreed },
    },
  };
  return emit(now, 'resumed', { chips: chipsIn(hand), text: String(hand.hand) });
}

/** The seat with the stack that the hand knows; what it has besides waits, what it lacks is bought. */
function broughtBack(
  state: TableState,
  { hand }: AsideHand,
  { seat, stackChips }: { readonly seat: number; readonly stackChips: number },
): TableState {
  const s = lifeSeat(state.life, seat);
  if (s === undefined) throw new Error(`seat ${seat} is gone, and its hand is not`);
  const behind = stackChips - committedChips(hand.engine, seat);
  const surplus = s.stackChips - behind;
  const status = s.status === 'busted' ? 'in' : s.status;
  const seated = { ...state, life: replaced(state.life, { ...s, stackChips, status }) };
  if (surplus === 0) return seated;
  if (surplus < 0) return emit(moved(seated, s.player, -surplus, seat), 'top-up', { seat, chips: -surplus });
  const credit = state.seats.find((r) => r.seat === seat)?.creditChips ?? 0;
  return withSeat(seated, seat, { creditChips: credit + surplus });
}

/** Seats without whose word a hand is not void: who has put something in, and who holds cards that may win. */
export function playersIn(hand: TableHand): number[] {
  return hand.dealtIn.filter(
    (seat) => committedChips(hand.engine, seat) > 0 || playerAt(hand.engine, seat)?.status === 'live',
  );
}

/** Has one that was away all it left behind: its chips, and the hands that it is in as they were? */
export function isKept(before: TableState, now: TableState, seat: number): boolean {
  const player = lifeSeat(before.life, seat)?.player;
  if (player === undefined) return true;
  if (lifeSeat(now.life, seat)?.player !== player || chipsOf(now, seat) < chipsOf(before, seat)) return false;
  const same = (a: TableHand, b: TableHand): boolean => equalBytes(bytesOf(a), bytesOf(b));
  return before.aside
    .filter(({ hand }) => playersIn(hand).includes(seat))
    .every(({ hand }) => now.aside.some((a) => a.hand.hand === hand.hand && same(a.hand, hand)));
}

const NOTHING_SKIPPED: ReadonlySet<string> = new Set();
const bytesOf = (hand: TableHand): Uint8Array => encodePlain(hand, NOTHING_SKIPPED);

function chipsOf(state: TableState, seat: number): number {
  const record = state.seats.find((s) => s.seat === seat);
  const stackChips = lifeSeat(state.life, seat)?.stackChips ?? 0;
  return stackChips + (record?.bondChips ?? 0) + (record?.creditChips ?? 0);
}

/** Hands that became void in a slot while they were set aside: the state before it, and after. */
export function voidedAside(before: TableState, after: TableState): number[] {
  const waits = new Set([...after.aside.map((a) => a.hand.hand), after.hand?.hand]);
  return before.aside.map((a) => a.hand.hand).filter((number) => !waits.has(number));
}

interface Voidable {
  readonly hand: TableHand;
  readonly agreed: readonly number[];
}

/** Hands that are set aside, and the one that was and is on. */
export function unfinished(state: TableState): readonly Voidable[] {
  const { hand } = state;
  const on = isOn(hand) && hand.resumed !== undefined ? [{ hand, agreed: hand.resumed.agreed }] : [];
  return [...state.aside, ...on];
}

function voidable(state: TableState, number: number): Voidable | undefined {
  return unfinished(state).find((v) => v.hand.hand === number);
}

/** A seat's word that a hand be void. */
export function judgeVoid(state: TableState, seat: number, number: number): TableRefusal | undefined {
  const found = voidable(state, number);
  if (found === undefined) return 'no-hand';
  if (!playersIn(found.hand).includes(seat)) return 'not-in-hand';
  return found.agreed.includes(seat) ? 'already-given' : undefined;
}

/**
 * A word that `judgeVoid` lets pass.
 * @returns the state, and whether the hand that is on is void now: then its chips are the caller's business
 */
export function agreeToVoid(
  state: TableState,
  seat: number,
  number: number,
): { readonly state: TableState; readonly voidsRunning: boolean } {
  const found = voidable(state, number)!;
  const agreed = [...found.agreed, seat].sort((a, b) => a - b);
  const all = playersIn(found.hand).every((s) => agreed.includes(s));
  const entry = state.aside.find((a) => a.hand === found.hand);
  if (entry === undefined) {
    const { hand } = state;
    const resumed = { ...hand!.resumed!, agreed };
    return { state: { ...state, hand: { ...hand!, resumed } }, voidsRunning: all };
  }
  if (all) return { state: givenBack(state, entry), voidsRunning: false };
  const aside = state.aside.map((a) => (a === entry ? { ...a, agreed } : a));
  return { state: { ...state, aside }, voidsRunning: false };
}

/** Everybody has back what it put in; what came from nobody opens the next pot. */
function givenBack(state: TableState, entry: AsideHand): TableState {
  const { hand, leaving } = entry;
  // Where another hand is on, stacks are as it began: what comes now waits for its end like a bond's share.
  const back = hand.dealtIn.reduce((s, seat) => {
    const credit = s.seats.find((r) => r.seat === seat)?.creditChips ?? 0;
    return withSeat(s, seat, { creditChips: credit + committedChips(hand.engine, seat) });
  }, state);
  const rest = {
    ...back,
    aside: state.aside.filter((a) => a !== entry),
    carryChips: state.carryChips + hand.deadChips,
  };
  const paid = isOn(state.hand) ? rest : payCredits(rest, rest.life);
  const told = emit(paid, 'voided', { chips: chipsIn(hand), text: String(hand.hand) });
  return leaving.reduce((s, seat) => grant(s, { kind: 'standUp', seat }), told);
}
