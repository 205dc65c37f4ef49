/**
 * A dealing: dealer i shares a secret of its own (a key is made) or its share of the key in service (it is dealt on).
 *
 * f_i of degree q − 1, A_k = a_k·G2. One ephemeral u, U = u·G; receiver j is sent f_i(j), 32 bytes, under
 * ChaCha20-Poly1305 with HKDF-SHA256(u·K_j, transcript of everything) and a zero nonce: that key serves this one value.
 *
 * - Who makes a key proves to know a_0 (Schnorr in G2). Without it whoever deals last picks A_0 = Z − Σ A_{h,0} for a Z
 *   it knows the secret of, and owns the key; the shares that do not fit need only go to whoever does not complain.
 * - Who deals on has A_0 = Y_i, the public share that everybody knows.
 * - U comes with a proof of knowledge of u bound to everything in the dealing. Otherwise a dealer could copy another's
 *   U, send rubbish, and read in the complaint what opens the other's dealing.
 *
 * Bytes: A_0 … A_{q−1} (96 each); the proof of a_0 (128) where a key is made; U (48) and its proof (80); per receiver,
 * ascending, 48 bytes. Feldman, FOCS 1987; Gennaro, Jarecki, Krawczyk, Rabin, J. Cryptology 2007.
 */
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError, equalBytes } from '../../codec/decode.ts';
import { commitmentAt, commitTo, polynomialAt } from '../../crypto/feldman.ts';
import {
  decodeScalar,
  encodeScalar,
  randomNonzeroScalar,
  randomScalar,
  SCALAR_BYTES,
} from '../../crypto/fr.ts';
import type { G1, G1Group, G2, RandomBytes } from '../../crypto/group.ts';
import { proveDlog, SCHNORR_PROOF_BYTES, verifyDlog } from '../../crypto/schnorr.ts';
import { proveDlog2, SCHNORR2_PROOF_BYTES, verifyDlog2 } from '../../crypto/schnorr2.ts';
import { type Transcript, tags } from '../../crypto/transcript.ts';
import type { Verdict } from '../verdict.ts';
import { checkTerms, openSharing, receiverOf, requiredConstant, type SharingTerms } from './terms.ts';

const G2_BYTES = 96;
const G1_BYTES = 48;
/** A scalar and the tag of Poly1305. */
const SEALED_BYTES = SCALAR_BYTES + 16;
/** Each key seals one value, so the nonce need not differ (RFC 8439 §2.8 asks for no reuse under one key). */
const NONCE = new Uint8Array(12);

/** A dealing whose points have been decoded; its proofs may not have been looked at. */
export interface Dealing {
  readonly commitments: readonly G2[];
  readonly commitmentBytes: readonly Uint8Array[];
  /** Of a_0; absent where a key is dealt on. */
  readonly constantProof?: Uint8Array;
  readonly ephemeral: G1;
  readonly ephemeralBytes: Uint8Array;
  readonly ephemeralProof: Uint8Array;
  /** 48 bytes for each receiver, in their order. */
  readonly sealed: readonly Uint8Array[];
}

/** Bytes of a dealing under these terms. */
export function dealingBytes(terms: SharingTerms): number {
  const constant = terms.from === undefined ? SCHNORR2_PROOF_BYTES : 0;
  return (
    terms.threshold * G2_BYTES +
    constant +
    G1_BYTES +
    SCHNORR_PROOF_BYTES +
    terms.receivers.length * SEALED_BYTES
  );
}

/** What a dealer must keep until its dealing is committed. All of it SECRET. */
export interface DealerSecrets {
  /** a_0 … a_{q−1}. */
  readonly coefficients: readonly bigint[];
  /** u. */
  readonly ephemeral: bigint;
}

/** Draws a polynomial for `secret`, the dealer's share (32 bytes, SECRET), or for a fresh one where a key is made. */
export function drawDealer(terms: SharingTerms, rng: RandomBytes, secret?: Uint8Array): DealerSecrets {
  checkTerms(terms);
  if ((secret === undefined) !== (terms.from === undefined))
    throw new RangeError('a share is dealt on, or a key made');
  const constant = secret === undefined ? randomNonzeroScalar(rng) : decodeScalar(secret, 'share');
  const rest = Array.from({ length: terms.threshold - 1 }, () => randomScalar(rng));
  return { coefficients: [constant, ...rest], ephemeral: randomNonzeroScalar(rng) };
}

/**
 * The dealing of `dealer`. `secrets` are SECRET. They and the result must be durable before it is sent: after a reload
 * the same bytes are sent again, because two dealings of one dealer would be two polynomials. @throws DecodeError
 */
export function makeDealing(
  group: G1Group,
  terms: SharingTerms,
  dealer: number,
  secrets: DealerSecrets,
  rng: RandomBytes,
): Uint8Array {
  const { coefficients, ephemeral } = secrets;
  if (coefficients.length !== terms.threshold) throw new RangeError('a polynomial of another degree');
  const commitments = commitTo(group, coefficients);
  const commitmentBytes = commitments.map((a) => group.encode2(a));
  const image = group.fixedBase(group.generator).mul(ephemeral);
  const ephemeralBytes = group.encode(image);
  const bound = bind(terms, dealer, commitmentBytes, ephemeralBytes);
  const constantProof =
    terms.from === undefined
      ? proveDlog2(group, bound.clone(), commitments[0]!, coefficients[0]!, rng)
      : new Uint8Array(0);
  const sealed = terms.receivers.map(({ index, channelKey }) => {
    const shared = group.mul(group.decode(channelKey), ephemeral);
    const value = encodeScalar(polynomialAt(coefficients, index));
    return cipher(group, terms, dealer, index, ephemeralBytes, shared).encrypt(value);
  });
  const transcript = bindSealed(bound, constantProof, sealed);
  const proof = proveDlog(group, transcript, { image }, ephemeral, rng);
  return concatBytes(...commitmentBytes, constantProof, ephemeralBytes, proof, ...sealed);
}

