/**
 * Player statistics from the engine's records of finished hands, as trackers define them:
 *
 * VPIP: hands with chips put in voluntarily (a call, bet or raise) on the first street, of hands with a decision there.
 * PFR: hands raised on the first street, of the same hands.
 * Aggression factor: bets and raises divided by calls, after the first street.
 * Went to showdown: hands still held when the cards are compared, of hands that saw the second street.
 * Won at showdown: hands that won chips there, of hands that went there.
 *
 * Blinds, antes and a bring-in are not voluntary. A walk (everybody folds to the big blind) has no decision.
 */
import type { HandRecord } from '../../poker/state.ts';
import type { PlayerStats } from '../contract/record.ts';

/** A finished hand as far as statistics need it. */
export interface PlayedHand {
  /** Dealt in, with the key of whoever sat there. */
  readonly seats: readonly { readonly seat: number; readonly player: string }[];
  readonly records: readonly HandRecord[];
}

const NOTHING: PlayerStats = {
  hands: 0,
  firstStreetHands: 0,
  vpip: 0,
  pfr: 0,
  aggressive: 0,
  calls: 0,
  sawSecondStreet: 0,
  wentToShowdown: 0,
  showdowns: 0,
  wonAtShowdown: 0,
};

/** Statistics by player key. */
export type StatsBook = ReadonlyMap<string, PlayerStats>;

export function addHand(book: StatsBook, hand: PlayedHand): StatsBook {
  const next = new Map(book);
  const notes = readHand(hand.records);
  const inShowdown = hand.seats.filter(({ seat }) => !notes.out.has(seat));
  const compared = inShowdown.length > 1;
  for (const { seat, player } of hand.seats) {
    const s = next.get(player) ?? NOTHING;
    const saw = notes.secondStreet && !notes.outOnFirst.has(seat);
    const showdown = compared && !notes.out.has(seat);
    next.set(player, {
      hands: s.hands + 1,
      firstStreetHands: s.firstStreetHands + count(notes.decided.has(seat)),
      vpip: s.vpip + count(notes.voluntary.has(seat)),
      pfr: s.pfr + count(notes.raised.has(seat)),
      aggressive: s.aggressive + (notes.aggressive.get(seat) ?? 0),
      calls: s.calls + (notes.calls.get(seat) ?? 0),
      sawSecondStreet: s.sawSecondStreet + count(saw),
      wentToShowdown: s.wentToShowdown + count(showdown && saw),
      showdowns: s.showdowns + count(showdown),
      wonAtShowdown: s.wonAtShowdown + count(showdown && notes.won.has(seat)),
    });
  }
  return next;
}

const count = (yes: boolean): number => (yes ? 1 : 0);

interface Notes {
  readonly decided: Set<number>;
  readonly voluntary: Set<number>;
  readonly raised: Set<number>;
  readonly out: Set<number>;
  readonly outOnFirst: Set<number>;
  readonly won: Set<number>;
  readonly aggressive: Map<number, number>;
  readonly calls: Map<number, number>;
  secondStreet: boolean;
}

function readHand(records: readonly HandRecord[]): Notes {
  const notes: Notes = {
    decided: new Set(),
    voluntary: new Set(),
    raised: new Set(),
    out: new Set(),
    outOnFirst: new Set(),
    won: new Set(),
    aggressive: new Map(),
    calls: new Map(),
    secondStreet: false,
  };
  let first = true;
  for (const r of records) {
    switch (r.kind) {
      case 'street':
        first = r.street === 'preflop' || r.street === 'third';
        if (!first) notes.secondStreet = true;
        break;
      case 'bet':
        noteBet(notes, r, first);
        break;
      case 'kill':
        leave(notes, r.seat, first);
        break;
      case 'win':
        if (r.chips > 0) notes.won.add(r.seat);
        break;
      default:
        break;
    }
  }
  return notes;
}

function noteBet(notes: Notes, r: Extract<HandRecord, { kind: 'bet' }>, first: boolean): void {
  const raises = r.verb === 'raiseTo';
  const calls = r.verb === 'call' && r.addedChips > 0 && !r.bringIn;
  if (first && !r.bringIn) {
    notes.decided.add(r.seat);
    if (raises || calls) notes.voluntary.add(r.seat);
    if (raises) notes.raised.add(r.seat);
  } else if (!first) {
    if (raises) notes.aggressive.set(r.seat, (notes.aggressive.get(r.seat) ?? 0) + 1);
    if (calls) notes.calls.set(r.seat, (notes.calls.get(r.seat) ?? 0) + 1);
  }
  if (r.verb === 'fold') leave(notes, r.seat, first);
}

/** Folded, or declared dead; who mucks at showdown has been there. */
function leave(notes: Notes, seat: number, first: boolean): void {
  notes.out.add(seat);
  if (first) notes.outOnFirst.add(seat);
}
