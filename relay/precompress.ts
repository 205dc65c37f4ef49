/** Compressed twins of the built files, made once at start, so that a first visit is small on a slow line. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const compress = promisify(gzip);
const EXTENSIONS = new Set(['.js', '.css', '.html', '.svg', '.json', '.wasm', '.zkey', '.webmanifest']);
const MIN_BYTES = 1024;

/** @returns how many files were written; errors of the file system (a read-only folder) are the caller's to report */
export async function precompress(folder: string): Promise<number> {
  let written = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !EXTENSIONS.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const source = await stat(path);
    if (source.size < MIN_BYTES) continue;
    const twin = await stat(`${path}.gz`).catch(() => undefined);
    if (twin !== undefined && twin.mtimeMs >= source.mtimeMs) continue;
    await writeFile(`${path}.gz`, await compress(await readFile(path), { level: 9 }));
    written += 1;
  }
  return written;
}
