/**
 * Who has a place where there are only so many: known members always, strangers in what is left, and of these, when it
 * is full, a random one makes room. So nobody can keep a member out by being many, and whoever comes has time to say
 * who it is. Pure.
 */
export interface SlotLimits {
  /** Places in all. */
  readonly places: number;
  /** A stranger that came less than this long ago does not go; milliseconds. */
  readonly stayMs: number;
  /**
   * But for the latest so many: else whoever comes as somebody new all the time would always be too new to go, and the
   * others the only ones who can.
   */
  readonly latest: number;
}

export type Place<P> = { readonly free: true; readonly leaves: P | undefined } | { readonly free: false };

/**
 * May `who` come in?
 * @param there everybody who has a place, by when it came
 * @param reserved those who always have one, there or not
 * @param random a whole number below the given one
 * @param crowdOf whence a stranger comes, where that is seen: one of the most numerous crowd makes room
 */
export function placeFor<P>(
  who: P,
  there: ReadonlyMap<P, number>,
  reserved: ReadonlySet<P>,
  { places, stayMs, latest }: SlotLimits,
  nowMs: number,
  random: (below: number) => number,
  crowdOf: (stranger: P) => string = () => '',
): Place<P> {
  const strangers = [...there].filter(([p]) => !reserved.has(p));
  const known = there.size - strangers.length;
  const isKnown = reserved.has(who);
  const room = isKnown
    ? places - known - strangers.length
    : places - Math.max(reserved.size, known) - strangers.length;
  if (room > 0) return { free: true, leaves: undefined };
  const byAge = [...strangers].reverse().sort(([, a], [, b]) => b - a);
  const newest = new Set(byAge.slice(0, latest).map(([p]) => p));
  const mayGo = strangers.filter(([p, sinceMs]) => isKnown || !newest.has(p) || nowMs - sinceMs >= stayMs);
  const most = ofLargest(
    mayGo.map(([p]) => p),
    strangers.map(([p]) => p),
    crowdOf,
  );
  return most.length === 0 ? { free: false } : { free: true, leaves: most[random(most.length)]! };
}

/** Of those who may go, the ones from where most strangers come. */
function ofLargest<P>(mayGo: readonly P[], strangers: readonly P[], crowdOf: (stranger: P) => string): P[] {
  const sizes = new Map<string, number>();
  for (const p of strangers) sizes.set(crowdOf(p), (sizes.get(crowdOf(p)) ?? 0) + 1);
  const most = Math.max(...mayGo.map((p) => sizes.get(crowdOf(p))!));
  return mayGo.filter((p) => sizes.get(crowdOf(p)) === most);
}
