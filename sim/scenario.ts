/** One seeded run: validators, faults, load, healing, and what must hold at the end. */

import { faultsTolerated } from '../src/consensus/quorum.ts';
import { NEWEST_RULES } from '../src/consensus/rules.ts';
import type { CommittedSlot, ConsensusConfig, VerifiedBlock } from '../src/consensus/types.ts';
import { netLimits } from '../src/net/limits.ts';
import {
  type ByzantineKind,
  type ByzantineOptions,
  bend,
  byzantineKinds,
  startBigBlocks,
  startFlood,
  startTalk,
} from './byzantine.ts';
import { budgetOf, type FaultKind, faultKinds, isGentle } from './faults.ts';
import { createInvariants, Violation } from './invariants.ts';
import { createLatencies } from './latency.ts';
import { createNetwork, type NetworkConditions } from './network.ts';
import { pictureOf } from './picture.ts';
import { createRandom, type Random } from './random.ts';
import { createVirtualTime } from './time.ts';
import {
  accusationText,
  actText,
  applySlot,
  chipsIn,
  createTurns,
  type Evidence,
  isSlashed,
  pacingOf,
  playerOf,
  proofText,
  rootOf,
  type Turns,
} from './turns.ts';
import { type SimMessage, SimValidator } from './validator.ts';

export interface ScenarioOptions {
  readonly seed: number;
  /** Undefined: 4..7 by seed. */
  readonly validators: number | undefined;
  /** Undefined: some of all kinds, by seed. */
  readonly faults: readonly FaultKind[] | undefined;
}

export interface ScenarioResult {
  readonly violation: string | undefined;
  readonly picture: string;
  readonly faults: readonly string[];
  readonly validators: number;
  /** Of the whole committed stream and the number of messages: equal for equal seeds. */
  readonly hash: string;
  readonly slots: number;
  readonly virtualMs: number;
  /** 95th percentile of the actions' latency as a share of what these faults allow; undefined without a bound. */
  readonly budgetUsed: number | undefined;
}

const healMs = 12_000;
/** After healing, until links are opened anew. */
const reconnectMs = 40_000;
const quietFromMs = 170_000;
const endMs = 200_000;
const startTimeMs = 5_000_000;
/** Whom not to wait for, and whose blocks to pass on, is learnt first; what is said until then is not measured. */
const learningMs = 1_500;
/** One way, milliseconds: for the one whose links are slow. */
const slowLinkMs = 1000;
/** A strict write takes no longer, milliseconds. */
const mostJournalMs = 3;
/** After a crash, until its last messages have arrived or are lost. */
const forgottenMs = 2500;

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

class Run {
  private readonly time = createVirtualTime();
  private readonly random: Random;
  private readonly network;
  private readonly validators: SimValidator[] = [];
  private slow: number | undefined;
  private readonly links: 'pair' | 'deaf' | 'matching' | 'star' | undefined;
  private readonly byzantine = new Map<number, ByzantineKind>();
  private readonly amnesiac = new Set<number>();
  private readonly honest: Set<number>;
  private readonly turns: Turns[] = [];
  private readonly acted = new Set<string>();
  /** By honest validator: transactions that must be output in the end. */
  private readonly submitted = new Map<number, Set<string>>();
  /** Turns in which the player acted in time by its own clock. */
  private readonly inTime = new Set<number>();
  private readonly invariants;
  /** Every block that anyone was shown, by key: what evidence is checked against. */
  private readonly seen = new Map<string, VerifiedBlock>();
  /** By validator: whom it accused in its present life. */
  private readonly accused: Set<number>[] = [];
  /** Who has been named as playing by other rules, and by whom. */
  private readonly named = new Set<string>();
  private readonly latencies = createLatencies();
  private readonly plan: string[] = [];
  private readonly turnsTotal: number;
  /** Whose actions count for the latency, what it may be in δ (undefined: these faults have no bound), and δ. */
  private readonly measured: ReadonlySet<number>;
  private readonly budgetDelta: number | undefined;
  private readonly deltaMs: number;
  private readonly conditions: { -readonly [K in keyof NetworkConditions]: NetworkConditions[K] };

