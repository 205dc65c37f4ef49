/**
 * Own transactions on their way to being final: judged as every tab judges them at apply, numbered, handed to the core;
 * and how long each took. Who has no number says nothing; nor does anybody before the journal is replayed.
 */
import { encodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { judge } from '../../table/apply/judge.ts';
import type { TableRefusal } from '../../table/refusal.ts';
import { nextNonce } from '../../table/state/nonces.ts';
import type { TableState } from '../../table/state/state.ts';
import type { Unnumbered } from '../duties/deckWork.ts';
import type { NodeRefusal } from '../refusal.ts';
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
  /** Our number in the epoch, undefined for an observer. */
  readonly author: number | undefined;
  /** The table is where this device left it. */
  readonly isAwake: () => boolean;
  readonly nowMs: () => number;
  readonly table: () => TableState;
  readonly feed: (input: Untimed) => void;
  readonly onChange: () => void;
}

export class Pending {
  private nonce = -1;
  private list: readonly PendingTransaction[] = [];
  private readonly latencies: number[] = [];

  constructor(private readonly o: PendingOptions) {}

  get all(): readonly PendingTransaction[] {
    return this.list;
  }

  /** Milliseconds from submitting to being final, of this tab's own actions, the newest last. */
  get latenciesMs(): readonly number[] {
    return this.latencies;
  }

  /** A journaled own block holds this one: it was said, whether it was ever output or not. */
  usedUp(nonce: number): void {
    this.nonce = Math.max(this.nonce, nonce);
  }

  /** What the player does. The reason is the table's own, from the same function that judges it at apply. */
  act(transaction: Unnumbered): NodeRefusal | undefined {
    // Too many wait already: the table stands still.
    return this.list.length >= MOST_PENDING ? 'busy' : this.submit(transaction);
  }

  /** What the player does or this seat owes. The reason where it cannot be said, or the table would refuse it. */
  submit(transaction: Unnumbered): NodeRefusal | undefined {
    const { author } = this.o;
    if (author === undefined) return 'watching';
    if (!this.o.isAwake()) return 'catching-up';
    const refused = this.number(author, transaction);
    if (refused === undefined) this.o.onChange();
    return refused;
  }

  private number(author: number, transaction: Unnumbered): TableRefusal | undefined {
    const table = this.o.table();
    const nonce = Math.max(this.nonce + 1, nextNonce(table, author));
    const numbered = { ...transaction, nonce } as Transaction;
    const { refused } = judge(table, author, numbered);
    if (refused === undefined) this.say({ nonce, transaction: numbered, submittedMs: this.o.nowMs() });
    return refused;
  }

  /** One of the epoch before; it keeps its nonce, and is dropped where the table would refuse it now. */
  carry(p: PendingTransaction): void {
    const { author } = this.o;
    // Its proof is of the epoch before: said in this one it would be a lie.
    if (p.transaction.kind === 'escrowKey') return;
    if (author !== undefined && judge(this.o.table(), author, p.transaction).refused === undefined)
      this.say(p);
  }

  private say(p: PendingTransaction): void {
    this.usedUp(p.nonce);
    this.list = [...this.list, p];
    this.o.feed({ kind: 'submit', transaction: encodeTransaction(p.transaction) });
  }

  /** It was output, as this author's. */
  done(author: number, nonce: number): void {
    if (author !== this.o.author) return;
    const own = this.list.find((p) => p.nonce === nonce);
    if (!own) return;
    this.list = this.list.filter((p) => p !== own);
    if (own.transaction.kind === 'bet') this.latencies.push(this.o.nowMs() - own.submittedMs);
    if (this.latencies.length > MOST_LATENCIES) this.latencies.shift();
  }
}
