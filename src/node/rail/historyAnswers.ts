/**
 * What a host's rail answers over HTTP to who has missed something of its table: the blocks of the epoch that is
 * followed, by rounds; how the table began and its epochs to who is an epoch behind. The asker is nobody here: how
 * often it may ask is up to who serves it.
 */
import { encodeHistory } from '../../codec/railHistory.ts';
import { encodeMessage } from '../../codec/wire.ts';
import { messagesOf } from '../../consensus/batches.ts';
import { blocksFrom } from '../../consensus/history.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { signedOf } from '../validator/blockRecords.ts';
import type { RailDoor } from './door.ts';

export interface HistoryQuestion {
  readonly epoch: number;
  /** The first round that is wanted. */
  readonly fromRound: number;
}

/** The answer's bytes; undefined where nothing is known of the epoch. */
export async function answerHistory(
  door: RailDoor,
  { epoch, fromRound }: HistoryQuestion,
): Promise<Uint8Array | undefined> {
  const followed = door.followed();
  if (followed === undefined || epoch > followed.epoch) return undefined;
  if (epoch < followed.epoch) return encodeHistory(await door.head());
  const blocks = blocksFrom(followed.core, fromRound, railLimits.historyBlockBytes);
  return encodeHistory(
    messagesOf(blocks).map((batch) =>
      encodeMessage({ kind: 'blocks', body: { blocks: batch.map(signedOf) } }),
    ),
  );
}
