/** Reads the shuffle keys from the repository's public/crs in Node. */
import { readFile } from 'node:fs/promises';
import { type CrsBytes, type KeyWish, loadCrs } from './crsFiles.ts';

const shipped = new URL('../../public/crs/', import.meta.url);

/**
 * `folder`: where the files are, the repository's unless given; with a slash at its end.
 * Rejects with DeckWorkerError('unavailable') for a wrong digest, or the file system's error.
 */
export async function readCrs(wish: KeyWish, folder = shipped): Promise<CrsBytes> {
  return loadCrs(wish, async (name) => new Uint8Array(await readFile(new URL(name, folder))));
}
