import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DecodeError, fromHex, toHex } from '../codec/decode.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { createMclGroup } from './backendMcl.ts';
import { createNobleGroup } from './backendNoble.ts';
import { frAdd, frDot, frMul, randomBelow, randomScalar } from './fr.ts';
import { type G1, type G1Group, R } from './group.ts';
import { CARD_BASE_DST } from './transcript.ts';

const noble = createNobleGroup();
let mcl: G1Group;
let both: G1Group[];
beforeAll(async () => {
  mcl = await createMclGroup();
  both = [noble, mcl];
});

const edge = fc.constantFrom(0n, 1n, 2n, R - 1n, R - 2n, 1n << 254n, (1n << 128n) - 1n);
const scalar = fc.oneof({ weight: 1, arbitrary: edge }, { weight: 3, arbitrary: fc.bigInt(0n, R - 1n) });

/** The same computation in both backends, compared as bytes. */
function agree(compute: (group: G1Group) => Uint8Array): Uint8Array {
  const [a, b] = both.map(compute) as [Uint8Array, Uint8Array];
  expect(toHex(b)).toBe(toHex(a));
  return a;
}

const at = (group: G1Group, s: bigint): G1 => group.mul(group.generator, s);

describe('both backends, byte for byte', () => {
  it('have the standard generators and identity', () => {
    expect(toHex(agree((g) => g.encode(g.generator)))).toBe(
      '97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb',
    );
    agree((g) => g.encode2(g.generator2));
    expect(toHex(agree((g) => g.encode(g.identity)))).toBe(`c0${'00'.repeat(47)}`);
  });

  it('add, subtract, negate and multiply alike', () => {
    fc.assert(
      fc.property(scalar, scalar, (a, b) => {
        agree((g) => g.encode(g.add(at(g, a), at(g, b))));
        agree((g) => g.encode(g.sub(at(g, a), at(g, b))));
        agree((g) => g.encode(g.neg(at(g, a))));
        agree((g) => g.encodeAll([g.neg(at(g, a)), g.sub(at(g, a), at(g, a)), at(g, b)])[1]!);
        agree((g) => g.encode(g.mul(at(g, a), b)));
        for (const g of both) {
          expect(g.equals(g.add(at(g, a), at(g, b)), at(g, frAdd(a, b)))).toBe(true);
          expect(g.isIdentity(at(g, a))).toBe(a === 0n);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('sum many terms alike, by msm and by tables', () => {
    const random = seededRandom('msm');
    for (const count of [0, 1, 3, 9, 60]) {
      const logs = Array.from({ length: count }, (_, i) => (i === 2 ? 0n : randomScalar(random)));
      const scalars = logs.map((_, i) => (i === 1 ? 0n : i === 3 ? R - 1n : randomScalar(random)));
      const expected = toHex(noble.encode(at(noble, frDot(logs, scalars))));
      for (const g of both) {
        const points = logs.map((log) => at(g, log));
        expect(toHex(g.encode(g.msm(points, scalars)))).toBe(expected);
        if (count > 0) expect(toHex(g.encode(g.fixedBases(points).msm(scalars)))).toBe(expected);
        expect(g.encodeAll(points).map(toHex)).toEqual(points.map((p) => toHex(g.encode(p))));
        const q = g.msm2(
          points.map(() => g.generator2),
          scalars,
        );
        const total = scalars.reduce(frAdd, 0n);
        expect(toHex(g.encode2(q))).toBe(toHex(noble.encode2(noble.msm2([noble.generator2], [total]))));
      }
    }
  });

  it('sum two thousand terms and more (several calls of mcl)', () => {
    const random = seededRandom('long msm');
    const points: G1[] = [];
    const logs: bigint[] = [];
    for (let i = 0; i < 16; i++) {
      logs.push(randomScalar(random));
      points.push(at(mcl, logs[i]!));
    }
    const scalars = Array.from({ length: 4_100 }, (_, i) => frMul(logs[i % 16]!, BigInt(i)));
    const expected = at(
      mcl,
      frDot(
        scalars,
        scalars.map((_, i) => logs[i % 16]!),
      ),
    );
    expect(
      mcl.equals(
        mcl.msm(
          scalars.map((_, i) => points[i % 16]!),
          scalars,
        ),
        expected,
      ),
    ).toBe(true);
    expect(mcl.encodeAll(scalars.map((_, i) => points[i % 16]!))).toHaveLength(4_100);
  });

  it('multiply a fixed base by every kind of scalar', () => {
    const random = seededRandom('fixed base');
    const log = randomScalar(random);
    const tables = both.flatMap((g) => [
      { g, table: g.fixedBase(at(g, log)), base: at(g, log) },
      { g, table: g.fixedBase(at(g, log), 500), base: at(g, log) },
      { g, table: g.fixedBase(g.generator), base: g.generator },
      { g, table: g.fixedBase(g.identity), base: g.identity },
    ]);
    fc.assert(
      fc.property(scalar, (s) => {
        for (const { g, table, base } of tables) expect(g.equals(table.mul(s), g.mul(base, s))).toBe(true);
      }),
      { numRuns: 25 },
    );
    for (const { table } of tables) {
      expect(() => table.mul(R)).toThrow(RangeError);
      expect(() => table.mul(-1n)).toThrow(RangeError);
      expect(() => table.mulAll([1n, R])).toThrow(RangeError);
    }
  });

  it('refuse scalars outside [0, r) and uneven sums', () => {
    for (const g of both) {
      expect(() => g.mul(g.generator, R)).toThrow(RangeError);
      expect(() => g.mul(g.generator, -1n)).toThrow(RangeError);
      expect(() => g.msm([g.generator], [])).toThrow(RangeError);
      expect(() => g.msm([g.generator], [R])).toThrow(RangeError);
      expect(() => g.fixedBases([g.generator]).msm([])).toThrow(RangeError);
    }
  });

  it('pair bilinearly, with identities', () => {
    for (const g of both) {
      const [a, b] = [7n, 12_345n];
      const left = g.pairing([[at(g, a), g.msm2([g.generator2], [b])]]);
      expect(g.gtEquals(left, g.pairing([[at(g, a * b), g.generator2]]))).toBe(true);
      expect(g.gtEquals(left, g.pairing([[at(g, a * b + 1n), g.generator2]]))).toBe(false);
      const one = g.pairing([]);
      expect(g.gtEquals(one, g.pairing([[g.identity, g.generator2]]))).toBe(true);
      const cancelled = g.pairing([
        [at(g, a), g.generator2],
        [g.neg(at(g, a)), g.generator2],
      ]);
      expect(g.gtEquals(cancelled, one)).toBe(true);
      expect(g.gtEquals(g.gtMul(left, g.pairing([[at(g, a * b), g.neg2(g.generator2)]])), one)).toBe(true);
    }
  });
});

describe('hash to curve', () => {
  const dst = new TextEncoder().encode('QUUX-V01-CS02-with-BLS12381G1_XMD:SHA-256_SSWU_RO_');
  /** RFC 9380, appendix J.9.1. */
  const vectors: [string, string, string][] = [
    [
      '',
      '052926add2207b76ca4fa57a8734416c8dc95e24501772c814278700eed6d1e4e8cf62d9c09db0fac349612b759e79a1',
      '08ba738453bfed09cb546dbb0783dbb3a5f1f566ed67bb6be0e8c67e2e81a4cc68ee29813bb7994998f3eae0c9c6a265',
    ],
    [
      'abc',
      '03567bc5ef9c690c2ab2ecdf6a96ef1c139cc0b2f284dca0a9a7943388a49a3aee664ba5379a7655d3c68900be2f6903',
      '0b9c15f3fe6e5cf4211f346271d7b01c8f3b28be689c8429c85b67af215533311f0b8dfaaa154fa6b88176c229f2885d',
    ],
    [
      'abcdef0123456789',
      '11e0b079dea29a68f0383ee94fed1b940995272407e3bb916bbf268c263ddd57a6a27200a784cbc248e84f357ce82d98',
      '03a87ae2caf14e8ee52e51fa2ed8eefe80f02457004ba4d486d6aa1f517c0889501dc7413753f9599b099ebcbbd2d709',
    ],
  ];

  it('gives the points of RFC 9380', () => {
    for (const [message, x, y] of vectors) {
      const expected = bls12_381.G1.Point.fromAffine({ x: BigInt(`0x${x}`), y: BigInt(`0x${y}`) });
      const got = agree((g) => g.encode(g.hashToCurve(new TextEncoder().encode(message), dst)));
      expect(toHex(got)).toBe(toHex(expected.toBytes(true)));
    }
  });

  it('keeps domains apart', () => {
    const message = new TextEncoder().encode('base');
    const ours = agree((g) => g.encode(g.hashToCurve(message, new TextEncoder().encode(CARD_BASE_DST))));
    expect(toHex(ours)).not.toBe(toHex(noble.encode(noble.hashToCurve(message, dst))));
  });
});

describe('decoding', () => {
  /** Accepted by both or refused by both with DecodeError; what is accepted re-encodes to itself. */
  function verdict(bytes: Uint8Array, kind: 'decode' | 'decode2'): boolean {
    const verdicts = both.map((g) => {
      try {
        const again = kind === 'decode' ? g.encode(g.decode(bytes)) : g.encode2(g.decode2(bytes));
        expect(toHex(again)).toBe(toHex(bytes));
        return true;
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
        return false;
      }
    });
    expect(verdicts[1], toHex(bytes)).toBe(verdicts[0]);
    return verdicts[0]!;
  }

  it('accepts what either encodes', () => {
    const random = seededRandom('decoding');
    for (let i = 0; i < 10; i++) {
      const s = randomScalar(random);
      expect(verdict(noble.encode(at(noble, s)), 'decode')).toBe(true);
      expect(verdict(mcl.encode2(mcl.msm2([mcl.generator2], [s])), 'decode2')).toBe(true);
    }
  });

  it('refuses the identity, with and without junk', () => {
    for (const [length, kind] of [
      [48, 'decode'],
      [96, 'decode2'],
    ] as const) {
      for (const first of [0xc0, 0xe0, 0x40, 0x80, 0x00]) {
        const zero = new Uint8Array(length);
        zero[0] = first;
        expect(verdict(zero, kind)).toBe(false);
        const junk = zero.slice();
        junk[length - 1] = 1;
        if (first !== 0x80) expect(verdict(junk, kind)).toBe(false);
        junk[length - 1] = 0;
        junk[1] = 7;
        if (first !== 0x80) expect(verdict(junk, kind)).toBe(false);
      }
    }
  });

  it('refuses flags, lengths, coordinates not below the modulus, and uncompressed points', () => {
    const good = noble.encode(at(noble, 5n));
    for (const flags of [0x00, 0x20, 0x40, 0x60, 0xc0, 0xe0]) {
      const bytes = good.slice();
      bytes[0] = (bytes[0]! & 0x1f) | flags;
      expect(verdict(bytes, 'decode')).toBe(false);
    }
    const p = bls12_381.fields.Fp.ORDER;
    for (const x of [p, p + 1n, p + 4n, (1n << 381n) - 1n]) {
      const bytes = fromHex(x.toString(16).padStart(96, '0'));
      for (const sign of [0x80, 0xa0]) {
        const flagged = bytes.slice();
        flagged[0] = flagged[0]! | sign;
        expect(verdict(flagged, 'decode')).toBe(false);
      }
    }
    for (const length of [0, 47, 49, 96])
      expect(verdict(new Uint8Array(length).fill(0x80), 'decode')).toBe(false);
    expect(verdict(bls12_381.G1.Point.BASE.toBytes(false), 'decode')).toBe(false);
    expect(verdict(good, 'decode2')).toBe(false);
  });

  it('refuses points of the curve outside the subgroup', () => {
    const { Fp } = bls12_381.fields;
    // The library refuses to encode such points, so this does: flags, sign of y, x.
    const encode = (point: { x: bigint; y: bigint }): Uint8Array => {
      const bytes = fromHex(point.x.toString(16).padStart(96, '0'));
      bytes[0] = bytes[0]! | 0x80 | (point.y > (Fp.ORDER - 1n) / 2n ? 0x20 : 0);
      return bytes;
    };
    expect(toHex(encode(bls12_381.G1.Point.BASE.toAffine()))).toBe(toHex(noble.encode(noble.generator)));
    let found = 0;
    for (let x = 1n; found < 6; x++) {
      const square = Fp.add(Fp.pow(x, 3n), 4n);
      if (Fp.pow(square, (Fp.ORDER - 1n) / 2n) !== Fp.ONE) continue;
      const point = bls12_381.G1.Point.fromAffine({ x, y: Fp.sqrt(square) });
      if (point.isTorsionFree()) continue;
      found += 1;
      expect(verdict(encode(point.toAffine()), 'decode')).toBe(false);
    }
    // Of each small order that the cofactor allows, alone and added to a good point.
    const { G1 } = bls12_381;
    const times = (k: bigint, p: typeof G1.Point.BASE): typeof G1.Point.BASE =>
      [...k.toString(2)].reduce((sum, bit) => {
        const twice = sum.double();
        return bit === '1' ? twice.add(p) : twice;
      }, G1.Point.ZERO);
    const primes = [3n, 11n, 10177n, 859267n, 52437899n];
    const cofactor = primes.slice(1).reduce((h, prime) => h * prime * prime, 3n);
    const ofOrder = new Set<bigint>();
    for (let x = 1n; ofOrder.size < primes.length; x++) {
      const square = Fp.add(Fp.pow(x, 3n), 4n);
      if (Fp.pow(square, (Fp.ORDER - 1n) / 2n) !== Fp.ONE) continue;
      const cleared = times(R, G1.Point.fromAffine({ x, y: Fp.sqrt(square) }));
      expect(times(cofactor, cleared).is0(), 'the cofactor is what it is said to be').toBe(true);
      for (const prime of primes) {
        const small = times(cofactor / (prime === 3n ? prime : prime * prime), cleared);
        if (small.is0()) continue;
        ofOrder.add(prime);
        expect(verdict(encode(small.toAffine()), 'decode')).toBe(false);
        expect(verdict(encode(small.add(G1.Point.BASE).toAffine()), 'decode')).toBe(false);
      }
    }
    // 3 divides the cofactor: (0, 2) has order 3, alone and added to a good point.
    const orderThree = bls12_381.G1.Point.fromAffine({ x: 0n, y: 2n });
    expect(verdict(encode({ x: 0n, y: 2n }), 'decode')).toBe(false);
    expect(verdict(encode(orderThree.add(bls12_381.G1.Point.BASE).toAffine()), 'decode')).toBe(false);
  });

  it('is equally strict on random and mutated bytes', () => {
    const random = seededRandom('hostile points');
    for (let i = 0; i < 1_000; i++) {
      const bytes = random(48);
      bytes[0] = bytes[0]! | 0x80;
      verdict(bytes, 'decode');
    }
    const good = noble.encode(at(noble, 77n));
    for (let i = 0; i < 200; i++) {
      const bytes = good.slice();
      const where = randomBelow(48, random);
      bytes[where] = bytes[where]! ^ (1 << randomBelow(8, random));
      verdict(bytes, 'decode');
    }
    for (let i = 0; i < 100; i++) {
      const bytes = random(96);
      bytes[0] = bytes[0]! | 0x80;
      verdict(bytes, 'decode2');
    }
  });

  it('throws nothing but DecodeError on ten thousand random strings', () => {
    const random = seededRandom('any length');
    for (let i = 0; i < 10_000; i++) {
      const bytes = random(randomBelow(128, random));
      for (const decode of [mcl.decode, mcl.decode2]) {
        try {
          decode(bytes);
        } catch (error) {
          if (!(error instanceof DecodeError)) throw error;
        }
      }
    }
  });
});

describe('mcl memory', () => {
  it('does not grow with use: points are plain arrays, tables are given back when they are collected', {
    timeout: 120_000,
  }, async () => {
    const { raw } = (await createMclGroup()).module;
    const random = seededRandom('memory');
    const work = (): void => {
      const point = at(mcl, randomScalar(random));
      const points = Array.from({ length: 20 }, (_, i) => mcl.mul(point, BigInt(i + 1)));
      mcl.fixedBases(points).msm(points.map(() => randomScalar(random)));
      mcl.fixedBase(point).mul(randomScalar(random));
      mcl.msm(
        points,
        points.map(() => randomScalar(random)),
      );
      mcl.decode(mcl.encode(point));
      mcl.pairing([[point, mcl.generator2]]);
    };
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    /** Runs the work, then lets what is unreachable be collected and its heap be given back. */
    const rounds = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) {
        work();
        collect();
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await rounds(5);
    const before = raw.HEAP32.length;
    // Each table takes 120 KB: two hundred of them could not hide in what is free.
    await rounds(200);
    expect(raw.HEAP32.length).toBe(before);
  });
});
