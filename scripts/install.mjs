// Makes a checkout runnable: dependencies as locked, patches applied. Plain JavaScript without imports from
// node_modules, because it runs before there are any.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(root, 'node_modules', '.dealerless-installed');

/** Runs a command with inherited output; ends this process with a sentence when it fails. */
export function mustRun(command, args, what, env = {}) {
  const r = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (r.error || r.status !== 0) {
    console.error(`\n${what} failed${r.error ? `: ${r.error.message}` : ` (exit ${r.status})`}.`);
    process.exit(1);
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Dealerless needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
}

/** Installs what package-lock.json names unless exactly that is installed already. */
export function ensureInstalled() {
  checkNode();
  const hash = createHash('sha256');
  for (const f of ['package-lock.json', 'scripts/patchDependencies.ts'])
    hash.update(readFileSync(join(root, f)));
  const want = hash.digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  console.log('Installing dependencies …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error', '--include=dev'];
  if (npm?.endsWith('.js')) mustRun(process.execPath, [npm, ...args], 'npm ci');
  else mustRun('npm', args, 'npm ci');
  mustRun(process.execPath, [tsxCli, 'scripts/patchDependencies.ts'], 'Patching dependencies');
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, want);
}

/** The TypeScript runner's command line, to be started by this very Node. */
export const tsxCli = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');

/** Command line of a package's own bin script. */
export const bin = (path) => join(root, 'node_modules', path);