  constructor(
    private readonly n: number,
    private readonly faults: ReadonlySet<FaultKind>,
    root: Random,
  ) {
    this.random = root.fork('faults');
    this.turnsTotal = 3 + root.below(8);
    if (faults.has('missing-pair')) {
      // Whoever restarts has to hear q − 1 others over links of its own before it signs.
      const restarts = (['crash', 'rolling', 'amnesia'] as const).some((f) => faults.has(f));
      this.links = root.pick(['pair', 'deaf', 'matching', ...(restarts ? [] : (['star'] as const))] as const);
      // With one that says nothing at all beside a missing pair, that cannot be: more is broken than may fail.
      if (restarts && (n < 4 || faults.has('dead'))) this.links = undefined;
      this.plan.push(`links=${this.links ?? 'all'}`);
    }
    const baseMs = root.between(2, 60);
    const jitter = faults.has('delay') ? root.pick([0.5, 2, 8]) : 0.1;
    const latency = root.fork('latency');
    this.conditions = {
      latencyMs: (from, to) =>
        baseMs * (1 + latency.next() * jitter) + (from === this.slow || to === this.slow ? slowLinkMs : 0),
      lossChance: faults.has('drop') ? root.between(0.01, 0.2) : 0,
      duplicateChance: faults.has('duplicate') ? 0.2 : 0,
      reorders: faults.has('reorder'),
    };
    this.network = createNetwork<SimMessage>(n, this.time, root.fork('network'), this.conditions);
    this.chooseFaulty(root);
    this.honest = new Set(Array.from({ length: n }, (_, i) => i).filter((i) => !this.byzantine.has(i)));
    this.measured = new Set([...this.honest].filter((i) => i !== this.slow));
    this.breakLinks(root.fork('links'));
    const cutOff = { pair: 1, deaf: 1, matching: n, star: n, none: 0 }[this.links ?? 'none'];
    const bad = this.byzantine.size + cutOff + (this.slow === undefined ? 0 : 1);
    this.budgetDelta = bad > faultsTolerated(n) ? undefined : budgetOf(faults, n);
    this.deltaMs = baseMs * (1 + 0.95 * jitter);
    this.invariants = createInvariants(this.honest, () =>
      [...this.honest].map((i) => this.validators[i]!.nowMs()),
    );
    for (let i = 0; i < n; i++) this.validators.push(this.createValidator(i, root));
  }

  play(): void {
    const joiner = this.faults.has('joiner') ? this.random.pick([...this.honest]) : undefined;
    for (const v of this.validators)
      if (this.byzantine.get(v.index) !== 'dead' && v.index !== joiner) v.start();
    if (joiner !== undefined)
      this.time.after(this.random.between(500, healMs - 500), () => this.join(joiner));
    for (const i of this.honest) if (i !== joiner) this.tellDeadline(i);
    this.scheduleLoad();
    this.scheduleFaults();
    for (const i of this.honest) this.play1(i);
    this.time.after(healMs, () => this.heal());
    this.time.run(quietFromMs);
    // A faulty one may ask for ever, and is answered; among the honest there is silence.
    const sentBefore = this.network.sent(this.honest);
    this.time.run(endMs);
    this.checkEnd(this.network.sent(this.honest) - sentBefore);
  }

  report(): Pick<ScenarioResult, 'picture' | 'faults' | 'hash' | 'slots' | 'virtualMs' | 'budgetUsed'> {
    const furthest = [...this.honest]
      .map((i) => this.validators[i]!)
      .sort((a, b) => b.state.dag.nodes.size - a.state.dag.nodes.size)[0]!;
    const stream = this.invariants.stream();
    return {
      picture: pictureOf(furthest.state.dag, 24),
      faults: [...this.faults, ...this.plan],
      hash: fnv(`${stream.join('\n')}#${this.network.sent()}`),
      slots: stream.length,
      virtualMs: this.time.nowMs(),
      budgetUsed: this.budgetUsed(),
    };
  }

