import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Assembler, type Body } from './assembler.ts';
import { ELEMENT_BYTES, emitField, limbsOf, MAX_VALUE, P, RADIX } from './field.ts';
import { Fp, fixed } from './formula.ts';

const inverseOf = (a: bigint): bigint => {
  let [r0, r1, t0, t1] = [P, ((a % P) + P) % P, 0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - q * r1, t1, t0 - q * t1];
  }
  return ((t0 % P) + P) % P;
};
const UNRADIX = inverseOf(RADIX);

/** The field alone in a memory of its own. */
function fieldAlone() {
  const asm = new Assembler();
  let next = 1024;
  const reserve = (bytes: number): number => {
    next += bytes;
    return next - bytes;
  };
  const constants: [number, bigint][] = [];
  const code = emitField(asm, (value) => {
    const at = reserve(ELEMENT_BYTES);
    constants.push([at, value]);
    return at;
  });
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(asm.encode()), { env: { memory } });
  const words = new Uint32Array(memory.buffer);
  const put = (at: number, value: bigint): void => words.set(limbsOf(value), at / 4);
  for (const [at, value] of constants) put(at, value);
  const read = (at: number): bigint =>
    Array.from({ length: 13 }, (_, i) => {
      expect(words[at / 4 + i], 'every limb has thirty bits').toBeLessThan(2 ** 30);
      return BigInt(words[at / 4 + i]!) << BigInt(30 * i);
    }).reduce((sum, limb) => sum + limb);
  const run = exports as unknown as Record<string, (...at: number[]) => number>;
  return { words, put, read, run, code };
}

const [X, Y, OUT] = [0, 64, 128];
/** Representatives up to `multiple` times p, the edges among them. */
const value = (multiple: bigint): fc.Arbitrary<bigint> =>
  fc.oneof(
    fc.bigInt({ min: 0n, max: multiple * P - 1n }),
    fc.bigInt({ min: 0n, max: multiple }).map((m) => m * P),
    fc.bigInt({ min: 1n, max: multiple }).map((m) => m * P - 1n),
    fc.constantFrom(1n, 2n ** 30n - 1n, 2n ** 360n - 1n, 2n ** 380n),
  );

describe('the field in thirty-bit limbs', () => {
  const { put, read, run, words } = fieldAlone();
  const two = (name: string, x: bigint, y: bigint, into = OUT): bigint => {
    put(X, x);
    put(Y, y);
    run[name]!(into, X, Y);
    return read(into);
  };

  it('multiplies and squares whatever is up to 17.5 p, and leaves less than 1.5 p, also in place', () => {
    fc.assert(
      fc.property(value(17n), value(17n), (x, y) => {
        for (const into of [OUT, X, Y]) {
          const product = two('mul', x, y, into);
          expect(product % P).toBe((x * y * UNRADIX) % P);
          expect(2n * product).toBeLessThan(3n * P);
        }
        put(X, x);
        run.sqr!(OUT, X);
        expect(read(OUT) % P).toBe((x * x * UNRADIX) % P);
        expect(2n * read(OUT)).toBeLessThan(3n * P);
      }),
      { numRuns: 500, verbose: 1 },
    );
  });

  it('multiplies where every limb is as large as can be', () => {
    // 13 limbs of 2^30 − 1 are more than 600 p: times a little p the product still fits.
    const most = RADIX - 1n;
    expect(two('mul', most, P / 4n) % P).toBe((most * (P / 4n) * UNRADIX) % P);
    expect(two('mul', P / 4n, most) % P).toBe((most * (P / 4n) * UNRADIX) % P);
    // All but the highest limb, which no value below 18 p fills.
    const square = (((17n * P) >> 360n) << 360n) - 1n;
    put(X, square);
    run.sqr!(OUT, X);
    expect(read(OUT) % P).toBe((square * square * UNRADIX) % P);
  });

  it('adds and subtracts without reducing, and reduces to hardly more than p', () => {
    fc.assert(
      fc.property(value(200n), value(200n), (x, y) => {
        expect(two('add', x, y)).toBe(x + y);
        for (const k of [2n, 4n, 8n, 16n, 32n, 64n]) {
          const subtrahend = y % (k * P + 1n);
          expect(two(`sub${k}`, x, subtrahend)).toBe(x + k * P - subtrahend);
        }
        const sum = 3n * x > BigInt(MAX_VALUE) * P ? x : 3n * x;
        put(X, sum);
        run.reduce!(OUT, X);
        expect(read(OUT) % P).toBe(sum % P);
        expect(1000n * read(OUT)).toBeLessThan(1001n * P);
        run.canonical!(OUT, X);
        expect(read(OUT)).toBe(sum % P);
        expect(run.isZero!(X)).toBe(sum % P === 0n ? 1 : 0);
      }),
      { numRuns: 500, verbose: 1 },
    );
  });

  it('knows every multiple of p for zero, and none of their neighbours', () => {
    for (let m = 0n; m <= BigInt(MAX_VALUE); m++) {
      put(X, m * P);
      expect(run.isZero!(X)).toBe(1);
      run.canonical!(OUT, X);
      expect(read(OUT)).toBe(0n);
      for (const next of [m * P + 1n, m * P + 2n ** 31n, (m + 1n) * P - 1n]) {
        put(X, next);
        expect(run.isZero!(X)).toBe(0);
      }
    }
  });

  it('reads plain integers and the other form of residues, and writes the latter', () => {
    fc.assert(
      fc.property(value(1n), (x) => {
        const plain = x % P;
        for (let i = 0; i < 12; i++) words[X / 4 + i] = Number((plain >> BigInt(32 * i)) & 0xffff_ffffn);
        // What stands behind the twelve words is not read.
        words[X / 4 + 12] = 0xffff_ffff;
        run.fromPlain!(OUT, X);
        expect(read(OUT) % P).toBe((plain * RADIX) % P);
        run.fromMcl!(OUT, X);
        expect(read(OUT) % P).toBe((plain * 64n) % P);
        run.toMcl!(Y, OUT);
        for (let i = 0; i < 12; i++) expect(words[Y / 4 + i]).toBe(words[X / 4 + i]);
      }),
      { numRuns: 300, verbose: 1 },
    );
  });
});

describe('a formula', () => {
  it('that could grow too large is refused where it is written', () => {
    const asm = new Assembler();
    const code = emitField(asm, () => 0);
    const write = (formula: (fp: Fp) => void): (() => number) => {
      return () => asm.define('formula', 0, (b: Body) => formula(new Fp(b, code, () => 0)));
    };
    const of = (bound: number) => ({ at: fixed(0), bound });
    expect(write((fp) => fp.mul(of(20), of(15)))).not.toThrow();
    expect(write((fp) => fp.mul(of(20), of(16)))).toThrow('a product that is too large');
    expect(write((fp) => fp.sqr(of(18)))).toThrow('a square that is too large');
    expect(write((fp) => fp.add(of(400), of(201)))).toThrow('a value that is too large');
    expect(write((fp) => fp.sub(of(1), of(65)))).toThrow('a subtrahend that is too large');
    expect(write((fp) => fp.within(fp.add(of(2), of(2)), 3))).toThrow('a result that is too large');
  });
});
