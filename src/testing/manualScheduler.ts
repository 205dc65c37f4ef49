/** Time as data: what the in-memory network runs on, so that a run can be repeated exactly. */
export interface Scheduler {
  /** Milliseconds. */
  now(): number;
  /** Runs once after the delay; the result cancels it. Equal times run in the order they were asked for. */
  after(delayMs: number, run: () => void): () => void;
}

export interface ManualScheduler extends Scheduler {
  /** Moves time forward by so much and runs what is due on the way, each at its own time. */
  advance(ms: number): void;
  /** Runs until nothing waits. @throws RangeError after `maxSteps`: something keeps asking for more. */
  runAll(maxSteps?: number): void;
  /** Runs the earliest job; false when none waits. */
  step(): boolean;
}

interface Job {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** A clock that only moves when told to. */
export function createManualScheduler(startMs = 0): ManualScheduler {
  let nowMs = startMs;
  let order = 0;
  const heap: Job[] = [];
  const cancelled = new Set<Job>();
  const before = (a: Job, b: Job): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);

  const push = (job: Job): void => {
    let at = heap.push(job) - 1;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!before(job, heap[up]!)) break;
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = job;
  };
  const pop = (): Job | undefined => {
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
      if (!before(heap[child]!, last)) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    return top;
  };
  /** The earliest job that is due by then and not cancelled. */
  const next = (untilMs: number): Job | undefined => {
    while (heap.length > 0 && heap[0]!.atMs <= untilMs) {
      const job = pop()!;
      if (!cancelled.delete(job)) return job;
    }
    return undefined;
  };
  const runOne = (untilMs: number): boolean => {
    const job = next(untilMs);
    if (job === undefined) return false;
    nowMs = job.atMs;
    job.run();
    return true;
  };

  return {
    now: () => nowMs,
    after(delayMs, run) {
      let ran = false;
      const job: Job = {
        atMs: nowMs + Math.max(0, delayMs),
        order: order++,
        run: () => {
          ran = true;
          run();
        },
      };
      push(job);
      return () => {
        if (!ran) cancelled.add(job);
      };
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      while (runOne(untilMs));
      nowMs = untilMs;
    },
    runAll(maxSteps = 1_000_000) {
      for (let i = 0; runOne(Number.POSITIVE_INFINITY); i++)
        if (i >= maxSteps) throw new RangeError('the schedule does not come to rest');
    },
    step: () => runOne(Number.POSITIVE_INFINITY),
  };
}
