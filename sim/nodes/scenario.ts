/** One seeded evening of whole nodes: hands are played while tabs crash, links break and disks fail. */
import { ADMISSIONS } from '../../src/codec/config.ts';
import { fromHex } from '../../src/codec/decode.ts';
import { NO_SEAT, ROLES } from '../../src/codec/genesis.ts';
import { faultsTolerated } from '../../src/codec/quorum.ts';
import { Violation } from '../invariants.ts';
import { createRandom, type Random } from '../random.ts';
import { type Churn, startChurn } from './churn.ts';
import { Evening, type EveningOptions } from './evening.ts';
import { type NodeLiarKind, nodeLiarKinds } from './liars.ts';
import { type Strangers, startStrangers } from './strangers.ts';
import type { Player } from './world.ts';

/** `reopen`: in every hand, as long as hands are played, somebody's tab is killed or closed, and opened again. */
export const nodeFaultKinds = [
  'jitter',
  'partition',
  'crash',
  'outage',
  'skew',
  'disk',
  'reopen',
  'strangers',
  'churn',
  ...nodeLiarKinds,
] as const;
export type NodeFaultKind = (typeof nodeFaultKinds)[number];

export interface NodeScenarioOptions {
  readonly seed: number;
  /** Undefined: 2..9 by seed, mostly few. */
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
  readonly epoch: number;
  /** Who broke the protocol, how, and whether it is still a member at the end. */
  readonly liars: readonly string[];
}

/** Faults but `reopen` end here, and from here on everything must go well; virtual milliseconds. */
const healMs = 30_000;
/** For the hands that are still owed after that; and for each liar, who may take its whole clock for what it owes. */
const restMs = 400_000;
const restForLiarMs = 150_000;
const HANDS = 3;

