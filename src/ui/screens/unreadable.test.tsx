// @vitest-environment happy-dom
/** What cannot be read of this device is told by its storage's own reason, in every language, with a button. */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { services } from '../../client/contract/services.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { testIds } from '../testIds.ts';
import { HistoryPage } from './HistoryPage.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const refused = (code: string) => Object.assign(new Error(code), { name: 'DatabaseError', code });
const cases = [
  [refused('newer'), 'newer-version'],
  [refused('silent'), 'storage-silent'],
  [refused('unavailable'), 'no-indexeddb'],
] as const;

describe.each([en, de, es])('the history ($language)', (m) => {
  it.each(cases)('of a device whose storage does not open says why (%#)', async (error, code) => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const place = document.body.appendChild(document.createElement('div'));
    const root = createRoot(place);
    const broken = {
      ...services,
      listHands: () => Promise.reject(error),
      deviceUse: () => Promise.reject(error),
      ownBuild: async () => undefined,
    };
    await act(async () =>
      root.render(
        <MessagesContext value={m}>
          <HistoryPage services={broken} />
        </MessagesContext>,
      ),
    );
    const failure = place.querySelector<HTMLElement>(`[data-testid="${testIds.failure}"]`);
    expect(failure?.dataset.code).toBe(code);
    expect(failure?.textContent).toContain(m.failure.sentences[code]);
    const retry = place.querySelector(`[data-testid="${testIds.unreadableRetry}"]`);
    expect(retry?.textContent).toBe(m.failure.retry);
    act(() => root.unmount());
    place.remove();
    vi.restoreAllMocks();
  });
});
