import { describe, expect, it } from 'vitest';
import { lookOnce, servedNow } from './servedCheck.ts';

const now = { sleep: async () => undefined, free: async () => undefined };

describe('a page that compares its host by itself', () => {
  it('waits before every file until no hand is on', async () => {
    const done: string[] = [];
    let endHand: () => void = () => undefined;
    const hand = new Promise<void>((resolve) => {
      endHand = resolve;
    });
    const looking = lookOnce({
      sleep: async () => undefined,
      free: () => (done.length === 1 ? hand : Promise.resolve()),
      async compare(beforeEach) {
        for (const path of ['/index.html', '/sw.js']) {
          await beforeEach();
          done.push(path);
        }
        return { compared: 2, differing: [] };
      },
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(done).toEqual(['/index.html']);
    endHand();
    await looking;
    expect(done).toEqual(['/index.html', '/sw.js']);
  });

  it('tells what differs, and says nothing anew of a host that is away', async () => {
    let told = 0;
    const end = servedNow.subscribe(() => told++);
    await lookOnce({ ...now, compare: async () => ({ compared: 3, differing: ['/sw.js'] }) });
    expect(servedNow.get()).toEqual({ compared: 3, differing: ['/sw.js'] });
    await lookOnce({ ...now, compare: () => Promise.reject(new TypeError('Failed to fetch')) });
    await lookOnce({ ...now, compare: async () => undefined });
    expect(servedNow.get()).toEqual({ compared: 3, differing: ['/sw.js'] });
    expect(told).toBe(1);
    end();
  });
});
