/**
 * The table as far as it is committed: slots in their order, one at a time.
 *
 * Upon committed slots: stored, then executed one after the other; a proof whose verdict is not there yet is waited
 *   for, and a worker that cannot compute stops the tab, for a guess would fork it.
 * Upon a slot's end: what it ended is closed, and whoever looks at the table after each slot does.
 * Upon a slot that ends the epoch, or the last slot before an adjournment: nothing more is applied.
 */
import type { CommittedSlot } from '../../consensus/types.ts';
import { stateRoot } from '../../table/state/root.ts';
import type { TableState } from '../../table/state/state.ts';
import { isToldOf } from '../../table/state/toldOf.ts';
import { Executor } from '../execution/execute.ts';
import type { FactMakers, VerdictOf } from '../execution/facts.ts';
import type { Standing } from './status.ts';

interface ApplyingOptions {
  /** The state with which the epoch begins. */
  readonly start: TableState;
  readonly standing: Standing;
  readonly verdictOf: VerdictOf;
  readonly makers: FactMakers;
  /** Puts committed slots on disk; before any of them is applied. */
  readonly store: (slots: readonly CommittedSlot[]) => Promise<void>;
  /** A transaction of this author was applied or refused. */
  readonly executed: (author: number, nonce: number) => void;
  /** A height is settled that blocks tell of. */
  readonly told: (height: number, root: Uint8Array) => void;
  /** A slot was applied to `before`. */
  readonly closeHand: (before: TableState) => Promise<void>;
  /** The same, whether the epoch goes on or not. */
  readonly settled: (before: TableState, after: TableState) => void;
  /** A slot is applied, and the epoch goes on. */
  readonly afterSlot: () => void;
  /** The epoch was adjourned in the middle of whatever went on. */
  readonly adjourned: () => Promise<void>;
  /** The epoch is over. */
  readonly end: () => void;
  readonly onFatal: (error: unknown) => void;
}

export class Applying {
  /** Now; it may be in the middle of a slot, waiting for a verdict. */
  table: TableState;
  /** After the last whole slot. */
  settled: TableState;
  readonly executor: Executor;
  private readonly slots: CommittedSlot[] = [];
  private readonly tookMs = new Map<string, number>();
  private running = false;
  private rooted: { readonly table: TableState; readonly root: Uint8Array } | undefined;

  constructor(private readonly o: ApplyingOptions) {
    this.table = o.start;
    this.settled = o.start;
    this.executor = new Executor(o.verdictOf, o.makers, {
      moved: (table) => {
        this.table = table;
      },
      took: ({ id, tookMs }) => this.tookMs.set(id, tookMs),
      executed: (_before, author, { nonce }) => o.executed(author, nonce),
    });
  }

  /** Hash tree root of the state after the last whole slot, 32 bytes. */
  get root(): Uint8Array {
    const { settled: table } = this;
    if (this.rooted?.table !== table) this.rooted = { table, root: stateRoot(table) };
    return this.rooted.root;
  }

  /** What the verdict on a proof of the table's log cost, milliseconds. */
  tookMsOf(proofId: string): number | undefined {
    return this.tookMs.get(proofId);
  }

  push(slot: CommittedSlot): void {
    this.slots.push(slot);
    this.go();
  }

  /** The epoch is adjourned: what is committed is still applied, and then it is over. */
  close(): void {
    if (this.o.standing.is === 'running') this.o.standing.become('closing');
    this.go();
  }

  private go(): void {
    void this.applyAll().catch(this.o.onFatal);
  }

  private async applyAll(): Promise<void> {
    const { standing } = this.o;
    if (this.running) return;
    this.running = true;
    try {
      while (this.slots.length > 0 && !standing.isStopped) {
        const slots = this.slots.splice(0);
        await this.o.store(slots);
        for (const slot of slots) {
          if (standing.isOver) break;
          await this.apply(slot);
        }
      }
      if (standing.is === 'closing') {
        await this.o.adjourned();
        this.end();
      }
    } finally {
      this.running = false;
    }
  }

  private async apply({ round, timeMs, height, blocks }: CommittedSlot): Promise<void> {
    const before = this.table;
    const contents = blocks.map(({ block }) => block.content);
    await this.executor.slot(before, { height: this.o.start.height + height, round, timeMs, contents });
    this.settled = this.table;
    if (isToldOf(before, this.table)) this.o.told(this.table.height, this.root);
    await this.o.closeHand(before);
    this.o.settled(before, this.table);
    if (this.table.epochEnds) this.end();
    else this.o.afterSlot();
  }

  private end(): void {
    if (this.o.standing.isStopped) return;
    this.slots.length = 0;
    this.o.end();
  }
}
