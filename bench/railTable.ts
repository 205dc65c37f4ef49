/**
 * The rail of a real table. Four members play, 40 ms from one another; two feed; the
 * spectators are whole nodes in a few processes. From a slot being final at the first member to final at each
 * spectator; what it costs a member, and one who watches.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startRelay } from '../relay/relay.ts';
import { formatTablePath } from '../src/client/create/tableUrl.ts';
import { CONFIG_VERSION, SECOND_DEFAULTS } from '../src/codec/config.ts';
import { meetingKeyOf } from '../src/codec/meeting.ts';
import { PROOF_KINDS } from '../src/codec/proofKinds.ts';
import { createNodeRail } from '../src/net/rail/railNode.ts';
import { systemScheduler } from '../src/node/clock.ts';
import type { GameNode } from '../src/node/gameNode.ts';
import { startFeeder } from '../src/node/rail/feeder.ts';
import { TestTable } from '../src/testing/nodes.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { createNodeThreadDeckWorker } from '../src/workers/nodeThreads.ts';
import { shareDeckWorker } from '../src/workers/shared.ts';
import { percentile } from './consensus.ts';
import { trafficMetrics } from './railTraffic.ts';
import { noteHeights, type Told, type WatcherReport } from './railWatchers.ts';

export const MEMBERS = 4;
const FEEDERS = 2;
const PROCESSES = 2;
/** Between members: as far as half a continent. */
const ONE_WAY_MS = 40;
/** A person does not answer within a millisecond, and four machines have more than two cores. */
const THINK_MS = 1_500;

/** With the proofs that cost the least to check here: what is measured is what is said. */
export const createTable = (): Promise<TestTable> =>
  TestTable.create({
    ...SECOND_DEFAULTS,
    ...{ protocolVersion: CONFIG_VERSION, proofs: PROOF_KINDS.indexOf('groth16') },
    ...{ seats: MEMBERS, startingStackChips: 1_000 },
  });

export async function measureTable(spectators: number, hands: number): Promise<Record<string, number>> {
  const relay = await startRelay({ port: 0, host: '127.0.0.1', dist: '/nonexistent', logLevel: 'silent' });
  const table = await createTable();
  const { config } = table;
  // Without it rounds follow one another as fast as this machine can, which no table over a network does.
  table.hub.setLatency(() => ONE_WAY_MS);
  const deck = shareDeckWorker(await createNodeThreadDeckWorker({ deckSize: 52, threads: 1 }));
  const meeting = { meetingKey: meetingKeyOf(config), relayAddresses: relay.addresses };
  for (let i = 0; i < MEMBERS; i++) await table.open(i, `P${i}`, undefined, 'player', () => deck.handle());
  await table.start(MEMBERS);
  const members = [...table.nodes];
  const traffics = Array.from({ length: FEEDERS }, () => ({ sent: 0, received: 0 }));
  const feeders = await Promise.all(
    traffics.map((traffic, i) =>
      startFeeder({
        ...{
          door: members[i]!.rail(),
          scheduler: systemScheduler,
          say: (line: string) => console.error(line),
          turn: () => i,
        },
        connect: (judge) =>
          createNodeRail({
            ...meeting,
            ...{ isFeeder: true, judge, metrics: trafficMetrics(traffic), privateKeySeed: systemRandom(32) },
          }),
      }),
    ),
  );
  const seen = members.map(noteHeights);
  const url = `http://localhost${formatTablePath(config, relay.addresses)}`;
  const processes = startProcesses(spectators, url);
  const beganMs = performance.now();
  await processes.following(spectators);
  const joinedMs = performance.now() - beganMs;
  await processes.caughtUp(Math.max(...members.map((n) => n.validator!.settled.height)));
  for (const traffic of traffics) Object.assign(traffic, { sent: 0, received: 0 });
  processes.tell('reset');
  // What they caught up with as they came is no news.
  const since = Math.max(...members.map((n) => n.validator!.settled.height));
  await play(table, members, hands);
  // What is on its way still arrives.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const reports = await processes.reports();
  processes.tell('stop');
  await Promise.all(feeders.map((feeder) => feeder.stop()));
  await table.stop();
  deck.close();
  await relay.stop();
  return summary({ reports, seen, since, sent: traffics.map((t) => t.sent), joinedMs });
}

