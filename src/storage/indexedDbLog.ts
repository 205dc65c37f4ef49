/**
 * One identity's log in IndexedDB: blocks and committed slots in the order they were written.
 *
 * Every transaction costs the browser about as much as everything else that is done with a block, so it is one
 * record per transaction, and what is asked for while one is being written goes into the next together (group
 * commit). A group is as durable as its strictest part.
 */
import type { DBSchema } from 'idb';
import type { Database } from './database.ts';
import type { BlockRecord, SlotRecord } from './storage.ts';

export interface LogBatch {
  readonly blocks: readonly BlockRecord[];
  readonly slots: readonly SlotRecord[];
}

/** The part of the database's schema that this file needs. */
export interface LogSchema extends DBSchema {
  log: { key: [string, number]; value: LogBatch };
}

interface Waiting extends LogBatch {
  readonly strict: boolean;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export class IndexedDbLog {
  private waiting: Waiting[] = [];
  private writing = false;
  /** Number of the next record; read from the database before the first is written. */
  private next: number | undefined;

  constructor(
    private readonly db: Database<LogSchema>,
    private readonly identity: string,
  ) {}

  /** Resolves when the batch is in the database; with `strict`, when it would survive a crash of the machine. */
  append(batch: LogBatch, strict: boolean): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ ...batch, strict, done, failed });
      if (!this.writing) void this.writeAll();
    });
  }

  async blocks(): Promise<BlockRecord[]> {
    const byId = new Map((await this.read()).flatMap((b) => b.blocks.map((block) => [block.id, block])));
    return [...byId.values()].sort((a, b) => a.round - b.round || a.author - b.author);
  }

  /** A slot written later replaces an earlier one of its height. */
  async slots(): Promise<SlotRecord[]> {
    const byHeight = new Map((await this.read()).flatMap((b) => b.slots.map((slot) => [slot.height, slot])));
    return [...byHeight.values()].sort((a, b) => a.height - b.height);
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      // What the same event leads to comes along.
      await Promise.resolve();
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.write(group);
        for (const w of group) w.done();
      } catch (error) {
        for (const w of group) w.failed(error);
      }
    }
    this.writing = false;
  }

  private async write(group: readonly Waiting[]): Promise<void> {
    this.next ??= await this.end();
    const durability = group.some((w) => w.strict) ? 'strict' : 'relaxed';
    const key: [string, number] = [this.identity, this.next];
    const batch = { blocks: group.flatMap((w) => w.blocks), slots: group.flatMap((w) => w.slots) };
    await this.db.run(async (db) => {
      const tx = db.transaction('log', 'readwrite', { durability });
      // Added, not put: a second writer of the same identity must fail and not overwrite.
      await Promise.all([tx.store.add(batch, key), tx.done]);
    });
    this.next++;
  }

  private async end(): Promise<number> {
    const last = await this.db.run((db) => db.transaction('log').store.openKeyCursor(this.all, 'prev'));
    return last === null ? 0 : last.key[1] + 1;
  }

  private read(): Promise<LogBatch[]> {
    return this.db.run((db) => db.getAll('log', this.all));
  }

  private get all(): IDBKeyRange {
    return IDBKeyRange.bound([this.identity], [this.identity, []]);
  }
}
