import { describe, expect, it } from 'vitest';
import { isFull } from './full.ts';

describe('a disk that is full', () => {
  it('is told from every other failure, whatever wraps it', () => {
    const quota = new DOMException('no room', 'QuotaExceededError');
    const disk = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    for (const error of [quota, disk, new Error('journal', { cause: quota })])
      expect(isFull(error)).toBe(true);
    const others = [
      new DOMException('x', 'AbortError'),
      new Error('QuotaExceededError'),
      'full',
      null,
      undefined,
    ];
    for (const error of others) expect(isFull(error)).toBe(false);
  });
});
