/**
 * What players ask for between hands: sit down, stand up, sit out, sit in, top up; and expulsion, which the layer above
 * asks for (Robert's Rules, buying in; docs/RULES.md for what the house sets). One function judges a request, before it
 * is proposed and when it is applied; what concerns a seat in the hand that is on becomes pending, and is done in
 * settle.ts.
 */
import {
  type ComeBack,
  type Debt,
  isChips,
  isDealtIn,
  type LifeRules,
  type LifeSeat,
  newSeat,
  type TableLife,
  withSeat,
} from './state.ts';
import { eliminate } from './tournament.ts';

export type LifeRequest =
  | {
      readonly kind: 'sitDown';
      readonly seat: number;
      readonly player: string;
      readonly chips: number;
      readonly comeBack?: ComeBack;
    }
  | { readonly kind: 'standUp' | 'sitOut' | 'expel'; readonly seat: number }
  | { readonly kind: 'sitIn'; readonly seat: number; readonly comeBack: ComeBack }
  /** Also the rebuy of a player without chips. */
  | { readonly kind: 'topUp'; readonly seat: number; readonly chips: number };

/** Why a request is refused; the words for people stand in ui/messages. */
export type LifeCode =
  | 'no-such-seat'
  | 'seat-taken'
  | 'seat-empty'
  /** The player has a seat at this table already. */
  | 'already-seated'
  /** No number of chips that one can bring. */
  | 'bad-chips'
  /** More than the table allows. */
  | 'too-many-chips'
  /** Less than one big blind, or than the table's least buy-in. */
  | 'too-few-chips'
  /** A tournament takes nobody in and nobody out once it has begun. */
  | 'tournament-closed'
  /** A tournament without rebuys and top-ups. */
  | 'no-rebuy'
  | 'already-out'
  | 'already-in'
  /** Has to buy in again first. */
  | 'no-chips'
  /** Leaves after this hand. */
  | 'leaving'
  /** For a proven fault. */
  | 'expelled';

export interface LifeRefusal {
  readonly code: LifeCode;
}

/** Why a request is refused, or undefined when `applyRequest` will do it. */
export function verifyRequest(life: TableLife, request: LifeRequest): LifeRefusal | undefined {
  const code = refusal(life, request);
  return code && { code };
}

export function canRequest(life: TableLife, request: LifeRequest): boolean {
  return refusal(life, request) === undefined;
}

/** What one sits down or buys in again with at the least. The blinds may have risen since the table was made. */
const leastStackChips = ({ bigBlindChips, minBuyInChips = 0 }: LifeRules): number =>
  Math.max(bigBlindChips, minBuyInChips);

/** Who has lost everything buys in anew; who has chips left may add any number of them to make a big blind. */
export const leastAfterTopUp = (rules: LifeRules, { stackChips }: LifeSeat): number =>
  stackChips === 0 ? leastStackChips(rules) : rules.bigBlindChips;

function refusal(life: TableLife, r: LifeRequest): LifeCode | undefined {
  const { rules } = life;
  if (!Number.isInteger(r.seat) || r.seat < 0 || r.seat >= rules.seats) return 'no-such-seat';
  const s = life.seats[r.seat]!;
  if (r.kind === 'sitDown') {
    if (rules.kind === 'tournament') return 'tournament-closed';
    if (s !== null) return 'seat-taken';
    if (life.seats.some((other) => other?.player === r.player)) return 'already-seated';
    if (!isChips(r.chips)) return 'bad-chips';
    if (r.chips < leastStackChips(rules)) return 'too-few-chips';
    return r.chips > rules.maxTopUpChips ? 'too-many-chips' : undefined;
  }
  if (s === null) return 'seat-empty';
  if (s.status === 'expelled') return 'expelled';
  switch (r.kind) {
    case 'expel':
      return undefined;
    case 'standUp':
      if (rules.kind === 'tournament') return 'tournament-closed';
      return s.pending.leave ? 'leaving' : undefined;
    case 'sitOut':
      if (s.status === 'busted') return 'no-chips';
      if (s.pending.leave) return 'leaving';
      return s.status === 'sitting-out' || s.pending.sitOut ? 'already-out' : undefined;
    case 'sitIn':
      if (s.status === 'busted') return 'no-chips';
      if (s.pending.leave) return 'leaving';
      if (s.status === 'sitting-out' || s.pending.sitOut) return undefined;
      return s.debt !== 'none' && s.comeBack !== r.comeBack ? undefined : 'already-in';
    case 'topUp':
      if (rules.kind === 'tournament') return 'no-rebuy';
      if (s.pending.leave) return 'leaving';
      if (!isChips(r.chips) || r.chips === 0) return 'bad-chips';
      if (s.stackChips + s.pending.topUpChips + r.chips > rules.maxTopUpChips) return 'too-many-chips';
      return s.stackChips + s.pending.topUpChips + r.chips < leastAfterTopUp(rules, s)
        ? 'too-few-chips'
        : undefined;
  }
}

