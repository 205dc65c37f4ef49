import { describe, expect, it } from 'vitest';
import { DatabaseError } from '../../storage/database.ts';
import { storageFailure } from './storageFailure.ts';

describe('what storage has against a page', () => {
  it.each([
    ['newer', 'newer-version'],
    ['silent', 'storage-silent'],
    ['deleted', 'storage-deleted'],
    ['unavailable', 'no-indexeddb'],
  ] as const)('a database that is %s is told as %s, however it is wrapped', (code, failure) => {
    const error = new DatabaseError(code);
    for (const e of [error, new Error('while reading', { cause: error })])
      expect(storageFailure(e)).toBe(failure);
  });

  it('a full one is full, also where it would not even open', () => {
    const full = new DOMException('no room', 'QuotaExceededError');
    for (const e of [full, new DatabaseError('unavailable', { cause: full })])
      expect(storageFailure(e)).toBe('storage-full');
  });

  it('nothing else is its matter', () => {
    for (const e of [
      new Error('x'),
      new DOMException('x', 'AbortError'),
      { name: 'DatabaseError' },
      'full',
      null,
    ])
      expect(storageFailure(e)).toBeUndefined();
  });
});
