/** A stored log played again: genesis, committed slots and their blocks, through the same state machine. */
import { type BlockContent, decodeSignedBlock } from '../../codec/block.ts';
import { decodeCheckpoint } from '../../codec/checkpoint.ts';
import type { Genesis } from '../../codec/genesis.ts';
import type { EpochRecord, SlotRecord } from '../../storage/storage.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { adjournedEpoch, nextEpoch } from '../../table/epoch/epoch.ts';
import type { TableState } from '../../table/state/state.ts';
import { decodeState } from '../../table/state/stateBytes.ts';
import { Executor, type Listener } from '../execution/execute.ts';
import type { FactMakers, VerdictOf } from '../execution/facts.ts';

export interface StoredLog {
  readonly genesis: Genesis;
  /** Where the log begins, if not with the genesis: the first state of an epoch. */
  readonly start?: TableState | undefined;
  /** Ascending by height, without gaps but where an epoch begins with one of `starts`. */
  readonly slots: readonly SlotRecord[];
  /** First states, by epoch, that the device was given: it goes on there where it did not see the one before end. */
  readonly starts?: ReadonlyMap<number, TableState> | undefined;
  /** Who was missing where an epoch was adjourned: author number by epoch. */
  readonly adjourned?: ReadonlyMap<number, number> | undefined;
  /** SSZ bytes of a block by its id. */
  readonly block: (id: string) => Uint8Array | undefined;
}

/** What a log lacks or breaks; it cannot have been written by an honest tab. */
export class LogError extends Error {
  override readonly name = 'LogError';
}

/** Yields the state after each slot, beginning with the genesis. */
export async function* replayLog(
  log: StoredLog,
  verdictOf: VerdictOf,
  makers: FactMakers,
  listener: Pick<Listener, 'executed'> = {},
): AsyncGenerator<TableState> {
  let state = log.start ?? tableFromGenesis(log.genesis);
  yield state;
  let executor: { readonly of: Executor; readonly epoch: number } | undefined;
  for (const slot of log.slots) {
    // What an epoch committed after its end is void.
    if (slot.epoch < state.epoch) continue;
    if (slot.epoch > state.epoch) {
      state = goOn(state, slot.epoch, log);
      yield state;
    }
    if (executor?.epoch !== state.epoch)
      executor = { of: new Executor(verdictOf, makers, listener), epoch: state.epoch };
    if (slot.height !== state.height + 1) throw new LogError(`slot ${state.height + 1} is missing`);
    const { height, round, timeMs } = slot;
    const contents = slot.blockIds.map((id) => contentOf(log, id));
    state = await executor.of.slot(state, { height, round, timeMs, contents });
    yield state;
    if (state.epochEnds) state = nextEpoch(state);
  }
}

function contentOf(log: StoredLog, id: string): BlockContent {
  const bytes = log.block(id);
  if (!bytes) throw new LogError(`block ${id} is missing`);
  return decodeSignedBlock(bytes).content;
}

/** The log goes on in a later epoch, although this one did not end by itself, or its device was away meanwhile. */
function goOn(state: TableState, epoch: number, log: StoredLog): TableState {
  const missing = log.adjourned?.get(state.epoch);
  if (epoch === state.epoch + 1 && missing !== undefined) return adjournedEpoch(state, missing);
  const given = log.starts?.get(epoch);
  if (given === undefined) throw new LogError(`epoch ${state.epoch} has no end`);
  return given;
}

/** From what a device keeps of epochs: the first states that it has. */
export function startsIn(epochs: readonly EpochRecord[]): Map<number, TableState> {
  return new Map(
    epochs.flatMap(({ epoch, state }) => (state.length > 0 ? [[epoch, decodeState(state)] as const] : [])),
  );
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
