/**
 * The one door for untrusted bytes: every decoder in the project ends here.
 * A decoder either returns a typed value or throws `DecodeError`; nothing else may leave it.
 */
import type { Type } from '@chainsafe/ssz';

/** Why bytes were refused. `reason` is a stable code, never peer-supplied text. */
export type DecodeReason =
  | 'oversized'
  | 'malformed'
  | 'not-canonical'
  | 'unknown-kind'
  | 'out-of-range'
  | 'bad-text'
  | 'bad-point'
  | 'bad-scalar';

/** The only error a decoder throws. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  constructor(
    readonly reason: DecodeReason,
    readonly what: string,
  ) {
    super(`${what}: ${reason}`);
  }
}

/**
 * Decodes `bytes` as SSZ `type`.
 * Rejects input above `maxBytes` before looking at it, and input that does not re-encode to itself,
 * so that one value has exactly one encoding whatever the library tolerates.
 * @throws DecodeError
 */
export function decodeSsz<T>(type: Type<T>, bytes: Uint8Array, maxBytes: number, what: string): T {
  if (bytes.length > maxBytes) throw new DecodeError('oversized', what);
  let value: T;
  try {
    value = type.deserialize(bytes);
  } catch {
    throw new DecodeError('malformed', what);
  }
  let again: Uint8Array;
  try {
    again = type.serialize(value);
  } catch {
    throw new DecodeError('not-canonical', what);
  }
  if (!equalBytes(again, bytes)) throw new DecodeError('not-canonical', what);
  return value;
}

/** Bytewise equality; not constant time, for public values only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Lexicographic byte order: -1, 0 or 1. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const d = a[i]! - b[i]!;
    if (d !== 0) return d < 0 ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal without prefix; the map key of digests and public keys. */
export function toHex(bytes: Uint8Array): string {
  let s = '';
  for (const b of bytes) s += HEX[b];
  return s;
}

/** @throws DecodeError unless `hex` is an even number of lower-case hexadecimal digits. */
export function fromHex(hex: string, what = 'hex'): Uint8Array {
  if (hex.length % 2 !== 0 || !/^[0-9a-f]*$/.test(hex)) throw new DecodeError('malformed', what);
  const out = new Uint8Array(hex.length / 2);
  for (let i = 0; i < out.length; i++) out[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return out;
}

/**
 * UTF-8 text of at most `maxBytes`: control characters and bidirectional overrides are refused, because
 * they let one player's name rewrite how another's line reads.
 * @throws DecodeError
 */
export function decodeText(bytes: Uint8Array, maxBytes: number, what: string): string {
  if (bytes.length > maxBytes) throw new DecodeError('oversized', what);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new DecodeError('bad-text', what);
  }
  if (/[\p{Cc}\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/u.test(text))
    throw new DecodeError('bad-text', what);
  return text;
}

/** UTF-8 bytes of text that `decodeText` would accept. @throws DecodeError */
export function encodeText(text: string, maxBytes: number, what: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  decodeText(bytes, maxBytes, what);
  return bytes;
}
