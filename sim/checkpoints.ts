/** Who has committed how far: a checkpoint is certified once enough have output its slot. */
import { cutAt } from '../src/consensus/prune.ts';
import type { CommittedSlot } from '../src/consensus/types.ts';
import { Violation } from './invariants.ts';
import { applySlot, type Evidence, type Turns } from './turns.ts';
import type { Checkpoint, SimValidator } from './validator.ts';

/** Committed slots from one checkpoint to the next. */
const interval = 60;

export class Checkpoints {
  private readonly signed = new Map<number, { readonly by: Set<number>; readonly cut: string }>();
  /** The table as whoever is furthest has it. */
  private readonly table: Turns;
  private height = 0;
  private readonly tables = new Map<number, Turns>();

  constructor(
    private readonly needed: number,
    newTable: () => Turns,
    private readonly evidence: Evidence,
  ) {
    this.table = newTable();
  }

  /** An honest validator has output a slot; returns the checkpoint over it if this certifies it. */
  output(validator: SimValidator, slot: CommittedSlot): Checkpoint | undefined {
    const { height } = slot;
    if (height === this.height + 1) {
      this.height = height;
      applySlot(this.table, slot, this.evidence);
      if (height % interval === 0) this.tables.set(height, structuredClone(this.table));
    }
    if (height % interval !== 0) return undefined;
    const cut = cutAt(validator.state, height);
    if (cut === undefined) throw new Violation(`validator ${validator.index}: no cut at height ${height}`);
    const text = JSON.stringify(cut);
    const entry = this.signed.get(height) ?? { by: new Set<number>(), cut: text };
    this.signed.set(height, entry);
    if (entry.cut !== text)
      throw new Violation(`cuts differ at height ${height}:\n  ${entry.cut}\n  ${validator.index}: ${text}`);
    if (entry.by.has(validator.index)) return undefined;
    entry.by.add(validator.index);
    return entry.by.size === this.needed ? { cut, table: this.tables.get(height)! } : undefined;
  }
}
