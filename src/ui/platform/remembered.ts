/** One small choice that this device remembers. Nothing a game depends on. */
import { type Watched, watched } from '../../client/contract/watched.ts';

/**
 * @param parse what is stored (null: nothing yet) as a value; it may have been written by anybody
 */
export function remembered<T extends string>(key: string, parse: (stored: string | null) => T): Watched<T> {
  const choice = watched(parse(read(key)));
  return {
    ...choice,
    set(value) {
      write(key, value);
      choice.set(value);
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
