/**
 * What every word about a sharing of the table's key is bound to: whose, for whom, and how many of them sign.
 *
 * A sharing is named by the instance of the epoch that it is dealt in. Holders are validator numbers from 1.
 */
import { DecodeError } from '../../codec/decode.ts';
import type { GenesisRoot } from '../../codec/ids.ts';
import { MAX_HOLDERS } from '../../crypto/feldman.ts';
import { Transcript, type tags } from '../../crypto/transcript.ts';

/** A member whose channel key is committed when dealing begins. */
export interface Receiver {
  /** Validator number in the epoch of the sharing, 1 and above. */
  readonly index: number;
  /** Channel key K_j = k_j·G, 48 bytes. */
  readonly channelKey: Uint8Array;
}

/** Plain data: it crosses worker boundaries. */
export interface SharingTerms {
  /** Root of the table's genesis, 32 bytes. */
  readonly tableId: GenesisRoot;
  /** Instance of the epoch, 32 bytes: names the sharing. */
  readonly instance: Uint8Array;
  /** q: how many holders sign, and degree + 1 of every dealer's polynomial. */
  readonly threshold: number;
  /** Ascending by index. */
  readonly receivers: readonly Receiver[];
  /** The sharing in service whose holders deal their shares on; absent where a key is made. */
  readonly from?: PriorSharing;
}

/** A sharing in service, as far as everybody knows it. */
export interface PriorSharing {
  readonly instance: Uint8Array;
  readonly threshold: number;
  /** Y, 96 bytes. */
  readonly key: Uint8Array;
  /** Y_j of every holder, ascending by index. */
  readonly holders: readonly PublicShare[];
}

export interface PublicShare {
  readonly index: number;
  /** Y_j, 96 bytes. */
  readonly publicShare: Uint8Array;
}

/** @throws DecodeError for terms under which nothing can be shared. */
export function checkTerms(terms: SharingTerms): void {
  const { threshold, receivers } = terms;
  if (terms.tableId.length !== 32 || terms.instance.length !== 32)
    throw new DecodeError('malformed', 'sharing');
  let last = 0;
  for (const { index } of receivers) {
    if (!Number.isInteger(index) || index <= last || index > MAX_HOLDERS) {
      throw new DecodeError('out-of-range', 'receiver');
    }
    last = index;
  }
  // A threshold of one would make every share the key itself.
  if (!Number.isInteger(threshold) || threshold < 2 || threshold > receivers.length) {
    throw new DecodeError('out-of-range', 'threshold');
  }
}

/** The receiver of that number. @throws DecodeError where there is none. */
export function receiverOf(terms: SharingTerms, index: number): Receiver {
  const found = terms.receivers.find((r) => r.index === index);
  if (found === undefined) throw new DecodeError('out-of-range', 'receiver');
  return found;
}

/** What a dealer's A_0 has to be: its public share of the sharing that is dealt on; nothing where a key is made. */
export function requiredConstant(terms: SharingTerms, dealer: number): Uint8Array | undefined {
  if (terms.from === undefined) return undefined;
  const holder = terms.from.holders.find((h) => h.index === dealer);
  if (holder === undefined) throw new DecodeError('out-of-range', 'dealer holds no share');
  return holder.publicShare;
}

/** A transcript that has absorbed every field of the terms, and who speaks. @throws DecodeError */
export function openSharing(
  tag: (typeof tags)[keyof typeof tags],
  terms: SharingTerms,
  party: number,
): Transcript {
  checkTerms(terms);
  const transcript = new Transcript(tag)
    .absorb('table-id', terms.tableId)
    .absorb('instance', terms.instance)
    .absorbNumber('threshold', terms.threshold)
    .absorbNumber('receivers', terms.receivers.length);
  for (const { index, channelKey } of terms.receivers) {
    transcript.absorbNumber('receiver', index).absorb('channel-key', channelKey);
  }
  const { from } = terms;
  transcript.absorb('from', from?.instance ?? new Uint8Array(0));
  if (from !== undefined) {
    transcript.absorbNumber('from-threshold', from.threshold).absorb('from-key', from.key);
    transcript.absorbNumber('from-holders', from.holders.length);
    for (const { index, publicShare } of from.holders) {
      transcript.absorbNumber('holder', index).absorb('public-share', publicShare);
    }
  }
  return transcript.absorbNumber('party', party);
}
