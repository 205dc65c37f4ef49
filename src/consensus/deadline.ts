/**
 * Deadlines in committed time: the only clock all validators share.
 *
 * Upon a committed slot that outputs the cause of a deadline (round c): arm it, unstamped.
 * Upon a committed slot of a round ≥ c + 2 while it is unstamped: it starts at that slot's time (c + 1 by the first
 *   rules, rules.ts).
 * Upon a committed slot whose time is more than the grace beyond the deadline D, before the slot's blocks are
 *   applied: it fires; but if the time is more than 2 s beyond D the table itself was halted, and D becomes
 *   that time + 10 s, once per deadline.
 */
import { deadlineRoundsAbove, OLDEST_RULES, type RulesVersion } from './rules.ts';
import type { CommittedSlot } from './types.ts';

export const deadlineRules = {
  /** An action is in time if it is output before a slot beyond D + grace. */
  graceMs: 1000,
  /** Beyond D by more than this: nobody could act, because nothing was committed. */
  haltedMs: 2000,
  /** What everyone gets after a halt. */
  afterHaltMs: 10_000,
} as const;

/** Plain data, part of the replicated state. */
export interface Deadline {
  /** Round of the slot that output the cause. */
  readonly causeRound: number;
  readonly durationMs: number;
  /** D in table time; null while unstamped. */
  readonly dueMs: number | null;
  /** The halted-table extension was used. */
  readonly extended: boolean;
}

/** A deadline caused in a slot of `causeRound`; it starts with a slot above it, see `onSlot`. */
export function armDeadline(causeRound: number, durationMs: number): Deadline {
  return { causeRound, durationMs, dueMs: null, extended: false };
}

/** Adds time, as a time bank does. */
export function extendDeadline(deadline: Deadline, extraMs: number): Deadline {
  return {
    ...deadline,
    durationMs: deadline.durationMs + extraMs,
    dueMs: deadline.dueMs === null ? null : deadline.dueMs + extraMs,
  };
}

/**
 * To be called once for every committed slot, before its blocks are applied.
 * @param rules the version of the epoch
 */
export function onSlot(
  deadline: Deadline,
  slot: Pick<CommittedSlot, 'round' | 'timeMs'>,
  rules: RulesVersion = OLDEST_RULES,
): { readonly deadline: Deadline; readonly fired: boolean } {
  if (deadline.dueMs === null) {
    if (slot.round < deadline.causeRound + deadlineRoundsAbove(rules)) return { deadline, fired: false };
    return { deadline: { ...deadline, dueMs: slot.timeMs + deadline.durationMs }, fired: false };
  }
  const beyondMs = slot.timeMs - deadline.dueMs;
  if (beyondMs <= deadlineRules.graceMs) return { deadline, fired: false };
  if (beyondMs > deadlineRules.haltedMs && !deadline.extended) {
    return {
      deadline: { ...deadline, dueMs: slot.timeMs + deadlineRules.afterHaltMs, extended: true },
      fired: false,
    };
  }
  return { deadline, fired: true };
}

/** What the pacemaker must know of the pending deadlines: give it the result after each slot. */
export function pacing(deadlines: readonly Deadline[]): {
  readonly unstamped: boolean;
  readonly dueAtMs: number | null;
} {
  let dueAtMs: number | null = null;
  for (const d of deadlines) {
    if (d.dueMs === null) continue;
    const at = d.dueMs + deadlineRules.graceMs + 1;
    if (dueAtMs === null || at < dueAtMs) dueAtMs = at;
  }
  return { unstamped: deadlines.some((d) => d.dueMs === null), dueAtMs };
}
