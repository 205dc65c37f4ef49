/** From snarkjs's view of a proving key to this project's compact verification key. */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { type PointStrings1, type PointStrings2, type VerificationKeyStrings, zKey } from 'snarkjs';
import { encodeShuffleKey } from '../src/crypto/groth16.ts';
import type { G1, G1Group, G2 } from '../src/crypto/group.ts';

function point1(group: G1Group, [x, y]: PointStrings1): G1 {
  return group.decode(bls12_381.G1.Point.fromAffine({ x: BigInt(x), y: BigInt(y) }).toBytes(true));
}

function point2(group: G1Group, [x, y]: PointStrings2): G2 {
  const fp2 = ([c0, c1]: [string, string]) => ({ c0: BigInt(c0), c1: BigInt(c1) });
  return group.decode2(bls12_381.G2.Point.fromAffine({ x: fp2(x), y: fp2(y) }).toBytes(true));
}

/** Encodes snarkjs's verification key. @throws DecodeError for points no key may contain */
export function compactKey(group: G1Group, size: number, vk: VerificationKeyStrings): Uint8Array {
  return encodeShuffleKey(group, size, {
    alpha: point1(group, vk.vk_alpha_1),
    beta: point2(group, vk.vk_beta_2),
    gamma: point2(group, vk.vk_gamma_2),
    delta: point2(group, vk.vk_delta_2),
    ic: vk.IC.map((p) => point1(group, p)),
  });
}

/** The verification key that belongs to a proving key. */
export async function verificationKeyOf(group: G1Group, size: number, zkey: Uint8Array): Promise<Uint8Array> {
  return compactKey(group, size, await zKey.exportVerificationKey(zkey));
}
