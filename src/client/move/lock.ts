/**
 * Files that only one passphrase or only one device opens: age (https://age-encryption.org/v1), so that whoever has
 * the passphrase can also open one without this app.
 */
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/**
 * scrypt with N = 2^16, r = 8: 64 MiB, which a phone has. What is guessed is a passphrase of 66 random bits that this
 * app makes, never one that somebody chose.
 */
const SCRYPT_LOG_N = 16;
const PASSPHRASE_WORDS = 6;

export type LockedWith = 'passphrase' | 'device';

/** What a file says of itself in clear; undefined where it is no age file of one of the two kinds. */
export function lockedWith(file: Uint8Array): LockedWith | undefined {
  const head = new TextDecoder().decode(file.subarray(0, 64));
  if (head.startsWith('age-encryption.org/v1\n-> scrypt ')) return 'passphrase';
  return head.startsWith('age-encryption.org/v1\n-> X25519 ') ? 'device' : undefined;
}

/** SECRET: six words of 11 bits each. @param random of the platform, n bytes */
export function newPassphrase(random: (length: number) => Uint8Array): string {
  const numbers = new DataView(random(2 * PASSPHRASE_WORDS).buffer);
  // 2^16 is a multiple of 2,048: none is likelier than another.
  const word = (i: number): string => wordlist[numbers.getUint16(2 * i) % wordlist.length]!;
  return Array.from({ length: PASSPHRASE_WORDS }, (_, i) => word(i)).join(' ');
}

/** As it was meant: however it was typed or pasted. */
export const asPassphrase = (typed: string): string =>
  typed
    .trim()
    .toLowerCase()
    .split(/[\s,.-]+/)
    .join(' ');

/** A device's code, and what opens files that are locked for it. SECRET: `key`. */
export async function newArrivalKey(): Promise<string> {
  return generateX25519Identity();
}

export const codeOf = (key: string): Promise<string> => identityToRecipient(key);

/** A device's code as it was typed or scanned; undefined where it is none. */
export function asCode(typed: string): string | undefined {
  const code = /age1[02-9ac-hj-np-z]{58}/.exec(typed.trim().toLowerCase())?.[0];
  if (code === undefined) return undefined;
  try {
    new Encrypter().addRecipient(code);
    return code;
  } catch {
    // Its checksum does not hold.
    return undefined;
  }
}

export function lockWithPassphrase(bytes: Uint8Array, passphrase: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(SCRYPT_LOG_N);
  encrypter.setPassphrase(passphrase);
  return encrypter.encrypt(bytes);
}

export function lockFor(code: string, bytes: Uint8Array): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(code);
  return encrypter.encrypt(bytes);
}

/** 'other-key': the passphrase or the device is another one. 'damaged': the file was cut off or changed. */
export async function unlock(
  file: Uint8Array,
  by: { readonly passphrase: string } | { readonly key: string },
): Promise<Uint8Array | 'other-key' | 'damaged'> {
  const decrypter = new Decrypter();
  if ('passphrase' in by) decrypter.addPassphrase(by.passphrase);
  else decrypter.addIdentity(by.key);
  try {
    return await decrypter.decrypt(file);
  } catch (error) {
    const none = error instanceof Error && error.message.startsWith('no identity matched');
    return none ? 'other-key' : 'damaged';
  }
}
