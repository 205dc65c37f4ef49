import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../codec/decode.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { createMclGroup, type MclGroup } from './backendMcl.ts';
import { createNobleGroup } from './backendNoble.ts';
import { randomScalar } from './fr.ts';
import { type G1, type G1Group, type G2, R } from './group.ts';
import { ResidentBases } from './mclFixed.ts';
import { type MclRaw, wordsOf } from './mclModule.ts';
import { Scratch } from './mclSums.ts';

let mcl: MclGroup;
const noble = createNobleGroup();
beforeAll(async () => {
  mcl = await createMclGroup();
});

const Z2 = 0xd201_0000_0001_0000n ** 2n;
/** Scalars at the edges of windows, halves and the field. */
const EDGES = [0n, 1n, 2n, 31n, 32n, 33n, 63n, 64n, 2n ** 128n, Z2 - 1n, Z2, Z2 + 1n, R - Z2, R - 2n, R - 1n];

/** Small multiples of G, so that equal and opposite points and sums that vanish turn up all the time. */
const term = fc.tuple(
  fc.integer({ min: -3, max: 3 }),
  fc.oneof(fc.constantFrom(...EDGES), fc.bigInt({ min: 0n, max: R - 1n }), fc.bigInt({ min: 0n, max: 40n })),
);
const multiple = (group: G1Group, k: number): G1 =>
  group.mul(group.generator, k < 0 ? R - BigInt(-k) : BigInt(k));

/** Σ of the logarithms, times G. */
const expected = (terms: readonly (readonly [number, bigint])[]): string => {
  const log = terms.reduce((sum, [k, s]) => sum + BigInt(k) * s, 0n) % R;
  return toHex(noble.encode(noble.mul(noble.generator, log < 0n ? log + R : log)));
};

describe('sums of many points', () => {
  it('come out right for equal, opposite and vanishing points and for every edge of a scalar', () => {
    fc.assert(
      fc.property(fc.array(term, { minLength: 24, maxLength: 90 }), (terms) => {
        const points = terms.map(([k]) => multiple(mcl, k));
        const scalars = terms.map(([, s]) => s);
        expect(toHex(mcl.encode(mcl.msm(points, scalars)))).toBe(expected(terms));
        expect(toHex(mcl.encode(mcl.fixedBases(points).msm(scalars)))).toBe(expected(terms));
      }),
      { numRuns: 40, verbose: 1 },
    );
  });

  it('of one point over and over, and of nothing but zeros', () => {
    for (const s of EDGES) {
      const same = Array.from({ length: 60 }, () => mcl.generator);
      const terms = same.map((): [number, bigint] => [1, s]);
      const scalars = same.map(() => s);
      expect(toHex(mcl.encode(mcl.msm(same, scalars)))).toBe(expected(terms));
      expect(toHex(mcl.encode(mcl.fixedBases(same).msm(scalars)))).toBe(expected(terms));
    }
    const nothing = Array.from({ length: 30 }, () => mcl.identity);
    expect(
      mcl.isIdentity(
        mcl.msm(
          nothing,
          nothing.map(() => 5n),
        ),
      ),
    ).toBe(true);
  });

  it('in G2 too, with equal, opposite and vanishing points', () => {
    fc.assert(
      fc.property(fc.array(term, { minLength: 1, maxLength: 20 }), (terms) => {
        const points = terms.map(([k]) => mcl.msm2([mcl.generator2], [k < 0 ? R - BigInt(-k) : BigInt(k)]));
        const words = points.map((p) => wordsOf(p as unknown as Parameters<typeof wordsOf>[0]));
        const sum = new ResidentBases(mcl.fixed2, words, 8).msm(terms.map(([, s]) => s));
        const got = new mcl.module.mcl.G2();
        wordsOf(got).set(sum);
        const log = terms.reduce((total, [k, s]) => total + BigInt(k) * s, 0n) % R;
        const want = noble.msm2([noble.generator2], [log < 0n ? log + R : log]);
        expect(toHex(mcl.encode2(got as unknown as G2))).toBe(toHex(noble.encode2(want)));
      }),
      { numRuns: 30, verbose: 1 },
    );
  });

  it('agree with the reference backend for whole decks of points, decoded or computed', () => {
    const rng = seededRandom('sums');
    for (const count of [24, 53, 216, 700]) {
      const scalars = Array.from({ length: count }, () => randomScalar(rng));
      const points = Array.from({ length: count }, (_, i) => {
        const computed = mcl.mul(mcl.generator, randomScalar(rng));
        return i % 2 ? computed : mcl.decode(mcl.encode(computed));
      });
      const same = points.map((p) => noble.decode(mcl.encode(p)));
      const sum = noble.encode(noble.msm(same, scalars));
      expect(mcl.encode(mcl.msm(points, scalars))).toEqual(sum);
      expect(mcl.encode(mcl.fixedBases(points).msm(scalars))).toEqual(sum);
    }
  });

  it('refuse scalars that are none, and lists of different lengths', () => {
    const points = Array.from({ length: 40 }, () => mcl.generator);
    const ones = points.map(() => 1n);
    for (const bad of [R, -1n, 2n ** 256n]) {
      expect(() => mcl.msm(points, ones.with(7, bad))).toThrow(RangeError);
      expect(() => mcl.fixedBases(points).msm(ones.with(7, bad))).toThrow(RangeError);
    }
    expect(() => mcl.msm(points, ones.slice(1))).toThrow(RangeError);
    expect(() => mcl.fixedBases(points).msm(ones.slice(1))).toThrow(RangeError);
  });
});

describe('multiples of a fixed base', () => {
  it('add many multiples of a fixed base to points, equal and opposite ones and the identity among them', () => {
    const random = seededRandom('multiples');
    for (const g of [mcl, noble]) {
      for (const base of [g.generator, g.mul(g.generator, randomScalar(random)), g.identity]) {
        for (const table of [g.fixedBase(base), g.fixedBase(base, 500)]) {
          const scalars = [0n, 1n, 2n, 15n, 16n, 17n, R - 1n, R - 16n, randomScalar(random), 1n, R - 1n, 3n];
          const onto = [
            g.identity,
            base,
            g.neg(g.mul(base, 2n)),
            ...scalars.slice(3).map((_, i) => (i % 4 === 0 ? g.identity : g.mul(base, BigInt(i) * 7n))),
          ];
          table.mulAll(scalars, onto).forEach((sum, i) => {
            expect(g.equals(sum, g.add(onto[i]!, g.mul(base, scalars[i]!))), `${i}`).toBe(true);
          });
          table.mulAll(scalars).forEach((product, i) => {
            expect(g.equals(product, g.mul(base, scalars[i]!)), `${i}`).toBe(true);
          });
          expect(table.mulAll([])).toEqual([]);
          expect(() => table.mulAll([1n, 2n], [base])).toThrow(RangeError);
        }
      }
    }
  });
});

describe('working space', () => {
  it('that could not be had is asked for again, and never taken at address 0', () => {
    let left = 100;
    const raw = { _malloc: (bytes: number) => (bytes > left ? 0 : 4096), _free: () => undefined };
    const space = new Scratch(raw as unknown as MclRaw);
    expect(space.reserve(50)).toBe(4096);
    expect(() => space.reserve(200)).toThrow('out of memory');
    expect(space.reserve(80)).toBe(4096);
    left = 0;
    expect(space.reserve(70)).toBe(4096);
    expect(() => space.reserve(90)).toThrow('out of memory');
    expect(() => space.reserve(10)).toThrow('out of memory');
  });
});
