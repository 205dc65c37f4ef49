/** A stored log played again: genesis, committed slots and their blocks, through the same state machine. */
import { decodeSignedBlock } from '../../codec/block.ts';
import { decodeCheckpoint } from '../../codec/checkpoint.ts';
import { DecodeError } from '../../codec/decode.ts';
import type { Genesis } from '../../codec/genesis.ts';
import { decodeTransaction, type Transaction } from '../../codec/transactions.ts';
import type { SlotRecord } from '../../storage/storage.ts';
import { applyTransaction, countRefused } from '../../table/apply/apply.ts';
import { beginSlot } from '../../table/apply/slot.ts';
import { createTable } from '../../table/epoch/create.ts';
import { adjournedEpoch, nextEpoch } from '../../table/epoch/epoch.ts';
import type { TableState } from '../../table/state/state.ts';
import { type FactMakers, factsFor, type Judge, slotVerdicts } from '../execution/facts.ts';

export interface StoredLog {
  readonly genesis: Genesis;
  /** Where the log begins, if not with the genesis: the first state of an epoch. */
  readonly start?: TableState | undefined;
  /** Ascending by height, without gaps. */
  readonly slots: readonly SlotRecord[];
  /** Who was missing where an epoch was adjourned: author number by epoch. */
  readonly adjourned?: ReadonlyMap<number, number> | undefined;
  /** SSZ bytes of a block by its id. */
  readonly block: (id: string) => Uint8Array | undefined;
}

/** What a log lacks or breaks; it cannot have been written by an honest tab. */
export class LogError extends Error {
  override readonly name = 'LogError';
}

/**
 * Yields the state after each slot, beginning with the genesis.
 * `judge` sees the state a statement is judged in, so that a caller may trust some verdicts of its own.
 */
export async function* replayLog(
  log: StoredLog,
  judge: (state: TableState) => Judge,
  makers: FactMakers,
): AsyncGenerator<TableState> {
  let state = log.start ?? createTable(log.genesis);
  yield state;
  const applied = new Set<string>();
  for (const slot of log.slots) {
    // What an epoch committed after its end is void.
    if (slot.epoch < state.epoch) continue;
    if (slot.epoch > state.epoch) state = cutOff(state, log);
    if (slot.height !== state.height + 1) throw new LogError(`slot ${state.height + 1} is missing`);
    const verdicts = await slotVerdicts(state, judge(state));
    const contents = slot.blockIds.map((id) => {
      const bytes = log.block(id);
      if (!bytes) throw new LogError(`block ${id} is missing`);
      return decodeSignedBlock(bytes).content;
    });
    const { height, round, timeMs } = slot;
    const authors = contents.map((c) => c.author);
    state = beginSlot(state, { height, round, timeMs, authors }, verdicts);
    for (const content of contents) {
      // Of twins only the first in total order is applied.
      const place = `${content.epoch}/${content.author}/${content.round}`;
      if (applied.has(place)) continue;
      applied.add(place);
      for (const tx of content.transactions)
        state = await applyBytes(state, content.author, tx, judge(state), makers);
    }
    yield state;
    if (state.epochEnds) state = nextEpoch(state);
  }
}

/** The log goes on in the next epoch, although this one did not end by itself. */
function cutOff(state: TableState, log: StoredLog): TableState {
  const missing = log.adjourned?.get(state.epoch);
  if (missing === undefined) throw new LogError(`epoch ${state.epoch} has no end`);
  return adjournedEpoch(state, missing);
}

/** From the checkpoints that a device keeps: who was missing in which epoch. */
export function adjournedIn(epochs: readonly { readonly checkpoint: Uint8Array }[]): Map<number, number> {
  return new Map(
    epochs.flatMap(({ checkpoint }) => {
      const { body, stops } = decodeCheckpoint(checkpoint);
      const [first] = stops;
      return first === undefined ? [] : [[body.epoch - 1, first.missing] as const];
    }),
  );
}

async function applyBytes(
  state: TableState,
  author: number,
  bytes: Uint8Array,
  judge: Judge,
  makers: FactMakers,
) {
  let transaction: Transaction;
  try {
    transaction = decodeTransaction(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return countRefused(state, author, error.reason);
    throw error;
  }
  const { facts } = await factsFor(state, author, transaction, judge, makers);
  return applyTransaction(state, author, transaction, facts).state;
}
