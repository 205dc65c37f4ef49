/** The prover of the product argument, on whichever backend is at hand. */
import { sha256 } from '@noble/hashes/sha2.js';
import { DecodeError, equalBytes } from '../codec/decode.ts';
import type { MclGroup } from './backendMcl.ts';
import type { ShuffleProver } from './groth16.ts';
import type { G1Group } from './group.ts';
import { createMclProver } from './proverMcl.ts';
import { createSnarkjsProver } from './proverSnarkjs.ts';

/**
 * A prover for a snarkjs key (public/crs/shuffleN.zkey). Works on one thread, in a Web Worker or Node; with
 * mcl it tabulates the key first (about 0.1 s), so keep it.
 * `pinnedDigest`: SHA-256 of the key, 32 bytes; a key somebody exchanged could make proofs leak the shuffle.
 * @throws DecodeError
 */
export async function loadShuffleProver(
  group: G1Group,
  zkey: Uint8Array,
  pinnedDigest: Uint8Array,
): Promise<ShuffleProver> {
  if (!equalBytes(sha256(zkey), pinnedDigest)) throw new DecodeError('not-canonical', 'proving key digest');
  return isMcl(group) ? createMclProver(group, zkey) : createSnarkjsProver(zkey);
}

function isMcl(group: G1Group): group is MclGroup {
  return group.name === 'mcl';
}
