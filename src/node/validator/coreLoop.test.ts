/** The core's timer: set seldom, and never heard too late or too early. */
import { expect, it } from 'vitest';
import { drawDag, drawnStartMs } from '../../testing/drawnDag.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { createTableClock } from '../clock.ts';
import { CoreLoop } from './coreLoop.ts';
import { Standing } from './status.ts';

function loop() {
  const manual = createManualScheduler();
  let set = 0;
  const scheduler = {
    nowMs: () => manual.now(),
    after: (delayMs: number, run: () => void) => {
      set++;
      return manual.after(delayMs, run);
    },
  };
  const core = new CoreLoop(
    {
      config: drawDag(4, '').config(0),
      clock: createTableClock(scheduler, drawnStartMs),
      scheduler,
      standing: new Standing(),
      onFatal: (error) => {
        throw error;
      },
    },
    [],
  );
  const hands = new Proxy({} as never, { get: () => () => undefined });
  core.begin(hands);
  const feed = core.feed;
  // The core's own field that says which timer it waits for.
  const waits = (): number | null => core.core.timerAtMs;
  const until = (dueAtMs: number): void =>
    feed({ kind: 'deadline', unstamped: false, dueAtMs: drawnStartMs + dueAtMs });
  return { manual, until, waits, timersSet: () => set };
}

it('a timer that is put off is not set again, and rings when it is due', () => {
  const { manual, until, waits, timersSet } = loop();
  until(100);
  for (let i = 1; i <= 50; i++) until(100 + i);
  expect(timersSet()).toBe(1);
  manual.advance(149);
  expect(waits()).toBe(drawnStartMs + 150);
  manual.advance(1);
  // It has rung: the deadline is due, and the core says what it wants next.
  expect(waits()).not.toBe(drawnStartMs + 150);
});

it('one that is wanted sooner rings sooner', () => {
  const { manual, until, waits } = loop();
  until(1_000);
  until(20);
  manual.advance(19);
  expect(waits()).toBe(drawnStartMs + 20);
  manual.advance(1);
  expect(waits()).not.toBe(drawnStartMs + 20);
});
