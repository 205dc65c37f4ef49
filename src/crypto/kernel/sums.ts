/**
 * Affine additions that share one field inversion (Montgomery's trick), over Fp for G1 and over Fp2 for G2. A pair is
 * four words in memory: addresses of two points and of their sum, and a word that is written: 0 for an ordinary sum, 1
 * for a doubling, 2 if the points are opposite and there is no sum to write.
 */
import { type Body, I32, type Local } from './assembler.ts';
import { montgomery, type Site } from './curve.ts';
import { ELEMENT_BYTES } from './field.ts';
import { type Arithmetic, Fp, Fp2, fixed, offset, type Place, type Value, type Value2 } from './formula.ts';

/** Bytes of a pair. */
export const PAIR_WORDS = 4;
const PAIR_BYTES = 4 * PAIR_WORDS;
/** Of coordinates, in units of p. */
const BOUND = 4;

/** Emits (pairs, count, work) → number of opposite pairs, over Fp; `work`: two elements a pair. */
export function emitSums1(site: Site, inverse: number): void {
  site.asm.define(
    'addPairs1',
    3,
    (b) => {
      const fp = new Fp(b, site.code, site.reserve);
      const invert = (value: Value): void => {
        value.at(b);
        value.at(b);
        b.call(inverse);
      };
      const setOne = (value: Value): void => {
        value.at(b);
        b.i32(site.constant(montgomery(1n))).call(site.code.copy);
      };
      writeSums(site, b, fp, invert, setOne);
    },
    [I32],
  );
}

/** The same over Fp2. */
export function emitSums2(site: Site, inverse: number): void {
  site.asm.define(
    'addPairs2',
    3,
    (b) => {
      const fp = new Fp(b, site.code, site.reserve);
      const fp2 = new Fp2(b, fp);
      // 1/(a + bu) = (a − bu)/(a² + b²)
      const invert = ({ c0, c1 }: Value2): void => {
        const norm = fp.add(fp.sqr(c0), fp.sqr(c1));
        const inverted = fixed(site.reserve(ELEMENT_BYTES));
        inverted(b);
        norm.at(b);
        b.call(inverse);
        const by = { at: inverted, bound: 1.5 };
        const negated = fp.sub({ at: fixed(site.constant(0n)), bound: 0 }, c1);
        fp.mul(c0, by, c0.at);
        fp.mul(negated, by, c1.at);
      };
      writeSums(site, b, fp2, invert, ({ c0, c1 }) => {
        c0.at(b);
        b.i32(site.constant(montgomery(1n))).call(site.code.copy);
        c1.at(b);
        b.i32(site.constant(0n)).call(site.code.copy);
      });
    },
    [I32],
  );
}

function writeSums<V>(
  site: Site,
  b: Body,
  field: Arithmetic<V>,
  invert: (value: V) => void,
  setOne: (value: V) => void,
): void {
  const [pairs, count, work] = [b.parameter(0), b.parameter(1), b.parameter(2)];
  const { bytes } = field;
  const [pair, cell, left, opposite] = [b.local(I32), b.local(I32), b.local(I32), b.local(I32)];
  const [a, c, target] = [b.local(I32), b.local(I32), b.local(I32)];
  const here =
    (local: Local): Place =>
    (body) =>
      void body.get(local);
  const x = (local: Local): V => field.at(here(local), BOUND);
  const y = (local: Local): V => field.at(offset(here(local), bytes), BOUND);
  // A cell: the divisor, and the product of all divisors before it.
  const divisor = field.at(here(cell), 2 * BOUND);
  const before = field.at(offset(here(cell), bytes), field.productBound);
  const productAt = fixed(site.reserve(bytes));
  const product = field.at(productAt, field.productBound);
  const numeratorAt = fixed(site.reserve(bytes));
  const numerator = field.at(numeratorAt, 3 * BOUND);
  const load = (): void => {
    b.get(pair).load32(0).set(a);
    b.get(pair).load32(4).set(c);
  };
  const flag = (value: number): void => {
    b.get(pair).i32(value).store32(12);
  };
  const step = (by: 'i32.add' | 'i32.sub'): void => {
    b.get(pair).i32(PAIR_BYTES).op(by).set(pair);
    b.get(cell)
      .i32(2 * bytes)
      .op(by)
      .set(cell);
  };
  const again = (): void => {
    b.get(left).i32(1).op('i32.sub').tee(left).branchIf(0);
  };

  setOne(product);
  b.get(pairs).set(pair);
  b.get(work).set(cell);
  b.get(count).set(left);
  b.loop(() => {
    load();
    flag(0);
    const difference = field.sub(x(c), x(a), here(cell));
    field.within(difference, 2 * BOUND);
    field.isZero(difference);
    b.if(() => {
      flag(1);
      const sum = field.add(y(a), y(c), here(cell));
      field.isZero(sum);
      b.if(() => {
        flag(2);
        setOne(divisor);
        b.get(opposite).i32(1).op('i32.add').set(opposite);
      });
    });
    field.copy(product, offset(here(cell), bytes));
    field.within(field.mul(product, divisor, productAt), field.productBound);
    step('i32.add');
    again();
  });
  invert(product);
  b.get(count).set(left);
  b.loop(() => {
    step('i32.sub');
    load();
    b.get(pair).load32(8).set(target);
    const inverted = field.mul(product, before);
    field.mul(product, divisor, productAt);
    b.get(pair).load32(12).i32(2).op('i32.ne');
    b.if(() => {
      b.get(pair)
        .load32(12)
        .if(
          () => {
            const square = field.sqr(x(a));
            field.within(field.add(field.add(square, square), square, numeratorAt), 3 * BOUND);
          },
          () => field.within(field.sub(y(c), y(a), numeratorAt), 3 * BOUND),
        );
      const slope = field.mul(numerator, inverted);
      const x3 = field.reduce(field.sub(field.sub(field.sqr(slope), x(a)), x(c)));
      const y3 = field.sub(field.mul(slope, field.sub(x(a), x3)), y(a));
      field.within(field.copy(x3, here(target)), BOUND);
      field.within(field.reduce(y3, offset(here(target), bytes)), BOUND);
    });
    again();
  });
  b.get(opposite);
}
