/**
 * The inner loops of the fast backend as one WebAssembly module of the project's own, written when the backend is
 * loaded and working in mcl's memory. mcl computes with limbs of 32 bits and hands every field operation over
 * JavaScript; limbs of 30 bits (field.ts) and loops that stay inside take about half the time. Its results are held to
 * both other implementations by tests.
 *
 * A field element is `ELEMENT_BYTES` bytes here, an affine point of G1 two elements, of G2 four. Not constant time.
 */
import type { MclRaw } from '../mclModule.ts';
import { Assembler } from './assembler.ts';
import { emitCurve, type Site } from './curve.ts';
import { ELEMENT_BYTES, emitField, limbsOf } from './field.ts';
import { emitSums1, emitSums2 } from './sums.ts';

export { ELEMENT_BYTES } from './field.ts';
export { PAIR_WORDS } from './sums.ts';

/** Constants and intermediate values. */
const SCRATCH_BYTES = 1 << 15;
/** mcl's coordinates have twelve words. */
const MCL_BYTES = 48;

interface Exports {
  decode(out: number, x: number, larger: number): number;
  inSubgroup(affine: number): number;
  addPairs1(pairs: number, count: number, work: number): number;
  addPairs2(pairs: number, count: number, work: number): number;
  fromMcl(out: number, x: number): void;
  toMcl(out: number, x: number): void;
  sub4(out: number, x: number, y: number): void;
  copy(out: number, x: number): void;
  image(out: number, affine: number): void;
}

export class Kernel {
  constructor(
    private readonly raw: MclRaw,
    private readonly code: Exports,
    private readonly zero: number,
    private readonly point: number,
  ) {}

  /**
   * The point of the subgroup with this x, and the larger y or the smaller, as mcl has it: 36 words, z left 0.
   * Undefined if there is none. `x`: 48 bytes, big-endian, below p.
   */
  decode(x: Uint8Array, larger: boolean): Uint32Array | undefined {
    const { raw, code, point } = this;
    const words = point + 2 * ELEMENT_BYTES;
    const heap = raw.HEAP32;
    for (let i = 0; i < 12; i++) {
      const at = 4 * (11 - i);
      heap[(words >> 2) + i] = (x[at]! << 24) | (x[at + 1]! << 16) | (x[at + 2]! << 8) | x[at + 3]!;
    }
    if (code.decode(point, words, larger ? 1 : 0) === 0) return undefined;
    if (code.inSubgroup(point) === 0) return undefined;
    this.toMcl(words, point, 2);
    const out = new Uint32Array(36);
    out.set(raw.HEAP32.subarray(words >> 2, (words >> 2) + 24));
    return out;
  }

  /** Converts `count` coordinates that stand one after the other. */
  fromMcl(out: number, from: number, count: number): void {
    for (let i = 0; i < count; i++) this.code.fromMcl(out + i * ELEMENT_BYTES, from + i * MCL_BYTES);
  }
  toMcl(out: number, from: number, count: number): void {
    for (let i = 0; i < count; i++) this.code.toMcl(out + i * MCL_BYTES, from + i * ELEMENT_BYTES);
  }
  /** Copies `count` elements that stand one after the other. */
  copy(out: number, from: number, count: number): void {
    for (let i = 0; i < count; i++) this.code.copy(out + i * ELEMENT_BYTES, from + i * ELEMENT_BYTES);
  }
  /** out ← φ(P) = (βx, y), for an affine point of G1. */
  image(out: number, affine: number): void {
    this.code.image(out, affine);
  }
  /** out ← −x */
  negate(out: number, x: number): void {
    this.code.sub4(out, this.zero, x);
  }
  /** Adds pairs of affine points (sums.ts). Returns how many of them were opposite. */
  addPairs(coordinates: 1 | 2, pairs: number, count: number, work: number): number {
    const { code } = this;
    return coordinates === 1 ? code.addPairs1(pairs, count, work) : code.addPairs2(pairs, count, work);
  }
}

const loaded = new WeakMap<MclRaw, Promise<Kernel>>();

/** The kernel in this module's memory: written and loaded once, however many groups there are. */
export function loadKernel(raw: MclRaw): Promise<Kernel> {
  const known = loaded.get(raw);
  if (known) return known;
  const kernel = writeKernel(raw);
  loaded.set(raw, kernel);
  return kernel;
}

async function writeKernel(raw: MclRaw): Promise<Kernel> {
  const base = raw._malloc(SCRATCH_BYTES);
  if (base === 0) throw new Error('mcl-wasm is out of memory');
  let used = 0;
  const reserve = (bytes: number): number => {
    used += bytes;
    if (used > SCRATCH_BYTES) throw new RangeError('the scratch space is too small');
    return base + used - bytes;
  };
  const values: [number, bigint][] = [];
  const constant = (value: bigint): number => {
    const at = reserve(ELEMENT_BYTES);
    values.push([at, value]);
    return at;
  };
  const asm = new Assembler();
  const site: Site = { asm, code: emitField(asm, constant), reserve, constant };
  const inverse = emitCurve(site);
  emitSums1(site, inverse);
  emitSums2(site, inverse);
  const zero = constant(0n);
  const point = reserve(2 * ELEMENT_BYTES + 2 * MCL_BYTES + 8);
  for (const [at, value] of values) raw.HEAP32.set(limbsOf(value), at >> 2);
  const module = await WebAssembly.compile(asm.encode());
  const instance = await WebAssembly.instantiate(module, { env: { memory: raw.wasmMemory } });
  return new Kernel(raw, instance.exports as unknown as Exports, zero, point);
}
