/**
 * One identity's log in IndexedDB: blocks and committed slots in the order they were written, apart for each epoch, so
 * that a tab that opens a table reads the epoch that is on and none before it.
 *
 * Every transaction costs the browser about as much as everything else that is done with a block, so it is one
 * record per transaction, and what is asked for while one is being written goes into the next together (group
 * commit). A group is as durable as its strictest part.
 */
import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { Database, Migration } from './database.ts';
import { type BlockRecord, newestSlots, type SlotRecord } from './storage.ts';

export interface LogBatch {
  readonly blocks: readonly BlockRecord[];
  readonly slots: readonly SlotRecord[];
}

type Key = [identity: string, epoch: number, number: number];

/** The part of the database's schema that this file needs. Its number counts up in each epoch. */
export interface LogSchema extends DBSchema {
  entries: { key: Key; value: LogBatch };
}

/** Version 3 of the database had one row of records for all epochs. */
interface OlderSchema extends LogSchema {
  log: { key: [string, number]; value: LogBatch };
}

/** From version 3 to 4: every record under its epoch; of one that held several, a part under each. */
export const byEpoch: Migration = (db, tx) => {
  const older = db as unknown as IDBPDatabase<OlderSchema>;
  older.createObjectStore('entries');
  void moveAll(older, tx as unknown as IDBPTransaction<OlderSchema, ('log' | 'entries')[], 'versionchange'>);
};

async function moveAll(
  db: IDBPDatabase<OlderSchema>,
  tx: IDBPTransaction<OlderSchema, ('log' | 'entries')[], 'versionchange'>,
): Promise<void> {
  try {
    const entries = tx.objectStore('entries');
    for (
      let cursor = await tx.objectStore('log').openCursor();
      cursor !== null;
      cursor = await cursor.continue()
    ) {
      const [identity, number] = cursor.key;
      for (const [epoch, batch] of apart(cursor.value)) await entries.add(batch, [identity, epoch, number]);
    }
    db.deleteObjectStore('log');
  } catch {
    // Nothing is changed then, and whoever opens the database hears of it.
    tx.abort();
  }
}

/** The part of each epoch, in the order it was written. */
function apart({ blocks, slots }: LogBatch): Map<number, LogBatch> {
  const epochs = new Set([...blocks, ...slots].map((record) => record.epoch));
  return new Map(
    [...epochs].map((epoch) => [
      epoch,
      {
        blocks: blocks.filter((b) => b.epoch === epoch),
        slots: slots.filter((s) => s.epoch === epoch),
      },
    ]),
  );
}

/** It was stored, and only the word of it was lost with the connection. */
function isSame(a: LogBatch | undefined, b: LogBatch): boolean {
  const nameOf = ({ blocks, slots }: LogBatch): string =>
    [...blocks.map((block) => block.id), ...slots.map((s) => `${s.height} ${s.blockIds}`)].join();
  return a !== undefined && nameOf(a) === nameOf(b);
}

function blocksIn(batches: readonly LogBatch[]): BlockRecord[] {
  const byId = new Map(batches.flatMap((b) => b.blocks.map((block) => [block.id, block])));
  return [...byId.values()].sort((a, b) => a.round - b.round || a.author - b.author);
}

const slotsIn = (batches: readonly LogBatch[]): SlotRecord[] => newestSlots(batches.flatMap((b) => b.slots));

interface Waiting extends LogBatch {
  readonly strict: boolean;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

export class IndexedDbLog {
  private waiting: Waiting[] = [];
  private writing = false;
  /** By epoch: number of the next record; read from the database before the first is written. */
  private readonly next = new Map<number, number>();
  /** By epoch, or of all: what is being asked for at this moment. */
  private readonly asked = new Map<number | undefined, Promise<LogBatch[]>>();

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

  async blocks(epoch?: number): Promise<BlockRecord[]> {
    return blocksIn(await this.read(epoch));
  }

  /** A slot of a later epoch, or written later, replaces an earlier one of its height. */
  async slots(epoch?: number): Promise<SlotRecord[]> {
    return slotsIn(await this.read(epoch));
  }

  /** Both as of one moment, also while a tab writes: no slot without its blocks. */
  async all(): Promise<LogBatch> {
    const batches = await this.read();
    return { blocks: blocksIn(batches), slots: slotsIn(batches) };
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
    const durability = group.some((w) => w.strict) ? 'strict' : 'relaxed';
    const parts = apart({ blocks: group.flatMap((w) => w.blocks), slots: group.flatMap((w) => w.slots) });
    if (parts.size === 0) return;
    const numbers = new Map<number, number>();
    for (const epoch of parts.keys()) numbers.set(epoch, this.next.get(epoch) ?? (await this.end(epoch)));
    let tried = false;
    await this.db.run(async (db) => {
      const tx = db.transaction('entries', 'readwrite', { durability });
      const keyOf = (epoch: number): Key => [this.identity, epoch, numbers.get(epoch)!];
      let rest = [...parts];
      if (tried) {
        const stored = await Promise.all(rest.map(([epoch]) => tx.store.get(keyOf(epoch))));
        rest = rest.filter(([, batch], i) => !isSame(stored[i], batch));
      }
      tried = true;
      // Added, not put: a second writer of the same identity must fail and not overwrite.
      const writes = rest.map(([epoch, batch]) => tx.store.add(batch, keyOf(epoch)));
      await Promise.all([...writes, tx.done]);
    });
    for (const [epoch, number] of numbers) this.next.set(epoch, number + 1);
  }

  private async end(epoch: number): Promise<number> {
    const range = this.of(epoch);
    const last = await this.db.run((db) => db.transaction('entries').store.openKeyCursor(range, 'prev'));
    return last === null ? 0 : last.key[2] + 1;
  }

  /**
   * Blocks and slots are mostly asked for together: what is asked for at once is read once. Later nothing may be taken
   * from it, for something may have been written since.
   */
  private read(epoch?: number): Promise<LogBatch[]> {
    const known = this.asked.get(epoch);
    if (known) return known;
    const batches = this.db.run((db) => db.getAll('entries', this.of(epoch)));
    this.asked.set(epoch, batches);
    queueMicrotask(() => this.asked.delete(epoch));
    return batches;
  }

  /** The keys of one epoch's records, or of all. */
  private of(epoch?: number): IDBKeyRange {
    const prefix = epoch === undefined ? [this.identity] : [this.identity, epoch];
    return IDBKeyRange.bound(prefix, [...prefix, []]);
  }
}
