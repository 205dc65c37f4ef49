/**
 * The scalar field Fr = Z_r of BLS12-381: arithmetic on bigints in [0, r), the strict codec, and the two
 * ways secrets are drawn (scalars, permutations), both by rejection so that no value is likelier than
 * another.
 *
 * Encoding: 32 bytes, big-endian, value < r (the order in which IETF BLS and the Ethereum specifications
 * write secret keys).
 */
import { DecodeError } from '../codec/decode.ts';
import { R, type RandomBytes } from './group.ts';

export const SCALAR_BYTES = 32;

/** The representative of `a` in [0, r); `a` may be negative or large. */
export function frOf(a: bigint): bigint {
  const m = a % R;
  return m < 0n ? m + R : m;
}

export function frAdd(a: bigint, b: bigint): bigint {
  const s = a + b;
  return s >= R ? s - R : s;
}

export function frSub(a: bigint, b: bigint): bigint {
  return a >= b ? a - b : a - b + R;
}

export function frNeg(a: bigint): bigint {
  return a === 0n ? 0n : R - a;
}

export function frMul(a: bigint, b: bigint): bigint {
  return (a * b) % R;
}

/** base^exponent, exponent ≥ 0. Not constant time. */
export function frPow(base: bigint, exponent: bigint): bigint {
  if (exponent < 0n) throw new RangeError('negative exponent');
  let result = 1n;
  let square = base % R;
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = frMul(result, square);
    square = frMul(square, square);
  }
  return result;
}

/** 1/a by the extended Euclidean algorithm. @throws RangeError for 0. Not constant time. */
export function frInverse(a: bigint): bigint {
  if (a === 0n) throw new RangeError('inverse of zero');
  let [r0, r1] = [R, a];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1] = [r1, r0 - q * r1];
    [t0, t1] = [t1, t0 - q * t1];
  }
  return frOf(t0);
}

/** All inverses with a single inversion (Montgomery's trick). @throws RangeError if any value is 0. */
export function frBatchInverse(values: readonly bigint[]): bigint[] {
  const before: bigint[] = [];
  let product = 1n;
  for (const v of values) {
    before.push(product);
    product = frMul(product, v);
  }
  let rest = frInverse(product);
  const out = new Array<bigint>(values.length);
  for (let i = values.length - 1; i >= 0; i--) {
    out[i] = frMul(rest, before[i]!);
    rest = frMul(rest, values[i]!);
  }
  return out;
}

/** Σ a_i·b_i. The lengths must be equal. */
export function frDot(a: readonly bigint[], b: readonly bigint[]): bigint {
  if (a.length !== b.length) throw new RangeError('lengths differ');
  let sum = 0n;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum % R;
}

/** [1, x, x², …], `count` of them. */
export function frPowers(x: bigint, count: number): bigint[] {
  const out: bigint[] = [];
  let power = 1n;
  for (let i = 0; i < count; i++) {
    out.push(power);
    power = frMul(power, x);
  }
  return out;
}

/** Unsigned big-endian value of any number of bytes. */
export function bytesToBigint(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let value = 0n;
  let at = 0;
  for (; at + 8 <= bytes.length; at += 8) value = (value << 64n) | view.getBigUint64(at);
  for (; at < bytes.length; at++) value = (value << 8n) | BigInt(bytes[at]!);
  return value;
}

/** 32 bytes, big-endian. @throws RangeError unless 0 ≤ a < r. */
export function encodeScalar(a: bigint): Uint8Array {
  if (a < 0n || a >= R) throw new RangeError('scalar out of range');
  const out = new Uint8Array(SCALAR_BYTES);
  const view = new DataView(out.buffer);
  for (let i = 3; i >= 0; i--) {
    view.setBigUint64(8 * i, a & 0xffff_ffff_ffff_ffffn);
    a >>= 64n;
  }
  return out;
}

/** Exactly 32 bytes with a value < r; zero is allowed. @throws DecodeError('bad-scalar') */
export function decodeScalar(bytes: Uint8Array, what = 'scalar'): bigint {
  if (bytes.length !== SCALAR_BYTES) throw new DecodeError('bad-scalar', what);
  const value = bytesToBigint(bytes);
  if (value >= R) throw new DecodeError('bad-scalar', what);
  return value;
}

/** Uniform in [0, r): 255 random bits, drawn again while they are not below r (r ≈ 0.906·2^255, so rarely). */
export function randomScalar(rng: RandomBytes): bigint {
  for (;;) {
    const bytes = Uint8Array.from(draw(rng, SCALAR_BYTES));
    bytes[0] = bytes[0]! & 0x7f;
    const value = bytesToBigint(bytes);
    bytes.fill(0);
    if (value < R) return value;
  }
}

/** Uniform in [1, r): for keys and ephemeral exponents. */
export function randomNonzeroScalar(rng: RandomBytes): bigint {
  for (;;) {
    const value = randomScalar(rng);
    if (value !== 0n) return value;
  }
}

/** Uniform in [0, bound), 1 ≤ bound ≤ 256, by rejection of the last incomplete interval. */
export function randomBelow(bound: number, rng: RandomBytes): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > 256) throw new RangeError('bound must be 1..256');
  const limit = 256 - (256 % bound);
  for (;;) {
    const byte = draw(rng, 1)[0]!;
    if (byte < limit) return byte % bound;
  }
}

/** A uniform permutation of 0..size-1 (Fisher–Yates), size ≤ 256. */
export function randomPermutation(size: number, rng: RandomBytes): number[] {
  const out = Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = randomBelow(i + 1, rng);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** A source that returns too few bytes must never be taken for randomness. */
function draw(rng: RandomBytes, length: number): Uint8Array {
  const bytes = rng(length);
  if (bytes.length !== length) throw new RangeError('random source returned a wrong length');
  return bytes;
}
