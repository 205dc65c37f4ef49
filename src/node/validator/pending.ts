/** Own transactions on their way to being final: their nonces, and how long each took. */
import type { Transaction } from '../../codec/transactions.ts';

/** An own transaction that has not been output yet. */
export interface PendingTransaction {
  readonly nonce: number;
  readonly transaction: Transaction;
  /** By the scheduler's clock. */
  readonly submittedMs: number;
}

/** Measurements that are kept. */
const MOST_LATENCIES = 1000;
/** Transactions on their way; whatever stands still, a player and its duties need no more. */
const MOST_PENDING = 256;

export class Pending {
  private nonce = -1;
  private list: readonly PendingTransaction[] = [];
  private readonly latencies: number[] = [];

  constructor(private readonly nowMs: () => number) {}

  get all(): readonly PendingTransaction[] {
    return this.list;
  }

  /** Too many wait already: the table stands still. */
  get isFull(): boolean {
    return this.list.length >= MOST_PENDING;
  }

  /** Milliseconds from submitting to being final, of this tab's own actions, the newest last. */
  get latenciesMs(): readonly number[] {
    return this.latencies;
  }

  /** A journaled own block holds this one: it was said, whether it was ever output or not. */
  usedUp(nonce: number): void {
    this.nonce = Math.max(this.nonce, nonce);
  }

  /** The next nonce, of which the table knows those below `atLeast`. */
  next(atLeast: number): number {
    return Math.max(this.nonce + 1, atLeast);
  }

  add(transaction: Transaction): void {
    const { nonce } = transaction;
    this.nonce = nonce;
    this.list = [...this.list, { nonce, transaction, submittedMs: this.nowMs() }];
  }

  /** One of the epoch before; it keeps its nonce. */
  carry(p: PendingTransaction): void {
    this.usedUp(p.nonce);
    this.list = [...this.list, p];
  }

  /** It was output. */
  done(nonce: number): void {
    const own = this.list.find((p) => p.nonce === nonce);
    if (!own) return;
    this.list = this.list.filter((p) => p !== own);
    if (own.transaction.kind === 'bet') this.latencies.push(this.nowMs() - own.submittedMs);
    if (this.latencies.length > MOST_LATENCIES) this.latencies.shift();
  }
}
