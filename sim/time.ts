/** Virtual time: events in order of their time, those of the same time in the order they were set. */
export interface VirtualTime {
  nowMs(): number;
  /** Calls back once after `delayMs` ≥ 0; returns its cancellation. */
  after(delayMs: number, callback: () => void): () => void;
  /** Runs events until none is left or the next lies beyond `untilMs`; returns how many ran. */
  run(untilMs: number): number;
  /** Events still to come that were not cancelled. */
  waiting(): number;
}

interface Event {
  readonly atMs: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

export function createVirtualTime(): VirtualTime {
  const heap: Event[] = [];
  let nowMs = 0;
  let order = 0;
  let live = 0;
  const before = (a: Event, b: Event): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  const push = (e: Event): void => {
    let i = heap.push(e) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!before(e, heap[up]!)) break;
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = e;
  };
  const pop = (): Event | undefined => {
    const top = heap[0];
    const last = heap.pop();
    if (top === undefined || last === undefined || heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (!before(heap[child]!, last)) break;
      heap[i] = heap[child]!;
      i = child;
    }
    heap[i] = last;
    return top;
  };
  return {
    nowMs: () => nowMs,
    after(delayMs, callback) {
      const event: Event = { atMs: nowMs + Math.max(0, delayMs), order: order++, callback };
      live++;
      push(event);
      return () => {
        if (event.callback === undefined) return;
        event.callback = undefined;
        live--;
      };
    },
    run(untilMs) {
      let count = 0;
      while (heap[0] !== undefined && heap[0].atMs <= untilMs) {
        const event = pop()!;
        const { callback } = event;
        if (callback === undefined) continue;
        event.callback = undefined;
        live--;
        nowMs = event.atMs;
        count++;
        callback();
      }
      nowMs = Math.max(nowMs, Math.min(untilMs, heap[0]?.atMs ?? untilMs));
      return count;
    },
    waiting: () => live,
  };
}
