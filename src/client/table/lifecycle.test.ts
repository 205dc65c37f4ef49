/** The node hears of it when the page stood still. */
import { describe, expect, it } from 'vitest';
import { noteSleep } from './lifecycle.ts';

function page() {
  const document = new EventTarget();
  const window = new EventTarget();
  let slept = 0;
  const stop = noteSleep({ document, window }, () => {
    slept++;
  });
  const shown = (persisted: boolean): void => {
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
  };
  return { document, shown, stop, slept: () => slept };
}

describe('a page', () => {
  it('that was frozen has slept', () => {
    const p = page();
    p.document.dispatchEvent(new Event('freeze'));
    p.document.dispatchEvent(new Event('resume'));
    expect(p.slept()).toBe(2);
  });

  it('that was kept and shown again has slept, one that was loaded has not', () => {
    const p = page();
    p.shown(false);
    expect(p.slept()).toBe(0);
    p.shown(true);
    expect(p.slept()).toBe(1);
  });

  it('that is closed says nothing more', () => {
    const p = page();
    p.stop();
    p.document.dispatchEvent(new Event('resume'));
    p.shown(true);
    expect(p.slept()).toBe(0);
  });
});
