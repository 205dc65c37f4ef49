// What a build consists of: a list in its folder of the SHA-256 of every file a host serves, by path.
// The digest of that file is the digest of the build: two people with the same digest have been served the same app.
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

export const MANIFEST = 'manifest.sha256.json';
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Made beside a file, not part of the build: the compressed twins for browsers that take them. */
const isTwin = (path, all) => /\.(br|gz)$/.test(path) && all.has(path.replace(/\.(br|gz)$/, ''));

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'));
}

/** Text of the manifest of a built folder: the same bytes for the same files, whoever builds, wherever. */
export function manifestOf(folder) {
  const all = new Set(filesUnder(folder));
  const files = [...all]
    .filter((path) => path !== MANIFEST && !path.startsWith('.') && !isTwin(path, all))
    .sort((a, b) => (a < b ? -1 : 1))
    .map((path) => [`/${path}`, sha256(readFileSync(join(folder, path)))]);
  return `${JSON.stringify({ version: 1, files: Object.fromEntries(files) }, null, 1)}\n`;
}

/** Writes the manifest of a fresh build and gives its digest. */
export function writeManifest(folder) {
  const text = manifestOf(folder);
  writeFileSync(join(folder, MANIFEST), text);
  return sha256(text);
}

/** Hexadecimal digest of a build that stands in a folder. */
export const digestOf = (folder) => sha256(readFileSync(join(folder, MANIFEST)));

/** Paths whose files are missing in a folder, or are not as its manifest says. */
export function wrongFiles(folder) {
  const { files } = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
  return Object.entries(files)
    .filter(([path, digest]) => {
      const file = join(folder, path);
      return !existsSync(file) || sha256(readFileSync(file)) !== digest;
    })
    .map(([path]) => path);
}

/** Paths of the files whose names change with their content, of the build that stands in a folder. */
function assetsOf(folder) {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return [];
  return Object.keys(JSON.parse(readFileSync(path, 'utf8')).files).filter((file) =>
    file.startsWith('/assets/'),
  );
}

/**
 * Builds anew and leaves the last build's assets beside the new ones: a page that was loaded before still finds the
 * parts that it loads later. They are in no manifest, and the next build drops them.
 * @param stash a folder for the time of the build
 */
export function keepingLastAssets(folder, stash, build) {
  const last = assetsOf(folder);
  rmSync(stash, { recursive: true, force: true });
  const copy = (from, to) => {
    for (const path of last) {
      if (!existsSync(join(from, path)) || existsSync(join(to, path))) continue;
      mkdirSync(dirname(join(to, path)), { recursive: true });
      // Copied: a build that fails leaves what is served as it is.
      copyFileSync(join(from, path), join(to, path));
    }
  };
  copy(folder, stash);
  build();
  const digest = writeManifest(folder);
  if (existsSync(stash)) copy(stash, folder);
  rmSync(stash, { recursive: true, force: true });
  return digest;
}
