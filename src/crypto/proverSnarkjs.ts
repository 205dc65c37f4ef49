/**
 * The stock prover: snarkjs on one thread. It is the reference the fast prover (proverMcl.ts) is tested
 * against, and what runs where mcl does not. snarkjs draws its masks r, s from the platform's CSPRNG itself.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js';
import type { PointStrings1, PointStrings2 } from 'snarkjs';
import { encodeScalar } from './fr.ts';
import { GROTH16_PROOF_BYTES, type ShuffleProver, type ShuffleWitness } from './groth16.ts';
import { R } from './group.ts';
import { assignSignals } from './shuffleWitness.ts';
import { parseZkey } from './zkey.ts';

/** `zkey`: bytes whose digest has been checked. @throws DecodeError */
export function createSnarkjsProver(zkey: Uint8Array): ShuffleProver {
  const size = parseZkey(zkey).publicSignals - 2;
  return {
    size,
    async prove(witness: ShuffleWitness): Promise<Uint8Array> {
      const wtns = witnessFile(assignSignals(witness));
      const { groth16 } = await import('snarkjs');
      const { proof } = await groth16.prove(zkey, wtns, undefined, { singleThread: true });
      const out = new Uint8Array(GROTH16_PROOF_BYTES);
      out.set(point1(proof.pi_a));
      out.set(point2(proof.pi_b), 48);
      out.set(point1(proof.pi_c), 144);
      return out;
    },
  };
}

function point1([x, y]: PointStrings1): Uint8Array {
  return bls12_381.G1.Point.fromAffine({ x: BigInt(x), y: BigInt(y) }).toBytes(true);
}

function point2([x, y]: PointStrings2): Uint8Array {
  const fp2 = ([c0, c1]: [string, string]) => ({ c0: BigInt(c0), c1: BigInt(c1) });
  return bls12_381.G2.Point.fromAffine({ x: fp2(x), y: fp2(y) }).toBytes(true);
}

/** snarkjs's witness file: "wtns", version 2, header section (field size, modulus, count), values section. */
function witnessFile(signals: readonly bigint[]): Uint8Array {
  const header = 4 + 32 + 4;
  const out = new Uint8Array(12 + 12 + header + 12 + 32 * signals.length);
  const view = new DataView(out.buffer);
  out.set([0x77, 0x74, 0x6e, 0x73]);
  view.setUint32(4, 2, true);
  view.setUint32(8, 2, true);
  view.setUint32(12, 1, true);
  view.setBigUint64(16, BigInt(header), true);
  view.setUint32(24, 32, true);
  out.set(encodeScalar(R - 1n).reverse(), 28);
  out[28] = out[28]! + 1; // r itself has no scalar encoding; r − 1 ends in a zero byte
  view.setUint32(60, signals.length, true);
  view.setUint32(64, 2, true);
  view.setBigUint64(68, BigInt(32 * signals.length), true);
  signals.forEach((s, i) => {
    out.set(encodeScalar(s).reverse(), 76 + 32 * i);
  });
  return out;
}