export async function runNodeScenario(options: NodeScenarioOptions): Promise<NodeScenarioResult> {
  const random = createRandom(options.seed);
  const players = options.players ?? random.pick([2, 3, 4, 4, 5, 5, 6, 7, 8, 9]);
  const faults = new Set(
    options.faults ?? nodeFaultKinds.filter((k) => random.chance(0.35) || k === 'reopen'),
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
  private strangers: Strangers | undefined;
  private strangersCharged = false;
  private churn: Churn | undefined;
  /** As many as may fail, each with a way of its own. */
  private readonly liars: ReadonlyMap<number, NodeLiarKind>;

  constructor(
    private readonly o: NodeScenarioOptions,
    private readonly players: number,
    private readonly faults: ReadonlySet<NodeFaultKind>,
    private readonly random: Random,
  ) {
    const kinds = nodeLiarKinds.filter((k) => faults.has(k));
    const places = kinds.length === 0 ? [] : random.fork('liars').shuffled([...Array(players).keys()]);
    this.liars = new Map(
      places.slice(0, faultsTolerated(players)).map((p, i) => [p, kinds[i % kinds.length]!]),
    );
  }

  async play(): Promise<void> {
    const { random, faults } = this;
    const baseMs = random.between(2, 40);
    const latency = random.fork('latency');
    const proofs = random.fork('proofs');
    const jitter = faults.has('jitter') ? 6 : 0.2;
    const rates = Array.from({ length: this.players }, () =>
      faults.has('skew') ? random.between(0.9995, 1.0005) : 1,
    );
    const options: EveningOptions = {
      seed: this.o.seed,
      players: this.players,
      random,
      latencyMs: () => baseMs * (1 + latency.next() * jitter),
      clockRate: (player) => rates[player]!,
      proofMs: () => proofs.between(5, 300),
      thinkMs: () => (random.chance(0.05) ? 12_000 : random.between(50, 2_000)),
      lyingDisks: this.o.lyingDisks === true,
      liars: this.liars,
      // A table that asks lets in whoever belongs to it, and nobody else.
      ...(faults.has('strangers') ? { config: { admission: ADMISSIONS.indexOf('asked') } } : {}),
    };
    const evening = await Evening.begin(options, (e) => this.prepare(e));
    this.evening = evening;
    const { world } = evening;
    this.strangers?.ask();
    this.scheduleFaults(evening);
    await evening.until(healMs, () => false);
    this.heal(evening);
    const handsNow = Math.max(...world.alive.map((n) => n.validator?.table.life.handsBegun ?? 0));
    const target = Math.max(HANDS, handsNow) + 1;
    const done = await evening.until(restMs + this.liars.size * restForLiarMs, () =>
      evening.honest.every(({ node }) => {
        const table = node?.validator?.settled;
        // One player may have won everything.
        return table !== undefined && (table.life.handsBegun >= target || table.over);
      }),
    );
    if (!done) throw new Violation(`the table stands still: ${evening.describe()}`);
    this.atRest = true;
    await evening.must('all are here', () => evening.honest.every((p) => p.node?.validator !== undefined));
    await evening.agree();
    for (const [player, kind] of this.liars)
      if (kind === 'twins' && evening.isMember(player))
        throw new Violation(`player ${player} has contradicted itself in every round, and still votes`);
    if (this.strangers !== undefined && !this.strangersCharged)
      throw new Violation('nobody counts anything against the strangers');
  }

  report(): Pick<NodeScenarioResult, 'hash' | 'hands' | 'height' | 'epoch' | 'liars'> {
    const { evening } = this;
    const tables =
      evening?.honest.flatMap(({ node }) => (node?.validator ? [node.validator.table] : [])) ?? [];
    return {
      hash: evening?.hash ?? '',
      hands: Math.max(0, ...tables.map((t) => t.life.handsBegun)),
      height: Math.max(0, ...tables.map((t) => t.height)),
      epoch: Math.max(0, ...tables.map((t) => t.epoch)),
      liars: [...this.liars].map(([p, kind]) => `${p}=${kind}${evening?.isMember(p) ? '' : ' (out)'}`),
    };
  }

  /** Before anybody comes. */
  private prepare(evening: Evening): void {
    const { faults, random } = this;
    if (faults.has('strangers')) this.strangers = startStrangers(evening.world, random.fork('strangers'));
    if (faults.has('churn')) {
      const mayKill = (): boolean => !this.atRest && evening.world.players.every((p) => p.node !== undefined);
      this.churn = startChurn(evening, random.fork('churn'), mayKill);
    }
    evening.onBlock = (content) => this.strangers?.heard(content);
    evening.onChange = (player) => {
      this.churn?.look(player);
      if (faults.has('strangers')) letIn(evening, player);
    };
  }

  private scheduleFaults(evening: Evening): void {
    const { random, faults } = this;
    const { world } = evening;
    const { time, hub } = world;
    const when = (): number => random.between(1_000, healMs - 10_000);
    // As many as may be away at once, and the table plays on.
    const most = faultsTolerated(this.players) - this.liars.size;
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
    const reopens = faults.has('reopen') ? this.reopenInEveryHand(evening) : () => undefined;
    evening.onHand = () => {
      this.noteCharges(evening);
      reopens();
      this.churn?.onHand();
    };
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
  private reopenInEveryHand(evening: Evening): () => void {
    const random = this.random.fork('reopen');
    const { players, time } = evening.world;
    return () => {
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

  /** A tab that is opened again has forgotten what it counted. */
  private noteCharges(evening: Evening): void {
    const nodes = evening.honest.flatMap(({ node }) => (node ? [node] : []));
    this.strangersCharged ||= this.strangers?.isCharged(nodes) === true;
  }

  private heal(evening: Evening): void {
    evening.world.hub.heal();
    this.churn?.stop();
    this.noteCharges(evening);
    this.strangers?.leave();
    for (const p of evening.players) {
      p.disk.failing(0);
      if (!p.node) evening.open(p);
    }
  }
}

/** A player says yes to whoever belongs to the table, as it would to a friend, and nothing to anybody else. */
function letIn(evening: Evening, { node }: Player): void {
  if (node === undefined || node.pending.length > 0) return;
  for (const { player, role, seat, mayAgree } of node.door()?.askers ?? []) {
    const key = fromHex(player);
    const body = { key, role: ROLES.indexOf(role), seat: seat ?? NO_SEAT, agree: 1 };
    if (mayAgree && evening.world.isPlayer(key)) node.submit({ kind: 'consent', body });
  }
}
