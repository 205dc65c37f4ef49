/**
 * Ed25519 signatures (RFC 8032) with ONE acceptance rule for every platform, because two validators that
 * disagree about a single signature split the table for good.
 *
 * A signature (R, S) by key A on message M is accepted if and only if
 *   - A is admissible: 32 bytes, the canonical encoding of a point of the prime-order subgroup other than
 *     the identity (so no small-order and no mixed-order keys);
 *   - R is no point of small order, the identity among them: a platform may accept that one (RFC 8032 does) or not
 *     (OpenSSL 3.5 does not), and no honest signer makes it, since its R is a multiple of B by a hash;
 *   - S is 32 bytes little-endian below the group order L;
 *   - encode(S·B − SHA-512(R‖A‖M)·A) equals R byte for byte (cofactorless; R is thereby canonical).
 *
 * The platform's WebCrypto, many times faster than JavaScript, is used only if it gives the expected
 * verdict on every known edge case (ed25519Vectors.ts); the checks on A, R and S are made here in any case.
 * Raising or lowering any of this is a change of the rules (codec/rulesVersion.ts).
 */
import { ED25519_TORSION_SUBGROUP, ed25519 } from '@noble/curves/ed25519.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { equalBytes, fromHex, toHex } from '../codec/decode.ts';
import { RULES_VERSION } from '../codec/rulesVersion.ts';
import { edgeCases } from './ed25519Vectors.ts';
import { bytesToBigint } from './fr.ts';
import type { RandomBytes } from './group.ts';

export interface Ed25519 {
  /** 'webcrypto' where the platform passed the edge cases, else 'noble'. */
  readonly backend: 'webcrypto' | 'noble';
  /** `secretKey` is the 32-byte seed of RFC 8032 and must stay secret. */
  generateKeyPair(random: RandomBytes): { secretKey: Uint8Array; publicKey: Uint8Array };
  /** 32 bytes; the public half of a stored seed. @throws RangeError on a wrong length */
  publicKeyOf(secretKey: Uint8Array): Uint8Array;
  /**
   * 64 bytes, deterministic. Do not change `secretKey` in place while it is in use. @throws RangeError on a wrong
   * length
   */
  sign(secretKey: Uint8Array, message: Uint8Array): Promise<Uint8Array>;
  /** False for anything but an acceptable signature; rejects only if the platform itself fails (no verdict). */
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): Promise<boolean>;
  /** Whether a key may be admitted: canonical, on the curve, of prime order. */
  isAdmissibleKey(publicKey: Uint8Array): boolean;
}

const Point = ed25519.Point;
const L = Point.Fn.ORDER;
/** Keys whose admissibility is remembered; a table has at most 13. */
const REMEMBERED_KEYS = 256;
/** PKCS #8 header of an Ed25519 private key (RFC 8410 §7), before the 32-byte seed. */
const PKCS8 = fromHex('302e020100300506032b657004220420');

export function isAdmissibleKey(publicKey: Uint8Array): boolean {
  if (publicKey.length !== 32) return false;
  try {
    const point = Point.fromBytes(publicKey, false);
    return !point.is0() && point.isTorsionFree() && equalBytes(point.toBytes(), publicKey);
  } catch {
    return false;
  }
}

/** The canonical encodings of the eight points of small order; the other encodings of them no equation meets. */
const SMALL_ORDER: ReadonlySet<string> = new Set(ED25519_TORSION_SUBGROUP);

/** 64 bytes with S < L, the only scalar encoding that is accepted, and an R that is not of small order. */
function isWellFormed(signature: Uint8Array): boolean {
  return (
    signature.length === 64 &&
    littleEndian(signature.subarray(32)) < L &&
    !SMALL_ORDER.has(toHex(signature.subarray(0, 32)))
  );
}

/** The equation itself in JavaScript; `publicKey` admissible and the signature well-formed already. */
function equationHolds(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  const r = signature.subarray(0, 32);
  const s = littleEndian(signature.subarray(32));
  const k = littleEndian(sha512.create().update(r).update(publicKey).update(message).digest()) % L;
  const a = Point.fromBytes(publicKey, false);
  const sb = s === 0n ? Point.ZERO : Point.BASE.multiplyUnsafe(s);
  const ka = k === 0n ? Point.ZERO : a.multiplyUnsafe(k);
  return equalBytes(sb.subtract(ka).toBytes(), r);
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytesToBigint(Uint8Array.from(bytes).reverse());
}

/** Which backend runs and by which rules, as one line of a program's output. */
export function describeEd25519({ backend }: Pick<Ed25519, 'backend'>): string {
  const how = {
    webcrypto: "the platform's WebCrypto",
    noble: 'JavaScript, some thirty times slower: this platform gives other verdicts or has no Ed25519',
  };
  return `rules ${RULES_VERSION}; signatures by ${how[backend]}`;
}

