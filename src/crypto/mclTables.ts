/**
 * Precomputed multiples of points for the mcl backend, in two shapes:
 *
 * - `MultipleTable`, one base, one row of multiples per window: k·B is one mixed addition per window of k;
 * - `FixedBases`, many bases, the same sum again and again (a proving key, Pedersen bases): 2^(c·w)·B_i is
 *   stored for every window w, so Σ k_i·B_i is a single bucket pass without doublings (Brickell–Gordon–
 *   McCurley–Wilson with Pippenger's buckets).
 *
 * Points are kept as affine coordinates in ordinary arrays and copied into the WebAssembly heap one at a
 * time, so a table is freed by garbage collection. Not constant time.
 */
import { frOf } from './fr.ts';
import { G1_WORDS, G2_WORDS, type MclRaw } from './mclModule.ts';

/** One of the two source groups, by its raw functions. */
export interface RawGroup {
  /** Words of a Jacobian point; two thirds of them are the affine coordinates. */
  words: number;
  add(z: number, x: number, y: number): void;
  sub(z: number, x: number, y: number): void;
  double(y: number, x: number): void;
  clear(x: number): void;
  normalize(y: number, x: number, count: number): void;
}

export function rawG1(raw: MclRaw): RawGroup {
  return {
    words: G1_WORDS,
    add: raw._mclBnG1_add,
    sub: raw._mclBnG1_sub,
    double: raw._mclBnG1_dbl,
    clear: raw._mclBnG1_clear,
    normalize: raw._mclBnG1_normalizeVec,
  };
}

export function rawG2(raw: MclRaw): RawGroup {
  return {
    words: G2_WORDS,
    add: raw._mclBnG2_add,
    sub: raw._mclBnG2_sub,
    double: raw._mclBnG2_dbl,
    clear: raw._mclBnG2_clear,
    normalize: raw._mclBnG2_normalizeVec,
  };
}

/** Number of signed windows of `bits` bits that hold any scalar below r and the carry of the last. */
function windowCount(bits: number): number {
  return Math.ceil(256 / bits);
}

/** Digits of 0 ≤ k < r in base 2^bits, least first, each in [−2^(bits−1), 2^(bits−1)]. */
export function signedDigits(k: bigint, bits: number): Int32Array {
  const limbs = new BigUint64Array(5);
  for (let i = 0; i < 4; i++) limbs[i] = k >> BigInt(64 * i);
  const words = new Uint32Array(limbs.buffer);
  const count = windowCount(bits);
  const out = new Int32Array(count);
  const mask = 2 ** bits - 1;
  let carry = 0;
  for (let w = 0; w < count; w++) {
    const at = w * bits;
    const shift = at & 31;
    let digit = words[at >>> 5]! >>> shift;
    if (shift + bits > 32) digit |= words[(at >>> 5) + 1]! << (32 - shift);
    digit = (digit & mask) + carry;
    carry = digit > 2 ** (bits - 1) ? 1 : 0;
    out[w] = digit - carry * 2 ** bits;
  }
  return out;
}

/** Heap space for one computation; always freed. */
function withHeap<T>(raw: MclRaw, bytes: number, use: (at: number) => T): T {
  const at = raw._malloc(bytes);
  if (at === 0) throw new Error('mcl-wasm is out of memory');
  try {
    return use(at);
  } finally {
    raw._free(at);
  }
}

/** Affine multiples of points, read one at a time into a heap slot whose z stays 1. */
class AffineStore {
  readonly table: Uint32Array;
  private readonly affineWords: number;
  private one: Uint32Array;

  constructor(
    private readonly raw: MclRaw,
    private readonly group: RawGroup,
    count: number,
  ) {
    this.affineWords = (group.words / 3) * 2;
    this.table = new Uint32Array(count * this.affineWords);
    this.one = new Uint32Array(group.words / 3);
  }

  /**
   * Normalises `count` Jacobian points at heap address `at` (none of them the identity) and keeps them from
   * `index` on.
   */
  keep(index: number, at: number, count: number): void {
    const { words } = this.group;
    this.group.normalize(at, at, count);
    const heap = this.raw.HEAP32;
    for (let i = 0; i < count; i++) {
      const from = (at >> 2) + i * words;
      this.table.set(
        new Uint32Array(heap.subarray(from, from + this.affineWords)),
        (index + i) * this.affineWords,
      );
    }
    const z = (at >> 2) + this.affineWords;
    this.one = new Uint32Array(heap.subarray(z, z + words / 3));
  }

  prepareSlot(at: number): void {
    this.raw.HEAP32.set(this.one, (at >> 2) + this.affineWords);
  }

  load(index: number, at: number): void {
    const from = index * this.affineWords;
    this.raw.HEAP32.set(this.table.subarray(from, from + this.affineWords), at >> 2);
  }
}

export class MultipleTable {
  private readonly store: AffineStore;
  private readonly half: number;

