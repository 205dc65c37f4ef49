/** How long actions take until they are final for whoever took them, and what that may be. */
export interface Latencies {
  submitted(author: number, text: string, nowMs: number): void;
  output(author: number, text: string, nowMs: number): void;
  /** 95th percentile in milliseconds; undefined for fewer than `leastActions`. */
  p95(): number | undefined;
  count(): number;
}

/** Fewer say nothing about a percentile. */
export const leastActions = 30;

export function createLatencies(): Latencies {
  const since = new Map<string, number>();
  const taken: number[] = [];
  return {
    submitted(author, text, nowMs) {
      since.set(`${author}/${text}`, nowMs);
    },
    output(author, text, nowMs) {
      const key = `${author}/${text}`;
      const atMs = since.get(key);
      if (atMs === undefined) return;
      since.delete(key);
      taken.push(nowMs - atMs);
    },
    p95() {
      // What never came is longer than anything that did.
      const all = [...taken, ...[...since.values()].map(() => Number.POSITIVE_INFINITY)].sort(
        (a, b) => a - b,
      );
      return all.length < leastActions ? undefined : all[Math.ceil(all.length * 0.95) - 1];
    },
    count: () => taken.length,
  };
}
