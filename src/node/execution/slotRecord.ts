import type { CommittedSlot } from '../../consensus/types.ts';
import type { SlotRecord } from '../../storage/storage.ts';
import type { TableState } from '../../table/state/state.ts';

/** A committed slot as it stands in the log of an epoch that began with `start`. */
export function slotRecordOf(
  start: Pick<TableState, 'height' | 'epoch'>,
  { height, round, author, timeMs, blocks }: CommittedSlot,
): SlotRecord {
  return {
    height: start.height + height,
    epoch: start.epoch,
    round,
    author,
    timeMs,
    blockIds: blocks.map(({ block }) => block.key),
  };
}
