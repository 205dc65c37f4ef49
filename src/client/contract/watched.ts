/** A value that others follow, in the shape that `useSyncExternalStore` takes. */
export interface Watched<T> {
  get(): T;
  /** Tells everybody who follows, whether or not it is another value. */
  set(next: T): void;
  /** @returns its end */
  subscribe(listener: () => void): () => void;
}

export function watched<T>(first: T): Watched<T> {
  const listeners = new Set<() => void>();
  let current = first;
  return {
    get: () => current,
    set(next) {
      current = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
