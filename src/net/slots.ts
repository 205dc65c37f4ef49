/**
 * Who has a place where there are only so many: known members always, strangers in what is left, and of these, when it
 * is full, a random one that has been there for a while makes room. So nobody can keep a member out by being many, and
 * whoever comes has time to say who it is. Pure.
 */
export interface SlotLimits {
  /** Places in all. */
  readonly places: number;
  /** A stranger that came less than this long ago does not go; milliseconds. */
  readonly stayMs: number;
}

export type Place<P> = { readonly free: true; readonly leaves: P | undefined } | { readonly free: false };

/**
 * May `who` come in?
 * @param there everybody who has a place, by when it came
 * @param reserved those who always have one, there or not
 * @param random a whole number below the given one
 */
export function placeFor<P>(
  who: P,
  there: ReadonlyMap<P, number>,
  reserved: ReadonlySet<P>,
  { places, stayMs }: SlotLimits,
  nowMs: number,
  random: (below: number) => number,
): Place<P> {
  const strangers = [...there].filter(([p]) => !reserved.has(p));
  const known = there.size - strangers.length;
  const isKnown = reserved.has(who);
  const room = isKnown
    ? places - known - strangers.length
    : places - Math.max(reserved.size, known) - strangers.length;
  if (room > 0) return { free: true, leaves: undefined };
  const old = strangers.filter(([, sinceMs]) => isKnown || nowMs - sinceMs >= stayMs);
  if (old.length === 0) return { free: false };
  return { free: true, leaves: old[random(old.length)]![0] };
}
