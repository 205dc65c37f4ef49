// Builds the web app into dist/ unless dist/ was made from exactly these sources.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin, mustRun, root } from './install.mjs';
import { keepingLastAssets } from './manifest.mjs';
import { sourceFiles } from './sourceFiles.mjs';

function sourcesDigest() {
  const hash = createHash('sha256');
  for (const path of sourceFiles(root)) {
    hash.update(path);
    hash.update(readFileSync(join(root, path)));
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
