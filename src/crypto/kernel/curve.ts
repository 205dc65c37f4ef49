/**
 * The curve y² = x³ + 4 over Fp in WebAssembly: decoding, and membership in the subgroup of order r. Jacobian
 * coordinates (X : Y : Z) stand for (X/Z², Y/Z³); formulas as in Bernstein and Lange's Explicit-Formulas Database
 * ("dbl-2009-l", "add-2007-bl") without their exchanges of products for squares.
 *
 * Sums of a point with itself or its opposite, which these formulas do not know, give Z = 0, and so does everything
 * that is made of that: a chain of doublings and additions that ends with another Z is right.
 */
import { type Assembler, type Body, I32, type Local } from './assembler.ts';
import { ELEMENT_BYTES, type FieldCode, P, RADIX } from './field.ts';
import { Fp, fixed, offset, type Place, type Reserve, type Value } from './formula.ts';

/** Bounds of coordinates, in units of p: what doubling and adding take and give. */
const XY_BOUND = 17.5;
const Z_BOUND = 3;
const JACOBIAN_BYTES = 3 * ELEMENT_BYTES;

/** β of the endomorphism (x, y) → (βx, y) that acts on the subgroup as −z²; z is the curve's parameter. */
const BETA = 0x5f19672fdf76ce51ba69c6076a0f77eaddb3a93be6f89688de17d813620a00022e01fffffffefffen;
/** |z|, whose sign z² loses. */
const Z_BITS = [...0xd201_0000_0001_0000n.toString(2)].map((bit) => bit === '1');
/** Bits of a window of an exponent; odd powers are tabulated. */
const WINDOW = 5;

/** Gives an address that holds a value. */
export type Constant = (value: bigint) => number;

/** What the emitting functions share. */
export interface Site {
  readonly asm: Assembler;
  readonly code: FieldCode;
  readonly reserve: Reserve;
  readonly constant: Constant;
}

export const montgomery = (value: bigint): bigint => (value * RADIX) % P;
const formulas = (site: Site, b: Body): Fp => new Fp(b, site.code, site.reserve);
const parameter =
  (index: number): Place =>
  (b) =>
    void b.get(b.parameter(index));

interface Jacobian {
  readonly x: Value;
  readonly y: Value;
  readonly z: Value;
}

function jacobianAt(place: Place): Jacobian {
  return {
    x: { at: place, bound: XY_BOUND },
    y: { at: offset(place, ELEMENT_BYTES), bound: XY_BOUND },
    z: { at: offset(place, 2 * ELEMENT_BYTES), bound: Z_BOUND },
  };
}

/** Emits decode, inSubgroup and image. Returns the index of (out, x): 1/x, or 0 of 0. */
export function emitCurve(site: Site): number {
  const inverse = emitPower(site, 'inverse', P - 2n);
  const root = emitPower(site, 'root', (P + 1n) / 4n);
  const double = site.asm.define('double', 2, (b) => writeDouble(formulas(site, b)));
  const add = site.asm.define('addJacobian', 3, (b) => writeAdd(formulas(site, b)));
  site.asm.define('inSubgroup', 1, (b) => writeSubgroup(site, b, double, add), [I32]);
  site.asm.define('image', 2, (b) => writeImage(site, b));
  site.asm.define('decode', 3, (b) => writeDecode(site, b, root), [I32]);
  return inverse;
}

/** (out, P): 2P. */
function writeDouble(fp: Fp): void {
  const { x, y, z } = jacobianAt(parameter(1));
  const out = jacobianAt(parameter(0));
  const a = fp.sqr(x);
  const b = fp.sqr(y);
  const c = fp.sqr(b);
  const xb = fp.mul(x, b);
  const d = twice(fp, twice(fp, xb));
  const e = fp.add(fp.add(a, a), a);
  const f = fp.sqr(e);
  const yz = fp.mul(y, z);
  const x3 = fp.sub(f, twice(fp, d), out.x.at);
  const c8 = twice(fp, twice(fp, twice(fp, c)));
  const y3 = fp.sub(fp.mul(e, fp.sub(d, x3)), c8, out.y.at);
  const z3 = twice(fp, yz, out.z.at);
  withinJacobian(fp, { x: x3, y: y3, z: z3 });
}

