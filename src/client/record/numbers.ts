/**
 * A session: what the numbers page shows of one table, gathered from the states of a replayed log in their order.
 * Pure; reading the log is history.ts's business.
 *
 * Whatever reaches or leaves an account between two states and is not one of its player's top-ups, rebuys, sittings
 * down or leavings is a result of play: pots, penalties, shares of a lost bond. So the results of all players and a
 * pot carried over sum to zero.
 */
import { GAMES, STRUCTURES } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { committedChips } from '../../table/state/chips.ts';
import type { TableHand, TableState } from '../../table/state/state.ts';
import { securityMoved } from '../../table/view/securityView.ts';
import type { LedgerRow, MissedView, SessionView, WithheldView } from '../contract/record.ts';
import { moneyOf } from '../create/moneyOf.ts';
import { addHighlights, type Highlights, noHighlights } from './highlights.ts';
import { settleUp } from './ledger.ts';
import { isMissed, missedFlows } from './missed.ts';
import { addHand, type StatsBook } from './stats.ts';
import { type Beyond, openHands } from './unfinished.ts';

interface Account {
  readonly nickname: string;
  readonly seat: number | undefined;
  readonly broughtChips: number;
  readonly takenChips: number;
}

/** Everything read so far. */
export interface SessionBook {
  readonly last: TableState;
  /** Who sits at a seat, or sat there last: a bond stays there until its player has nothing left to answer for. */
  readonly sitters: ReadonlyMap<number, string>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly stats: StatsBook;
  readonly highlights: Highlights;
  readonly points: readonly { readonly hand: number; readonly held: ReadonlyMap<string, number> }[];
  readonly withheld: readonly WithheldView[];
  readonly missed: readonly MissedView[];
  /** The last hand that this device was too late for; undefined where it knows how the evening began. */
  readonly since: number | undefined;
  /** Height at which the last finished hand was over. */
  readonly agreedHeight: number;
  /** The last hand that is accounted for. */
  readonly hand: number;
  /** Accounts as of the last moment at which no hand was on. */
  readonly settled: Settled;
}

interface Settled {
  readonly held: ReadonlyMap<string, number>;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly carryChips: number;
}

/** From the state of the genesis. */
export function openBook(start: TableState): SessionBook {
  const sitters = sittersOf(start, new Map());
  const held = holdings(start, sitters);
  const accounts = new Map(
    [...held].map(([player, chips]) => [
      player,
      { ...nameAndSeat(start, player), broughtChips: chips, takenChips: 0 },
    ]),
  );
  return {
    last: start,
    sitters,
    accounts,
    stats: new Map(),
    highlights: noHighlights,
    points: [{ hand: 0, held }],
    withheld: [],
    missed: [],
    since: undefined,
    agreedHeight: start.height,
    hand: 0,
    settled: { held, accounts, carryChips: start.carryChips },
  };
}

/** The next state of the log. */
export function readState(book: SessionBook, next: TableState): SessionBook {
  if (isMissed(book.last, next)) return readAfterMissed(book, next);
  const { hand } = next;
  // One that was set aside has a lower number than those before it.
  const finished = hand?.outcome !== undefined && hand.hand !== book.hand ? hand : undefined;
  const sitters = sittersOf(next, book.sitters);
  const before = holdings(book.last, book.sitters);
  const held = holdings(next, sitters);
  const accounts = moveChips(book, next, finished, before, held);
  const between = hand === undefined || hand.phase === 'done';
  const read = {
    ...book,
    last: next,
    sitters,
    accounts,
    settled: between ? { held, accounts, carryChips: next.carryChips } : book.settled,
  };
  if (finished === undefined) return read;
  const seats = finished.dealtIn.flatMap((seat) => {
    const player = finished.lifeBefore.seats[seat]?.player;
    return player === undefined ? [] : [{ seat, player }];
  });
  const moved = securityMoved(book.last, finished).map(({ seat, chips }) => {
    const player = finished.lifeBefore.seats[seat]?.player ?? '';
    return { player, nickname: accounts.get(player)?.nickname ?? '', chips };
  });
  // A hand that nobody played out, or that was declared void, says nothing about anybody's play.
  const counts = finished.outcome?.voidReason === undefined;
  return {
    ...read,
    hand: finished.hand,
    stats: counts ? addHand(book.stats, { seats, records: finished.engine.records }) : book.stats,
    highlights: counts
      ? addHighlights(book.highlights, finished, (seat) => nameAt(accounts, finished, seat))
      : book.highlights,
    points: [...book.points, { hand: finished.hand, held }],
    agreedHeight: next.height,
    withheld: moved.length === 0 ? book.withheld : [...book.withheld, { hand: finished.hand, moved }],
  };
}