  /** `point`: words of a Jacobian point other than the identity. */
  constructor(
    private readonly raw: MclRaw,
    private readonly group: RawGroup,
    point: Uint32Array,
    private readonly bits: number,
  ) {
    const size = group.words * 4;
    const half = 2 ** (bits - 1);
    this.half = half;
    this.store = new AffineStore(raw, group, windowCount(bits) * half);
    withHeap(raw, (half + 1) * size, (at) => {
      const base = at + half * size;
      raw.HEAP32.set(point, base >> 2);
      for (let w = 0; w < windowCount(bits); w++) {
        raw.HEAP32.copyWithin(at >> 2, base >> 2, (base + size) >> 2);
        for (let m = 1; m < half; m++) group.add(at + m * size, at + (m - 1) * size, base);
        // The next window's base, 2^bits·B = 2·(half·B), before normalisation changes nothing but the form.
        group.double(base, at + (half - 1) * size);
        this.store.keep(w * half, at, half);
      }
    });
  }

  /** Words of scalar·B. @throws RangeError unless 0 ≤ scalar < r */
  mul(scalar: bigint): Uint32Array {
    checkScalar(scalar);
    const { group, raw } = this;
    const size = group.words * 4;
    const digits = signedDigits(scalar, this.bits);
    return withHeap(raw, 2 * size, (sum) => {
      const slot = sum + size;
      group.clear(sum);
      this.store.prepareSlot(slot);
      for (let w = 0; w < digits.length; w++) {
        const d = digits[w]!;
        if (d === 0) continue;
        this.store.load(w * this.half + Math.abs(d) - 1, slot);
        if (d > 0) group.add(sum, sum, slot);
        else group.sub(sum, sum, slot);
      }
      return new Uint32Array(raw.HEAP32.subarray(sum >> 2, (sum + size) >> 2));
    });
  }
}

export class FixedBases {
  private readonly store: AffineStore;
  private readonly windows: number;
  /** Index in the table, or −1 for a base that is the identity. */
  private readonly slots: Int32Array;

  constructor(
    private readonly raw: MclRaw,
    private readonly group: RawGroup,
    points: readonly Uint32Array[],
    private readonly bits: number,
  ) {
    const size = group.words * 4;
    this.windows = windowCount(bits);
    this.slots = new Int32Array(points.length).fill(-1);
    const z = (group.words / 3) * 2;
    const live = points.map((p, i) => ({ p, i })).filter(({ p }) => p.subarray(z).some((word) => word !== 0));
    this.store = new AffineStore(raw, group, live.length * this.windows);
    withHeap(raw, (this.windows + 1) * size, (at) => {
      const spare = at + this.windows * size;
      live.forEach(({ p, i }, index) => {
        this.slots[i] = index;
        raw.HEAP32.set(p, at >> 2);
        for (let w = 1; w < this.windows; w++) {
          group.double(spare, at + (w - 1) * size);
          for (let b = 2; b < bits; b++) group.double(spare, spare);
          group.double(at + w * size, spare);
        }
        this.store.keep(index * this.windows, at, this.windows);
      });
    });
  }

  get length(): number {
    return this.slots.length;
  }

  /** Words of Σ scalars[i]·B_i. @throws RangeError for a wrong number of scalars or one outside [0, r) */
  msm(scalars: readonly bigint[]): Uint32Array {
    if (scalars.length !== this.slots.length) throw new RangeError('points and scalars differ in number');
    const { group, raw, bits } = this;
    const size = group.words * 4;
    const half = 2 ** (bits - 1);
    return withHeap(raw, (half + 4) * size, (buckets) => {
      const slot = buckets + (half + 1) * size;
      const running = slot + size;
      const total = running + size;
      for (let d = 1; d <= half; d++) group.clear(buckets + d * size);
      this.store.prepareSlot(slot);
      for (let i = 0; i < scalars.length; i++) {
        checkScalar(scalars[i]!);
        const index = this.slots[i]!;
        if (index < 0 || scalars[i] === 0n) continue;
        const digits = signedDigits(scalars[i]!, bits);
        for (let w = 0; w < digits.length; w++) {
          const d = digits[w]!;
          if (d === 0) continue;
          this.store.load(index * this.windows + w, slot);
          const bucket = buckets + Math.abs(d) * size;
          if (d > 0) group.add(bucket, bucket, slot);
          else group.sub(bucket, bucket, slot);
        }
      }
      group.clear(running);
      group.clear(total);
      for (let d = half; d >= 1; d--) {
        group.add(running, running, buckets + d * size);
        group.add(total, total, running);
      }
      return new Uint32Array(raw.HEAP32.subarray(total >> 2, (total + size) >> 2));
    });
  }
}

function checkScalar(scalar: bigint): void {
  if (frOf(scalar) !== scalar) throw new RangeError('scalar out of range');
}