/** `subtle`: the platform's WebCrypto, or nothing for pure JavaScript. */
export async function createEd25519(subtle?: SubtleCrypto): Promise<Ed25519> {
  if (subtle) {
    const fast = withWebCrypto(subtle);
    if (await agreesOnEdgeCases(fast)) return fast;
  }
  return withNoble();
}

/** True if every edge case gets the verdict of the rule above. */
async function agreesOnEdgeCases(candidate: Ed25519): Promise<boolean> {
  try {
    for (const c of edgeCases) {
      if (
        (await candidate.verify(fromHex(c.publicKey), fromHex(c.message), fromHex(c.signature))) !==
        c.accepted
      ) {
        return false;
      }
    }
    const seed = new Uint8Array(32).fill(7);
    return equalBytes(await candidate.sign(seed, seed), ed25519.sign(seed, seed));
  } catch {
    // A platform without Ed25519 rejects with its own kind of error.
    return false;
  }
}

/** Remembers the verdict per key, for a bounded number of keys. */
function admission(): (publicKey: Uint8Array) => boolean {
  const known = new Map<string, boolean>();
  return (publicKey) => {
    const name = toHex(publicKey);
    const found = known.get(name);
    if (found !== undefined) return found;
    const admissible = isAdmissibleKey(publicKey);
    if (known.size >= REMEMBERED_KEYS) known.clear();
    known.set(name, admissible);
    return admissible;
  };
}

function generateKeyPair(random: RandomBytes): { secretKey: Uint8Array; publicKey: Uint8Array } {
  const secretKey = Uint8Array.from(random(32));
  if (secretKey.length !== 32) throw new RangeError('random source returned a wrong length');
  return { secretKey, publicKey: ed25519.getPublicKey(secretKey) };
}

function publicKeyOfSeed(secretKey: Uint8Array): Uint8Array {
  if (secretKey.length !== 32) throw new RangeError('secret key must be 32 bytes');
  return ed25519.getPublicKey(secretKey);
}

function withNoble(): Ed25519 {
  const admissible = admission();
  return {
    backend: 'noble',
    generateKeyPair,
    publicKeyOf: publicKeyOfSeed,
    async sign(secretKey, message) {
      if (secretKey.length !== 32) throw new RangeError('secret key must be 32 bytes');
      return ed25519.sign(message, secretKey);
    },
    async verify(publicKey, message, signature) {
      return isWellFormed(signature) && admissible(publicKey) && equationHolds(publicKey, message, signature);
    },
    isAdmissibleKey: admissible,
  };
}

function withWebCrypto(subtle: SubtleCrypto): Ed25519 {
  const admissible = admission();
  const publicKeys = new Map<string, Promise<CryptoKey>>();
  const secretKeys = new WeakMap<Uint8Array, Promise<CryptoKey>>();

  const publicKeyOf = (bytes: Uint8Array): Promise<CryptoKey> => {
    const name = toHex(bytes);
    let key = publicKeys.get(name);
    if (!key) {
      key = subtle.importKey('raw', Uint8Array.from(bytes), 'Ed25519', false, ['verify']);
      if (publicKeys.size >= REMEMBERED_KEYS) publicKeys.clear();
      publicKeys.set(name, key);
      key.catch(() => publicKeys.delete(name));
    }
    return key;
  };
  const secretKeyOf = (seed: Uint8Array): Promise<CryptoKey> => {
    let key = secretKeys.get(seed);
    if (!key) {
      const pkcs8 = new Uint8Array(PKCS8.length + 32);
      pkcs8.set(PKCS8);
      pkcs8.set(seed, PKCS8.length);
      key = subtle.importKey('pkcs8', pkcs8, 'Ed25519', false, ['sign']);
      secretKeys.set(seed, key);
    }
    return key;
  };

  return {
    backend: 'webcrypto',
    generateKeyPair,
    publicKeyOf: publicKeyOfSeed,
    async sign(secretKey, message) {
      if (secretKey.length !== 32) throw new RangeError('secret key must be 32 bytes');
      return new Uint8Array(
        await subtle.sign('Ed25519', await secretKeyOf(secretKey), Uint8Array.from(message)),
      );
    },
    async verify(publicKey, message, signature) {
      if (!isWellFormed(signature) || !admissible(publicKey)) return false;
      const key = await publicKeyOf(publicKey);
      return subtle.verify('Ed25519', key, Uint8Array.from(signature), Uint8Array.from(message));
    },
    isAdmissibleKey: admissible,
  };
}
