/** Reads circom's constraint systems (.r1cs version 1), for tests of the circuits. */
import { bytesToBigint, frAdd, frMul } from '../src/crypto/fr.ts';
import { R } from '../src/crypto/group.ts';

/** Linear combination: wire → coefficient. */
export type Combination = { wire: number; coefficient: bigint }[];

export interface R1cs {
  wires: number;
  publicInputs: number;
  constraints: { a: Combination; b: Combination; c: Combination }[];
}

const littleEndian = (bytes: Uint8Array): bigint => bytesToBigint(Uint8Array.from(bytes).reverse());

/** @throws Error for another field or a file of another kind */
export function parseR1cs(bytes: Uint8Array): R1cs {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (String.fromCharCode(...bytes.subarray(0, 4)) !== 'r1cs') throw new Error('not an r1cs file');
  const sections = new Map<number, number>();
  let at = 12;
  for (let left = view.getUint32(8, true); left > 0; left--) {
    sections.set(view.getUint32(at, true), at + 12);
    at += 12 + Number(view.getBigUint64(at + 4, true));
  }
  const header = sections.get(1)!;
  if (littleEndian(bytes.subarray(header + 4, header + 36)) !== R) throw new Error('another field');
  const wires = view.getUint32(header + 36, true);
  const publicInputs = view.getUint32(header + 40, true) + view.getUint32(header + 44, true);
  const count = view.getUint32(header + 60, true);
  at = sections.get(2)!;
  const combination = (): Combination => {
    const terms = view.getUint32(at, true);
    at += 4;
    return Array.from({ length: terms }, () => {
      const term = {
        wire: view.getUint32(at, true),
        coefficient: littleEndian(bytes.subarray(at + 4, at + 36)),
      };
      at += 36;
      return term;
    });
  };
  const constraints = Array.from({ length: count }, () => ({
    a: combination(),
    b: combination(),
    c: combination(),
  }));
  return { wires, publicInputs, constraints };
}

/** Indices of the constraints that `signals` violates. */
export function violated(r1cs: R1cs, signals: readonly bigint[]): number[] {
  const value = (terms: Combination): bigint =>
    terms.reduce((sum, { wire, coefficient }) => frAdd(sum, frMul(coefficient, signals[wire]!)), 0n);
  return r1cs.constraints.flatMap(({ a, b, c }, i) => (frMul(value(a), value(b)) === value(c) ? [] : [i]));
}
