/** A tap for the newer build brings it, also where the older one is held up. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { holdPage, newBuildReady, reloadOnceMore, takeNewBuild } from './newBuild.ts';

const page = new EventTarget();
const container = new EventTarget();
const reload = vi.fn();
const postMessage = vi.fn();
const kept = new Map<string, string>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', Object.assign(page, { location: { reload } }));
  vi.stubGlobal('navigator', { serviceWorker: container });
  vi.stubGlobal('sessionStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  });
  newBuildReady({ postMessage } as unknown as ServiceWorker);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.clearAllMocks();
  kept.clear();
});

const used = (): boolean => container.dispatchEvent(new Event('controllerchange'));
const loaded = (): boolean => page.dispatchEvent(new Event('load'));

it('reloads once the newer one is in use, and not again', () => {
  takeNewBuild();
  expect(postMessage).toHaveBeenCalledExactlyOnceWith('use');
  expect(reload).not.toHaveBeenCalled();
  used();
  vi.runAllTimers();
  expect(reload).toHaveBeenCalledTimes(1);
  reloadOnceMore();
  loaded();
  expect(reload).toHaveBeenCalledTimes(1);
});

it('held up because the older one is not idle, the page leaves by itself, and once more when it is back', () => {
  takeNewBuild();
  vi.runAllTimers();
  expect(reload).toHaveBeenCalledTimes(1);
  reloadOnceMore();
  loaded();
  expect(reload).toHaveBeenCalledTimes(2);
  reloadOnceMore();
  loaded();
  expect(reload).toHaveBeenCalledTimes(2);
});

it('never in a hand: what has begun meanwhile is played out first', () => {
  const free: (() => void)[] = [];
  takeNewBuild();
  const end = holdPage((then) => void free.push(then));
  vi.runAllTimers();
  expect(reload).not.toHaveBeenCalled();
  for (const then of free) then();
  expect(reload).toHaveBeenCalledTimes(1);
  end();
});
