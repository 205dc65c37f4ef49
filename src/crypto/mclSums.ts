/**
 * Sums of many affine points for the mcl backend, many lists at a time: within each list neighbours are added pairwise
 * until one point is left, and all additions of a round share a single field inversion (Montgomery's trick). An affine
 * addition then costs six field multiplications, three of them for its part in the inversion, where a mixed Jacobian
 * one costs eleven.
 *
 * Points are pairs (x, y) of Montgomery residues in the WebAssembly heap; a list is an array of their addresses. Equal
 * and opposite neighbours, which a deck that somebody chose may well contain, are told apart and come out right.
 * Not constant time.
 */
import { G1_WORDS, type MclRaw } from './mclModule.ts';

/** Bytes of a field element, and of an affine point. */
export const FP_BYTES = (G1_WORDS / 3) * 4;
export const AFFINE_BYTES = 2 * FP_BYTES;

/** Most additions that share an inversion, which costs some sixty multiplications. */
const BATCH = 1024;

/** A place in the heap that grows and is never given back: sums run one after the other. */
export class Scratch {
  #at = 0;
  #bytes = 0;

  constructor(private readonly raw: MclRaw) {}

  /** Address of at least so many bytes, whose content is anything. */
  reserve(bytes: number): number {
    if (bytes > this.#bytes) {
      if (this.#at !== 0) this.raw._free(this.#at);
      this.#bytes = bytes;
      this.#at = this.raw._malloc(bytes);
      if (this.#at === 0) throw new Error('mcl-wasm is out of memory');
    }
    return this.#at;
  }
}

export class AffineSums {
  private readonly spaces: Scratch;
  private readonly work: Scratch;
  /** The additions that wait for their inversion: what is added, where the sum goes, whether it is a doubling. */
  private readonly left = new Int32Array(BATCH);
  private readonly right = new Int32Array(BATCH);
  private readonly target = new Int32Array(BATCH);
  private readonly doubles = new Uint8Array(BATCH);

  constructor(private readonly raw: MclRaw) {
    this.spaces = new Scratch(raw);
    this.work = new Scratch(raw);
  }

  /**
   * The sum of each list: the address of an affine point, or 0 for the identity. Addresses are good until the next
   * call. The lists are used up.
   */
  sums(lists: number[][]): number[] {
    let points = 0;
    for (const list of lists) points += list.length;
    // One place for every sum that is ever made: the odd one of a list waits where it is for any number of rounds.
    let at = this.spaces.reserve(points * AFFINE_BYTES);
    while (lists.some((list) => list.length > 1)) at = this.round(lists, at);
    return lists.map((list) => list[0] ?? 0);
  }

  /** One round: halves every list, writing from `at` on. Returns the first place that is free. */
  private round(lists: number[][], at: number): number {
    const { raw, left, right, target, doubles } = this;
    const work = this.work.reserve(BATCH * 2 * FP_BYTES + 4 * FP_BYTES);
    const inverses = work + BATCH * FP_BYTES;
    const spare = inverses + BATCH * FP_BYTES;
    let count = 0;
    const flush = (): void => {
      if (count === 0) return;
      raw._mclBnFp_invVec(inverses, work, count);
      for (let i = 0; i < count; i++) {
        this.finish(left[i]!, right[i]!, target[i]!, inverses + i * FP_BYTES, doubles[i] === 1, spare);
      }
      count = 0;
    };
    for (const list of lists) {
      const { length } = list;
      if (length < 2) continue;
      let kept = 0;
      for (let i = 0; i + 1 < length; i += 2) {
        const [a, b] = [list[i]!, list[i + 1]!];
        const divisor = work + count * FP_BYTES;
        raw._mclBnFp_sub(divisor, b, a);
        let double = false;
        if (this.isZero(divisor)) {
          // One x: the same point or its opposite.
          raw._mclBnFp_add(divisor, a + FP_BYTES, b + FP_BYTES);
          if (this.isZero(divisor)) continue;
          double = true;
        }
        left[count] = a;
        right[count] = b;
        target[count] = at;
        doubles[count] = double ? 1 : 0;
        list[kept++] = at;
        at += AFFINE_BYTES;
        if (++count === BATCH) flush();
      }
      if (length % 2 === 1) list[kept++] = list[length - 1]!;
      list.length = kept;
    }
    flush();
    return at;
  }

  /** target ← a + b, given 1/(x_b − x_a), or 1/(y_a + y_b) for a point and itself. */
  private finish(
    a: number,
    b: number,
    target: number,
    inverse: number,
    double: boolean,
    spare: number,
  ): void {
    const { raw } = this;
    const slope = spare;
    const x = spare + FP_BYTES;
    const y = spare + 2 * FP_BYTES;
    if (double) {
      raw._mclBnFp_sqr(slope, a);
      raw._mclBnFp_add(x, slope, slope);
      raw._mclBnFp_add(slope, x, slope);
    } else {
      raw._mclBnFp_sub(slope, b + FP_BYTES, a + FP_BYTES);
    }
    raw._mclBnFp_mul(slope, slope, inverse);
    raw._mclBnFp_sqr(x, slope);
    raw._mclBnFp_sub(x, x, a);
    raw._mclBnFp_sub(x, x, b);
    raw._mclBnFp_sub(y, a, x);
    raw._mclBnFp_mul(y, y, slope);
    raw._mclBnFp_sub(target + FP_BYTES, y, a + FP_BYTES);
    raw.HEAP32.copyWithin(target >> 2, x >> 2, (x + FP_BYTES) >> 2);
  }

  private isZero(at: number): boolean {
    // Zero is all zero words; nearly always the first one tells.
    return this.raw.HEAP32[at >> 2] === 0 && this.raw._mclBnFp_isZero(at) === 1;
  }
}

/** Writes −P after P: `at` holds x and y, and x and −y follow. */
export function writeOpposite(raw: MclRaw, at: number): void {
  raw.HEAP32.copyWithin((at + AFFINE_BYTES) >> 2, at >> 2, (at + FP_BYTES) >> 2);
  raw._mclBnFp_neg(at + AFFINE_BYTES + FP_BYTES, at + FP_BYTES);
}

/**
 * Σ d·S_d over buckets and positions: `buckets[w][d − 1]` is the address of an affine point or 0, and counts
 * d·2^(bits·w)
 * times. Every bit of d makes a list of its own, so that this, too, is affine sums, and one double-and-add at the end.
 * Writes a Jacobian point to `into`; `slot` is one whose z is 1.
 */
export function weighBuckets(
  raw: MclRaw,
  sums: AffineSums,
  buckets: readonly (readonly number[])[],
  bits: number,
  into: number,
  slot: number,
): void {
  const lists: number[][] = Array.from({ length: bits * buckets.length }, () => []);
  buckets.forEach((window, w) => {
    window.forEach((at, i) => {
      if (at === 0) return;
      for (let b = 0, d = i + 1; d > 0; b++, d >>= 1) if (d & 1) lists[w * bits + b]!.push(at);
    });
  });
  const byBit = sums.sums(lists);
  raw._mclBnG1_clear(into);
  for (let i = byBit.length - 1; i >= 0; i--) {
    raw._mclBnG1_dbl(into, into);
    const at = byBit[i]!;
    if (at === 0) continue;
    raw.HEAP32.copyWithin(slot >> 2, at >> 2, (at + AFFINE_BYTES) >> 2);
    raw._mclBnG1_add(into, into, slot);
  }
}
