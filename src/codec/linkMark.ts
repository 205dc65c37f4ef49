/**
 * What a link that was copied at a running table says of its past: the epoch that was on, and the digest of the
 * checkpoint that began it. Those who have left can sign another past; whoever comes by such a link believes none but
 * the one that it was copied in.
 */
export interface LinkMark {
  /** From 1. */
  readonly epoch: number;
  /** The first bytes of the root of the checkpoint that began it. */
  readonly digest: Uint8Array;
}

/** Enough that nobody finds another checkpoint with the same first bytes. */
export const MARK_BYTES = 16;
