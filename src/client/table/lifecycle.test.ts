/** The node hears of it when the page stood still, and when there is something to catch up with. */
import { describe, expect, it } from 'vitest';
import { watchPage } from './lifecycle.ts';

function page() {
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible' as DocumentVisibilityState,
  });
  const window = new EventTarget();
  const said = { slept: 0, back: 0 };
  let nowMs = 0;
  const stop = watchPage(
    { document, window },
    {
      slept: () => {
        said.slept++;
      },
      back: () => {
        said.back++;
      },
      nowMs: () => nowMs,
    },
  );
  const shown = (persisted: boolean): void => {
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  };
  const becomes = (state: DocumentVisibilityState): void => {
    document.visibilityState = state;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { document, window, shown, becomes, pass, stop, said };
}

describe('a page', () => {
  it('that was frozen has slept, and is back when it goes on', () => {
    const p = page();
    p.document.dispatchEvent(new Event('freeze'));
    expect(p.said).toEqual({ slept: 1, back: 0 });
    p.document.dispatchEvent(new Event('resume'));
    expect(p.said).toEqual({ slept: 2, back: 1 });
  });

  it('that was kept and shown again has slept, one that was loaded has not', () => {
    const p = page();
    p.shown(false);
    expect(p.said).toEqual({ slept: 0, back: 0 });
    p.shown(true);
    expect(p.said).toEqual({ slept: 1, back: 1 });
  });

  it('that is looked at again is back, one that is hidden is not', () => {
    const p = page();
    p.becomes('hidden');
    expect(p.said.back).toBe(0);
    p.becomes('visible');
    expect(p.said).toEqual({ slept: 0, back: 1 });
  });

  it('whose device is in a network again is back', () => {
    const p = page();
    p.window.dispatchEvent(new Event('online'));
    expect(p.said).toEqual({ slept: 0, back: 1 });
  });

  it('that says so in several ways at once is back once, and later again', () => {
    const p = page();
    p.document.dispatchEvent(new Event('resume'));
    p.becomes('visible');
    p.window.dispatchEvent(new Event('online'));
    expect(p.said.back).toBe(1);
    p.pass(1_000);
    p.becomes('visible');
    expect(p.said.back).toBe(2);
  });

  it('that is closed says nothing more', () => {
    const p = page();
    p.stop();
    p.document.dispatchEvent(new Event('resume'));
    p.window.dispatchEvent(new Event('online'));
    p.becomes('visible');
    p.shown(true);
    expect(p.said).toEqual({ slept: 0, back: 0 });
  });
});
