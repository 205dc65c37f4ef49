/**
 * The protocol between the table and whoever runs it: what has to be computed before a transaction is applied, and
 * the answers. All of it is a function of bytes named here, so it can be computed anywhere, at any time.
 */
import type { RecoverSharesArgs } from '../../mentalpoker/escrowOpen.ts';
import type { Statement, Verdict } from '../../mentalpoker/statement.ts';
import type { PreparedDeck } from '../deck/nextDeck.ts';
import type { OpeningRequest } from '../deck/ownCards.ts';
import type { CountedRefusal, FaultReason } from '../refusal.ts';
import type { SignatureCheck } from '../state/signature.ts';
import type { TableState } from '../state/state.ts';

/** What has to be computed before a transaction is applied. Empty for most. */
export interface Requirements {
  /** A proof to be judged. */
  readonly statement: Statement | undefined;
  /** A proof for the next deck: applying does not wait for its verdict, which is asked for later (`unjudged`). */
  readonly deferred?: Statement;
  /** The joint key and canonical deck, when this hand key is the last one; only if the verdict is ok, or deferred. */
  readonly prepare: { readonly publicKeys: readonly Uint8Array[]; readonly size: number } | undefined;
  /** Cards that these shares complete; only if the verdict is ok. */
  readonly openings: readonly OpeningRequest[];
  /** Ed25519 signatures that the transaction carries; all of them together are one fact. */
  readonly signatures?: readonly SignatureCheck[];
  /** Shares of an absent seat that this opening completes; only if the verdict is ok. Then `recoveredOpenings`. */
  readonly recover?: RecoverSharesArgs;
  /** Id of the `ProofEntry` that applying will make; for timings. */
  readonly proofId: string | undefined;
}

/** The answers to `Requirements`. */
export interface Facts {
  /** Every one of `signatures` holds under an admissible key. */
  readonly signaturesHold?: boolean;
  readonly verdict?: Verdict;
  /** null: the keys have no usable joint key. */
  readonly prepared?: PreparedDeck | null;
  /** null: the openings give no shares, which verified ones always do. */
  readonly recovered?: Uint8Array | null;
  /** `openCard` of each requested opening: index into the game's deck, undefined where the point is no card. */
  readonly opened?: readonly (number | undefined)[];
}

export interface Applied {
  readonly state: TableState;
  readonly applied: boolean;
  /** Why it was refused, or what its author is held to have lied about. */
  readonly reason?: CountedRefusal | `fault:${FaultReason}`;
}
