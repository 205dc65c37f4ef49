// `npm test`: everything that must hold, on a checkout that may be fresh. Each step runs even when one before
// it failed, so that one run shows all there is to mend. The last line counts what ran.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './chromium.mjs';
import { bin, ensureInstalled, root } from './install.mjs';

ensureInstalled();
const chromium = ensureChromium();
const results = join(root, '.cache', 'results');
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

let passed = 0;
let failed = 0;
const faults = [];

function step(name, args, env = {}) {
  console.log(`\n── ${name}`);
  const r = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return r.status === 0;
}

function check(name, args) {
  if (step(name, args)) passed++;
  else {
    failed++;
    faults.push(name);
  }
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

check('lint', [bin('@biomejs/biome/bin/biome'), 'ci', '--diagnostic-level=error', '.']);
check('types', [bin('typescript/bin/tsc'), '-p', '.']);
check('layers', [
  bin('dependency-cruiser/bin/dependency-cruise.mjs'),
  '--config',
  '.dependency-cruiser.cjs',
  'src',
  'relay',
  '--output-type',
  'err',
]);
check('dead code', [bin('knip/bin/knip.js')]);

const unit = step('unit tests', [
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${join(results, 'unit.json')}`,
]);
suite('unit tests', unit, () => {
  const r = json('unit.json');
  return { passed: r.numPassedTests, failed: r.numFailedTests + r.numPendingTests };
});

console.log('\n── build');
ensureBuilt();
const e2e = step('browser tests', [bin('@playwright/test/cli.js'), 'test', '--reporter=list,json'], {
  CHROMIUM_PATH: chromium,
  E2E_QUICK: '1',
  PLAYWRIGHT_JSON_OUTPUT_NAME: join(results, 'e2e.json'),
});
suite('browser tests', e2e, () => {
  const s = json('e2e.json').stats;
  return { passed: s.expected, failed: s.unexpected + s.flaky + s.skipped };
});

if (faults.length > 0) console.log(`\nFailed: ${faults.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
