/**
 * Sums over the same bases of G1 again and again (Pedersen bases, proving keys): 2^(bits·w)·B_i and its opposite lie
 * affine in the WebAssembly heap for every window w, so that Σ k_i·B_i is one pass of buckets
 * (Brickell–Gordon–McCurley–
 * Wilson) whose additions are affine (mclSums.ts). The heap is given back when the object is collected.
 */
import { frOf } from './fr.ts';
import { G1_WORDS, type MclRaw } from './mclModule.ts';
import { AFFINE_BYTES, AffineSums, Scratch, weighBuckets, writeOpposite } from './mclSums.ts';
import { signedDigits } from './mclTables.ts';

const POINT_BYTES = G1_WORDS * 4;
/** P and −P. */
const PAIR_BYTES = 2 * AFFINE_BYTES;

/** What all tables of a module share. */
export class FixedSums {
  readonly buckets: AffineSums;
  readonly bits: AffineSums;
  readonly space: Scratch;
  private readonly given = new FinalizationRegistry<number>((at) => this.raw._free(at));

  /** `one`: words of 1. */
  constructor(
    readonly raw: MclRaw,
    readonly one: Uint32Array,
  ) {
    this.buckets = new AffineSums(raw);
    this.bits = new AffineSums(raw);
    this.space = new Scratch(raw);
  }

  /** Heap that lives as long as its owner. */
  allocate(owner: object, bytes: number): number {
    const at = this.raw._malloc(bytes);
    if (at === 0) throw new Error('mcl-wasm is out of memory');
    this.given.register(owner, at);
    return at;
  }
}

export class ResidentBases {
  private readonly windows: number;
  /** Address of each base's first window, or 0 for the identity. */
  private readonly rows: Int32Array;

  /** `points`: words of Jacobian points. */
  constructor(
    private readonly shared: FixedSums,
    points: readonly Uint32Array[],
    private readonly bits: number,
  ) {
    const { raw } = shared;
    this.windows = Math.ceil(256 / bits);
    this.rows = new Int32Array(points.length);
    const z = 2 * shared.one.length;
    const live = points.flatMap((p, i) => (p.subarray(z).some((word) => word !== 0) ? [i] : []));
    const rowBytes = this.windows * PAIR_BYTES;
    const table = shared.allocate(this, Math.max(1, live.length) * rowBytes);
    const work = shared.space.reserve(this.windows * POINT_BYTES);
    live.forEach((index, row) => {
      raw.HEAP32.set(points[index]!, work >> 2);
      for (let w = 1; w < this.windows; w++) {
        const at = work + w * POINT_BYTES;
        raw._mclBnG1_dbl(at, at - POINT_BYTES);
        for (let b = 1; b < bits; b++) raw._mclBnG1_dbl(at, at);
      }
      raw._mclBnG1_normalizeVec(work, work, this.windows);
      this.rows[index] = table + row * rowBytes;
      for (let w = 0; w < this.windows; w++) {
        const from = work + w * POINT_BYTES;
        const at = table + row * rowBytes + w * PAIR_BYTES;
        raw.HEAP32.copyWithin(at >> 2, from >> 2, (from + AFFINE_BYTES) >> 2);
        writeOpposite(raw, at);
      }
    });
  }

  /** Words of Σ scalars[i]·B_i. @throws RangeError for a wrong number of scalars or one outside [0, r) */
  msm(scalars: readonly bigint[]): Uint32Array {
    if (scalars.length !== this.rows.length) throw new RangeError('points and scalars differ in number');
    const { raw, one, buckets, bits: sums, space } = this.shared;
    const lists: number[][] = Array.from({ length: 2 ** (this.bits - 1) }, () => []);
    scalars.forEach((scalar, i) => {
      if (frOf(scalar) !== scalar) throw new RangeError('scalar out of range');
      const row = this.rows[i]!;
      if (row === 0 || scalar === 0n) return;
      const digits = signedDigits(scalar, this.bits);
      for (let w = 0; w < digits.length; w++) {
        const d = digits[w]!;
        if (d > 0) lists[d - 1]!.push(row + w * PAIR_BYTES);
        else if (d < 0) lists[-d - 1]!.push(row + w * PAIR_BYTES + AFFINE_BYTES);
      }
    });
    const into = space.reserve(2 * POINT_BYTES);
    const slot = into + POINT_BYTES;
    raw.HEAP32.set(one, (slot + AFFINE_BYTES) >> 2);
    weighBuckets(raw, sums, [buckets.sums(lists)], this.bits, into, slot);
    return new Uint32Array(raw.HEAP32.subarray(into >> 2, (into + POINT_BYTES) >> 2));
  }
}
