/** What verifying a log says on its way. */
import type { SignedBlock } from '../../codec/block.ts';
import type { KeyMessage } from '../../codec/keyMessages.ts';
import type { Transaction } from '../../codec/transactions.ts';
import type { Statement, Verdict } from '../../mentalpoker/statement.ts';
import type { TableState } from '../../table/state/state.ts';

/** What is said on the way, in the log's order. */
export interface LogListener {
  /** Every state that the log leads to: the first of each epoch, then the one after each slot. */
  seen?(state: TableState): void;
  /** The table's key has signed what the log comes to after a slot, under the key in service in `state`. */
  keySigned?(message: KeyMessage, state: TableState): void;
  judged?(statement: Statement, digest: string, verdict: Verdict): void;
  /** A transaction applied or refused; with the table as it was before. */
  executed?(before: TableState, author: number, transaction: Transaction): void;
  /** Two blocks of one author and round among an epoch's; with the state that the epoch began with. */
  contradicted?(start: TableState, one: SignedBlock, other: SignedBlock): void;
}
