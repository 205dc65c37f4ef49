/**
 * What a validator puts on disk before it says it or shows it.
 *
 * Upon a block that entered the DAG: kept until the next write, which takes it along.
 * Upon an own block: signed, journaled strictly with all that stands below it, and only then durable.
 * Upon committed slots: stored with the blocks that decide them, before any of it shows as final. What is replayed
 *   after a restart stands there already.
 */
import { type BlockContent, blockSigningBytes } from '../../codec/block.ts';
import {
  asDurable,
  asVerified,
  type CommittedSlot,
  type Durable,
  type VerifiedBlock,
} from '../../consensus/types.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import type { BlockRecord, GameStorage } from '../../storage/storage.ts';
import type { TableState } from '../../table/state/state.ts';
import { slotRecordOf } from '../execution/slotRecord.ts';
import { recordOf } from './blockRecords.ts';

interface JournalOptions {
  /** The state with which the epoch begins. */
  readonly start: TableState;
  /** Slots up to this height are stored already: the same blocks have decided them before. */
  readonly storedHeight: number;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly ed25519: Ed25519;
  readonly storage: GameStorage;
}

export class Journal {
  /** Blocks in the DAG that are not on disk yet; they go there with the next own block or slot. */
  private readonly unstored = new Map<string, BlockRecord>();
  /** Own blocks on disk that the DAG is about to take. */
  private readonly stored = new Set<string>();
  /** The last own block on its way to the disk. */
  private journaling: Promise<unknown> = Promise.resolve();
  /** The last own block's signature on its way. */
  private signing: Promise<unknown> = Promise.resolve();

  constructor(private readonly o: JournalOptions) {}

  accepted(block: VerifiedBlock): void {
    // An own one is on disk before it is in the DAG.
    if (this.stored.delete(block.key)) return;
    this.unstored.set(block.key, recordOf(block));
  }

  /** Signs an own block and stores it; rejects when the disk fails, and nothing may then be said. */
  async sign(content: BlockContent, id: Uint8Array): Promise<Durable<VerifiedBlock>> {
    const signing = this.o.ed25519.sign(this.o.secretKey, blockSigningBytes(id));
    this.signing = signing;
    const signature = await signing;
    const block = asVerified({ content, signature }, id);
    const records = [...this.unstored.values(), recordOf(block)];
    this.unstored.clear();
    const journaling = this.o.storage.journal(records);
    this.journaling = journaling;
    await journaling;
    this.stored.add(block.key);
    return asDurable(block);
  }

  /** Once nothing more is proposed: every own block that was signed is on disk. */
  async idle(): Promise<void> {
    await this.signing;
    // Its signature comes first; the write begins right after.
    await Promise.resolve();
    await this.journaling;
  }

  /** Everything committed is in the database before any of it shows as final. */
  async storeSlots(slots: readonly CommittedSlot[]): Promise<void> {
    // Until the step that put them out is over, it is open whether it ends with an own block.
    await Promise.resolve();
    const { start, storedHeight, storage } = this.o;
    const records = slots.map((slot) => slotRecordOf(start, slot)).filter((s) => s.height > storedHeight);
    if (records.length === 0) return;
    // What commits a slot mostly makes this validator speak, too: one write is cheaper than two.
    await this.signing;
    // With the blocks that decide them, too: the log on disk can be verified from nothing but itself.
    const unstored = [...this.unstored.values()];
    // An own block that is signed meanwhile is written behind it, and flushes it; a write that fails ends the tab.
    this.unstored.clear();
    await storage.appendSlots(records, unstored);
  }
}
