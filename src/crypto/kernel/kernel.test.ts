import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex } from '../../codec/decode.ts';
import { createMclGroup, type MclGroup } from '../backendMcl.ts';
import { createNobleGroup } from '../backendNoble.ts';
import { frOf } from '../fr.ts';
import { R } from '../group.ts';
import { AffineSums, type SumGroup, sumsInG1, writeBoth } from '../mclSums.ts';
import { montgomery } from './curve.ts';
import { limbsOf, P, RADIX } from './field.ts';
import { ELEMENT_BYTES, type Kernel, loadKernel, PAIR_WORDS } from './kernel.ts';

const { Fp, Fp2 } = bls12_381.fields;
const Curve = bls12_381.G1.Point;
type CurvePoint = typeof Curve.BASE;

let mcl: MclGroup;
let kernel: Kernel;
let heap: () => Int32Array;
const noble = createNobleGroup();
beforeAll(async () => {
  mcl = await createMclGroup();
  const { raw } = mcl.module;
  kernel = await loadKernel(raw);
  heap = () => raw.HEAP32;
});

describe('a point that somebody sent', () => {
  /** Both backends say the same of these bytes: the point, which they encode as it came, or none. */
  const isPoint = (bytes: Uint8Array): boolean => {
    const accepted = [mcl, noble].map((g) => {
      try {
        expect(toHex(g.encode(g.decode(bytes)))).toBe(toHex(bytes));
        return true;
      } catch (error) {
        if (error instanceof DecodeError) return false;
        throw error;
      }
    });
    expect(accepted[0], toHex(bytes)).toBe(accepted[1]);
    return accepted[0]!;
  };
  const withX = (x: bigint, flags: number): Uint8Array => {
    const bytes = fromHex(x.toString(16).padStart(96, '0'));
    bytes[0] = bytes[0]! | flags;
    return bytes;
  };
  const FLAGS = Array.from({ length: 8 }, (_, i) => i << 5);

  it('is none if it is infinity, however that is written, or if its flags say anything else', () => {
    for (const flags of FLAGS)
      for (const x of [0n, 1n, 2n ** 380n]) expect(isPoint(withX(x, flags))).toBe(false);
    const x = BigInt(`0x${toHex(noble.encode(noble.generator))}`) % 2n ** 381n;
    const good = FLAGS.filter((flags) => isPoint(withX(x, flags)));
    expect(good).toEqual([0x80, 0xa0]);
  });

  it('is none if its x is not below p, though the rest of it be a point', () => {
    // x + p has 381 bits only for x below 2^381 − p.
    let found = 0;
    for (let k = 1n; found < 4; k++) {
      const bytes = noble.encode(noble.mul(noble.generator, k));
      const x = BigInt(`0x${toHex(bytes)}`) % 2n ** 381n;
      if (x + P >= 2n ** 381n) continue;
      found++;
      expect(isPoint(bytes)).toBe(true);
      expect(isPoint(withX(x + P, bytes[0]! & 0xe0))).toBe(false);
    }
    for (const x of [P, P + 1n, P - 1n, 2n ** 381n - 1n, 2n ** 360n - 1n, 2n ** 381n - 2n ** 30n])
      for (const flags of [0x80, 0xa0]) isPoint(withX(x, flags));
  });

  it('is the same to both backends whatever its x', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 381n - 1n }), fc.constantFrom(0x80, 0xa0), (x, flags) => {
        isPoint(withX(x, flags));
      }),
      { numRuns: 60, verbose: 1 },
    );
  });

  it('is none outside the subgroup: of every small order, sums of such, and mixed with good ones', () => {
    const times = (point: CurvePoint, k: bigint): CurvePoint => {
      let sum = Curve.ZERO;
      for (const bit of k.toString(2)) {
        sum = sum.double();
        if (bit === '1') sum = sum.add(point);
      }
      return sum;
    };
    // The cofactor is 3 · (11 · 10177 · 859267 · 52437899)²; z − 1 has these factors and 3.
    const roots = [11n, 10_177n, 859_267n, 52_437_899n];
    const cofactor = 3n * roots.reduce((product, q) => product * q) ** 2n;
    const strangers: CurvePoint[] = [];
    for (let x = 0n; strangers.length < 3; x++) {
      const square = Fp.add(Fp.mul(x, Fp.mul(x, x)), 4n);
      if (Fp.eql(Fp.pow(square, (P - 1n) / 2n), 1n))
        strangers.push(Curve.fromAffine({ x, y: Fp.sqrt(square) }));
    }
    const small = [3n, ...roots].flatMap((q) =>
      strangers.flatMap((stranger) => {
        const point = times(times(stranger, R), q === 3n ? cofactor / 3n : cofactor / (q * q));
        // Of order q, or of q² where the group has such points.
        return [point, times(point, q)].filter((p) => !p.is0());
      }),
    );
    const orders = new Set([3n, ...roots].filter((q) => small.some((p) => times(p, q).is0())));
    expect(orders.size).toBe(5);
    const outside = [
      ...strangers,
      ...small,
      ...small.map((p, i) => p.add(small[(i + 4) % small.length]!)),
      ...small.map((p) => p.add(Curve.BASE)),
      ...small.map((p, i) => p.subtract(Curve.BASE.multiply(BigInt(i) + 2n))),
    ].filter((p) => !p.is0());
    // The library writes no such point.
    const sent = ({ x, y }: { x: bigint; y: bigint }): Uint8Array => withX(x, 2n * y > P ? 0xa0 : 0x80);
    for (const point of outside) {
      expect(times(point, R).is0()).toBe(false);
      expect(isPoint(sent(point.toAffine()))).toBe(false);
      expect(isPoint(sent(point.negate().toAffine()))).toBe(false);
    }
    expect(isPoint(sent(Curve.BASE.toAffine()))).toBe(true);
  });
});