  /** Pairs that never have a link, or hear each other one way only: one, one of everybody, or all but one's. */
  private breakLinks(random: Random): void {
    if (this.links === undefined || this.n < 3) return;
    const order = random.shuffled(Array.from({ length: this.n }, (_, i) => i));
    // In a star everything goes through one, who must not be a liar.
    order.sort((x, y) => Number(this.byzantine.has(x)) - Number(this.byzantine.has(y)));
    const [a, b] = order as [number, number];
    switch (this.links) {
      case 'pair':
        this.network.cut(a, b);
        break;
      case 'deaf':
        this.network.deafen(a, b);
        break;
      case 'matching':
        for (let i = 0; i + 1 < this.n; i += 2) this.network.cut(order[i]!, order[i + 1]!);
        break;
      case 'star':
        for (const x of order.slice(1)) for (const y of order.slice(1)) if (x < y) this.network.cut(x, y);
    }
  }

  private chooseFaulty(root: Random): void {
    const kinds = byzantineKinds.filter((k) => this.faults.has(k));
    let budget = faultsTolerated(this.n);
    for (const index of root.shuffled(Array.from({ length: this.n }, (_, i) => i))) {
      if (budget === 0) return;
      if (this.faults.has('amnesia') && this.amnesiac.size === 0) this.amnesiac.add(index);
      else if (this.faults.has('one-slow') && this.slow === undefined) this.slow = index;
      else if (kinds.length > 0) {
        const kind = root.pick(kinds);
        this.byzantine.set(index, kind);
        this.plan.push(`${index}=${kind}`);
      }
      budget--;
    }
  }

  private createValidator(index: number, root: Random): SimValidator {
    const kind = this.byzantine.get(index);
    const own = root.fork(`validator ${index}`);
    const config: ConsensusConfig = {
      tableId: new Uint8Array(32).fill(3),
      epoch: 0,
      validators: this.n,
      self: index,
      startTimeMs,
      rules: NEWEST_RULES,
    };
    const bent: ByzantineOptions | undefined =
      kind === undefined
        ? undefined
        : {
            kind,
            index,
            validators: this.n,
            time: this.time,
            network: this.network,
            random: own.fork('bend'),
            endMs: healMs,
          };
    const hooks = bent === undefined ? { spread: undefined, relay: undefined } : bend(bent);
    const skewed = this.faults.has('skew') && kind === undefined;
    this.turns.push(createTurns(this.n, this.turnsTotal));
    this.accused.push(new Set());
    const validator: SimValidator = new SimValidator({
      index,
      config,
      time: this.time,
      network: this.network,
      random: own,
      skewMs:
        kind === 'liar'
          ? own.pick([3_600_000, -2_000_000, 2000, 700])
          : skewed
            ? own.pick([0, 50, 100, 500])
            : own.below(20),
      clockRate: skewed ? own.between(0.9995, 1.0005) : 1,
      uptimeMs: this.faults.has('hour') ? own.pick([0, 3_600_000, -3_600_000]) : 0,
      slews: kind !== 'liar',
      journalMs: () => own.between(0.2, mostJournalMs),
      hooks: {
        ...hooks,
        output: (slot) => {
          if (kind === undefined) this.invariants.output(validator, slot);
          const t = this.turns[index]!;
          applySlot(t, slot, this.evidence);
          this.noteFinal(index, slot);
          const root = rootOf(t, slot, kind === 'other-rules' ? `bent by ${index}` : undefined);
          if (root !== undefined) validator.settled(slot.height, root);
          if (chipsIn(t) !== chipsIn(createTurns(this.n, 0)))
            throw new Violation(`validator ${index}: ${chipsIn(t)} chips at the table`);
          this.tellDeadline(index);
          if (kind === undefined) this.play1(index);
        },
        signed: (block) => {
          if (kind === undefined) this.invariants.signed(block);
        },
        seen: (block) => this.seen.set(block.key, block),
        equivocation: (author, round, a, b) => {
          if (kind !== undefined || this.accused[index]!.has(author)) return;
          this.accused[index]!.add(author);
          validator.submit(new TextEncoder().encode(accusationText(author, round, a, b)));
        },
        stateDiffers: (said) => {
          if (kind !== undefined) return;
          if (said.kind === 'differs')
            throw new Violation(`validator ${index} thinks that its state is not the table's`);
          if (this.honest.has(said.author))
            throw new Violation(`validator ${index} says that the honest ${said.author} has another state`);
          this.named.add(`${index}/${said.author}`);
        },
        charged: (peer, what, banned) => {
          if (kind !== undefined) return;
          if (this.honest.has(peer))
            throw new Violation(`validator ${index} counts ${what} against the honest ${peer}`);
          if (!banned) return;
          this.network.cut(index, peer);
          this.time.after(netLimits.banMs, () => this.network.mend(index, peer));
        },
        restarted: () => {
          if (kind === undefined) this.invariants.restarted(index);
          this.turns[index] = createTurns(this.n, this.turnsTotal);
          this.accused[index]!.clear();
        },
      },
    });
    if (bent?.kind === 'flood')
      this.time.after(500, () => startFlood(bent, () => validator.state.own.latest?.block.content));
    if (bent?.kind === 'big-blocks')
      startBigBlocks(bent, (transaction) => {
        if (validator.alive && validator.state.own.pending.length < 8) validator.submit(transaction);
      });
    if (bent?.kind === 'prover' || bent?.kind === 'accuser')
      startTalk(
        bent,
        () => this.turns[index]!.turn,
        (text) => {
          if (validator.alive) validator.submit(new TextEncoder().encode(text));
        },
      );
    return validator;
  }

