import { describe, expect, it } from 'vitest';
import type { HandRecord, Verb } from '../../poker/state.ts';
import type { PlayerStats } from '../contract/record.ts';
import { aggressionFactor, share } from '../contract/stats.ts';
import { addHand } from './stats.ts';

const street = (name: 'preflop' | 'flop' | 'turn' | 'river' | 'third' | 'fourth'): HandRecord => ({
  kind: 'street',
  street: name,
});
const bet = (seat: number, verb: Verb, addedChips = 0, bringIn = false): HandRecord => ({
  kind: 'bet',
  seat,
  decision: 0,
  verb,
  amountChips: addedChips,
  addedChips,
  allIn: false,
  bringIn,
});
const blind = (seat: number, chips: number): HandRecord => ({
  kind: 'forced',
  seat,
  bet: 'big-blind',
  liveChips: chips,
  deadChips: 0,
});
const win = (seat: number, chips: number): HandRecord => ({
  kind: 'win',
  seat,
  chips,
  pot: 0,
  board: 0,
  half: 'all',
});
const seats = [0, 1, 2].map((seat) => ({ seat, player: 'abc'[seat]! }));

function played(...hands: HandRecord[][]): Record<string, PlayerStats> {
  let book: ReturnType<typeof addHand> = new Map();
  for (const records of hands) book = addHand(book, { seats, records });
  return Object.fromEntries(book);
}

describe('statistics', () => {
  it('a raise, a call and a fold before the flop', () => {
    const s = played([
      blind(2, 2),
      street('preflop'),
      bet(0, 'raiseTo', 6),
      bet(1, 'fold'),
      bet(2, 'call', 4),
      street('flop'),
      bet(2, 'check'),
      bet(0, 'raiseTo', 8),
      bet(2, 'fold'),
      win(0, 13),
    ]);
    expect(s.a).toMatchObject({ hands: 1, vpip: 1, pfr: 1, aggressive: 1, calls: 0, showdowns: 0 });
    expect(s.b).toMatchObject({ hands: 1, firstStreetHands: 1, vpip: 0, sawSecondStreet: 0 });
    expect(s.c).toMatchObject({ vpip: 1, pfr: 0, sawSecondStreet: 1, wentToShowdown: 0 });
  });
  it('the big blind’s check is not voluntary, and a walk is no decision', () => {
    const checked = played([
      blind(2, 2),
      street('preflop'),
      bet(0, 'fold'),
      bet(1, 'call', 1),
      bet(2, 'check'),
    ]);
    expect(checked.c).toMatchObject({ firstStreetHands: 1, vpip: 0 });
    const walk = played([blind(2, 2), street('preflop'), bet(0, 'fold'), bet(1, 'fold'), win(2, 3)]);
    expect(walk.c).toMatchObject({
      hands: 1,
      firstStreetHands: 0,
      vpip: 0,
      sawSecondStreet: 0,
      showdowns: 0,
    });
  });
  it('showdowns: who mucks was there, a split pot is won by both', () => {
    const s = played([
      street('preflop'),
      bet(0, 'call', 2),
      bet(1, 'call', 1),
      bet(2, 'check'),
      street('flop'),
      street('turn'),
      street('river'),
      bet(1, 'raiseTo', 4),
      bet(2, 'call', 4),
      bet(0, 'call', 4),
      { kind: 'show', seat: 1, cards: [0, 1] },
      { kind: 'show', seat: 2, cards: [4, 5] },
      { kind: 'muck', seat: 0 },
      win(1, 9),
      win(2, 9),
    ]);
    expect(s.a).toMatchObject({ wentToShowdown: 1, showdowns: 1, wonAtShowdown: 0, calls: 1 });
    expect(s.b).toMatchObject({ wentToShowdown: 1, wonAtShowdown: 1, aggressive: 1 });
    expect(s.c).toMatchObject({ wentToShowdown: 1, wonAtShowdown: 1, calls: 1 });
  });
  it('a hand declared dead is out, and its player did not go to the showdown', () => {
    const s = played([
      street('preflop'),
      bet(0, 'call', 2),
      bet(1, 'call', 1),
      bet(2, 'check'),
      street('flop'),
      { kind: 'kill', seat: 0 },
      win(1, 6),
    ]);
    expect(s.a).toMatchObject({ sawSecondStreet: 1, wentToShowdown: 0 });
    expect(s.b).toMatchObject({ showdowns: 1, wonAtShowdown: 1 });
  });
  it('a bring-in is not voluntary', () => {
    const s = played([street('third'), bet(0, 'call', 1, true), bet(1, 'fold'), bet(2, 'call', 1)]);
    expect(s.a).toMatchObject({ firstStreetHands: 0, vpip: 0 });
    expect(s.c).toMatchObject({ vpip: 1, pfr: 0 });
  });
  it('adds up over hands', () => {
    const one = [street('preflop'), bet(0, 'raiseTo', 6), bet(1, 'fold'), bet(2, 'fold'), win(0, 5)];
    const s = played(one, one, [street('preflop'), bet(0, 'fold'), bet(1, 'fold')]);
    expect(s.a).toMatchObject({ hands: 3, firstStreetHands: 3, vpip: 2, pfr: 2 });
    expect(share(s.a!.vpip, s.a!.firstStreetHands)).toBeCloseTo(2 / 3);
  });
  it('has no number where there is nothing to divide by', () => {
    const s = played([street('preflop')]);
    expect(share(s.a!.vpip, s.a!.firstStreetHands)).toBeUndefined();
    expect(aggressionFactor(s.a!)).toBeUndefined();
    expect(aggressionFactor({ ...s.a!, aggressive: 2 })).toBe(Number.POSITIVE_INFINITY);
    expect(aggressionFactor({ ...s.a!, aggressive: 3, calls: 2 })).toBe(1.5);
  });
});