/** (out, P, Q): P + Q for points that are neither equal nor opposite; Z = 0 for others. */
function writeAdd(fp: Fp): void {
  const [p, q] = [jacobianAt(parameter(1)), jacobianAt(parameter(2))];
  const out = jacobianAt(parameter(0));
  const [zz1, zz2] = [fp.sqr(p.z), fp.sqr(q.z)];
  const [u1, u2] = [fp.mul(p.x, zz2), fp.mul(q.x, zz1)];
  const s1 = fp.mul(p.y, fp.mul(q.z, zz2));
  const s2 = fp.mul(q.y, fp.mul(p.z, zz1));
  const h = fp.sub(u2, u1);
  const r = fp.sub(s2, s1);
  const hh = fp.sqr(h);
  const hhh = fp.mul(h, hh);
  const v = fp.mul(u1, hh);
  const zz = fp.mul(p.z, q.z);
  const x3 = fp.sub(fp.sub(fp.sqr(r), hhh), twice(fp, v), out.x.at);
  const y3 = fp.sub(fp.mul(r, fp.sub(v, x3)), fp.mul(s1, hhh), out.y.at);
  const z3 = fp.mul(zz, h, out.z.at);
  withinJacobian(fp, { x: x3, y: y3, z: z3 });
}

function twice(fp: Fp, value: Value, into?: Place): Value {
  return fp.add(value, value, into);
}

function withinJacobian(fp: Fp, { x, y, z }: Jacobian): void {
  fp.within(x, XY_BOUND);
  fp.within(y, XY_BOUND);
  fp.within(z, Z_BOUND);
}

/**
 * (affine): 1 if this point P of the curve is in the subgroup, which it is exactly if φ(P) = −z²·P (Scott, "A note on
 * group membership tests for G1, G2 and GT on BLS pairing-friendly curves", IACR ePrint 2021/1130).
 */
function writeSubgroup(site: Site, b: Body, double: number, add: number): void {
  const { constant, reserve, code } = site;
  const [base, once, squared] = [reserve(JACOBIAN_BYTES), reserve(JACOBIAN_BYTES), reserve(JACOBIAN_BYTES)];
  const copyPoint = (to: number, from: number): void => {
    for (let i = 0; i < 3; i++)
      b.i32(to + i * ELEMENT_BYTES)
        .i32(from + i * ELEMENT_BYTES)
        .call(code.copy);
  };
  const timesZ = (into: number, from: number): void => {
    copyPoint(into, from);
    for (const bit of Z_BITS.slice(1)) {
      b.i32(into).i32(into).call(double);
      if (bit) b.i32(into).i32(into).i32(from).call(add);
    }
  };
  b.i32(base).get(b.parameter(0)).call(code.copy);
  b.i32(base + ELEMENT_BYTES)
    .get(b.parameter(0))
    .i32(ELEMENT_BYTES)
    .op('i32.add')
    .call(code.copy);
  b.i32(base + 2 * ELEMENT_BYTES)
    .i32(constant(montgomery(1n)))
    .call(code.copy);
  timesZ(once, base);
  timesZ(squared, once);
  const fp = formulas(site, b);
  const { x, y, z } = jacobianAt(fixed(squared));
  const p = jacobianAt(fixed(base));
  const zz = fp.sqr(z);
  const image = fp.mul(p.x, { at: fixed(constant(montgomery(BETA))), bound: 1 });
  const differenceX = fp.sub(fp.mul(image, zz), x);
  const sumY = fp.add(fp.mul(p.y, fp.mul(z, zz)), y);
  fp.isZero(differenceX);
  fp.isZero(sumY);
  b.op('i32.and');
  fp.isZero(z);
  b.op('i32.eqz').op('i32.and');
}

/** (out, affine): φ(P). */
function writeImage(site: Site, b: Body): void {
  const fp = formulas(site, b);
  const beta = { at: fixed(site.constant(montgomery(BETA))), bound: 1 };
  fp.mul({ at: parameter(1), bound: 4 }, beta, parameter(0));
  fp.copy({ at: offset(parameter(1), ELEMENT_BYTES), bound: 4 }, offset(parameter(0), ELEMENT_BYTES));
}

