/** Keeping the app on the device, in browsers that have workers, have none, or only say so. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { newBuild } from './newBuild.ts';
import { installServiceWorker } from './serviceWorker.ts';

const warned = vi.fn();
const unhandled: unknown[] = [];
const heard = (error: unknown): void => void unhandled.push(error);

beforeEach(() => {
  vi.stubEnv('PROD', true);
  vi.stubGlobal('document', { readyState: 'complete' });
  vi.stubGlobal('window', {
    location: { pathname: '/' },
    requestIdleCallback: (then: () => void) => then(),
  });
  vi.stubGlobal('console', { ...console, warn: warned });
  vi.stubGlobal('setInterval', () => 0);
  process.on('unhandledRejection', heard);
});
afterEach(() => {
  process.off('unhandledRejection', heard);
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.clearAllMocks();
  unhandled.length = 0;
});

const settled = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)));
function inBrowser(serviceWorker: unknown): void {
  vi.stubGlobal('navigator', { serviceWorker });
  installServiceWorker();
}

it('has nothing to say where there are none', async () => {
  inBrowser(undefined);
  await settled();
  expect([warned.mock.calls, unhandled]).toEqual([[], []]);
});

it('has nothing to watch where a registration is answered with nothing', async () => {
  const register = vi.fn(async () => undefined);
  inBrowser({ register });
  await settled();
  expect(register).toHaveBeenCalledOnce();
  expect([warned.mock.calls, unhandled, newBuild.get()]).toEqual([[], [], 'none']);
});

it('says so where they are forbidden', async () => {
  const error = new DOMException('not in private windows', 'SecurityError');
  inBrowser({ register: () => Promise.reject(error) });
  await settled();
  expect(warned.mock.calls).toEqual([[error]]);
  expect(unhandled).toEqual([]);
});

it('tells of a build that waits beside the one in use', async () => {
  const registration = { waiting: {}, addEventListener: vi.fn() };
  inBrowser({ register: async () => registration, controller: {} });
  await settled();
  expect(newBuild.get()).toBe('ready');
});
