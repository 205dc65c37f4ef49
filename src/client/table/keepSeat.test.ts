import { describe, expect, it, vi } from 'vitest';
import type { TableView } from '../contract/view.ts';
import { keepSeat, type SeatBrowser } from './keepSeat.ts';
import { emptyView } from './present.ts';

class Sentinel extends EventTarget {
  released = false;
  async release(): Promise<undefined> {
    this.released = true;
    this.dispatchEvent(new Event('release'));
    return undefined;
  }
}

function scene() {
  let view: TableView = emptyView;
  const listeners = new Set<() => void>();
  const locks: Sentinel[] = [];
  const request = vi.fn(async () => {
    const lock = new Sentinel();
    locks.push(lock);
    return lock as unknown as WakeLockSentinel;
  });
  const persist = vi.fn(async () => true);
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible' as DocumentVisibilityState,
  });
  const browser = { storage: { persist }, wakeLock: { request }, document } as unknown as SeatBrowser;
  const client = {
    view: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 4; i++) await Promise.resolve();
  };
  return {
    ...{ request, persist, locks, client, browser, listeners },
    async show(next: Partial<TableView>) {
      view = { ...view, ...next };
      for (const listener of [...listeners]) listener();
      await settled();
    },
    async look(visibilityState: DocumentVisibilityState) {
      document.visibilityState = visibilityState;
      // As browsers do: a hidden page's lock is taken away.
      if (visibilityState === 'hidden') for (const lock of locks) if (!lock.released) await lock.release();
      document.dispatchEvent(new Event('visibilitychange'));
      await settled();
    },
  };
}
const hand = (n: number) => ({ hand: n }) as NonNullable<TableView['hand']>;

describe('a seat kept by the browser', () => {
  it('asks for lasting storage when a seat is taken, once, and for no spectator', async () => {
    const s = scene();
    keepSeat(s.client, s.browser);
    await s.show({ phase: 'playing' });
    expect(s.persist).not.toHaveBeenCalled();
    await s.show({ phase: 'lobby', lobby: { yourSeat: 2 } as NonNullable<TableView['lobby']> });
    await s.show({ phase: 'playing', yourSeat: 2 });
    expect(s.persist).toHaveBeenCalledOnce();
  });

  it('keeps the screen on while seated in a game, and again when the page is seen again', async () => {
    const s = scene();
    const stop = keepSeat(s.client, s.browser);
    await s.show({ phase: 'lobby', yourSeat: 1 });
    expect(s.request).not.toHaveBeenCalled();
    await s.show({ phase: 'playing', hand: hand(1) });
    await s.show({ hand: hand(2) });
    expect(s.locks.map((l) => l.released)).toEqual([false]);
    await s.look('hidden');
    await s.show({ hand: hand(3) });
    expect(s.locks.map((l) => l.released)).toEqual([true]);
    await s.look('visible');
    expect(s.locks.map((l) => l.released)).toEqual([true, false]);
    await s.show({ phase: 'ended' });
    expect(s.locks.map((l) => l.released)).toEqual([true, true]);
    stop();
    expect(s.listeners.size).toBe(0);
  });

  it('takes a refusal for an answer until the next hand', async () => {
    const s = scene();
    keepSeat(s.client, s.browser);
    s.request.mockRejectedValueOnce(new DOMException('low battery', 'NotAllowedError'));
    await s.show({ phase: 'playing', yourSeat: 0, hand: hand(1) });
    for (let i = 0; i < 5; i++) await s.show({});
    expect(s.request).toHaveBeenCalledTimes(1);
    await s.show({ hand: hand(2) });
    expect(s.request).toHaveBeenCalledTimes(2);
    expect(s.locks).toHaveLength(1);
  });

  it('does without in a browser that has neither', async () => {
    const s = scene();
    const { document } = s.browser;
    keepSeat(s.client, { document, storage: undefined, wakeLock: undefined });
    await s.show({ phase: 'playing', yourSeat: 0 });
    expect(s.request).not.toHaveBeenCalled();
  });
});
