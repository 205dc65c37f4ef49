/** The shuffle keys of one deck size as bytes, whatever they were read from. */
import { toHex } from '../codec/decode.ts';
import { crs, type DeckSize } from '../crypto/crsDigests.ts';
import { shuffleKeyDigest } from '../crypto/groth16.ts';
import { DeckWorkerError } from './deckWorker.ts';

export interface CrsBytes {
  deckSize: DeckSize;
  /** Verification key. */
  vkey: Uint8Array;
  /** Proving key. */
  zkey: Uint8Array;
}

/** File names of a deck size, below public/crs/ and the page's /crs/. */
export function crsFileNames(deckSize: DeckSize): { vkey: string; zkey: string } {
  return { vkey: `shuffle${deckSize}.vkey`, zkey: `shuffle${deckSize}.zkey` };
}

/** @throws DeckWorkerError('unavailable') unless both files are the ones this build was made with */
export function checkCrs(bytes: CrsBytes): CrsBytes {
  const pinned = crs[bytes.deckSize];
  if (
    toHex(shuffleKeyDigest(bytes.vkey)) !== pinned.vkey ||
    toHex(shuffleKeyDigest(bytes.zkey)) !== pinned.zkey
  ) {
    throw new DeckWorkerError(
      'unavailable',
      `the shuffle key for ${bytes.deckSize} cards is not the pinned one`,
    );
  }
  return bytes;
}
