/**
 * The closing settlement on this device: a member signs one of a table, ever, and nothing of a later height; what it
 * has signed is durable before anybody is told. Once the key's signature under it is held, nothing of the key is kept
 * here.
 */
import { equalBytes } from '../../codec/decode.ts';
import {
  decodeKeyMessage,
  encodeKeyMessage,
  KEY_MESSAGES,
  type KeyMessage,
} from '../../codec/keyMessages.ts';
import type { GameStorage } from '../../storage/storage.ts';
import { eraseAllBut } from './shares.ts';

/** Kept beside the secrets, so that it goes where they go. */
const SIGNED_CLOSING = 'closing';
const CLOSING = KEY_MESSAGES.indexOf('closing');

/** May this device give its part of a signature? Resolves when the answer would survive a crash. */
export async function maySign(
  storage: Pick<GameStorage, 'getSecret' | 'putSecret'>,
  message: KeyMessage,
): Promise<boolean> {
  const kept = await storage.getSecret(SIGNED_CLOSING);
  if (message.kind === 'closing') {
    const bytes = encodeKeyMessage(message);
    if (kept === undefined) await storage.putSecret(SIGNED_CLOSING, bytes);
    return kept === undefined || equalBytes(kept, bytes);
  }
  if (kept === undefined || message.kind === 'ready') return kept === undefined;
  const closing = decodeKeyMessage(CLOSING, kept) as Extract<KeyMessage, { kind: 'closing' }>;
  return message.height <= closing.height;
}

/** The table is closed and signed: every share, every channel key, and what was said with them. */
export const eraseKey = (
  storage: Pick<GameStorage, 'putSecret' | 'getSecret' | 'secretNames' | 'eraseSecrets' | 'isErased'>,
): Promise<void> => eraseAllBut(storage, []);
