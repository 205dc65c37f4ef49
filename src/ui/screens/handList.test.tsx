// @vitest-environment happy-dom
/** A long evening in the history: what is drawn at once, and what when it is asked for. */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { beforeAll, expect, it } from 'vitest';
import type { HandSummaryView } from '../../client/contract/record.ts';
import { MessagesContext } from '../messages/context.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { testIds } from '../testIds.ts';
import { HandList } from './HandList.tsx';

beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});

const hand = (number: number): HandSummaryView => ({
  tableId: 'ab'.repeat(32),
  tableName: 'Friday',
  identity: 'one',
  hand: number,
  finishedAt: number * 60_000,
  yourSeat: 0,
  yourCards: ['Ah', 'Kd'],
  board: [],
  netChips: 1,
  winners: [{ nickname: 'Ada', chips: 1 }],
  unfinished: undefined,
  withheld: false,
});

it('many hands are drawn fifty at first, the newest, and two hundred more at a time', () => {
  const hands = Array.from({ length: 320 }, (_, i) => hand(i + 1));
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  act(() =>
    root.render(
      <MessagesContext value={en}>
        <HandList hands={hands} />
      </MessagesContext>,
    ),
  );
  const rows = () =>
    [...place.querySelectorAll(`[data-testid="${testIds.historyRow}"]`)].map((row) =>
      Number(row.getAttribute('data-hand')),
    );
  const older = () => place.querySelector<HTMLButtonElement>(`[data-testid="${testIds.historyOlder}"]`);
  expect(place.textContent).toContain(en.history.table(320));
  expect(rows()).toEqual(Array.from({ length: 50 }, (_, i) => 320 - i));
  expect(older()?.textContent).toBe('Show 200 older hands of 270');
  act(() => older()?.click());
  expect(rows()).toHaveLength(250);
  expect(older()?.textContent).toBe('Show 70 older hands');
  act(() => older()?.click());
  expect(rows()).toEqual(Array.from({ length: 320 }, (_, i) => 320 - i));
  expect(older()).toBeNull();
  act(() => root.unmount());
});

it.each([
  ['a last one', 1, 1, 'Eine ältere Hand zeigen', 'Mostrar una mano anterior'],
  ['all that are left', 70, 70, '70 ältere Hände zeigen', 'Mostrar 70 manos anteriores'],
  ['some', 200, 270, '200 von 270 älteren Händen zeigen', 'Mostrar 200 de 270 manos anteriores'],
])('%s in German and Spanish', (_, next, all, german, spanish) => {
  expect(de.history.older(next, all)).toBe(german);
  expect(es.history.older(next, all)).toBe(spanish);
});
