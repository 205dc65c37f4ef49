/**
 * Blocks of an epoch that was adjourned, for the one who was missing: it closes that epoch itself, however many epochs
 * the others are ahead, and whether or not their tabs were reloaded since. So they come from what is stored.
 */
import { type BlockRef, decodeSignedBlock, type SignedBlock } from '../../codec/block.ts';
import { limits } from '../../codec/limits.ts';
import type { BlockRecord } from '../../storage/storage.ts';

/** One message at a time; what is lacking then is asked for again. */
const answerBytes = 512 * 1024;

/** What one with these tips lacks of the epoch, as much as fits one message, parents first. */
export function oldBlocks(
  records: readonly BlockRecord[],
  epoch: number,
  tips: readonly BlockRef[],
): SignedBlock[] {
  const held = new Map(tips.map((t) => [t.author, t.round]));
  const lacked = records
    .filter((r) => r.epoch === epoch && r.round > (held.get(r.author) ?? 0))
    .sort((a, b) => a.round - b.round || a.author - b.author);
  let bytes = 0;
  return lacked
    .slice(0, limits.blocksPerAnswer)
    .filter((r) => {
      bytes += r.bytes.length;
      return bytes <= answerBytes;
    })
    .map((r) => decodeSignedBlock(r.bytes));
}
