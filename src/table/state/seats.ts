/** Small questions about who sits where, and chip movements between the table's accounts. */
import { applyRequest, type LifeRequest, verifyRequest } from '../../poker/life/requests.ts';
import type { LifeSeat, TableLife } from '../../poker/life/state.ts';
import { chipsIn } from './chips.ts';
import type { House } from './houseState.ts';
import { stacksMoved } from './ledger.ts';
import type { MemberState, Seat, TableHand, TableState } from './state.ts';

/** Author number of a seat's validator. */
export function validatorOf(state: TableState, seat: number): number | undefined {
  const i = state.validators.findIndex((v) => v.seat === seat);
  return i < 0 ? undefined : i;
}

export function seatRecord(state: TableState, seat: number): Seat | undefined {
  return state.seats.find((s) => s.seat === seat);
}

export function nicknameOf(state: TableState, seat: number): string | undefined {
  return seatRecord(state, seat)?.nickname;
}

export function lifeSeat(life: TableLife, seat: number): LifeSeat | undefined {
  return life.seats[seat] ?? undefined;
}

/** Leaving, or dealt into a tournament hand without being there: the hand is given up in its turn. */
export function givesUp(state: TableState, seat: number): boolean {
  const s = lifeSeat(state.life, seat);
  return s === undefined || s.pending.leave || state.hand?.plan.autoFold.includes(seat) === true;
}

/** Absent by its own will or the clock's: its decisions are taken at once. */
export function isAway(state: TableState, seat: number): boolean {
  const s = lifeSeat(state.life, seat);
  return s === undefined || s.status !== 'in' || s.pending.sitOut || s.pending.leave;
}

export function withSeat(state: TableState, seat: number, change: Partial<Seat>): TableState {
  return { ...state, seats: state.seats.map((s) => (s.seat === seat ? { ...s, ...change } : s)) };
}

export function withValidator(state: TableState, author: number, change: Partial<MemberState>): TableState {
  return { ...state, validators: state.validators.map((v, i) => (i === author ? { ...v, ...change } : v)) };
}

export function withHand(state: TableState, hand: TableHand, change: Partial<TableHand>): TableState {
  return { ...state, hand: { ...hand, ...change } };
}

export function withHouse(state: TableState, change: Partial<House>): TableState {
  return { ...state, house: { ...state.house, ...change } };
}

/** Chips added to (or, negative, taken from) a stack between hands. */
export function addChips(life: TableLife, seat: number, chips: number): TableLife {
  const s = lifeSeat(life, seat);
  if (s === undefined || chips === 0) return life;
  const stackChips = s.stackChips + chips;
  const status = stackChips === 0 && s.status !== 'expelled' ? 'busted' : s.status;
  return { ...life, seats: life.seats.map((x) => (x === s ? { ...s, stackChips, status } : x)) };
}

/** `life` with everybody's credits in its stack; those of seats that are empty stay for `settleAccounts`. */
export function payCredits(state: TableState, life: TableLife): TableState {
  return {
    ...state,
    life: state.seats.reduce((l, s) => awake(addChips(l, s.seat, s.creditChips), s.seat), life),
    seats: state.seats.map((s) =>
      s.creditChips === 0 || lifeSeat(life, s.seat) === undefined ? s : { ...s, creditChips: 0 },
    ),
  };
}

/** Who had nothing and was given something is in the game again. */
function awake(life: TableLife, seat: number): TableLife {
  const s = lifeSeat(life, seat);
  if (s?.status !== 'busted' || s.stackChips === 0) return life;
  return { ...life, seats: life.seats.map((x) => (x === s ? { ...s, status: 'in' as const } : x)) };
}

/** Grants a request if the rules allow it as things stand; otherwise the life as it was. */
export function request(life: TableLife, r: LifeRequest): TableLife {
  return verifyRequest(life, r) === undefined ? applyRequest(life, r) : life;
}

/**
 * Does what a seat (or the table) asks for, and remembers it while a hand is on: a redeal begins again from
 * the life before the hand and must not lose it.
 */
export function grant(state: TableState, r: LifeRequest): TableState {
  const life = request(state.life, r);
  if (life === state.life) return state;
  const { hand } = state;
  const counted = { ...stacksMoved(state, life, () => 0), life };
  if (hand === undefined || hand.phase === 'done') return counted;
  const same = (q: LifeRequest): boolean => q.seat === r.seat && q.kind === r.kind;
  const earlier = hand.requests.find(same);
  const whole =
    r.kind === 'topUp' && earlier?.kind === 'topUp' ? { ...r, chips: r.chips + earlier.chips } : r;
  const requests = [...hand.requests.filter((q) => !same(q)), whole];
  return { ...counted, hand: { ...hand, requests } };
}

/** Seats that have not been thrown out and have chips behind. */
export function survivors(state: TableState): number[] {
  return state.life.seats.flatMap((s) =>
    s !== null && s.status !== 'expelled' && s.stackChips > 0 ? [s.seat] : [],
  );
}

/**
 * All chips at the table: stacks, bonds, credits, and what lies in pots, also in those that are set aside. Less
 * `broughtChips` it never changes.
 * While a hand is on, the dealt-in seats count with what they brought to it.
 */
export function totalChips(state: TableState): number {
  const seats = state.seats.reduce(
    (sum, s) => sum + s.creditChips + s.bondChips + (lifeSeat(state.life, s.seat)?.stackChips ?? 0),
    0,
  );
  const dead = state.hand !== undefined && state.hand.phase !== 'done' ? state.hand.deadChips : 0;
  const aside = state.aside.reduce((sum, { hand }) => sum + chipsIn(hand), 0);
  return seats + state.carryChips + dead + aside;
}
