/** A receipt of an evening of this device: the last finished hand that enough members have signed. */
import { decodeSignedBlock, type SignedBlock } from '../../codec/block.ts';
import { type Checkpoint, decodeCheckpoint } from '../../codec/checkpoint.ts';
import type { Genesis } from '../../codec/genesis.ts';
import type { KeySigned } from '../../codec/keyPartial.ts';
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
  /** What the table's key has signed, in any order. */
  readonly signed: readonly KeySigned[];
  /** The state after a height; undefined where the log does not show it. */
  readonly stateAt: (height: number) => Promise<TableState | undefined>;
}

/** So many hands back is looked for one that is signed: the last is by the first blocks of the next. */
const HANDS_BACK = 3;

/** So many heights that blocks name are tried from a hand's end on. */
const HEIGHTS_ON = 3;

/** Undefined where there is none that would hold. */
export async function receiptOf(
  game: HeldGame,
  tools: ReceiptTools,
): Promise<Pick<MadeReceipt, 'bytes' | 'byBlocks'> | undefined> {
  const origin = { genesis: game.genesis, checkpoints: inOrder(game.epochs) };
  const over = game.hands.filter((h) => h.unfinished === undefined).toSorted((a, b) => b.height - a.height);
  for (const { height } of over.slice(0, HANDS_BACK)) {
    const state = await game.stateAt(height);
    if (state === undefined) continue;
    const holds = async (bytes: Uint8Array): Promise<boolean> => (await checkReceipt(bytes, tools)).ok;
    const signed = signedAt(game.signed, height);
    const byKey = signed && receiptByKey(origin, state, signed);
    // Nobody is given one that this device would refuse.
    if (byKey !== undefined && (await holds(byKey))) return { bytes: byKey, byBlocks: false };
    const blocks = await game.blocksOf(state.epoch);
    for (const next of toldFrom(blocks, height)) {
      const told = next === height ? state : await game.stateAt(next);
      const byBlocks = told && receiptByBlocks(origin, told, blocks);
      if (byBlocks !== undefined && (await holds(byBlocks))) return { bytes: byBlocks, byBlocks: true };
    }
  }
  return undefined;
}

/**
 * Heights that blocks name, from a hand's end on, ascending. Of two that settle at once blocks name the later one only;
 * chips change with the end of the next hand alone, so it says the same.
 */
function toldFrom(blocks: readonly SignedBlock[], height: number): readonly number[] {
  const told = new Set(blocks.flatMap(({ content: { settled } }) => settled?.height ?? []));
  return [...told]
    .filter((h) => h >= height)
    .sort((a, b) => a - b)
    .slice(0, HEIGHTS_ON);
}

function signedAt(signed: readonly KeySigned[], height: number): SignedByKey | undefined {
  for (const { message, signature } of signed)
    if (message.kind === 'checkpoint' && message.height === height) return { message, signature };
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
      ...{ genesis: log.genesis, epochs: log.epochs, hands: log.hands, signed: log.signed },
      blocksOf: async (epoch) =>
        blocks.filter((b) => b.epoch === epoch).map((b) => decodeSignedBlock(b.bytes)),
      stateAt: async (height) => {
        let state: TableState | undefined;
        for await (const next of statesOf(log, height)) state = next;
        return state?.height === height ? state : undefined;
      },
    };
    const made = await receiptOf(game, await receiptTools());
    if (made === undefined) return 'not-yet';
    const name = `dealerless-${log.identity.tableId.slice(0, 8)}.receipt`;
    return { name, ...made, path: receiptPath(made.bytes) };
  });
}
