/** What goes wrong in a run, by seed: links, crashes, partitions, sleep; and how it heals. */
import { faultsTolerated } from '../src/codec/quorum.ts';
import { byzantineKinds } from './byzantine.ts';
import { Violation } from './invariants.ts';
import type { Random } from './random.ts';
import { furthestTurn, whereAll } from './runChecks.ts';
import type { RunState } from './runState.ts';
import { forgottenMs, healMs, reconnectMs } from './runTimes.ts';

/** Pairs that never have a link, or hear each other one way only: one, one of everybody, or all but one's. */
export function breakLinks(run: RunState, random: Random): void {
  if (run.links === undefined || run.n < 3) return;
  const order = random.shuffled(Array.from({ length: run.n }, (_, i) => i));
  // In a star everything goes through one, who must not be a liar.
  order.sort((x, y) => Number(run.byzantine.has(x)) - Number(run.byzantine.has(y)));
  const [a, b] = order as [number, number];
  switch (run.links) {
    case 'pair':
      run.network.cut(a, b);
      break;
    case 'deaf':
      run.network.deafen(a, b);
      break;
    case 'matching':
      for (let i = 0; i + 1 < run.n; i += 2) run.network.cut(order[i]!, order[i + 1]!);
      break;
    case 'star':
      for (const x of order.slice(1)) for (const y of order.slice(1)) if (x < y) run.network.cut(x, y);
  }
}

export function chooseFaulty(run: RunState, root: Random): void {
  const kinds = byzantineKinds.filter((k) => run.faults.has(k));
  let budget = faultsTolerated(run.n);
  for (const index of root.shuffled(Array.from({ length: run.n }, (_, i) => i))) {
    if (budget === 0) return;
    if (run.faults.has('amnesia') && run.amnesiac.size === 0) run.amnesiac.add(index);
    else if (run.faults.has('one-slow') && run.slow === undefined) run.slow = index;
    else if (kinds.length > 0) {
      const kind = root.pick(kinds);
      run.byzantine.set(index, kind);
      run.plan.push(`${index}=${kind}`);
    }
    budget--;
  }
}

export function scheduleFaults(run: RunState): void {
  const r = run.random;
  const all = Array.from({ length: run.n }, (_, i) => i);
  if (run.faults.has('partition')) {
    for (let i = 0; i < 2; i++) {
      const atMs = r.between(500, healMs - 3000);
      const cut = r.between(500, 5000);
      const order = r.shuffled(all);
      const split = 1 + r.below(run.n - 1);
      run.time.after(atMs, () => run.network.partition([order.slice(0, split), order.slice(split)]));
      run.time.after(Math.min(atMs + cut, healMs - 1), () => run.network.partition(undefined));
    }
  }
  const crashing = run.faults.has('crash') ? r.shuffled([...run.honest]).slice(0, 1 + r.below(2)) : [];
  for (const index of new Set([...crashing, ...run.amnesiac])) {
    const atMs = r.between(200, healMs - 4000);
    const keep = run.amnesiac.has(index) ? r.pick([0, 0.5, 0.9]) : 1;
    const backAtMs = r.between(atMs + (keep < 1 ? forgottenMs : 5), healMs - 1);
    if (keep < 1) run.time.after(atMs, () => forget(run, index, keep, backAtMs));
    else {
      run.time.after(atMs, () => run.validators[index]!.crash());
      run.time.after(backAtMs, () => restart(run, index, keep));
    }
  }
  if (run.faults.has('sleep')) {
    const index = r.pick([...run.honest]);
    run.time.after(r.between(200, healMs - 4000), () => run.validators[index]!.sleep(r.between(500, 4000)));
  }
  if (run.faults.has('sleep-clock')) {
    const index = r.pick([...run.honest]);
    const ms = r.between(2_000, 6_000);
    run.time.after(r.between(500, 3_000), () => run.validators[index]!.sleepWithClock(ms));
  }
  if (run.faults.has('slow')) {
    const index = r.pick([...run.honest]);
    run.time.after(r.between(200, healMs - 6000), () => run.validators[index]!.slowDown(5000));
  }
  if (run.faults.has('churn')) churn(run, r.fork('churn'));
  if (run.faults.has('rolling')) {
    for (const index of run.honest) {
      if (run.amnesiac.has(index)) continue;
      const atMs = 1000 + 1200 * index;
      run.time.after(atMs, () => {
        if (run.validators[index]!.alive) run.validators[index]!.crash();
      });
      run.time.after(atMs + r.between(50, 1500), () => restart(run, index, 1));
    }
  }
}

