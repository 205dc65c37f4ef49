/** Begins to verify the proofs of blocks that have only just arrived, so that their commit need not wait. */
import { DecodeError } from '../../codec/decode.ts';
import { decodeTransaction, type Transaction, type TransactionKind } from '../../codec/transactions.ts';
import { judge } from '../../table/apply/judge.ts';
import type { TableState, UnjudgedProof } from '../../table/state/state.ts';
import type { VerdictCache } from './verdicts.ts';

/** Transactions whose statement cannot be told yet are kept and looked at again, at most so many. */
const capacity = 64;

const proven: ReadonlySet<TransactionKind> = new Set([
  'deckKey',
  'shuffle',
  'shares',
  'escrowKey',
  'escrowOpen',
  'show',
  'win',
]);

export class EarlyProofs {
  private waiting: { readonly author: number; readonly transaction: Transaction }[] = [];
  /** Proofs for the next deck whose verification has been begun. */
  private readonly asked = new WeakSet<UnjudgedProof>();

  constructor(
    private readonly verdicts: VerdictCache,
    private readonly table: () => TableState,
    private readonly onFatal: (error: unknown) => void,
  ) {}

  /** Transactions of a block that is not committed yet. */
  arrived(author: number, transactions: readonly Uint8Array[]): void {
    for (const bytes of transactions) {
      let transaction: Transaction;
      try {
        transaction = decodeTransaction(bytes);
      } catch (error) {
        if (error instanceof DecodeError) continue;
        throw error;
      }
      if (proven.has(transaction.kind)) this.waiting.push({ author, transaction });
    }
    if (this.waiting.length > capacity) this.waiting = this.waiting.slice(-capacity);
    this.look();
  }

  /** The table has moved on: what could not be told may be told now, and the next deck has new proofs. */
  moved(): void {
    for (const proof of this.table().nextDeck?.unjudged ?? []) {
      if (this.asked.has(proof)) continue;
      this.asked.add(proof);
      void this.verdicts.of(proof.statement).catch(this.onFatal);
    }
    this.look();
  }

  clear(): void {
    this.waiting = [];
  }

  private look(): void {
    const later: typeof this.waiting = [];
    for (const e of this.waiting) {
      const { requirements } = judge(this.table(), e.author, e.transaction);
      const statement = requirements?.deferred ?? requirements?.statement;
      if (statement) void this.verdicts.of(statement).catch(this.onFatal);
      else later.push(e);
    }
    this.waiting = later;
  }
}
