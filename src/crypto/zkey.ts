/**
 * Reads snarkjs's proving key format ("zkey" version 1, Groth16, sections as in snarkjs/src/zkey_utils.js)
 * for BLS12-381. Points stay as they stand in the file: affine, little-endian Montgomery residues
 * (radix 2^384), all zero for infinity.
 *
 * Who proves with a key checks it first (provingKey.ts): a crafted one could make proofs leak.
 */
import { DecodeError } from '../codec/decode.ts';
import { bytesToBigint, frInverse, frMul } from './fr.ts';
import { R } from './group.ts';

/** One entry of the constraint matrices A (0) and B (1). */
export interface ZkeyCoefficient {
  matrix: 0 | 1;
  row: number;
  signal: number;
  value: bigint;
}

export interface Zkey {
  /** Signals of the witness, the constant 1 included. */
  signals: number;
  publicSignals: number;
  /** Rows of the evaluation domain, a power of two. */
  domain: number;
  /** 96 bytes */
  alpha1: Uint8Array;
  beta1: Uint8Array;
  delta1: Uint8Array;
  /** 192 bytes */
  beta2: Uint8Array;
  delta2: Uint8Array;
  coefficients: ZkeyCoefficient[];
  /** Per signal */
  a: Uint8Array[];
  b1: Uint8Array[];
  b2: Uint8Array[];
  /** Per private signal */
  c: Uint8Array[];
  /** Per row of the domain */
  h: Uint8Array[];
}

const POINT1 = 96;
const POINT2 = 192;
const COEFFICIENT = 44;
/** Base field modulus of BLS12-381 (draft-irtf-cfrg-pairing-friendly-curves §4.2.1). */
const Q = 0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;

const littleEndian = (bytes: Uint8Array): bigint => bytesToBigint(Uint8Array.from(bytes).reverse());

/** @throws DecodeError('malformed' or 'unknown-kind') */
export function parseZkey(bytes: Uint8Array): Zkey {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const malformed = (): never => {
    throw new DecodeError('malformed', 'proving key');
  };
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(0, 4)) !== 'zkey') {
    throw new DecodeError('unknown-kind', 'proving key');
  }
  const sections = new Map<number, Uint8Array>();
  let at = 12;
  for (let left = view.getUint32(8, true); left > 0; left--) {
    if (at + 12 > bytes.length) malformed();
    const id = view.getUint32(at, true);
    const length = Number(view.getBigUint64(at + 4, true));
    at += 12;
    if (at + length > bytes.length || sections.has(id)) malformed();
    sections.set(id, bytes.subarray(at, at + length));
    at += length;
  }
  const section = (id: number, length?: number): Uint8Array => {
    const found = sections.get(id);
    if (!found || (length !== undefined && found.length !== length)) return malformed();
    return found;
  };

  const head = section(2, 964);
  const headView = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const isBls = littleEndian(head.subarray(4, 52)) === Q && littleEndian(head.subarray(56, 88)) === R;
  if (headView.getUint32(0, true) !== 48 || headView.getUint32(52, true) !== 32 || !isBls) {
    throw new DecodeError('unknown-kind', 'proving key curve');
  }
  const signals = headView.getUint32(88, true);
  const publicSignals = headView.getUint32(92, true);
  const domain = headView.getUint32(96, true);
  if (publicSignals >= signals || (domain & (domain - 1)) !== 0 || domain < 2) malformed();
  let offset = 100;
  const take = (length: number): Uint8Array => {
    offset += length;
    return head.subarray(offset - length, offset);
  };
  const alpha1 = take(POINT1);
  const beta1 = take(POINT1);
  const beta2 = take(POINT2);
  take(POINT2); // γ in G2: the prover has no use for it
  const delta1 = take(POINT1);
  const delta2 = take(POINT2);

  const points = (id: number, count: number, size: number): Uint8Array[] => {
    const data = section(id, count * size);
    return Array.from({ length: count }, (_, i) => data.subarray(i * size, (i + 1) * size));
  };
  const key = {
    signals,
    publicSignals,
    domain,
    alpha1,
    beta1,
    delta1,
    beta2,
    delta2,
    coefficients: coefficients(section(4), signals, domain),
    a: points(5, signals, POINT1),
    b1: points(6, signals, POINT1),
    b2: points(7, signals, POINT2),
    c: points(8, signals - publicSignals - 1, POINT1),
    h: points(9, domain, POINT1),
  };
  return key;
}

function coefficients(data: Uint8Array, signals: number, domain: number): ZkeyCoefficient[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (data.length < 4 || data.length !== 4 + view.getUint32(0, true) * COEFFICIENT) {
    throw new DecodeError('malformed', 'proving key coefficients');
  }
  // Stored as value·2^512, so that one Montgomery product with a plain witness value gives a Montgomery residue.
  const unscale = frInverse((1n << 512n) % R);
  const out: ZkeyCoefficient[] = [];
  for (let at = 4; at < data.length; at += COEFFICIENT) {
    const matrix = view.getUint32(at, true);
    const row = view.getUint32(at + 4, true);
    const signal = view.getUint32(at + 8, true);
    if ((matrix !== 0 && matrix !== 1) || row >= domain || signal >= signals) {
      throw new DecodeError('malformed', 'proving key coefficients');
    }
    out.push({ matrix, row, signal, value: frMul(littleEndian(data.subarray(at + 12, at + 44)), unscale) });
  }
  return out;
}
