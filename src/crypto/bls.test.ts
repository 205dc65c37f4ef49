import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../codec/decode.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { createMclGroup } from './backendMcl.ts';
import { createNobleGroup } from './backendNoble.ts';
import { blsPublicKey, blsSign, blsVerify } from './bls.ts';
import { commitmentAt, commitTo, lagrangeAtZero, polynomialAt, sharesHold } from './feldman.ts';
import { frAdd, frDot, frPowers, frSub, randomNonzeroScalar, randomScalar } from './fr.ts';
import type { G1Group } from './group.ts';
import { proveDlog2, verifyDlog2 } from './schnorr2.ts';
import { combinePartials, type Partial, partialsHold } from './thresholdBls.ts';
import { Transcript, tags } from './transcript.ts';

const stock = bls12_381.shortSignatures;
const noble = createNobleGroup();
let mcl: G1Group;
let both: G1Group[];
beforeAll(async () => {
  mcl = await createMclGroup();
  both = [noble, mcl];
});
const text = (s: string): Uint8Array => new TextEncoder().encode(s);
const MESSAGE = text('seat 3: +350');

/** A point of the curve that is not in the prime-order subgroup, compressed: the library refuses to encode one. */
function outside(which: 'G1' | 'G2'): Uint8Array {
  const { Fp, Fp2 } = bls12_381.fields;
  const onCurve = (x: bigint): boolean => {
    try {
      if (which === 'G1') Fp.sqrt(Fp.add(Fp.pow(x, 3n), 4n));
      else Fp2.sqrt(Fp2.add(Fp2.fromBigTuple([Fp.pow(x, 3n), 0n]), Fp2.fromBigTuple([4n, 4n])));
      return true;
    } catch {
      return false;
    }
  };
  for (let x = 1; x < 256; x++) {
    if (!onCurve(BigInt(x))) continue;
    const bytes = new Uint8Array(which === 'G1' ? 48 : 96);
    bytes[0] = 0x80;
    bytes[bytes.length - 1] = x;
    return bytes;
  }
  throw new Error('no such point');
}

describe('a signature', () => {
  it('is the same bytes from both backends, and a stock library verifies it', () => {
    const random = seededRandom('stock');
    for (const message of [new Uint8Array(0), MESSAGE, random(300)]) {
      const secret = randomNonzeroScalar(random);
      const [key, signature] = [blsPublicKey(mcl, secret), blsSign(mcl, secret, message)];
      expect(toHex(blsPublicKey(noble, secret))).toBe(toHex(key));
      expect(toHex(blsSign(noble, secret, message))).toBe(toHex(signature));
      expect(stock.verify(stock.Signature.fromBytes(signature), stock.hash(message), key)).toBe(true);
      for (const group of both) expect(blsVerify(group, key, message, signature)).toBe(true);
    }
  });

  it('of a stock library is verified by both backends', () => {
    const { secretKey } = stock.keygen(seededRandom('their key')(48));
    const key = stock.getPublicKey(secretKey).toBytes();
    const signature = stock.Signature.toBytes(stock.sign(stock.hash(MESSAGE), secretKey));
    for (const group of both) {
      expect(blsVerify(group, key, MESSAGE, signature)).toBe(true);
      expect(blsVerify(group, key, text('seat 3: +351'), signature)).toBe(false);
    }
  });

  it('with one bit changed, or under a key with one bit changed, is refused', () => {
    const secret = randomNonzeroScalar(seededRandom('bits'));
    const [key, signature] = [blsPublicKey(mcl, secret), blsSign(mcl, secret, MESSAGE)];
    const flipped = (bytes: Uint8Array, bit: number): Uint8Array =>
      bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
    for (let bit = 0; bit < 8 * signature.length; bit++) {
      expect(blsVerify(mcl, key, MESSAGE, flipped(signature, bit)), `bit ${bit}`).toBe(false);
    }
    for (let bit = 0; bit < 8 * key.length; bit += 5) {
      expect(blsVerify(mcl, flipped(key, bit), MESSAGE, signature), `bit ${bit} of the key`).toBe(false);
    }
  });

  it('is no identity, no point outside the subgroup, nothing of another length', () => {
    const secret = randomNonzeroScalar(seededRandom('strict'));
    const [key, signature] = [blsPublicKey(mcl, secret), blsSign(mcl, secret, MESSAGE)];
    const zero = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i === 0 ? 0xc0 : 0));
    for (const group of both) {
      const verify = (k: Uint8Array, s: Uint8Array): boolean => blsVerify(group, k, MESSAGE, s);
      expect(verify(key, signature)).toBe(true);
      // Both identities would satisfy the pairing equation for every message.
      expect(verify(zero(96), zero(48))).toBe(false);
      expect(verify(key, zero(48))).toBe(false);
      expect(verify(zero(96), signature)).toBe(false);
      expect(verify(key, outside('G1'))).toBe(false);
      expect(verify(outside('G2'), signature)).toBe(false);
      expect(verify(key, signature.subarray(1))).toBe(false);
      expect(verify(key, Uint8Array.of(...signature, 0))).toBe(false);
      expect(verify(key.subarray(0, 48), signature)).toBe(false);
    }
    expect(() => blsSign(mcl, 0n, MESSAGE)).toThrow(RangeError);
    expect(() => blsPublicKey(mcl, 0n)).toThrow(RangeError);
  });
});

