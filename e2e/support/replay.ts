/** A tab's stored log played again in Node, with the same code and the real cryptography. */
import { decodeGenesis } from '../../src/codec/genesis.ts';
import { createEd25519 } from '../../src/crypto/ed25519.ts';
import { replayLog } from '../../src/node/log/replay.ts';
import type { SlotRecord } from '../../src/storage/storage.ts';
import type { TableState } from '../../src/table/state/state.ts';
import type { DeckWorker } from '../../src/workers/deckWorker.ts';
import { createNodeDeckWorker } from '../../src/workers/nodeWorker.ts';

export interface Replayed {
  readonly state: TableState;
  /** For attempts at opening cards. */
  readonly worker: DeckWorker;
}

/** The state after the last slot of the log; every proof in it is verified on the way. */
export async function replayDump(
  genesis: Uint8Array,
  slots: readonly SlotRecord[],
  blocks: ReadonlyMap<string, Uint8Array>,
  /** Only so far; to the end unless given. */
  until: (state: TableState) => boolean = () => false,
): Promise<Replayed> {
  const worker = await createNodeDeckWorker({ deckSize: 52 });
  const log = { genesis: decodeGenesis(genesis), slots, block: (id: string) => blocks.get(id) };
  let state: TableState | undefined;
  const makers = { worker, ed25519: await createEd25519(crypto.subtle) };
  for await (const s of replayLog(log, (statement) => worker.verify(statement), makers)) {
    state = s;
    if (until(s)) break;
  }
  if (!state) throw new Error('an empty log');
  return { state, worker };
}
