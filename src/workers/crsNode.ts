/** Reads the shuffle keys from the repository's public/crs in Node. */
import { readFile } from 'node:fs/promises';
import type { DeckSize } from '../crypto/crsDigests.ts';
import { type CrsBytes, checkCrs, crsFileNames } from './crsFiles.ts';

const folder = new URL('../../public/crs/', import.meta.url);

/** Rejects with DeckWorkerError('unavailable') for a wrong digest, or the file system's error. */
export async function readCrs(deckSize: DeckSize): Promise<CrsBytes> {
  const names = crsFileNames(deckSize);
  const [vkey, zkey] = await Promise.all([readBytes(names.vkey), readBytes(names.zkey)]);
  return checkCrs({ deckSize, vkey, zkey });
}

async function readBytes(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(name, folder)));
}
