/** The validators of one seeded run, their network, their game and their load. */
import { faultsTolerated } from '../src/codec/quorum.ts';
import { NEWEST_RULES } from '../src/consensus/rules.ts';
import type { CommittedSlot, ConsensusConfig, VerifiedBlock } from '../src/consensus/types.ts';
import { netLimits } from '../src/net/limits.ts';
import {
  type ByzantineKind,
  type ByzantineOptions,
  bend,
  refusedBy,
  startBigBlocks,
  startFlood,
  startTalk,
} from './byzantine.ts';
import { budgetOf, type FaultKind } from './faults.ts';
import { createInvariants, Violation } from './invariants.ts';
import { createLatencies } from './latency.ts';
import { createNetwork, type NetworkConditions } from './network.ts';
import { pictureOf } from './picture.ts';
import type { Random } from './random.ts';
import { budgetUsed, checkEnd } from './runChecks.ts';
import { breakLinks, chooseFaulty, heal, scheduleFaults, submitAgain } from './runFaults.ts';
import type { RunState } from './runState.ts';
import {
  endMs,
  healMs,
  learningMs,
  mostJournalMs,
  quietFromMs,
  slowLinkMs,
  startTimeMs,
} from './runTimes.ts';
import { startStrangers, strangerCount } from './strangers.ts';
import { createVirtualTime } from './time.ts';
import {
  accusationText,
  actText,
  applySlot,
  chipsIn,
  createTurns,
  type Evidence,
  pacingOf,
  playerOf,
  proofText,
  rootOf,
  type Turns,
} from './turns.ts';
import { type SimMessage, SimValidator } from './validator.ts';

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

/**
 * One run. What breaks it stands in runFaults.ts, what must hold in runChecks.ts; both read and move what is here.
 */
export class Run implements RunState {
  readonly time = createVirtualTime();
  readonly random: Random;
  readonly network;
  readonly validators: SimValidator[] = [];
  slow: number | undefined;
  readonly links: 'pair' | 'deaf' | 'matching' | 'star' | undefined;
  readonly byzantine = new Map<number, ByzantineKind>();
  readonly amnesiac = new Set<number>();
  readonly honest: Set<number>;
  readonly turns: Turns[] = [];
  readonly acted = new Set<string>();
  /** By honest validator: transactions that must be output in the end. */
  readonly submitted = new Map<number, Set<string>>();
  /** Turns in which the player acted in time by its own clock. */
  readonly inTime = new Set<number>();
  readonly invariants;
  /** Every block that anyone was shown, by key: what evidence is checked against. */
  readonly seen = new Map<string, VerifiedBlock>();
  /** By validator: whom it accused in its present life. */
  readonly accused: Set<number>[] = [];
  /** Who has been named as playing by other rules, and by whom. */
  readonly named = new Set<string>();
  readonly latencies = createLatencies();
  readonly plan: string[] = [];
  readonly turnsTotal: number;
  /** Whose actions count for the latency, what it may be in δ (undefined: these faults have no bound), and δ. */
  readonly measured: ReadonlySet<number>;
  readonly budgetDelta: number | undefined;
  readonly deltaMs: number;
  readonly conditions: { -readonly [K in keyof NetworkConditions]: NetworkConditions[K] };

  constructor(
    readonly n: number,
    readonly faults: ReadonlySet<FaultKind>,
    root: Random,
  ) {
    this.random = root.fork('faults');
    this.turnsTotal = 3 + root.below(8);
    if (faults.has('missing-pair')) {
      // Whoever restarts has to hear q − 1 others over links of its own before it signs.
      const restarts = (['crash', 'churn', 'rolling', 'amnesia'] as const).some((f) => faults.has(f));
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
    this.network = createNetwork<SimMessage>(
      n + strangerCount,
      this.time,
      root.fork('network'),
      this.conditions,
    );
    chooseFaulty(this, root);
    this.honest = new Set(Array.from({ length: n }, (_, i) => i).filter((i) => !this.byzantine.has(i)));
    this.measured = new Set([...this.honest].filter((i) => i !== this.slow));
    breakLinks(this, root.fork('links'));
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
    scheduleFaults(this);
    for (const i of this.honest) this.play1(i);
    if (this.faults.has('strangers'))
      startStrangers({
        validators: this.n,
        time: this.time,
        network: this.network,
        random: this.random.fork('strangers'),
        seen: this.seen,
        endMs: healMs,
      });
    this.time.after(healMs, () => heal(this));
    this.time.run(quietFromMs);
    // A faulty one may ask for ever, and is answered; among the honest there is silence.
    const sentBefore = this.network.sent(this.honest);
    this.time.run(endMs);
    checkEnd(this, this.network.sent(this.honest) - sentBefore);
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
      budgetUsed: budgetUsed(this),
    };
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
        observed: (between) => {
          // A clock that stood still measures too little of what is past, until the next blocks come; it slews only.
          if (kind === undefined && !this.faults.has('sleep-clock')) this.invariants.observed(index, between);
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
    if (bent?.kind === 'refuser') this.time.after(300, () => validator.refuse(refusedBy(bent)));
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

  readonly evidence: Evidence = (author, round, a, b) => {
    const isTheirs = (key: string): boolean => {
      const content = this.seen.get(key)?.content;
      return content?.author === author && content.round === round && content.epoch === 0;
    };
    return a !== b && isTheirs(a) && isTheirs(b);
  };

  tellDeadline(index: number): void {
    const { unstamped, dueAtMs } = pacingOf(this.turns[index]!);
    this.validators[index]!.deadline(unstamped, dueAtMs);
  }

  private join(index: number): void {
    this.validators[index]!.start();
    this.tellDeadline(index);
    submitAgain(this, index);
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
