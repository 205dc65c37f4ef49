import { readFileSync } from 'node:fs';
import { curves, groth16, zKey } from 'snarkjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex } from '../codec/decode.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { createMclGroup, type MclGroup } from './backendMcl.ts';
import { createNobleGroup } from './backendNoble.ts';
import { crs, DECK_SIZES } from './crsDigests.ts';
import { frAdd, frMul, frPowers, frSub, randomBelow, randomPermutation, randomScalar } from './fr.ts';
import {
  decodeGroth16Proof,
  decodeShuffleKey,
  encodeGroth16Proof,
  encodeShuffleKey,
  parseShuffleKey,
  type ShuffleKeyPoints,
  type ShuffleProver,
  type ShuffleVerificationKey,
  type ShuffleWitness,
  shuffleKeyDigest,
  verifyGroth16,
} from './groth16.ts';
import { type G1, type G1Group, R, type RandomBytes } from './group.ts';
import { loadShuffleProver } from './prover.ts';
import { createSnarkjsProver } from './proverSnarkjs.ts';
import { parseZkey } from './zkey.ts';

const file = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../public/crs/${name}`, import.meta.url)));

const noble = createNobleGroup();
let mcl: MclGroup;
const vkeyBytes = file('shuffle52.vkey');
const zkeyBytes = file('shuffle52.zkey');
let vk: ShuffleVerificationKey;
let fast: ShuffleProver;
let stock: ShuffleProver;
beforeAll(async () => {
  mcl = await createMclGroup();
  vk = decodeShuffleKey(mcl, vkeyBytes, fromHex(crs[52].vkey));
  fast = await loadShuffleProver(mcl, zkeyBytes, vk);
  stock = createSnarkjsProver(zkeyBytes);
});
afterAll(async () => {
  await (await curves.getCurveFromName('bls12381')).terminate();
});

/** Factors as the shuffle argument forms them, for any a (a permutation or not). */
function factors(a: readonly bigint[], random: RandomBytes): ShuffleWitness {
  const [x, y, z] = [randomScalar(random), randomScalar(random), randomScalar(random)];
  const powers = frPowers(x, a.length + 1);
  const c = a.map((aj) => frSub(frAdd(frMul(y, aj), powers[Number(aj)]!), z));
  let p = 1n;
  for (let i = 1; i <= a.length; i++) p = frMul(p, frSub(frAdd(frMul(y, BigInt(i)), powers[i]!), z));
  return { p, c, v: randomScalar(random) };
}

function honest(seed: string, size = 52): ShuffleWitness {
  const random = seededRandom(seed);
  return factors(
    randomPermutation(size, random).map((i) => BigInt(i + 1)),
    random,
  );
}

function vkxOf(group: G1Group, key: ShuffleVerificationKey, w: ShuffleWitness): G1 {
  return group.msm([key.ic.one, key.ic.p, ...key.ic.c, key.ic.v], [1n, w.p, ...w.c, w.v]);
}

describe('the shipped keys', () => {
  it('decode under their pinned digests for every deck size, equally in both backends', () => {
    for (const size of DECK_SIZES) {
      const bytes = file(`shuffle${size}.vkey`);
      for (const g of [noble, mcl]) {
        const key = decodeShuffleKey(g, bytes, fromHex(crs[size].vkey));
        expect(key.size).toBe(size);
        expect(key.ic.c).toHaveLength(size);
        expect(
          g.equals(
            key.ic.cSum,
            key.ic.c.reduce((sum, p) => g.add(sum, p)),
          ),
        ).toBe(true);
        expect(toHex(key.digest)).toBe(crs[size].vkey);
      }
      expect(file(`shuffle${size}.zkey`).length).toBeLessThanOrEqual(300_000);
    }
  });

  it('prove for every deck size', async () => {
    for (const size of DECK_SIZES) {
      const key = decodeShuffleKey(mcl, file(`shuffle${size}.vkey`), fromHex(crs[size].vkey));
      const prover = await loadShuffleProver(mcl, file(`shuffle${size}.zkey`), key);
      expect(prover.size).toBe(size);
      const w = honest(`size ${size}`, size);
      const proof = await prover.prove(w, seededRandom('masks'));
      expect(verifyGroth16(mcl, key, vkxOf(mcl, key, w), proof)).toBe(true);
    }
  });
});

describe('both provers', () => {
  it('satisfy both verifiers and snarkjs', async () => {
    const w = honest('differential');
    const signals = [w.p, ...w.c, w.v].map(String);
    const snarkKey = await zKey.exportVerificationKey(zkeyBytes);
    const nobleKey = decodeShuffleKey(noble, vkeyBytes, fromHex(crs[52].vkey));
    for (const prover of [fast, stock]) {
      const proof = await prover.prove(w, seededRandom('masks'));
      expect(verifyGroth16(mcl, vk, vkxOf(mcl, vk, w), proof)).toBe(true);
      expect(verifyGroth16(noble, nobleKey, vkxOf(noble, nobleKey, w), proof)).toBe(true);
      expect(await groth16.verify(snarkKey, signals, snarkProof(proof))).toBe(true);
      const wrong = [String(frAdd(w.p, 1n)), ...signals.slice(1)];
      expect(await groth16.verify(snarkKey, wrong, snarkProof(proof))).toBe(false);
    }
  });

  it('refuse a duplicated card, wrong counts and scalars out of range', async () => {
    const random = seededRandom('cheat');
    const a = randomPermutation(52, random).map((i) => BigInt(i + 1));
    a[3] = a[4]!;
    const good = honest('bounds');
    const bad: ShuffleWitness[] = [
      factors(a, random),
      { ...good, p: frAdd(good.p, 1n) },
      { ...good, c: [frAdd(good.c[0]!, 1n), ...good.c.slice(1)] },
      { ...good, v: R },
      honest('too small', 36),
    ];
    for (const w of bad) {
      await expect(fast.prove(w, random)).rejects.toThrow(RangeError);
      await expect(stock.prove(w, random)).rejects.toThrow();
    }
  });

  it('mask afresh: the same witness never gives the same proof', async () => {
    const w = honest('masks');
    const random = seededRandom('masks');
    const [a, b] = [await fast.prove(w, random), await fast.prove(w, random)];
    for (const [from, to] of [
      [0, 48],
      [48, 144],
      [144, 192],
    ] as const) {
      expect(toHex(a.subarray(from, to))).not.toBe(toHex(b.subarray(from, to)));
    }
    expect(toHex(await fast.prove(w, seededRandom('masks')))).toBe(toHex(a));
    expect(toHex(await stock.prove(w, random))).not.toBe(toHex(await stock.prove(w, random)));
  });

  it('holds for the edge values of the field', async () => {
    const c = Array.from({ length: 52 }, (_, i) => [1n, R - 1n, 2n, 1n << 254n][i % 4]!);
    const w = { p: c.reduce(frMul), c, v: 0n };
    const proof = await fast.prove(w, seededRandom('edges'));
    expect(verifyGroth16(mcl, vk, vkxOf(mcl, vk, w), proof)).toBe(true);
    const zero = { p: 0n, c: c.map((v, i) => (i === 9 ? 0n : v)), v: 5n };
    const zeroProof = await fast.prove(zero, seededRandom('edges'));
    expect(verifyGroth16(mcl, vk, vkxOf(mcl, vk, zero), zeroProof)).toBe(true);
  });
});

describe('verification', () => {
  it('fails for every other statement', async () => {
    const w = honest('statement');
    const proof = await fast.prove(w, seededRandom('masks'));
    const vkx = vkxOf(mcl, vk, w);
    expect(verifyGroth16(mcl, vk, vkx, proof)).toBe(true);
    for (const other of [mcl.add(vkx, vk.ic.v), mcl.add(vkx, vk.ic.p), mcl.neg(vkx), mcl.identity]) {
      expect(verifyGroth16(mcl, vk, other, proof)).toBe(false);
    }
    const swapped = { ...w, c: [w.c[1]!, w.c[0]!, ...w.c.slice(2)] };
    expect(verifyGroth16(mcl, vk, vkxOf(mcl, vk, swapped), proof)).toBe(false);
  });

  it('fails for every mutated proof and never throws', async () => {
    const w = honest('mutations');
    const random = seededRandom('mutations');
    const proof = await fast.prove(w, random);
    const vkx = vkxOf(mcl, vk, w);
    const { a, b, c } = decodeGroth16Proof(mcl, proof);
    for (const bad of [
      { a: mcl.neg(a), b, c },
      { a: c, b, c: a },
      { a, b: mcl.neg2(b), c },
      { a, b, c: mcl.add(c, mcl.generator) },
    ]) {
      expect(verifyGroth16(mcl, vk, vkx, encodeGroth16Proof(mcl, bad))).toBe(false);
    }
    // The same proof in another form (both signs turned) is a valid proof: that is why transcripts absorb it.
    const turned = encodeGroth16Proof(mcl, { a: mcl.neg(a), b: mcl.neg2(b), c });
    expect(verifyGroth16(mcl, vk, vkx, turned)).toBe(true);
    for (let i = 0; i < 200; i++) {
      const bad = proof.slice();
      const where = randomBelow(192, random);
      bad[where] = bad[where]! ^ (1 << randomBelow(8, random));
      expect(verifyGroth16(mcl, vk, vkx, bad)).toBe(false);
      expect(verifyGroth16(mcl, vk, vkx, random(i % 3 ? 192 : randomBelow(250, random)))).toBe(false);
    }
  });
});

describe('keys', () => {
  function keyPoints(g: G1Group): ShuffleKeyPoints {
    const random = seededRandom('key');
    const draw2 = () => g.msm2([g.generator2], [randomScalar(random)]);
    return {
      alpha: g.mul(g.generator, randomScalar(random)),
      beta: draw2(),
      gamma: draw2(),
      delta: draw2(),
      ic: Array.from({ length: 8 + 3 }, () => g.mul(g.generator, randomScalar(random))),
    };
  }

  it('are refused if degenerate: uncontributed δ, zero, equal or foreign IC points', () => {
    for (const g of [noble, mcl]) {
      const good = keyPoints(g);
      const parse = (points: Partial<ShuffleKeyPoints>) =>
        parseShuffleKey(g, encodeShuffleKey(g, 8, { ...good, ...points }));
      expect(parse({}).size).toBe(8);
      for (const delta of [good.gamma, g.neg2(good.gamma), g.generator2, g.neg2(g.generator2)]) {
        expect(() => parse({ delta })).toThrow(DecodeError);
      }
      const ic = good.ic.slice();
      ic[10] = g.identity; // the blinder's base: without it commitments would not hide
      expect(() => parse({ ic })).toThrow(DecodeError);
      ic[10] = ic[4]!;
      expect(() => parse({ ic })).toThrow(DecodeError);
      // Opposite points are related, but distinct: only equality is refused.
      ic[10] = good.ic[10]!;
      expect(parse({ ic }).ic.c).toHaveLength(8);
      const foreign = encodeShuffleKey(g, 8, good);
      foreign.set([0x80, ...new Array<number>(47).fill(0)], foreign.length - 48); // (0, ±2), of order 3
      expect(() => parseShuffleKey(g, foreign)).toThrow(DecodeError);
      expect(() => encodeShuffleKey(g, 9, good)).toThrow(RangeError);
    }
  });

  it('would prove anything if nobody had contributed (what the δ check prevents)', () => {
    const g = mcl;
    const good = keyPoints(g);
    const key: ShuffleVerificationKey = {
      ...parseShuffleKey(g, encodeShuffleKey(g, 8, good)),
      negDelta: g.neg2(good.gamma),
    };
    const anything = g.mul(g.generator, 123_456n);
    const forged = encodeGroth16Proof(g, { a: good.alpha, b: good.beta, c: g.neg(anything) });
    expect(verifyGroth16(g, key, anything, forged)).toBe(true);
    expect(() => parseShuffleKey(g, encodeShuffleKey(g, 8, { ...good, delta: good.gamma }))).toThrow(
      DecodeError,
    );
  });

  it('are refused under another digest or with another byte', () => {
    expect(() => decodeShuffleKey(mcl, vkeyBytes, fromHex(crs[36].vkey))).toThrow(DecodeError);
    for (const at of [0, 4, 5, 6, 60, 200, 1_000]) {
      const bad = vkeyBytes.slice();
      bad[at] = bad[at]! ^ 1;
      expect(() => decodeShuffleKey(mcl, bad, fromHex(crs[52].vkey))).toThrow(DecodeError);
      expect(() => decodeShuffleKey(mcl, bad, shuffleKeyDigest(bad))).toThrow(DecodeError);
    }
    for (const length of [0, 5, 6, 100, vkeyBytes.length - 1]) {
      const short = vkeyBytes.slice(0, length);
      expect(() => decodeShuffleKey(mcl, short, shuffleKeyDigest(short))).toThrow(DecodeError);
    }
    const random = seededRandom('hostile keys');
    for (let i = 0; i < 2_000; i++) {
      expect(() => parseShuffleKey(mcl, random(randomBelow(256, random)))).toThrow(DecodeError);
    }
  });

  it('for proving: refused beside another verification key; broken files throw only DecodeError', async () => {
    const small = decodeShuffleKey(mcl, file('shuffle36.vkey'), fromHex(crs[36].vkey));
    await expect(loadShuffleProver(mcl, zkeyBytes, small)).rejects.toThrow(DecodeError);
    const random = seededRandom('hostile zkeys');
    for (let i = 0; i < 300; i++) {
      const broken = zkeyBytes.slice(0, i % 2 ? zkeyBytes.length : 4 * i);
      for (let n = 0; n < 4 && broken.length > 0; n++) {
        broken[randomBelow(Math.min(256, broken.length), random)] = random(1)[0]!;
      }
      try {
        parseZkey(broken);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
      }
    }
  });
});

function snarkProof(bytes: Uint8Array) {
  const { pi_a, pi_b, pi_c } = affine(bytes);
  return { pi_a, pi_b, pi_c, protocol: 'groth16' as const, curve: 'bls12381' };
}

function affine(bytes: Uint8Array) {
  const { a, b, c } = decodeGroth16Proof(noble, bytes);
  type Affine1 = { toAffine(): { x: bigint; y: bigint } };
  type Affine2 = { toAffine(): { x: { c0: bigint; c1: bigint }; y: { c0: bigint; c1: bigint } } };
  const one = (p: G1): [string, string, string] => {
    const { x, y } = (p as unknown as Affine1).toAffine();
    return [String(x), String(y), '1'];
  };
  const { x, y } = (b as unknown as Affine2).toAffine();
  const pi_b: [[string, string], [string, string], [string, string]] = [
    [String(x.c0), String(x.c1)],
    [String(y.c0), String(y.c1)],
    ['1', '0'],
  ];
  return { pi_a: one(a), pi_b, pi_c: one(c) };
}