/** The first state that this device has again. */
function readAfterMissed(book: SessionBook, next: TableState): SessionBook {
  const sitters = sittersOf(next, book.sitters);
  const [before, held] = [holdings(book.last, book.sitters), holdings(next, sitters)];
  const { flows, known } = missedFlows(book.last, next, before, held);
  // Who came later cannot know who brought what until then, but what has been won since.
  if (!known && book.hand === 0) return openLate(next);
  const accounts = new Map(book.accounts);
  for (const [player, flow] of flows) accounts.set(player, flowed(accounts.get(player), next, player, flow));
  const missed = { afterHand: book.hand, toHand: next.life.handsBegun, known };
  return {
    ...book,
    last: next,
    sitters,
    accounts,
    settled: { held, accounts, carryChips: next.carryChips },
    points: [...book.points, { hand: missed.toHand, held }],
    missed: [...book.missed, missed],
    agreedHeight: next.height,
    hand: missed.toHand,
  };
}

/** From the first state of somebody who came late: everybody counts from the chips it has there. */
function openLate(start: TableState): SessionBook {
  const book = openBook(start);
  const hand = start.life.handsBegun;
  return { ...book, hand, since: hand, points: book.points.map((point) => ({ ...point, hand })) };
}

/** @param you this device's player key, hexadecimal, where it has one */
export function closeBook(book: SessionBook, you: string | undefined, beyond: Beyond = {}): SessionView {
  const { config, life } = book.last;
  const t = life.tournament;
  const prizes = new Map(t?.finished.map((f) => [f.player, f.prizeChips]));
  const { held, accounts, carryChips } = book.settled;
  const keys = [...accounts.keys()];
  const ledger = keys.map((player): LedgerRow => {
    const a = accounts.get(player)!;
    const takenChips = t === null ? a.takenChips : (prizes.get(player) ?? 0);
    const broughtChips = t === null ? a.broughtChips : a.broughtChips - config.bondChips;
    const atTableChips = t === null ? (held.get(player) ?? 0) : 0;
    const resultChips = takenChips + atTableChips - broughtChips;
    const { nickname } = a;
    return { player, nickname, you: player === you, broughtChips, takenChips, atTableChips, resultChips };
  });
  const even = ledger.reduce((sum, r) => sum + r.resultChips, 0) === 0;
  const decided = t === null || t.over;
  const known = book.missed.every((m) => m.known) && even;
  return {
    game: GAMES[config.game]!,
    structure: STRUCTURES[config.structure]!,
    bigBlindChips: config.bigBlindChips,
    players: keys.map((player) => {
      const { nickname, seat } = accounts.get(player)!;
      return { player, nickname, seat, you: player === you, stats: book.stats.get(player) };
    }),
    points: book.points.map((p) => ({ hand: p.hand, stacks: keys.map((k) => p.held.get(k)) })),
    ledger,
    money: moneyOf(config),
    openHands: openHands(book.last, (hand, seat) => sitterOf(book, hand, seat), beyond),
    withheld: book.withheld,
    missed: book.missed,
    since: book.since,
    agreedHeight: book.agreedHeight,
    highlights: { biggestPot: book.highlights.biggestPot, bestHand: book.highlights.bestHand },
    carriedChips: carryChips,
    transfers:
      known && decided
        ? settleUp(ledger.map((r) => ({ player: r.player, chips: r.resultChips })))
        : undefined,
    tournament: t === null ? 'none' : t.over ? 'over' : 'running',
  };
}

function nameAt(
  accounts: ReadonlyMap<string, Account>,
  hand: NonNullable<TableState['hand']>,
  seat: number,
): string {
  return accounts.get(hand.lifeBefore.seats[seat]?.player ?? '')?.nickname ?? '';
}

