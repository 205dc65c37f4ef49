/** Everything that can go wrong in a run of cores, and what it may cost. */
import { byzantineKinds } from './byzantine.ts';

/** `--faults` takes a list of these. */
export const faultKinds = [
  'delay',
  'reorder',
  'duplicate',
  'drop',
  'partition',
  'crash',
  'amnesia',
  'skew',
  'hour',
  'sleep',
  'sleep-clock',
  'slow',
  'rolling',
  'joiner',
  'missing-pair',
  'one-slow',
  'strangers',
  'churn',
  'proofs',
  ...byzantineKinds,
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** They cost nobody a moment. */
const harmless: readonly FaultKind[] = [
  'duplicate',
  'skew',
  'hour',
  'strangers',
  'proofs',
  'impersonator',
  'epoch',
  'prover',
  'accuser',
  'other-rules',
];
/** At most f inflict them, or they cost a hop: what others do takes a few delays more. */
const bounded: readonly FaultKind[] = [
  'delay',
  'reorder',
  'missing-pair',
  'one-slow',
  'equivocator',
  'twins',
  'selective',
  'refuser',
  'withholder',
  'braggart',
  'flood',
  'liar',
  'dead',
  'holdback',
  'big-blocks',
];

/** The 95th percentile of an action's latency in one-way delays; undefined where it depends on when a fault ends. */
export function budgetOf(faults: ReadonlySet<FaultKind>, n: number): number | undefined {
  // Blocks of clocks that are half a second apart wait; a liar may use that.
  if (faults.has('skew') && faults.size > 1) return undefined;
  // Of two, one that has just made an empty block for a deadline, alone, has the other's after two delays: four more.
  if ([...faults].every((f) => harmless.includes(f))) return n === 2 ? 6 : 5;
  if (n < 4 || ![...faults].every((f) => harmless.includes(f) || bounded.includes(f))) return undefined;
  // One that also withholds its answers costs a repair more.
  return faults.has('withholder') ? 24 : 16;
}

/**
 * Whoever acts in time is never timed out in these. The clocks may be half a second apart: what is left of the grace is
 * more than an action needs.
 */
export function isGentle(faults: ReadonlySet<FaultKind>): boolean {
  return [...faults].every((f) => harmless.includes(f) || f === 'reorder');
}
