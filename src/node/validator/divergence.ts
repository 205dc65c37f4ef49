/**
 * This tab's state is not the table's, or so the others' blocks say (consensus/roots.ts). Nobody is accused of it.
 *
 * Upon that: this tab gives no share and makes no block any more, and judges its log once more from the epoch's first
 *   state, with the reference arithmetic (crypto/backendNoble.ts).
 * Upon another root than before, the one that the others name where they agree: what was judged wrongly is corrected
 *   on disk, and the epoch is opened again from there. Once: a second time is no accident.
 * Upon the same root, or one that nobody names: the tab stops and says so. Its log is whole and can be exported.
 */
import { toHex } from '../../codec/decode.ts';
import type { ConsensusEffect } from '../../consensus/types.ts';
import { statementDigest } from '../../mentalpoker/statementBytes.ts';
import type { GameStorage } from '../../storage/storage.ts';
import { stateRoot } from '../../table/state/root.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import { Executor } from '../execution/execute.ts';
import type { FactMakers, VerdictOf } from '../execution/facts.ts';
import { OtherState } from '../failStop.ts';
import { readRecord } from './blockRecords.ts';

export type Differs = Extract<ConsensusEffect, { kind: 'differs' }>;

interface DivergenceOptions {
  /** The state with which the epoch begins. */
  readonly start: TableState;
  readonly storage: GameStorage;
  readonly worker: DeckWorker;
  readonly makers: FactMakers;
  /** The epoch was judged again before, and is opened for the second time. */
  readonly wasRechecked: boolean;
  /** Nothing more is proposed. */
  readonly halt: () => void;
  /** Own blocks that are being signed are on disk. */
  readonly settled: () => Promise<void>;
  /** What was judged wrongly is corrected on disk: the epoch is to be opened again. */
  readonly onCured: () => void;
  readonly onFatal: (error: unknown) => void;
}

export class Divergence {
  private found = false;

  constructor(private readonly o: DivergenceOptions) {}

  /** No share is given: what this tab thinks of the table may be wrong. */
  get doubts(): boolean {
    return this.found;
  }

  /** @param mine own root at that height, in hexadecimal */
  differs(said: Differs, mine: string): void {
    if (this.found) return;
    this.found = true;
    this.o.halt();
    void this.recheck(said, mine).catch(this.o.onFatal);
  }

  private async recheck({ height, root }: Differs, mine: string): Promise<void> {
    const { o } = this;
    if (o.wasRechecked) throw new OtherState();
    const verdicts = new Map<string, string>();
    const again = await this.judgedAgain(height, verdicts);
    if (again === undefined || (root === undefined ? again === mine : again !== root)) throw new OtherState();
    for (const [digest, reason] of verdicts) await o.storage.saveVerdict(digest, reason);
    await o.settled();
    o.onCured();
  }

  /** The root at a height, computed anew from the stored log; undefined where that does not reach it. */
  private async judgedAgain(height: number, verdicts: Map<string, string>): Promise<string | undefined> {
    const { start, storage, worker, makers } = this.o;
    const slots = await storage.loadSlots(start.epoch);
    const records = await storage.loadBlocks(start.epoch);
    const blocks = new Map(records.map((r) => [r.id, readRecord(r).content] as const));
    const verdictOf: VerdictOf = async (statement, digest = statementDigest(statement)) => {
      const judged = await worker.verify(statement, 'reference');
      verdicts.set(digest, judged.verdict.ok ? '' : judged.verdict.reason);
      return judged;
    };
    const executor = new Executor(verdictOf, makers);
    let state = start;
    for (const slot of slots.filter((s) => s.height <= height)) {
      const contents = slot.blockIds.flatMap((id) => blocks.get(id) ?? []);
      if (slot.height !== state.height + 1 || contents.length !== slot.blockIds.length) return undefined;
      state = await executor.slot(state, { ...slot, contents });
    }
    return state.height === height ? toHex(stateRoot(state)) : undefined;
  }
}
