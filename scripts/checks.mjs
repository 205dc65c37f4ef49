// What must hold of the sources without running them, and how the gates that find out are started.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bin, root, tsxCli } from './install.mjs';

const folders = ['src', 'relay', 'sim', 'bench', 'e2e', 'circuits', 'scripts', 'deploy'];

/** The longest first: two run at a time. */
const gates = [
  ['types', [bin('typescript/bin/tsc'), '-p', '.', '--incremental', '--tsBuildInfoFile', '.cache/tsc.json']],
  ['lint', [bin('@biomejs/biome/bin/biome'), 'ci', '--diagnostic-level=error', '--colors=off', '.']],
  ['dead code', [bin('knip/bin/knip.js')]],
  [
    'layers',
    [
      bin('dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err'],
      ...folders,
    ],
  ],
  ['tidy', [tsxCli, 'scripts/tidy.ts']],
];

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

/** Runs every gate and prints what each says; resolves with the names of those that failed, and how many there are. */
export async function runChecks() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const failed = [];
  const waiting = [...gates];
  const worker = async () => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) {
      const [name, args] = gate;
      const startedMs = performance.now();
      const { ok, output } = await run(args);
      const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
      console.log(`\n── ${name} (${seconds} s)${ok ? '' : ': FAILED'}`);
      if (output.trim() !== '') console.log(output.trimEnd());
      if (!ok) failed.push(name);
    }
  };
  await Promise.all([worker(), worker()]);
  return { failed, count: gates.length };
}
