/**
 * The house rules that no other tool watches, over every source file: npm run check runs it.
 *
 * - A core (what computes the game) takes time and randomness as inputs and touches no platform.
 * - A file is at most 400 lines.
 * - A comment stays within 120 columns and names no work left over; what it cites exists, and so does what the
 *   documents link to.
 *
 * Which layer may import which is the matter of .dependency-cruiser.cjs, what nobody uses that of knip.json.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface Finding {
  readonly path: string;
  /** From 1; 0 for the file as a whole. */
  readonly line: number;
  readonly what: string;
}

export const MAX_LINES = 400;
export const MAX_COMMENT_COLUMNS = 120;

/** What is pure: equal inputs, equal outputs, in every tab, in Node and in the simulator. */
const core = /^src\/(codec|crypto|poker|mentalpoker|consensus|table|light)\//;
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('src/testing/');

/** Names of the platform that no core may say, and what to do instead. */
const banned: readonly (readonly [RegExp, string])[] = [
  [/(?<!instanceof )\bDate\b/, 'time is an input'],
  [/\bperformance\b/, 'time is an input'],
  [/\b(set|clear)(Timeout|Interval|Immediate)\b/, 'a timer is an effect'],
  [/\b(queueMicrotask|requestAnimationFrame|requestIdleCallback)\b/, 'a timer is an effect'],
  [/\bMath\.random\b/, 'randomness is passed in'],
  [/\b(getRandomValues|randomUUID|randomBytes)\(/, 'randomness is passed in'],
  [/\b(localStorage|sessionStorage|indexedDB|navigator|document|globalThis)\b\./, 'a core knows no browser'],
  [/\bprocess\./, 'a core knows no Node'],
  [/\bfetch\(/, 'a core knows no network'],
  [/\bconsole\./, 'a core says nothing'],
];

interface Line {
  readonly code: string;
  readonly comment: string;
}

/**
 * Splits a source's lines into code and comment; strings count as code. Blocks begin a line, as the formatter has
 * them.
 */
export function splitLines(text: string): Line[] {
  let within = false;
  return text.split('\n').map((line) => {
    if (within || /^\s*(\{?\/\*)/.test(line)) {
      within = !line.includes('*/');
      return { code: '', comment: line };
    }
    const at = /(^|\s)\/\/(\s|$)/.exec(line);
    return at === null
      ? { code: line, comment: '' }
      : { code: line.slice(0, at.index), comment: line.slice(at.index) };
  });
}

/** What no file of the app may say, its tests included. */
const bannedEverywhere: typeof banned = [
  [/\bMath\.random\b/, 'net/chance.ts draws from the platform by rejection'],
];

/** Of pages and commands: a node is read through what it offers (node/reading.ts). */
const bannedOutside: typeof banned = [
  ...bannedEverywhere,
  [/\bnode\.(validator|lobby)\b/, 'a node is read by its readings'],
];
const outside = /^src\/(client|cli)\//;

export function bannedCalls(path: string, text: string): Finding[] {
  if (!path.startsWith('src/')) return [];
  const pure = core.test(path) && !isTest(path);
  const shell = outside.test(path) && !isTest(path) ? bannedOutside : bannedEverywhere;
  return splitLines(text).flatMap(({ code }, i) =>
    (pure ? banned : shell)
      .filter(([name]) => name.test(code.replace(/'[^']*'/g, "''")))
      .map(([name, why]) => ({
        path,
        line: i + 1,
        what: `${pure ? 'a core' : 'the app'} may not use ${name.exec(code)?.[0] ?? name.source}: ${why}`,
      })),
  );
}

export function tooLong(path: string, text: string): Finding[] {
  const lines = text.endsWith('\n') ? text.split('\n').length - 1 : text.split('\n').length;
  return lines > MAX_LINES ? [{ path, line: 0, what: `${lines} lines, more than ${MAX_LINES}` }] : [];
}

export function comments(path: string, text: string): Finding[] {
  return splitLines(text).flatMap(({ code, comment }, i) => {
    const found: Finding[] = [];
    const columns = [...code, ...comment].length;
    if (comment !== '' && columns > MAX_COMMENT_COLUMNS)
      found.push({ path, line: i + 1, what: `a comment of ${columns} columns` });
    if (/\b(TODO|FIXME|XXX)\b/.test(comment))
      found.push({ path, line: i + 1, what: 'a comment that puts work off' });
    return found;
  });
}

/** A file of this project, as comments and documents write it; addresses and other projects' files begin otherwise. */
const cited =
  /(?<![\w./:@-])(?:\.{0,2}\/)?(?:[\w.-]+\/)*[\w-][\w.-]*\.(?:tsx?|mjs|cjs|md|circom|json|css)\b(?![\w/])/g;

/**
 * Whether `name`, cited in the file `from`, is a file of `all`: from the root, from src/, from where `from` stands, or
 * the ending of a path (`ed25519.ts`, `crypto/ed25519.ts`).
 */
export function resolves(
  name: string,
  from: string,
  all: ReadonlySet<string>,
  endings: ReadonlySet<string>,
): boolean {
  const plain = name.replace(/^\.?\//, '');
  const beside = posix.normalize(posix.join(posix.dirname(from), name));
  return all.has(plain) || all.has(beside) || endings.has(plain);
}

/** Every ending of every path that begins after a slash. */
export function endingsOf(paths: Iterable<string>): Set<string> {
  const endings = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/');
    for (let i = 0; i < parts.length; i++) endings.add(parts.slice(i).join('/'));
  }
  return endings;
}

/** Files that are made by a build, an installation or a person, and so are cited without being here. */
const notHere =
  /^\/?(relay\.json|relay\.mjs|sw\.js|(FILE|NAME)\.\w+)$|^(dist|dist-relay|node_modules|\.cache)\//;

export function citations(
  path: string,
  text: string,
  all: ReadonlySet<string>,
  endings: ReadonlySet<string>,
): Finding[] {
  const document = path.endsWith('.md');
  return (document ? text.split('\n') : splitLines(text).map((l) => l.comment)).flatMap((line, i) => {
    // A document speaks of other things too: there only links and what stands in backticks are citations.
    const places = document
      ? [...line.matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)|`([^`\s]+)`/g)].map((m) => m[1] ?? m[2] ?? '')
      : [line];
    return places
      .flatMap((place) => [...place.matchAll(cited)].map((m) => m[0]))
      .filter((name) => !notHere.test(name) && !resolves(name, path, all, endings))
      .map((name) => ({ path, line: i + 1, what: `cites ${name}, which is not there` }));
  });
}

const root = fileURLToPath(new URL('..', import.meta.url));
const skipped = new Set(['node_modules', 'dist', '.git', '.cache', 'test-results', 'playwright-report']);

function* filesBelow(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!skipped.has(entry.name)) yield* filesBelow(path);
    } else yield path;
  }
}

/** Everything that is to mend in this checkout. */
export function tidy(): Finding[] {
  const paths = [...filesBelow('')];
  const all = new Set(paths);
  const endings = endingsOf(paths);
  const source = /\.(tsx?|mjs|cjs|css|circom)$/;
  return paths
    .filter((path) => source.test(path) || path.endsWith('.md'))
    .flatMap((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const ofCode = source.test(path)
        ? [...bannedCalls(path, text), ...tooLong(path, text), ...comments(path, text)]
        : [];
      return [...ofCode, ...citations(path, text, all, endings)];
    });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const findings = tidy();
  for (const { path, line, what } of findings) console.error(`${path}${line > 0 ? `:${line}` : ''} ${what}`);
  if (findings.length > 0) console.error(`${findings.length} to mend`);
  process.exit(findings.length === 0 ? 0 : 1);
}