/** They come and go all the time: one or f at once close the table and open it again, and links break and mend. */
function churn(run: RunState, random: Random): void {
  const goers = random.shuffled([...run.honest]).slice(0, Math.max(1, faultsTolerated(run.n)));
  for (const index of goers) {
    if (run.amnesiac.has(index)) continue;
    for (let atMs = random.between(300, 2000); atMs < healMs - 1500; atMs += random.between(800, 4000)) {
      const backAtMs = Math.min(healMs - 1, atMs + random.between(5, 1200));
      run.time.after(atMs, () => run.validators[index]!.crash());
      run.time.after(backAtMs, () => restart(run, index, 1));
      atMs = backAtMs;
    }
  }
  for (let atMs = 200; atMs < healMs - 500; atMs += random.between(50, 600)) {
    const [a, b] = random.shuffled(Array.from({ length: run.n }, (_, i) => i)) as [number, number];
    run.time.after(atMs, () => run.network.cut(a, b));
    run.time.after(Math.min(healMs - 1, atMs + random.between(10, 2000)), () => run.network.mend(a, b));
  }
}

/**
 * A crash that costs (part of) the journal. What one signed last, any q−1 of the others can tell if f+1 of them
 * hold it, and if fewer do nobody may be able to: then it stops a little later.
 */
export function forget(run: RunState, index: number, keep: number, backAtMs: number): void {
  const v = run.validators[index]!;
  const last = v.state.own.latest?.block.key;
  const holders = [...run.honest].filter((i) => {
    const { dag, pool } = run.validators[i]!.state;
    return i !== index && (last === undefined || dag.nodes.has(last) || pool.waiting.has(last));
  });
  if (holders.length <= faultsTolerated(run.n)) {
    if (run.time.nowMs() < healMs) run.time.after(20, () => forget(run, index, keep, backAtMs));
    return;
  }
  v.crash();
  // It comes back when nothing it sent before can be on its way any more.
  const waitMs = Math.max(backAtMs - run.time.nowMs(), forgottenMs);
  run.time.after(waitMs, () => restart(run, index, keep));
}

export function restart(run: RunState, index: number, keep: number): void {
  const v = run.validators[index]!;
  if (v.alive || !v.hasStarted) return;
  v.restart(keep);
  submitAgain(run, index);
}

export function submitAgain(run: RunState, index: number): void {
  const v = run.validators[index]!;
  // What was pending in memory is gone; whoever submitted it does so again.
  for (const text of run.submitted.get(index) ?? []) {
    if (!run.turns[index]!.applied.has(`${index}/${text}`)) v.submit(new TextEncoder().encode(text));
  }
  run.tellDeadline(index);
}

export function heal(run: RunState): void {
  run.conditions.lossChance = 0;
  run.network.partition(undefined);
  // Work that was left undone goes on by repair alone; only what someone does not even know of needs a new link.
  const before = furthestTurn(run);
  run.time.after(reconnectMs, () => {
    if (before < run.turnsTotal && furthestTurn(run) === before) {
      throw new Violation(
        `nothing moved in ${reconnectMs} ms after healing: turn ${before} of ${run.turnsTotal}${whereAll(run)}`,
      );
    }
    run.network.reconnect();
  });
}
