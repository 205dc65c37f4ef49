/** One small choice that this device remembers, as a store for React. Nothing a game depends on. */
export interface Remembered<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

/**
 * @param parse what is stored (null: nothing yet) as a value; it may have been written by anybody
 */
export function remembered<T extends string>(
  key: string,
  parse: (stored: string | null) => T,
): Remembered<T> {
  const listeners = new Set<() => void>();
  let current: T = parse(read(key));
  return {
    get: () => current,
    set(value) {
      current = value;
      write(key, value);
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(key: string): string | null {
  try {
    return globalThis.localStorage?.getItem(key) ?? null;
  } catch (error) {
    // Storage may be forbidden: then nothing is remembered.
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function write(key: string, value: string): void {
  try {
    globalThis.localStorage?.setItem(key, value);
  } catch (error) {
    // Forbidden or full: the choice then lasts as long as the page.
    if (!(error instanceof DOMException)) throw error;
  }
}
