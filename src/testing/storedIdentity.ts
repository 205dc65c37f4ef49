import type { IdentityRecord } from '../storage/storage.ts';

/** A seat as a device keeps it. */
export const storedIdentity = (id: string, secretKey = Uint8Array.of(7)): IdentityRecord => ({
  ...{ id, secretKey },
  tableId: 'aa',
  path: '/t/x',
  tableName: 'Friday',
  createdAt: 1,
});
