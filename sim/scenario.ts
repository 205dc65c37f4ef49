import { type FaultKind, faultKinds } from './faults.ts';
import { Violation } from './invariants.ts';
import { createRandom } from './random.ts';
import { Run, type ScenarioResult } from './run.ts';

export interface ScenarioOptions {
  readonly seed: number;
  /** Undefined: 2..13 by seed. */
  readonly validators: number | undefined;
  /** Undefined: some of all kinds, by seed. */
  readonly faults: readonly FaultKind[] | undefined;
}

export function runScenario(options: ScenarioOptions): ScenarioResult {
  const root = createRandom(options.seed);
  const n = options.validators ?? 2 + root.below(12);
  // Some runs have few faults at once, and are held to what those may cost.
  const density = root.pick([0.04, 0.12, 0.25]);
  const faults = options.faults ?? faultKinds.filter(() => root.chance(density));
  const run = new Run(n, new Set(faults), root);
  let violation: string | undefined;
  try {
    run.play();
  } catch (error) {
    // A failed assertion of the core counts like a broken invariant: both are what the simulation looks for.
    violation = error instanceof Violation ? error.message : String((error as Error).stack ?? error);
  }
  return { violation, validators: n, ...run.report() };
}
