/**
 * An exported game: everything one validator holds of a table that is public. Eight bytes that say what it is and in
 * which version, then SSZ. What is in it need not be believed: `node/log/verify.ts` recomputes it all.
 *
 * Version 2 has what the table's key has signed besides. Version 1 is read, and written no more.
 */
import { ByteListType, ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { DecodeError, decodeSsz, equalBytes } from './decode.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes48, safe, U8, U32, U64 } from './primitives.ts';

const MAGIC = new TextEncoder().encode('dlsslog');
const VERSION = 2;
const HEADER_BYTES = MAGIC.length + 1;
/** Some thousand hands; more is not looked at. */
export const LOG_FILE_BYTES = 512 * 1024 * 1024;
const MANY = 2 ** 24;
/** At most three to a slot, and few slots have any. */
const MANY_SIGNATURES = 2 ** 20;

const first = {
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
} as const;
const FirstLogFileType = new ContainerType(first, { typeName: 'FirstLogFile' });

/** What the table's key has signed after a slot: the message is what the log itself comes to there. */
const SignatureType = new ContainerType(
  {
    height: U32,
    /** Of `KEY_MESSAGES`. */
    what: U8,
    signature: Bytes48,
  },
  { typeName: 'LogSignature' },
);
const LogFileType = new ContainerType(
  {
    ...first,
    /** Ascending by height, then kind. */
    signed: new ListCompositeType(SignatureType, MANY_SIGNATURES),
  },
  { typeName: 'LogFile' },
);
export type LogFile = ValueOf<typeof LogFileType>;

export function encodeLogFile(log: LogFile): Uint8Array {
  const body = LogFileType.serialize(log);
  const bytes = new Uint8Array(HEADER_BYTES + body.length);
  bytes.set(MAGIC);
  bytes[MAGIC.length] = VERSION;
  bytes.set(body, HEADER_BYTES);
  return bytes;
}

/** Only the form is checked. @throws DecodeError */
export function decodeLogFile(bytes: Uint8Array): LogFile {
  if (bytes.length > LOG_FILE_BYTES) throw new DecodeError('oversized', 'log file');
  if (!equalBytes(bytes.subarray(0, MAGIC.length), MAGIC)) throw new DecodeError('unknown-kind', 'log file');
  const log = wholeOf(bytes[MAGIC.length], bytes.subarray(HEADER_BYTES));
  for (const slot of log.slots) safe('log file: slot', slot.timeMs);
  for (const [i, { height, what }] of log.signed.entries()) {
    const before = log.signed[i - 1];
    if (before && (before.height > height || (before.height === height && before.what >= what)))
      throw new DecodeError('not-canonical', 'log file: signatures');
  }
  return log;
}

function wholeOf(version: number | undefined, body: Uint8Array): LogFile {
  if (version === VERSION) return decodeSsz(LogFileType, body, LOG_FILE_BYTES, 'log file');
  if (version !== 1) throw new DecodeError('unknown-kind', 'log file');
  return { ...decodeSsz(FirstLogFileType, body, LOG_FILE_BYTES, 'log file'), signed: [] };
}