  private noteFinal(index: number, slot: CommittedSlot): void {
    for (const { block, applies } of slot.blocks) {
      if (!applies || block.content.author !== index) continue;
      for (const bytes of block.content.transactions)
        this.latencies.output(index, new TextDecoder().decode(bytes), this.time.nowMs());
    }
  }

  private readonly evidence: Evidence = (author, round, a, b) => {
    const isTheirs = (key: string): boolean => {
      const content = this.seen.get(key)?.content;
      return content?.author === author && content.round === round && content.epoch === 0;
    };
    return a !== b && isTheirs(a) && isTheirs(b);
  };

  private tellDeadline(index: number): void {
    const { unstamped, dueAtMs } = pacingOf(this.turns[index]!);
    this.validators[index]!.deadline(unstamped, dueAtMs);
  }

  private join(index: number): void {
    this.validators[index]!.start();
    this.tellDeadline(index);
    this.submitAgain(index);
    this.play1(index);
  }

  /** If it is this player's turn, it acts after thinking, sometimes too late. */
  private play1(index: number): void {
    const t = this.turns[index]!;
    const turn = t.turn;
    if (t.deadline === undefined || playerOf(t) !== index || this.acted.has(`${index}/${turn}`)) return;
    this.acted.add(`${index}/${turn}`);
    const thinkMs = this.random.chance(0.15)
      ? this.random.between(2500, 6000)
      : this.random.between(20, 1500);
    this.time.after(thinkMs, () => {
      const v = this.validators[index]!;
      const now = this.turns[index]!;
      if (!v.alive || now.turn !== turn || now.deadline === undefined) return;
      if (now.deadline.dueMs === null || v.nowMs() <= now.deadline.dueMs) this.inTime.add(turn);
      if (this.faults.has('proofs')) v.submit(new TextEncoder().encode(proofText(turn, true)));
      v.submit(new TextEncoder().encode(actText(turn)));
    });
  }

  private scheduleLoad(): void {
    const load = this.random.fork('load');
    const count = this.budgetDelta === undefined ? 5 + load.below(40) : 40 + load.below(10);
    for (let i = 0; i < count; i++) {
      const index = load.pick([...this.honest]);
      const text = `pay:${i}:${'x'.repeat(load.below(200))}`;
      this.time.after(load.between(0, healMs + 2000), () => {
        const v = this.validators[index]!;
        if (!v.alive) return;
        const mine = this.submitted.get(index) ?? new Set();
        this.submitted.set(index, mine.add(text));
        if (this.measured.has(index) && this.time.nowMs() > learningMs)
          this.latencies.submitted(index, text, this.time.nowMs());
        v.submit(new TextEncoder().encode(text));
      });
    }
  }

