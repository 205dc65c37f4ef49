// @vitest-environment happy-dom
/** The start page never waits for words; other screens wait for theirs, in one language at a time. */
import { act, Suspense } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { ErrorBoundary } from 'react-error-boundary';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MessagesContext, useMessages, useStartMessages } from './context.ts';
import { de } from './de/index.ts';
import { start as deStart } from './de/start.ts';
import { en, type Messages } from './en/index.ts';
import { start } from './en/start.ts';
import { es } from './es/index.ts';
import { start as esStart } from './es/start.ts';
import type { OpeningMessages } from './language.ts';

let place: HTMLElement;
let root: Root;
beforeAll(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
});
beforeEach(() => {
  place = document.body.appendChild(document.createElement('div'));
  root = createRoot(place, { onCaughtError: () => undefined });
});
afterEach(() => act(() => root.unmount()));

const Start = () => <p id="start">{useStartMessages().landing.title}</p>;
const Whole = () => <p id="whole">{useMessages().history.title}</p>;
const said = (id: string) => place.querySelector(`#${id}`)?.textContent;

function draw(messages: OpeningMessages, screen = <Whole />): Promise<void> {
  return act(async () =>
    root.render(
      <MessagesContext value={messages}>
        <Start />
        <ErrorBoundary fallback={<p id="fault" />}>
          <Suspense fallback={<p id="waits" />}>{screen}</Suspense>
        </ErrorBoundary>
      </MessagesContext>,
    ),
  );
}

describe('a page that opens', () => {
  it('has the words of the start page at once, and asks for no others', async () => {
    let asked = 0;
    const whole = () => {
      asked++;
      return Promise.resolve(en);
    };
    await draw({ start, whole }, <Start />);
    expect(said('start')).toBe(en.landing.title);
    expect(asked).toBe(0);
  });

  it('waits with another screen until its words are there', async () => {
    let arrive: (messages: Messages) => void = () => undefined;
    const promise = new Promise<Messages>((resolve) => {
      arrive = resolve;
    });
    await draw({ start, whole: () => promise });
    expect(said('waits')).toBeDefined();
    await act(async () => arrive(en));
    expect(said('whole')).toBe(en.history.title);
  });

  it('says it cannot be drawn where words cannot be fetched, and asks but once', async () => {
    let asked = 0;
    const failing = Promise.reject(new TypeError('Failed to fetch'));
    await draw({
      start,
      whole: () => {
        asked++;
        return failing;
      },
    });
    expect(said('fault')).toBeDefined();
    expect(asked).toBeLessThan(10);
  });
});

describe('the start of a catalogue', () => {
  it.each([
    ['en', start, en],
    ['de', deStart, de],
    ['es', esStart, es],
  ] as const)('%s is part of the whole, word for word', (_, part, whole) => {
    expect(whole).toMatchObject(part);
  });
});
