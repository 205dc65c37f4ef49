/**
 * The quotient step of Groth16 on mcl's scalar field: from the rows' values of A and B to the values of
 * A·B − C on the odd coset, which is what the H points of a snarkjs key are made for.
 *
 * All values live in the WebAssembly heap as Montgomery residues (radix 2^256, 32 bytes each).
 */
import { bytesToBigint, encodeScalar, frInverse, frMul, frPow } from './fr.ts';
import { R } from './group.ts';
import type { MclRaw } from './mclModule.ts';

const BYTES = 32;
/** 2^32 divides r − 1 and 5 is the smallest non-residue, from which snarkjs derives its roots of unity. */
const TWO_ADICITY = 32;
const NON_RESIDUE = 5n;

/** The root of unity of order 2^power that snarkjs uses. */
function rootOfUnity(power: number): bigint {
  return frPow(frPow(NON_RESIDUE, (R - 1n) >> BigInt(TWO_ADICITY)), 1n << BigInt(TWO_ADICITY - power));
}

function toWords(value: bigint): Uint32Array {
  return new Uint32Array(encodeScalar(value).reverse().buffer);
}

const MONTGOMERY = (1n << 256n) % R;

/** The words of a value as mcl keeps it in memory. */
function montgomery(value: bigint): Uint32Array {
  return toWords(frMul(value, MONTGOMERY));
}

export class CosetQuotient {
  private readonly power: number;
  /** Words of ω^k and ω^−k, k < domain/2, and of the coset factors g^i/domain. */
  private readonly forward: Uint32Array;
  private readonly backward: Uint32Array;
  private readonly coset: Uint32Array;

  constructor(
    private readonly raw: MclRaw,
    private readonly domain: number,
  ) {
    this.power = Math.log2(domain);
    const omega = rootOfUnity(this.power);
    const shift = rootOfUnity(this.power + 1);
    this.forward = powersTable(omega, 1n, domain / 2);
    this.backward = powersTable(frInverse(omega), 1n, domain / 2);
    this.coset = powersTable(shift, frInverse(BigInt(domain)), domain);
  }

  /** `a`, `b`: values in [0, r) per row, at most `domain` of them, missing ones are 0. Returns `domain` values. */
  compute(a: readonly bigint[], b: readonly bigint[]): bigint[] {
    const { raw, domain } = this;
    const length = domain * BYTES;
    const at = raw._malloc(4 * length + length + 2 * BYTES);
    if (at === 0) throw new Error('mcl-wasm is out of memory');
    try {
      const [pa, pb, pc, table] = [at, at + length, at + 2 * length, at + 3 * length];
      const scratch = at + 5 * length;
      raw.HEAP32.fill(0, pa >> 2, (pc + length) >> 2);
      for (let i = 0; i < a.length; i++) raw.HEAP32.set(montgomery(a[i]!), (pa + i * BYTES) >> 2);
      for (let i = 0; i < b.length; i++) raw.HEAP32.set(montgomery(b[i]!), (pb + i * BYTES) >> 2);
      for (let i = 0; i < domain; i++) raw._mclBnFr_mul(pc + i * BYTES, pa + i * BYTES, pb + i * BYTES);
      for (const p of [pa, pb, pc]) {
        raw.HEAP32.set(this.backward, table >> 2);
        this.transform(p, table, scratch);
        raw.HEAP32.set(this.coset, table >> 2);
        for (let i = 0; i < domain; i++) raw._mclBnFr_mul(p + i * BYTES, p + i * BYTES, table + i * BYTES);
        raw.HEAP32.set(this.forward, table >> 2);
        this.transform(p, table, scratch);
      }
      // A product with the plain residue 1 leaves Montgomery form.
      raw.HEAP32.set(toWords(1n), scratch >> 2);
      const out: bigint[] = [];
      for (let i = 0; i < domain; i++) {
        const [x, y, z] = [pa + i * BYTES, pb + i * BYTES, pc + i * BYTES];
        raw._mclBnFr_mul(x, x, y);
        raw._mclBnFr_sub(x, x, z);
        raw._mclBnFr_mul(x, x, scratch);
        const words = Int32Array.from(raw.HEAP32.subarray(x >> 2, (x >> 2) + 8));
        out.push(bytesToBigint(new Uint8Array(words.buffer).reverse()));
      }
      return out;
    } finally {
      raw._free(at);
    }
  }

  /** In-place radix-2 transform (Cooley–Tukey, decimation in time) with the powers at `table`. */
  private transform(data: number, table: number, scratch: number): void {
    const { raw, domain, power } = this;
    const heap = raw.HEAP32;
    for (let i = 0; i < domain; i++) {
      const j = reverseBits(i, power);
      if (i < j) {
        const [x, y] = [(data + i * BYTES) >> 2, (data + j * BYTES) >> 2];
        const held = new Int32Array(heap.subarray(x, x + 8));
        heap.copyWithin(x, y, y + 8);
        heap.set(held, y);
      }
    }
    for (let half = 1; half < domain; half *= 2) {
      const stride = (domain / (2 * half)) * BYTES;
      for (let start = 0; start < domain; start += 2 * half) {
        for (let k = 0; k < half; k++) {
          const u = data + (start + k) * BYTES;
          const v = u + half * BYTES;
          raw._mclBnFr_mul(scratch, v, table + k * stride);
          raw._mclBnFr_sub(v, u, scratch);
          raw._mclBnFr_add(u, u, scratch);
        }
      }
    }
  }
}

function powersTable(base: bigint, first: bigint, count: number): Uint32Array {
  const out = new Uint32Array(count * 8);
  let power = first;
  for (let i = 0; i < count; i++) {
    out.set(montgomery(power), i * 8);
    power = frMul(power, base);
  }
  return out;
}

function reverseBits(value: number, bits: number): number {
  let out = 0;
  for (let i = 0; i < bits; i++) out = (out << 1) | ((value >> i) & 1);
  return out;
}
