/**
 * The base field Fp of BLS12-381 in WebAssembly: thirteen limbs of 30 bits, so that 64-bit sums hold many products
 * before a carry, Montgomery residues of radix 2^390, and values that may be several times p, which saves the
 * subtractions (Gueron and Krasnov's redundant representation in spirit; the row-wise multiplication follows
 * Mitscha-Baude's notes on WebAssembly). How large a value may be is reckoned when the code is written (formula.ts),
 * never at run time.
 *
 * In memory an element is thirteen 32-bit words, least first, each below 2^30.
 */
import { type Assembler, type Body, I32, I64, type Local } from './assembler.ts';

/** The field's prime. */
export const P =
  0x1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaabn;
const LIMBS = 13;
const BITS = 30n;
const MASK = (1n << BITS) - 1n;
export const ELEMENT_BYTES = 4 * LIMBS;
/** The Montgomery radix. */
export const RADIX = 1n << (BITS * BigInt(LIMBS));
/** Products up to this many p² leave values below 1.5 p: 2^390 > 629 p. */
export const MAX_PRODUCT = 310;
/** Values must fit in thirteen limbs. */
export const MAX_VALUE = 600;
/** Bounds of what `mul` and `sqr`, and what `reduce` leaves, in units of p. */
export const PRODUCT_BOUND = 1.5;
export const REDUCED_BOUND = 1.001;

export const limbsOf = (value: bigint): number[] =>
  Array.from({ length: LIMBS }, (_, i) => Number((value >> (BITS * BigInt(i))) & MASK));
const p = limbsOf(P).map(BigInt);

/** 1/p mod 2^30, by Newton's iteration. */
const INVERSE = (() => {
  let inverse = 1n;
  for (let i = 0; i < 5; i++) inverse = (inverse * (2n - P * inverse)) & MASK;
  return inverse & MASK;
})();
const MU = (MASK + 1n - INVERSE) & MASK;

/** The functions of one module that formulas call, by index; all take addresses, the result's first. */
export interface FieldCode {
  readonly mul: number;
  readonly sqr: number;
  readonly add: number;
  /** By the multiple of p, a power of two, that is added to keep the difference positive. */
  readonly sub: ReadonlyMap<number, number>;
  /** out ← x mod p, up to one p: below 1.001 p. */
  readonly reduce: number;
  /** out ← the one representative in [0, p). */
  readonly canonical: number;
  /** 1 if x ≡ 0. */
  readonly isZero: number;
  /** Copies an element. */
  readonly copy: number;
  /** From twelve 32-bit words, least first: an integer below p. */
  readonly fromPlain: number;
  /** From and to mcl's residues (radix 2^384, twelve 32-bit words); the latter canonical. */
  readonly fromMcl: number;
  readonly toMcl: number;
}

const SUB_MULTIPLES = [2, 4, 8, 16, 32, 64];