/** @throws Error when `verifyRequest` refuses it: the caller has to ask first */
export function applyRequest(life: TableLife, request: LifeRequest): TableLife {
  const code = refusal(life, request);
  if (code !== undefined) throw new Error(`${request.kind}: ${code}`);
  const s = life.seats[request.seat] ?? null;
  const playing = isDealtIn(life, request.seat);
  switch (request.kind) {
    case 'sitDown':
      return sitDown(life, request.seat, request.player, request.chips, request.comeBack ?? 'wait');
    case 'standUp':
      return playing ? withPending(life, s!, { leave: true }) : leave(life, s!);
    case 'sitOut':
      return playing
        ? withPending(life, s!, { sitOut: true })
        : withSeat(life, s!.seat, { ...s!, status: 'sitting-out' });
    case 'sitIn':
      return withSeat(life, s!.seat, {
        ...s!,
        status: 'in',
        comeBack: request.comeBack,
        timeouts: 0,
        pending: { ...s!.pending, sitOut: false },
      });
    case 'topUp':
      return playing
        ? withPending(life, s!, { topUpChips: s!.pending.topUpChips + request.chips })
        : withSeat(life, s!.seat, topUp(s!, request.chips));
    case 'expel':
      return eliminate(withSeat(life, s!.seat, { ...s!, status: 'expelled' }), [
        { seat: s!, stackBefore: s!.stackChips },
      ]);
  }
}

function sitDown(
  life: TableLife,
  seat: number,
  player: string,
  chips: number,
  comeBack: ComeBack,
): TableLife {
  const wasHere = life.left.some((d) => d.player === player);
  // Who left owes both blinds on return, whatever was owed before: going away is never cheaper than staying.
  const debt: Debt = life.handsBegun === 0 ? 'none' : wasHere ? 'both' : 'new';
  const seated = withSeat(life, seat, newSeat(life.rules, seat, player, chips, debt, comeBack));
  return { ...seated, left: life.left.filter((d) => d.player !== player) };
}

/** Enough for everybody who plays an evening; an older departure is forgotten and counts as a new player. */
const REMEMBERED_DEPARTURES = 64;

/** The seat becomes free. Chips leave with the player. */
export function leave(life: TableLife, s: LifeSeat): TableLife {
  const left = [...life.left, { player: s.player, hand: life.handsBegun }].slice(-REMEMBERED_DEPARTURES);
  return { ...withSeat(life, s.seat, null), left };
}

/** More chips for a seat that is not in a hand; one without chips is back in the game. */
export function topUp(s: LifeSeat, chips: number): LifeSeat {
  return { ...s, stackChips: s.stackChips + chips, status: s.status === 'busted' ? 'in' : s.status };
}

function withPending(life: TableLife, s: LifeSeat, change: Partial<LifeSeat['pending']>): TableLife {
  return withSeat(life, s.seat, { ...s, pending: { ...s.pending, ...change } });
}
