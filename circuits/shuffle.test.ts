import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { crs, DECK_SIZES, type DeckSize } from '../src/crypto/crsDigests.ts';
import { frAdd, frMul, frPow, frSub, randomPermutation, randomScalar } from '../src/crypto/fr.ts';
import { R } from '../src/crypto/group.ts';
import { assignSignals } from '../src/crypto/shuffleWitness.ts';
import { parseZkey } from '../src/crypto/zkey.ts';
import { seededRandom } from '../src/testing/seededRandom.ts';
import { compileCircuits, crsFolder, digestsFile, r1csPath, sha256Hex } from './compiler.ts';
import { parseR1cs, type R1cs, violated } from './r1cs.ts';

const systems = new Map<DeckSize, R1cs>();
beforeAll(async () => {
  await compileCircuits();
  for (const size of DECK_SIZES) systems.set(size, parseR1cs(new Uint8Array(readFileSync(r1csPath(size)))));
});

/** The product by plain bigints, independent of the field code under test. */
function plainProduct(values: readonly bigint[]): bigint {
  let product = 1n;
  for (const v of values) product = (((product * v) % R) + R) % R;
  return product;
}

/** Both sides of the product equation for a given arrangement a. */
function sides(a: readonly number[], seed: string): { c: bigint[]; p: bigint } {
  const random = seededRandom(seed);
  const [x, y, z] = [randomScalar(random), randomScalar(random), randomScalar(random)];
  const factor = (i: number): bigint => frSub(frAdd(frMul(y, BigInt(i)), frPow(x, BigInt(i))), z);
  return { c: a.map(factor), p: plainProduct(a.map((_, i) => factor(i + 1))) };
}

const permutation = (size: number, seed: string): number[] =>
  randomPermutation(size, seededRandom(seed)).map((i) => i + 1);

describe.each([...DECK_SIZES])('ShuffleProduct(%i)', (size) => {
  const system = (): R1cs => systems.get(size)!;

  it('is the checked-in constraint system', () => {
    const digests = JSON.parse(readFileSync(digestsFile, 'utf8')) as Record<string, string>;
    const digest = sha256Hex(readFileSync(r1csPath(size)));
    expect(digest).toBe(digests[`shuffle${size}.r1cs`]);
    expect(digest).toBe(crs[size].r1cs);
  });

  it('has N − 1 constraints and the public signals p, c, v', () => {
    expect(system().constraints).toHaveLength(size - 1);
    expect(system().publicInputs).toBe(size + 2);
  });

  it('is satisfied by the assignment of an honest permutation', () => {
    for (const seed of ['one', 'two', 'three']) {
      const { c, p } = sides(permutation(size, seed), seed);
      expect(plainProduct(c)).toBe(p);
      const signals = assignSignals({ p, c, v: 77n });
      expect(signals).toHaveLength(system().wires);
      expect(signals.slice(0, size + 3)).toEqual([1n, p, ...c, 77n]);
      expect(violated(system(), signals)).toEqual([]);
    }
  });

  it('is violated by changing any signal but the blinder', () => {
    const { c, p } = sides(permutation(size, 'mutate'), 'mutate');
    const signals = assignSignals({ p, c, v: 77n });
    const blinder = size + 2;
    for (let i = 1; i < signals.length; i++) {
      const mutated = signals.slice();
      mutated[i] = frAdd(mutated[i]!, 1n);
      expect(violated(system(), mutated).length > 0, `signal ${i}`).toBe(i !== blinder);
    }
  });

  it('cannot be satisfied with a duplicated, a missing or a foreign card', () => {
    const a = permutation(size, 'cheat');
    const duplicated = a.slice();
    duplicated[0] = duplicated[1]!;
    const foreign = a.slice();
    foreign[5] = size + 1;
    for (const cheat of [duplicated, foreign, a.map(() => 1)]) {
      const { c, p } = sides(cheat, 'cheat');
      expect(() => assignSignals({ p, c, v: 1n })).toThrow(RangeError);
      // The partial products follow from c, so only the last constraint is left to break, and it does.
      const claimed = assignSignals({ p: plainProduct(c), c, v: 1n });
      claimed[1] = p;
      expect(violated(system(), claimed).length).toBeGreaterThan(0);
    }
  });

  it('has an IC point for every public signal, and needs few points of G2', () => {
    const zkey = parseZkey(new Uint8Array(readFileSync(`${crsFolder}shuffle${size}.zkey`)));
    expect(zkey.publicSignals).toBe(size + 2);
    expect(zkey.signals).toBe(system().wires);
    const live = zkey.b2.filter((point) => point.some((byte) => byte !== 0)).length;
    expect(live).toBeLessThanOrEqual(size);
  });
});
