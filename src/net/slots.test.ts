import { describe, expect, it } from 'vitest';
import { placeFor } from './slots.ts';

const limits = { places: 4, stayMs: 10_000 };
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
    const many = { places: 32, stayMs: 10_000 };
    const crowd = new Map(Array.from({ length: 32 }, (_, i) => [`s${i}`, 0]));
    const place = placeFor('member', crowd, new Set<string>(), many, 600_000, (n) => n >> 1);
    expect(place).toEqual({ free: true, leaves: 's16' });
  });
});
