import { describe, expect, it } from 'vitest';
import { GUARD_MS, Guard, type GuardClock } from './guard.ts';

/** A clock that moves when told. */
class HandClock implements GuardClock {
  private nowMs = 0;
  private timers: { atMs: number; then: () => void }[] = [];
  after(ms: number, then: () => void): () => void {
    const timer = { atMs: this.nowMs + ms, then };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((t) => t !== timer);
    };
  }
  pass(ms: number): void {
    this.nowMs += ms;
    const due = this.timers.filter((t) => t.atMs <= this.nowMs);
    this.timers = this.timers.filter((t) => t.atMs > this.nowMs);
    for (const t of due) t.then();
  }
}

function guarded(): { clock: HandClock; guard: Guard } {
  const clock = new HandClock();
  return { clock, guard: new Guard(clock) };
}

describe('fresh buttons', () => {
  it('sleep for 400 ms, to the millisecond', () => {
    const { clock, guard } = guarded();
    guard.show('check 1');
    expect(guard.isAwake('check 1')).toBe(false);
    clock.pass(GUARD_MS - 1);
    expect(guard.isAwake('check 1')).toBe(false);
    clock.pass(1);
    expect(guard.isAwake('check 1')).toBe(true);
  });
  it('are asleep in the very picture that shows them first', () => {
    const { clock, guard } = guarded();
    guard.show('a');
    clock.pass(1000);
    // Drawn before the change has been told.
    expect(guard.isAwake('b')).toBe(false);
  });
  it('sleep again from every change, and not from being drawn again', () => {
    const { clock, guard } = guarded();
    guard.show('a');
    clock.pass(399);
    guard.show('b');
    clock.pass(399);
    expect(guard.isAwake('b')).toBe(false);
    guard.show('b');
    clock.pass(1);
    expect(guard.isAwake('b')).toBe(true);
    guard.show('b');
    expect(guard.isAwake('b')).toBe(true);
  });
  it('going away and coming back is a change', () => {
    const { clock, guard } = guarded();
    guard.show('a');
    clock.pass(400);
    guard.show('none');
    guard.show('a');
    expect(guard.isAwake('a')).toBe(false);
  });
  it('a page that comes back from the background sleeps once more', () => {
    const { clock, guard } = guarded();
    guard.show('a');
    clock.pass(400);
    guard.sleep();
    expect(guard.isAwake('a')).toBe(false);
    clock.pass(400);
    expect(guard.isAwake('a')).toBe(true);
  });
  it('tells its listeners of each change once, and nobody after it is disposed of', () => {
    const { clock, guard } = guarded();
    let told = 0;
    const leave = guard.subscribe(() => told++);
    guard.show('a');
    clock.pass(400);
    expect(told).toBe(1);
    guard.show('b');
    expect(told).toBe(2);
    guard.dispose();
    clock.pass(400);
    leave();
    expect(told).toBe(2);
    expect(guard.isAwake('b')).toBe(false);
  });
});
