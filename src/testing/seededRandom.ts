/** Reproducible bytes for tests and benchmarks; never for secrets. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { RandomBytes } from '../crypto/group.ts';

/** SHA-256 of seed and counter, so a failure can be replayed from the printed seed. */
export function seededRandom(seed: string): RandomBytes {
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32) {
      const block = sha256(new TextEncoder().encode(`${seed}/${counter++}`));
      out.set(block.subarray(0, Math.min(32, length - at)), at);
    }
    return out;
  };
}