function sitterOf({ accounts, sitters }: SessionBook, hand: TableHand, seat: number) {
  const player = hand.lifeBefore.seats[seat]?.player ?? sitters.get(seat) ?? '';
  return { player, nickname: accounts.get(player)?.nickname ?? '' };
}

function sittersOf(state: TableState, before: ReadonlyMap<number, string>): ReadonlyMap<number, string> {
  const sitters = new Map(before);
  for (const s of state.life.seats) if (s !== null) sitters.set(s.seat, s.player);
  return sitters;
}

/**
 * All chips of each player at the table: stack, bond, credit on its way, and what lies in hands that are set aside.
 * While a hand is on, as it began.
 */
function holdings(state: TableState, sitters: ReadonlyMap<number, string>): Map<string, number> {
  const held = new Map<string, number>();
  for (const s of state.life.seats) if (s !== null) held.set(s.player, s.stackChips + asideOf(state, s.seat));
  for (const { seat, bondChips, creditChips } of state.seats) {
    const player = sitters.get(seat);
    const chips = bondChips + creditChips;
    if (player === undefined || chips === 0) continue;
    held.set(player, (held.get(player) ?? 0) + chips);
  }
  return held;
}

function asideOf(state: TableState, seat: number): number {
  return state.aside.reduce((sum, { hand }) => sum + committedChips(hand.engine, seat), 0);
}

function nameAndSeat(state: TableState, player: string): Pick<Account, 'nickname' | 'seat'> {
  const seat = state.life.seats.find((s) => s?.player === player)?.seat;
  const nickname =
    state.seats.find((s) => s.seat === seat)?.nickname ??
    state.validators.find((v) => toHex(v.key) === player)?.nickname ??
    '';
  return { nickname, seat };
}

/** Books what was brought to the table and taken from it between two states. */
function moveChips(
  book: SessionBook,
  next: TableState,
  finished: TableState['hand'],
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): ReadonlyMap<string, Account> {
  const moved = next.broughtChips - book.last.broughtChips;
  const movers = [...new Set([...before.keys(), ...after.keys()])].filter((p) =>
    mayMove(book, next, p, before.get(p) !== after.get(p)),
  );
  if (movers.length === 0) return book.accounts;
  const net = new Map(
    finished?.outcome?.seats.map((s) => [finished.lifeBefore.seats[s.seat]?.player, s.netChips]),
  );
  for (const { seat, chips } of finished === undefined ? [] : securityMoved(book.last, finished)) {
    const player = finished?.lifeBefore.seats[seat]?.player;
    net.set(player, (net.get(player) ?? 0) + chips);
  }
  const accounts = new Map(book.accounts);
  // Of several who move at once, what the rest did not explain belongs to the last: the sum is always right.
  let rest = moved;
  for (const [i, player] of movers.entries()) {
    const own = (after.get(player) ?? 0) - (before.get(player) ?? 0) - (net.get(player) ?? 0);
    const flow = i === movers.length - 1 ? rest : own;
    rest -= flow;
    accounts.set(player, flowed(accounts.get(player), next, player, flow));
  }
  return accounts;
}

/** With what its player has brought (or, negative, taken along). */
function flowed(before: Account | undefined, next: TableState, player: string, flow: number): Account {
  const here = next.life.seats.some((s) => s?.player === player);
  const a = before ?? { nickname: '', seat: undefined, broughtChips: 0, takenChips: 0 };
  return {
    ...(here ? nameAndSeat(next, player) : { nickname: a.nickname, seat: undefined }),
    broughtChips: a.broughtChips + Math.max(0, flow),
    takenChips: a.takenChips + Math.max(0, -flow),
  };
}

/** Sat down, left, had more chips on the way, or has left and only now takes the bond along (`changed`). */
function mayMove(book: SessionBook, next: TableState, player: string, changed: boolean): boolean {
  const seatIn = (state: TableState) => state.life.seats.find((s) => s?.player === player) ?? undefined;
  const [was, is] = [seatIn(book.last), seatIn(next)];
  if ((was === undefined) !== (is === undefined)) return true;
  if (is === undefined) return changed;
  if (was !== undefined && was.pending.topUpChips > 0) return true;
  return next.events.some(
    (e) =>
      e.id >= book.last.nextEventId &&
      e.seat === is.seat &&
      (e.kind === 'top-up' || e.kind === 'sit-down' || e.kind === 'leave'),
  );
}
