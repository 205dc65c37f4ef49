// @vitest-environment happy-dom
/** A browser that will soon keep nothing more says so before that ends the tab. */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { DeviceUse } from '../../client/contract/device.ts';
import { MessagesContext } from '../messages/context.ts';
import { en } from '../messages/en/index.ts';
import { testIds } from '../testIds.ts';
import { StorageNote } from './StorageNote.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

async function noteOf(deviceUse: () => Promise<DeviceUse>): Promise<string | undefined> {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <MessagesContext value={en}>
        <StorageNote services={{ deviceUse }} />
      </MessagesContext>,
    ),
  );
  const text = place.querySelector(`[data-testid="${testIds.storageLow}"]`)?.textContent;
  act(() => root.unmount());
  return text ?? undefined;
}

describe('room for this site', () => {
  const use = (usedBytes?: number, quotaBytes?: number) => async () => ({
    ...{ usedBytes, quotaBytes, persistent: false },
  });

  it('is spoken of only when little is left, with what it means and what to do', async () => {
    expect(await noteOf(use(1e9, 12e9))).toBeUndefined();
    const words = await noteOf(use(1e9, 1.02e9));
    expect(words).toContain('20 MB');
    expect(words).toContain('must stop in the middle of a hand');
    expect(words).toContain(en.history.title);
    expect(await noteOf(use(2e9, 1e9))).toContain('0');
  });

  it('a browser that does not say how much there is hears nothing of it', async () => {
    const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    expect(await noteOf(use())).toBeUndefined();
    expect(warned).not.toHaveBeenCalled();
    expect(await noteOf(() => Promise.reject(new Error('no estimate')))).toBeUndefined();
    expect(warned).toHaveBeenCalled();
  });
});
