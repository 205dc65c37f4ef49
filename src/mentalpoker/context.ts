/**
 * What every proof of a hand is bound to. Each Fiat–Shamir transcript of this layer begins with these
 * fields, so that no proof is valid at another table, epoch, hand, attempt, author or under another CRS.
 */
import { PROTOCOL_VERSION } from '../codec/config.ts';
import { DecodeError } from '../codec/decode.ts';
import type { GenesisRoot } from '../codec/ids.ts';
import { DLEQ_PROOF_BYTES } from '../crypto/dleq.ts';
import { Transcript, type tags } from '../crypto/transcript.ts';

/** The hand a proof belongs to. Plain data: it crosses worker boundaries. */
export interface DeckContext {
  /** Root of the table's genesis, 32 bytes. */
  tableId: GenesisRoot;
  epoch: number;
  hand: number;
  /** Deal attempt within the hand, 0 at first; a redeal is a new attempt with new keys. */
  attempt: number;
  /** Digest of the shuffle verification key that the table's genesis names, 32 bytes. */
  crsDigest: Uint8Array;
}

/** Bytes of one compressed point and of one ciphertext (C1 then C2). */
export const POINT_BYTES = 48;
export const CIPHERTEXT_BYTES = 96;
/** Bytes of the batched proof of a share message or of escrow openings. */
export const SHARES_PROOF_BYTES = DLEQ_PROOF_BYTES;
/** Decks of other sizes are refused before anything is computed. */
export const MAX_CARDS = 52;

/** Positions of cards in a deck, strictly ascending and below `size`. */
export function arePositions(positions: readonly number[], size: number): boolean {
  let last = -1;
  for (const p of positions) {
    if (!Number.isInteger(p) || p <= last || p >= size) return false;
    last = p;
  }
  return positions.length > 0;
}

/**
 * Opens the transcript of a proof: protocol version and every field of the context.
 * `party` is the author's seat, or validator index + 1 where a validator speaks.
 * @throws DecodeError for a context that no hand has.
 */
export function openTranscript(
  tag: (typeof tags)[keyof typeof tags],
  ctx: DeckContext,
  party: number,
): Transcript {
  if (ctx.tableId.length !== 32 || ctx.crsDigest.length !== 32)
    throw new DecodeError('malformed', 'deck context');
  for (const n of [ctx.epoch, ctx.hand, ctx.attempt, party]) {
    if (!Number.isSafeInteger(n) || n < 0) throw new DecodeError('out-of-range', 'deck context');
  }
  return new Transcript(tag)
    .absorbNumber('protocol-version', PROTOCOL_VERSION)
    .absorb('table-id', ctx.tableId)
    .absorbNumber('epoch', ctx.epoch)
    .absorbNumber('hand', ctx.hand)
    .absorbNumber('attempt', ctx.attempt)
    .absorb('crs-digest', ctx.crsDigest)
    .absorbNumber('party', party);
}
