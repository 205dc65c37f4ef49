/**
 * What a table's shuffles are proved and checked with: one product argument, or both. A key is a value of the table:
 * its configuration names it by digest, and every transcript absorbs that digest, so that no proof of one kind, key or
 * deck size is one of another.
 *
 * The digest of `groth16` is the SHA-256 of the verification key's bytes, as it has always been; the others hash a tag,
 * the kind's wire number, N, and the digests of their arguments.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { CONFIG_VERSION, proofsOf, type TableConfig } from '../codec/config.ts';
import { equalBytes, fromHex } from '../codec/decode.ts';
import { PROOF_KINDS, type ProofKind } from '../codec/proofKinds.ts';
import { crs, type DeckSize } from './crsDigests.ts';
import type { ShuffleVerificationKey } from './groth16.ts';
import type { G1Group } from './group.ts';
import type { ProductArgument } from './productArgument.ts';
import { groth16Argument } from './productGroth16.ts';
import { transparentArgument, transparentDigest } from './productTransparent.ts';

export interface ShuffleKey {
  readonly kind: ProofKind;
  /** Number of cards N. */
  readonly size: number;
  /** 32 bytes; `crsDigest` of the table's configuration. */
  readonly digest: Uint8Array;
  /** In the order in which they speak: Groth16 before the transparent one. */
  readonly parts: readonly ProductArgument[];
}

/** A table's key by name: all that is needed to find it. Plain data. */
export interface ShuffleKeyName {
  readonly kind: ProofKind;
  readonly deckSize: DeckSize;
  /** `crsDigest` of the configuration, 32 bytes. */
  readonly digest: Uint8Array;
}

const NAME = new TextEncoder().encode('dealerless/shuffle-key/v2\0');

function nameOf(kind: ProofKind, size: number, parts: readonly Uint8Array[]): Uint8Array {
  const hash = sha256
    .create()
    .update(NAME)
    .update(Uint8Array.of(PROOF_KINDS.indexOf(kind), size));
  for (const digest of parts) hash.update(digest);
  return hash.digest();
}

/**
 * The digest of a key for N cards; `vkeyDigest` is the SHA-256 of the Groth16 verification key (unused by
 * `transparent`).
 */
export function shuffleKeyDigestOf(kind: ProofKind, size: number, vkeyDigest: Uint8Array): Uint8Array {
  switch (kind) {
    case 'groth16':
      return vkeyDigest;
    case 'transparent':
      return nameOf(kind, size, [transparentDigest(size)]);
    case 'both':
      return nameOf(kind, size, [vkeyDigest, transparentDigest(size)]);
  }
}

/** The key that a new table of this build names. */
export function shippedKey(kind: ProofKind, deckSize: DeckSize): ShuffleKeyName {
  return { kind, deckSize, digest: shuffleKeyDigestOf(kind, deckSize, fromHex(crs[deckSize].vkey)) };
}

/** The fields of a configuration that say how its shuffles are proved, with a key of this build. */
export function proofFields(
  kind: ProofKind,
  deckSize: DeckSize,
): { protocolVersion: number; proofs: number; crsDigest: Uint8Array } {
  const { digest } = shippedKey(kind, deckSize);
  return { protocolVersion: CONFIG_VERSION, proofs: PROOF_KINDS.indexOf(kind), crsDigest: digest };
}

/** The key that a table's configuration names. */
export function keyNameOf(config: TableConfig, deckSize: DeckSize): ShuffleKeyName {
  return { kind: proofsOf(config), deckSize, digest: config.crsDigest };
}

/** Whether this build ships a key of that name; it has no other of its kind. */
export function isShipped({ kind, deckSize, digest }: ShuffleKeyName): boolean {
  return equalBytes(digest, shippedKey(kind, deckSize).digest);
}

/** Every key that can be made for N cards: the transparent one, and with a verification key the two others. */
export function shuffleKeys(group: G1Group, size: number, vkey?: ShuffleVerificationKey): ShuffleKey[] {
  const transparent = transparentArgument(group, size);
  const key = (kind: ProofKind, digest: Uint8Array, parts: ProductArgument[]): ShuffleKey => ({
    kind,
    size,
    digest,
    parts,
  });
  const alone = key('transparent', nameOf('transparent', size, [transparent.digest]), [transparent]);
  if (vkey === undefined) return [alone];
  if (vkey.size !== size) throw new RangeError('the verification key is for another deck size');
  const groth16 = groth16Argument(group, vkey);
  const both = nameOf('both', size, [groth16.digest, transparent.digest]);
  return [alone, key('groth16', groth16.digest, [groth16]), key('both', both, [groth16, transparent])];
}

/** The key of one kind. @throws RangeError for a kind that needs a verification key, without one */
export function shuffleKey(
  group: G1Group,
  kind: ProofKind,
  size: number,
  vkey?: ShuffleVerificationKey,
): ShuffleKey {
  const found = shuffleKeys(group, size, vkey).find((key) => key.kind === kind);
  if (found === undefined) throw new RangeError(`${kind} needs a verification key`);
  return found;
}
