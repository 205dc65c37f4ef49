/** A tab whose worker is frozen is absent, not refusing, and comes back by itself. */
import { describe, expect, it } from 'vitest';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { Overdue } from './overdue.ts';

function started() {
  const time = createManualScheduler(0);
  const said: boolean[] = [];
  const scheduler = { nowMs: () => time.now(), after: time.after };
  const overdue = new Overdue({ scheduler, mute: (on) => said.push(on), onChange: () => undefined });
  const pass = (ms: number): void => {
    let over = false;
    time.after(ms, () => {
      over = true;
    });
    while (!over) time.step();
  };
  return { overdue, said, pass };
}

describe('a share that is owed', () => {
  it('and made in time is nothing', () => {
    const { overdue, said, pass } = started();
    const made = overdue.owes();
    pass(9_000);
    made();
    pass(60_000);
    expect(said).toEqual([]);
    expect(overdue.isLate).toBe(false);
  });

  it('and not made for ten seconds mutes the tab, until it and every other one is made', () => {
    const { overdue, said, pass } = started();
    const first = overdue.owes();
    pass(4_000);
    const second = overdue.owes();
    pass(7_000);
    expect(said).toEqual([true]);
    expect(overdue.isLate).toBe(true);
    first();
    pass(4_000);
    second();
    const third = overdue.owes();
    third();
    expect(said.at(-1)).toBe(false);
    expect(overdue.isLate).toBe(false);
  });
});
