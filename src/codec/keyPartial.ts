/**
 * Signing with the table's key, between members: one holder's partial signature over a message that all of them come to
 * by themselves (keyMessages.ts), and what enough of them combine to. A partial is signed under a tag of its own, so
 * that a bad one says whose it is; a combination speaks for itself.
 */
import { ByteListType, ContainerType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { decodeSsz } from './decode.ts';
import {
  decodeKeyMessage,
  encodeKeyMessage,
  KEY_MESSAGES,
  type KeyMessage,
  MOST_BYTES,
} from './keyMessages.ts';
import { Bytes32, Bytes48, Bytes64, Bytes96, U8, U32 } from './primitives.ts';

const said = {
  /** In which it was settled. */
  epoch: U32,
  instance: Bytes32,
  /** Instance of the epoch in which the shares were dealt. */
  sharing: Bytes32,
  /** Of `KEY_MESSAGES`. */
  what: U8,
  /** Hash tree root of the message's content. */
  digest: Bytes32,
  /** Author number in `epoch`. */
  author: U8,
  partial: Bytes48,
} as const;
const WordType = new ContainerType(said, { typeName: 'KeyPartialWord' });
export const KeyPartialType = new ContainerType({ ...said, signature: Bytes64 }, { typeName: 'KeyPartial' });
export type KeyPartial = ValueOf<typeof KeyPartialType>;

const tag = new TextEncoder().encode('dealerless/key-partial/v1\0');

/** What its author signs with its own key. */
export const keyPartialBytes = (word: Omit<KeyPartial, 'signature'>): Uint8Array =>
  concatBytes(tag, WordType.hashTreeRoot(word));

export const KeySignedType = new ContainerType(
  {
    epoch: U32,
    what: U8,
    content: new ByteListType(MOST_BYTES),
    /** Under which it holds. */
    key: Bytes96,
    signature: Bytes48,
  },
  { typeName: 'KeySigned' },
);

/** A message with the signature of the table's key. */
export interface KeySigned {
  /** In which it was settled. */
  readonly epoch: number;
  readonly message: KeyMessage;
  /** Y, 96 bytes. */
  readonly key: Uint8Array;
  /** 48 bytes. */
  readonly signature: Uint8Array;
}

export const keySignedBody = ({
  epoch,
  message,
  key,
  signature,
}: KeySigned): ValueOf<typeof KeySignedType> => ({
  ...{ epoch, key, signature },
  what: KEY_MESSAGES.indexOf(message.kind),
  content: encodeKeyMessage(message),
});

/** @throws DecodeError; whether it holds is not looked at */
export function keySignedOf({ what, content, ...rest }: ValueOf<typeof KeySignedType>): KeySigned {
  return { ...rest, message: decodeKeyMessage(what, content) };
}

export const encodeKeySigned = (signed: KeySigned): Uint8Array =>
  KeySignedType.serialize(keySignedBody(signed));

/** @throws DecodeError */
export const decodeKeySigned = (bytes: Uint8Array): KeySigned =>
  keySignedOf(decodeSsz(KeySignedType, bytes, 1_024, 'signed by the key'));
