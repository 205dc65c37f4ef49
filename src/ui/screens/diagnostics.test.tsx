// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, it } from 'vitest';
import type { DeviceNumbers, TableNumbers } from '../../client/contract/diagnostics.ts';
import { services } from '../../client/contract/services.ts';
import { numbersFixture } from '../gallery/numbersFixture.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { testIds } from '../testIds.ts';
import { DiagnosticsPage } from './DiagnosticsPage.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const device: DeviceNumbers = {
  browser: 'Firefox 153',
  language: 'de',
  cores: 2,
  isolated: true,
  webRtc: false,
  serviceWorker: false,
  usedBytes: 2_000_000,
  quotaBytes: undefined,
  build: undefined,
};

it.each([en, de, es])(
  'shows the tables of this browser as they go on, and copies them ($language)',
  async (messages) => {
    const written: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (text: string) => written.push(text) },
    });
    let tell: (tables: readonly TableNumbers[]) => void = () => undefined;
    let followed = true;
    const place = document.body.appendChild(document.createElement('div'));
    const root = createRoot(place);
    const page = {
      ...services,
      readDevice: async () => device,
      followNumbers: (told: typeof tell) => {
        tell = told;
        return () => {
          followed = false;
        };
      },
    };
    await act(async () =>
      root.render(
        <MessagesContext value={messages}>
          <DiagnosticsPage services={page} />
        </MessagesContext>,
      ),
    );
    const t = messages.numbers;
    expect(place.textContent).toContain(t.noTable);
    act(() => tell([numbersFixture, { ...numbersFixture, tab: 'b', chain: undefined }]));
    const tables = [...place.querySelectorAll(`[data-testid=${testIds.numbersTable}]`)];
    expect(tables.map((table) => table.querySelector('h2')?.textContent)).toEqual([t.table(1), t.table(2)]);
    expect(tables[0]?.querySelector('[data-row=linked]')?.textContent).toBe('2, 4, 3');
    expect(tables[0]?.querySelector('[data-row=working]')?.textContent).toBe(t.yes);
    expect(tables[1]?.querySelector('[data-row=linked]')).toBeNull();
    const copy = place.querySelector<HTMLButtonElement>(`[data-testid=${testIds.failureCopy}]`);
    expect(copy?.textContent).toBe(messages.failure.reportCopy);
    await act(async () => copy?.click());
    expect(written[0]).toContain('linked 2 of 4 (quorum 3), waiting for 2');
    expect(written[0]).toContain('Firefox 153');
    act(() => root.unmount());
    expect(followed).toBe(false);
  },
);
