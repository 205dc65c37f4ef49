/**
 * Time for the shell. The wall clock is never read: a table clock is a monotonic clock plus an offset agreed
 * with the peers when the epoch starts, slewed towards the median of what a quorum of authors' blocks say.
 */
export interface Scheduler {
  /** Monotonic milliseconds since some arbitrary start (performance.now). */
  nowMs(): number;
  /** Calls back once after `delayMs`; returns its cancellation. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The platform's scheduler: performance.now and setTimeout, in a tab and in Node alike. */
export const systemScheduler: Scheduler = {
  nowMs: () => performance.now(),
  after(delayMs, callback) {
    const id = setTimeout(callback, Math.max(0, delayMs));
    return () => clearTimeout(id);
  },
};

/** No more than this share of elapsed time is corrected, so that a countdown never visibly jumps. */
const slewShare = 0.05;
/** Corrections below this are noise of the network, in milliseconds. */
const deadZoneMs = 20;

export interface TableClock {
  /** Whole milliseconds of the table clock; never decreases. */
  nowMs(): number;
  /** Table time now according to a quorum of authors: the clock moves towards it, slowly. */
  observe(quorumMs: number): void;
  /** The same for one who only watches and was not there: who is more than a second behind jumps. */
  follow(quorumMs: number): void;
}

/**
 * A table clock that reads `startMs` now. `asleep`: it stood still for an unknown time (a reload), so the first
 * observation that is ahead is believed at once; afterwards it only slews.
 */
export function createTableClock(scheduler: Scheduler, startMs: number, asleep = false): TableClock {
  let waking = asleep;
  let offset = startMs - scheduler.nowMs();
  let last = startMs;
  let slewedAt = scheduler.nowMs();
  const observe = (quorumMs: number): void => {
    const now = scheduler.nowMs();
    const error = quorumMs - (now + offset);
    const most = (now - slewedAt) * slewShare;
    slewedAt = now;
    if (waking && error > 0) {
      offset += error;
      waking = false;
      return;
    }
    if (Math.abs(error) > deadZoneMs) offset += Math.sign(error) * Math.min(Math.abs(error), most);
  };
  return {
    nowMs() {
      last = Math.max(last, Math.floor(scheduler.nowMs() + offset));
      return last;
    },
    observe,
    follow(quorumMs) {
      waking ||= quorumMs - (scheduler.nowMs() + offset) > 1_000;
      observe(quorumMs);
    },
  };
}
