/** A game of this device as a file that anybody can verify without it: `npm run verify -- FILE`. */

import { type BlockRef, blockId, decodeSignedBlock } from '../../codec/block.ts';
import { decodeCheckpoint } from '../../codec/checkpoint.ts';
import { fromHex } from '../../codec/decode.ts';
import { decodeGenesis, genesisRootOf } from '../../codec/genesis.ts';
import { instanceId } from '../../codec/ids.ts';
import { encodeLogFile, type LogFile } from '../../codec/logFile.ts';
import { namesState } from '../../consensus/rules.ts';
import { asVerified } from '../../consensus/types.ts';
import { tipsOf } from '../../node/epochs/adjournment.ts';
import { decideOrder } from '../../node/log/order.ts';
import type { BlockRecord, EpochRecord, GameStorage } from '../../storage/storage.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { stateRoot } from '../../table/state/root.ts';
import { rulesOf } from '../../table/state/rulesOf.ts';
import type { ExportedLog } from '../contract/record.ts';
import { openOwnStorage } from './ownStorage.ts';
import { signedInLog } from './signedInLog.ts';

/** Everything public; secrets, own cards and this device's verdicts stay. Undefined where no game was begun. */
export async function logFileOf(game: GameStorage): Promise<Uint8Array | undefined> {
  const genesis = await game.loadGenesis();
  if (genesis === undefined) return undefined;
  // Slots before blocks: whatever is committed meanwhile, no slot lacks its blocks.
  const [slots, epochs] = [await game.loadSlots(), await game.loadEpochs()];
  const blocks = await game.loadBlocks();
  const signed = await game.loadSigned();
  blocks.sort(
    (a, b) => a.epoch - b.epoch || a.round - b.round || a.author - b.author || (a.id < b.id ? -1 : 1),
  );
  const decided = decidedSlots(genesis, epochs, blocks);
  // The last slots may have been decided by blocks that are not stored yet.
  const shown = slots
    .filter((s) => s.height <= (decided.get(s.epoch) ?? 0))
    .sort((a, b) => a.epoch - b.epoch || a.height - b.height)
    .map(({ height, epoch, round, author, timeMs, blockIds }) => {
      return { height, epoch, round, author, timeMs, blockIds: blockIds.map((id) => fromHex(id)) };
    });
  const file: LogFile = {
    genesis,
    epochs: epochs.map(({ epoch, checkpoint, state }) => ({ epoch, checkpoint, state })),
    slots: shown,
    blocks: blocks.map((b) => b.bytes),
    signed: signedInLog(signed, shown),
  };
  return encodeLogFile(file);
}

/** By epoch: the height up to which its stored blocks decide the order. */
function decidedSlots(
  genesisBytes: Uint8Array,
  epochs: readonly EpochRecord[],
  blocks: readonly BlockRecord[],
): Map<number, number> {
  const genesis = decodeGenesis(genesisBytes);
  const { config: table, members: first } = genesis.body;
  const root = genesisRootOf(genesis.body);
  const rules = rulesOf(table);
  const stateRootAtFirst = stateRoot(tableFromGenesis(genesis));
  const starts = [{ epoch: 0, height: 0, timeMs: 0, stateRoot: stateRootAtFirst, members: first }];
  const tips = new Map<number, readonly BlockRef[]>();
  for (const e of epochs) {
    const checkpoint = decodeCheckpoint(e.checkpoint);
    starts.push(checkpoint.body);
    tips.set(e.epoch - 1, tipsOf(checkpoint.stops));
  }
  return new Map(
    starts.map(({ epoch, height, timeMs, stateRoot: begun, members }) => {
      const instance = namesState(rules) ? instanceId(root, epoch, begun) : root;
      const own = blocks.filter((b) => b.epoch === epoch).map((b) => decodeSignedBlock(b.bytes));
      const verified = own.map((b) => asVerified(b, blockId(b.content)));
      const config = { instance, epoch, validators: members.length, startTimeMs: timeMs, rules };
      return [epoch, height + decideOrder(config, verified, tips.get(epoch)).slots.length];
    }),
  );
}

/** @throws Error when this device has no game under that identity */
export async function exportLog(identity: string): Promise<ExportedLog> {
  const device = await openOwnStorage();
  try {
    const [record, bytes] = await Promise.all([
      device.loadIdentity(identity),
      logFileOf(device.openGame(identity)),
    ]);
    if (record === undefined || bytes === undefined)
      throw new Error('this game is not stored on this device');
    return { name: `dealerless-${record.tableId.slice(0, 8)}.log`, bytes };
  } finally {
    device.close();
  }
}
