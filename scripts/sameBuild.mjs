// Builds the app a second time from a copy of its sources in another folder, in another time zone and language, and
// compares: what people see when they compare digests must not depend on where or by whom it was built.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bin, root } from './install.mjs';
import { digestOf, MANIFEST, writeManifest } from './manifest.mjs';
import { sourceFiles } from './sourceFiles.mjs';

/** @returns a sentence where the two differ, or undefined */
export function buildAgain() {
  const folder = mkdtempSync(join(tmpdir(), 'dealerless built elsewhere '));
  try {
    for (const path of sourceFiles(root)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      copyFileSync(join(root, path), join(folder, path));
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const r = spawnSync(process.execPath, [bin('vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, TZ: 'Pacific/Apia', LANG: 'de_DE.UTF-8' },
    });
    if (r.status !== 0) return `The second build failed (exit ${r.status}).\n${r.stderr}`;
    const [here, there] = [join(root, 'dist'), join(folder, 'dist')];
    writeManifest(there);
    return digestOf(here) === digestOf(there) ? undefined : differences(here, there);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function differences(here, there) {
  const [a, b] = [here, there].map((dist) => JSON.parse(readFileSync(join(dist, MANIFEST), 'utf8')).files);
  const paths = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((path) => a[path] !== b[path]);
  return `Built in another folder the app is another one: ${paths.join(', ')}`;
}
