/**
 * Who is dealt in, and where the button and the blinds go.
 *
 * Protocol, by the dead button rule (TDA 32; heads-up TDA 34-B; missed blinds: Robert's Rules, section 4): the
 * big blind moves one player on with every hand, and everything else follows from who paid it.
 * - Upon a new hand: the big blind goes to the next seat after the last big blind that can play. The small
 *   blind's place is where the big blind was; if nobody plays there, it is dead. The button lies where the
 *   small blind's place was, even before an empty chair.
 * - Upon two players: the one who does not owe the big blind has the button and the small blind. As the big
 *   blind moves on, nobody posts it twice running.
 * - Upon a blind passing somebody who is not dealt in: that blind is written down as owed.
 * - A player with a debt is dealt in on the big blind, which settles it, or posts: a missed big blind is
 *   live, a missed small blind dead. Posting is refused from the button up to the big blind, so that nobody
 *   buys a late seat with blinds that were never risked.
 * - Tournament: everybody with chips is dealt in and pays, present or not; there are no debts.
 * Debts stay with the player, also through leaving (requests.ts), so no blind can be dodged by going away.
 */

import type { Debt, HandPlan, LifeSeat, Post, TableLife } from './state.ts';
import { advanceClock, currentBlinds } from './tournament.ts';

export interface HandOptions {
  /**
   * Seats left out of this hand whatever their status, because their part in the deal is missing. They owe what
   * passes them.
   */
  readonly without?: readonly number[];
  /** A bomb pot: all but these seats ante straight to the flop; button and debts stay as they are. */
  readonly bombPot?: { readonly optOut: readonly number[] };
}

interface Places {
  readonly buttonSeat: number;
  readonly smallBlindPosition: number;
  readonly smallBlindSeat: number | null;
  readonly bigBlindSeat: number;
  readonly dealtIn: ReadonlySet<number>;
  /** Seats that pay their debt by posting. */
  readonly posting: readonly number[];
}

/** What the next hand would be, or undefined when fewer than two can play. */
export function planHand(life: TableLife, nowMs: number, options: HandOptions = {}): HandPlan | undefined {
  return beginHand(life, nowMs, options)?.plan;
}

/**
 * Starts the next hand: moves button and blinds, writes down missed ones, raises the level when it is due.
 * To deal a hand anew without a cheat, expel the seat from the life value of before and begin from that.
 * @returns undefined when fewer than two can play
 * @throws Error when a hand is already on
 */
export function beginHand(
  before: TableLife,
  nowMs: number,
  options: HandOptions = {},
): { readonly life: TableLife; readonly plan: HandPlan } | undefined {
  if (before.inHand !== null) throw new Error('a hand is already being played');
  if (before.tournament?.over) return undefined;
  const life = advanceClock(before, nowMs);
  const without = options.without ?? [];
  return options.bombPot !== undefined && life.tournament === null
    ? beginBombPot(life, [...options.bombPot.optOut, ...without])
    : beginOrdinary(life, without);
}

function beginOrdinary(
  life: TableLife,
  without: readonly number[],
): { life: TableLife; plan: HandPlan } | undefined {
  const places = placeBlinds(life, without);
  if (places === undefined) return undefined;
  const blinds = currentBlinds(life);
  const posts = places.posting.map((seat) => postOf(life, life.seats[seat]!, places.smallBlindSeat === seat));
  const plan: HandPlan = {
    hand: life.handsBegun + 1,
    buttonSeat: places.buttonSeat,
    deadButton: !places.dealtIn.has(places.buttonSeat),
    smallBlindSeat: places.smallBlindSeat,
    bigBlindSeat: places.bigBlindSeat,
    dealtIn: stacksOf(life, places.dealtIn),
    posts: posts.filter((p) => p.liveChips + p.deadChips > 0),
    ...blinds,
    bombPot: false,
    autoFold: life.seats.flatMap((s) =>
      s?.status === 'sitting-out' && places.dealtIn.has(s.seat) ? [s.seat] : [],
    ),
  };
  const seats = life.seats.map((s) => s && { ...s, debt: debtAfter(life, places, s) });
  return {
    plan,
    life: {
      ...life,
      seats,
      handsBegun: plan.hand,
      buttonSeat: places.buttonSeat,
      smallBlindPosition: places.smallBlindPosition,
      bigBlindSeat: places.bigBlindSeat,
      inHand: plan,
    },
  };
}

