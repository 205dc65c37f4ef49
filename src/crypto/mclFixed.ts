/**
 * Sums over the same bases of G1 or G2 again and again (Pedersen bases, proving keys): 2^(bits·w)·B_i and its opposite
 * lie affine in the WebAssembly heap for every window w, so that Σ k_i·B_i is one pass of buckets
 * (Brickell–Gordon–McCurley–Wilson) whose additions are affine (mclSums.ts). The heap is given back when the object is
 * collected.
 */
import { frOf } from './fr.ts';
import { AffineSums, Scratch, type SumGroup, weighBuckets, writeBoth } from './mclSums.ts';
import { scalarWindows, signedDigits } from './signedDigits.ts';

/** What all tables of a group share. */
export class FixedSums {
  readonly buckets: AffineSums;
  readonly bits: AffineSums;
  readonly space: Scratch;
  private readonly given = new FinalizationRegistry<number>((at) => this.group.raw._free(at));

  /** `one`: words of 1, as z has it. */
  constructor(
    readonly group: SumGroup,
    readonly one: Uint32Array,
  ) {
    this.buckets = new AffineSums(group);
    this.bits = new AffineSums(group);
    this.space = new Scratch(group.raw);
  }

  /** Heap that lives as long as its owner. */
  allocate(owner: object, bytes: number): number {
    const at = this.group.raw._malloc(bytes);
    if (at === 0) throw new Error('mcl-wasm is out of memory');
    this.given.register(owner, at);
    return at;
  }
}

export class ResidentBases {
  private readonly windows: number;
  /** P and −P. */
  private readonly pairBytes: number;
  /** Address of each base's first window, or 0 for the identity. */
  private readonly rows: Int32Array;

  /** `points`: words of Jacobian points. */
  constructor(
    private readonly shared: FixedSums,
    points: readonly Uint32Array[],
    private readonly bits: number,
  ) {
    const { group } = shared;
    const { raw } = group;
    const pointBytes = 4 * group.words;
    this.pairBytes = 2 * group.affineBytes;
    this.windows = scalarWindows(bits);
    this.rows = new Int32Array(points.length);
    const z = 2 * shared.one.length;
    const live = points.flatMap((p, i) => (p.subarray(z).some((word) => word !== 0) ? [i] : []));
    const rowBytes = this.windows * this.pairBytes;
    const table = shared.allocate(this, Math.max(1, live.length) * rowBytes);
    const work = shared.space.reserve(this.windows * pointBytes);
    live.forEach((index, row) => {
      raw.HEAP32.set(points[index]!, work >> 2);
      for (let w = 1; w < this.windows; w++) {
        const at = work + w * pointBytes;
        group.double(at, at - pointBytes);
        for (let b = 1; b < bits; b++) group.double(at, at);
      }
      group.normalize(work, work, this.windows);
      this.rows[index] = table + row * rowBytes;
      for (let w = 0; w < this.windows; w++) {
        writeBoth(group, table + row * rowBytes + w * this.pairBytes, work + w * pointBytes);
      }
    });
  }

  /** Words of Σ scalars[i]·B_i. @throws RangeError for a wrong number of scalars or one outside [0, r) */
  msm(scalars: readonly bigint[]): Uint32Array {
    if (scalars.length !== this.rows.length) throw new RangeError('points and scalars differ in number');
    const { group, one, buckets, bits: sums, space } = this.shared;
    const { pairBytes } = this;
    const lists: number[][] = Array.from({ length: 2 ** (this.bits - 1) }, () => []);
    scalars.forEach((scalar, i) => {
      if (frOf(scalar) !== scalar) throw new RangeError('scalar out of range');
      const row = this.rows[i]!;
      if (row === 0 || scalar === 0n) return;
      const digits = signedDigits(scalar, this.bits, this.windows);
      for (let w = 0; w < digits.length; w++) {
        const d = digits[w]!;
        if (d > 0) lists[d - 1]!.push(row + w * pairBytes);
        else if (d < 0) lists[-d - 1]!.push(row + w * pairBytes + group.affineBytes);
      }
    });
    const pointBytes = 4 * group.words;
    const into = space.reserve(2 * pointBytes);
    const slot = into + pointBytes;
    group.raw.HEAP32.set(one, (slot + (pointBytes / 3) * 2) >> 2);
    weighBuckets(group, sums, [buckets.sums(lists)], this.bits, into, slot);
    return new Uint32Array(group.raw.HEAP32.subarray(into >> 2, (into + pointBytes) >> 2));
  }
}
