/** A disk that takes nothing more: IndexedDB's quota (Storage Standard, QuotaExceededError) or a full file system. */
export function isFull(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, cause } = error as { name?: unknown; code?: unknown; cause?: unknown };
  return name === 'QuotaExceededError' || code === 'ENOSPC' || code === 'EDQUOT' || isFull(cause);
}
