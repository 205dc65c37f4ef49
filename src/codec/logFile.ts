/**
 * An exported game: everything one validator holds of a table that is public. Eight bytes that say what it is,
 * then SSZ. What is in it need not be believed: `node/log/verify.ts` recomputes it all.
 */
import { ByteListType, ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { DecodeError, decodeSsz, equalBytes } from './decode.ts';
import { limits } from './limits.ts';
import { Bytes32, safe, U8, U32, U64 } from './primitives.ts';

/** The last byte is the version. */
const MAGIC = Uint8Array.of(...new TextEncoder().encode('dlsslog'), 1);
/** Some thousand hands; more is not looked at. */
export const LOG_FILE_BYTES = 512 * 1024 * 1024;
const MANY = 2 ** 24;

const LogFileType = new ContainerType(
  {
    genesis: new ByteListType(64 * 1024),
    /** Ascending; as `storage/storage.ts` has them. */
    epochs: new ListCompositeType(
      new ContainerType({
        epoch: U32,
        checkpoint: new ByteListType(64 * 1024),
        state: new ByteListType(16 * 1024 * 1024),
      }),
      MANY,
    ),
    /** The order as the exporter had it, ascending by epoch, then height. */
    slots: new ListCompositeType(
      new ContainerType({
        height: U32,
        epoch: U32,
        round: U32,
        author: U8,
        timeMs: U64,
        blockIds: new ListCompositeType(Bytes32, MANY),
      }),
      MANY,
    ),
    /** Signed blocks, ascending by epoch, round, author, id. */
    blocks: new ListCompositeType(new ByteListType(limits.blockBytes), MANY),
  },
  { typeName: 'LogFile' },
);
export type LogFile = ValueOf<typeof LogFileType>;

export function encodeLogFile(log: LogFile): Uint8Array {
  const body = LogFileType.serialize(log);
  const bytes = new Uint8Array(MAGIC.length + body.length);
  bytes.set(MAGIC);
  bytes.set(body, MAGIC.length);
  return bytes;
}

/** Only the form is checked. @throws DecodeError */
export function decodeLogFile(bytes: Uint8Array): LogFile {
  if (bytes.length > LOG_FILE_BYTES) throw new DecodeError('oversized', 'log file');
  if (!equalBytes(bytes.subarray(0, MAGIC.length), MAGIC)) throw new DecodeError('unknown-kind', 'log file');
  const log = decodeSsz(LogFileType, bytes.subarray(MAGIC.length), LOG_FILE_BYTES, 'log file');
  for (const slot of log.slots) safe('log file: slot', slot.timeMs);
  return log;
}
