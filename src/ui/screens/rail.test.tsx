// @vitest-environment happy-dom
/** What one who watches from the rail is told, before, during and instead of a game; and what a stream shows. */
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { services } from '../../client/contract/services.ts';
import type { TableView } from '../../client/contract/view.ts';
import { fakeClient } from '../gallery/fakeClient.ts';
import { tableFixtures } from '../gallery/fixtures.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { testIds } from '../testIds.ts';
import { OverlayPage } from './OverlayPage.tsx';
import { OpenTable } from './TablePage.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function draw(m: typeof en, children: ReactNode): Promise<HTMLElement> {
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  await act(async () => root.render(<MessagesContext value={m}>{children}</MessagesContext>));
  ends.push(() => act(() => root.unmount()));
  return place;
}

const one = (place: Element, name: string) => place.querySelector(`[data-testid=${name}]`);

/** Of a hand, as one who watches sees it. */
const watched: TableView = {
  ...Object.values(tableFixtures).find((v) => v.phase === 'playing' && v.hand?.stage === 'flop')!,
  ...{ watching: { maySit: false, noRoom: false }, rail: { neighbours: 3 }, yourSeat: undefined },
  ...{ legal: undefined, own: undefined },
};

it.each([en, de, es])('before the game it waits, and no seat is offered ($language)', async (m) => {
  const view: TableView = { ...tableFixtures.lobby!, rail: { neighbours: 0 } };
  const place = await draw(m, <OpenTable client={fakeClient(view)} watchOnly />);
  expect(one(place, testIds.railWaiting)?.textContent).toContain(m.rail.waiting);
  expect(one(place, testIds.railWords)?.textContent).toBe(m.rail.alone);
  expect(place.querySelectorAll('button')).toHaveLength(0);
});

it.each([en, de, es])(
  'during it, it says by whom it hears, and claims no link to players ($language)',
  async (m) => {
    const place = await draw(m, <OpenTable client={fakeClient(watched)} watchOnly />);
    expect(one(place, testIds.railWords)?.textContent).toBe(m.rail.linked(3));
    expect(one(place, testIds.connectedStatus)?.textContent).toBe(m.rail.strip(3));
    expect(one(place, testIds.linksStatus)).toBeNull();
    expect(one(place, testIds.watchLeave)?.getAttribute('href')).toBe('/');
  },
);

it.each([en, de, es])(
  'a stream shows the table and nothing to press, or the reason why not ($language)',
  async (m) => {
    const href = 'http://localhost/t/1#c=x';
    const overlay = (view: TableView, at = href) =>
      draw(
        m,
        <OverlayPage href={at} services={{ ...services, openOverlay: async () => fakeClient(view) }} />,
      );
    const playing = await overlay(watched);
    expect(one(playing, testIds.overlay)?.getAttribute('data-hand')).toBe(String(watched.hand?.hand));
    expect(playing.querySelectorAll('button, a, input')).toHaveLength(0);
    expect((await overlay(watched, `${href}&d=20`)).textContent).toBe(m.rail.late(20));
    const lobby: TableView = { ...tableFixtures.lobby!, rail: { neighbours: 2 } };
    expect((await overlay(lobby)).textContent).toBe(m.rail.waiting);
    const failed: TableView = { ...watched, phase: 'failed', failure: 'relay-unreachable' };
    expect((await overlay(failed)).textContent).toBe(m.failure.sentences['relay-unreachable']);
  },
);
