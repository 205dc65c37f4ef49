/**
 * The check of the check: breaks one rule at a time in a copy of the sources, and demands that the simulation
 * notices. Run with `node scripts/run.mjs sim/mutations.ts [NAME…]`; last line `N passed, M failed`.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Mutation, mutations } from './mutants.ts';

/** Does some seed fail with the rule broken? */
function isCaught(root: string, m: Mutation, seeds: number): boolean {
  const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    for (const part of ['src', 'sim', 'package.json', 'tsconfig.json'])
      cpSync(join(root, part), join(copy, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const path = join(copy, m.file);
    const source = readFileSync(path, 'utf8');
    if (source.split(m.from).length !== 2)
      throw new Error(`${m.name}: the text to replace is not there once: ${m.from}`);
    writeFileSync(
      path,
      source.replace(m.from, () => m.to),
    );
    const tsx = join(root, 'node_modules/tsx/dist/cli.mjs');
    const args = [tsx, 'sim/main.ts', '--seeds', String(seeds), '--faults', m.faults, '--stop-at-first'];
    if (m.validators !== undefined) args.push('--validators', String(m.validators));
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
    if (status === 1) console.log(`  ${stdout.split('\n').slice(1, 3).join(' / ').slice(0, 160)}`);
    return status === 1 && / [1-9]\d* failed/.test(stdout);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function main(): number {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const wanted = process.argv.slice(2);
  let caught = 0;
  let missed = 0;
  for (const m of mutations) {
    if (wanted.length > 0 && !wanted.some((w) => m.name.includes(w))) continue;
    const ok = isCaught(root, m, 60);
    console.log(`${ok ? 'caught' : 'MISSED'}: ${m.name}`);
    if (ok) caught++;
    else missed++;
  }
  console.log(`${caught} passed, ${missed} failed`);
  return missed === 0 ? 0 : 1;
}

process.exitCode = main();
