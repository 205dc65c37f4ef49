/**
 * A history that is too long for one message, told in parts that whoever needs it asks for, one after the other.
 *
 * Upon having to tell somebody: only how long it is. Upon a question: the part that begins there, at most so often.
 * Upon hearing that there is more than we know: one of those who say so is asked for what comes next, the others when
 *   it is silent, gone, or brings nothing. A part is checked when it comes (book.ts), so that nobody makes us keep what
 *   no quorum has signed. With the last one comes the state, and the whole is looked at like any other history.
 */
import type { TableId } from '../../codec/ids.ts';
import { encodeMessage, type MessageOf } from '../../codec/wire.ts';
import type { Network, PeerId } from '../../net/network.ts';
import type { Scheduler } from '../clock.ts';
import type { EpochBook } from './book.ts';
import type { EpochGossip } from './gossip.ts';

type Part = MessageOf<'epochsPart'>['body'];
type Told = MessageOf<'epochs'>['body'];

/** A peer gets no more than one part in so long; milliseconds. */
const answerEveryMs = 1_000;
/** Whoever has not answered by then is not waited for; milliseconds. */
const patienceMs = 15_000;

interface LongHistoryOptions {
  readonly tableId: TableId;
  readonly network: Pick<Network, 'send'>;
  readonly scheduler: Pick<Scheduler, 'nowMs' | 'after'>;
  readonly book: EpochBook;
  readonly gossip: () => Pick<EpochGossip, 'extend'>;
  /** All of it is here. Rejects with what is our own fault. */
  readonly onWhole: (from: PeerId, told: Told) => Promise<void>;
}

export class LongHistory {
  /** Whom we ask now, and what ends waiting for it. */
  private asked: { readonly peer: PeerId; readonly total: number; readonly end: () => void } | undefined;
  /** Who else knows more than we do, and how much. */
  private readonly tellers = new Map<PeerId, number>();
  /** When a peer's next answer may be sent, and what takes back the one that waits. */
  private readonly answers = new Map<PeerId, { readonly dueMs: number; readonly cancel: () => void }>();

  constructor(private readonly o: LongHistoryOptions) {}

  stop(): void {
    this.done();
    this.tellers.clear();
    for (const peer of [...this.answers.keys()]) this.endAnswer(peer);
  }

  /** Its link is gone. */
  forget(peer: PeerId): void {
    this.tellers.delete(peer);
    this.endAnswer(peer);
    if (this.asked?.peer === peer) this.next();
  }

  announce(to: PeerId): void {
    this.say(to, { total: this.o.book.epoch, from: 1, checkpoints: [], state: new Uint8Array(0) });
  }

  question(from: PeerId, epoch: number): void {
    const nowMs = this.o.scheduler.nowMs();
    const dueMs = Math.max(nowMs, this.answers.get(from)?.dueMs ?? nowMs);
    this.answers.get(from)?.cancel();
    const answer = (): void => {
      this.answers.set(from, { dueMs: this.o.scheduler.nowMs() + answerEveryMs, cancel: () => undefined });
      const part = this.o.book.part(epoch);
      if (part) this.say(from, part);
    };
    if (dueMs <= nowMs) answer();
    else this.answers.set(from, { dueMs, cancel: this.o.scheduler.after(dueMs - nowMs, answer) });
  }

  async part(from: PeerId, part: Part): Promise<void> {
    const { book, gossip, onWhole } = this.o;
    const { total, checkpoints, state } = part;
    if (total <= book.epoch) return;
    if (this.asked?.peer !== from || checkpoints.length === 0) {
      // What nobody asked for is at most news of how much there is.
      if (this.asked?.peer === from) return;
      this.tellers.set(from, total);
      if (!this.asked) this.next();
      return;
    }
    this.done();
    const before = book.certifiedEpochs;
    if (!(await gossip().extend(from, part))) return this.next();
    if (state.length > 0 && book.certifiedEpochs >= total) {
      await onWhole(from, { checkpoints: book.first(total), state });
      return this.next();
    }
    if (book.certifiedEpochs > before) this.ask(from, total);
    else this.next();
  }

  /** Asks the next of those who know more than we do. */
  private next(): void {
    this.done();
    for (const [peer, total] of this.tellers) {
      this.tellers.delete(peer);
      if (total <= this.o.book.epoch) continue;
      this.ask(peer, total);
      return;
    }
  }

  private ask(peer: PeerId, total: number): void {
    const { book, network, scheduler, tableId } = this.o;
    this.done();
    this.asked = { peer, total, end: scheduler.after(patienceMs, () => this.next()) };
    // Where only the state is missing, it comes with the last checkpoint.
    const from = Math.min(book.certifiedEpochs + 1, total);
    network.send(peer, encodeMessage({ kind: 'epochsFrom', body: { tableId, from } }));
  }

  private done(): void {
    this.asked?.end();
    this.asked = undefined;
  }

  private endAnswer(peer: PeerId): void {
    this.answers.get(peer)?.cancel();
    this.answers.delete(peer);
  }

  private say(to: PeerId, part: Omit<Part, 'tableId'>): void {
    const { network, tableId } = this.o;
    network.send(to, encodeMessage({ kind: 'epochsPart', body: { tableId, ...part } }));
  }
}
