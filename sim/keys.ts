/** Signatures of the simulation: they say who made them over what, and nobody else's can be made with them. */

import type { BlockContent } from '../src/codec/block.ts';
import { asVerified, type VerifiedBlock } from '../src/consensus/types.ts';

/** 64 bytes: the signer's number, then the first bytes of what was signed. */
function signature(signer: number, id: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes[0] = signer + 1;
  bytes.set(id, 1);
  return bytes;
}

/** A block as `signer` would send it, which need not be its author. */
export function signedBy(signer: number, content: BlockContent, id: Uint8Array): VerifiedBlock {
  return asVerified({ content, signature: signature(signer, id) }, id);
}

/** What a validator checks before it lets a block into its core. */
export function isSignedByAuthor({ content, signature: given, id }: VerifiedBlock): boolean {
  return given[0] === content.author + 1 && id.every((byte, i) => given[i + 1] === byte);
}
