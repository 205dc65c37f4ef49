/**
 * `npm run record -- [--force] NAME…`: plays the named scenes, or all, and writes what the nodes export with what it
 * leads to into src/testing/recordings/logs/. What is there already is kept unless --force is given: recordings are
 * made
 * anew when the format on disk or wire changes, never to make a test pass.
 *
 * A recording is only written if verifying it comes to every state that the node itself was seen to be in.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { logFileOf } from '../../client/record/exportLog.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { TestTable } from '../nodes.ts';
import {
  deckWorkers,
  LOG_ENDING,
  logsFolder,
  type Outcome,
  outcomeOf,
  type Recording,
  recordingNames,
  rootText,
} from './recording.ts';
import { type Scene, scenes } from './scenes.ts';

/** Roots by epoch and height, as a node shows them. */
type Seen = Map<string, string>;

function watch(node: GameNode, seen: Seen): void {
  node.subscribe(() => {
    const { validator } = node;
    if (validator === undefined) return;
    const { epoch, height } = validator.settled;
    seen.set(`${epoch}:${height}`, rootText(validator.root));
  });
}

/** @throws Error unless both have come to the same states, the last one included */
function compare(name: string, { epochs, report }: Outcome, seen: Seen): void {
  let same = 0;
  for (const { epoch, fromHeight, roots } of epochs) {
    for (const [i, root] of roots.entries()) {
      const lived = seen.get(`${epoch}:${fromHeight + i}`);
      if (lived === undefined) continue;
      if (lived !== root)
        throw new Error(`${name}: another state at ${epoch}:${fromHeight + i} than the table had`);
      same++;
    }
  }
  const all = epochs.reduce((sum, e) => sum + e.roots.length, 0);
  if (2 * same < all) throw new Error(`${name}: only ${same} of ${all} states were seen`);
  console.log(`${name}: ${all} states, ${same} of them seen at the table, ${report.proofs} proofs`);
}

async function record(scene: Scene): Promise<void> {
  const table = await TestTable.create(scene.config);
  // Over quick links whoever has nothing to say says so more often: a longer log of the same game.
  table.hub.setLatency(() => 10);
  const seen: Seen[] = [];
  table.onOpen = (i, node) => {
    seen[i] ??= new Map();
    watch(node, seen[i]);
  };
  try {
    await scene.play(table);
    for (const [name, player] of Object.entries(scene.logs)) {
      const log = await logFileOf(table.storages[player]!);
      if (log === undefined) throw new Error(`${name}: nothing to export`);
      const outcome = await outcomeOf(log, deckWorkers());
      compare(name, outcome, seen[player]!);
      const of = table.nodes[player]!.lobby.nickname;
      const recording: Recording = { about: scene.about, of: new TextDecoder().decode(of), ...outcome };
      await writeFile(new URL(`${name}${LOG_ENDING}`, logsFolder), gzipSync(log, { level: 9 }));
      await writeFile(new URL(`${name}.json`, logsFolder), `${JSON.stringify(recording, null, 1)}\n`);
    }
  } finally {
    await table.stop();
  }
}

async function main(args: readonly string[]): Promise<number> {
  const force = args.includes('--force');
  const wanted = args.filter((a) => a !== '--force');
  const unknown = wanted.filter((w) => !scenes.some((s) => s.name === w));
  if (unknown.length > 0) {
    console.error(`no such scene: ${unknown.join(', ')}; there are ${scenes.map((s) => s.name).join(', ')}`);
    return 2;
  }
  await mkdir(logsFolder, { recursive: true });
  const there = await recordingNames();
  for (const scene of scenes) {
    if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
    if (!force && Object.keys(scene.logs).every((n) => there.includes(n))) console.log(`${scene.name}: kept`);
    else await record(scene);
  }
  return 0;
}

process.exit(await main(process.argv.slice(2)));