describe('a sharing', () => {
  const shuffledHolders = fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], { minLength: 2 });

  it('is opened by any t holders, and by t − 1 to something else', () => {
    fc.assert(
      fc.property(shuffledHolders, fc.string(), (holders, seed) => {
        const random = seededRandom(seed);
        const coefficients = holders.map(() => randomNonzeroScalar(random));
        const shares = holders.map((j) => polynomialAt(coefficients, j));
        expect(frDot(lagrangeAtZero(holders), shares)).toBe(coefficients[0]);
        expect(frDot(lagrangeAtZero(holders.slice(1)), shares.slice(1))).not.toBe(coefficients[0]);
      }),
    );
  });

  it('has no holder 0, none twice, none beyond the table', () => {
    for (const holders of [[0, 1], [1, 1], [14], [-1], [1.5], []]) {
      expect(() => lagrangeAtZero(holders), String(holders)).toThrow(RangeError);
    }
    expect(() => polynomialAt([1n, 2n], 0)).toThrow(RangeError);
  });

  it('has public shares that both backends compute alike, as the plain sum does', () => {
    const random = seededRandom('public shares');
    const coefficients = [1, 2, 3, 4].map(() => randomScalar(random));
    for (const j of [1, 2, 3, 7, 8, 13]) {
      const [a, b] = both.map((g) => toHex(g.encode2(commitmentAt(g, commitTo(g, coefficients), j))));
      expect(a).toBe(b);
      const plain = mcl.msm2(commitTo(mcl, coefficients), frPowers(BigInt(j), 4));
      expect(toHex(mcl.encode2(plain))).toBe(a);
      expect(toHex(blsPublicKey(mcl, polynomialAt(coefficients, j)))).toBe(a);
    }
  });

  it('whose shares are wrong is found out, also when two errors cancel', () => {
    const random = seededRandom('batch');
    const dealers = [1, 2, 3].map(() => [1, 2, 3].map(() => randomScalar(random)));
    const weights = dealers.map(() => randomScalar(random) >> 127n);
    const claims = (errors: bigint[], group: G1Group) =>
      dealers.map((f, i) => ({
        commitments: commitTo(group, f),
        receiver: 4,
        share: frAdd(polynomialAt(f, 4), errors[i]!),
      }));
    for (const group of both) {
      expect(sharesHold(group, claims([0n, 0n, 0n], group), weights)).toBe(true);
      expect(sharesHold(group, claims([0n, 1n, 0n], group), weights)).toBe(false);
      expect(sharesHold(group, claims([1n, frSub(0n, 1n), 0n], group), weights)).toBe(false);
    }
  });
});

