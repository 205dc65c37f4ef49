/** The prover of the product argument, on whichever backend is at hand. */
import type { MclGroup } from './backendMcl.ts';
import type { ShuffleProver, ShuffleVerificationKey } from './groth16.ts';
import type { G1Group } from './group.ts';
import { createMclProver } from './proverMcl.ts';
import { createSnarkjsProver } from './proverSnarkjs.ts';
import { checkProvingKey } from './provingKey.ts';

/**
 * A prover for a snarkjs key (public/crs/shuffleN.zkey). Works on one thread, in a Web Worker or Node; with
 * mcl it tabulates the key first (about 0.1 s), so keep it.
 * `vkey`: the verification key it must belong to; a key somebody exchanged could make proofs leak the shuffle.
 * @throws DecodeError
 */
export async function loadShuffleProver(
  group: G1Group,
  zkey: Uint8Array,
  vkey: ShuffleVerificationKey,
): Promise<ShuffleProver> {
  checkProvingKey(group, zkey, vkey);
  return isMcl(group) ? createMclProver(group, zkey) : createSnarkjsProver(zkey);
}

function isMcl(group: G1Group): group is MclGroup {
  return group.name === 'mcl';
}
