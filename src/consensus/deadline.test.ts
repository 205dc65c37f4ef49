import { describe, expect, it } from 'vitest';
import { armDeadline, extendDeadline, onSlot, pacing } from './deadline.ts';

describe('deadlines in committed time', () => {
  const stamped = onSlot(armDeadline(5, 10_000), { round: 6, timeMs: 1000 }).deadline;

  it('starts with a slot of a strictly higher round than its cause', () => {
    const armed = armDeadline(5, 10_000);
    expect(onSlot(armed, { round: 5, timeMs: 900 }).deadline.dueMs).toBeNull();
    expect(pacing([armed])).toEqual({ unstamped: true, dueAtMs: null });
    expect(stamped.dueMs).toBe(11_000);
    expect(pacing([stamped])).toEqual({ unstamped: false, dueAtMs: 12_001 });
  });

  it('by the second rules it starts two rounds above its cause: whoever stands a round ahead takes no time away', () => {
    const armed = armDeadline(5, 10_000);
    for (const round of [5, 6]) expect(onSlot(armed, { round, timeMs: 900 }, 2).deadline.dueMs).toBeNull();
    expect(onSlot(armed, { round: 7, timeMs: 1000 }, 2).deadline.dueMs).toBe(11_000);
    // What was recorded before is replayed as before.
    expect(onSlot(armed, { round: 6, timeMs: 1000 }, 1).deadline.dueMs).toBe(11_000);
    expect(onSlot(armed, { round: 6, timeMs: 1000 }).deadline.dueMs).toBe(11_000);
  });

  it('fires only beyond the grace', () => {
    expect(onSlot(stamped, { round: 9, timeMs: 12_000 }).fired).toBe(false);
    expect(onSlot(stamped, { round: 9, timeMs: 12_001 }).fired).toBe(true);
    expect(onSlot(stamped, { round: 9, timeMs: 13_000 }).fired).toBe(true);
  });

  it('a halted table gives ten seconds more, once', () => {
    const halted = onSlot(stamped, { round: 9, timeMs: 13_001 });
    expect(halted).toMatchObject({ fired: false, deadline: { dueMs: 23_001, extended: true } });
    expect(onSlot(halted.deadline, { round: 10, timeMs: 24_001 }).fired).toBe(false);
    expect(onSlot(halted.deadline, { round: 10, timeMs: 60_000 }).fired).toBe(true);
  });

  it('a time bank extends it before and after it is stamped', () => {
    expect(extendDeadline(stamped, 5000).dueMs).toBe(16_000);
    expect(onSlot(extendDeadline(armDeadline(5, 10_000), 5000), { round: 6, timeMs: 0 }).deadline.dueMs).toBe(
      15_000,
    );
  });

  it('paces for the earliest of several', () => {
    const later = extendDeadline(stamped, 1);
    expect(pacing([later, stamped, armDeadline(1, 1)])).toEqual({ unstamped: true, dueAtMs: 12_001 });
    expect(pacing([])).toEqual({ unstamped: false, dueAtMs: null });
  });
});
