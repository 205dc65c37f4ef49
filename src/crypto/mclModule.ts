/**
 * mcl-wasm as this project uses it: initialised once for BLS12-381 in the Ethereum (ZCash) serialisation,
 * with the raw WebAssembly functions beside the package's classes.
 *
 * mcl's objects are plain Uint32Arrays that are copied to the module's stack for each call: nothing has to be
 * freed. Coordinates are Montgomery residues (radix 2^384 and 2^256, little-endian words), points Jacobian.
 */
import * as mcl from 'mcl-wasm';
import * as binding from 'mcl-wasm/dist/mcl.js';

type Pointer = number;
type Binary = (z: Pointer, x: Pointer, y: Pointer) => void;
type Unary = (y: Pointer, x: Pointer) => void;

/** The functions of the WebAssembly module that are called on pointers. */
export interface MclRaw {
  HEAP32: Int32Array;
  wasmMemory: WebAssembly.Memory;
  _malloc(bytes: number): Pointer;
  _free(at: Pointer): void;
  _mclBnG1_add: Binary;
  _mclBnG1_dbl: Unary;
  _mclBnG1_clear(x: Pointer): void;
  _mclBnG1_normalizeVec(y: Pointer, x: Pointer, count: number): void;
  _mclBnG2_add: Binary;
  _mclBnG2_dbl: Unary;
  _mclBnG2_clear(x: Pointer): void;
  _mclBnG2_normalizeVec(y: Pointer, x: Pointer, count: number): void;
  _mclBnFr_mul: Binary;
  _mclBnFr_add: Binary;
  _mclBnFr_sub: Binary;
}

export interface MclModule {
  mcl: typeof mcl;
  raw: MclRaw;
}

export const G1_WORDS = 36;
export const G2_WORDS = 72;

let ready: Promise<MclModule> | undefined;

/** Loads and configures the module; the same one is returned each time, because mcl has global state. */
export function loadMcl(): Promise<MclModule> {
  ready ??= initialise();
  return ready;
}

async function initialise(): Promise<MclModule> {
  await mcl.init(mcl.BLS12_381);
  mcl.setETHserialization(true);
  mcl.setMapToMode(mcl.IRTF);
  // Points of G1 are decoded and checked by the kernel, which is faster.
  mcl.verifyOrderG1(false);
  mcl.verifyOrderG2(true);
  // A CommonJS module: Node puts its live exports under `default`, bundlers may hand them over directly.
  const exported = binding as unknown as { mod?: MclRaw; default?: { mod: MclRaw } };
  const raw = exported.default?.mod ?? exported.mod;
  if (!raw) throw new Error('mcl-wasm did not initialise');
  return { mcl, raw };
}

/** The words behind one of mcl's values (the field is private in its types). */
export function wordsOf(value: mcl.G1 | mcl.G2 | mcl.Fr | mcl.Fp): Uint32Array {
  return (value as unknown as { a_: Uint32Array }).a_;
}
