/** Entries only grow, and one seat may have two of a kind: their place is their identity. */
export function numbered<T>(entries: readonly T[]): { entry: T; at: number }[] {
  return entries.map((entry, at) => ({ entry, at }));
}