  private scheduleFaults(): void {
    const r = this.random;
    const all = Array.from({ length: this.n }, (_, i) => i);
    if (this.faults.has('partition')) {
      for (let i = 0; i < 2; i++) {
        const atMs = r.between(500, healMs - 3000);
        const cut = r.between(500, 5000);
        const order = r.shuffled(all);
        const split = 1 + r.below(this.n - 1);
        this.time.after(atMs, () => this.network.partition([order.slice(0, split), order.slice(split)]));
        this.time.after(Math.min(atMs + cut, healMs - 1), () => this.network.partition(undefined));
      }
    }
    const crashing = this.faults.has('crash') ? r.shuffled([...this.honest]).slice(0, 1 + r.below(2)) : [];
    for (const index of new Set([...crashing, ...this.amnesiac])) {
      const atMs = r.between(200, healMs - 4000);
      const keep = this.amnesiac.has(index) ? r.pick([0, 0.5, 0.9]) : 1;
      const backAtMs = r.between(atMs + (keep < 1 ? forgottenMs : 5), healMs - 1);
      if (keep < 1) this.time.after(atMs, () => this.forget(index, keep, backAtMs));
      else {
        this.time.after(atMs, () => this.validators[index]!.crash());
        this.time.after(backAtMs, () => this.restart(index, keep));
      }
    }
    if (this.faults.has('sleep')) {
      const index = r.pick([...this.honest]);
      this.time.after(r.between(200, healMs - 4000), () =>
        this.validators[index]!.sleep(r.between(500, 4000)),
      );
    }
    if (this.faults.has('sleep-clock')) {
      const index = r.pick([...this.honest]);
      const ms = r.between(2_000, 6_000);
      this.time.after(r.between(500, 3_000), () => this.validators[index]!.sleepWithClock(ms));
    }
    if (this.faults.has('slow')) {
      const index = r.pick([...this.honest]);
      this.time.after(r.between(200, healMs - 6000), () => this.validators[index]!.slowDown(5000));
    }
    if (this.faults.has('rolling')) {
      for (const index of this.honest) {
        if (this.amnesiac.has(index)) continue;
        const atMs = 1000 + 1200 * index;
        this.time.after(atMs, () => {
          if (this.validators[index]!.alive) this.validators[index]!.crash();
        });
        this.time.after(atMs + r.between(50, 1500), () => this.restart(index, 1));
      }
    }
  }

  /**
   * A crash that costs (part of) the journal. What one signed last, any q−1 of the others can tell if f+1 of them
   * hold it, and if fewer do nobody may be able to: then it stops a little later.
   */
  private forget(index: number, keep: number, backAtMs: number): void {
    const v = this.validators[index]!;
    const last = v.state.own.latest?.block.key;
    const holders = [...this.honest].filter((i) => {
      const { dag, pool } = this.validators[i]!.state;
      return i !== index && (last === undefined || dag.nodes.has(last) || pool.waiting.has(last));
    });
    if (holders.length <= faultsTolerated(this.n)) {
      if (this.time.nowMs() < healMs) this.time.after(20, () => this.forget(index, keep, backAtMs));
      return;
    }
    v.crash();
    // It comes back when nothing it sent before can be on its way any more.
    const waitMs = Math.max(backAtMs - this.time.nowMs(), forgottenMs);
    this.time.after(waitMs, () => this.restart(index, keep));
  }

  private restart(index: number, keep: number): void {
    const v = this.validators[index]!;
    if (v.alive || !v.hasStarted) return;
    v.restart(keep);
    this.submitAgain(index);
  }

  private submitAgain(index: number): void {
    const v = this.validators[index]!;
    // What was pending in memory is gone; whoever submitted it does so again.
    for (const text of this.submitted.get(index) ?? []) {
      if (!this.turns[index]!.applied.has(`${index}/${text}`)) v.submit(new TextEncoder().encode(text));
    }
    this.tellDeadline(index);
  }

  private heal(): void {
    this.conditions.lossChance = 0;
    this.network.partition(undefined);
    // Work that was left undone goes on by repair alone; only what someone does not even know of needs a new link.
    const before = this.furthestTurn();
    this.time.after(reconnectMs, () => {
      if (before < this.turnsTotal && this.furthestTurn() === before) {
        throw new Violation(
          `nothing moved in ${reconnectMs} ms after healing: turn ${before} of ${this.turnsTotal}${this.whereAll()}`,
        );
      }
      this.network.reconnect();
    });
  }

