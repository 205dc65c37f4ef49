/**
 * Two kinds of errors. What our own disk, our workers or our core's state throw ends the tab: to go on would be a
 * guess, and a guess forks the table. What a peer's message makes our code throw is counted against that peer, and the
 * message is dropped. This file tells them apart: what comes from our own side is marked where it is thrown.
 */
const own = new WeakSet<object>();

/** This tab's state is not the table's, and judging its log once more did not change that. */
export class OtherState extends Error {
  override readonly name = 'OtherState';
  constructor() {
    super('this tab and the others disagree about the table');
  }
}

/** Marks an error as our own; gives it back, to be thrown. What is no object becomes one. */
export function ownFailure(error: unknown): object {
  const marked = typeof error === 'object' && error !== null ? error : new Error(String(error));
  own.add(marked);
  return marked;
}

export function isOwnFailure(error: unknown): boolean {
  return typeof error === 'object' && error !== null && own.has(error);
}

/** Does what concerns nobody but us: whatever it rejects with is our own failure. */
export async function ownBusiness<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw ownFailure(error);
  }
}

/** The same part of the platform, whose failures are marked as our own wherever they come out. */
export function failStop<T extends object>(part: T): T {
  return new Proxy(part, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        let result: unknown;
        try {
          result = Reflect.apply(value, target, args);
        } catch (error) {
          throw ownFailure(error);
        }
        // Heard before whoever awaits the promise, and without delaying it.
        if (result instanceof Promise) result.catch(ownFailure);
        return result;
      };
    },
  });
}
