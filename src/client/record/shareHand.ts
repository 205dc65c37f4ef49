/**
 * One hand of this device as a file with everything that proves it: the genesis, the checkpoints up to its epoch, that
 * epoch's blocks up to the ones that decide the hand's last slot, and what the table's key has signed of it. Whoever
 * opens it believes nobody.
 */

import { blockId, decodeSignedBlock } from '../../codec/block.ts';
import { decodeCheckpoint } from '../../codec/checkpoint.ts';
import { fromHex } from '../../codec/decode.ts';
import { decodeGenesis, genesisRootOf } from '../../codec/genesis.ts';
import { encodeHandFile } from '../../codec/handFile.ts';
import { instanceId } from '../../codec/ids.ts';
import { encodeLogFile } from '../../codec/logFile.ts';
import { namesState } from '../../consensus/rules.ts';
import { asVerified } from '../../consensus/types.ts';
import { blocksDeciding } from '../../node/log/order.ts';
import type { BlockRecord, EpochRecord, GameStorage, SlotRecord } from '../../storage/storage.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { stateRoot } from '../../table/state/root.ts';
import { rulesOf } from '../../table/state/rulesOf.ts';
import { decodeState } from '../../table/state/stateBytes.ts';
import type { ExportedLog } from '../contract/record.ts';
import { openOwnStorage } from './ownStorage.ts';
import { signedInLog } from './signedInLog.ts';

/** Undefined: the blocks that decide the hand’s end are not on this device yet, or it has no such hand, or no end. */
export async function handFileOf(game: GameStorage, number: number): Promise<Uint8Array | undefined> {
  const [genesis, hands] = await Promise.all([game.loadGenesis(), game.loadHands()]);
  const hand = hands.find((h) => h.hand === number);
  if (genesis === undefined || hand === undefined || hand.unfinished !== undefined) return undefined;
  const [slots, epochs] = [await game.loadSlots(), await game.loadEpochs()];
  const last = slots.find((s) => s.height === hand.height)?.epoch;
  if (last === undefined) return undefined;
  const first = firstEpoch(epochs, last, number);
  const blocks: BlockRecord[] = [];
  for (let epoch = first; epoch < last; epoch++) blocks.push(...inOrder(await game.loadBlocks(epoch)));
  const ending = deciding(genesis, epochs, last, hand.height, inOrder(await game.loadBlocks(last)));
  if (ending === undefined) return undefined;
  const shown = slots.filter((s) => s.epoch >= first && s.height <= hand.height).map(told);
  return encodeHandFile(
    number,
    encodeLogFile({
      genesis,
      epochs: epochs
        .filter((e) => e.epoch <= last)
        .map(({ epoch, checkpoint, state }) => {
          return { epoch, checkpoint, state: epoch === first ? state : new Uint8Array(0) };
        }),
      slots: shown,
      blocks: [...blocks, ...ending].map((b) => b.bytes),
      signed: signedInLog(await game.loadSigned(), shown),
    }),
  );
}

/** The latest epoch whose first state this device has and in which the hand was not on yet. */
function firstEpoch(epochs: readonly EpochRecord[], last: number, hand: number): number {
  for (let epoch = last; epoch > 0; epoch--) {
    const state = epochs.find((e) => e.epoch === epoch)?.state;
    if (state === undefined || state.length === 0) continue;
    if (!decodeState(state).aside.some((a) => a.hand.hand === hand)) return epoch;
  }
  return 0;
}

const inOrder = (blocks: BlockRecord[]): BlockRecord[] =>
  blocks.sort((a, b) => a.round - b.round || a.author - b.author || (a.id < b.id ? -1 : 1));

const told = ({ height, epoch, round, author, timeMs, blockIds }: SlotRecord) => {
  return { height, epoch, round, author, timeMs, blockIds: blockIds.map((id) => fromHex(id)) };
};

/** So many of the epoch's blocks as decide the slot of that height; undefined where they all do not. */
function deciding(
  genesisBytes: Uint8Array,
  epochs: readonly EpochRecord[],
  epoch: number,
  height: number,
  records: readonly BlockRecord[],
): readonly BlockRecord[] | undefined {
  const genesis = decodeGenesis(genesisBytes);
  const { config, members } = genesis.body;
  const rules = rulesOf(config);
  const root = genesisRootOf(genesis.body);
  const record = epochs.find((e) => e.epoch === epoch);
  const begun = record
    ? decodeCheckpoint(record.checkpoint).body
    : { height: 0, timeMs: 0, stateRoot: stateRoot(tableFromGenesis(genesis)), members };
  const blocks = records.map((b) => {
    const signed = decodeSignedBlock(b.bytes);
    return asVerified(signed, blockId(signed.content));
  });
  const many = blocksDeciding(
    {
      instance: namesState(rules) ? instanceId(root, epoch, begun.stateRoot) : root,
      ...{ epoch, validators: begun.members.length, startTimeMs: begun.timeMs, rules },
    },
    blocks,
    height - begun.height,
  );
  return many === undefined ? undefined : records.slice(0, many);
}

/**
 * @returns 'not-yet' as long as the others' tabs have not said enough after the hand
 * @throws Error when this device has no game under that identity
 */
export async function shareHand(identity: string, hand: number): Promise<ExportedLog | 'not-yet'> {
  const device = await openOwnStorage();
  try {
    const record = await device.loadIdentity(identity);
    if (record === undefined) throw new Error('this game is not stored on this device');
    const bytes = await handFileOf(device.openGame(identity), hand);
    if (bytes === undefined) return 'not-yet';
    return { name: `dealerless-${record.tableId.slice(0, 8)}-hand-${hand}.dlhand`, bytes };
  } finally {
    device.close();
  }
}
