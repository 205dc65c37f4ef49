/**
 * What a host's rail answers over HTTP to who has missed something of a table: messages as on a link (wire.ts), each
 * behind its length. Members have signed what matters in them, so whoever serves it can only withhold it.
 */
import { concatBytes } from '@noble/hashes/utils.js';
import { DecodeError } from './decode.ts';
import { limits } from './limits.ts';

/** Of a length, big-endian. */
const LENGTH_BYTES = 4;

export function encodeHistory(messages: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    ...messages.flatMap((message) => {
      const length = new Uint8Array(LENGTH_BYTES);
      new DataView(length.buffer).setUint32(0, message.length);
      return [length, message];
    }),
  );
}

/** The messages, undecoded. @throws DecodeError for an answer that ends too early or a message that is too long */
export function decodeHistory(answer: Uint8Array): Uint8Array[] {
  const messages: Uint8Array[] = [];
  const view = new DataView(answer.buffer, answer.byteOffset, answer.length);
  for (let at = 0; at < answer.length; ) {
    if (answer.length - at < LENGTH_BYTES) throw new DecodeError('malformed', 'history');
    const end = at + LENGTH_BYTES + view.getUint32(at);
    if (end - at - LENGTH_BYTES > limits.messageBytes) throw new DecodeError('oversized', 'history');
    if (end > answer.length) throw new DecodeError('malformed', 'history');
    messages.push(answer.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return messages;
}
