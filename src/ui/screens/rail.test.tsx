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
import { RailWords } from '../watch/RailWords.tsx';
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

it.each([en, de, es])('why a host’s past of the game was refused is told ($language)', async (m) => {
  for (const [why, words] of Object.entries(m.rail.historyRefused)) {
    const historyRefused = why as keyof typeof m.rail.historyRefused;
    const view: TableView = { ...watched, rail: { neighbours: 3, historyRefused } };
    const place = await draw(m, <RailWords view={view} />);
    expect(one(place, testIds.railHistory)?.textContent).toBe(words);
  }
});

const said = (id: number, speaker: string, nickname: string, text: string, own = false) => ({
  ...{ id, nickname, text, own },
  speaker: speaker.repeat(32),
});

it.each([en, de, es])('those who watch talk; a tap mutes it, another one speaker ($language)', async (m) => {
  const lines = [
    said(1, 'ab', 'Alice', 'hello'),
    said(2, 'cd', 'Alice', 'I am the other Alice'),
    said(3, 'ef', '\u200b\u2060', 'who am I\u202e'),
    said(4, '12', 'Me', 'mine', true),
  ];
  const spoken: string[] = [];
  const client = {
    ...fakeClient({ ...watched, rail: { neighbours: 3, lines } }),
    sayOnRail: async (_name: string, line: string) => {
      spoken.push(line);
      return { ok: false, reason: 'chat-limit' } as const;
    },
  };
  const place = await draw(m, <OpenTable client={client} watchOnly />);
  const press = async (name: string, at = 0) =>
    act(async () => document.querySelectorAll<HTMLElement>(`[data-testid=${name}]`)[at]!.click());
  const shown = () =>
    [...document.querySelectorAll(`[data-testid=${testIds.railChatLine}]`)].map((e) =>
      e.textContent!.replace(/×$/, ''),
    );
  expect(one(place, testIds.railChatOpen)?.textContent).toBe(m.rail.chat.open(3));
  await press(testIds.railChatOpen);
  const all = [
    'Alice · abab hello',
    'Alice · cdcd I am the other Alice',
    `${m.rail.chat.somebody} · efef who am I`,
    'Me · 1212 mine',
  ];
  expect(shown()).toEqual(all);
  await press(testIds.railChatSilence, 1);
  expect(shown()).toEqual([all[0], all[2], all[3]]);
  const input = document.querySelector<HTMLInputElement>(`[data-testid=${testIds.railChatInput}]`)!;
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(
      input,
      ` ${'x'.repeat(400)}`,
    );
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await press(testIds.railChatSend);
  expect(spoken).toEqual(['x'.repeat(279)]);
  expect(document.querySelector('[role=alert]')?.textContent).toBe(m.refusals.chatLimit);
  await press(testIds.railChatMute);
  expect(shown()).toEqual([all[3]]);
  expect(one(place, testIds.railChatMute)?.getAttribute('aria-pressed')).toBe('true');
});

it.each([en, de, es])(
  'a stream shows the table and nothing to press, or the reason why not ($language)',
  async (m) => {
    const href = 'http://localhost/t/1#c=x';
    const overlay = (view: TableView, at = href) =>
      draw(
        m,
        <OverlayPage href={at} services={{ ...services, openOverlay: async () => fakeClient(view) }} />,
      );
    const lines = [said(1, 'ab', 'Alice', 'hello')];
    const playing = await overlay({ ...watched, rail: { neighbours: 3, lines } });
    expect(one(playing, testIds.overlay)?.getAttribute('data-hand')).toBe(String(watched.hand?.hand));
    expect(playing.querySelectorAll('button, a, input')).toHaveLength(0);
    expect(playing.textContent).not.toContain('hello');
    expect((await overlay(watched, `${href}&d=20`)).textContent).toBe(m.rail.late(20));
    const lobby: TableView = { ...tableFixtures.lobby!, rail: { neighbours: 2 } };
    expect((await overlay(lobby)).textContent).toBe(m.rail.waiting);
    const failed: TableView = { ...watched, phase: 'failed', failure: 'relay-unreachable' };
    expect((await overlay(failed)).textContent).toBe(m.failure.sentences['relay-unreachable']);
  },
);
