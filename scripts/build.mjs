// Builds the web app into dist/ unless dist/ was made from exactly these sources.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, mustRun, root } from './install.mjs';
import { keepingLastAssets } from './manifest.mjs';

function* files(dir) {
  for (const name of readdirSync(dir).sort()) {
    const path = join(dir, name);
    if (statSync(path).isDirectory()) yield* files(path);
    else yield path;
  }
}

function sourcesDigest() {
  const hash = createHash('sha256');
  const paths = [
    'index.html',
    'vite.config.ts',
    'package-lock.json',
    'scripts/manifest.mjs',
    'scripts/patchDependencies.ts',
    'scripts/thirdPartyNotices.ts',
  ].map((f) => join(root, f));
  for (const dir of ['src', 'public']) paths.push(...files(join(root, dir)));
  for (const path of paths) {
    hash.update(path.slice(root.length));
    hash.update(readFileSync(path));
  }
  return hash.digest('hex');
}

export function ensureBuilt() {
  const stamp = join(root, 'dist', '.built-from');
  const want = sourcesDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === want) return;
  console.log('Building the web app …');
  keepingLastAssets(join(root, 'dist'), join(root, '.cache', 'last-assets'), () =>
    mustRun(process.execPath, [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'], 'The build'),
  );
  writeFileSync(stamp, want);
}
