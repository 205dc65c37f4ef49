/** One seeded evening of whole nodes: hands are played while tabs crash, links break and disks fail. */
import { faultsTolerated } from '../../src/codec/quorum.ts';
import { Violation } from '../invariants.ts';
import { createRandom, type Random } from '../random.ts';
import { Evening } from './evening.ts';

/** `reopen`: in every hand, as long as hands are played, somebody's tab is killed or closed, and opened again. */
export const nodeFaultKinds = ['jitter', 'partition', 'crash', 'outage', 'skew', 'disk', 'reopen'] as const;
export type NodeFaultKind = (typeof nodeFaultKinds)[number];

export interface NodeScenarioOptions {
  readonly seed: number;
  /** Undefined: 4..6 by seed. */
  readonly players: number | undefined;
  /** Undefined: some of all kinds, by seed, and always `reopen`. */
  readonly faults: readonly NodeFaultKind[] | undefined;
  /** Broken on purpose, to see that it is found. */
  readonly lyingDisks?: boolean;
}

export interface NodeScenarioResult {
  readonly violation: string | undefined;
  readonly players: number;
  readonly faults: readonly string[];
  /** Of all roots and the number of messages: equal for equal seeds. */
  readonly hash: string;
  readonly hands: number;
  readonly height: number;
}

/** Faults but `reopen` end here, and from here on everything must go well; virtual milliseconds. */
const healMs = 30_000;
/** For the hands that are still owed after that. */
const restMs = 400_000;
const HANDS = 3;

export async function runNodeScenario(options: NodeScenarioOptions): Promise<NodeScenarioResult> {
  const random = createRandom(options.seed);
  const players = options.players ?? 4 + random.below(3);
  const faults = new Set(
    options.faults ?? nodeFaultKinds.filter((k) => random.chance(0.4) || k === 'reopen'),
  );
  const run = new NodeRun(options, players, faults, random);
  let violation: string | undefined;
  try {
    await run.play();
  } catch (error) {
    violation = error instanceof Violation ? error.message : String((error as Error).stack ?? error);
  }
  return { violation, players, faults: [...faults], ...run.report() };
}

class NodeRun {
  private evening: Evening | undefined;
  /** Nothing happens to anybody any more. */
  private atRest = false;

  constructor(
    private readonly o: NodeScenarioOptions,
    private readonly players: number,
    private readonly faults: ReadonlySet<NodeFaultKind>,
    private readonly random: Random,
  ) {}

  async play(): Promise<void> {
    const { random, faults } = this;
    const baseMs = random.between(2, 40);
    const latency = random.fork('latency');
    const proofs = random.fork('proofs');
    const jitter = faults.has('jitter') ? 6 : 0.2;
    const rates = Array.from({ length: this.players }, () =>
      faults.has('skew') ? random.between(0.9995, 1.0005) : 1,
    );
    const evening = await Evening.begin({
      seed: this.o.seed,
      players: this.players,
      random,
      latencyMs: () => baseMs * (1 + latency.next() * jitter),
      clockRate: (player) => rates[player]!,
      proofMs: () => proofs.between(5, 300),
      thinkMs: () => (random.chance(0.05) ? 12_000 : random.between(50, 2_000)),
      lyingDisks: this.o.lyingDisks === true,
    });
    this.evening = evening;
    const { world } = evening;
    this.scheduleFaults(evening);
    await evening.until(healMs, () => false);
    this.heal(evening);
    const handsNow = Math.max(...world.alive.map((n) => n.validator?.table.life.handsBegun ?? 0));
    const target = Math.max(HANDS, handsNow) + 1;
    const done = await evening.until(restMs, () =>
      evening.players.every(({ node }) => {
        const table = node?.validator?.settled;
        // One player may have won everything.
        return table !== undefined && (table.life.handsBegun >= target || table.over);
      }),
    );
    if (!done) throw new Violation(`the table stands still: ${evening.describe()}`);
    this.atRest = true;
    await evening.must('all are here', () => evening.players.every((p) => p.node?.validator !== undefined));
    await evening.agree();
  }

  report(): Pick<NodeScenarioResult, 'hash' | 'hands' | 'height'> {
    const { evening } = this;
    const tables = evening?.world.alive.flatMap((n) => (n.validator ? [n.validator.table] : [])) ?? [];
    return {
      hash: evening?.hash ?? '',
      hands: Math.max(0, ...tables.map((t) => t.life.handsBegun)),
      height: Math.max(0, ...tables.map((t) => t.height)),
    };
  }

  private scheduleFaults(evening: Evening): void {
    const { random, faults } = this;
    const { world } = evening;
    const { time, hub } = world;
    const when = (): number => random.between(1_000, healMs - 10_000);
    // As many as may be away at once, and the table plays on.
    const most = faultsTolerated(this.players);
    const isCalm = (): boolean => world.players.filter((p) => !p.node).length < most;
    if (faults.has('crash')) {
      for (let i = 0; i < 4; i++) {
        const player = random.pick(world.players);
        const awayMs = random.chance(0.3) ? random.between(5_000, 14_000) : random.between(50, 2_000);
        time.after(when(), () => {
          if (player.node && isCalm()) evening.restart(player, awayMs);
        });
      }
    }
    if (faults.has('reopen')) this.reopenInEveryHand(evening);
    if (faults.has('outage'))
      time.after(when(), () => {
        for (const p of world.players) if (p.node) evening.restart(p, random.between(100, 5_000));
      });
    if (faults.has('partition')) {
      const atMs = when();
      time.after(atMs, () => {
        const ids = random.shuffled(world.alive.map((n) => n.network.self));
        const split = 1 + random.below(ids.length - 1);
        hub.partition([ids.slice(0, split), ids.slice(split)]);
      });
      time.after(Math.min(healMs - 1_000, atMs + random.between(1_000, 9_000)), () => hub.heal());
    }
    if (faults.has('disk'))
      time.after(when(), () => {
        const player = random.pick(world.players);
        player.disk.failing(0.02);
        time.after(3_000, () => player.disk.failing(0));
      });
  }

  /** One after the other or all at once, at any time from its first key to the pause after it. */
  private reopenInEveryHand(evening: Evening): void {
    const random = this.random.fork('reopen');
    const { players, time } = evening.world;
    evening.onHand = () => {
      const all = random.chance(0.2);
      const some = all ? players : random.shuffled(players).slice(0, 1 + random.below(3));
      const atOnceMs = random.between(0, 8_000);
      for (const player of some) {
        const how = random.chance(0.5) ? 'crash' : 'close';
        const afterMs = all ? atOnceMs : random.between(0, 8_000);
        const awayMs = random.between(20, 800);
        time.after(afterMs, () => {
          if (player.node && !this.atRest) evening.restart(player, awayMs, how);
        });
      }
    };
  }

  private heal(evening: Evening): void {
    evening.world.hub.heal();
    for (const p of evening.players) {
      p.disk.failing(0);
      if (!p.node) evening.open(p);
    }
  }
}
