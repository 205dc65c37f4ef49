/**
 * What a feeder tells, several blocks in a message: a message costs those who pass it on much the same whatever it
 * holds, and a table says some thirty blocks a second.
 *
 * Upon a block that has entered the DAG: it is held for a moment, so that others may join it. Feeders take turns, each
 *   waiting longer than the one before it. Upon hearing it on the rail while it is held: it needs no telling any more.
 *   So as long as the first feeder speaks the others are silent, and what it leaves out they say a little later.
 * Upon a signature over a checkpoint: told at once, one each epoch is no burden.
 */
import { encodeSignedBlock, type SignedBlock } from '../../codec/block.ts';
import { encodeMessage } from '../../codec/wire.ts';
import { railLimits } from '../../net/rail/limits.ts';
import type { Scheduler } from '../clock.ts';
import type { RailMessage } from './tap.ts';

interface BatchOptions {
  readonly scheduler: Scheduler;
  /** Of this feeder, milliseconds; it may change. */
  readonly waitMs: () => number;
  readonly publish: (message: Uint8Array) => void;
}

interface Held {
  readonly block: SignedBlock;
  readonly bytes: number;
  readonly atMs: number;
}

/** Names of blocks that were told, or heard. */
const NAMES_KEPT = 2_048;

export class BatchedFeed {
  private readonly held = new Map<string, Held>();
  private readonly out = new Set<string>();
  private cancel: (() => void) | undefined;

  constructor(private readonly o: BatchOptions) {}

  /** @param key a block's id in hexadecimal */
  take(message: RailMessage, key: string | undefined): void {
    if (message.kind !== 'block' || key === undefined) {
      this.o.publish(encodeMessage(message));
      return;
    }
    // An own block comes twice: when it is sent, and when it is in the DAG.
    if (this.out.has(key) || this.held.has(key)) return;
    const block = message.body;
    this.held.set(key, {
      ...{ block, bytes: encodeSignedBlock(block).length },
      atMs: this.o.scheduler.nowMs(),
    });
    this.cancel ??= this.o.scheduler.after(this.o.waitMs(), () => this.flush());
  }

  /** The very block was heard on the rail. */
  heard(key: string): void {
    this.held.delete(key);
    this.remember(key);
  }

  stop(): void {
    this.cancel?.();
    this.held.clear();
  }

  private remember(key: string): void {
    this.out.add(key);
    if (this.out.size > NAMES_KEPT) this.out.delete(this.out.values().next().value!);
  }

  /** What is due goes, and what soon would be with it; whoever waits for another feeder leaves it what is newest. */
  private flush(): void {
    const { scheduler, waitMs } = this.o;
    const nowMs = scheduler.nowMs();
    const youngest = nowMs - Math.max(0, waitMs() - railLimits.batchMs);
    const due = [...this.held].filter(([, { atMs }]) => atMs <= youngest);
    for (const [key] of due) {
      this.held.delete(key);
      this.remember(key);
    }
    this.publish(due.map(([, held]) => held));
    const next = this.held.values().next().value;
    this.cancel = next && scheduler.after(Math.max(0, next.atMs + waitMs() - nowMs), () => this.flush());
  }

  private publish(due: readonly Held[]): void {
    let batch: SignedBlock[] = [];
    let bytes = 0;
    const send = (): void => {
      if (batch.length > 0) this.o.publish(encodeMessage({ kind: 'blocks', body: { blocks: batch } }));
      batch = [];
      bytes = 0;
    };
    for (const { block, bytes: more } of due) {
      const isOther = batch.length > 0 && batch[0]!.content.epoch !== block.content.epoch;
      if (isOther || batch.length === railLimits.batchBlocks || bytes + more > railLimits.batchBytes) send();
      batch.push(block);
      bytes += more;
    }
    send();
  }
}
