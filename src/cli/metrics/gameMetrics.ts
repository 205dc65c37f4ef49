/**
 * What a host can watch of the game, from the witnesses, bots or rail of one process: Prometheus metrics over all its
 * tables together. No label names a table or a person; of what differs from table to table the worst is told.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Gauges } from '../../node/gauges.ts';
import type { FaultStep } from '../../table/state/state.ts';

/** What is watched of a node. */
export interface MeasuredNode {
  gauges(): Gauges | undefined;
  /** It still reads what it had journaled: nothing of that happens now. */
  readonly replaying: boolean;
  subscribe(listener: () => void): () => void;
}

/** Steps that a fault may name; what else stands there is counted as 'other'. */
const STEPS: ReadonlySet<string> = new Set<FaultStep>([
  'key',
  'shuffle',
  'shares',
  'show',
  'win',
  'escrow',
  'equivocation',
  'evidence',
  'admit',
  'junk',
]);

export interface GameMetrics {
  readonly registry: Registry;
  /** Counts this node from now on. @returns its end */
  watch(node: MeasuredNode): () => void;
  /** A proof was made or judged. */
  proof(job: 'prove' | 'verify', ms: number): void;
}

interface Watched {
  readonly node: MeasuredNode;
  seen: Gauges | undefined;
  /** When its last slot was committed, and since when something has been waiting to be. */
  committedMs: number;
  workingSinceMs: number | undefined;
}

/** @param nowMs a steady clock, milliseconds */
export function createGameMetrics({
  nowMs,
  version,
}: {
  readonly nowMs: () => number;
  readonly version: string;
}): GameMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const prefix = 'dealerless_';
  const counter = (name: string, help: string) =>
    new Counter({ name: `${prefix}${name}_total`, help, registers });
  const slots = counter('slots', 'Slots committed');
  const epochs = counter('epochs', 'Epochs that began after a table’s first');
  const contradictions = counter('contradictions', 'Members who were seen to sign two different blocks');
  const faults = new Counter({
    name: `${prefix}faults_total`,
    help: 'What a table held against a member, by step',
    labelNames: ['step'],
    registers,
  });
  // A series that begins at 1 has no increase.
  for (const step of [...STEPS, 'other']) faults.inc({ step }, 0);
  const finality = new Histogram({
    name: `${prefix}finality_seconds`,
    help: 'From the fair time of a slot, by the table’s clock, until it was final here',
    buckets: [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10],
    registers,
  });
  const proofs = new Histogram({
    name: `${prefix}proof_seconds`,
    help: 'Time for one proof of the deck',
    labelNames: ['job'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8, 16],
    registers,
  });
  new Gauge({
    name: `${prefix}build_info`,
    help: 'Always 1; which version this is',
    labelNames: ['version'],
    registers,
  }).set({ version }, 1);

  const all = new Set<Watched>();
  const look = (w: Watched): void => {
    const now = w.node.gauges();
    const { seen } = w;
    w.seen = now;
    if (now === undefined) return;
    if (!now.working) w.workingSinceMs = undefined;
    else w.workingSinceMs ??= nowMs();
    const first = seen === undefined || w.node.replaying;
    if (first || now.height !== seen.height || now.epoch !== seen.epoch) w.committedMs = nowMs();
    if (first) return;
    if (now.height > seen.height) {
      slots.inc(now.height - seen.height);
      finality.observe(now.sinceSlotMs / 1000);
    }
    if (now.epoch > seen.epoch) epochs.inc(now.epoch - seen.epoch);
    const before = now.epoch === seen.epoch ? seen.contradictions : 0;
    if (now.contradictions > before) contradictions.inc(now.contradictions - before);
    for (const { event, step } of now.faults)
      if (event >= seen.nextEventId) faults.inc({ step: STEPS.has(step) ? step : 'other' });
  };
  /** A gauge over the tables that are played now. */
  const gauge = (
    name: string,
    help: string,
    read: (played: readonly (Watched & { seen: Gauges })[]) => number,
  ) =>
    new Gauge({
      name: `${prefix}${name}`,
      help,
      registers,
      collect() {
        for (const w of all) look(w);
        this.set(read([...all].flatMap((w) => (w.seen === undefined ? [] : [{ ...w, seen: w.seen }]))));
      },
    });
  const most = (values: readonly number[]): number => Math.max(0, ...values);
  const since = (ms: number): number => (nowMs() - ms) / 1000;
  gauge('tables', 'Tables that are played', (played) => played.length);
  gauge('hands_on', 'Tables where a hand is on', (played) => played.filter((w) => w.seen.handOn).length);
  gauge(
    'last_commit_age_seconds',
    'Since the last commit, of tables where a hand is on: the longest',
    (played) => most(played.filter((w) => w.seen.handOn).map((w) => since(w.committedMs))),
  );
  gauge(
    'stalled_seconds',
    'How long something has been waiting to be committed and nothing was: the longest. A player who thinks is no stall',
    (played) =>
      most(
        played.flatMap((w) =>
          w.workingSinceMs === undefined ? [] : [since(Math.max(w.committedMs, w.workingSinceMs))],
        ),
      ),
  );
  gauge('waiting_for', 'Members without whom nothing can be committed: the most', (played) =>
    most(played.map((w) => w.seen.waitingFor)),
  );
  gauge(
    'participation_ratio',
    'Members with a block in the last 20 rounds, as a share: the least',
    (played) => Math.min(1, ...played.map((w) => w.seen.participation)),
  );
  gauge('linked_members', 'Members that are linked: the fewest; 0 without a table', (played) =>
    played.length === 0 ? 0 : Math.min(...played.map((w) => w.seen.linked)),
  );
  gauge(
    'members_beyond_quorum',
    'Linked members less the quorum: the fewest; below 0 a table has to wait',
    (played) => (played.length === 0 ? 0 : Math.min(...played.map((w) => w.seen.linked - w.seen.quorum))),
  );

  return {
    registry,
    watch(node) {
      const w: Watched = { node, seen: undefined, committedMs: nowMs(), workingSinceMs: undefined };
      all.add(w);
      const stop = node.subscribe(() => look(w));
      look(w);
      return () => {
        stop();
        all.delete(w);
      };
    },
    proof: (job, ms) => proofs.observe({ job }, ms / 1000),
  };
}
