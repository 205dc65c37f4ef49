/**
 * Own transactions on their way to being final: judged as every tab judges them at apply, numbered, handed to the core;
 * and how long each took.
 */
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { judge } from '../../table/apply/judge.ts';
import type { TableRefusal } from '../../table/refusal.ts';
import { nextNonce } from '../../table/state/nonces.ts';
import type { TableState } from '../../table/state/state.ts';
import type { Unnumbered } from '../duties/deckWork.ts';
import type { Untimed } from './coreLoop.ts';

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

interface PendingOptions {
  readonly nowMs: () => number;
  readonly table: () => TableState;
  readonly feed: (input: Untimed) => void;
}

export class Pending {
  private nonce = -1;
  private list: readonly PendingTransaction[] = [];
  private readonly latencies: number[] = [];

  constructor(private readonly o: PendingOptions) {}

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

  /** Says it, as this author. The reason where the table would refuse it. */
  submit(author: number, transaction: Unnumbered): TableRefusal | undefined {
    const table = this.o.table();
    const nonce = Math.max(this.nonce + 1, nextNonce(table, author));
    const numbered = { ...transaction, nonce } as Transaction;
    const { refused } = judge(table, author, numbered);
    if (refused === undefined) this.say({ nonce, transaction: numbered, submittedMs: this.o.nowMs() });
    return refused;
  }

  /** One of the epoch before; it keeps its nonce, and is dropped where the table would refuse it now. */
  carry(author: number, p: PendingTransaction): void {
    if (judge(this.o.table(), author, p.transaction).refused === undefined) this.say(p);
  }

  private say(p: PendingTransaction): void {
    this.usedUp(p.nonce);
    this.list = [...this.list, p];
    this.o.feed({ kind: 'submit', transaction: encodeTransaction(p.transaction) });
  }

  /** It was output. */
  done(nonce: number): void {
    const own = this.list.find((p) => p.nonce === nonce);
    if (!own) return;
    this.list = this.list.filter((p) => p !== own);
    if (own.transaction.kind === 'bet') this.latencies.push(this.o.nowMs() - own.submittedMs);
    if (this.latencies.length > MOST_LATENCIES) this.latencies.shift();
  }
}
