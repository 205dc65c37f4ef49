/**
 * Multiples of one base of G1 in the WebAssembly heap, affine: a row for each window of a scalar's signed digits, so
 * that k·B is a sum of as many points as there are windows, without doublings. The heap is given back when the object
 * is collected. Not constant time.
 */
import { PAIR_WORDS } from './kernel/kernel.ts';
import type { FixedSums } from './mclFixed.ts';
import { writeBoth, writeOpposite } from './mclSums.ts';
import { scalarWindows, signedDigits } from './signedDigits.ts';

export class ResidentMultiples {
  private readonly windows: number;
  private readonly half: number;
  private readonly table: number;
  /** m·2^(bits·w)·B and its opposite. */
  private readonly pairBytes: number;

  /** `point`: words of a Jacobian point other than the identity. */
  constructor(
    private readonly shared: FixedSums,
    point: Uint32Array,
    private readonly bits: number,
  ) {
    const { group } = shared;
    const { raw, kernel, affineBytes } = group;
    const windows = scalarWindows(bits);
    const half = 2 ** (bits - 1);
    this.windows = windows;
    this.half = half;
    this.pairBytes = 2 * affineBytes;
    this.table = shared.allocate(this, windows * half * this.pairBytes);
    const pointBytes = 4 * group.words;
    const most = (windows * half) / 2;
    const firsts = shared.space.reserve(windows * pointBytes + most * (4 * PAIR_WORDS + affineBytes));
    const pairs = firsts + windows * pointBytes;

    raw.HEAP32.set(point, firsts >> 2);
    for (let w = 1; w < windows; w++) {
      const at = firsts + w * pointBytes;
      group.double(at, at - pointBytes);
      for (let b = 1; b < bits; b++) group.double(at, at);
    }
    group.normalize(firsts, firsts, windows);
    for (let w = 0; w < windows; w++) writeBoth(group, this.at(w, 1), firsts + w * pointBytes);
    // Of 1 … m come m + 1 … 2m, in all rows at once.
    for (let m = 1; m < half; m *= 2) {
      let at = pairs >> 2;
      for (let w = 0; w < windows; w++) {
        for (let k = 1; k <= m; k++, at += PAIR_WORDS)
          raw.HEAP32.set([this.at(w, m), this.at(w, k), this.at(w, m + k)], at);
      }
      kernel.addPairs(1, pairs, windows * m, pairs + most * 4 * PAIR_WORDS);
    }
    for (let w = 0; w < windows; w++) for (let m = 2; m <= half; m++) writeOpposite(group, this.at(w, m));
  }

  /** Words of scalar·B, 0 ≤ scalar < r. */
  mul(scalar: bigint): Uint32Array {
    const { group, one, space } = this.shared;
    const pointBytes = 4 * group.words;
    const into = space.reserve(2 * pointBytes);
    const slot = into + pointBytes;
    group.raw.HEAP32.set(one, (slot + (pointBytes / 3) * 2) >> 2);
    group.clear(into);
    for (const at of this.summands(scalar)) {
      group.kernel.toMcl(slot, at, 2);
      group.add(into, into, slot);
    }
    return new Uint32Array(group.raw.HEAP32.subarray(into >> 2, (into + pointBytes) >> 2));
  }

  /**
   * Words of onto[i] + scalars[i]·B, z being 1 or 0: much cheaper together than one by one. `onto`: words of Jacobian
   * points.
   */
  mulAll(scalars: readonly bigint[], onto: readonly Uint32Array[]): Uint32Array[] {
    const { group, one, buckets, space } = this.shared;
    const pointBytes = 4 * group.words;
    const lists = scalars.map((scalar) => this.summands(scalar));
    const z = (group.words / 3) * 2;
    const live = onto.flatMap((p, i) => (p.subarray(z).some((word) => word !== 0) ? [i] : []));
    const copies = space.reserve((live.length + 1) * (pointBytes + this.pairBytes));
    const affine = copies + live.length * pointBytes;
    live.forEach((index, i) => {
      group.raw.HEAP32.set(onto[index]!, (copies + i * pointBytes) >> 2);
    });
    if (live.length > 0) group.normalize(copies, copies, live.length);
    live.forEach((index, i) => {
      group.kernel.fromMcl(affine + i * this.pairBytes, copies + i * pointBytes, 2);
      lists[index]!.push(affine + i * this.pairBytes);
    });
    return buckets.sums(lists).map((at) => {
      const out = new Uint32Array(group.words);
      if (at === 0) return out;
      group.kernel.toMcl(copies, at, 2);
      out.set(group.raw.HEAP32.subarray(copies >> 2, (copies >> 2) + z));
      out.set(one, z);
      return out;
    });
  }

  /** Addresses of the points that scalar·B is the sum of. */
  private summands(scalar: bigint): number[] {
    const { affineBytes } = this.shared.group;
    const out: number[] = [];
    signedDigits(scalar, this.bits, this.windows).forEach((d, w) => {
      if (d !== 0) out.push(this.at(w, Math.abs(d)) + (d < 0 ? affineBytes : 0));
    });
    return out;
  }

  private at(window: number, multiple: number): number {
    return this.table + (window * this.half + multiple - 1) * this.pairBytes;
  }
}
