/**
 * Formulas over Fp and Fp2 as code. Every value knows how many times p it may be; an operation that could leave the
 * field's thirteen limbs, or a product too large for its Montgomery step, is an error while the code is written, and no
 * code can then run into it.
 */
import type { Body } from './assembler.ts';
import {
  ELEMENT_BYTES,
  type FieldCode,
  MAX_PRODUCT,
  MAX_VALUE,
  PRODUCT_BOUND,
  REDUCED_BOUND,
} from './field.ts';

/** Pushes an address. */
export type Place = (b: Body) => void;

/** An element of Fp in memory and how large it may be, in units of p. */
export interface Value {
  readonly at: Place;
  readonly bound: number;
}

/** c0 + c1·u, u² = −1. */
export interface Value2 {
  readonly c0: Value;
  readonly c1: Value;
}

/** What the group's formulas need of a field. */
export interface Arithmetic<V> {
  /** Bytes of an element in memory. */
  readonly bytes: number;
  /** What a product of admissible factors may be, in units of p. */
  readonly productBound: number;
  /** The element at a place, no larger than `bound`. */
  at(place: Place, bound: number): V;
  mul(a: V, b: V, into?: Place): V;
  sqr(a: V, into?: Place): V;
  add(a: V, b: V, into?: Place): V;
  sub(a: V, b: V, into?: Place): V;
  /** The same value, hardly above p. */
  reduce(a: V, into?: Place): V;
  copy(a: V, into: Place): V;
  /** Pushes 1 if the value is zero, else 0. */
  isZero(a: V): void;
  /** Throws unless the value is within `bound`: what a caller relies on. */
  within(a: V, bound: number): void;
}

/** Gives bytes of the module's scratch space, for good. */
export type Reserve = (bytes: number) => number;

export const offset =
  (place: Place, bytes: number): Place =>
  (b) => {
    place(b);
    if (bytes > 0) b.i32(bytes).op('i32.add');
  };
export const fixed =
  (address: number): Place =>
  (b) =>
    void b.i32(address);

/** Fp in the body `b`; intermediate values have places of their own, since no function calls itself. */
export class Fp implements Arithmetic<Value> {
  readonly bytes = ELEMENT_BYTES;
  readonly productBound = PRODUCT_BOUND;

  constructor(
    private readonly b: Body,
    private readonly code: FieldCode,
    private readonly reserve: Reserve,
  ) {}

  at(at: Place, bound: number): Value {
    return { at, bound };
  }
  mul(x: Value, y: Value, into?: Place): Value {
    this.require(x.bound * y.bound <= MAX_PRODUCT, 'a product that is too large');
    return this.run(this.code.mul, PRODUCT_BOUND, [x, y], into);
  }
  sqr(x: Value, into?: Place): Value {
    this.require(x.bound ** 2 <= MAX_PRODUCT, 'a square that is too large');
    return this.run(this.code.sqr, PRODUCT_BOUND, [x], into);
  }
  add(x: Value, y: Value, into?: Place): Value {
    return this.run(this.code.add, x.bound + y.bound, [x, y], into);
  }
  sub(x: Value, y: Value, into?: Place): Value {
    const multiple = [...this.code.sub.keys()].find((m) => m >= y.bound);
    if (multiple === undefined) throw new RangeError('a subtrahend that is too large');
    return this.run(this.code.sub.get(multiple)!, x.bound + multiple, [x, y], into);
  }
  reduce(x: Value, into?: Place): Value {
    return this.run(this.code.reduce, REDUCED_BOUND, [x], into);
  }
  copy(x: Value, into: Place): Value {
    return this.run(this.code.copy, x.bound, [x], into);
  }
  isZero(x: Value): void {
    x.at(this.b);
    this.b.call(this.code.isZero);
  }
  within(x: Value, bound: number): void {
    this.require(x.bound <= bound, 'a result that is too large');
  }

  private run(index: number, bound: number, operands: readonly Value[], into?: Place): Value {
    this.require(bound <= MAX_VALUE, 'a value that is too large');
    const at = into ?? fixed(this.reserve(ELEMENT_BYTES));
    at(this.b);
    for (const operand of operands) operand.at(this.b);
    this.b.call(index);
    return { at, bound };
  }

  private require(holds: boolean, what: string): void {
    if (!holds) throw new RangeError(what);
  }
}

/** Fp2 over `Fp`: c0 first in memory. */
export class Fp2 implements Arithmetic<Value2> {
  readonly bytes = 2 * ELEMENT_BYTES;
  /** c1 is one product less two others, which 4 p keep positive. */
  readonly productBound = PRODUCT_BOUND + 4;

  constructor(
    private readonly b: Body,
    private readonly fp: Fp,
  ) {}

  at(place: Place, bound: number): Value2 {
    return { c0: this.fp.at(place, bound), c1: this.fp.at(offset(place, ELEMENT_BYTES), bound) };
  }
  /** Karatsuba: three products. */
  mul(x: Value2, y: Value2, into?: Place): Value2 {
    const { fp } = this;
    const low = fp.mul(x.c0, y.c0);
    const high = fp.mul(x.c1, y.c1);
    const both = fp.mul(fp.add(x.c0, x.c1), fp.add(y.c0, y.c1));
    return this.pair(
      (place) => fp.sub(low, high, place),
      (place) => fp.sub(both, fp.add(low, high), place),
      into,
    );
  }
  sqr(x: Value2, into?: Place): Value2 {
    const { fp } = this;
    const product = fp.mul(x.c0, x.c1);
    const [sum, difference] = [fp.add(x.c0, x.c1), fp.sub(x.c0, x.c1)];
    return this.pair(
      (place) => fp.mul(sum, difference, place),
      (place) => fp.add(product, product, place),
      into,
    );
  }
  add(x: Value2, y: Value2, into?: Place): Value2 {
    return this.pair(
      (place) => this.fp.add(x.c0, y.c0, place),
      (place) => this.fp.add(x.c1, y.c1, place),
      into,
    );
  }
  sub(x: Value2, y: Value2, into?: Place): Value2 {
    return this.pair(
      (place) => this.fp.sub(x.c0, y.c0, place),
      (place) => this.fp.sub(x.c1, y.c1, place),
      into,
    );
  }
  reduce(x: Value2, into?: Place): Value2 {
    return this.pair(
      (place) => this.fp.reduce(x.c0, place),
      (place) => this.fp.reduce(x.c1, place),
      into,
    );
  }
  copy(x: Value2, into: Place): Value2 {
    return { c0: this.fp.copy(x.c0, into), c1: this.fp.copy(x.c1, offset(into, ELEMENT_BYTES)) };
  }
  isZero(x: Value2): void {
    this.fp.isZero(x.c0);
    this.fp.isZero(x.c1);
    this.b.op('i32.and');
  }
  within(x: Value2, bound: number): void {
    this.fp.within(x.c0, bound);
    this.fp.within(x.c1, bound);
  }

  private pair(c0: (into?: Place) => Value, c1: (into?: Place) => Value, into?: Place): Value2 {
    return { c0: c0(into), c1: c1(into && offset(into, ELEMENT_BYTES)) };
  }
}
