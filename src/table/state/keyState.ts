/** The table's key as every tab knows it: plain, replicated, nothing secret. */
import type { KeyWord } from '../../codec/keyCertificate.ts';
import type { Generation } from '../../mentalpoker/threshold/generation.ts';
import type { Sharing } from '../../mentalpoker/threshold/sharing.ts';

/** A sharing of the epoch that is on, on its way. */
export interface KeyGeneration extends Generation {
  /** Who may deal: its number in the sharing that is dealt on, or in this one where a key is made; and as an author. */
  readonly dealers: readonly { readonly index: number; readonly author: number }[];
  /** What it came to, once complaints are over; null where that is no key. */
  readonly made?: Sharing | null;
  /** Ed25519 signatures that came with `ready`, in the same order. */
  readonly signatures: readonly Uint8Array[];
}

/** The first holders' word for a key. */
export interface KeyCertificate {
  readonly word: KeyWord;
  readonly signatures: readonly {
    /** Author number in the word's epoch. */
    readonly validator: number;
    readonly signature: Uint8Array;
  }[];
}

/** The sharing that signs now. */
export interface ServingKey {
  readonly sharing: Sharing;
  /** Ed25519 keys of the members who hold it, in the order of `sharing.holders`. */
  readonly holderKeys: readonly Uint8Array[];
  /** The least threshold under which the key was ever shared. */
  readonly thresholdForLife: number;
  /** Epochs in a row in which it has signed nothing that it was asked for, or too few of its holders dealt it on. */
  readonly silentEpochs: number;
  /** Since when this key, not this sharing of it: hands begun before, and time of the table's clock. */
  readonly sinceHand: number;
  readonly sinceMs: number;
  readonly certificate: KeyCertificate;
}

export interface TableKey {
  /** When the epoch began, by the table's clock. */
  readonly epochBeganMs: number;
  /** Channel keys of the epoch by author number; null until announced. */
  readonly channelKeys: readonly (Uint8Array | null)[];
  readonly generation?: KeyGeneration;
  readonly serving?: ServingKey;
  /** In this epoch the key in service has had something to sign: since when, and whether it has signed anything. */
  readonly asked?: { readonly sinceMs: number; readonly signed: boolean };
}