/** `constant`: gives an address that holds this element. */
export function emitField(asm: Assembler, constant: (value: bigint) => number): FieldCode {
  const mul = asm.define('mul', 3, writeMul);
  const sqr = asm.define('sqr', 2, writeSqr);
  const add = asm.define('add', 3, (b) => {
    carried(b, (j) => {
      b.get(b.parameter(1)).load32to64(4 * j);
      b.get(b.parameter(2))
        .load32to64(4 * j)
        .op('i64.add');
    });
  });
  const sub = new Map(
    SUB_MULTIPLES.map((multiple): [number, number] => {
      const shift = limbsOf(P * BigInt(multiple));
      const index = asm.define(`sub${multiple}`, 3, (b) => {
        carried(b, (j) => {
          b.get(b.parameter(1)).load32to64(4 * j);
          b.i64(BigInt(shift[j]!)).op('i64.add');
          b.get(b.parameter(2))
            .load32to64(4 * j)
            .op('i64.sub');
        });
      });
      return [multiple, index];
    }),
  );
  const reduce = asm.define('reduce', 2, (b) => {
    const q = b.local(I64);
    // ⌊top · 2^42 / (p's top + 1)⌋ / 2^42 is at most the quotient, and less than 1 + 2^-11 below it.
    const factor = (1n << 42n) / (p[LIMBS - 1]! + 1n);
    b.get(b.parameter(1)).load32to64(4 * (LIMBS - 1));
    b.i64(factor).op('i64.mul').i64(42n).op('i64.shr_u').set(q);
    carried(b, (j) => {
      b.get(b.parameter(1)).load32to64(4 * j);
      b.get(q).i64(p[j]!).op('i64.mul').op('i64.sub');
    });
  });
  const canonical = asm.define('canonical', 2, (b) => writeCanonical(b, reduce));
  const isZero = asm.define('isZero', 1, (b) => writeIsZero(b, canonical, constant(0n)), [I32]);
  const copy = asm.define('copy', 2, (b) => {
    for (let j = 0; j < LIMBS; j++)
      b.get(b.parameter(0))
        .get(b.parameter(1))
        .load32(4 * j)
        .store32(4 * j);
  });
  const unpack = (name: string, factor: bigint): number => {
    const by = constant(factor % P);
    return asm.define(name, 2, (b) => {
      const [out, x] = [b.parameter(0), b.parameter(1)];
      for (let j = 0; j < LIMBS; j++) {
        const bit = 30 * j;
        b.get(out).get(x);
        b.load64(bit >> 3)
          .i64(BigInt(bit & 7))
          .op('i64.shr_u');
        // The last limb has 24 bits of the words; what is read behind them is cut off.
        b.i64(j === LIMBS - 1 ? (1n << 24n) - 1n : MASK).op('i64.and');
        b.store64as32(4 * j);
      }
      b.get(out).get(out).i32(by).call(mul);
    });
  };
  const fromPlain = unpack('fromPlain', RADIX ** 2n);
  // x·2^384 · 2^396 / 2^390 = x·2^390, and back.
  const fromMcl = unpack('fromMcl', 1n << 396n);
  const back = constant((1n << 384n) % P);
  const toMcl = asm.define('toMcl', 2, (b) => {
    const [out, x] = [b.parameter(0), b.parameter(1)];
    const held = constant(0n);
    b.i32(held).get(x).i32(back).call(mul);
    b.i32(held).i32(held).call(canonical);
    for (let word = 0; word < 12; word++) {
      // 32 bits from two limbs.
      const bit = 32 * word;
      const [limb, shift] = [Math.floor(bit / 30), bit % 30];
      b.get(out);
      b.i32(held)
        .load32to64(4 * limb)
        .i64(BigInt(shift))
        .op('i64.shr_u');
      for (let next = limb + 1; next < LIMBS && 30 * (next - limb) - shift < 32; next++) {
        b.i32(held)
          .load32to64(4 * next)
          .i64(BigInt(30 * (next - limb) - shift))
          .op('i64.shl')
          .op('i64.or');
      }
      b.store64as32(4 * word);
    }
  });
  return { mul, sqr, add, sub, reduce, canonical, isZero, copy, fromPlain, fromMcl, toMcl };
}

/**
 * Stores Σ limb(j)·2^(30j) at the first parameter. Limbs may be negative, their sum may not; or they may be up to 2^64,
 * if none is negative.
 */
function carried(b: Body, limb: (j: number) => void, shift: 'i64.shr_s' | 'i64.shr_u' = 'i64.shr_s'): void {
  const [t] = b.locals64(1) as [Local];
  for (let j = 0; j < LIMBS; j++) {
    limb(j);
    if (j > 0) b.get(t).op('i64.add');
    b.set(t);
    b.get(b.parameter(0)).get(t);
    if (j < LIMBS - 1) b.i64(MASK).op('i64.and');
    b.store64as32(4 * j);
    if (j < LIMBS - 1) b.get(t).i64(BITS).op(shift).set(t);
  }
}

/** One Montgomery step: divides the window by 2^30 after making its lowest limb vanish, and adds a row of products. */
function writeRows(
  b: Body,
  first: (i: number) => void,
  row: (i: number, j: number) => boolean,
  carries: number[],
): void {
  const s = b.locals64(LIMBS - 1);
  const [q, t] = b.locals64(2) as [Local, Local];
  for (let i = 0; i < LIMBS; i++) {
    if (i > 0) b.get(s[0]!);
    first(i);
    b.tee(t).i64(MU).op('i64.mul').i64(MASK).op('i64.and').set(q);
    b.get(t).get(q).i64(p[0]!).op('i64.mul').op('i64.add').i64(BITS).op('i64.shr_u').set(t);
    for (let j = 1; j < LIMBS; j++) {
      b.get(q).i64(p[j]!).op('i64.mul');
      if (row(i, j)) b.op('i64.add');
      if (i > 0 && j < LIMBS - 1) b.get(s[j]!).op('i64.add');
      if (j === 1) b.get(t).op('i64.add');
      b.set(s[j - 1]!);
    }
    if (!carries.includes(i)) continue;
    for (let j = 0; j < LIMBS - 2; j++) {
      b.get(s[j + 1]!)
        .get(s[j]!)
        .i64(BITS)
        .op('i64.shr_u')
        .op('i64.add')
        .set(s[j + 1]!);
      b.get(s[j]!).i64(MASK).op('i64.and').set(s[j]!);
    }
  }
  carried(
    b,
    (j) => {
      if (j < LIMBS - 1) b.get(s[j]!);
      else b.i64(0n);
    },
    'i64.shr_u',
  );
}

