/**
 * The terms of an escrow and the bytes of its message (escrow.ts): which terms can work, how long the message is, its
 * parts, and how terms enter a transcript.
 */
import { DecodeError } from '../codec/decode.ts';
import { limits } from '../codec/limits.ts';
import { SCALAR_BYTES } from '../crypto/fr.ts';
import type { Transcript } from '../crypto/transcript.ts';
import { arePositions, POINT_BYTES } from './context.ts';
import { deckSize } from './deck.ts';
import type { EscrowTerms } from './statement.ts';

const PROOF_BYTES = 3 * POINT_BYTES + 2 * SCALAR_BYTES;

/** Bytes of a message under these terms. */
export function escrowBytes(terms: EscrowTerms): number {
  const perReceiver = PROOF_BYTES + 2 * POINT_BYTES * terms.positions.length;
  return (terms.threshold - 1) * POINT_BYTES + terms.receivers.length * perReceiver;
}

/**
 * Terms that can work: receivers ascending from 1 (index 0 would be handed the secret itself), at least as many
 * as the threshold, and a threshold of at least 2 (below that the polynomial hides nothing).
 * @throws DecodeError
 */
export function checkTerms(terms: EscrowTerms, deck: Uint8Array): void {
  if (!arePositions(terms.positions, deckSize(deck)))
    throw new DecodeError('out-of-range', 'escrow positions');
  let last = 0;
  for (const { index } of terms.receivers) {
    if (!Number.isInteger(index) || index <= last || index > limits.validators) {
      throw new DecodeError('out-of-range', 'escrow receiver');
    }
    last = index;
  }
  const { threshold } = terms;
  if (!Number.isInteger(threshold) || threshold < 2 || threshold > terms.receivers.length) {
    throw new DecodeError('out-of-range', 'escrow threshold');
  }
}

/** Encoded points and scalars of the proof to one receiver, and a ciphertext U, V for each position. */
interface ReceiverPart {
  t: Uint8Array[];
  zfBytes: Uint8Array;
  zuBytes: Uint8Array;
  u: Uint8Array[];
  v: Uint8Array[];
}

/** @throws DecodeError where it is not as long as these terms ask */
export function splitMessage(
  terms: EscrowTerms,
  message: Uint8Array,
): { commitments: Uint8Array[]; parts: ReceiverPart[] } {
  if (message.length !== escrowBytes(terms)) throw new DecodeError('malformed', 'escrow');
  let at = 0;
  const take = (length: number): Uint8Array => {
    at += length;
    return message.subarray(at - length, at);
  };
  const commitments = Array.from({ length: terms.threshold - 1 }, () => take(POINT_BYTES));
  const parts = terms.receivers.map(() => {
    const t = [take(POINT_BYTES), take(POINT_BYTES), take(POINT_BYTES)];
    const part: ReceiverPart = { t, zfBytes: take(SCALAR_BYTES), zuBytes: take(SCALAR_BYTES), u: [], v: [] };
    for (let p = 0; p < terms.positions.length; p++) {
      part.u.push(take(POINT_BYTES));
      part.v.push(take(POINT_BYTES));
    }
    return part;
  });
  return { commitments, parts };
}

export function absorbTerms(t: Transcript, terms: EscrowTerms): Transcript {
  t.absorb('escrow-positions', Uint8Array.from(terms.positions))
    .absorbNumber('threshold', terms.threshold)
    .absorbNumber('receivers', terms.receivers.length);
  for (const { index, key } of terms.receivers) t.absorbNumber('receiver', index).absorb('receiver-key', key);
  return t;
}