  /** For whoever reads a failure: where each honest validator stands. */
  private whereAll(): string {
    const lines = [...this.honest].map((i) => {
      const { state } = this.validators[i]!;
      const links = state.peers.linked.flatMap((up, v) => (up ? [v] : []));
      const { missing, waiting } = state.pool;
      const lacks = [...missing.values()].map((m) => `${m.author}/${m.round}`).slice(0, 4);
      return `  ${i}: round ${state.own.latest?.round} of ${state.dag.highestRound}, ${waiting.size} wait, lacks ${lacks}, links ${links}, recovers ${state.recovery !== undefined}, elsewhere ${state.own.keyElsewhere}`;
    });
    return `\n${lines.join('\n')}`;
  }

  private furthestTurn(): number {
    return Math.max(...[...this.honest].map((i) => this.turns[i]!.turn));
  }

  /** What was taken of the budget: own blocks are journaled five times on the way. */
  private budgetUsed(): number | undefined {
    const p95 = this.latencies.p95();
    if (p95 === undefined || this.budgetDelta === undefined) return undefined;
    return p95 / (this.budgetDelta * this.deltaMs + 5 * mostJournalMs);
  }

  private checkLatency(): void {
    const used = this.budgetUsed() ?? 0;
    if (used <= 1) return;
    const text = `${used.toFixed(2)} times ${this.budgetDelta} δ of ${Math.round(this.deltaMs)} ms`;
    throw new Violation(`actions take too long: the 95th percentile of ${this.latencies.count()} is ${text}`);
  }

  /** Whoever slept has its time back, although its own clock stood still. */
  private checkClocks(): void {
    if (!this.faults.has('sleep-clock') || this.faults.has('skew') || this.faults.has('liar')) return;
    const clocks = [...this.honest].map((i) => this.validators[i]!.nowMs());
    const apartMs = Math.max(...clocks) - Math.min(...clocks);
    if (apartMs > 1_500) throw new Violation(`honest clocks are ${Math.round(apartMs)} ms apart`);
  }

  /** Whose state is not the table's is named by all, once it has said so of a height that they told of as well. */
  private checkNamed(): void {
    if (this.invariants.stream().length < 32) return;
    for (const [index, kind] of this.byzantine) {
      if (kind !== 'other-rules') continue;
      for (const by of this.honest)
        if (this.validators[by]!.state.roots.own.size > 0 && !this.named.has(`${by}/${index}`))
          throw new Violation(`validator ${by} never noticed that ${index} has another state`);
    }
  }

  private checkEnd(messagesWhenIdle: number): void {
    this.checkLatency();
    this.checkClocks();
    const gentle = isGentle(this.faults);
    this.checkNamed();
    for (const i of this.honest) {
      const v = this.validators[i]!;
      this.invariants.holds(v);
      const behind = this.invariants.stream().length - this.invariants.heightOf(i);
      if (behind > 0) throw new Violation(`validator ${i} is ${behind} slots behind after healing`);
      const t = this.turns[i]!;
      if (t.deadline !== undefined)
        throw new Violation(`validator ${i}: the game stopped at turn ${t.turn} of ${t.total}`);
      for (const [author, texts] of this.submitted) {
        if (this.amnesiac.has(author)) continue;
        for (const text of texts) {
          if (!t.applied.has(`${author}/${text}`))
            throw new Violation(`validator ${i}: transaction ${author}/${text} was never output`);
        }
      }
      for (let a = 0; a < this.n; a++) {
        if (this.honest.has(a) && isSlashed(t, a))
          throw new Violation(`validator ${i}: the honest player ${a} was slashed`);
        if (v.state.pool.reported[a]!.size > 0 && !isSlashed(t, a))
          throw new Violation(`validator ${i}: saw two blocks of ${a}, whose bond is whole`);
      }
      for (const turn of t.timedOut) {
        if (gentle && this.inTime.has(turn))
          throw new Violation(`player ${playerOf(t, turn)} acted in time in turn ${turn} and was timed out`);
      }
    }
    // One that lost its journal waits for the others to go on; with work of its own it asks them again and again.
    const stranded = [...this.amnesiac].some((i) => this.validators[i]!.state.jump !== undefined);
    if (messagesWhenIdle > 0 && !stranded) throw new Violation(`${messagesWhenIdle} messages when idle`);
  }
}

function fnv(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x1234567;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193) >>> 0;
    b = Math.imul(b ^ a, 0x85ebca6b) >>> 0;
  }
  return a.toString(16).padStart(8, '0') + b.toString(16).padStart(8, '0');
}