/**
 * A limb of the window collects two products a row, at most 2^60 each: fourteen of them until the carry after the
 * seventh row, twelve after it.
 */
function writeMul(b: Body): void {
  const [x, y] = [b.parameter(1), b.parameter(2)];
  const ys = b.locals64(LIMBS);
  const xi = b.local(I64);
  ys.forEach((limb, j) => {
    b.get(y)
      .load32to64(4 * j)
      .set(limb);
  });
  writeRows(
    b,
    (i) => {
      b.get(x)
        .load32to64(4 * i)
        .tee(xi)
        .get(ys[0]!)
        .op('i64.mul');
      if (i > 0) b.op('i64.add');
    },
    (_, j) => {
      b.get(xi).get(ys[j]!).op('i64.mul');
      return true;
    },
    [6],
  );
}

/**
 * Products x_i·x_j with i < j count twice and stand in row i. Up to row 3 a limb collects eight times 2^60 of them, in
 * rows 4 to 8 at most nine, then few, and one of the reduction a row: fourteen. The highest limb, which no carry cuts,
 * holds less than 2^58 for values below 18 p.
 */
function writeSqr(b: Body): void {
  const x = b.parameter(1);
  const xs = b.locals64(LIMBS);
  const twice = b.local(I64);
  xs.forEach((limb, j) => {
    b.get(x)
      .load32to64(4 * j)
      .set(limb);
  });
  writeRows(
    b,
    (i) => {
      if (i === 0) b.get(xs[0]!).get(xs[0]!).op('i64.mul');
      b.get(xs[i]!).i64(1n).op('i64.shl').set(twice);
    },
    (i, j) => {
      if (j < i) return false;
      b.get(j === i ? xs[i]! : twice)
        .get(xs[j]!)
        .op('i64.mul');
      return true;
    },
    [3, 8],
  );
}

/** `reduce`, then less p once if it is not below. */
function writeCanonical(b: Body, reduce: number): void {
  const out = b.parameter(0);
  const differences = b.locals64(LIMBS);
  const [t, keep] = b.locals64(2) as [Local, Local];
  b.get(out).get(b.parameter(1)).call(reduce);
  for (let j = 0; j < LIMBS; j++) {
    b.get(out)
      .load32to64(4 * j)
      .i64(p[j]!)
      .op('i64.sub');
    if (j > 0) b.get(t).op('i64.add');
    b.tee(t).i64(MASK).op('i64.and').set(differences[j]!);
    b.get(t).i64(BITS).op('i64.shr_s').set(t);
  }
  // t is −1 if the value was below p, else 0.
  b.get(t).set(keep);
  for (let j = 0; j < LIMBS; j++) {
    b.get(out);
    b.get(out)
      .load32to64(4 * j)
      .get(keep)
      .op('i64.and');
    b.get(differences[j]!).get(keep).i64(-1n).op('i64.xor').op('i64.and').op('i64.or');
    b.store64as32(4 * j);
  }
}

/**
 * A multiple m·p has the lowest limb m·p mod 2^30, and values have m < 1024: for nearly all others the lowest limb
 * tells.
 */
function writeIsZero(b: Body, canonical: number, held: number): void {
  const x = b.parameter(0);
  b.get(x).load32to64(0).i64(INVERSE).op('i64.mul').i64(MASK).op('i64.and');
  b.op('i32.wrap_i64').i32(1024).op('i32.ge_u');
  b.if(() => b.i32(0).return());
  b.i32(held).get(x).call(canonical);
  b.i32(held).load32(0);
  for (let j = 1; j < LIMBS; j++) {
    b.i32(held)
      .load32(4 * j)
      .op('i32.or');
  }
  b.op('i32.eqz');
}
