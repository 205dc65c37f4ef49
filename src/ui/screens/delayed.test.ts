import { describe, expect, it } from 'vitest';
import type { TableView } from '../../client/contract/view.ts';
import { DelayedViews } from './delayed.ts';

const at = (height: number | undefined, name = `at ${height}`): TableView =>
  ({ name, chain: height === undefined ? undefined : { height } }) as unknown as TableView;

describe('a table shown late', () => {
  it('shows at each height what was seen so many heights before, and nothing until there is such a thing', () => {
    const late = new DelayedViews(3);
    const shown = [1, 2, 3, 4, 5, 6].map((height) => late.take(at(height))?.name);
    expect(shown).toEqual([undefined, undefined, undefined, 'at 1', 'at 2', 'at 3']);
  });

  it('of one height the last that was seen; where heights come at once, the newest that is old enough', () => {
    const late = new DelayedViews(2);
    late.take(at(1, 'early'));
    late.take(at(1, 'late'));
    expect(late.take(at(3))?.name).toBe('late');
    expect(late.take(at(9))?.name).toBe('at 3');
    expect(late.take(at(9, 'again'))?.name).toBe('at 3');
    expect(late.take(at(11))?.name).toBe('again');
  });

  it('keeps nothing back before the game, nor where no delay is wanted', () => {
    expect(new DelayedViews(5).take(at(undefined, 'lobby'))?.name).toBe('lobby');
    expect(new DelayedViews(0).take(at(7))?.name).toBe('at 7');
  });
});
