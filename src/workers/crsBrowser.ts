/**
 * Fetches the shuffle keys from the server that served the page; their digests are the table's, so it is not
 * trusted.
 */
import { type CrsBytes, type KeyWish, loadCrs } from './crsFiles.ts';
import { DeckWorkerError } from './deckWorker.ts';

/** @param base URL of the folder, with a slash at its end. Rejects with DeckWorkerError('unavailable'). */
export async function fetchCrs(wish: KeyWish, base: URL | string): Promise<CrsBytes> {
  return loadCrs(wish, (name) => fetchBytes(name, base));
}

async function fetchBytes(name: string, base: URL | string): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(new URL(name, base));
  } catch (cause) {
    throw new DeckWorkerError('unavailable', `${name} could not be loaded: ${String(cause)}`);
  }
  if (!response.ok) throw new DeckWorkerError('unavailable', `${name}: HTTP status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