/** @throws DecodeError for a wrong length, a point that is none, the identity, or a dealer who may not deal */
export function decodeDealing(
  group: G1Group,
  terms: SharingTerms,
  dealer: number,
  bytes: Uint8Array,
): Dealing {
  checkTerms(terms);
  if (terms.from === undefined) receiverOf(terms, dealer);
  if (bytes.length !== dealingBytes(terms)) throw new DecodeError('malformed', 'dealing');
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.slice(at - length, at);
  };
  const commitmentBytes = Array.from({ length: terms.threshold }, () => take(G2_BYTES));
  const required = requiredConstant(terms, dealer);
  if (required !== undefined && !equalBytes(required, commitmentBytes[0]!)) {
    throw new DecodeError('out-of-range', 'dealt constant');
  }
  const constantProof = terms.from === undefined ? take(SCHNORR2_PROOF_BYTES) : undefined;
  const ephemeralBytes = take(G1_BYTES);
  const ephemeralProof = take(SCHNORR_PROOF_BYTES);
  const sealed = terms.receivers.map(() => take(SEALED_BYTES));
  return {
    commitments: commitmentBytes.map((a) => group.decode2(a)),
    commitmentBytes,
    ...(constantProof === undefined ? {} : { constantProof }),
    ephemeral: group.decode(ephemeralBytes),
    ephemeralBytes,
    ephemeralProof,
    sealed,
  };
}

/** Everything about a dealing that can be seen from outside; what was sealed only its receiver can tell. */
export function verifyDealing(
  group: G1Group,
  terms: SharingTerms,
  dealer: number,
  bytes: Uint8Array,
): Verdict {
  let dealing: Dealing;
  try {
    dealing = decodeDealing(group, terms, dealer, bytes);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { reason } = error;
    return { ok: false, reason: reason === 'bad-point' || reason === 'out-of-range' ? reason : 'malformed' };
  }
  const { commitments, commitmentBytes, constantProof, ephemeral, ephemeralBytes, sealed } = dealing;
  const bound = bind(terms, dealer, commitmentBytes, ephemeralBytes);
  const knowsConstant =
    constantProof === undefined || verifyDlog2(group, bound.clone(), commitments[0]!, constantProof);
  const transcript = bindSealed(bound, constantProof ?? new Uint8Array(0), sealed);
  return knowsConstant && verifyDlog(group, transcript, { image: ephemeral }, dealing.ephemeralProof)
    ? { ok: true }
    : { ok: false, reason: 'proof-fails' };
}

/**
 * f_i(j) as receiver j finds it with its channel key; undefined if it is not what the dealer committed to. The channel
 * key and the result are SECRET.
 */
export function openShare(
  group: G1Group,
  terms: SharingTerms,
  dealer: number,
  dealing: Dealing,
  receiver: number,
  channelSecret: Uint8Array,
): bigint | undefined {
  const shared = group.mul(dealing.ephemeral, decodeScalar(channelSecret, 'channel key'));
  return shareUnder(group, terms, dealer, dealing, receiver, shared);
}

/** As `openShare`, for whoever knows `shared` = k_j·U: what a complaint shows. */
export function shareUnder(
  group: G1Group,
  terms: SharingTerms,
  dealer: number,
  dealing: Dealing,
  receiver: number,
  shared: G1,
): bigint | undefined {
  const sealed = dealing.sealed[terms.receivers.indexOf(receiverOf(terms, receiver))]!;
  const opens = cipher(group, terms, dealer, receiver, dealing.ephemeralBytes, shared);
  let share: bigint;
  try {
    share = decodeScalar(opens.decrypt(sealed));
  } catch {
    // The library throws for a tag that does not fit; a value that is no scalar is as wrong.
    return undefined;
  }
  const promised = commitmentAt(group, dealing.commitments, receiver);
  return group.equals2(group.msm2([group.generator2], [share]), promised) ? share : undefined;
}

function bind(
  terms: SharingTerms,
  dealer: number,
  commitments: readonly Uint8Array[],
  ephemeral: Uint8Array,
): Transcript {
  const transcript = openSharing(tags.dealing, terms, dealer);
  for (const a of commitments) transcript.absorb('commitment', a);
  return transcript.absorb('ephemeral', ephemeral);
}

function bindSealed(bound: Transcript, constantProof: Uint8Array, sealed: readonly Uint8Array[]): Transcript {
  bound.absorb('constant-proof', constantProof);
  for (const part of sealed) bound.absorb('sealed', part);
  return bound;
}

/** The cipher of one (sharing, dealer, receiver, U). `shared` = u·K_j = k_j·U is SECRET. */
function cipher(
  group: G1Group,
  terms: SharingTerms,
  dealer: number,
  receiver: number,
  ephemeral: Uint8Array,
  shared: G1,
): ReturnType<typeof chacha20poly1305> {
  const info = openSharing(tags.dealtShare, terms, dealer)
    .absorbNumber('to', receiver)
    .absorb('ephemeral', ephemeral)
    .challengeBytes('info');
  return chacha20poly1305(hkdf(sha256, group.encode(shared), undefined, info, 32), NONCE);
}
