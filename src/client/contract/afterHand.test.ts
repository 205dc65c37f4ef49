import { describe, expect, it, vi } from 'vitest';
import { emptyView } from '../table/present.ts';
import { afterHand } from './afterHand.ts';
import type { TableView } from './view.ts';

function table(first: TableView) {
  let view = first;
  const listeners = new Set<() => void>();
  return {
    view: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    show(next: TableView) {
      view = next;
      for (const listener of [...listeners]) listener();
    },
    listeners,
  };
}
const playing = (stage: NonNullable<TableView['hand']>['stage']): TableView => ({
  ...emptyView,
  phase: 'playing',
  hand: { stage } as NonNullable<TableView['hand']>,
});

describe('what waits for the end of a hand', () => {
  it.each(['connecting', 'lobby', 'ended', 'failed'] as const)(
    'does not wait while the table is %s',
    (phase) => {
      const then = vi.fn();
      afterHand(table({ ...emptyView, phase }), then);
      expect(then).toHaveBeenCalledOnce();
    },
  );

  it('waits through every stage of a hand, a suspended one too, and comes once', () => {
    const then = vi.fn();
    const t = table(playing('keys'));
    afterHand(t, then);
    for (const stage of ['shuffle', 'deal', 'preflop', 'reveal', 'river', 'showdown', 'suspended'] as const)
      t.show(playing(stage));
    expect(then).not.toHaveBeenCalled();
    t.show(playing('between-hands'));
    t.show(playing('keys'));
    t.show(playing('between-hands'));
    expect(then).toHaveBeenCalledOnce();
    expect(t.listeners.size).toBe(0);
  });

  it('is let go where it is called off', () => {
    const then = vi.fn();
    const t = table(playing('flop'));
    afterHand(t, then)();
    t.show(playing('between-hands'));
    expect(then).not.toHaveBeenCalled();
  });
});
