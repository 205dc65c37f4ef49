/**
 * Keys of a deal. Upon being dealt in, player i draws s_i and publishes P_i = s_i·G with a Schnorr proof of
 * knowledge: without it the last to announce could choose P_i = Q − ΣP_j and own the joint key. A key has one
 * purpose, which its proof binds: an opening under one key must never decrypt for another.
 */
import { DecodeError } from '../codec/decode.ts';
import { encodeScalar, randomNonzeroScalar } from '../crypto/fr.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import { proveDlog, verifyDlog } from '../crypto/schnorr.ts';
import { tags } from '../crypto/transcript.ts';
import { type DeckContext, openTranscript } from './context.ts';

/** What a key is for; each has its own domain tag. */
export type KeyPurpose = 'handKey' | 'escrowKey';

export interface KeyMaterial {
  /** 32 bytes, SECRET. A hand key's is erased after the hand. */
  secret: Uint8Array;
  /** 48 bytes. */
  publicKey: Uint8Array;
  /** Schnorr proof, 80 bytes. */
  proof: Uint8Array;
}

/** Draws a key. `holder` is the seat (hand key) or validator index + 1 (escrow key). */
export function makeKey(
  group: G1Group,
  purpose: KeyPurpose,
  ctx: DeckContext,
  holder: number,
  rng: RandomBytes,
): KeyMaterial {
  const secret = randomNonzeroScalar(rng);
  const image = group.fixedBase(group.generator).mul(secret);
  const proof = proveDlog(group, openTranscript(tags[purpose], ctx, holder), { image }, secret, rng);
  return { secret: encodeScalar(secret), publicKey: group.encode(image), proof };
}

/** @throws DecodeError for a key that is no point. */
export function verifyKey(
  group: G1Group,
  purpose: KeyPurpose,
  ctx: DeckContext,
  holder: number,
  publicKey: Uint8Array,
  proof: Uint8Array,
): boolean {
  const image = group.decode(publicKey);
  return verifyDlog(group, openTranscript(tags[purpose], ctx, holder), { image }, proof);
}

/**
 * Σ of the hand keys, 48 bytes. Undefined if a key does not decode or the sum is the identity (the cards
 * would lie open): then the deal starts again with new keys.
 */
export function jointKey(group: G1Group, publicKeys: readonly Uint8Array[]): Uint8Array | undefined {
  let sum = group.identity;
  try {
    for (const key of publicKeys) sum = group.add(sum, group.decode(key));
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
  return group.isIdentity(sum) ? undefined : group.encode(sum);
}