describe('partial signatures', () => {
  /** Five holders, any four sign. */
  function five(group: G1Group, seed = 'five') {
    const random = seededRandom(seed);
    const f = [1, 2, 3, 4].map(() => randomScalar(random));
    const partials: Partial[] = [1, 2, 3, 4, 5].map((holder) => ({
      holder,
      publicShare: commitmentAt(group, commitTo(group, f), holder),
      signature: blsSign(group, polynomialAt(f, holder), MESSAGE),
    }));
    return { key: group.decode2(blsPublicKey(group, f[0]!)), secret: f[0]!, partials };
  }
  const spoilt = (partials: Partial[], ...holders: number[]): Partial[] =>
    partials.map((p) =>
      holders.includes(p.holder) ? { ...p, signature: blsSign(mcl, BigInt(p.holder), MESSAGE) } : p,
    );

  it('combine to the one signature of the key, whichever of them there are', () => {
    for (const group of both) {
      const { key, secret, partials } = five(group);
      for (const without of [1, 3, 5]) {
        const some = partials.filter((p) => p.holder !== without).reverse();
        const { signature, bad } = combinePartials(group, key, 4, MESSAGE, some);
        expect(toHex(signature!)).toBe(toHex(blsSign(group, secret, MESSAGE)));
        expect(bad).toEqual([]);
      }
      expect(partialsHold(group, MESSAGE, partials)).toBe(true);
    }
  });

  it('one fewer than needed sign nothing', () => {
    const { key, partials } = five(mcl);
    expect(combinePartials(mcl, key, 4, MESSAGE, partials.slice(2))).toEqual({ bad: [] });
    expect(combinePartials(mcl, key, 4, MESSAGE, [])).toEqual({ bad: [] });
    // Nor do they when somebody takes them for enough.
    expect(combinePartials(mcl, key, 3, MESSAGE, partials.slice(2)).signature).toBeUndefined();
  });

  it('a bad one among good ones is named and does no harm', () => {
    const { key, secret, partials } = five(mcl);
    for (const holder of [1, 2, 5]) {
      const { signature, bad } = combinePartials(mcl, key, 4, MESSAGE, spoilt(partials, holder));
      expect(toHex(signature!)).toBe(toHex(blsSign(mcl, secret, MESSAGE)));
      // The fifth is not among the first four, so nobody had a reason to look at it.
      expect(bad).toEqual(holder === 5 ? [] : [holder]);
    }
    expect(combinePartials(mcl, key, 4, MESSAGE, spoilt(partials, 1, 4))).toEqual({ bad: [1, 4] });
    expect(partialsHold(mcl, MESSAGE, spoilt(partials, 5))).toBe(false);
  });

  it('bytes that are no point are a bad partial', () => {
    const { key, partials } = five(mcl);
    for (const signature of [
      new Uint8Array(48),
      new Uint8Array(0),
      outside('G1'),
      new Uint8Array(48).fill(255),
    ]) {
      const some = partials.map((p) => (p.holder === 2 ? { ...p, signature } : p));
      expect(combinePartials(mcl, key, 4, MESSAGE, some).signature).toBeDefined();
      expect(combinePartials(mcl, key, 4, MESSAGE, some.slice(0, 4))).toEqual({ bad: [2] });
      expect(partialsHold(mcl, MESSAGE, some)).toBe(false);
    }
  });

  it('errors that cancel are found out', () => {
    const { partials } = five(mcl);
    const shifted = partials.map((p) => {
      const point = mcl.decode(p.signature);
      const moved =
        p.holder === 1
          ? mcl.add(point, mcl.generator)
          : p.holder === 2
            ? mcl.sub(point, mcl.generator)
            : point;
      return { ...p, signature: mcl.encode(moved) };
    });
    expect(partialsHold(mcl, MESSAGE, shifted)).toBe(false);
  });
});

describe('knowledge of the secret of a key in G2', () => {
  const transcript = (who: number): Transcript => new Transcript(tags.dealing).absorbNumber('dealer', who);

  it('is shown to whoever speaks of the same key, dealer and purpose, and to nobody else', () => {
    for (const group of both) {
      const random = seededRandom('knowledge');
      const secret = randomNonzeroScalar(random);
      const image = group.decode2(blsPublicKey(group, secret));
      const proof = proveDlog2(group, transcript(1), image, secret, random);
      expect(verifyDlog2(group, transcript(1), image, proof)).toBe(true);
      expect(verifyDlog2(group, transcript(2), image, proof)).toBe(false);
      expect(verifyDlog2(group, transcript(1), group.neg2(image), proof)).toBe(false);
      for (const at of [0, 50, 96, 127]) {
        const bent = proof.map((byte, i) => (i === at ? byte ^ 1 : byte));
        expect(verifyDlog2(group, transcript(1), image, bent), `byte ${at}`).toBe(false);
      }
      expect(verifyDlog2(group, transcript(1), image, proof.subarray(1))).toBe(false);
      expect(
        verifyDlog2(
          group,
          transcript(1),
          image,
          proveDlog2(group, transcript(1), image, frAdd(secret, 1n), random),
        ),
      ).toBe(false);
    }
  });
});