function beginBombPot(
  life: TableLife,
  optOut: readonly number[],
): { life: TableLife; plan: HandPlan } | undefined {
  const dealt = new Set(seatsWhere(life, (s) => inRotation(life, s) && !optOut.includes(s.seat)));
  if (dealt.size < 2) return undefined;
  const plan: HandPlan = {
    hand: life.handsBegun + 1,
    buttonSeat: life.buttonSeat,
    deadButton: !dealt.has(life.buttonSeat),
    smallBlindSeat: null,
    bigBlindSeat: life.bigBlindSeat ?? life.buttonSeat,
    dealtIn: stacksOf(life, dealt),
    posts: [],
    ...currentBlinds(life),
    bombPot: true,
    autoFold: [],
  };
  return { plan, life: { ...life, handsBegun: plan.hand, inHand: plan } };
}

function placeBlinds(life: TableLife, without: readonly number[]): Places | undefined {
  const able = seatsWhere(life, (s) => canPlay(life, s) && !without.includes(s.seat));
  if (able.length < 2) return undefined;
  if (life.bigBlindSeat === null || life.smallBlindPosition === null) return firstPlaces(life, able);
  const lastBig = life.bigBlindSeat;
  const bigBlindSeat = nextOf(life, lastBig, able);
  const rotation = able.filter((seat) => seat === bigBlindSeat || inRotation(life, life.seats[seat]!));
  if (rotation.length < 2) return restartPlaces(life, able, bigBlindSeat);
  if (rotation.length === 2) {
    const other = rotation.find((seat) => seat !== bigBlindSeat)!;
    return headsUp(other, bigBlindSeat, []);
  }
  // Between the last small and the last big blind nobody was dealt in, so the last small blind's place lies
  // behind the last big blind also now; the other case is for states that no play leads to.
  const behind = isBetween(life, bigBlindSeat, life.smallBlindPosition, lastBig);
  const buttonSeat = behind ? life.smallBlindPosition : previousOf(life, lastBig, rotation);
  const posting = able.filter(
    (seat) =>
      !rotation.includes(seat) &&
      life.seats[seat]!.comeBack === 'post' &&
      isBetween(life, bigBlindSeat, seat, buttonSeat),
  );
  return {
    buttonSeat,
    smallBlindPosition: lastBig,
    smallBlindSeat: rotation.includes(lastBig) ? lastBig : null,
    bigBlindSeat,
    dealtIn: new Set([...rotation, ...posting]),
    posting,
  };
}

function headsUp(smallBlindSeat: number, bigBlindSeat: number, posting: readonly number[]): Places {
  return {
    buttonSeat: smallBlindSeat,
    smallBlindPosition: smallBlindSeat,
    smallBlindSeat,
    bigBlindSeat,
    dealtIn: new Set([smallBlindSeat, bigBlindSeat]),
    posting,
  };
}

function firstPlaces(life: TableLife, able: readonly number[]): Places {
  const buttonSeat = able.includes(life.buttonSeat) ? life.buttonSeat : nextOf(life, life.buttonSeat, able);
  const first = nextOf(life, buttonSeat, able);
  if (able.length === 2) return headsUp(buttonSeat, first, []);
  return {
    buttonSeat,
    smallBlindPosition: first,
    smallBlindSeat: first,
    bigBlindSeat: nextOf(life, first, able),
    dealtIn: new Set(able),
    posting: [],
  };
}

/**
 * The game had come to a stop: nobody but perhaps one was still in rotation. All come in; debts are paid, the big
 * blind's by the big blind.
 */
function restartPlaces(life: TableLife, able: readonly number[], bigBlindSeat: number): Places {
  const smallBlindSeat = previousOf(life, bigBlindSeat, able);
  const posting = able.filter((seat) => seat !== bigBlindSeat && life.seats[seat]!.debt !== 'none');
  if (able.length === 2) return headsUp(smallBlindSeat, bigBlindSeat, posting);
  return {
    buttonSeat: previousOf(life, smallBlindSeat, able),
    smallBlindPosition: smallBlindSeat,
    smallBlindSeat,
    bigBlindSeat,
    dealtIn: new Set(able),
    posting,
  };
}

/** On the small blind only the dead part is taken: the live one would be a second blind. It stays owed. */
function postOf(life: TableLife, s: LifeSeat, onSmallBlind: boolean): Post {
  const { smallBlindChips, bigBlindChips, ante } = currentBlinds(life);
  const owesBig = s.debt === 'new' || s.debt === 'big' || s.debt === 'both';
  const owesSmall = s.debt === 'small' || s.debt === 'both';
  const behind = Math.max(0, s.stackChips - (ante.kind === 'each' ? ante.chips : 0));
  const liveChips = owesBig && !onSmallBlind ? Math.min(behind, bigBlindChips) : 0;
  const room = behind - liveChips - (onSmallBlind ? smallBlindChips : 0);
  return { seat: s.seat, liveChips, deadChips: owesSmall ? Math.max(0, Math.min(room, smallBlindChips)) : 0 };
}

