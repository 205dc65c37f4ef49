import { describe, expect, it } from 'vitest';
import { tableFixtures } from '../gallery/fixtures.ts';
import { maySitOutAtBigBlind, shouldSitOutNow } from './sitOut.ts';

const view = tableFixtures.straddle!;
const own = { handName: undefined, mayShow: [], bigBlindNext: true };

describe('sitting out at the big blind', () => {
  it('waits until the next big blind is yours', () => {
    expect(shouldSitOutNow(view)).toBe(false);
    expect(shouldSitOutNow({ ...view, own })).toBe(true);
    expect(shouldSitOutNow({ ...view, own: { ...own, bigBlindNext: false } })).toBe(false);
  });
  it('is nothing to whoever sits out already, is out, or only watches', () => {
    const you = (change: object) => ({
      ...view,
      own,
      seats: view.seats.map((s) => (s.you ? { ...s, ...change } : s)),
    });
    for (const change of [{ sittingOut: true }, { out: true }, { you: false }]) {
      expect(shouldSitOutNow(you(change))).toBe(false);
      expect(maySitOutAtBigBlind(you(change))).toBe(false);
    }
  });
  it('is not offered in a tournament', () => {
    expect(maySitOutAtBigBlind(view)).toBe(true);
    expect(maySitOutAtBigBlind(tableFixtures['sit-and-go']!)).toBe(false);
  });
});
