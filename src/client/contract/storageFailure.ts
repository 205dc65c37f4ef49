/** What this device's storage can have against a page. */
import type { FailureCode } from './view.ts';

export type StorageFailure = Extract<
  FailureCode,
  'no-indexeddb' | 'newer-version' | 'storage-silent' | 'storage-full' | 'storage-deleted'
>;

const FAILURES: readonly string[] = [
  'no-indexeddb',
  'newer-version',
  'storage-silent',
  'storage-full',
  'storage-deleted',
] satisfies readonly StorageFailure[];
export const isStorageFailure = (reason: string): reason is StorageFailure => FAILURES.includes(reason);

const CODES: Readonly<Record<string, StorageFailure>> = {
  newer: 'newer-version',
  silent: 'storage-silent',
  deleted: 'storage-deleted',
  unavailable: 'no-indexeddb',
};

/**
 * Undefined where the error is not of storage. Errors are told by their names: pages that open nothing themselves ask
 * this too, and do not carry the database's code for it.
 */
export function storageFailure(error: unknown): StorageFailure | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown };
  if (name === 'QuotaExceededError') return 'storage-full';
  const own = name === 'DatabaseError' && typeof code === 'string' ? CODES[code] : undefined;
  return (own === 'no-indexeddb' && storageFailure(cause)) || own || storageFailure(cause);
}
