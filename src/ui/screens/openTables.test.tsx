// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, it } from 'vitest';
import type { ListingState, OpenTableView } from '../../client/contract/openTables.ts';
import { services } from '../../client/contract/services.ts';
import { openTablesFixture } from '../gallery/openTablesFixture.ts';
import { ListTable } from '../lobby/ListTable.tsx';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { testIds } from '../testIds.ts';
import { OpenTablesPage } from './OpenTablesPage.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const all = (place: Element, name: string) => [
  ...place.querySelectorAll<HTMLElement>(`[data-testid=${name}]`),
];

it.each([en, de, es])(
  'says which tables are open, that none is, or that the host does not say ($language)',
  async (m) => {
    let answer: () => Promise<readonly OpenTableView[]> = async () => openTablesFixture;
    const place = document.body.appendChild(document.createElement('div'));
    const root = createRoot(place);
    const page = { ...services, openTables: () => answer() };
    await act(async () =>
      root.render(
        <MessagesContext value={m}>
          <OpenTablesPage services={page} />
        </MessagesContext>,
      ),
    );
    const shown = all(place, testIds.openTable);
    expect(shown.length).toBe(3);
    expect(shown[0]?.textContent).toContain(m.openTables.free(2, 6));
    expect(shown[0]?.textContent).toContain(m.openTables.admission.asked);
    expect(shown[0]?.querySelector('a')?.getAttribute('href')).toBe('/gallery/lobby-new');
    expect(shown[1]?.textContent.length, 'a long name is cut').toBeLessThan(200);
    const again = () => act(async () => all(place, testIds.openTablesAgain)[0]?.click());
    answer = async () => [];
    await again();
    expect(place.textContent).toContain(m.openTables.empty);
    answer = () => Promise.reject(new Error('away'));
    await again();
    expect(place.querySelector('[role=alert]')?.textContent).toBe(m.openTables.failed);
    act(() => root.unmount());
  },
);

it('a creator ticks and unticks, and is told how the host took it', () => {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const wishes: boolean[] = [];
  const draw = (state: ListingState) =>
    act(() =>
      root.render(
        <MessagesContext value={en}>
          <ListTable state={state} onList={(on) => wishes.push(on)} />
        </MessagesContext>,
      ),
    );
  draw('unlisted');
  const box = place.querySelector('input');
  expect(box?.checked).toBe(false);
  act(() => box?.click());
  expect(box?.checked, 'before the host has answered').toBe(true);
  for (const state of ['waiting', 'listed', 'full', 'unreachable'] as const) {
    draw(state);
    expect(all(place, testIds.listState)[0]?.textContent).toBe(en.openTables.state[state]);
  }
  act(() => box?.click());
  expect(wishes).toEqual([true, false]);
  act(() => root.unmount());
});
