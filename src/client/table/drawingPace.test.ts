import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TableView } from '../contract/view.ts';
import { DrawingPace, type Moment } from './drawingPace.ts';
import { emptyView } from './present.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A table whose view the test sets, and how often its listeners were told. */
function table() {
  let view: TableView = emptyView;
  let moment: Moment = { of: undefined, making: false };
  const pace = new DrawingPace(
    () => ({ ...view }),
    () => moment,
  );
  let told = 0;
  pace.subscribe(() => told++);
  return {
    pace,
    told: () => told,
    set(change: Partial<TableView>, now: Moment = moment) {
      moment = now;
      view = { ...view, ...change };
      pace.changed();
    },
    wait: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}
const chain = (height: number) =>
  ({
    epoch: 0,
    validators: 4,
    faultsTolerated: 1,
    height,
    round: height,
    tableTimeMs: 0,
    stateRoot: '',
    waitingFor: [],
  }) as const;

describe('the pace of drawing', () => {
  it('what happens in one rest is told once, in its last state', async () => {
    const { pace, set, told, wait } = table();
    set({ name: 'a' });
    await wait(0);
    expect(told()).toBe(1);
    for (const name of ['b', 'c', 'd']) set({ name });
    await wait(99);
    expect(told()).toBe(1);
    await wait(1);
    expect(told()).toBe(2);
    expect(pace.view().name).toBe('d');
  });

  it('blocks that say nothing new wait longer, and the game does not wait with them', async () => {
    const { set, told, wait } = table();
    set({ chain: chain(1) });
    await wait(0);
    expect(told()).toBe(1);
    set({ chain: chain(2) });
    await wait(400);
    expect(told()).toBe(1);
    set({ chain: chain(3), name: 'a bet' });
    await wait(0);
    expect(told()).toBe(2);
    set({ chain: chain(4) });
    await wait(500);
    expect(told()).toBe(3);
  });

  it('while a deck is made more is left to it, and the moment it is dealt shows at once', async () => {
    const { set, told, wait } = table();
    set({ name: 'keys' }, { of: 'keys', making: true });
    await wait(0);
    expect(told()).toBe(1);
    set({ name: 'one more key' });
    await wait(299);
    expect(told()).toBe(1);
    await wait(1);
    expect(told()).toBe(2);
    set({ name: 'dealt' }, { of: 'a decision', making: false });
    await wait(0);
    expect(told()).toBe(3);
    set({ name: 'the clock runs' });
    await wait(99);
    expect(told()).toBe(3);
    set({ name: 'a bet' }, { of: 'the next decision', making: false });
    await wait(0);
    expect(told()).toBe(4);
  });

  it('what this player does shows at once; what changes nothing is not told', async () => {
    const { pace, set, told, wait } = table();
    set({ name: 'a' });
    await wait(0);
    set({ name: 'b' });
    pace.drawNext();
    await wait(0);
    expect(told()).toBe(2);
    pace.drawNext();
    pace.changed();
    await wait(1_000);
    expect(told()).toBe(2);
  });

  it('nobody is told of anything after the end', async () => {
    const { pace, set, told, wait } = table();
    set({ name: 'a' });
    pace.stop();
    await wait(1_000);
    expect(told()).toBe(0);
  });

  it('parts that have not changed are the same objects', () => {
    const { pace, set } = table();
    set({ links: [], seats: [] });
    const before = pace.view();
    set({ name: 'new' });
    expect(pace.view().seats).toBe(before.seats);
    expect(pace.view()).not.toBe(before);
  });
});
