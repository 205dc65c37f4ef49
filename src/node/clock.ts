/**
 * Time for the shell. The wall clock is never read but to notice a sleep: a table clock is a monotonic clock plus
 * an offset agreed
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
  /**
   * The same for one who only watches and was not there: who is more than a second behind jumps. Returns by how
   * much.
   */
  follow(quorumMs: number): number;
  /**
   * Table time that all others but f have reached: who is more than a second behind jumps to it, never back. With two
   * validators the other one's word is all there is, and a minute is more than any network's delay: then only after
   * this device has noticed that it slept, once. Returns by how much it jumped, milliseconds.
   */
  catchUp(othersMs: number, validators: number): number;
  /** This device noticed that it slept (a page that was frozen, a timer that came late). */
  slept(): void;
}

/** Behind by more than this is no drift; milliseconds. */
const behindMs = 1_000;
/** A jump further than this takes a sleep that was noticed. */
const mostJumpMs = 60_000;
/** The wall clock ran so much further than the monotonic one: the device slept. Its only use. */
const sleptMs = 2_000;

/**
 * A table clock that reads `startMs` now. `asleep`: it stood still for an unknown time (a reload), so the first
 * observation that is ahead is believed at once; afterwards it only slews.
 */
export function createTableClock(
  scheduler: Scheduler,
  startMs: number,
  asleep = false,
  wallClockMs?: () => number,
): TableClock {
  let waking = asleep;
  let noticed = false;
  let aheadMs = wallClockMs === undefined ? 0 : wallClockMs() - scheduler.nowMs();
  const lookAtWall = (): void => {
    if (wallClockMs === undefined) return;
    const nowAheadMs = wallClockMs() - scheduler.nowMs();
    if (nowAheadMs - aheadMs > sleptMs) noticed = true;
    aheadMs = nowAheadMs;
  };
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
      const error = quorumMs - (scheduler.nowMs() + offset);
      waking ||= error > behindMs;
      const jumps = waking && error > 0;
      observe(quorumMs);
      return jumps ? error : 0;
    },
    catchUp(othersMs, validators) {
      lookAtWall();
      const error = othersMs - (scheduler.nowMs() + offset);
      if (error <= behindMs) return 0;
      if ((validators <= 2 || error > mostJumpMs) && !noticed) return 0;
      offset += error;
      slewedAt = scheduler.nowMs();
      noticed = false;
      return error;
    },
    slept() {
      noticed = true;
    },
  };
}
