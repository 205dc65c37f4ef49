/**
 * Brings two blocks of one author for one round before the table, as evidence.
 *
 * Upon two such blocks being seen or proven (contradictions.ts): kept, one pair for each author is enough.
 * Upon our turn: evidence is submitted, if it still says something new. Members take turns after the accused's
 *   number, a second and a half apart, because one transaction is enough and the others would only be noise.
 *   Nobody relies on them: where the first ones are silent, the next one speaks.
 * Upon the next epoch: what was seen is brought forward there as well, in case the table has not heard of it.
 * What is submitted has passed the very checks that every tab makes on it; a pair that does not is dropped.
 */
import { encodeProof, type TwoBlocks } from '../../codec/evidence.ts';
import { type BodyOf, type Transaction, TWO_BLOCKS } from '../../codec/transactions.ts';
import type { Facts } from '../../table/apply/facts.ts';
import { nextNonce } from '../../table/state/nonces.ts';
import type { TableState } from '../../table/state/state.ts';
import type { Scheduler } from '../clock.ts';
import type { NodeRefusal } from '../refusal.ts';
import type { Unnumbered } from './deckWork.ts';

export interface AccuserOptions {
  /** Our own number in the epoch. */
  readonly self: number;
  readonly scheduler: Scheduler;
  readonly table: () => TableState;
  /** The facts that applying it would need; undefined where it would be refused. */
  readonly facts: (transaction: Transaction) => Promise<Facts | undefined>;
  readonly submit: (transaction: Unnumbered) => NodeRefusal | undefined;
  readonly onFatal: (error: unknown) => void;
}

/** Between one member's turn and the next one's; final is what was submitted a few round trips later. */
const turnMs = 1_500;

/** One of each member, and of those of two epochs before; more is not looked at. */
const mostSeen = 64;

/** Evidence as a transaction carries it. */
export type Accusation = BodyOf<'evidence'>;
export type Accusations = ReadonlyMap<string, Accusation>;

export class Accuser {
  /** What was seen, by what it is about. */
  private readonly seen = new Map<string, Accusation>();
  private readonly cancels = new Set<() => void>();
  private stopped = false;

  constructor(private readonly o: AccuserOptions) {}

  /** Two different blocks of `author` for one round. */
  saw(author: number, proof: TwoBlocks): void {
    // Whoever signs with our own key elsewhere is us; the core stops signing.
    if (author === this.o.self) return;
    this.bring(`${author}`, { kind: TWO_BLOCKS, accused: author, bytes: encodeProof(proof) });
  }

  /** What was seen in the epoch before: it may not have come before the table there. */
  carry(before: Accusations): void {
    for (const [name, body] of before) this.bring(`before.${name}`, body);
  }

  /** To be carried into the next epoch; what has been told is known there, and is not told again. */
  get accusations(): Accusations {
    return this.seen;
  }

  private bring(about: string, body: Accusation): void {
    if (this.stopped || this.seen.has(about) || this.seen.size >= mostSeen) return;
    this.seen.set(about, body);
    const members = this.o.table().validators.length;
    const turn = (this.o.self - (body.accused % members) - 1 + members) % members;
    const cancel = this.o.scheduler.after(turn * turnMs, () => {
      this.cancels.delete(cancel);
      void this.speak({ kind: 'evidence', body }).catch(this.o.onFatal);
    });
    this.cancels.add(cancel);
  }

  stop(): void {
    this.stopped = true;
    for (const cancel of this.cancels) cancel();
    this.cancels.clear();
  }

  private async speak(evidence: Unnumbered & { kind: 'evidence' }): Promise<void> {
    const nonce = nextNonce(this.o.table(), this.o.self);
    const facts = await this.o.facts({ ...evidence, nonce });
    // Refused is what has been told already, or belongs to an epoch that is over.
    if (facts?.signaturesHold === true && !this.stopped) this.o.submit(evidence);
  }
}
