import { afterEach, describe, expect, it, vi } from 'vitest';
import { tellTurn } from './notify.ts';

afterEach(() => vi.unstubAllGlobals());

/** A device on which only service workers may notify, as Chrome on Android; `permitted` settles the worker's call. */
function android(permitted: Promise<void>): { shown: string[]; gone: () => number } {
  const shown: string[] = [];
  let closed = 0;
  class Illegal {
    constructor() {
      throw new TypeError('Illegal constructor');
    }
  }
  const registration = {
    showNotification: async (title: string, options: NotificationOptions) => {
      await permitted;
      shown.push(`${title}: ${options.body} (${options.data})`);
    },
    getNotifications: async ({ tag }: { tag: string }) =>
      tag === 'dealerless-turn' ? shown.map(() => ({ close: () => closed++ })) : [],
  };
  vi.stubGlobal('Notification', Illegal);
  vi.stubGlobal('window', { location: { href: 'https://table/t/1' } });
  vi.stubGlobal('navigator', { serviceWorker: { getRegistration: async () => registration } });
  return { shown, gone: () => closed };
}

describe('telling that it is one’s turn', () => {
  it('goes through the service worker where pages may not, and can be taken back', async () => {
    const device = android(Promise.resolve());
    const takeBack = tellTurn('Your turn', 'Call 40');
    await vi.waitFor(() => expect(device.shown).toEqual(['Your turn: Call 40 (https://table/t/1)']));
    takeBack();
    await vi.waitFor(() => expect(device.gone()).toBe(1));
  });

  it('is not told at all when the turn is over before the worker is there', async () => {
    const device = android(Promise.resolve());
    tellTurn('Your turn', 'Call 40')();
    await new Promise(setImmediate);
    expect(device.shown).toEqual([]);
  });

  it('is taken back also when it ends while it is being shown', async () => {
    let permit: () => void = () => undefined;
    const device = android(
      new Promise((resolve) => {
        permit = resolve;
      }),
    );
    const takeBack = tellTurn('Your turn', 'Call 40');
    await new Promise(setImmediate);
    takeBack();
    permit();
    await vi.waitFor(() => expect(device.gone()).toBe(1));
  });

  it('a refusal by the device is no error of the page', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    android(Promise.reject(new Error('denied')));
    tellTurn('Your turn', 'Call 40');
    await vi.waitFor(() => expect(warned).toHaveBeenCalledOnce());
    warned.mockRestore();
  });

  it('uses the page’s own notification where it may', () => {
    const closed: string[] = [];
    class Plain {
      constructor(readonly title: string) {}
      close(): void {
        closed.push(this.title);
      }
    }
    vi.stubGlobal('Notification', Plain);
    tellTurn('Your turn', 'Check')();
    expect(closed).toEqual(['Your turn']);
  });
});
