/**
 * Executes what is committed: decode, judge, compute what must be known, apply. Live play, replay and the verification
 * of files all come here, so that a log that plays cannot fail to verify.
 *
 * Upon a committed slot: the verdicts on what was sent for the next deck are waited for, then its blocks' transactions
 *   are executed in their order.
 * Upon a block whose author was output for the same round before: it is a twin, and nothing of it is executed.
 * Upon bytes that are no transaction: counted as its author's refusal.
 */
import type { BlockContent } from '../../codec/block.ts';
import { DecodeError } from '../../codec/decode.ts';
import { decodeTransaction, type Transaction } from '../../codec/transactions.ts';
import { applyJudged, refused } from '../../table/apply/apply.ts';
import type { Facts } from '../../table/apply/facts.ts';
import { judge } from '../../table/apply/judge.ts';
import { beginSlot } from '../../table/apply/slot.ts';
import type { TableState } from '../../table/state/state.ts';
import { divisionFor, namedHeights, type Saying, sharingFor } from './division.ts';
import { type Established, type FactMakers, factsFor, slotVerdicts, type VerdictOf } from './facts.ts';

/** A committed slot as it is executed. */
export interface SlotToExecute {
  /** Of the table, over all epochs. */
  readonly height: number;
  readonly round: number;
  /** Fair time, milliseconds of the table clock. */
  readonly timeMs: number;
  /** What it outputs, in total order, twins among them. */
  readonly contents: readonly ExecutedBlock[];
}

/** Of a block what executing reads. */
export type ExecutedBlock = Pick<BlockContent, 'author' | 'round' | 'transactions'> & Saying;

/** What executing says on its way. */
export interface Listener {
  /** The table as it is now; within a slot also before anything is waited for. */
  moved?(state: TableState): void;
  /** What the verdict on a proof of the table's log cost. */
  took?(proof: NonNullable<Established['proof']>): void;
  /** A transaction was applied or refused: its nonce is spent or of no more use. `before`: the table without it. */
  executed?(before: TableState, author: number, transaction: Transaction): void;
}

/** Executes the slots of one epoch, from its first one on. */
export class Executor {
  /** Places (round, author) whose block has been output. */
  readonly #output = new Set<number>();

  constructor(
    private readonly verdictOf: VerdictOf,
    private readonly makers: FactMakers,
    private readonly listener: Listener = {},
  ) {}

  /** The table after this slot. Rejects only when the workers cannot compute. */
  async slot(before: TableState, slot: SlotToExecute): Promise<TableState> {
    const { height, round, timeMs, contents } = slot;
    const { listener } = this;
    const verdicts = await slotVerdicts(before, this.verdictOf, (proof) => listener.took?.(proof));
    const authors = contents.map((c) => c.author);
    const division = await divisionFor(before, this.makers.worker);
    const named = namedHeights(contents);
    const sharing = await sharingFor(before, this.makers.worker);
    let state = beginSlot(before, { height, round, timeMs, authors, named }, verdicts, division, sharing);
    listener.moved?.(state);
    for (const content of contents) {
      if (!this.#isFirst(content)) continue;
      for (const bytes of content.transactions) {
        state = await this.transaction(state, content.author, bytes);
        listener.moved?.(state);
      }
    }
    return state;
  }

  /** Of twins only the first in total order is executed: the one rule for live play, replay and verification. */
  #isFirst({ author, round }: { readonly author: number; readonly round: number }): boolean {
    const place = 256 * round + author;
    if (this.#output.has(place)) return false;
    this.#output.add(place);
    return true;
  }

  /** The facts that applying a transaction would need; undefined where the table refuses it. */
  async factsOf(state: TableState, author: number, transaction: Transaction): Promise<Facts | undefined> {
    const judgement = judge(state, author, transaction);
    if (judgement.refused !== undefined) return undefined;
    return (await factsFor(judgement, this.verdictOf, this.makers)).facts;
  }

  /** The table after one committed transaction. */
  async transaction(state: TableState, author: number, bytes: Uint8Array): Promise<TableState> {
    let transaction: Transaction;
    try {
      transaction = decodeTransaction(bytes);
    } catch (error) {
      if (error instanceof DecodeError) return refused(state, author, error.reason).state;
      throw error;
    }
    const judgement = judge(state, author, transaction);
    if (judgement.refused !== undefined) {
      this.listener.executed?.(state, author, transaction);
      return refused(state, author, judgement.refused).state;
    }
    const { facts, proof } = await factsFor(judgement, this.verdictOf, this.makers);
    if (proof !== undefined) this.listener.took?.(proof);
    const { state: after } = applyJudged(state, judgement, facts);
    this.listener.executed?.(state, author, transaction);
    return after;
  }
}
