import { isGentle } from './faults.ts';
import { Violation } from './invariants.ts';
import type { RunState } from './runState.ts';
import { mostJournalMs, startTimeMs } from './runTimes.ts';
import { isSlashed, playerOf } from './turns.ts';

/** For whoever reads a failure: where each honest validator stands. */
export function whereAll(run: RunState): string {
  const lines = [...run.honest].map((i) => {
    const { state } = run.validators[i]!;
    const links = state.peers.linked.flatMap((up, v) => (up ? [v] : []));
    const { missing, waiting } = state.pool;
    const lacks = [...missing.values()].map((m) => `${m.author}/${m.round}`).slice(0, 4);
    return `  ${i}: round ${state.own.latest?.round} of ${state.dag.highestRound}, ${waiting.size} wait, lacks ${lacks}, links ${links}, recovers ${state.recovery !== undefined}, elsewhere ${state.own.keyElsewhere}`;
  });
  return `\n${lines.join('\n')}`;
}

export function furthestTurn(run: RunState): number {
  return Math.max(...[...run.honest].map((i) => run.turns[i]!.turn));
}

/** What was taken of the budget: own blocks are journaled five times on the way. */
export function budgetUsed(run: RunState): number | undefined {
  const p95 = run.latencies.p95();
  if (p95 === undefined || run.budgetDelta === undefined) return undefined;
  return p95 / (run.budgetDelta * run.deltaMs + 5 * mostJournalMs);
}

export function checkLatency(run: RunState): void {
  const used = budgetUsed(run) ?? 0;
  if (used <= 1) return;
  const text = `${used.toFixed(2)} times ${run.budgetDelta} δ of ${Math.round(run.deltaMs)} ms`;
  throw new Violation(`actions take too long: the 95th percentile of ${run.latencies.count()} is ${text}`);
}

/**
 * The table's time runs as time does, whatever messages take and liars say; and whoever slept or was away has its
 * time back, although its own clock stood still. Not yet whoever has heard nothing but old words since: so many of them
 * still waited for it when the last was said.
 */
export function checkClocks(run: RunState): void {
  const all = [...run.honest].map((i) => run.validators[i]!);
  const lastSaidMs = Math.max(...all.map((v) => v.state.own.latest?.block.content.timeMs ?? 0)) - startTimeMs;
  const isTold = (v: (typeof all)[number]): boolean => v.caughtUpMs <= lastSaidMs;
  const told = all.filter(isTold);
  if (2 * told.length <= all.length) throw new Violation('most honest validators have heard nothing of late');
  const clocks = told.map((v) => v.nowMs() - startTimeMs - run.time.nowMs());
  const [least, most] = [Math.min(...clocks), Math.max(...clocks)].map(Math.round) as [number, number];
  if ((['sleep-clock', 'crash', 'churn', 'rolling', 'amnesia'] as const).some((f) => run.faults.has(f))) {
    if (most - least > 1_500 + skewOf(run)) throw new Violation(`honest clocks are ${most - least} ms apart`);
  } else if (least < -clockDriftMs || most > clockDriftMs + skewOf(run))
    throw new Violation(`honest clocks are wrong by ${least} to ${most} ms`);
}

/** By how much clocks differ at the start, and how far they drift in a run; milliseconds. */
const skewOf = ({ faults }: RunState): number => (faults.has('skew') ? 500 : 20);
const clockDriftMs = 100;

/** Whose state is not the table's is named by all, once it has said so of a height that they told of as well. */
export function checkNamed(run: RunState): void {
  if (run.invariants.stream().length < 32) return;
  for (const [index, kind] of run.byzantine) {
    if (kind !== 'other-rules') continue;
    for (const by of run.honest)
      if (run.validators[by]!.state.roots.own.size > 0 && !run.named.has(`${by}/${index}`))
        throw new Violation(`validator ${by} never noticed that ${index} has another state`);
  }
}

/**
 * Nobody names, tells or volunteers the blocks of one that contradicts itself, so whoever has no link to it does not
 * hear of them. The last rounds before a silence have none above them by which they could be decided instead: slots
 * with nothing in them, since whoever knows of work, or of a deadline, makes rounds. What was said is compared all the
 * same.
 */
function lacksOnlyLiarsBlocks(run: RunState, i: number): boolean {
  const { dag, shunned, peers } = run.validators[i]!.state;
  let lacked = 0;
  for (const other of run.honest)
    for (const { round, author, block } of run.validators[other]!.state.dag.nodes.values()) {
      if (round < dag.highestRound - 2 || dag.nodes.has(block.key)) continue;
      if (!shunned.has(author) || peers.linked[author] || !run.byzantine.has(author)) return false;
      lacked++;
    }
  return lacked > 0;
}

export function checkEnd(run: RunState, messagesWhenIdle: number): void {
  checkLatency(run);
  checkClocks(run);
  const gentle = isGentle(run.faults);
  checkNamed(run);
  for (const i of run.honest) {
    const v = run.validators[i]!;
    run.invariants.holds(v);
    const behind = run.invariants.stream().length - run.invariants.heightOf(i);
    if (behind > 0 && !lacksOnlyLiarsBlocks(run, i))
      throw new Violation(`validator ${i} is ${behind} slots behind after healing`);
    const t = run.turns[i]!;
    if (t.deadline !== undefined)
      throw new Violation(`validator ${i}: the game stopped at turn ${t.turn} of ${t.total}`);
    for (const [author, texts] of run.submitted) {
      if (run.amnesiac.has(author)) continue;
      for (const text of texts) {
        if (!t.applied.has(`${author}/${text}`))
          throw new Violation(`validator ${i}: transaction ${author}/${text} was never output`);
      }
    }
    for (let a = 0; a < run.n; a++) {
      if (run.honest.has(a) && isSlashed(t, a))
        throw new Violation(`validator ${i}: the honest player ${a} was slashed`);
      if (v.state.pool.reported[a]!.size > 0 && !isSlashed(t, a))
        throw new Violation(`validator ${i}: saw two blocks of ${a}, whose bond is whole`);
    }
    for (const turn of t.timedOut) {
      if (gentle && run.inTime.has(turn))
        throw new Violation(`player ${playerOf(t, turn)} acted in time in turn ${turn} and was timed out`);
    }
  }
  // One that lost its journal waits for the others to go on; with work of its own it asks them again and again.
  const stranded = [...run.amnesiac].some((i) => run.validators[i]!.state.jump !== undefined);
  if (messagesWhenIdle > 0 && !stranded) throw new Violation(`${messagesWhenIdle} messages when idle`);
}
