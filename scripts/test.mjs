// `npm test`: everything that must hold, on a checkout that may be fresh. Each step runs even when one before
// it failed, so that one run shows all there is to mend. The last line counts what ran.
// `npm test -- FILE…`: the named tests alone; a part of a name is enough (betting, src/poker, lobby.spec.ts).
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findOrInstallChromium, firefoxEnv } from './browsers.mjs';
import { ensureBuilt } from './build.mjs';
import { runChecks } from './checks.mjs';
import { browserFailures, unitFailures } from './failures.mjs';
import { bin, ensureInstalled, root, tsxCli } from './install.mjs';
import { buildAgain } from './sameBuild.mjs';
import { lines, nodeOf, withNodeOnPath } from './supportedNode.mjs';

/** A quick test file that takes longer than this is named at the end. */
const QUICK_MS = 5_000;

ensureInstalled();
const results = join(root, '.cache', 'results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

let passed = 0;
let failed = 0;
const faults = [];
/** Single tests that failed, as `file › title`, under the name of their run. */
const failedTests = [];

function step(name, args, { env = {}, node = process.execPath } = {}) {
  console.log(`\n── ${name}`);
  const r = spawnSync(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...withNodeOnPath(node), ...env },
  });
  return r.status === 0;
}

/** Adds a runner's own counts; a run without a readable count is one failure, never a silent pass. */
function suite(name, ok, read) {
  try {
    const counts = read();
    if (counts.passed + counts.failed === 0) throw new Error('no test ran');
    passed += counts.passed;
    failed += counts.failed;
    if (counts.failed > 0 || !ok) faults.push(name);
    if (!ok && counts.failed === 0) failed++;
  } catch (error) {
    failed++;
    faults.push(`${name} (${error.message})`);
  }
}

const json = (file) => JSON.parse(readFileSync(join(results, file), 'utf8'));

function unitTests(name, args, { file, node, note = () => undefined }) {
  const reporters = [
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${join(results, file)}`],
    '--reporter=./scripts/outsideErrors.mjs',
  ];
  const outside = `outside-${file}`;
  const env = { OUTSIDE_ERRORS: join(results, outside) };
  const ok = step(name, [bin('vitest/vitest.mjs'), 'run', ...reporters, ...args], { node, env });
  suite(name, ok, () => {
    const r = json(file);
    note(r);
    const outsideTests = json(outside).map((error) => `outside of any test: ${error}`);
    failedTests.push(...[...unitFailures(r, root), ...outsideTests].map((test) => `${name}: ${test}`));
    return { passed: r.numPassedTests, failed: r.numFailedTests + r.numPendingTests };
  });
}

function browserTests(args, env = {}, name = 'browser tests') {
  let chromium;
  try {
    chromium = findOrInstallChromium();
  } catch (error) {
    console.error(`\n${error.message}`);
    failed++;
    faults.push('browser tests (no Chromium)');
    return;
  }
  console.log('\n── build');
  ensureBuilt();
  const file = `${name.replaceAll(' ', '-')}.json`;
  const ok = step(name, [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json', ...args], {
    env: {
      CHROMIUM_PATH: chromium,
      ...firefoxEnv(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, file),
      ...env,
    },
  });
  suite(name, ok, () => {
    const r = json(file);
    const s = r.stats;
    failedTests.push(...browserFailures(r, 'e2e').map((test) => `${name}: ${test}`));
    return { passed: s.expected, failed: s.unexpected + s.flaky + s.skipped };
  });
}

/** What was built here is what anybody builds from the same sources. */
function sameBuild() {
  console.log('\n── the same build in another folder');
  ensureBuilt();
  const difference = buildAgain();
  if (difference !== undefined) {
    console.log(difference);
    faults.push('the same build in another folder');
  }
  if (difference === undefined) passed++;
  else failed++;
}

/** Its most telling test, where network namespaces can be made; `npm run e2e -- lab` has them all. */
function laboratory() {
  const asked = spawnSync(process.execPath, [tsxCli, 'e2e/lab/possible.ts'], { cwd: root, encoding: 'utf8' });
  if (asked.status === 0) browserTests(['-g', 'four houses'], { E2E_LAB: '1' }, 'laboratory');
  else if (asked.status === 1 && asked.stdout !== '') console.log(`\n── laboratory\n${asked.stdout.trim()}`);
  else suite('laboratory', false, () => ({ passed: 0, failed: 1 }));
}

/** Quick test files that have become slow: vitest.config.ts says where they belong. */
function nameSlowFiles(report) {
  const quick = new Set(
    spawnSync(process.execPath, [bin('vitest/vitest.mjs'), 'list', '--project', 'fast', '--filesOnly'], {
      cwd: root,
      encoding: 'utf8',
    })
      .stdout.split('\n')
      .map((line) => line.trim().split(' ').at(-1)),
  );
  for (const { name, startTime, endTime } of report.testResults) {
    const path = relative(root, name).replaceAll('\\', '/');
    if (quick.has(path) && endTime - startTime > QUICK_MS)
      console.log(
        `${path} took ${((endTime - startTime) / 1000).toFixed(1)} s: it belongs among the whole tests (vitest.config.ts).`,
      );
  }
}

function finish() {
  if (failedTests.length > 0) console.log(`\nFailed tests:\n${failedTests.map((t) => `  ${t}`).join('\n')}`);
  if (faults.length > 0) console.log(`\nFailed: ${faults.join(', ')}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}

/** What is named after `--`: options go to the runner of the kind of test that the names are of. */
function named(args) {
  const names = args.filter((arg) => !arg.startsWith('-'));
  const options = args.filter((arg) => arg.startsWith('-'));
  const specs = readdirSync(join(root, 'e2e'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.spec.ts'))
    .map((path) => `e2e/${path.replaceAll('\\', '/')}`);
  const ofBrowser = names.filter(
    (name) =>
      name.startsWith('e2e') || specs.some((s) => [s, s.slice(0, -3)].some((p) => p.endsWith(`/${name}`))),
  );
  const ofUnit = names.filter((name) => !ofBrowser.includes(name));
  if (ofUnit.length > 0) unitTests('unit tests', [...ofUnit, ...options], { file: 'unit.json' });
  if (ofBrowser.length > 0) browserTests([...ofBrowser, ...options]);
  if (names.length === 0) {
    failed++;
    faults.push('nothing was named: npm test -- FILE…');
  }
}

const args = process.argv.slice(2);
if (args.length > 0) {
  named(args);
  finish();
}

const checks = await runChecks();
passed += checks.count - checks.failed.length;
failed += checks.failed.length;
faults.push(...checks.failed);
unitTests('unit tests', [], { file: 'unit.json', note: nameSlowFiles });
for (const line of Object.keys(lines)) {
  if (process.versions.node.split('.')[0] === line) continue;
  const node = nodeOf(line);
  unitTests(`quick unit tests on Node ${lines[line]}`, ['--project', 'fast'], {
    file: `node${line}.json`,
    node,
  });
}
browserTests([], { E2E_QUICK: '1' });
sameBuild();
laboratory();
finish();