/** So many hands, with time to think. */
export async function play(table: TestTable, members: readonly GameNode[], hands: number): Promise<void> {
  const done = () => members[0]!.validator!.part().hand!.hand > hands;
  while (!done()) {
    const at = () => members.map((n) => n.validator!.settled.height).join();
    const before = at();
    await table.callUntil(members, 'an action', () => done() || at() !== before);
    await new Promise((resolve) => setTimeout(resolve, THINK_MS));
  }
}

function startProcesses(spectators: number, url: string) {
  const program = fileURLToPath(new URL('./railWatchers.ts', import.meta.url));
  const children: ChildProcess[] = [];
  const hear: ((told: Told) => void)[] = [];
  for (let i = 0; i < PROCESSES; i++) {
    const count = Math.floor((spectators + i) / PROCESSES);
    if (count === 0) continue;
    const child = fork(program, [String(count), url], { execArgv: ['--import', 'tsx'] });
    child.on('message', (told) => {
      for (const listener of hear) listener(told as Told);
    });
    children.push(child);
  }
  let following = 0;
  hear.push((told) => {
    if (told.kind === 'following') following += told.count;
  });
  return {
    tell: (what: string) => {
      for (const child of children) child.send(what);
    },
    following: (count: number) =>
      new Promise<void>((resolve) => {
        const look = (): void => {
          if (following >= count) resolve();
        };
        hear.push(look);
        look();
      }),
    caughtUp: (height: number) =>
      new Promise<void>((resolve) => {
        const behind = new Set(children);
        for (const child of children)
          child.on('message', (told: Told) => {
            if (told.kind !== 'heights') return;
            if (told.heights.every((h) => h >= height)) behind.delete(child);
            if (behind.size === 0) resolve();
            else if (behind.has(child)) setTimeout(() => child.send('heights'), 250);
          });
        for (const child of children) child.send('heights');
      }),
    reports: () =>
      new Promise<WatcherReport[]>((resolve) => {
        const all: WatcherReport[] = [];
        let answered = 0;
        hear.push((told) => {
          if (told.kind !== 'report') return;
          all.push(...told.watchers);
          if (++answered === children.length) resolve(all);
        });
        for (const child of children) child.send('report');
      }),
  };
}

interface Measured {
  readonly reports: readonly WatcherReport[];
  /** By member: when a height was final there. */
  readonly seen: readonly ReadonlyMap<number, number>[];
  /** Only heights above it count. */
  readonly since: number;
  /** Bytes by feeder. */
  readonly sent: readonly number[];
  readonly joinedMs: number;
}

function summary({ reports, seen, since, sent, joinedMs }: Measured): Record<string, number> {
  const first = (height: number): number =>
    Math.min(...seen.map((m) => m.get(height) ?? Number.POSITIVE_INFINITY));
  const latencies = reports.flatMap(({ settledMs }) =>
    settledMs.flatMap(([height, ms]) =>
      height > since && Number.isFinite(first(height)) ? [ms - first(height)] : [],
    ),
  );
  const received = percentile(
    reports.map((r) => r.received),
    0.5,
  );
  const [p50, p95] = [percentile(latencies, 0.5), percentile(latencies, 0.95)];
  const ratio = Math.max(...sent) / received;
  const neighbours = reports.reduce((sum, r) => sum + r.neighbours, 0) / reports.length;
  console.log(
    `  ${reports.length} spectators of a table of ${MEMBERS}: all following ${(joinedMs / 1000).toFixed(1)} s after the first; ${neighbours.toFixed(1)} neighbours each`,
  );
  console.log(
    `  final at the first member to final on the rail, ${latencies.length} slots: P50 ${p50.toFixed(0)} ms, P95 ${p95.toFixed(0)} ms`,
  );
  console.log(
    `  a feeding member sends ${(Math.max(...sent) / 1024).toFixed(0)} KB, one spectator gets ${(received / 1024).toFixed(0)} KB: ${ratio.toFixed(2)} times`,
  );
  return {
    spectators: reports.length,
    p50_ms: p50,
    p95_ms: p95,
    member_bytes: Math.max(...sent),
    spectator_bytes: received,
    ratio,
    joined_ms: joinedMs,
  };
}
