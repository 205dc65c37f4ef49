/** The stores of a device's database, as its last migration leaves them. */
import type { LogSchema } from './indexedDbLog.ts';
import type { EpochRecord, HandRecord, IdentityRecord } from './storage.ts';

/** A secret as it is stored (atRest.ts): sealed, or as it is where the browser keeps no key to seal it with. */
export type AtRest = Uint8Array | { readonly nonce: Uint8Array; readonly sealed: Uint8Array };

export interface StoredIdentity extends Omit<IdentityRecord, 'secretKey'> {
  readonly secretKey: AtRest;
}

export interface Schema extends LogSchema {
  identities: { key: string; value: StoredIdentity };
  genesis: { key: string; value: Uint8Array };
  epochs: { key: [string, number]; value: EpochRecord & { identity: string } };
  secrets: { key: [string, string]; value: AtRest };
  verdicts: { key: [string, string]; value: string };
  hands: { key: [string, number]; value: HandRecord & { identity: string } };
  signed: { key: [string, string]; value: Uint8Array };
  birth: { key: 'id'; value: string };
  /** The key that seals secrets, which no script can read out; and whether what is older was sealed. */
  sealing: { key: 'key' | 'older'; value: CryptoKey | true };
}

/** Under this name stands, among the secrets, the locked game that was handed over: sealed for another device. */
export const HANDED_OVER = 'handed-over';

/** The stores in which every record's key begins with its identity. */
export const keyedByIdentity = ['entries', 'epochs', 'secrets', 'verdicts', 'hands', 'signed'] as const;

export const strict = { durability: 'strict' } as const;
export const everything = (identity: string) => IDBKeyRange.bound([identity], [identity, []]);