describe('additions that share an inversion', () => {
  const EDGES = [0n, 1n, 2n, P - 1n, P - 2n, (P - 1n) / 2n, 2n ** 30n - 1n, 2n ** 360n - 1n];
  const element = fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: 0n, max: P - 1n }));
  const UNRADIX = Fp.inv(RADIX % P);

  interface Field<F> {
    readonly coordinates: 1 | 2;
    readonly values: fc.Arbitrary<F>;
    readonly parts: (value: F) => readonly bigint[];
    readonly ops: {
      add(a: F, b: F): F;
      sub(a: F, b: F): F;
      mul(a: F, b: F): F;
      neg(a: F): F;
      inv(a: F): F;
      eql(a: F, b: F): boolean;
      is0(a: F): boolean;
    };
  }
  type Affine<F> = readonly [F, F];

  /** The chord or tangent; coordinates need not be on any curve, as the formulas ask for none. Undefined: opposite. */
  function expected<F>({ ops }: Field<F>, [x1, y1]: Affine<F>, [x2, y2]: Affine<F>): Affine<F> | undefined {
    const same = ops.eql(x1, x2);
    if (same && ops.is0(ops.add(y1, y2))) return undefined;
    const square = ops.mul(x1, x1);
    const slope = same
      ? ops.mul(ops.add(square, ops.add(square, square)), ops.inv(ops.add(y1, y2)))
      : ops.mul(ops.sub(y2, y1), ops.inv(ops.sub(x2, x1)));
    const x = ops.sub(ops.sub(ops.mul(slope, slope), x1), x2);
    return [x, ops.sub(ops.mul(slope, ops.sub(x1, x)), y1)];
  }

  function agrees<F>(field: Field<F>): void {
    const { coordinates, values, ops } = field;
    const raw = mcl.module.raw;
    const pointBytes = 2 * coordinates * ELEMENT_BYTES;
    const most = 12;
    const pairs = raw._malloc(most * (4 * PAIR_WORDS + 2 * pointBytes) + 3 * most * pointBytes);
    const work = pairs + most * 4 * PAIR_WORDS;
    const points = work + most * 2 * coordinates * ELEMENT_BYTES;
    const at = (pair: number, which: number): number => points + (3 * pair + which) * pointBytes;
    // As residues below 4 p: x itself, or one to three times p above it.
    const put = (address: number, point: Affine<F>, multiple: number): void => {
      point
        .flatMap((v) => [...field.parts(v)])
        .forEach((part, i) => {
          const value = montgomery(part) + P * BigInt((multiple + i) % 4);
          heap().set(limbsOf(value), (address + i * ELEMENT_BYTES) >> 2);
        });
    };
    const limbs = (address: number): bigint[] =>
      Array.from({ length: 2 * coordinates }, (_, i) =>
        [...heap().subarray((address >> 2) + 13 * i, (address >> 2) + 13 * (i + 1))]
          .map((limb, j) => BigInt(limb) << BigInt(30 * j))
          .reduce((sum, limb) => sum + limb),
      );
    const pair = fc
      .record({
        x: values,
        y: values,
        x2: values,
        y2: values,
        kind: fc.constantFrom('any', 'equal', 'opposite'),
        multiple: fc.nat(3),
        multiple2: fc.nat(3),
      })
      .map(({ x, y, x2, y2, kind, ...multiples }) => {
        const same = kind !== 'any' || ops.eql(x, x2);
        const other: Affine<F> = same ? [x, kind === 'opposite' ? ops.neg(y) : y] : [x2, y2];
        return { ...multiples, a: [x, y] as Affine<F>, c: other };
      });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: most }), (all) => {
        all.forEach(({ a, c, multiple, multiple2 }, i) => {
          put(at(i, 0), a, multiple);
          put(at(i, 1), c, multiple2);
          heap().fill(7, at(i, 2) >> 2, (at(i, 2) + pointBytes) >> 2);
          heap().set([at(i, 0), at(i, 1), at(i, 2), -1], (pairs >> 2) + PAIR_WORDS * i);
        });
        const sums = all.map(({ a, c }) => expected(field, a, c));
        const opposite = kernel.addPairs(coordinates, pairs, all.length, work);
        expect(opposite).toBe(sums.filter((sum) => sum === undefined).length);
        sums.forEach((sum, i) => {
          const flag = heap()[(pairs >> 2) + PAIR_WORDS * i + 3];
          const { a, c } = all[i]!;
          expect(flag).toBe(sum === undefined ? 2 : ops.eql(a[0], c[0]) ? 1 : 0);
          const got = limbs(at(i, 2));
          if (sum === undefined) {
            expect(
              [...heap().subarray(at(i, 2) >> 2, (at(i, 2) + pointBytes) >> 2)].every((w) => w === 7),
            ).toBe(true);
            return;
          }
          for (const value of got) expect(1000n * value).toBeLessThan(1001n * P);
          expect(got.map((value) => (value * UNRADIX) % P)).toEqual(sum.flatMap((v) => [...field.parts(v)]));
        });
      }),
      { numRuns: 60, verbose: 1 },
    );
    raw._free(pairs);
  }

  it('agree with the formulas over Fp, for every representative below 4 p', () => {
    agrees<bigint>({ coordinates: 1, values: element, parts: (v) => [v], ops: Fp });
  });

  it('and over Fp2', () => {
    type F2 = { c0: bigint; c1: bigint };
    const values = fc.tuple(element, element).map(([c0, c1]): F2 => Fp2.fromBigTuple([c0, c1]));
    agrees<F2>({
      coordinates: 2,
      values,
      parts: ({ c0, c1 }) => [c0, c1],
      ops: Fp2,
    });
  });
});

