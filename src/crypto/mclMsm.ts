/**
 * Sums of multiples of many points of G1 for the mcl backend: Pippenger's buckets, filled by affine sums (mclSums.ts).
 * Scalars are split by the endomorphism φ(x, y) = (βx, y), which acts on the subgroup as −z² (kernel/curve.ts):
 * k = k_0 + k_1·z² with both below 2^128, so k·P = k_0·P − k_1·φ(P). Points outside the subgroup come out wrong, as
 * they do in mcl; they never get past decoding.
 */
import { G1_WORDS } from './mclModule.ts';
import { AffineSums, Scratch, type SumGroup, weighBuckets, writeBoth } from './mclSums.ts';
import { signedDigits } from './signedDigits.ts';

const POINT_BYTES = G1_WORDS * 4;
/** z² for the curve's parameter z. */
const Z2 = 0xd201_0000_0001_0000n ** 2n;
const HALF_BITS = 128;

/** From so many terms on this is faster than the module's own. */
export const MSM_TERMS = 24;

/** The width with the fewest additions for so many half scalars. */
function widthFor(halves: number): number {
  let best = 4;
  let least = Number.POSITIVE_INFINITY;
  for (let bits = 3; bits <= 9; bits++) {
    const half = 2 ** (bits - 1);
    const windows = Math.ceil((HALF_BITS + 1) / bits);
    const additions = windows * (Math.max(halves - half, 0) + bits * (half / 2));
    if (additions < least) [best, least] = [bits, additions];
  }
  return best;
}

export class MclMsm {
  private readonly buckets: AffineSums;
  private readonly bits: AffineSums;
  private readonly space: Scratch;

  /** `one`: words of 1. */
  constructor(
    private readonly group: SumGroup,
    private readonly one: Uint32Array,
  ) {
    this.buckets = new AffineSums(group);
    this.bits = new AffineSums(group);
    this.space = new Scratch(group.raw);
  }

  /** Words of Σ scalars[i]·points[i]. Points: words of Jacobian coordinates; scalars in [0, r). */
  sum(points: readonly Uint32Array[], scalars: readonly bigint[]): Uint32Array {
    const { group } = this;
    const { raw, affineBytes } = group;
    const live = points.flatMap((p, i) => (scalars[i] === 0n || isIdentity(p) ? [] : [i]));
    const count = live.length;
    // P, −P, φ(P), −φ(P), affine.
    const formsBytes = 4 * affineBytes;
    // Jacobian copies, then all forms, then the result and a slot.
    const copies = this.space.reserve(count * (POINT_BYTES + formsBytes) + 2 * POINT_BYTES);
    const forms = copies + count * POINT_BYTES;
    const into = forms + count * formsBytes;
    const slot = into + POINT_BYTES;
    let affine = true;
    live.forEach((index, i) => {
      const point = points[index]!;
      raw.HEAP32.set(point, (copies + i * POINT_BYTES) >> 2);
      affine &&= this.one.every((word, k) => point[2 * this.one.length + k] === word);
    });
    if (!affine) group.normalize(copies, copies, count);
    raw.HEAP32.set(this.one, (slot + (POINT_BYTES / 3) * 2) >> 2);
    for (let i = 0; i < count; i++) {
      const at = forms + i * formsBytes;
      writeBoth(group, at, copies + i * POINT_BYTES);
      for (const form of [at, at + affineBytes]) group.kernel.image(form + 2 * affineBytes, form);
    }

    const bits = widthFor(2 * count);
    const windows = Math.ceil((HALF_BITS + 1) / bits);
    const half = 2 ** (bits - 1);
    const lists: number[][] = Array.from({ length: windows * half }, () => []);
    const put = (k: bigint, plus: number, minus: number): void => {
      if (k === 0n) return;
      const digits = signedDigits(k, bits, windows);
      for (let w = 0; w < windows; w++) {
        const d = digits[w]!;
        if (d !== 0) lists[w * half + Math.abs(d) - 1]!.push(d > 0 ? plus : minus);
      }
    };
    live.forEach((index, i) => {
      const k = scalars[index]!;
      const at = forms + i * formsBytes;
      put(k % Z2, at, at + affineBytes);
      put(k / Z2, at + 3 * affineBytes, at + 2 * affineBytes);
    });
    const sums = this.buckets.sums(lists);
    const byWindow = Array.from({ length: windows }, (_, w) => sums.slice(w * half, (w + 1) * half));
    weighBuckets(group, this.bits, byWindow, bits, into, slot);
    return new Uint32Array(raw.HEAP32.subarray(into >> 2, (into + POINT_BYTES) >> 2));
  }
}

const isIdentity = (point: Uint32Array): boolean => {
  for (let i = (G1_WORDS / 3) * 2; i < G1_WORDS; i++) if (point[i] !== 0) return false;
  return true;
};
