import { describe, expect, it } from 'vitest';
import { placeFor } from './slots.ts';

const limits = { places: 4, stayMs: 10_000, latest: 4 };
const first = () => 0;
const there = (names: string, sinceMs = 0) => new Map([...names].map((n) => [n, sinceMs]));
const none = new Set<string>();

describe('a place', () => {
  it('is there as long as there is room', () => {
    expect(placeFor('x', there('abc'), none, limits, 0, first)).toEqual({ free: true, leaves: undefined });
  });

  it('is made by a stranger that has been there for ten seconds, whichever chance names', () => {
    const full = there('abcd');
    expect(placeFor('x', full, none, limits, 9_999, first)).toEqual({ free: false });
    expect(placeFor('x', full, none, limits, 10_000, first)).toEqual({ free: true, leaves: 'a' });
    expect(placeFor('x', full, none, limits, 10_000, (n) => n - 1)).toEqual({ free: true, leaves: 'd' });
  });

  it('is a member’s whoever is there, and at once', () => {
    const reserved = new Set('M');
    expect(placeFor('M', there('abcd', 9_000), reserved, limits, 9_001, first)).toMatchObject({ free: true });
  });

  it('is kept for members who are away, and never taken from one', () => {
    const reserved = new Set('MN');
    // Two are the members', there or not.
    expect(placeFor('x', there('ab'), reserved, limits, 9_000, first)).toEqual({ free: false });
    expect(placeFor('x', there('Mab'), reserved, limits, 9_000, first)).toEqual({ free: false });
    expect(placeFor('x', there('Ma'), reserved, limits, 0, first)).toEqual({ free: true, leaves: undefined });
    expect(placeFor('x', there('MNab'), reserved, limits, 60_000, first)).toEqual({
      free: true,
      leaves: 'a',
    });
  });

  it('of thirty-two strangers who stay is anybody’s who comes: one of them goes', () => {
    const many = { places: 32, stayMs: 10_000, latest: 12 };
    const crowd = new Map(Array.from({ length: 32 }, (_, i) => [`s${i}`, 0]));
    const place = placeFor('member', crowd, new Set<string>(), many, 600_000, (n) => n >> 1);
    expect(place).toEqual({ free: true, leaves: 's16' });
  });

  it('is not kept by a crowd in which everybody is new: only the latest are too new to go', () => {
    const many = { places: 32, stayMs: 10_000, latest: 12 };
    const restless = new Map(Array.from({ length: 32 }, (_, i) => [`s${i}`, 100 * (31 - i)]));
    const gone = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const place = placeFor('friend', restless, new Set<string>(), many, 3_200, () => i);
      if (place.free) gone.add(place.leaves ?? '');
    }
    expect(gone).toEqual(new Set(Array.from({ length: 20 }, (_, i) => `s${i + 12}`)));
  });

  it('is made by one of the largest crowd, however new it is and however long the others have been there', () => {
    const few = { places: 6, stayMs: 10_000, latest: 2 };
    const all = new Map([
      ...[...'abcd'].map((s, i) => [`far-${s}`, 99_990 + i] as const),
      ...[...'xy'].map((s) => [`near-${s}`, 0] as const),
    ]);
    const whence = (who: string): string => who.split('-')[0]!;
    const place = placeFor('friend', all, none, few, 100_000, (n) => n - 1, whence);
    expect(place).toEqual({ free: true, leaves: 'far-b' });
  });
});
