import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../codec/decode.ts';
import { seededRandom } from '../testing/seededRandom.ts';
import { createEd25519, describeEd25519, type Ed25519, isAdmissibleKey } from './ed25519.ts';
import { edgeCases } from './ed25519Vectors.ts';
import { randomBelow } from './fr.ts';

let noble: Ed25519;
let platform: Ed25519;
beforeAll(async () => {
  noble = await createEd25519();
  platform = await createEd25519(globalThis.crypto.subtle);
});

/** Both must say the same; returns what. */
async function verdict(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean> {
  const a = await noble.verify(publicKey, message, signature);
  const b = await platform.verify(publicKey, message, signature);
  expect(b, toHex(signature)).toBe(a);
  return a;
}

describe('Ed25519', () => {
  it('uses the platform here, and JavaScript where there is none', () => {
    expect(platform.backend).toBe('webcrypto');
    expect(noble.backend).toBe('noble');
    expect(describeEd25519(platform)).toMatch(/^rules \d+; signatures by the platform's WebCrypto$/);
    expect(describeEd25519(noble)).toContain('JavaScript');
  });

  it('refuses an R of small order before the platform is asked, also where the equation holds', async () => {
    const { secretKey, publicKey } = noble.generateKeyPair(seededRandom('small R'));
    // What only the key's owner can make: R the identity, S = k·a, so that S·B − k·A is the identity.
    const message = new TextEncoder().encode('two builds, two verdicts');
    const r = ed25519.Point.ZERO.toBytes();
    const { scalar } = ed25519.utils.getExtendedPublicKey(secretKey);
    const digest = sha512.create().update(r).update(publicKey).update(message).digest();
    const k = ed25519.Point.Fn.create(BigInt(`0x${toHex(digest.reverse())}`));
    const s = ed25519.Point.Fn.create(k * scalar);
    const signature = new Uint8Array(64);
    signature.set(r);
    signature.set(fromHex(s.toString(16).padStart(64, '0')).reverse(), 32);
    // It is the real thing: a verifier without the rule (RFC 8032 alone) takes it.
    expect(ed25519.verify(signature, message, publicKey, { zip215: false })).toBe(true);
    let asked = 0;
    const spying = {
      importKey: globalThis.crypto.subtle.importKey.bind(globalThis.crypto.subtle),
      sign: globalThis.crypto.subtle.sign.bind(globalThis.crypto.subtle),
      verify: (...of: Parameters<SubtleCrypto['verify']>) => {
        asked += 1;
        return globalThis.crypto.subtle.verify(...of);
      },
    } as SubtleCrypto;
    const spied = await createEd25519(spying);
    expect(spied.backend).toBe('webcrypto');
    asked = 0;
    expect(await spied.verify(publicKey, message, signature)).toBe(false);
    expect(await noble.verify(publicKey, message, signature)).toBe(false);
    for (const small of ED25519_TORSION_SUBGROUP) {
      signature.set(fromHex(small));
      expect(await spied.verify(publicKey, message, signature)).toBe(false);
    }
    expect(asked).toBe(0);
    expect(await spied.verify(publicKey, message, await spied.sign(secretKey, message))).toBe(true);
    expect(asked).toBe(1);
  });

  it('signs RFC 8032 §7.1 TEST 2 and accepts it', async () => {
    const seed = fromHex('4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb');
    const message = fromHex('72');
    for (const e of [noble, platform]) {
      expect(toHex(e.publicKeyOf(seed))).toBe(
        '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      );
      expect(toHex(await e.sign(seed, message))).toBe(
        '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
          '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      );
    }
    expect(await verdict(noble.publicKeyOf(seed), message, await platform.sign(seed, message))).toBe(true);
  });

  it('signs alike and accepts each other, whatever the message', async () => {
    const random = seededRandom('sign');
    for (const length of [0, 1, 63, 64, 65, 1_000]) {
      const { secretKey, publicKey } = noble.generateKeyPair(random);
      const message = random(length);
      const signature = await noble.sign(secretKey, message);
      expect(toHex(await platform.sign(secretKey, message))).toBe(toHex(signature));
      expect(await verdict(publicKey, message, signature)).toBe(true);
    }
  });

  it('gives the same verdict on every edge case', async () => {
    for (const c of edgeCases) {
      const got = await verdict(fromHex(c.publicKey), fromHex(c.message), fromHex(c.signature));
      expect(got, c.what).toBe(c.accepted);
    }
  });

  it('has edge cases that a cofactored verifier fails', () => {
    const lenient = edgeCases.filter(
      (c) =>
        !c.accepted &&
        ed25519.verify(fromHex(c.signature), fromHex(c.message), fromHex(c.publicKey), { zip215: true }),
    );
    expect(lenient.map((c) => c.what)).toContain('R plus torsion 1');
    expect(lenient.length).toBeGreaterThan(12);
  });

  /** Chalkias, Garillot, Nikolaenko: Taming the Many EdDSAs (2020), table 5: message, key, signature. */
  const speccheck: [string, string, string][] = [
    [
      '8c93255d71dcab10e8f379c26200f3c7bd5f09d9bc3068d3ef4edeb4853022b6',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a0000000000000000000000000000000000000000000000000000000000000000',
    ],
    [
      '9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
      'f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43a5bb704786be79fc476f91d3f3f89b03984d8068dcf1bb7dfc6637b45450ac04',
    ],
    [
      'aebf3f2601a0c8c5d39cc7d8911642f740b78168218da8471772b35f9d35b9ab',
      'f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43',
      'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa8c4bd45aecaca5b24fb97bc10ac27ac8751a7dfe1baff8b953ec9f5833ca260e',
    ],
    [
      '9bd9f44f4dcc75bd531b56b2cd280b0bb38fc1cd6d1230e14861d861de092e79',
      'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d',
      '9046a64750444938de19f227bb80485e92b83fdb4b6506c160484c016cc1852f87909e14428a7a1d62e9f22f3d3ad7802db02eb2e688b6c52fcd6648a98bd009',
    ],
    [
      'e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c',
      'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d',
      '160a1cb0dc9c0258cd0a7d23e94d8fa878bcb1925f2c64246b2dee1796bed5125ec6bc982a269b723e0668e540911a9a6a58921d6925e434ab10aa7940551a09',
    ],
    [
      'e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec4011eaccd55b53f56c',
      'cdb267ce40c5cd45306fa5d2f29731459387dbf9eb933b7bd5aed9a765b88d4d',
      '21122a84e0b5fca4052f5b1235c80a537878b38f3142356b2c2384ebad4668b7e40bc836dac0f71076f9abe3a53f9c03c1ceeeddb658d0030494ace586687405',
    ],
    [
      '85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40',
      '442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623',
      'e96f66be976d82e60150baecff9906684aebb1ef181f67a7189ac78ea23b6c0e547f7690a0e2ddcd04d87dbc3490dc19b3b3052f7ff0538cb68afb369ba3a514',
    ],
    [
      '85e241a07d148b41e47d62c63f830dc7a6851a0b1f33ae4bb2f507fb6cffec40',
      '442aad9f089ad9e14647b1ef9099a1ff4798d78589e66f28eca69c11f582a623',
      '8ce5b96c8f26d0ab6c47958c9e68b937104cd36e13c33566acd2fe8d38aa19427e71f98a473474f2f13f06f97c20d58cc3f54b8bd0d272f42b695dd7e89a8c22',
    ],
    [
      'fdaebc429f4a735932a160da1301080c13280eea8bc280d1b392c6b9e6ba3a5a',
      'f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f454d370c8d9fc323a41450f8d513eafeb5b0697390c1e505a0d4ddc71f566607',
    ],
    [
      '84b698d39be126ff55fe45079e6c8bf64a0d7db6994560b4e96b7021eb39c1a1',
      'f7badec5b8abeaf699583992219b7b223f1df3fbbea919844e3f7c554a43dd43',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f084d5b99c2a9463d9c8bd5026916996984eeec87ddf1d3be329006ace1b37b09',
    ],
  ];

  it('refuses all of "Taming the many EdDSAs": small or mixed keys, S ≥ L, non-canonical R', async () => {
    for (const [message, key, signature] of speccheck) {
      expect(await verdict(fromHex(key), fromHex(message), fromHex(signature))).toBe(false);
    }
  });

  it('refuses all 196 pairs of small-order encodings that ZIP 215 accepts', async () => {
    // The eight torsion points, and those whose y or sign can be written in a second way.
    const p = 2n ** 255n - 19n;
    const encodings = ED25519_TORSION_SUBGROUP.map((hex) => fromHex(hex));
    for (const [y, sign] of [
      [1n, 1],
      [p - 1n, 1],
      [p, 0],
      [p, 1],
      [p + 1n, 0],
      [p + 1n, 1],
    ] as const) {
      const bytes = fromHex(y.toString(16).padStart(64, '0')).reverse();
      bytes[31] = bytes[31]! | (sign << 7);
      encodings.push(bytes);
    }
    const message = new TextEncoder().encode('Zcash');
    let pairs = 0;
    for (const key of encodings) {
      expect(isAdmissibleKey(key)).toBe(false);
      for (const r of encodings) {
        const signature = new Uint8Array(64);
        signature.set(r);
        expect(ed25519.verify(signature, message, key, { zip215: true })).toBe(true);
        expect(await verdict(key, message, signature)).toBe(false);
        pairs += 1;
      }
    }
    expect(pairs).toBe(196);
  });

  it('admits exactly the canonical encodings of points of prime order', () => {
    const random = seededRandom('keys');
    const { publicKey } = noble.generateKeyPair(random);
    expect(isAdmissibleKey(publicKey)).toBe(true);
    const torsion = ed25519.Point.fromHex(ED25519_TORSION_SUBGROUP[1]!);
    expect(isAdmissibleKey(ed25519.Point.fromBytes(publicKey).add(torsion).toBytes())).toBe(false);
    for (const bytes of [new Uint8Array(31), new Uint8Array(33), new Uint8Array(32).fill(255)]) {
      expect(isAdmissibleKey(bytes)).toBe(false);
      expect(noble.isAdmissibleKey(bytes)).toBe(false);
    }
  });

  it('agrees on mutated signatures and never rejects on random bytes', async () => {
    const random = seededRandom('mutations');
    const { secretKey, publicKey } = noble.generateKeyPair(random);
    const message = random(40);
    const signature = await noble.sign(secretKey, message);
    for (let i = 0; i < 150; i++) {
      const bad = signature.slice();
      const where = randomBelow(64, random);
      bad[where] = bad[where]! ^ (1 << randomBelow(8, random));
      expect(await verdict(publicKey, message, bad)).toBe(false);
    }
    for (let i = 0; i < 100; i++) {
      expect(await verdict(random(randomBelow(40, random)), message, random(randomBelow(80, random)))).toBe(
        false,
      );
    }
  });

  it('falls back when the platform is lenient, strict in another way, or lacks the algorithm', async () => {
    const { subtle } = globalThis.crypto;
    const with_ = (changes: Partial<SubtleCrypto>): SubtleCrypto =>
      ({
        importKey: subtle.importKey.bind(subtle),
        sign: subtle.sign.bind(subtle),
        verify: subtle.verify.bind(subtle),
        ...changes,
      }) as SubtleCrypto;
    const lenient = with_({ verify: async () => true });
    const refusing = with_({ verify: async () => false });
    const lacking = with_({ importKey: async () => Promise.reject(new Error('NotSupportedError')) });
    for (const s of [lenient, refusing, lacking]) expect((await createEd25519(s)).backend).toBe('noble');
    expect((await createEd25519(with_({}))).backend).toBe('webcrypto');
  });

  it('refuses secret keys and random sources of a wrong length', async () => {
    for (const e of [noble, platform]) {
      await expect(e.sign(new Uint8Array(31), new Uint8Array())).rejects.toThrow(RangeError);
      expect(() => e.publicKeyOf(new Uint8Array(64))).toThrow(RangeError);
      expect(() => e.generateKeyPair(() => new Uint8Array(5))).toThrow(RangeError);
    }
  });
});
