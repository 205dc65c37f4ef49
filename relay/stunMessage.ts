/**
 * The one STUN message that matters here (RFC 8489): a binding request asks under which address it was seen, the
 * answer says so, exclusive-or'ed with the cookie and the transaction id so that no router rewrites it on the way.
 */
import { crc32 } from 'node:zlib';
import ipaddr from 'ipaddr.js';

const COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const BINDING_REQUEST = 0x0001;
const BINDING_RESPONSE = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const FINGERPRINT = 0x8028;
const FINGERPRINT_MASK = 0x5354554e;
/** Attributes below this must be understood by who answers. */
const OPTIONAL_FROM = 0x8000;
/** USERNAME, MESSAGE-INTEGRITY and its SHA-256, PRIORITY, USE-CANDIDATE: they change nothing about the answer. */
const HARMLESS = new Set([0x0006, 0x0008, 0x001c, 0x0024, 0x0025]);

interface Attribute {
  readonly type: number;
  readonly value: Buffer;
  /** Where its own header begins in the message. */
  readonly at: number;
}

/** The attributes of a well-formed message; undefined for anything else. */
function attributesOf(message: Buffer): Attribute[] | undefined {
  if (message.length < HEADER_BYTES || message.length % 4 !== 0) return undefined;
  if (message.readUInt32BE(4) !== COOKIE) return undefined;
  if (message.readUInt16BE(2) !== message.length - HEADER_BYTES) return undefined;
  const found: Attribute[] = [];
  for (let at = HEADER_BYTES; at < message.length; ) {
    const length = message.readUInt16BE(at + 2);
    const next = at + 4 + Math.ceil(length / 4) * 4;
    if (next > message.length) return undefined;
    found.push({ type: message.readUInt16BE(at), value: message.subarray(at + 4, at + 4 + length), at });
    at = next;
  }
  const print = found.find((a) => a.type === FINGERPRINT);
  if (print === undefined) return found;
  // Where there is one it is the last, and it holds (RFC 8489, 14.7).
  const want = (crc32(message.subarray(0, print.at)) ^ FINGERPRINT_MASK) >>> 0;
  const holds = print === found.at(-1) && print.value.length === 4 && print.value.readUInt32BE(0) === want;
  return holds ? found : undefined;
}

/** 32 bytes for IPv4, 44 for IPv6; undefined = this is to be left unanswered. */
export function answerBinding(request: Buffer, address: string, port: number): Buffer | undefined {
  const attributes = attributesOf(request);
  if (attributes === undefined || request.readUInt16BE(0) !== BINDING_REQUEST) return undefined;
  if (attributes.some((a) => a.type < OPTIONAL_FROM && !HARMLESS.has(a.type))) return undefined;
  const bytes = ipaddr.process(address).toByteArray();
  const out = Buffer.alloc(HEADER_BYTES + 8 + bytes.length);
  out.writeUInt16BE(BINDING_RESPONSE, 0);
  out.writeUInt16BE(out.length - HEADER_BYTES, 2);
  request.copy(out, 4, 4, HEADER_BYTES);
  out.writeUInt16BE(XOR_MAPPED_ADDRESS, HEADER_BYTES);
  out.writeUInt16BE(4 + bytes.length, HEADER_BYTES + 2);
  out[HEADER_BYTES + 5] = bytes.length === 4 ? 1 : 2;
  out.writeUInt16BE(port ^ (COOKIE >>> 16), HEADER_BYTES + 6);
  // The key stream is the cookie and the transaction id as they stand in the header.
  for (const [i, b] of bytes.entries()) out[HEADER_BYTES + 8 + i] = b ^ request[4 + i]!;
  return out;
}

/** @param transactionId 12 bytes that nobody can guess */
export function bindingRequest(transactionId: Uint8Array): Buffer {
  const out = Buffer.alloc(HEADER_BYTES);
  out.writeUInt16BE(BINDING_REQUEST, 0);
  out.writeUInt32BE(COOKIE, 4);
  out.set(transactionId, 8);
  return out;
}

/** The address and port in an answer to this transaction; undefined for any other message. */
export function mappedAddress(
  answer: Buffer,
  transactionId: Uint8Array,
): { readonly address: string; readonly port: number } | undefined {
  const attributes = attributesOf(answer);
  if (attributes === undefined || answer.readUInt16BE(0) !== BINDING_RESPONSE) return undefined;
  if (!answer.subarray(8, HEADER_BYTES).equals(transactionId)) return undefined;
  const mapped = attributes.find((a) => a.type === XOR_MAPPED_ADDRESS)?.value;
  const length = mapped?.[1] === 1 ? 4 : 16;
  if (mapped === undefined || mapped.length !== 4 + length) return undefined;
  const bytes = [...mapped.subarray(4)].map((b, i) => b ^ answer[4 + i]!);
  return {
    address: ipaddr.fromByteArray(bytes).toString(),
    port: mapped.readUInt16BE(2) ^ (COOKIE >>> 16),
  };
}
