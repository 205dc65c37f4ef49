/**
 * Begins to verify the proofs of blocks that have only just arrived, so that their commit need not wait: the first that
 * an author sends for each duty of its, and no other. Whatever else it sends costs nobody anything until it is
 * committed, and then it costs its author.
 *
 * Upon a shuffle of the deck that is waited for: whoever is next hears what the table becomes if it is committed.
 */
import { DecodeError } from '../../codec/decode.ts';
import { decodeTransaction, type Transaction, type TransactionKind } from '../../codec/transactions.ts';
import type { Statement } from '../../mentalpoker/statement.ts';
import { applyJudged } from '../../table/apply/apply.ts';
import { type Judged, judge } from '../../table/apply/judge.ts';
import type { TableState, UnjudgedProof } from '../../table/state/state.ts';
import type { VerdictCache } from './verdicts.ts';

/** Transactions whose statement cannot be told yet are kept and looked at again, of one author at most so many. */
const perAuthor = 8;
/** Duties that are remembered as begun; the oldest are forgotten. */
const begunKept = 1_024;

const proven: ReadonlySet<TransactionKind> = new Set([
  'deckKey',
  'shuffle',
  'shares',
  'escrowKey',
  'escrowOpen',
  'show',
  'win',
  'channelKey',
  'dkgDeal',
  'dkgComplaint',
  'dkgReady',
  'keySigned',
]);

export class EarlyProofs {
  private waiting: { readonly author: number; readonly transaction: Transaction; readonly duty: string }[] =
    [];
  /** Author and duty of what is verified already: another proof of it is verified only if it is committed. */
  private readonly begun = new Set<string>();
  /** Proofs for the next deck whose verification has been begun. */
  private readonly asked = new WeakSet<UnjudgedProof>();

  constructor(
    private readonly verdicts: VerdictCache,
    private readonly table: () => TableState,
    private readonly onFatal: (error: unknown) => void,
    /** Hears of the table as it is once a shuffle that has arrived is committed and holds. */
    private readonly foreseen: (after: TableState) => void = () => undefined,
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
      if (!proven.has(transaction.kind)) continue;
      const duty = `${author}:${dutyOf(transaction)}`;
      const own = this.waiting.filter((e) => e.author === author);
      if (this.begun.has(duty) || own.some((e) => e.duty === duty)) continue;
      if (own.length >= perAuthor) this.waiting.splice(this.waiting.indexOf(own[0]!), 1);
      this.waiting.push({ author, transaction, duty });
    }
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

  private begin(duty: string, statement: Statement): void {
    this.begun.add(duty);
    if (this.begun.size > begunKept) this.begun.delete(this.begun.values().next().value!);
    void this.verdicts.of(statement).catch(this.onFatal);
  }

  private look(): void {
    const later: typeof this.waiting = [];
    for (const e of this.waiting) {
      const judgement = judge(this.table(), e.author, e.transaction);
      const { requirements } = judgement;
      const statement = requirements?.deferred ?? requirements?.statement;
      if (statement === undefined) later.push(e);
      else if (!this.begun.has(e.duty)) {
        this.begin(e.duty, statement);
        if (judgement.refused === undefined) this.foresee(judgement);
      }
    }
    this.waiting = later;
  }

  private foresee(judgement: Judged): void {
    if (judgement.requirements.statement?.kind !== 'shuffle') return;
    this.foreseen(applyJudged(judgement.state, judgement, { verdict: { ok: true } }).state);
  }
}

/** What a proof is sent for: two with the same name are alternatives. */
function dutyOf({ kind, body }: Transaction): string {
  const named = body as Partial<Record<'hand' | 'attempt' | 'step' | 'seat' | 'dealer', unknown>>;
  const { hand, attempt, step, seat, dealer } = named;
  const street = 'positions' in body ? body.positions.join('.') : '';
  return [kind, hand, attempt, step, seat, dealer, street].join(':');
}
