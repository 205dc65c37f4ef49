/** A receipt of an evening of this device: the last finished hand that enough members have signed. */
import { decodeSignedBlock, type SignedBlock } from '../../codec/block.ts';
import { type Checkpoint, decodeCheckpoint } from '../../codec/checkpoint.ts';
import type { Genesis } from '../../codec/genesis.ts';
import { checkReceipt, type ReceiptTools } from '../../light/check.ts';
import { receiptByBlocks, receiptByKey, type SignedByKey } from '../../light/make.ts';
import type { EpochRecord, HandRecord } from '../../storage/storage.ts';
import type { TableState } from '../../table/state/state.ts';
import type { MadeReceipt } from '../contract/receipt.ts';
import { statesOf, withLog } from './history.ts';
import { receiptPath, receiptTools } from './receipt.ts';

/** What a device holds of a game, as far as a receipt needs it. */
export interface HeldGame {
  readonly genesis: Genesis;
  readonly epochs: readonly EpochRecord[];
  readonly hands: readonly HandRecord[];
  /** Of an epoch, in any order. */
  readonly blocksOf: (epoch: number) => Promise<readonly SignedBlock[]>;
  /** What the table's key has signed of the state after a height. */
  readonly signedAt?: (height: number) => SignedByKey | undefined;
  /** The state after a height; undefined where the log does not show it. */
  readonly stateAt: (height: number) => Promise<TableState | undefined>;
}

/** So many hands back is looked for one that is signed: the last is by the first blocks of the next. */
const HANDS_BACK = 3;

/** Undefined where there is none that would hold. */
export async function receiptOf(game: HeldGame, tools: ReceiptTools): Promise<Uint8Array | undefined> {
  const origin = { genesis: game.genesis, checkpoints: inOrder(game.epochs) };
  const over = game.hands.filter((h) => h.unfinished === undefined).toSorted((a, b) => b.height - a.height);
  for (const { height } of over.slice(0, HANDS_BACK)) {
    const state = await game.stateAt(height);
    if (state === undefined) continue;
    const signed = game.signedAt?.(height);
    const byKey = signed && receiptByKey(origin, state, signed);
    const bytes = byKey ?? receiptByBlocks(origin, state, await game.blocksOf(state.epoch));
    // Nobody is given one that this device would refuse.
    if (bytes !== undefined && (await checkReceipt(bytes, tools)).ok) return bytes;
  }
  return undefined;
}

/** As far as none is missing. */
function inOrder(epochs: readonly EpochRecord[]): Checkpoint[] {
  const checkpoints: Checkpoint[] = [];
  for (const { epoch, checkpoint } of epochs) {
    if (epoch !== checkpoints.length + 1) break;
    checkpoints.push(decodeCheckpoint(checkpoint));
  }
  return checkpoints;
}

/** @throws Error when this device has no game under that identity */
export function makeReceipt(identity: string): Promise<MadeReceipt | 'not-yet'> {
  return withLog(identity, async (log) => {
    const blocks = [...log.blocks.values()];
    const game: HeldGame = {
      ...{ genesis: log.genesis, epochs: log.epochs, hands: log.hands },
      blocksOf: async (epoch) =>
        blocks.filter((b) => b.epoch === epoch).map((b) => decodeSignedBlock(b.bytes)),
      stateAt: async (height) => {
        let state: TableState | undefined;
        for await (const next of statesOf(log, height)) state = next;
        return state?.height === height ? state : undefined;
      },
    };
    const bytes = await receiptOf(game, await receiptTools());
    if (bytes === undefined) return 'not-yet';
    const name = `dealerless-${log.identity.tableId.slice(0, 8)}.receipt`;
    return { name, bytes, path: receiptPath(bytes), byBlocks: true };
  });
}
