/** Four words for a digest, to be compared by voice. The same words in every language: the English list of BIP-39. */
import { wordlist } from '@scure/bip39/wordlists/english.js';

const BITS = 11;

/** @param digest at least six bytes, of which the first 44 bits are told */
export function fourWords(digest: Uint8Array): string[] {
  const bits = Array.from(digest.subarray(0, 6), (byte) => byte.toString(2).padStart(8, '0')).join('');
  return [0, 1, 2, 3].map((i) => wordlist[Number.parseInt(bits.slice(i * BITS, (i + 1) * BITS), 2)]!);
}
