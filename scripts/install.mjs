// Makes a checkout runnable: a supported Node, dependencies as locked, patches applied. Plain JavaScript without
// imports from node_modules, because it runs before there are any. Whatever imports this goes on in a supported Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npmCommand, root } from './supportedNode.mjs';

export { root };

/** Runs a command with inherited output; ends this process with a sentence when it fails. */
export function mustRun(command, args, what, shell = false) {
  const r = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell });
  if (r.error || r.status !== 0) {
    console.error(`\n${what} failed${r.error ? `: ${r.error.message}` : ` (exit ${r.status})`}.`);
    process.exit(1);
  }
}

const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));

/** Whether every locked package stands in node_modules in its version, and an installation has finished there. */
function installedAsLocked() {
  // npm writes this last.
  if (!existsSync(join(root, 'node_modules/.package-lock.json'))) return false;
  return Object.entries(json('package-lock.json').packages).every(([path, { version, optional }]) => {
    if (path === '' || optional) return true;
    return existsSync(join(root, path, 'package.json')) && json(`${path}/package.json`).version === version;
  });
}

/** Installs what package-lock.json names unless exactly that is installed, by us or by a plain `npm ci`. */
export function ensureInstalled() {
  const locked = installedAsLocked();
  if (!locked) {
    console.log('Installing dependencies …');
    const npm = npmCommand(['ci', '--no-fund', '--no-audit', '--loglevel=error', '--include=dev']);
    mustRun(npm.command, npm.args, 'npm ci', npm.shell);
  }
  // npm patches as the project's postinstall, but not where a user's settings forbid install scripts, nor when only
  // the patch has changed.
  const stamp = join(root, 'node_modules', '.dealerless-patched');
  const want = createHash('sha256')
    .update(readFileSync(join(root, 'scripts/patchDependencies.ts')))
    .digest('hex');
  if (locked && existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  mustRun(process.execPath, [tsxCli, 'scripts/patchDependencies.ts'], 'Patching dependencies');
  writeFileSync(stamp, want);
}

/** The TypeScript runner's command line, to be started by this very Node. */
export const tsxCli = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');

/** Command line of a package's own bin script. */
export const bin = (path) => join(root, 'node_modules', path);
