/**
 * Whether a table's key goes on when its members change: a key has a threshold for life, the least number of holders
 * that could ever sign under it. Otherwise two founders, who once were all it took, could sign for the table of nine
 * that came later; erasing old shares is a promise that nobody can check.
 */
import { quorumSize } from '../../codec/quorum.ts';

/** A key in service, when an epoch begins. */
export interface KeyInService {
  /** The least threshold under which it was ever shared. */
  readonly thresholdForLife: number;
  /** How many of its holders sign now. */
  readonly threshold: number;
  /** Numbers of its holders who are members of the epoch that begins. */
  readonly staying: number;
  /** Epochs in a row in which it was to sign and has signed nothing. */
  readonly silentEpochs: number;
}

/** What an epoch does for its key: nothing (too few), makes one, or deals on the one there is. */
export type KeyPlan = 'none' | 'make' | 'deal on';

/** After so many epochs in which it signed nothing a key is replaced: whoever withholds locks nobody out. */
const SILENT_EPOCHS = 2;

/**
 * `receivers` are the members with a channel key when dealing begins, out of `members` of the epoch. One who is alone
 * has no key; what was shared before is not dealt on from that point.
 */
export function planKey(members: number, receivers: number, key: KeyInService | undefined): KeyPlan {
  const threshold = quorumSize(members);
  if (members < 2 || receivers < threshold) return 'none';
  const goesOn =
    key !== undefined &&
    threshold <= key.thresholdForLife &&
    key.staying >= key.threshold &&
    key.silentEpochs < SILENT_EPOCHS;
  return goesOn ? 'deal on' : 'make';
}

/** The threshold for life of a key that has been dealt on under `threshold`. */
export function thresholdForLife(before: number | undefined, threshold: number): number {
  return Math.min(before ?? threshold, threshold);
}