function debtAfter(life: TableLife, places: Places, s: LifeSeat): Debt {
  if (life.tournament !== null) return 'none';
  if (places.dealtIn.has(s.seat)) {
    const stillOwesBig = places.smallBlindSeat === s.seat && (s.debt === 'big' || s.debt === 'both');
    return stillOwesBig ? 'big' : 'none';
  }
  if (s.debt === 'new') return 'new';
  const fromBig = life.bigBlindSeat ?? places.buttonSeat;
  const fromSmall = life.smallBlindPosition ?? places.buttonSeat;
  // The small blind was the last big blind's to pay, also where heads-up the other one pays it instead.
  const toSmall = life.bigBlindSeat ?? places.smallBlindPosition;
  const missedBig = isBetween(life, fromBig, s.seat, places.bigBlindSeat);
  const missedSmall =
    isBetween(life, fromSmall, s.seat, toSmall) || (s.seat === toSmall && s.seat !== fromSmall);
  const big = missedBig || s.debt === 'big' || s.debt === 'both';
  const small = missedSmall || s.debt === 'small' || s.debt === 'both';
  return big ? (small ? 'both' : 'big') : small ? 'small' : 'none';
}

/**
 * The seat that may straddle for twice the big blind, or undefined. Under the gun, or the button as long as
 * it is a player other than the blinds; with three or more dealt in, a stack that covers the straddle, and
 * no missed blind being posted.
 */
export function straddleSeat(plan: HandPlan, kind: 'utg' | 'button'): number | undefined {
  if (plan.bombPot || plan.dealtIn.length < 3) return undefined;
  const order = plan.dealtIn.map((d) => d.seat);
  const seat = kind === 'button' ? plan.buttonSeat : (order.find((s) => s > plan.bigBlindSeat) ?? order[0]!);
  if (seat === plan.smallBlindSeat || seat === plan.bigBlindSeat) return undefined;
  const dealt = plan.dealtIn.find((d) => d.seat === seat);
  const anteChips = plan.ante.kind === 'each' ? plan.ante.chips : 0;
  if (dealt === undefined || dealt.stackChips < 2 * plan.bigBlindChips + anteChips) return undefined;
  return plan.posts.some((p) => p.seat === seat) || plan.autoFold.includes(seat) ? undefined : seat;
}

function canPlay(life: TableLife, s: LifeSeat): boolean {
  if (s.stackChips === 0) return false;
  return s.status === 'in' || (life.tournament !== null && s.status === 'sitting-out');
}

function inRotation(life: TableLife, s: LifeSeat): boolean {
  return canPlay(life, s) && s.debt === 'none';
}

function seatsWhere(life: TableLife, test: (s: LifeSeat) => boolean): number[] {
  return life.seats.flatMap((s) => (s !== null && test(s) ? [s.seat] : []));
}

function stacksOf(life: TableLife, dealtIn: ReadonlySet<number>): { seat: number; stackChips: number }[] {
  return life.seats.flatMap((s) =>
    s !== null && dealtIn.has(s.seat) ? [{ seat: s.seat, stackChips: s.stackChips }] : [],
  );
}

/** Steps clockwise from one seat to another, 1..seats. */
function distance(life: TableLife, from: number, to: number): number {
  return ((to - from - 1 + life.rules.seats) % life.rules.seats) + 1;
}

/** Is `seat` met strictly before `to`, going clockwise from `from`? Never when `from` is `to`. */
function isBetween(life: TableLife, from: number, seat: number, to: number): boolean {
  return from !== to && seat !== from && distance(life, from, seat) < distance(life, from, to);
}

/** First of `seats` clockwise after `from`. */
function nextOf(life: TableLife, from: number, seats: readonly number[]): number {
  return seats.reduce((best, seat) =>
    distance(life, from, seat) < distance(life, from, best) ? seat : best,
  );
}

/** First of `seats` counter-clockwise before `from`. */
function previousOf(life: TableLife, from: number, seats: readonly number[]): number {
  return seats.reduce((best, seat) =>
    distance(life, seat, from) < distance(life, best, from) ? seat : best,
  );
}
