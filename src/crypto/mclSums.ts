/**
 * Sums of many affine points for the mcl backend, many lists at a time: within each list neighbours are added pairwise
 * until one point is left, and all additions of a round share a few field inversions (kernel/sums.ts). An affine
 * addition then costs six field multiplications, three of them for its part in the inversion, where a mixed Jacobian
 * one costs eleven.
 *
 * Points are pairs (x, y) in the kernel's form in the WebAssembly heap; a list is an array of their addresses. Equal
 * and opposite neighbours, which a deck that somebody chose may well contain, are told apart and come out right.
 * Not constant time.
 */
import { ELEMENT_BYTES, type Kernel, PAIR_WORDS } from './kernel/kernel.ts';
import { G1_WORDS, G2_WORDS, type MclRaw } from './mclModule.ts';

/** Most additions that share an inversion, which costs some four hundred multiplications. */
const BATCH = 2048;
/** What the kernel writes into a pair of opposite points. */
const OPPOSITE = 2;

/** A place in the heap that grows and is never given back: sums run one after the other. */
export class Scratch {
  #at = 0;
  #bytes = 0;

  constructor(private readonly raw: MclRaw) {}

  /** Address of at least so many bytes, whose content is anything. */
  reserve(bytes: number): number {
    if (bytes > this.#bytes) {
      if (this.#at !== 0) this.raw._free(this.#at);
      // Where there is none left the next call must not take address 0 for what it asks.
      this.#bytes = 0;
      this.#at = this.raw._malloc(bytes);
      if (this.#at === 0) throw new Error('mcl-wasm is out of memory');
      this.#bytes = bytes;
    }
    return this.#at;
  }
}

/** G1 or G2 as sums need it: mcl's own functions on Jacobian points, and how wide coordinates are. */
export interface SumGroup {
  readonly raw: MclRaw;
  readonly kernel: Kernel;
  /** Field elements in a coordinate. */
  readonly degree: 1 | 2;
  /** Words of mcl's Jacobian points. */
  readonly words: number;
  /** Bytes of the kernel's affine points. */
  readonly affineBytes: number;
  add(z: number, x: number, y: number): void;
  double(y: number, x: number): void;
  clear(x: number): void;
  normalize(y: number, x: number, count: number): void;
}

export function sumsInG1(raw: MclRaw, kernel: Kernel): SumGroup {
  return {
    raw,
    kernel,
    degree: 1,
    words: G1_WORDS,
    affineBytes: 2 * ELEMENT_BYTES,
    add: raw._mclBnG1_add,
    double: raw._mclBnG1_dbl,
    clear: raw._mclBnG1_clear,
    normalize: raw._mclBnG1_normalizeVec,
  };
}

export function sumsInG2(raw: MclRaw, kernel: Kernel): SumGroup {
  return {
    raw,
    kernel,
    degree: 2,
    words: G2_WORDS,
    affineBytes: 4 * ELEMENT_BYTES,
    add: raw._mclBnG2_add,
    double: raw._mclBnG2_dbl,
    clear: raw._mclBnG2_clear,
    normalize: raw._mclBnG2_normalizeVec,
  };
}

/** Writes P and −P, affine, from mcl's normalised point at `from`. */
export function writeBoth(group: SumGroup, at: number, from: number): void {
  group.kernel.fromMcl(at, from, 2 * group.degree);
  writeOpposite(group, at);
}

/** Writes −P behind the affine point P. */
export function writeOpposite({ kernel, degree, affineBytes }: SumGroup, at: number): void {
  const opposite = at + affineBytes;
  kernel.copy(opposite, at, degree);
  for (let i = degree; i < 2 * degree; i++)
    kernel.negate(opposite + i * ELEMENT_BYTES, at + i * ELEMENT_BYTES);
}

export class AffineSums {
  private readonly spaces: Scratch;
  private readonly work: Scratch;

  constructor(private readonly group: SumGroup) {
    this.spaces = new Scratch(group.raw);
    this.work = new Scratch(group.raw);
  }

  /**
   * The sum of each list: the address of an affine point, or 0 for the identity. Addresses are good until the next
   * call. The lists are used up.
   */
  sums(lists: number[][]): number[] {
    let points = 0;
    for (const list of lists) points += list.length;
    // One place for every sum that is ever made: the odd one of a list waits where it is for any number of rounds.
    let at = this.spaces.reserve(points * this.group.affineBytes);
    while (lists.some((list) => list.length > 1)) at = this.round(lists, at);
    return lists.map((list) => list[0] ?? 0);
  }

  /** One round: halves every list, writing from `at` on. Returns the first place that is free. */
  private round(lists: number[][], at: number): number {
    const { raw, affineBytes } = this.group;
    const pairs = this.work.reserve(BATCH * (PAIR_WORDS * 4 + affineBytes));
    const heap = raw.HEAP32.subarray(pairs >> 2, (pairs >> 2) + BATCH * PAIR_WORDS);
    const vanished = new Set<number>();
    let words = 0;
    for (const list of lists) {
      const { length } = list;
      if (length < 2) continue;
      let kept = 0;
      for (let i = 0; i + 1 < length; i += 2) {
        heap[words] = list[i]!;
        heap[words + 1] = list[i + 1]!;
        heap[words + 2] = at;
        words += PAIR_WORDS;
        list[kept++] = at;
        at += affineBytes;
        if (words === heap.length) {
          this.flush(heap, pairs, words, vanished);
          words = 0;
        }
      }
      if (length % 2 === 1) list[kept++] = list[length - 1]!;
      list.length = kept;
    }
    if (words > 0) this.flush(heap, pairs, words, vanished);
    if (vanished.size > 0)
      lists.forEach((list, i) => {
        lists[i] = list.filter((point) => !vanished.has(point));
      });
    return at;
  }

  /** Adds the pairs; places of sums that are the identity join `vanished`. */
  private flush(heap: Int32Array, pairs: number, words: number, vanished: Set<number>): void {
    const { kernel, degree } = this.group;
    const opposite = kernel.addPairs(degree, pairs, words / PAIR_WORDS, pairs + 4 * heap.length);
    if (opposite === 0) return;
    for (let i = 0; i < words; i += PAIR_WORDS) if (heap[i + 3] === OPPOSITE) vanished.add(heap[i + 2]!);
  }
}

/**
 * Σ d·S_d over buckets and positions: `buckets[w][d − 1]` is the address of an affine point or 0, and counts
 * d·2^(bits·w) times. Every bit of d makes a list of its own, so that this, too, is affine sums, and one double-and-add
 * at the end. Writes a Jacobian point of mcl to `into`; `slot` is one whose z is 1.
 */
export function weighBuckets(
  group: SumGroup,
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
  group.clear(into);
  for (let i = byBit.length - 1; i >= 0; i--) {
    group.double(into, into);
    const at = byBit[i]!;
    if (at === 0) continue;
    group.kernel.toMcl(slot, at, 2 * group.degree);
    group.add(into, into, slot);
  }
}
