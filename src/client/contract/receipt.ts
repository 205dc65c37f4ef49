/** A receipt as it is shown to whoever opens it. */
import type { ReceiptFault } from '../../light/check.ts';
import type { BreachKind } from '../../light/several.ts';
import type { MoneyView } from './money.ts';

export type { BreachKind as ReceiptBreachKind, ReceiptFault };

/** One whose device answers for a receipt. */
export interface ReceiptMember {
  readonly nickname: string;
  /** Undefined for a witness. */
  readonly seat: number | undefined;
  /** Of its key: five groups of four hexadecimal digits. */
  readonly fingerprint: string;
  /** Its own signature stands under it; where the table's key signed nobody's does. */
  readonly signed: boolean;
}

export interface ReceiptPlayer {
  /** Undefined for one who came later than the members that the receipt shows. */
  readonly nickname: string | undefined;
  readonly fingerprint: string;
  /** Several who left long ago. */
  readonly isMany: boolean;
  readonly seat: number | undefined;
  /** Won or, negative, lost. */
  readonly resultChips: number;
  readonly broughtChips: number;
  readonly tableChips: number;
}

/** What it says of the table: chips after a hand, the evening's end, or a decision that the clock made. */
export type ReceiptSays =
  | { readonly kind: 'checkpoint' | 'standing'; readonly hand: number }
  | { readonly kind: 'blocks' }
  | { readonly kind: 'closing'; readonly unfinished: readonly number[] }
  | { readonly kind: 'timeout'; readonly hand: number; readonly seat: number };

export interface ReceiptView {
  readonly tableId: string;
  /** Under which the table meets, as short links name it; hexadecimal. */
  readonly meetingKey: string;
  readonly tableName: string;
  readonly says: ReceiptSays;
  /** It is of the table as it was closed for good: nothing comes after it. Else later hands may have followed. */
  readonly isClosing: boolean;
  /** Committed slots of the table. */
  readonly height: number;
  /** Of the table's key; undefined where blocks speak for it. */
  readonly words: readonly string[] | undefined;
  /** How many of the members had to agree. */
  readonly threshold: number;
  readonly members: readonly ReceiptMember[];
  /** Nicknames of those without whom the table went on, and whose devices have agreed to nothing of it. */
  readonly absent: readonly string[];
  readonly players: readonly ReceiptPlayer[];
  readonly money: MoneyView | undefined;
  /** Roots of the checkpoints that it shows, in hexadecimal, the first epoch's first. */
  readonly checkpoints: readonly string[];
}

export type CheckedReceipt =
  | { readonly ok: true; readonly receipt: ReceiptView; readonly isLast: boolean }
  | { readonly ok: false; readonly fault: ReceiptFault };

/** Two receipts that cannot both be true. */
export interface ReceiptBreach {
  readonly kind: BreachKind;
  /** Places in the list. */
  readonly between: readonly [number, number];
  /** Whose own signatures stand under both. */
  readonly names: readonly string[];
}

export interface CheckedReceipts {
  /** In the order in which they were given. */
  readonly receipts: readonly CheckedReceipt[];
  readonly breaches: readonly ReceiptBreach[];
}

/** Whether a receipt is of the table of a link, and, as far as both tell, of the same history. */
export type LinkMatch = 'same' | 'other-table' | 'other-history' | 'bad-link';

/** A receipt to hand on. */
export interface MadeReceipt {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Path and fragment of the page that checks it. */
  readonly path: string;
  /** Headers of blocks speak for it, the table's key having signed less. */
  readonly byBlocks: boolean;
  /** Of the table as it was closed for good. */
  readonly isClosing: boolean;
}
