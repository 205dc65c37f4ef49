// @vitest-environment happy-dom
/** What cannot be drawn leaves the game behind the page alone. */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fakeClient } from '../gallery/fakeClient.ts';
import { tableFixtures } from '../gallery/fixtures.ts';
import { MessagesContext } from '../messages/context.ts';
import { en } from '../messages/en/index.ts';
import { testIds } from '../testIds.ts';
import { OpenTable } from './TablePage.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
afterEach(() => {
  document.body.replaceChildren();
  vi.restoreAllMocks();
});

describe('a table that cannot be drawn', () => {
  it('keeps its client, says that the seat is safe, and is drawn again by a button', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const client = fakeClient(tableFixtures['your-turn']!);
    const close = vi.spyOn(client, 'close');
    let broken = true;
    const messages = new Proxy(en, {
      get(target, name) {
        if (broken && name === 'action') throw new Error('no words');
        return Reflect.get(target, name);
      },
    });
    const place = document.body.appendChild(document.createElement('div'));
    const root = createRoot(place);
    act(() =>
      root.render(
        <MessagesContext value={messages}>
          <OpenTable client={client} />
        </MessagesContext>,
      ),
    );
    const fault = () => place.querySelector<HTMLElement>(`[data-testid="${testIds.failure}"]`);
    expect(fault()?.dataset.code).toBe('drawing');
    expect(fault()?.textContent).toContain(en.device.broken.text);
    expect(close).not.toHaveBeenCalled();
    broken = false;
    const again = [...place.querySelectorAll('button')].find((b) => b.textContent === en.device.broken.again);
    act(() => again?.click());
    expect(fault()).toBeNull();
    expect(place.querySelector(`[data-testid="${testIds.table}"]`)?.getAttribute('data-phase')).toBe(
      'playing',
    );
    act(() => root.unmount());
  });
});
