/**
 * Keeps what has not changed: React draws a part again only when it is another object.
 * For plain data (objects, arrays, primitives), such as views.
 */
export function shareUnchanged<T>(before: T, after: T): T {
  return share(before, after) as T;
}

function share(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const shared = after.map((item: unknown, i) => (i < before.length ? share(before[i], item) : item));
    return shared.length === before.length && shared.every((item, i) => Object.is(item, before[i]))
      ? before
      : shared;
  }
  if (!isRecord(before) || !isRecord(after)) return after;
  const entries = Object.entries(after).map(([key, item]): [string, unknown] => [
    key,
    Object.hasOwn(before, key) ? share(before[key], item) : item,
  ]);
  const same =
    entries.length === Object.keys(before).length &&
    entries.every(([key, item]) => Object.hasOwn(before, key) && Object.is(item, before[key]));
  return same ? before : Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
