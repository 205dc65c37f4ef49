/**
 * A shared hand: which one it is, and the part of a game's log that leads to it. Eight bytes that say what it is, the
 * hand's number (4 bytes, little endian), then a log file (logFile.ts). Nothing in it need be believed.
 */
import { DecodeError, equalBytes } from './decode.ts';

/** The last byte is the version. */
const MAGIC = Uint8Array.of(...new TextEncoder().encode('dlsshnd'), 1);
const HEADER_BYTES = MAGIC.length + 4;

/** @param log as `encodeLogFile` writes it */
export function encodeHandFile(hand: number, log: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + log.length);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setUint32(MAGIC.length, hand, true);
  bytes.set(log, HEADER_BYTES);
  return bytes;
}

/**
 * The log in a saved game or a shared hand, not looked at yet.
 * @returns `hand` for a shared one
 * @throws DecodeError for a shared hand that is cut off or names none
 */
export function savedLog(bytes: Uint8Array): { readonly hand?: number; readonly log: Uint8Array } {
  if (!equalBytes(bytes.subarray(0, MAGIC.length), MAGIC)) return { log: bytes };
  if (bytes.length < HEADER_BYTES) throw new DecodeError('malformed', 'hand file');
  const hand = new DataView(bytes.buffer, bytes.byteOffset).getUint32(MAGIC.length, true);
  if (hand === 0) throw new DecodeError('out-of-range', 'hand file: hand');
  return { hand, log: bytes.subarray(HEADER_BYTES) };
}
