import { describe, expect, it } from 'vitest';
import { seatOrder, seatPlaces } from './seatGeometry.ts';

describe('seats round the table', () => {
  for (const shape of ['wide', 'tall', 'low'] as const) {
    for (let count = 1; count <= 9; count++) {
      it(`${shape}, ${count} seats: inside the box, you at the bottom, nobody on top of another`, () => {
        const places = seatPlaces(count, shape);
        expect(places).toHaveLength(count);
        expect(places[0]!.x).toBeCloseTo(50, 0);
        for (const p of places) {
          expect(p.y).toBeLessThanOrEqual(places[0]!.y);
          for (const v of [p.x, p.y, p.betX, p.betY]) {
            expect(v).toBeGreaterThan(4);
            expect(v).toBeLessThan(96);
          }
        }
        for (const [i, a] of places.entries()) {
          for (const b of places.slice(i + 1)) {
            expect(Math.abs(a.x - b.x) > 14 || Math.abs(a.y - b.y) > 12).toBe(true);
          }
        }
      });
    }
  }

  it('a small phone with seven and more: a pod and its tag end before the next pod of the column begins', () => {
    for (const count of [7, 8, 9]) {
      const places = seatPlaces(count, 'tall', true);
      for (const left of [true, false]) {
        const column = places.filter((p) => (left ? p.x < 20 : p.x > 80)).map((p) => p.y);
        column.sort((a, b) => a - b);
        // Of a felt of 264 pixels: 31 of the pod and 12 of the tag below it.
        for (const [i, y] of column.entries())
          if (i > 0) expect(y - column[i - 1]!).toBeGreaterThan(43 / 2.64);
      }
      expect(seatPlaces(count, 'tall')).not.toEqual(places);
    }
    expect(seatPlaces(6, 'tall', true).slice(1)).toEqual(seatPlaces(6, 'tall').slice(1));
  });

  it('runs clockwise: the next seat is to your left', () => {
    for (const shape of ['wide', 'tall', 'low'] as const) expect(seatPlaces(4, shape)[1]!.x).toBeLessThan(50);
  });

  it('starts with you and keeps the order', () => {
    expect(seatOrder([0, 2, 5, 7], 5)).toEqual([5, 7, 0, 2]);
    expect(seatOrder([7, 0, 2], undefined)).toEqual([0, 2, 7]);
    expect(seatOrder([0, 2], 4)).toEqual([0, 2]);
  });
});
