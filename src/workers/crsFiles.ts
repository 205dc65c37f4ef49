/** The shuffle keys of one deck size as bytes, whatever they were read from. */
import { equalBytes, fromHex } from '../codec/decode.ts';
import { crs, type DeckSize } from '../crypto/crsDigests.ts';
import { shuffleKeyDigest } from '../crypto/groth16.ts';
import { type ShuffleKeyName, shuffleKeyDigestOf } from '../crypto/shuffleKey.ts';
import { DeckWorkerError } from './deckWorker.ts';

/** Which keys a deck worker has. */
export interface KeyWish {
  deckSize: DeckSize;
  /** The table's own key and no other; without it this build's, of every kind. */
  table?: ShuffleKeyName;
}

/** Plain data: it crosses worker boundaries. */
export interface CrsBytes extends KeyWish {
  /** The files of the Groth16 argument; a transparent table has none. */
  groth16?: {
    /** Verification key. */
    vkey: Uint8Array;
    /** Proving key. */
    zkey: Uint8Array;
  };
}

/** File names of a deck size, below public/crs/ and the page's /crs/. */
function crsFileNames(deckSize: DeckSize): { vkey: string; zkey: string } {
  return { vkey: `shuffle${deckSize}.vkey`, zkey: `shuffle${deckSize}.zkey` };
}

/** The files of a wish, each read with `read`, and checked. Rejects as `checkCrs` and `read` do. */
export async function loadCrs(wish: KeyWish, read: (name: string) => Promise<Uint8Array>): Promise<CrsBytes> {
  const { deckSize, table } = wish;
  const plain: KeyWish = table === undefined ? { deckSize } : { deckSize, table };
  if (table?.kind === 'transparent') return checkCrs(plain);
  const names = crsFileNames(deckSize);
  const [vkey, zkey] = await Promise.all([read(names.vkey), read(names.zkey)]);
  return checkCrs({ ...plain, groth16: { vkey, zkey } });
}

/**
 * The proving key is compared here only if it goes with the verification key of this build; another one is checked
 * against its verification key before anything is proved with it.
 * @throws DeckWorkerError('unavailable') unless the files are those of the table's key, or of this build
 */
export function checkCrs(bytes: CrsBytes): CrsBytes {
  const { deckSize, table, groth16 } = bytes;
  const pinned = crs[deckSize];
  const vkeyDigest = groth16 === undefined ? fromHex(pinned.vkey) : shuffleKeyDigest(groth16.vkey);
  const isPinned = equalBytes(vkeyDigest, fromHex(pinned.vkey));
  const isWished =
    table === undefined
      ? isPinned
      : table.deckSize === deckSize &&
        equalBytes(shuffleKeyDigestOf(table.kind, deckSize, vkeyDigest), table.digest);
  const proves =
    groth16 === undefined || !isPinned || equalBytes(shuffleKeyDigest(groth16.zkey), fromHex(pinned.zkey));
  if (isWished && proves) return bytes;
  const whose = table === undefined ? 'the pinned one' : "the table's";
  throw new DeckWorkerError('unavailable', `the shuffle key for ${deckSize} cards is not ${whose}`);
}
