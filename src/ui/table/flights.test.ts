import { describe, expect, it } from 'vitest';
import type { TableView } from '../../client/contract/view.ts';
import { tableFixtures } from '../gallery/fixtures.ts';
import { flightsBetween } from './flights.ts';

const before = tableFixtures['side-pots']!;
const change = (f: (seat: TableView['seats'][number]) => Partial<TableView['seats'][number]>): TableView => ({
  ...before,
  seats: before.seats.map((s) => ({ ...s, ...f(s) })),
});

describe('chips on the move', () => {
  it('collects every bet when a street ends', () => {
    expect(
      flightsBetween(
        before,
        change(() => ({ betChips: 0 })),
      ),
    ).toEqual([
      { seat: 1, kind: 'collect', chips: 260 },
      { seat: 2, kind: 'collect', chips: 180 },
      { seat: 3, kind: 'collect', chips: 260 },
    ]);
  });
  it('pays the winner once', () => {
    const won = change((s) => (s.seat === 1 ? { wonChips: 900 } : {}));
    expect(flightsBetween(before, won)).toEqual([{ seat: 1, kind: 'pay', chips: 900 }]);
    expect(flightsBetween(won, won)).toEqual([]);
  });
  it('moves nothing at first sight, or from one hand to the next', () => {
    const next = { ...change(() => ({ betChips: 0 })), hand: { ...before.hand!, hand: 13 } };
    expect(flightsBetween(undefined, before)).toEqual([]);
    expect(flightsBetween(before, next)).toEqual([]);
  });
});
