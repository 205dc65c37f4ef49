import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../testing/seededRandom.ts';
import { createMclGroup } from './backendMcl.ts';
import { frAdd, frMul, frPowers, frSub, randomScalar } from './fr.ts';
import type { G1, G1Group } from './group.ts';
import { WIN_BITS, WIN_BLINDER, WIN_VALUE } from './hashedBases.ts';
import { bitsOf, type OneOfManyBases, OneOfManyProver, oneOfManyBases, oneOfManyTerms } from './oneOfMany.ts';

let group: G1Group;
let bases: OneOfManyBases;
const rng = seededRandom('one of many');
beforeAll(async () => {
  group = await createMclGroup();
  bases = oneOfManyBases(group);
});

interface Run {
  u: G1;
  points: G1[];
  x: bigint;
  responses: bigint[];
}

/** A commitment to `value`, proved to be in `values` by whoever believes that it stands at `index`. */
function run(values: readonly bigint[], index: number, value: bigint): Run {
  const r = randomScalar(rng);
  const prover = new OneOfManyProver(values, index, r, rng);
  const u = group.add(bases.value.mul(value), bases.blinder.mul(r));
  const points = prover.commit(group, bases);
  const x = randomScalar(rng);
  return { u, points, x, responses: prover.respond(x) };
}

function holds(values: readonly bigint[], { u, points, x, responses }: Run): boolean {
  const weights = [randomScalar(rng), randomScalar(rng), randomScalar(rng)] as const;
  const terms = oneOfManyTerms(values, x, responses, weights);
  const total = group.add(bases.all.msm(terms.onBases), group.mul(u, terms.onCommitment));
  return group.isIdentity(group.add(total, group.msm(points, terms.onPoints)));
}

/** The three equations one by one, the sum over all 2^m places written out. */
function equations(values: readonly bigint[], { u, points, x, responses }: Run): boolean[] {
  const m = Math.max(1, Math.ceil(Math.log2(values.length)));
  const [q, a, c, d, ...cd] = points as [G1, G1, G1, G1, ...G1[]];
  const f = responses.slice(0, m);
  const [zA, zC, zd] = responses.slice(m) as [bigint, bigint, bigint];
  const bit = WIN_BITS.map((bytes) => group.decode(bytes));
  const [b, bv] = [group.decode(WIN_VALUE), group.decode(WIN_BLINDER)];
  const com = (scalars: bigint[], blinder: bigint): G1 =>
    scalars.reduce((sum, s, j) => group.add(sum, group.mul(bit[j]!, s)), group.mul(bv, blinder));
  const plus = (p: G1, s: bigint, other: G1): G1 => group.add(group.mul(p, s), other);
  let weighted = 0n;
  for (let i = 0; i < 2 ** m; i++) {
    const fi = f.reduce((all, fj, j) => frMul(all, (i >> j) & 1 ? fj : frSub(x, fj)), 1n);
    weighted = frAdd(weighted, frMul(fi, values[Math.min(i, values.length - 1)]!));
  }
  const powers = frPowers(x, m + 1);
  let left = group.sub(group.mul(u, powers[m]!), group.mul(b, weighted));
  cd.forEach((point, k) => {
    left = group.sub(left, group.mul(point, powers[k]!));
  });
  return [
    group.equals(plus(q, x, a), com(f, zA)),
    group.equals(
      plus(c, x, d),
      com(
        f.map((fj) => frMul(fj, frSub(x, fj))),
        zC,
      ),
    ),
    group.equals(left, group.mul(bv, zd)),
  ];
}

const list = (count: number): bigint[] => Array.from({ length: count }, (_, i) => BigInt(3 * i + 7));

describe('one out of many', () => {
  it('holds for every place of lists of every length, checked in one sum and equation by equation', () => {
    for (const count of [1, 2, 3, 4, 5, 7, 8, 9, 31, 33]) {
      const values = list(count);
      for (const index of new Set([0, 1, count >> 1, count - 2, count - 1])) {
        if (index < 0 || index >= count) continue;
        const made = run(values, index, values[index]!);
        expect(made.points).toHaveLength(4 + bitsOf(count));
        expect(holds(values, made), `${index} of ${count}`).toBe(true);
        expect(equations(values, made)).toEqual([true, true, true]);
      }
    }
    const long = list(4096);
    expect(holds(long, run(long, 2162, long[2162]!))).toBe(true);
  });

  it('refuses a value that is at another place, or at none', () => {
    const values = list(6);
    expect(holds(values, run(values, 2, values[3]!))).toBe(false);
    expect(holds(values, run(values, 2, 8n))).toBe(false);
    expect(equations(values, run(values, 2, 8n))).toEqual([true, true, false]);
  });

  it('refuses an index beyond the list, whatever the liar puts there', () => {
    const values = list(5);
    for (let index = 5; index < 8; index++) {
      for (const stranger of [1n, 0n, values[0]!, 1_000n]) {
        const own = [...values, stranger, stranger, stranger];
        expect(holds(own, run(own, index, stranger))).toBe(true);
        expect(holds(values, run(own, index, stranger)), `${stranger} at ${index}`).toBe(false);
      }
      // What stands there is the last value, and that may be said.
      const filled = [...values, values[4]!, values[4]!, values[4]!];
      expect(holds(values, run(filled, index, values[4]!))).toBe(true);
    }
  });

  it('refuses digits that are not bits', () => {
    const values = list(8);
    const made = run(values, 0, values[0]!);
    for (let j = 0; j < 3; j++) {
      // f_j = 2·X + a_j: Q moved by one more G_j, f answering for it.
      const responses = [...made.responses];
      responses[j] = frAdd(responses[j]!, made.x);
      const points = [...made.points];
      points[0] = group.add(points[0]!, group.decode(WIN_BITS[j]!));
      expect(equations(values, { ...made, points, responses })[0]).toBe(true);
      expect(holds(values, { ...made, points, responses })).toBe(false);
    }
  });

  it('refuses a proof with any response or point changed', () => {
    const values = list(9);
    const made = run(values, 4, values[4]!);
    made.responses.forEach((r, i) => {
      const responses = made.responses.with(i, frAdd(r, 1n));
      expect(holds(values, { ...made, responses }), `response ${i}`).toBe(false);
    });
    made.points.forEach((p, i) => {
      const points = made.points.with(i, group.add(p, group.generator));
      expect(holds(values, { ...made, points }), `point ${i}`).toBe(false);
    });
  });

  it('refuses lists of no length that a proof has', () => {
    expect(() => bitsOf(0)).toThrow(RangeError);
    expect(() => bitsOf(4097)).toThrow(RangeError);
    expect(bitsOf(4096)).toBe(12);
    expect(bitsOf(1)).toBe(1);
    expect(() => new OneOfManyProver(list(3), 3, 1n, rng)).toThrow(RangeError);
    expect(() => new OneOfManyProver(list(3), -1, 1n, rng)).toThrow(RangeError);
  });
});
