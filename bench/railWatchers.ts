/**
 * A process full of spectators of one table, for `bench rail`. They share one deck worker, so a proof is judged once
 * for all of them in this process; all else each of them does for itself.
 * Arguments: COUNT TABLE-URL [early]; the last counts cards that were seen too early. Told 'report' by its parent it
 * answers with what it saw, told 'heights' with how far each one is, told 'stop' it ends.
 */
import { parseTableUrl } from '../src/client/create/tableUrl.ts';
import { tableIdOf } from '../src/codec/config.ts';
import { toHex } from '../src/codec/decode.ts';
import { meetingKeyOf } from '../src/codec/meeting.ts';
import { createEd25519 } from '../src/crypto/ed25519.ts';
import { hashTreesInWasm } from '../src/crypto/treeHasher.ts';
import { createNodeRail } from '../src/net/rail/railNode.ts';
import { systemScheduler } from '../src/node/clock.ts';
import type { GameNode } from '../src/node/gameNode.ts';
import { openNode } from '../src/node/openNode.ts';
import { RailSpectator } from '../src/node/rail/spectator.ts';
import { verifyOnce } from '../src/node/rail/verifyOnce.ts';
import { createMemoryGame } from '../src/storage/memory.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { createNodeThreadDeckWorker } from '../src/workers/nodeThreads.ts';
import { shareDeckWorker } from '../src/workers/shared.ts';
import { type Traffic, trafficMetrics } from './railTraffic.ts';

export interface WatcherReport {
  /** Wall-clock milliseconds by settled height. */
  readonly settledMs: readonly (readonly [number, number])[];
  readonly received: number;
  readonly sent: number;
  readonly neighbours: number;
  readonly epoch: number;
  readonly height: number;
  readonly root: string;
  /** Cards at the seats that it saw before any hand was over. */
  readonly early: number;
}
/** What a process tells its parent. */
export type Told =
  | { readonly kind: 'following'; readonly count: number }
  | { readonly kind: 'heights'; readonly heights: readonly number[] }
  | { readonly kind: 'report'; readonly watchers: readonly WatcherReport[] };

export const wallMs = (): number => performance.timeOrigin + performance.now();

/** Notes when each height was settled first. */
export function noteHeights(node: GameNode): Map<number, number> {
  const seen = new Map<number, number>();
  let last: number | undefined;
  node.subscribe(() => {
    const height = node.validator?.settled.height;
    if (height === undefined || height === last) return;
    // What was settled before it came is no news.
    for (let h = last === undefined ? height : last + 1; h <= height; h++) seen.set(h, wallMs());
    last = height;
  });
  return seen;
}

interface Watcher {
  readonly node: GameNode;
  readonly network: RailSpectator;
  readonly seen: ReadonlyMap<number, number>;
  readonly traffic: Traffic;
  readonly early: () => number;
}

/** Counts cards at the seats after each settled slot as long as somebody may still act: there may be none. */
function countEarly(node: GameNode): () => number {
  let early = 0;
  let height: number | undefined;
  node.subscribe(() => {
    const settled = node.validator?.settled.height;
    if (settled === height) return;
    height = settled;
    const part = node.part();
    if (part?.hand === undefined || !/^(preflop|flop|turn|river)$/.test(part.hand.stage)) return;
    early += part.seats.flatMap(({ cards }) => cards).filter((card) => card !== null).length;
  });
  return () => early;
}

async function main(count: number, url: string): Promise<void> {
  const address = parseTableUrl(new URL(url));
  if (typeof address === 'string') throw new Error(address);
  const { config, relays } = address;
  await hashTreesInWasm();
  const verifier = await createEd25519(crypto.subtle);
  const worker = shareDeckWorker(await createNodeThreadDeckWorker({ deckSize: 52, threads: 1 }));
  const watchers: Watcher[] = [];
  const tell = (told: Told): void => void process.send?.(told);
  for (let i = 0; i < count; i++) {
    const traffic = { sent: 0, received: 0 };
    const ed25519 = verifyOnce(verifier);
    const network = await RailSpectator.open({
      ...{ tableId: tableIdOf(config), ed25519, scheduler: systemScheduler },
      secretKey: systemRandom(32),
      connect: (judge, chat) =>
        createNodeRail({
          ...{ isFeeder: false, judge, chat, metrics: trafficMetrics(traffic) },
          ...{ meetingKey: meetingKeyOf(config), relayAddresses: relays, privateKeySeed: systemRandom(32) },
        }),
      failed: (error) => console.error(error),
    });
    const { secretKey } = ed25519.generateKeyPair(systemRandom);
    const platform = {
      ...{ ed25519, network, storage: createMemoryGame(), worker: worker.handle() },
      ...{ scheduler: systemScheduler, wallClockMs: () => Date.now() },
    };
    const node = openNode(platform, config, { secretKey, nickname: `Watcher ${i}` });
    network.attach(node.rail());
    node.watch(true);
    watchers.push({
      node,
      network,
      seen: noteHeights(node),
      traffic,
      early: process.argv[4] === 'early' ? countEarly(node) : () => 0,
    });
    const looking = setInterval(() => {
      if (node.phase !== 'watching' || network.neighbours().length < Math.min(3, count - 1)) return;
      clearInterval(looking);
      tell({ kind: 'following', count: 1 });
    }, 100);
    node.start();
  }
  // Whoever started it is gone, however that came about.
  process.once('disconnect', () => process.exit());
  process.on('message', (asked) => {
    if (asked === 'heights')
      tell({ kind: 'heights', heights: watchers.map(({ node }) => node.validator?.settled.height ?? -1) });
    else if (asked === 'report')
      tell({
        kind: 'report',
        watchers: watchers.map(({ node, seen, traffic, network, early }) => ({
          settledMs: [...seen],
          ...traffic,
          neighbours: network.neighbours().length,
          epoch: node.validator?.epoch ?? -1,
          height: node.validator?.settled.height ?? -1,
          root: node.validator ? toHex(node.validator.root) : '',
          early: early(),
        })),
      });
    else if (asked === 'reset')
      for (const { traffic } of watchers) Object.assign(traffic, { sent: 0, received: 0 });
    else process.exit(0);
  });
}

if (process.send !== undefined && process.argv[2] !== undefined && process.argv[3] !== undefined)
  await main(Number(process.argv[2]), process.argv[3]);
