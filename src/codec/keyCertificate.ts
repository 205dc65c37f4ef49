/**
 * What the first holders of a key sign with their own keys when it comes into service, q of them: that this is the
 * table's key. Beside the members of its epoch it is all that a receipt needs to come to the key.
 */
import { ContainerType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { GenesisRootType } from './ids.ts';
import { Bytes32, Bytes96, U8, U32 } from './primitives.ts';

const KeyWordType = new ContainerType(
  {
    table: GenesisRootType,
    epoch: U32,
    /** Of that epoch; names the sharing. */
    instance: Bytes32,
    /** How many of its holders sign. */
    threshold: U8,
    /** Y. */
    key: Bytes96,
    /** Of the sharing: dealers and public shares. */
    digest: Bytes32,
  },
  { typeName: 'KeyWord' },
);
export type KeyWord = ValueOf<typeof KeyWordType>;

const tag = new TextEncoder().encode('dealerless/key-certificate/v1\0');

/** Under Ed25519; what the key itself signs has other tags (keyMessages.ts). */
export function keyCertificateBytes(word: KeyWord): Uint8Array {
  return concatBytes(tag, KeyWordType.hashTreeRoot(word));
}
