import { afterEach, describe, expect, it, vi } from 'vitest';
import { whenIdle, withNextFrame } from './pageMoments.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A page whose frames and idle moments come when the test says so. */
function page(visibilityState: 'visible' | 'hidden') {
  const frames = new Map<number, () => void>();
  const idle = new Map<number, () => void>();
  let ids = 0;
  vi.stubGlobal('document', { visibilityState });
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => {
    frames.set(++ids, then);
    return ids;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
  vi.stubGlobal('requestIdleCallback', (then: () => void) => {
    idle.set(++ids, then);
    return ids;
  });
  vi.stubGlobal('cancelIdleCallback', (id: number) => idle.delete(id));
  const run = (waiting: Map<number, () => void>) => {
    for (const [id, then] of [...waiting]) {
      waiting.delete(id);
      then();
    }
  };
  return { frame: () => run(frames), rest: () => run(idle), waiting: () => frames.size + idle.size };
}

describe('moments for drawing', () => {
  it('a visible page draws with its next frame, once', async () => {
    const { frame } = page('visible');
    const drawn = vi.fn();
    withNextFrame(drawn);
    await Promise.resolve();
    expect(drawn).not.toHaveBeenCalled();
    frame();
    frame();
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it('a window that gets no frames draws all the same, once', () => {
    vi.useFakeTimers();
    const { frame } = page('visible');
    const drawn = vi.fn();
    withNextFrame(drawn);
    vi.advanceTimersByTime(1_000);
    frame();
    expect(drawn).toHaveBeenCalledTimes(1);
  });

  it('a hidden page waits for neither frames nor rest', async () => {
    const { waiting } = page('hidden');
    const drawn = vi.fn();
    withNextFrame(drawn);
    whenIdle(drawn);
    await Promise.resolve();
    expect(drawn).toHaveBeenCalledTimes(2);
    expect(waiting()).toBe(0);
  });

  it('where there is no page at all it is done at once', async () => {
    const done = vi.fn();
    withNextFrame(done);
    whenIdle(done);
    await Promise.resolve();
    expect(done).toHaveBeenCalledTimes(2);
  });

  it('nothing comes of what was called off', async () => {
    const { frame, rest } = page('visible');
    const drawn = vi.fn();
    withNextFrame(drawn)();
    whenIdle(drawn)();
    frame();
    rest();
    vi.stubGlobal('document', { visibilityState: 'hidden' });
    whenIdle(drawn)();
    await Promise.resolve();
    expect(drawn).not.toHaveBeenCalled();
  });
});
