/**
 * A share that this tab owes and cannot make: its worker is frozen, or has too much to do.
 *
 * Upon one being owed for ten seconds: no block is made any more, so that the table finds this tab absent, which it is,
 *   and not refusing, and the screen says why. Upon the last such share being made: blocks are made again.
 */
import type { Scheduler } from '../clock.ts';

/** So long a share may take to make; milliseconds. */
const lateMs = 10_000;

interface OverdueOptions {
  readonly scheduler: Scheduler;
  readonly mute: (on: boolean) => void;
  readonly onChange: () => void;
}

export class Overdue {
  private late = 0;

  constructor(private readonly o: OverdueOptions) {}

  get isLate(): boolean {
    return this.late > 0;
  }

  /** A share is owed from now on; call what comes back once it is made, or of no more use. */
  owes(): () => void {
    let isLate = false;
    const cancel = this.o.scheduler.after(lateMs, () => {
      isLate = true;
      this.count(1);
    });
    return () => {
      cancel();
      if (isLate) this.count(-1);
    };
  }

  private count(by: number): void {
    const before = this.isLate;
    this.late += by;
    if (this.isLate === before) return;
    this.o.mute(this.isLate);
    this.o.onChange();
  }
}
