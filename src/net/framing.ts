/**
 * Frames on a byte stream: one kind byte, the payload's length as three bytes (big-endian), the payload.
 * A message is any number of full `part` frames and one `last` frame, so that a large message never holds
 * up a ping and no single write exceeds 64 KB. Bytes come from a peer and are not trusted: whatever does not
 * follow this throws FramingError and nothing else.
 */
const HEADER_BYTES = 4;
/** Frame with header at most 64 KB. */
export const MAX_PAYLOAD_BYTES = 64 * 1024 - HEADER_BYTES;

export class FramingError extends Error {
  override name = 'FramingError';
  constructor(
    readonly code: 'malformed' | 'oversized',
    message: string,
  ) {
    super(message);
  }
}

export interface Frame {
  readonly kind: number;
  readonly payload: Uint8Array;
}

/** @throws RangeError for a payload that fits no frame: a mistake of the caller. */
export function encodeFrame(kind: number, payload: Uint8Array): Uint8Array {
  if (payload.length > MAX_PAYLOAD_BYTES) throw new RangeError('frame payload too long');
  const out = new Uint8Array(HEADER_BYTES + payload.length);
  out[0] = kind;
  out[1] = payload.length >>> 16;
  out[2] = (payload.length >>> 8) & 0xff;
  out[3] = payload.length & 0xff;
  out.set(payload, HEADER_BYTES);
  return out;
}

/** Cuts a stream of bytes, in pieces of any size, into frames. Holds back at most one frame. */
export class FrameDecoder {
  #held: Uint8Array = new Uint8Array(0);

  /**
   * @param kinds highest known kind
   * @param maxPayloadBytes refused before any of it is stored
   */
  constructor(
    private readonly kinds: number,
    private readonly maxPayloadBytes = MAX_PAYLOAD_BYTES,
  ) {}

  /** @throws FramingError; the stream is useless afterwards. */
  push(bytes: Uint8Array): Frame[] {
    let data = bytes;
    if (this.#held.length > 0) {
      data = new Uint8Array(this.#held.length + bytes.length);
      data.set(this.#held);
      data.set(bytes, this.#held.length);
    }
    const frames: Frame[] = [];
    let at = 0;
    while (data.length - at >= HEADER_BYTES) {
      const kind = data[at]!;
      const length = (data[at + 1]! << 16) | (data[at + 2]! << 8) | data[at + 3]!;
      if (kind > this.kinds) throw new FramingError('malformed', `unknown frame kind ${kind}`);
      if (length > this.maxPayloadBytes) throw new FramingError('oversized', `frame of ${length} bytes`);
      if (data.length - at < HEADER_BYTES + length) break;
      // A true copy: `slice` of Node's Buffer is a view of memory that others go on using.
      frames.push({
        kind,
        payload: new Uint8Array(data.subarray(at + HEADER_BYTES, at + HEADER_BYTES + length)),
      });
      at += HEADER_BYTES + length;
    }
    this.#held = new Uint8Array(data.subarray(at));
    return frames;
  }
}

/** Puts the parts of a message together again. */
export class MessageAssembler {
  #parts: Uint8Array[] = [];
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  /** The whole message with its last part, undefined before. @throws FramingError */
  add(payload: Uint8Array, last: boolean): Uint8Array | undefined {
    // Only the last part may be short: a message has one encoding, and a million tiny parts are impossible.
    if (!last && payload.length !== MAX_PAYLOAD_BYTES) throw new FramingError('malformed', 'short part');
    if (payload.length === 0) throw new FramingError('malformed', 'empty part');
    this.#bytes += payload.length;
    if (this.#bytes > this.maxBytes)
      throw new FramingError('oversized', `message over ${this.maxBytes} bytes`);
    if (last && this.#parts.length === 0) {
      this.#bytes = 0;
      return payload;
    }
    this.#parts.push(payload);
    if (!last) return undefined;
    const out = new Uint8Array(this.#bytes);
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    this.#bytes = 0;
    return out;
  }
}