describe('sums of lists', () => {
  it('of none, one, two and many small multiples, over and over, come out as their logarithms do', () => {
    const group: SumGroup = sumsInG1(mcl.module.raw, kernel);
    const { raw, affineBytes } = group;
    const sums = new AffineSums(group);
    const REACH = 3;
    const table = raw._malloc(REACH * 2 * affineBytes);
    const one = raw._malloc(4 * group.words);
    for (let k = 1; k <= REACH; k++) {
      const words = kernel.decode(...sent(BigInt(k)))!;
      raw.HEAP32.set(words, one >> 2);
      writeBoth(group, table + (k - 1) * 2 * affineBytes, one);
    }
    const address = (k: number): number =>
      table + (Math.abs(k) - 1) * 2 * affineBytes + (k < 0 ? affineBytes : 0);
    const logs = fc.array(fc.constantFrom(-3, -2, -1, 1, 2, 3), { maxLength: 17 });
    fc.assert(
      fc.property(fc.array(logs, { maxLength: 12 }), (lists) => {
        const got = sums.sums(lists.map((list) => list.map(address)));
        expect(got).toHaveLength(lists.length);
        got.forEach((at, i) => {
          const log = lists[i]!.reduce((total, k) => total + k, 0);
          expect(at === 0).toBe(log === 0);
          if (at === 0) return;
          kernel.toMcl(one, at, 2);
          const x = [...raw.HEAP32.subarray(one >> 2, (one >> 2) + 24)];
          expect(x).toEqual(
            [...kernel.decode(...sent(BigInt(log)))!.subarray(0, 24)].map((word) => word | 0),
          );
        });
      }),
      { numRuns: 40, verbose: 1 },
    );
    raw._free(table);
    raw._free(one);
  });

  /** x and sign of k·G. */
  function sent(k: bigint): [Uint8Array, boolean] {
    const bytes = noble.encode(noble.mul(noble.generator, k < 0n ? frOf(k + R) : k));
    const larger = (bytes[0]! & 0x20) !== 0;
    bytes[0] = bytes[0]! & 0x1f;
    return [bytes, larger];
  }
});
