/**
 * A receipt of an evening of this device: of the table as it was closed for good, or of the last finished hand that
 * enough members have signed.
 */
import { decodeSignedBlock, type SignedBlock } from '../../codec/block.ts';
import { type Checkpoint, decodeCheckpoint } from '../../codec/checkpoint.ts';
import type { Genesis } from '../../codec/genesis.ts';
import type { KeySigned } from '../../codec/keyPartial.ts';
import { checkReceipt, type ReceiptTools } from '../../light/check.ts';
import { type Origin, receiptByBlocks, receiptByKey, type SignedByKey } from '../../light/make.ts';
import type { EpochRecord, HandRecord } from '../../storage/storage.ts';
import type { TableState } from '../../table/state/state.ts';
import type { MadeReceipt } from '../contract/receipt.ts';
import { type OpenLog, statesOf, withLog } from './history.ts';
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
): Promise<Pick<MadeReceipt, 'bytes' | 'byBlocks' | 'isClosing'> | undefined> {
  const origin = { genesis: game.genesis, checkpoints: inOrder(game.epochs) };
  const closing = await closingReceiptOf(game, origin, tools);
  if (closing !== undefined) return closing;
  for (const { height } of lastOver(game.hands)) {
    const state = await game.stateAt(height);
    if (state === undefined) continue;
    const signed = signedAt(game.signed, height);
    const byKey = signed && receiptByKey(origin, state, signed);
    const checked = await held(byKey, false, tools);
    if (checked !== undefined) return checked;
    const blocks = await game.blocksOf(state.epoch);
    for (const next of toldFrom(blocks, height).slice(0, HEIGHTS_ON)) {
      const told = next === height ? state : await game.stateAt(next);
      const byBlocks = await held(told && receiptByBlocks(origin, told, blocks), true, tools);
      if (byBlocks !== undefined) return byBlocks;
    }
  }
  return undefined;
}

/** The last first. */
const lastOver = (hands: readonly HandRecord[]): HandRecord[] =>
  hands
    .filter((h) => h.unfinished === undefined)
    .toSorted((a, b) => b.height - a.height)
    .slice(0, HANDS_BACK);

/**
 * Heights that blocks name, from a hand's end on, ascending. Of two that settle at once blocks name the later one only;
 * chips change with the end of the next hand alone, so it says the same.
 */
function toldFrom(blocks: readonly SignedBlock[], height: number): number[] {
  const told = new Set(blocks.flatMap(({ content: { settled } }) => settled?.height ?? []));
  return [...told].filter((h) => h >= height).sort((a, b) => a - b);
}

function signedAt(signed: readonly KeySigned[], height: number): SignedByKey | undefined {
  for (const { message, signature } of signed)
    if (message.kind === 'checkpoint' && message.height === height) return { message, signature };
  return undefined;
}

/**
 * Of the table as it was closed: what the key has signed of that, or, where somebody keeps back its part of the
 * signature or there is no key, blocks that name a state that is closed.
 */
async function closingReceiptOf(
  game: HeldGame,
  origin: Origin,
  tools: ReceiptTools,
): Promise<Made | undefined> {
  for (const { message, signature } of game.signed) {
    if (message.kind !== 'closing') continue;
    const state = await game.stateAt(message.height);
    const made = await held(state && receiptByKey(origin, state, { message, signature }), false, tools);
    if (made !== undefined) return made;
  }
  const epoch = game.epochs.at(-1)?.epoch ?? 0;
  const blocks = await game.blocksOf(epoch);
  const last = lastOver(game.hands)[0]?.height ?? 0;
  for (const height of toldFrom(blocks, last).slice(-HEIGHTS_ON).reverse()) {
    const state = await game.stateAt(height);
    // Closed is for ever: what was not closed later was not before.
    if (state !== undefined && state.closed === undefined) break;
    const made = await held(state && receiptByBlocks(origin, state, blocks), true, tools);
    if (made !== undefined) return made;
  }
  return undefined;
}

type Made = Pick<MadeReceipt, 'bytes' | 'byBlocks' | 'isClosing'>;

/** Nobody is given one that this device would refuse. */
async function held(
  bytes: Uint8Array | undefined,
  byBlocks: boolean,
  tools: ReceiptTools,
): Promise<Made | undefined> {
  const checked = bytes && (await checkReceipt(bytes, tools));
  if (bytes === undefined || !checked?.ok) return undefined;
  return { bytes, byBlocks, isClosing: checked.statement.closed !== undefined };
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

/** All states that a receipt can be of, by height, from one replay of the log. */
async function endStates(log: OpenLog): Promise<ReadonlyMap<number, TableState>> {
  const ends = lastOver(log.hands).map((h) => h.height);
  const from = Math.min(...ends);
  const epoch = log.slots.find((s) => s.height === from)?.epoch ?? 0;
  const blocks = [...log.blocks.values()].filter((b) => b.epoch >= epoch);
  const closings = log.signed.flatMap(({ message: m }) => (m.kind === 'closing' ? [m.height] : []));
  const told = toldFrom(
    blocks.map((b) => decodeSignedBlock(b.bytes)),
    ends.length === 0 ? 0 : from,
  );
  const heights = new Set([...ends, ...told, ...closings]);
  const states = new Map<number, TableState>();
  // Where an epoch ended: the state before that.
  for await (const state of statesOf(log, Math.max(0, ...heights)))
    if (heights.has(state.height) && !states.has(state.height)) states.set(state.height, state);
  return states;
}

/** @throws Error when this device has no game under that identity */
export function makeReceipt(identity: string): Promise<MadeReceipt | 'not-yet'> {
  return withLog(identity, async (log) => {
    const blocks = [...log.blocks.values()];
    let states: Promise<ReadonlyMap<number, TableState>> | undefined;
    const game: HeldGame = {
      ...{ genesis: log.genesis, epochs: log.epochs, hands: log.hands, signed: log.signed },
      blocksOf: async (epoch) =>
        blocks.filter((b) => b.epoch === epoch).map((b) => decodeSignedBlock(b.bytes)),
      stateAt: async (height) => {
        states ??= endStates(log);
        return (await states).get(height);
      },
    };
    const made = await receiptOf(game, await receiptTools());
    if (made === undefined) return 'not-yet';
    const name = `dealerless-${log.identity.tableId.slice(0, 8)}.receipt`;
    return { name, ...made, path: receiptPath(made.bytes) };
  });
}
