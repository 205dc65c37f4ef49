/** Names and lines as the protocol takes them: UTF-8 within its caps, nothing that acts on what stands beside it. */
import { DecodeError, encodeText } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import type { ActRefusal } from '../contract/refusals.ts';

type Encoded =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: ActRefusal };

export const encodeNickname = (nickname: string): Encoded =>
  encode(nickname, limits.nicknameBytes, 'name-too-long', 'name-unusable');

export const encodeLine = (line: string): Encoded =>
  encode(line, limits.chatBytes, 'line-too-long', 'line-unusable');

/** For those who watch from the rail. */
export const encodeRailLine = (line: string): Encoded =>
  encode(line, limits.railLineBytes, 'line-too-long', 'line-unusable');

function encode(text: string, maxBytes: number, tooLong: ActRefusal, unusable: ActRefusal): Encoded {
  try {
    return { ok: true, bytes: encodeText(text.trim(), maxBytes, 'text') };
  } catch (error) {
    if (error instanceof DecodeError)
      return { ok: false, reason: error.reason === 'oversized' ? tooLong : unusable };
    throw error;
  }
}
