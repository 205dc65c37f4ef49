import { describe, expect, it } from 'vitest';
import { failStop, isOwnFailure, ownBusiness, ownFailure } from './failStop.ts';

class Disk {
  readonly #rows = [1];
  read(): Promise<number> {
    return Promise.resolve(this.#rows[0]!);
  }
  async write(): Promise<void> {
    throw new Error('the disk is full');
  }
  close(): void {
    throw new RangeError('closed twice');
  }
}

describe('whose fault an error is', () => {
  it('ours, where our own disk throws it, at once or later', async () => {
    const disk = failStop(new Disk());
    const later = await disk.write().catch((error: unknown) => error);
    expect(later).toBeInstanceOf(Error);
    expect(isOwnFailure(later)).toBe(true);
    try {
      disk.close();
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      expect(isOwnFailure(error)).toBe(true);
    }
  });

  it('not ours, where nothing of the sort is known of it', () => {
    for (const error of [new Error('x'), 'x', undefined, null]) expect(isOwnFailure(error)).toBe(false);
  });

  it('a disk that works is the same disk', async () => {
    expect(await failStop(new Disk()).read()).toBe(1);
  });

  it('marks what is thrown, even where it is no object', async () => {
    expect(isOwnFailure(ownFailure('text'))).toBe(true);
    const error = await ownBusiness(() => Promise.reject(new Error('x'))).catch((e: unknown) => e);
    expect(isOwnFailure(error)).toBe(true);
  });
});