/**
 * (out, x, larger): x and y of the point with x (twelve words, below p) and the larger y or the smaller; 1 if there is
 * one.
 */
function writeDecode(site: Site, b: Body, root: number): void {
  const { code, reserve, constant } = site;
  const fp = formulas(site, b);
  const x: Value = { at: parameter(0), bound: 1.5 };
  const outY = offset(parameter(0), ELEMENT_BYTES);
  b.get(b.parameter(0)).get(b.parameter(1)).call(code.fromPlain);
  const square = fp.add(fp.mul(fp.sqr(x), x), { at: fixed(constant(montgomery(4n))), bound: 1 });
  const candidate = reserve(ELEMENT_BYTES);
  b.i32(candidate);
  square.at(b);
  b.call(root);
  const y: Value = { at: fixed(candidate), bound: 1.5 };
  fp.isZero(fp.sub(fp.sqr(y), square));
  b.op('i32.eqz').if(() => b.i32(0).return());
  // The integer y is the larger of the two if 2y > p: then, and only then, 2y mod p is odd.
  const plain = fp.mul(y, { at: fixed(constant(1n)), bound: 1 });
  const double = fp.add(plain, plain);
  const canonical = reserve(ELEMENT_BYTES);
  b.i32(canonical);
  double.at(b);
  b.call(code.canonical);
  b.i32(canonical).load32(0).i32(1).op('i32.and').get(b.parameter(2)).op('i32.eq');
  b.if(
    () => void fp.copy(y, outY),
    () => void fp.sub({ at: fixed(constant(0n)), bound: 0 }, y, outY),
  );
  b.i32(1);
}

/** (out, x): x^exponent by sliding windows over tabulated odd powers. */
function emitPower(site: Site, name: string, exponent: bigint): number {
  const { asm, code, reserve } = site;
  const odd = 2 ** (WINDOW - 1);
  const table = reserve(odd * ELEMENT_BYTES);
  const power = reserve(ELEMENT_BYTES);
  const at = (k: number): number => table + ((k - 1) / 2) * ELEMENT_BYTES;
  const squares = asm.define(`${name}Squares`, 1, (b) => {
    const left: Local = b.local(I32);
    b.get(b.parameter(0)).set(left);
    b.loop(() => {
      b.i32(power).i32(power).call(code.sqr);
      b.get(left).i32(1).op('i32.sub').tee(left).branchIf(0);
    });
  });
  return asm.define(name, 2, (b) => {
    b.i32(at(1)).get(b.parameter(1)).call(code.copy);
    b.i32(power).i32(at(1)).call(code.sqr);
    for (let k = 3; k < 2 * odd; k += 2)
      b.i32(at(k))
        .i32(at(k - 2))
        .i32(power)
        .call(code.mul);
    let started = false;
    for (const { squared, factor } of slidingWindows(exponent)) {
      if (!started) b.i32(power).i32(at(factor!)).call(code.copy);
      else {
        if (squared > 0) b.i32(squared).call(squares);
        if (factor !== undefined) b.i32(power).i32(power).i32(at(factor)).call(code.mul);
      }
      started = true;
    }
    b.get(b.parameter(0)).i32(power).call(code.copy);
  });
}

interface Step {
  readonly squared: number;
  /** Odd, multiplied after squaring; the first step has one. */
  readonly factor?: number;
}

/** Steps that raise to an exponent, from its highest bit. */
function slidingWindows(exponent: bigint): Step[] {
  const bits = [...exponent.toString(2)];
  const steps: Step[] = [];
  let zeros = 0;
  for (let i = 0; i < bits.length; ) {
    if (bits[i] === '0') {
      zeros++;
      i++;
      continue;
    }
    let end = Math.min(i + WINDOW, bits.length);
    while (bits[end - 1] === '0') end--;
    steps.push({ squared: zeros + end - i, factor: Number.parseInt(bits.slice(i, end).join(''), 2) });
    zeros = 0;
    i = end;
  }
  if (zeros > 0) steps.push({ squared: zeros });
  return steps;
}
