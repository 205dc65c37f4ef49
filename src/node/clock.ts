/**
 * Time for the shell. The wall clock is never read but to notice a sleep: a table clock is a monotonic clock plus an
 * offset agreed with the peers when the epoch starts, slewed towards what the blocks of a quorum of authors prove.
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
/** Errors below this are left, in milliseconds: nobody sees them, and a countdown runs smoothly. */
const deadZoneMs = 20;

/** Both in milliseconds of the table clock. */
interface Bounds {
  readonly leastMs: number;
  readonly mostMs: number;
}

export interface TableClock {
  /** Whole milliseconds of the table clock; never decreases. */
  nowMs(): number;
  /**
   * Table time now is proven to lie between these: a clock outside moves towards it, slowly. Returns by how much it
   * moved, milliseconds.
   */
  observe(between: Bounds): number;
  /** The same for one who only watches and was not there: who is more than a second behind jumps. */
  follow(between: Bounds): number;
  /**
   * Table time that all others but f have reached: who is more than a second behind jumps to it, never back. With two
   * validators the other one's word is all there is, and a minute is more than any network's delay: then only after
   * this device has noticed that it slept, or was closed, once: what came meanwhile is heard oldest first, so that for
   * five seconds after such a jump it takes the next one as well. Returns by how much it jumped, milliseconds.
   */
  catchUp(othersMs: number, validators: number): number;
  /** This device noticed that it slept (a page that was frozen, a timer that came late). */
  slept(): void;
}

/** Behind by more than this is no drift; milliseconds. */
const behindMs = 1_000;
/** A jump further than this takes a sleep that was noticed. */
const mostJumpMs = 60_000;
/** So long after a sleep's jump more of what came during the sleep may be heard; milliseconds. */
const wakingMs = 5_000;
/** The wall clock ran so much further than the monotonic one: the device slept. Its only use. */
const sleptMs = 2_000;

/** By how much a clock is surely wrong; 0 where it may be right. */
function errorOf(nowMs: number, leastMs: number, mostMs: number): number {
  if (nowMs < leastMs) return leastMs - nowMs;
  // Proven by different blocks, the two may cross: behind counts.
  return nowMs > mostMs ? Math.max(leastMs, mostMs) - nowMs : 0;
}

/**
 * A table clock that reads `startMs` now. `asleep`: it stood still for an unknown time (a reload), so what is observed
 * ahead is believed at once, until it was more than a second behind; afterwards it only slews.
 */
export function createTableClock(
  scheduler: Scheduler,
  startMs: number,
  asleep = false,
  wallClockMs?: () => number,
): TableClock {
  let slept = asleep;
  let jumpedAtMs = Number.NEGATIVE_INFINITY;
  let aheadMs = wallClockMs === undefined ? 0 : wallClockMs() - scheduler.nowMs();
  const lookAtWall = (): void => {
    if (wallClockMs === undefined) return;
    const nowAheadMs = wallClockMs() - scheduler.nowMs();
    if (nowAheadMs - aheadMs > sleptMs) slept = true;
    aheadMs = nowAheadMs;
  };
  let offset = startMs - scheduler.nowMs();
  let last = startMs;
  let slewedAt = scheduler.nowMs();
  const move = (byMs: number): number => {
    offset += byMs;
    return byMs;
  };
  const isWaking = (): boolean => slept || scheduler.nowMs() - jumpedAtMs <= wakingMs;
  /** Small corrections leave the one jump for what the sleep really took. */
  const spendSleep = (): void => {
    if (slept) jumpedAtMs = scheduler.nowMs();
    slept = false;
  };
  const observe = ({ leastMs, mostMs }: Bounds): number => {
    const now = scheduler.nowMs();
    const error = errorOf(now + offset, leastMs, mostMs);
    const most = (now - slewedAt) * slewShare;
    slewedAt = now;
    if (error > 0 && isWaking()) {
      if (error > behindMs) spendSleep();
      return move(error);
    }
    return Math.abs(error) > deadZoneMs ? move(Math.sign(error) * Math.min(Math.abs(error), most)) : 0;
  };
  return {
    nowMs() {
      last = Math.max(last, Math.floor(scheduler.nowMs() + offset));
      return last;
    },
    observe,
    follow(between) {
      slept ||= between.leastMs - (scheduler.nowMs() + offset) > behindMs;
      return observe(between);
    },
    catchUp(othersMs, validators) {
      lookAtWall();
      const error = othersMs - (scheduler.nowMs() + offset);
      if (error <= behindMs) return 0;
      if (validators <= 2 || error > mostJumpMs) {
        if (!isWaking()) return 0;
        spendSleep();
      }
      slewedAt = scheduler.nowMs();
      return move(error);
    },
    slept() {
      slept = true;
    },
  };
}
