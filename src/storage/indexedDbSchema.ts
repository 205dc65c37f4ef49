/** The stores of a device's database, as its last migration leaves them. */
import type { LogSchema } from './indexedDbLog.ts';
import type { EpochRecord, HandRecord, IdentityRecord } from './storage.ts';

export interface Schema extends LogSchema {
  identities: { key: string; value: IdentityRecord };
  genesis: { key: string; value: Uint8Array };
  epochs: { key: [string, number]; value: EpochRecord & { identity: string } };
  secrets: { key: [string, string]; value: Uint8Array };
  verdicts: { key: [string, string]; value: string };
  hands: { key: [string, number]; value: HandRecord & { identity: string } };
  signed: { key: [string, string]; value: Uint8Array };
  birth: { key: 'id'; value: string };
}

/** The stores in which every record's key begins with its identity. */
export const keyedByIdentity = ['entries', 'epochs', 'secrets', 'verdicts', 'hands', 'signed'] as const;

export const strict = { durability: 'strict' } as const;
export const everything = (identity: string) => IDBKeyRange.bound([identity], [identity, []]);
