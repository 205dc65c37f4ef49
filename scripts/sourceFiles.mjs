// Which files are the sources of a build: what its archive holds (scripts/sourceArchive.ts), and what a build is
// stale after (scripts/build.mjs). Named, not found, so that nothing a host keeps beside them is published: no state,
// no keys, no settings of its own. Plain JavaScript: read before anything is installed.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below them but hidden ones. Documents and their pictures are not needed to build or to run. */
const FOLDERS = ['bench', 'circuits', 'deploy', 'e2e', 'public', 'relay', 'scripts', 'sim', 'src'];
const FILES = [
  '.ci/run',
  '.dependency-cruiser.cjs',
  '.dockerignore',
  '.editorconfig',
  '.gitignore',
  '.npmrc',
  '.nvmrc',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'biome.json',
  'index.html',
  'knip.json',
  'package-lock.json',
  'package.json',
  'playwright.config.ts',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
];
/** What operators and runs leave in such folders. */
const LEFT_BEHIND = /(^|\/)\.(?!gitignore$)|\.(env|key|log|pem)$/;

function* below(root, folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (LEFT_BEHIND.test(path)) continue;
    if (entry.isDirectory()) yield* below(root, path);
    else if (entry.isFile()) yield path;
  }
}

/**
 * Paths from the root with slashes, ascending.
 * @throws Error where a file that would be published holds a registry's password
 */
export function sourceFiles(root) {
  if (/_auth|_password/i.test(readFileSync(join(root, '.npmrc'), 'utf8')))
    throw new Error(
      '.npmrc holds a password, and the sources of a build are published: keep it in ~/.npmrc.',
    );
  const found = FOLDERS.flatMap((folder) => [...below(root, folder)]);
  return [...FILES, ...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
