import { type FaultKind, faultKinds } from './faults.ts';
import { Violation } from './invariants.ts';
import { createRandom } from './random.ts';
import { Run, type ScenarioResult } from './run.ts';

export interface ScenarioOptions {
  readonly seed: number;
  /** Undefined: 4..7 by seed. */
  readonly validators: number | undefined;
  /** Undefined: some of all kinds, by seed. */
  readonly faults: readonly FaultKind[] | undefined;
}

export function runScenario(options: ScenarioOptions): ScenarioResult {
  const root = createRandom(options.seed);
  const n = options.validators ?? 4 + root.below(4);
  const faults = options.faults ?? faultKinds.filter(() => root.chance(0.25));
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
