/** What the rooms of a run know of it: what breaks it (runFaults.ts) and what must hold at its end (runChecks.ts). */
import type { ByzantineKind } from './byzantine.ts';
import type { FaultKind } from './faults.ts';
import type { createInvariants } from './invariants.ts';
import type { createLatencies } from './latency.ts';
import type { createNetwork, NetworkConditions } from './network.ts';
import type { Random } from './random.ts';
import type { createVirtualTime } from './time.ts';
import type { Turns } from './turns.ts';
import type { SimMessage, SimValidator } from './validator.ts';

export interface RunState {
  readonly n: number;
  readonly faults: ReadonlySet<FaultKind>;
  readonly time: ReturnType<typeof createVirtualTime>;
  readonly random: Random;
  readonly network: ReturnType<typeof createNetwork<SimMessage>>;
  readonly conditions: { -readonly [K in keyof NetworkConditions]: NetworkConditions[K] };
  readonly validators: readonly SimValidator[];
  /** Whose links are slow. */
  slow: number | undefined;
  readonly links: 'pair' | 'deaf' | 'matching' | 'star' | undefined;
  readonly byzantine: Map<number, ByzantineKind>;
  readonly amnesiac: Set<number>;
  readonly honest: ReadonlySet<number>;
  readonly turns: readonly Turns[];
  readonly turnsTotal: number;
  /** By honest validator: transactions that must be output in the end. */
  readonly submitted: ReadonlyMap<number, ReadonlySet<string>>;
  /** Turns in which the player acted in time by its own clock. */
  readonly inTime: ReadonlySet<number>;
  readonly invariants: ReturnType<typeof createInvariants>;
  /** Who has been named as playing by other rules, and by whom. */
  readonly named: ReadonlySet<string>;
  readonly latencies: ReturnType<typeof createLatencies>;
  /** In words, for whoever reads a failure. */
  readonly plan: string[];
  /** What the actions' latency may be in δ (undefined: these faults have no bound), and δ. */
  readonly budgetDelta: number | undefined;
  readonly deltaMs: number;
  /** Says to a validator until when who has to act. */
  tellDeadline(index: number): void;
}
