/**
 * `npm run conformance -- DIR…`: replays every .phh and .phhs hand below the directories through the rules and
 * compares the finishing stacks. Prints what fails and why, what was skipped by variant, and as the last line
 * `N passed, M failed, K skipped`. Exit code 1 if any failed or there was nothing to replay.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { HistoryError } from '../poker/formats/history.ts';
import { splitPhh } from '../poker/formats/phh.ts';
import { checkHistory } from '../poker/formats/replay.ts';

export interface ConformanceCounts {
  passed: number;
  failed: number;
  /** Hands of games this project does not play, by variant code. */
  readonly skipped: Map<string, number>;
}

/** Replays the hands of one document into `counts`. `report` gets a line for every failure. */
export function checkDocument(
  name: string,
  text: string,
  counts: ConformanceCounts,
  report: (line: string) => void,
): void {
  const hands = attempt(name, counts, report, () => splitPhh(text));
  for (const hand of hands ?? []) {
    const where = hand.name === '' ? name : `${name}#${hand.name}`;
    const difference = attempt(where, counts, report, () => checkHistory(hand.decode()) ?? '');
    if (difference === '') counts.passed++;
    else if (difference !== undefined) {
      counts.failed++;
      report(`FAIL ${where}: ${difference}`);
    }
  }
}

function attempt<T>(
  where: string,
  counts: ConformanceCounts,
  report: (line: string) => void,
  f: () => T,
): T | undefined {
  try {
    return f();
  } catch (error) {
    if (error instanceof HistoryError && error.code === 'unsupported-variant') {
      counts.skipped.set(error.what, (counts.skipped.get(error.what) ?? 0) + 1);
      return undefined;
    }
    // Whatever else goes wrong in one hand is that hand's failure; the others are still replayed.
    counts.failed++;
    report(
      `FAIL ${where}: ${error instanceof HistoryError ? error.message : `internal error: ${String(error)}`}`,
    );
    return undefined;
  }
}

/** Hand history files below `path`, or `path` itself, in a stable order. */
function* filesBelow(path: string): Generator<string> {
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const below = join(path, entry.name);
    if (entry.isDirectory() || (entry.isSymbolicLink() && statSync(below).isDirectory()))
      yield* filesBelow(below);
    else if (/\.phhs?$/i.test(entry.name)) yield below;
  }
}

function main(dirs: readonly string[]): number {
  const counts: ConformanceCounts = { passed: 0, failed: 0, skipped: new Map() };
  if (dirs.length === 0) console.error('usage: npm run conformance -- DIR…');
  for (const dir of dirs) {
    try {
      for (const file of filesBelow(dir))
        checkDocument(file, readFileSync(file, 'utf8'), counts, console.log);
    } catch (error) {
      counts.failed++;
      console.log(`FAIL ${dir}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  let skipped = 0;
  for (const [variant, hands] of [...counts.skipped].sort()) {
    console.log(`skipped ${variant}: ${hands}`);
    skipped += hands;
  }
  const nothing = counts.passed + counts.failed + skipped === 0;
  if (nothing) console.log('there is no hand to replay');
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${skipped} skipped`);
  return counts.failed > 0 || nothing ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = main(process.argv.slice(2));
