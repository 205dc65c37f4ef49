/**
 * Whether a proving key of nobody's choice may be used: it must belong to the verification key that the table names.
 *
 * What a prover needs from it is not that its proofs hold, since they are checked before they are sent, but that they
 * tell nothing. Groth16's A and B are uniform as long as the points that their masks multiply, δ in both groups,
 * are the
 * verification key's own; C is then the one point that makes the equation hold. So α, β, δ are compared and all else is
 * left to the check of the proof.
 */
import { DecodeError } from '../codec/decode.ts';
import { bytesToBigint } from './fr.ts';
import type { ShuffleVerificationKey } from './groth16.ts';
import type { G1, G1Group, G2 } from './group.ts';
import { parseZkey } from './zkey.ts';

/** Base field modulus of BLS12-381. */
const Q = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;
const COORDINATE = 48;

/** 2^-384 mod q, by which Montgomery residues become numbers. */
const UNSCALE = inverse((1n << 384n) % Q);

function inverse(value: bigint): bigint {
  let [r0, r1, t0, t1] = [Q, value, 0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - q * r1, t1, t0 - q * t1];
  }
  return ((t0 % Q) + Q) % Q;
}

/** The coordinates of a point as they stand in a proving key, as numbers. */
function coordinates(point: Uint8Array): bigint[] {
  return Array.from({ length: point.length / COORDINATE }, (_, i) => {
    const residue = Uint8Array.from(point.subarray(i * COORDINATE, (i + 1) * COORDINATE)).reverse();
    return (bytesToBigint(residue) * UNSCALE) % Q;
  });
}

/**
 * Compressed encoding: the coordinate's parts, the highest first, with the flags for "compressed" and the sign of
 * y.
 */
function compressed(x: readonly bigint[], y: readonly bigint[]): Uint8Array {
  const hex = [...x].reverse().map((part) => part.toString(16).padStart(2 * COORDINATE, '0'));
  const out = Uint8Array.from(hex.join('').match(/../g)!, (byte) => Number.parseInt(byte, 16));
  const deciding = [...y].reverse().find((part) => part !== 0n) ?? 0n;
  out[0] = out[0]! | 0x80 | (deciding > (Q - 1n) / 2n ? 0x20 : 0);
  return out;
}

/** @throws DecodeError for a point that is none */
function points(group: G1Group, in1: Uint8Array, in2: Uint8Array): { p1: G1; p2: G2 } {
  const [x, y] = coordinates(in1) as [bigint, bigint];
  const [x0, x1, y0, y1] = coordinates(in2) as [bigint, bigint, bigint, bigint];
  return { p1: group.decode(compressed([x], [y])), p2: group.decode2(compressed([x0, x1], [y0, y1])) };
}

/** @throws DecodeError unless `zkey` is a proving key of this verification key */
export function checkProvingKey(group: G1Group, zkey: Uint8Array, vkey: ShuffleVerificationKey): void {
  const key = parseZkey(zkey);
  const beta = points(group, key.beta1, key.beta2);
  const delta = points(group, key.delta1, key.delta2);
  const alpha = points(group, key.alpha1, key.beta2).p1;
  const same2 = (a: G2, b: G2): boolean => {
    const [one, other] = [group.encode2(a), group.encode2(b)];
    return one.every((byte, i) => byte === other[i]);
  };
  const oneLogarithm = ({ p1, p2 }: { p1: G1; p2: G2 }): boolean =>
    group.gtEquals(group.pairing([[p1, group.generator2]]), group.pairing([[group.generator, p2]]));
  const holds =
    key.publicSignals === vkey.size + 2 &&
    group.equals(alpha, vkey.alpha) &&
    same2(beta.p2, vkey.beta) &&
    same2(delta.p2, group.neg2(vkey.negDelta)) &&
    oneLogarithm(beta) &&
    oneLogarithm(delta);
  if (!holds) throw new DecodeError('not-canonical', 'proving key of another verification key');
}
